"""Amounts right before and right after a unit: "3", "1/2", "two and a half", 5만."""

import re
from fractions import Fraction
from functools import cache

from assistant.values import english_numbers as english
from assistant.values import korean_numbers as korean

_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
_PARTS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "eighth": 8,
    "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_PARTS_SAID = re.compile(  # "three quarters of a"
    rf"(?:(an?|one|two|three|four|five|six|seven|eight|nine|[0-9]{{1,3}})[\s-])?"
    rf"({'|'.join(_PARTS)})(?:\sof(?:\s(?:an?|one))?)?"
)
_LONGEST = 60  # characters


def before(text: str, end: int) -> tuple[int, Fraction] | None:
    """Where the amount that ends at `end` begins, and what it is. `text` is in small letters."""
    first = max(0, end - _LONGEST)
    return _within(text, first, end)


def after(text: str, start: int) -> tuple[int, Fraction] | None:
    """Where the amount that begins at `start` ends, and what it is."""
    match = _after().match(text, start)
    value = amount(match[1]) if match else None
    return None if match is None or value is None else (match.end(1), value)


def amount(words: str) -> Fraction | None:
    """The amount that all of the words are."""
    words = " ".join(words.strip().split())
    sign = -1 if re.match(r"[-−]|minus |영하|마이너스", words) else 1
    words = re.sub(r"^(?:[-−]|minus |영하|마이너스)\s*", "", words)
    value = _amount(words)
    return None if value is None else sign * value


def _amount(words: str) -> Fraction | None:
    if words in ("a", "an", "one"):
        return Fraction(1)
    if words in ("half", "half a", "half an", "a half", "반", "절반"):
        return Fraction(1, 2)
    if match := _PARTS_SAID.fullmatch(words):
        many = _amount(match[1]) if match[1] else Fraction(1)
        return None if many is None else many / _PARTS[match[2]]
    if words and words[-1] in _SIGNS:
        before = re.fullmatch(r"([0-9]{0,9})\s?", words[:-1])
        return None if before is None else Fraction(before[1] or "0") + Fraction(_SIGNS[words[-1]])
    if match := re.fullmatch(r"(?:([0-9]{1,9})\s)?([0-9]{1,9})\s?/\s?([0-9]{1,9})", words):
        whole, above, below = match.groups()
        return Fraction(whole or "0") + Fraction(int(above), int(below)) if int(below) else None
    if re.fullmatch(_DIGITS, words):
        return Fraction(words.replace(",", ""))
    if match := re.fullmatch(rf"({_DIGITS})\s?k", words):
        return Fraction(match[1].replace(",", "")) * 1000
    if re.fullmatch(rf"{korean.COUNT}|{korean.SINO}점[영공일이삼사오육칠팔구]{{1,6}}", words):
        return korean.value(words)
    if words.startswith(("hundred", "thousand", "million")):
        words = "one " + words
    return english.value(words) if re.fullmatch(english.pattern(), words) else None


_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,20})(?:\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,2})?"
    r"|\.[0-9]{1,20}"
)


def _within(text: str, first: int, end: int) -> tuple[int, Fraction] | None:
    """The longest amount between the two that ends at `end`."""
    for match in re.finditer(r"(?<![0-9a-z가-힣.,/])(?=[-−0-9a-z가-힣.½⅓⅔¼¾])", text[:end]):
        if match.start() < first:
            continue
        value = amount(text[match.start() : end].rstrip(" -"))
        if value is not None:
            return match.start(), value
    return None


@cache
def _after() -> re.Pattern[str]:
    number = rf"{korean.MIXED}|{_DIGITS}|{english.pattern()}|{korean.SINO}"
    return re.compile(rf"\s*((?:[-−]|minus |영하\s?)?(?:{number}))(?![0-9a-z])")
