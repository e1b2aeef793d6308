"""The value of a tree: exact as long as it can be, and bounded, so that nothing takes long."""

import math
from fractions import Fraction

from .tree import Apply, Constant, Node, Number

Value = Fraction | float  # a float where no fraction is the value

LARGEST = 4096  # bits of a numerator or denominator
LARGEST_FACTORIAL = 500

_SINES = {0: "0", 30: "1/2", 90: "1", 150: "1/2"}  # by degrees
_TANGENTS = {0: "0", 45: "1", 135: "-1"}


class NoResultError(Exception):
    """There is no value; says why in both languages."""

    def __init__(self, en: str, ko: str) -> None:
        self.en, self.ko = en, ko
        super().__init__(en)


def evaluate(node: Node) -> Value:
    """Raises NoResultError."""
    try:
        return _value(node)
    except (OverflowError, ZeroDivisionError, ValueError) as error:  # a float at its limits
        raise _too_big() from error


def _value(node: Node) -> Value:
    match node:
        case Number(value):
            return value
        case Constant(sign):
            return math.pi if sign == "π" else math.e
        case Apply(("sin" | "cos" | "tan") as name, (Apply("°", (angle,)),)):
            return _of_degrees(name, _value(angle))
        case Apply(("+" | "-") as name, (left, Apply("%", (part,)))):
            # As on a pocket calculator: 80 + 10% is 88.
            whole, share = _value(left), _value(part)
            change = share / 100 if name == "+" else -share / 100
            return _checked(_of_two("×", whole, 1 + change))
        case Apply(name, (one,)):
            return _checked(_of_one(name, _value(one)))
        case Apply(name, (left, right)):
            return _checked(_of_two(name, _value(left), _value(right)))
    raise AssertionError(node)


def _checked(value: Value) -> Value:
    if isinstance(value, Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > LARGEST:
            raise _too_big()
    elif not math.isfinite(value):
        raise _too_big()
    return value


def _of_one(name: str, a: Value) -> Value:
    match name:
        case "neg":
            return -a
        case "%":
            return a / 100
        case "°":
            return float(a) * math.pi / 180
        case "abs":
            return a if a >= 0 else -a
        case "!":
            return _factorial(a)
        case "ln":
            return _logarithm(math.e, a)
        case "sin":
            return math.sin(a)
        case "cos":
            return math.cos(a)
        case "tan":
            return math.tan(a)
    raise AssertionError(name)


def _of_two(name: str, a: Value, b: Value) -> Value:
    match name:
        case "+":
            return a + b
        case "-":
            return a - b
        case "×" | "of":
            return a * b
        case "off":
            return b * (1 - a)
        case "÷":
            return a / _not_zero(b)
        case "mod":
            return a % _not_zero(b)
        case "^":
            return _power(a, b)
        case "root":
            return _root(int(a), b)
        case "log":
            return _logarithm(a, b)
    raise AssertionError(name)


def _not_zero(value: Value) -> Value:
    if value == 0:
        raise NoResultError("I can't divide by zero.", "0으로는 나눌 수 없어요.")
    return value


def _power(base: Value, exponent: Value) -> Value:
    if base == 0 and exponent < 0:
        _not_zero(base)
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        if isinstance(base, Fraction) and _size(base) * abs(exponent.numerator) <= LARGEST:
            return Fraction(base**exponent.numerator)
        return math.pow(base, exponent)
    if base < 0:
        raise NoResultError(
            "A negative number has no real power with a fraction above it.",
            "음수에 분수를 거듭제곱한 값은 실수가 아니에요.",
        )
    if isinstance(exponent, Fraction) and exponent.denominator <= 10 and exponent < 100:
        return _power(_root(exponent.denominator, base), Fraction(exponent.numerator))
    return math.pow(base, exponent)


def _size(value: Fraction) -> int:
    """The bits of its larger part; 0 for 0, 1 and -1, whose powers stay as small."""
    larger = max(abs(value.numerator), value.denominator)
    return 0 if larger == 1 else larger.bit_length()


def _root(index: int, value: Value) -> Value:
    """Exact where the root is a fraction."""
    if value < 0 and index % 2 == 0:
        raise NoResultError(
            "A negative number has no real root like that.",
            "음수에는 그런 실수 제곱근이 없어요.",
        )
    if isinstance(value, Fraction):
        above, below = (_whole_root(index, n) for n in (abs(value.numerator), value.denominator))
        if above is not None and below is not None:
            return Fraction(-above if value < 0 else above, below)
    size = math.pow(abs(float(value)), 1 / index)
    return -size if value < 0 else size


def _whole_root(index: int, value: int) -> int | None:
    if index == 2:
        root = math.isqrt(value)
    elif value.bit_length() > 1000:
        return None
    else:
        root = round(float(value) ** (1 / index))
    return root if root**index == value else None


def _logarithm(base: Value, value: Value) -> Value:
    if value <= 0:
        raise NoResultError(
            "Only numbers above zero have a logarithm.", "0보다 큰 수만 로그를 구할 수 있어요."
        )
    if isinstance(value, Fraction):  # also one that no float can hold
        natural = math.log(value.numerator) - math.log(value.denominator)
    else:
        natural = math.log(value)
    found = natural / math.log(base)
    near = Fraction(round(found))
    if isinstance(base, Fraction) and isinstance(value, Fraction) and base**near == value:
        return near
    return found


def _factorial(value: Value) -> Value:
    if not isinstance(value, Fraction) or value.denominator != 1 or value < 0:
        raise NoResultError(
            "Only whole numbers from 0 on have a factorial.",
            "팩토리얼은 0 이상의 정수만 구할 수 있어요.",
        )
    if value > LARGEST_FACTORIAL:
        raise _too_big()
    return Fraction(math.factorial(value.numerator))


def _of_degrees(name: str, degrees: Value) -> Value:
    """Exact for the angles whose values are fractions."""
    if isinstance(degrees, float):
        return _of_one(name, degrees * math.pi / 180)
    if name == "tan":
        angle = degrees % 180
        if angle == 90:
            raise NoResultError("There is no tangent of that angle.", "그 각의 탄젠트는 없어요.")
        return Fraction(_TANGENTS[int(angle)]) if angle in _TANGENTS else _tangent(angle)
    angle = (degrees + (90 if name == "cos" else 0)) % 360
    sign, half = (1, angle) if angle < 180 else (-1, angle - 180)
    return Fraction(_SINES[int(half)]) * sign if half in _SINES else sign * _sine(half)


def _sine(degrees: Fraction) -> float:
    return math.sin(math.radians(degrees))


def _tangent(degrees: Fraction) -> float:
    return math.tan(math.radians(degrees))


def _too_big() -> NoResultError:
    return NoResultError("That is too big for me.", "제가 다루기에는 너무 큰 수예요.")
