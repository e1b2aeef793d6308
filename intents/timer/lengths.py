"""The lengths of time in a message, where it names several: "5 and 10 minutes", 5분이랑 10분.

"1 hour and 30 minutes" and 1시간 30분 are one length, unless two timers are asked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.values import resolve, spot
from assistant.values.durations import Duration
from assistant.values.rules import lowered, minus_before

_AND = r"(?<!\s)\s*(?:,\s*(?:and\s+|그리고\s+)?|\band\b|&|\bplus\b|및|그리고)\s*"
_JOINED = re.compile(
    rf"(?:짜리)?(?:{_AND}|(?:이랑|랑|하고|[과와])\s*,?\s*)(?:(?:then|also|the|my)\s+)*", re.I
)
_JOINT = re.compile(rf"{_AND}|(?<=[가-힣]고)\s+", re.I)
_PARTICLE = re.compile(r"(?:짜리|\s*[뒤후])?(?:\s*타이머)?((?:이랑|랑|하고|[과와])\s+)")
_OR = re.compile(r"\s*,?\s*\bor\b\s*(?:for\s+)?|이?나\s*|\s*(?:또는|혹은|아니면)\s*", re.I)
_UNIT = re.compile(r"(?:\d+(?:\.\d+)?|[a-z]+|[가-힣]+?)[\s-]*(?P<unit>[a-z]+|시간|분|초|일)", re.I)
_NUMBER_BEFORE = re.compile(rf"(?<![\w.:])(\d+(?:\.\d+)?|[a-z]+){_JOINED.pattern}$", re.I)
_NUMBER_BEHIND = re.compile(
    rf"(?:{_JOINED.pattern}|\s+(?:and\s+)?(?=another\b))"
    r"(?:(?:another(?:\s+one)?|one)\s+)?(?:an?\s+)?(?:(?:[a-z]+\s+){1,2}(?:one|timer)\s+)?(?:for\s+)?"
    r"(?P<count>\d+(?:\.\d+)?)(?=\s*(?:$|[.,!?&])|\s+(?:for|and|please|on)\b)",
    re.I,
)
_SHORT = re.compile(r"(?<![\w.,])\d+\s?[hms](?![a-z\d])", re.I)  # in any other message metres
_COUNT = r"(two|three|four|five|six|seven|eight|nine|ten|both|[2-9]|10)"
_TIMERS = re.compile(  # "two 10 minute timers"; "ten minute timers" are of that length
    rf"\b{_COUNT}\s+(?!(?:hour|hr|min|sec|day)s?|minutes?\b|seconds?\b)"
    r"(?:(?!timers\b|and\b)[\w-]+\s+){0,3}timers\b",
    re.I,
)
_SOME_TIMERS = re.compile(r"\b(?:timers|alarms|countdowns)\b", re.I)
_KOREAN_COUNT = {
    each: number
    for number, names in enumerate(("두 2", "세 3", "네 4", "다섯 5", "여섯 6", "일곱 7"), 2)
    for each in names.split()
}
_TIMERS_KOREAN = re.compile(rf"타이머\s*(?:를\s*)?({'|'.join(_KOREAN_COUNT)})\s*개")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Length:
    """One of the lengths, and where it stands."""

    start: int
    end: int
    duration: Duration


def lengths(text: str, now: datetime) -> list[Length]:
    """All lengths of a message, in its order; "negative 3 minutes" is none."""
    low = lowered(text)
    return [each for each in _lengths(text, now) if minus_before(low, each.start) == each.start]


def _lengths(text: str, now: datetime) -> list[Length]:
    found = [
        Length(each.start, each.end, each.value)
        for each in spot("duration", text, now)
        if isinstance(each.value, Duration)
    ]
    for start, end in _between(text, found):
        found += _in_pieces(text, start, end, now)
    found.sort(key=lambda each: each.start)
    found = [more for each in found for more in (*_numbers_before(text, each, now), each)]
    if found:
        found += _numbers_behind(text, found[-1], now)
    return _parted(text, found[0], now) if len(found) == 1 else found


def count_said(text: str) -> int:
    """How many timers a message asks for; 0 where it does not say."""
    if match := _TIMERS.search(text):
        return _number(match[1])
    korean = _TIMERS_KOREAN.search(text)
    return _KOREAN_COUNT[korean[1]] if korean else 0


def is_row(text: str, one: Length, other: Length) -> bool:
    """Whether nothing but "and" or its like, or a space, stands between the two."""
    between = text[one.end : other.start]
    return not between.strip() or _JOINED.fullmatch(between) is not None


def either(text: str, one: Length, other: Length) -> bool:
    """Whether the two are to be chosen from: "5 minutes or 10 minutes"."""
    return _OR.fullmatch(text, one.end, other.start) is not None


def joint(text: str, one: Length, other: Length) -> tuple[int, int] | None:
    """Where the words of the one end and those of the other begin; None where nothing joins."""
    if particle := _PARTICLE.match(text, one.end, other.start):
        return particle.span(1)
    joins = [each.span() for each in _JOINT.finditer(text, one.end, other.start)]
    beside = [each for each in joins if each[1] == other.start] or joins
    return beside[-1] if len(joins) == 1 or beside != joins else None


def copies(text: str, length: Length) -> int:
    """How many of it are asked for: the two of "two 5 minute timers"."""
    number = re.search(rf"\b{_COUNT}\s+$", text[: length.start], re.I)
    return _number(number[1]) if number else 1


def _number(said: str) -> int:
    low = said.lower()
    return 2 if low == "both" else int(low) if low.isdecimal() else _WORDS.index(low) + 2


def _between(text: str, found: list[Length]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in (*((each.start, each.end) for each in found), (len(text), len(text))):
        yield at, start
        at = end


def _in_pieces(text: str, start: int, end: int, now: datetime) -> Iterator[Length]:
    """Lengths that are none together: "5 minutes and 10 minutes", 5분 10분."""
    joins = [each.span() for each in _JOINED.finditer(text, start, end)]
    begins, ends = [start, *(each[1] for each in joins)], [*(each[0] for each in joins), end]
    for begin, stop in zip(begins, ends, strict=True):
        found = [
            Length(begin + each.start, begin + each.end, each.value)
            for each in spot("duration", text[begin:stop], now)
            if isinstance(each.value, Duration)
        ]
        yield from found or _word_by_word(text, begin, stop, now)


def _word_by_word(text: str, start: int, end: int, now: datetime) -> Iterator[Length]:
    """Short lengths, 10m, and Korean ones with nothing between: 5분 10분, 1시간 30분 20분."""
    for short in _SHORT.finditer(text, start, end):
        value = resolve("duration", short[0], now)
        if isinstance(value, Duration):
            yield Length(*short.span(), value)
    words = [each.span() for each in re.finditer(r"\S+", text[start:end])]
    at = 0
    while at < len(words):
        for last in range(min(at + 4, len(words)), at, -1):
            begin, stop = start + words[at][0], start + words[last - 1][1]
            said = text[begin:stop]
            value = resolve("duration", said, now) if re.match(r".*[분초간일]$", said) else None
            if isinstance(value, Duration):
                yield Length(begin, stop, value)
                at = last - 1
                break
        at += 1


def _numbers_before(text: str, length: Length, now: datetime) -> list[Length]:
    """The 5 of "5 and 10 minutes", which counts the same."""
    unit = _UNIT.fullmatch(text, length.start, length.end)
    found: list[Length] = []
    start = length.start
    while unit and (number := _NUMBER_BEFORE.search(text, 0, start)):
        comma = "," in text[number.end(1) : start]
        value = _counted(number[1], unit["unit"], now)
        if value is None or (comma and not number[1].isdecimal()):
            break
        found.insert(0, Length(number.start(1), number.end(1), value))
        start = number.start(1)
    return found


def _numbers_behind(text: str, length: Length, now: datetime) -> list[Length]:
    """The 5 of "10 minutes and another for 5"."""
    unit = _UNIT.fullmatch(text, length.start, length.end)
    found: list[Length] = []
    at = length.end
    while unit and (number := _NUMBER_BEHIND.search(text, at)):
        value = _counted(number["count"], unit["unit"], now)
        if value is None:
            break
        found.append(Length(number.start("count"), number.end("count"), value))
        at = number.end()
    return found


def _counted(number: str, unit: str, now: datetime) -> Duration | None:
    if number.lower() in ("a", "an", "half", "one"):
        return None
    value = resolve("duration", f"{number} {unit}", now)
    return value if isinstance(value, Duration) else None


def _parted(text: str, whole: Length, now: datetime) -> list[Length]:
    """The length, or both where two timers are asked for: "two timers, 1 hour and 30 minutes"."""
    several = count_said(text) == 2 or (_SOME_TIMERS.search(text) and not count_said(text))
    joins = list(re.finditer(_AND, text[whole.start : whole.end], re.I))
    if not several or len(joins) != 1:
        return [whole]
    first, second = whole.start + joins[0].start(), whole.start + joins[0].end()
    parts = []
    for start, end in ((whole.start, first), (second, whole.end)):
        value = resolve("duration", text[start:end], now)
        if not isinstance(value, Duration):
            return [whole]
        parts.append(Length(start, end, value))
    return parts
