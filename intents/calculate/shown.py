"""How a sum and its value are written."""

import decimal
import re
from decimal import Decimal
from fractions import Fraction

from .arithmetic import Value
from .tree import Apply, Constant, Node, Number

DIGITS = 10  # that a rounded value has
EXACT_DIGITS = 15  # of a decimal number that is written in full
WHOLE_DIGITS = 30  # of a whole number that is

_BINDS = {"+": 1, "-": 1, "×": 2, "÷": 2, "mod": 2, "of": 2, "off": 2, "neg": 3, "^": 4}
_STICKS, _ATOM = 5, 6
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BATCHIM = "013678"  # digits whose Korean name ends in a consonant


def number(value: Value) -> tuple[str, bool]:
    """The value with thousands separators, and whether it is exactly this."""
    exact = Fraction(value)
    if exact.denominator == 1 and abs(exact) < 10**WHOLE_DIGITS and isinstance(value, Fraction):
        return _written(Decimal(exact.numerator)), True
    for digits in (EXACT_DIGITS, DIGITS):
        rounded = _divided(exact, digits)
        if Fraction(rounded) == exact and isinstance(value, Fraction):
            return _written(rounded), True
    return _written(rounded), False


def sentence(node: Node, value: Value, language: str) -> str:
    """ "15% of 80 is **12**.", 80의 15%는 **12**예요."""
    sum_, (result, exact) = shown(node, language), number(value)
    if language == "ko":
        topic = "은" if _ends_in_consonant(sum_) else "는"
        copula = "이에요" if _ends_in_consonant(result) else "예요"
        said = "" if isinstance(node, Number) else f"{sum_}{topic} "
        return f"{said}{'' if exact else '약 '}**{result}**{copula}."
    said = "That" if isinstance(node, Number) else re.sub("^half", "Half", sum_)
    return f"{said} is {'' if exact else 'about '}**{result}**."


def shown(node: Node, language: str) -> str:
    """The sum in signs, with the brackets it needs."""
    return _text(node, language)[0]


def _text(node: Node, language: str) -> tuple[str, int]:
    """The words, and how tightly they hold together."""
    match node:
        case Number(value):
            return _operand(value)
        case Constant(sign):
            return sign, _ATOM
        case Apply("root", (Number(index), inner)):
            sign = {2: "√", 3: "∛", 4: "∜"}.get(int(index), f"{str(index).translate(_RAISED)}√")
            return sign + _within(inner, _ATOM, language), _STICKS
        case Apply("log", (Number(base), inner)):
            name = "log" if base == 10 else f"log{base}"
            return f"{name}({shown(inner, language)})", _ATOM
        case Apply(("%" | "!" | "°") as sign, (inner,)):
            return _within(inner, _STICKS, language) + sign, _STICKS
        case Apply("neg", (inner,)):
            return "−" + _within(inner, _BINDS["neg"], language), _BINDS["neg"]
        case Apply("^", (base, above)):
            text = f"{_within(base, _STICKS, language)}^{_within(above, _STICKS, language)}"
            return text, _BINDS["^"]
        case Apply(("of" | "off") as name, (share, whole)):
            return _share(name, share, whole, language), _BINDS[name]
        case Apply(("sin" | "cos" | "tan") as name, (inner,)):
            angle = shown(inner, language)
            is_degrees = isinstance(inner, Apply) and inner.name == "°"
            return f"{name}({angle})" if is_degrees else f"{name}({angle} rad)", _ATOM
        case Apply(name, (left, right)):
            # What is taken from the right, or divided by, keeps its brackets.
            binds = _BINDS[name]
            before = _within(left, binds, language)
            after = _within(right, binds + (name not in "+×"), language)
            return f"{before} {'−' if name == '-' else name} {after}", binds
        case Apply(name, (inner,)):
            return f"{name}({shown(inner, language)})", _ATOM
    raise AssertionError(node)


def _share(name: str, share: Node, whole: Node, language: str) -> str:
    part, of = _within(share, _STICKS, language), _within(whole, _STICKS, language)
    if share == Number(Fraction(1, 2)):
        part = "반" if language == "ko" else "half"
    if language == "ko":
        return f"{of}의 {part}" + (" 할인" if name == "off" else "")
    return f"{part} {name} {of}"


def _within(node: Node, binds: int, language: str) -> str:
    text, own = _text(node, language)
    return text if own >= binds else f"({text})"


def _operand(value: Fraction) -> tuple[str, int]:
    text, exact = number(value)
    if exact and " " not in text:
        return text, _ATOM
    return f"{value.numerator:,}/{value.denominator:,}", _STICKS


def _divided(value: Fraction, digits: int) -> Decimal:
    with decimal.localcontext() as context:
        context.prec = digits
        return Decimal(value.numerator) / Decimal(value.denominator)


def _written(value: Decimal) -> str:
    """With separators; as a power of ten where it would have too many zeros."""
    power = value.adjusted()
    if value and not -7 < power < WHOLE_DIGITS:
        mantissa = value.scaleb(-power).normalize()
        return f"{mantissa:f}".replace("-", "−") + f" × 10{str(power).translate(_RAISED)}"
    whole = value == value.to_integral_value()  # of up to WHOLE_DIGITS: more than a context holds
    text = f"{int(value):,}" if whole else f"{value.normalize():,f}"
    return text.replace("-", "−")


def _ends_in_consonant(text: str) -> bool:
    """Whether the Korean reading of a number or sign does: 십 does, 이 does not."""
    text = text.rstrip(")")
    if re.search(r"\^[^ ]+$", text) or text.endswith((*_SUPERSCRIPTS, "!", "반", "할인")):
        return True  # 제곱, 승, 팩토리얼
    if fraction := re.search(r"([0-9])/[0-9,]+$", text):
        return fraction[1] in _BATCHIM  # 3분의 1
    return text[-1:] in _BATCHIM
