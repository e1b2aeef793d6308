"""Numbers in English and Korean, in words and in digits: "twenty three", "-3.5", 백이십, 두 개.

Every word must be explained, or there is no number: "two three", 이삼 and 1,20 are none.
"""

import re
from datetime import datetime
from fractions import Fraction
from functools import cache

from assistant.values import Spotted
from assistant.values import english_numbers as english
from assistant.values import korean_numbers as korean
from assistant.values.endings import ENDING
from assistant.values.rules import (
    LONGEST_TEXT,
    Rule,
    as_said,
    longest,
    lowered,
    nothing,
    read,
    readings,
    rule,
    scan,
)

Number = int | float

_LEADS = re.compile(r"(?:about|around|exactly|only|just|approximately|roughly|약|대략|총|딱)\s+")
_COUNTERS = (
    "개|명|분|사람|번|잔|권|장|마리|대|병|살|세|곳|군데|가지|인분|송이|켤레|자루|판|줄|조각|그릇|"
    "쪽|회|층|통|벌|알|봉지|박스|상자|컵|스푼"
)
# What looks like a number and is rarely one: "this much", "not at all", a city.
_WORDS = "이만|오만|천만|이천|사천|구천|일일|이백"


def parse(words: str, now: datetime) -> Number | None:
    """The number that `words` are; None unless every word is explained."""
    for reading in readings(as_said(words), _LEADS):
        number = read(_rules(), reading, None)
        if number is not None and (reading[-1:].isascii() or len(reading) > 1 or _whole(words)):
            return plain(number)
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The numbers standing in a message: digits, and words that are hardly anything else."""
    return tuple(
        Spotted(start, end, plain(number))
        for start, end, number in longest(scan(_rules(), lowered(text[:LONGEST_TEXT]), None))
        if number is not None
    )


def plain(number: Fraction) -> Number:
    """The number as int where it is whole, else as float."""
    return number.numerator if number.denominator == 1 else float(number)


def _whole(words: str) -> bool:
    """Whether all that was said is one syllable: 사 is four, but 사과 is no "four and"."""
    return len(as_said(words)) == 1


@cache
def _rules() -> tuple[Rule[None, Fraction], ...]:
    sign = r"((?:minus|negative)\s+|(?<!\d)(?<!\d\s)[-−])?"
    signed = rf"{sign}({english.pattern()})"
    ends = rf"(?![./:,-][0-9])(?={ENDING}(?![0-9a-z가-힣]))"
    before, after = english.BEFORE, english.AFTER + ends
    beside = r"(?<![0-9a-z가-힣])(?<![0-9][./:,-])"
    minus = r"(마이너스\s*|(?<!\d)[-−])?"
    ones = "다섯|여섯|일곱|여덟|아홉"
    tens = "열|스물|서른|마흔|쉰|예순|일흔|여든|아흔"
    native = rf"(?:{ones}|(?:{tens})\s?(?:하나|둘|셋|넷|{ones}))"
    digit = "[이삼사오육칠팔구]"
    sino = rf"([일이삼사오육칠팔구]?[십백천][일이삼사오육칠팔구십백천만]{{1,12}}|{digit}[십백])"
    counted = rf"(?:\s?(?:{_COUNTERS}))"
    return (
        rule(rf"{before}{signed}{after}", _sure),
        rule(rf"{before}{signed}{after}", _english, spot=False),
        rule(rf"{before}(?:a\s+|one\s+)?(half|quarter){after}", _fraction, spot=False),
        rule(rf"{beside}{minus}({korean.COUNT}){counted}{ends}", _korean),
        rule(rf"{beside}{minus}({native}){ends}", _korean),
        rule(rf"{beside}{minus}({korean.MIXED}|{korean.ARABIC}){ends}", _korean),
        rule(rf"{beside}{minus}(?!(?:{_WORDS})){sino}{ends}", _korean),
        rule(rf"{minus}((?:{korean.MIXED}|{korean.SINO}))", _korean, spot=False),
        rule(rf"{minus}({korean.SINO}점[영공일이삼사오육칠팔구]{{1,6}})", _korean),
        rule(rf"{minus}(?!(?:한|두|세|석|네|넉|스무)$)({korean.NATIVE})", _korean, spot=False),
        rule(r"(절?반)", lambda match, _: Fraction(1, 2), spot=False),
        rule(rf"{beside}(?:한두|두세|두서너|서너|너댓|네댓|대여섯){counted}{ends}", nothing),
    )  # fmt: skip


def _english(match: re.Match[str], _: None) -> Fraction | None:
    return _signed(match.group(1), english.value(match.group(2)))


def _sure(match: re.Match[str], _: None) -> Fraction | None:
    """ "this one" and "a couple" are no numbers in a sentence."""
    return None if match.group(2) in ("one", "a couple", "couple") else _english(match, None)


def _korean(match: re.Match[str], _: None) -> Fraction | None:
    return _signed(match.group(1), korean.value(match.group(2)))


def _signed(sign: str | None, number: Fraction | None) -> Fraction | None:
    return -number if sign and number is not None else number


def _fraction(match: re.Match[str], _: None) -> Fraction:
    return Fraction(1, 2 if match.group(1) == "half" else 4)
