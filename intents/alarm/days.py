"""The same times on several days: "at 6 for the next three days", "7 on monday and tuesday"."""

import re
from collections.abc import Container, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from assistant.values import Spotted, dates, recurrences, resolve, spot
from assistant.values.dates import Day
from assistant.values.durations import Duration
from assistant.values.instants import Instant
from assistant.values.repairs import may_take_back

MOST = 7  # days

_CLOCK = r"\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?(?![\w:%])"
_ROW = re.compile(rf"\b(?:at|for)\s+({_CLOCK}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_CLOCK})*)", re.I)
_AND = re.compile(r"\s*(?:,|&|\band\b|이랑|랑|하고|[과와]|그리고)\s*(?:on\s+)?", re.I)
_FOR = re.compile(r"\b(?:for|over)\s+(?:the\s+)?(?:(?:next|coming)\s+)?$|앞으로\s*$", re.I)
_FROM = re.compile(r"\s*(?:from|later|before|ago|뒤|후|전)\b", re.I)  # "for two days from now"
_DURING = re.compile(r"\s*(?:동안|간)")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[월화수목금토일]요일", re.I)
Dated = tuple[date, str]  # a day, and the words for it


def each_day(text: str, now: datetime, likely: Container[int]) -> list[datetime]:
    """When it rings where it is to ring on several days, at the same times; else nothing."""
    if may_take_back(text) or recurrences.spot(text, now):
        return []
    counted = _counted(text, now)
    number = _days(counted, now) if counted else 0
    if counted and number <= MOST:
        first = now.date() + timedelta(days=1)
        named: list[Dated] = [(first + timedelta(days=each), "") for each in range(number)]
        clocks = _clocks(_without(text, [counted]), now)
    else:
        row = _row(text, now)
        named = [(day.start, day.said) for each in row if isinstance(day := each.value, Day)]
        clocks = _clocks(_without(text, row), now) if row else []
    return [_on(each, clock, now, likely) for each in named for clock in clocks]


def too_many(text: str, now: datetime) -> list[str]:
    """The words for more days than it is set on: "for the next three weeks"."""
    counted = _counted(text, now)
    return [text[counted.start : counted.end]] if counted and _days(counted, now) > MOST else []


def clock_said(text: str, now: datetime) -> Instant | None:
    """The first time of day that is said as a number alone: "set one for 9"."""
    found = _numbers(text, now)
    return found[0] if found else None


def clock_beside(text: str, now: datetime) -> Instant | None:
    """The first time of day beside the days of a text: of "6 for the next three days" the six."""
    found = _clocks(_without(text, dates.spot(text, now)), now)
    return found[0] if found else None


def _counted(text: str, now: datetime) -> Spotted | None:
    """The days during which it is to ring: "for three days"."""
    for each in spot("duration", text, now):
        led = _FOR.search(text[: each.start]) and not _FROM.match(text, each.end)
        if (led or _DURING.match(text, each.end)) and _days(each, now) > 1:
            return each
    return None


def _days(length: Spotted, now: datetime) -> int:
    end = length.value.after(now) if isinstance(length.value, Duration) else None
    return (end - now).days if end else 0


def _row(text: str, now: datetime) -> list[Spotted]:
    """The days that stand in a row, two at least."""
    found = [each for each in dates.spot(text, now) if _is_one(each.value)]
    joined = (_AND.fullmatch(text, one.end, other.start) for one, other in pairwise(found))
    return found if 1 < len(found) <= MOST and all(joined) else []


def _is_one(day: object) -> bool:
    return isinstance(day, Day) and day.start == day.end


def _clocks(text: str, now: datetime) -> list[Instant]:
    """The times of day of a text that names no day."""
    values = [each.value for each in spot("datetime", text, now)]
    return _numbers(text, now) or [each for each in values if isinstance(each, Instant)]


def _numbers(text: str, now: datetime) -> list[Instant]:
    row = _ROW.search(text)
    said = re.findall(_CLOCK, row[1], re.I) if row else []
    values = [resolve("datetime", each, now) for each in said]
    return [each for each in values if isinstance(each, Instant)]


def _without(text: str, spans: Sequence[Spotted]) -> str:
    for each in spans:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _on(dated: Dated, clock: Instant, now: datetime, likely: Container[int]) -> datetime:
    """That time on the day; on a weekday that is today and over, in a week."""
    day, said = dated
    readings = [clock.at, *(each.at for each in clock.alternatives)]
    usual = min(readings, key=lambda each: each.hour not in likely)
    at = datetime.combine(day, usual.timetz())
    return at + timedelta(days=7) if at <= now and _WEEKDAY.fullmatch(said) else at
