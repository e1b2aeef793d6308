"""How an amount and a conversion are said."""

import decimal
from decimal import Decimal
from fractions import Fraction

from assistant.korean import with_particle
from assistant.plugins.api import Context

from .units import MONEY, Unit, units

EXACT_DIGITS = 7  # of an amount that is written in full
DIGITS = 6  # of a rounded one, unless it is larger

# What people count the rest of a unit in, and how many of those it has.
_PARTS = {
    "foot": ("inch", 12), "day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60),
}  # fmt: skip
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def written(amount: Fraction, cents: int | None = None) -> tuple[str, bool]:
    """The amount with thousands separators, and whether it is exactly that. With `cents`, it has
    so many decimals unless nothing would be left of it."""
    if cents is not None and abs(amount) >= Fraction(1, 10**cents):
        rounded = _quantized(amount, cents)
        return _signed(f"{rounded:,f}").removesuffix(".00"), Fraction(rounded) == amount
    rounded = _divided(amount, EXACT_DIGITS)
    if Fraction(rounded) != amount:
        whole = abs(amount) >= 10**DIGITS
        rounded = _quantized(amount, 0) if whole else _divided(amount, DIGITS)
    exact = Fraction(rounded) == amount
    if rounded and not -7 < rounded.adjusted() < 15:
        power = rounded.adjusted()
        mantissa = round(rounded.scaleb(-power), DIGITS - 1).normalize()
        return f"{_signed(f'{mantissa:f}')} × 10{str(power).translate(_RAISED)}", exact
    return _signed(f"{_plain(rounded):,f}"), exact


def sentence(ctx: Context, amount: Fraction, source: Unit, result: Fraction, target: Unit) -> str:
    """ "3 metres are about **9.84252 feet**.", 3미터는 약 **9.84252피트**예요."""
    given, _ = written(amount, source.cents if source.quantity == MONEY else None)
    got, exact = written(result, target.cents if target.quantity == MONEY else None)
    before, after = source.named(given, ctx.language), target.named(got, ctx.language)
    if source.id == "foot":
        before = _in_parts(amount, source, ctx.language) or before
    also = _in_parts(result, target, ctx.language) if source.id != "inch" else ""
    if ctx.language == "ko":
        copula = with_particle(after, "이에요", "예요").removeprefix(after)
        about = "" if exact else "약 "
        return f"{with_particle(before, '은', '는')} {about}**{after}**{copula}." + (
            f" ({also})" if also else ""
        )
    verb = "is" if given == "1" or "en" in source.shape else "are"
    about = "" if exact else "about "
    return f"{before} {verb} {about}**{after}**{f' ({also})' if also else ''}."


def _in_parts(amount: Fraction, unit: Unit, language: str) -> str:
    """As people are measured: "5 feet 10.9 inches", "3 hours 20 minutes"; nothing for what is
    whole, and for large amounts."""
    if unit.id not in _PARTS:
        return ""
    smaller, parts = _PARTS[unit.id]
    count, tenths = divmod(round(amount * parts * 10), parts * 10)
    if not 0 < count < 100 or not tenths:
        return ""
    rest = units().by_id[smaller].named(f"{tenths / 10:g}", language)
    return f"{unit.named(str(count), language)} {rest}"


def _signed(text: str) -> str:
    return text.replace("-", "−")


def _quantized(amount: Fraction, decimals: int) -> Decimal:
    return Decimal(round(amount * 10**decimals)).scaleb(-decimals, decimal.Context(prec=400))


def _divided(amount: Fraction, digits: int) -> Decimal:
    return decimal.Context(prec=digits).divide(
        Decimal(amount.numerator), Decimal(amount.denominator)
    )


def _plain(value: Decimal) -> Decimal:
    """Without zeros at the end, and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
