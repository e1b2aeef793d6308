"""Lengths of time in English and Korean: "an hour and a half", "90 minutes", 한 시간 반, 사흘.

Seconds and minutes over 59 become minutes and hours; hours, days and months stay what they are.
Weeks stay weeks when they stand alone; else they become days. "5 minutes ago" is no length to come,
and "minus 5 minutes" no length at all.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache

from assistant.values import Spotted, english_durations, korean_durations
from assistant.values.calendar_sums import shifted
from assistant.values.length_sums import UNITS, Counts
from assistant.values.rules import (
    LONGEST_TEXT,
    Rule,
    as_said,
    longest,
    lowered,
    read,
    readings,
    rule,
    scan,
)

_LEADS = re.compile(
    r"(?:(?:for|about|around|in|within|after|lasting|only|just|exactly|approximately|roughly|"
    r"another|약|대략|딱|앞으로|지금부터)\s+)+"
)
MOST = 10**9  # of one unit
_FINER = {  # what a part of a unit is counted in
    "year": ("month", 12), "month": ("day", 30), "week": ("day", 7), "day": ("hour", 24),
    "hour": ("minute", 60), "minute": ("second", 60),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duration:
    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    seconds: int = 0
    said: str = ""  # the words, as said

    @property
    def iso(self) -> str:
        """ISO 8601: "PT1H30M", "P3W"."""
        days = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        clock = ((self.hours, "H"), (self.minutes, "M"), (self.seconds, "S"))
        date, time = ("".join(f"{n}{unit}" for n, unit in part if n) for part in (days, clock))
        return f"P{date}T{time}" if time else f"P{date}" if date else "PT0S"

    def after(self, moment: datetime) -> datetime | None:
        """The instant that much later; None beyond the calendar."""
        return self._from(moment, 1)

    def before(self, moment: datetime) -> datetime | None:
        """The instant that much earlier; None beyond the calendar."""
        return self._from(moment, -1)

    def _from(self, moment: datetime, sign: int) -> datetime | None:
        day = shifted(moment.date(), sign * (12 * self.years + self.months), "month")
        day = day and shifted(day, sign * (7 * self.weeks + self.days), "day")
        if day is None:
            return None
        there = datetime.combine(day, moment.timetz())
        try:
            clock = timedelta(hours=self.hours, minutes=self.minutes, seconds=self.seconds)
            if there.tzinfo is None or not clock:
                return there + sign * clock
            # Hours are counted as they pass, also over the night when the clocks change.
            return (there.astimezone(UTC) + sign * clock).astimezone(there.tzinfo)
        except OverflowError:
            return None


def parse(words: str, now: datetime) -> Duration | None:
    """The length that `words` mean; None unless every word is explained."""
    said = as_said(words)
    for reading in readings(said, _LEADS):
        counts = read(_rules(), reading, None)
        length = counts and duration(counts, said)
        if length:
            return length
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The lengths of time standing in a message; the longest wins."""
    return tuple(
        Spotted(start, end, length)
        for start, end, counts in longest(scan(_rules(), lowered(text[:LONGEST_TEXT]), None))
        if counts and (length := duration(counts, text[start:end]))
    )


def duration(counts: Counts, said: str) -> Duration | None:
    """The Duration of so many of each unit; None where it is not whole seconds."""
    left = {unit: counts.get(unit, Fraction(0)) for unit in UNITS}
    alone = all(unit == "week" or not count for unit, count in left.items())
    if left["week"].denominator > 1 or not alone:
        left["day"], left["week"] = left["day"] + 7 * left["week"], Fraction(0)
    for unit, (finer, size) in _FINER.items():
        rest = left[unit] % 1
        left[unit], left[finer] = left[unit] - rest, left[finer] + rest * size
    for unit, coarser in (("second", "minute"), ("minute", "hour")):
        more, left[unit] = divmod(left[unit], 60)
        left[coarser] += more
    if left["second"].denominator > 1 or max(left.values()) > MOST:
        return None
    return Duration(said=said, **{f"{unit}s": int(left[unit]) for unit in UNITS})


@cache
def _rules() -> tuple[Rule[None, Counts], ...]:
    date, clock = (
        "".join(rf"(?:([0-9]{{1,9}}){unit})?" for unit in row) for row in ("ymwd", "hms")
    )
    iso = rf"(?<![0-9a-z−–－-])p(?=[0-9t]){date}(?:t(?=[0-9]){clock})?(?![0-9a-z])"
    return (rule(iso, _iso), *english_durations.rules(), *korean_durations.rules())


def _iso(match: re.Match[str], _: None) -> Counts:
    return {unit: Fraction(n) for unit, n in zip(UNITS, match.groups(), strict=True) if n}
