"""Times that each have their own day or repetition: "7 on monday and 8 on tuesday"."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.values import dates, recurrences, resolve
from assistant.values.instants import Instant
from assistant.values.moments import meant
from assistant.values.recurrences import Recurrence
from assistant.values.repairs import may_take_back

_CLOCK = r"\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?"
_BEFORE_DAY = re.compile(rf"(?<![\w:.-])({_CLOCK})\s+(?:on\s+)?$", re.I)
_WEEKDAY = re.compile(
    r"(?<!this )\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.I
)
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|&|plus)\s+)(?:(?:also|then)\s+)?"
_BETWEEN = re.compile(rf"{_AND}(?:(?:at|for)\s+)?", re.I)
_NUMBERS = re.compile(rf"\b(?:for|at)\s+((?:\d{{1,2}}{_AND})+(?:(?:at|for)\s+)?)$", re.I)


@dataclass(frozen=True)
class Pair:
    """A time with what is said behind it, and where both stand."""

    start: int
    end: int
    when: Instant
    repeat: Recurrence | None

    def at(self, now: datetime, likely: Container[int]) -> datetime | None:
        """When it rings first; None when it has passed.

        The 8 of "8 on tuesday" is on a tuesday morning, also when one is said on a tuesday at noon.
        """
        at = meant(self.when, now, self.repeat, likely)
        readings = [self.when.at, *(each.at for each in self.when.alternatives)]
        usual = min(readings, key=lambda each: each.hour not in likely)
        passed = self.repeat is None and usual.date() == now.date() and usual <= now
        if passed and _WEEKDAY.search(self.when.said):
            return usual + timedelta(days=7)
        return at


def pairs(text: str, now: datetime) -> list[Pair]:
    """Two of them or more that stand in a row; none where they do not."""
    found = [] if may_take_back(text) else list(_pairs(text, now))
    row = found[:1]
    for each in found[1:]:
        if not _BETWEEN.fullmatch(text, row[-1].end, each.start):
            return []
        row.append(each)
    return row if len(row) > 1 else []


def numbers_before(text: str, start: int, now: datetime) -> list[Instant]:
    """The bare hours in a row before a time: the 6 of "alarms for 6 and 6:30"."""
    row = _NUMBERS.search(text, 0, start)
    said = re.findall(r"\d+", row[1]) if row else []
    values = [resolve("datetime", each, now) for each in said]
    return [each for each in values if isinstance(each, Instant)]


def _pairs(text: str, now: datetime) -> Iterator[Pair]:
    repeats = recurrences.spot(text, now)
    days = [
        each
        for each in dates.spot(text, now)
        if all(each.end <= other.start or other.end <= each.start for other in repeats)
    ]
    for each in sorted((*repeats, *days), key=lambda each: each.start):
        clock = _BEFORE_DAY.search(text, 0, each.start)
        repeat = each.value if isinstance(each.value, Recurrence) else None
        words = clock and (clock[1] if repeat else text[clock.start(1) : each.end])
        when = resolve("datetime", words, now) if words else None
        if clock and isinstance(when, Instant):
            yield Pair(clock.start(1), each.end, when, repeat)
