"""Lengths from now in a row that share their unit: "in 5, 10 and 15 minutes", 5분, 10분 뒤."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.values import english_numbers, korean_durations, korean_numbers, korean_times

_UNIT = r"(?:second|sec|minute|min|hour|hr|day|week|month|year)s?"
_UNIT_KO = "(?:시간|분|초|일|주|개월|달|년)"
_NUMBER = rf"(?:[0-9]{{1,4}}|{english_numbers.either(english_numbers.below_sixty())})"
_NUMBER_KO = rf"(?:[0-9]{{1,4}}|{korean_numbers.NATIVE}|{korean_numbers.SINO})"
_AND = r"(?:\s*,?\s+and\s+|\s*&\s*)(?:in\s+)?"
_AND_KO = r"\s*(?:,|이?랑|하고|[와과]|\s그리고)\s*"


class Counted(NamedTuple):
    """One length of a row, where it stands, and what it is in words of its own."""

    start: int
    end: int
    words: str


def spot(text: str) -> Iterator[Counted]:
    """The members of the rows in a text in lower case."""
    for pattern, words in ((_english(), "in {} {}"), (_korean(), "{} {} 뒤")):
        for match in pattern.finditer(text):
            yield from _members(match, words)


@cache
def _english() -> re.Pattern[str]:
    one = rf"{_NUMBER}(?:\s*{_UNIT})?"
    return re.compile(
        rf"{english_numbers.BEFORE}(?:in|after)\s+(?P<row>(?:{one}\s*,\s*)*{one}{_AND}"
        rf"{_NUMBER}\s*(?P<unit>{_UNIT})){english_numbers.AFTER}"
    )


@cache
def _korean() -> re.Pattern[str]:
    one = rf"{_NUMBER_KO}(?:\s*{_UNIT_KO})?"
    return re.compile(
        rf"{korean_durations.BEFORE}(?P<row>(?:{one}{_AND_KO})+{_NUMBER_KO}\s*"
        rf"(?P<unit>{_UNIT_KO}))\s*(?:뒤|후){korean_times.AFTER}"
    )


def _members(row: re.Match[str], words: str) -> Iterator[Counted]:
    """Those of a row in one unit; of "1 hour and 30 minutes", which is one length, none."""
    joints = list(re.finditer(rf"{_AND}|{_AND_KO}", row["row"]))
    begins = [row.start("row") + each for each in (0, *(joint.end() for joint in joints))]
    ends = [row.start("row") + joint.start() for joint in joints] + [row.end("row")]
    found = [row.string[one:other] for one, other in zip(begins, ends, strict=True)]
    numbers = [re.sub(rf"\s*(?:{row['unit'].rstrip('s')}s?)$", "", each) for each in found]
    if not all(re.fullmatch(rf"{_NUMBER}|{_NUMBER_KO}", each) for each in numbers):
        return
    begins[0], ends[-1] = row.start(), row.end()
    for start, end, number in zip(begins, ends, numbers, strict=True):
        yield Counted(start, end, words.format(number, row["unit"]))
