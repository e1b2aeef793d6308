"""Korean numbers, native (스물셋), Sino-Korean (백이십) and in digits (1만 2천), exact."""

import re
from fractions import Fraction

_DIGITS = dict(zip("영일이삼사오육칠팔구", range(10), strict=True)) | {"공": 0, "륙": 6}
_UNITS = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12}
_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "여덜": 8, "아홉": 9,
}  # fmt: skip
_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70,
    "여든": 80, "아흔": 90,
}  # fmt: skip
_ONE, _TEN = "|".join(_ONES), "|".join(_TENS)

NATIVE = rf"(?:(?:[이삼사오육칠팔구]?백\s?)?(?:(?:{_TEN})(?:\s?(?:{_ONE}))?|(?:{_ONE})))"
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,9})?"
_SINO = "[영공일이삼사오육륙칠팔구십백천만억조]"
SINO = rf"(?:{_SINO}{{1,20}}?(?:(?<=[만억조])\s{_SINO}{{1,8}}?){{0,2}})"
# 1만 2천, 3만5천, 2천5백
MIXED = (
    r"(?:[0-9]{1,12}(?:\.[0-9]{1,6})?[십백천만억조]{1,2}(?:\s?[0-9]{1,4}[십백천만억조]{0,2}){0,6})"
)
COUNT = rf"(?:{MIXED}|{ARABIC}|{NATIVE}|{SINO})"


def value(said: str) -> Fraction | None:
    """The number that `said` is; None for syllables that are none (이삼, 한열)."""
    if re.fullmatch(ARABIC, said):
        return Fraction(said.replace(",", ""))
    said = re.sub(r"\s+", "", said)
    whole, point, decimals = said.partition("점")
    number = _native(said) or _sino(whole)
    if not point or number is None:
        return number
    if not decimals or any(each not in _DIGITS for each in decimals):
        return None
    return number + Fraction("0." + "".join(str(_DIGITS[each]) for each in decimals))


def _native(said: str) -> Fraction | None:
    match = re.fullmatch(rf"(?:(.?)백)?({_TEN})?({_ONE})?", said)
    if match is None or not (match.group(2) or match.group(3)):
        return None
    hundreds, ten, one = match.groups()
    above = 0 if hundreds is None else 100 * _DIGITS.get(hundreds or "일", 0)
    return Fraction(above + _TENS.get(ten, 0) + _ONES.get(one, 0))


def _sino(said: str) -> Fraction | None:
    """백이십, 1만2천: units fall from left to right, within every 만 and 억 anew."""
    if said in ("영", "공"):
        return Fraction(0)
    total, section, digit = Fraction(0), Fraction(0), Fraction(0)
    unit, myriad = 10**4, 10**16
    for piece in re.findall(r"[0-9]+(?:\.[0-9]+)?|.", said):
        if piece[0].isdecimal() or piece in _DIGITS:
            number = Fraction(piece) if piece[0].isdecimal() else Fraction(_DIGITS[piece])
            if digit or not number:
                return None
            digit = number
        elif piece in _UNITS:
            if _UNITS[piece] >= unit:
                return None
            unit = _UNITS[piece]
            section, digit = section + (digit or 1) * unit, Fraction(0)
        elif piece in _MYRIADS:
            if _MYRIADS[piece] >= myriad:
                return None
            myriad, unit = _MYRIADS[piece], 10**4
            total += (section + digit or 1) * myriad
            section = digit = Fraction(0)
        else:
            return None
    if digit >= unit:
        return None
    return total + section + digit or None
