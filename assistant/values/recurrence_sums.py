"""Repetitions and their sums, without any language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count
from typing import Literal, get_args

from assistant.values.calendar_sums import nth_weekday, safe_date, shifted

Unit = Literal["minute", "hour", "day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
MOST = 1000  # units between two times

_FREQUENCIES: dict[str, Unit] = {
    "MINUTELY": "minute", "HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month",
    "YEARLY": "year",
}  # fmt: skip
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = re.compile(r"(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many units, on certain days. What is not given is that of the first time.

    In a month or a year too short for its day it is the last one there.
    """

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()  # of a week, Monday is 0; with `nth` one, of a month
    nth: int | None = None  # which of the month's weekdays, 1 to 5; -1 is the last
    day: int | None = None  # of the month; -1 is the last
    month: int | None = None  # of the year
    said: str = ""  # the words, as said

    @property
    def iso(self) -> str:
        """A recurrence rule of RFC 5545: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU"."""
        frequency = next(name for name, unit in _FREQUENCIES.items() if unit == self.unit)
        nth = "" if self.nth is None else str(self.nth)
        parts = {
            "FREQ": frequency,
            "INTERVAL": str(self.every) if self.every > 1 else "",
            "BYMONTH": str(self.month or ""),
            "BYMONTHDAY": str(self.day or ""),
            "BYDAY": ",".join(nth + _WEEKDAYS[each] for each in self.weekdays),
        }
        return ";".join(f"{key}={value}" for key, value in parts.items() if value)

    @classmethod
    def from_iso(cls, text: str) -> "Recurrence":
        """What `iso` wrote. Raises ValueError for other rules."""
        try:
            return _read(dict(part.split("=") for part in text.split(";")))
        except (KeyError, ValueError) as error:
            raise ValueError(f"no recurrence rule of ours: {text[:80]!r}") from error

    def begun(self, at: datetime) -> "Recurrence":
        """The same, with all that it leaves open as it is at its first time, `at`."""
        if self.unit == "week" and not self.weekdays:
            return replace(self, weekdays=(at.weekday(),))
        if self.unit not in ("month", "year") or self.nth is not None:
            return self
        month = self.month or at.month if self.unit == "year" else None
        return replace(self, day=self.day or at.day, month=month)

    def first(self, at: datetime) -> datetime:
        """The first time at or after `at`, at its time of day."""
        if self.unit in ("minute", "hour"):
            return at
        once = Recurrence(self.unit, 1, self.weekdays, self.nth, self.day, self.month)
        day = next(once._days(at.date(), at.date()))
        return at if day == at.date() else _on(day, at.time(), at.tzinfo)

    def next_after(self, at: datetime, now: datetime) -> datetime:
        """The first time after `now` of those that begin with the first at or after `at`.

        Days keep the time of day on the clock, whatever daylight saving does; hours and minutes
        are counted as they pass. Raises OverflowError beyond the calendar.
        """
        first = self.first(at)
        if not _passed(first, now):
            return first
        if self.unit in ("minute", "hour"):
            step = timedelta(**{f"{self.unit}s": self.every})
            steps = (now.astimezone(UTC) - first.astimezone(UTC)) // step + 1
            return (first.astimezone(UTC) + steps * step).astimezone(at.tzinfo)
        begin = now.astimezone(at.tzinfo).date() - timedelta(days=1)
        days = self._days(first.date(), max(begin, first.date()))
        moments = (_on(day, at.time(), at.tzinfo) for day in days)
        return next(moment for moment in moments if not _passed(moment, now))

    def _days(self, anchor: date, begin: date) -> Iterator[date]:
        """The days from `begin` on; `anchor` is in the first period. Raises OverflowError."""
        for period in count(self._periods(anchor, begin) // self.every * self.every, self.every):
            for day in self._in_period(anchor, period):
                if day >= begin:
                    yield day

    def _periods(self, anchor: date, begin: date) -> int:
        """How many units `begin` is after `anchor`."""
        months = 12 * (begin.year - anchor.year) + begin.month - anchor.month
        if self.unit == "month":
            return months
        if self.unit == "year":
            return begin.year - anchor.year
        days = (begin - anchor).days
        return days if self.unit == "day" else (days + anchor.weekday()) // 7

    def _in_period(self, anchor: date, period: int) -> tuple[date, ...]:
        """The days of the unit that is `period` units after that of `anchor`."""
        if self.unit == "day":
            return (_later(anchor, period, "day"),)
        if self.unit == "week":
            monday = _later(anchor - timedelta(days=anchor.weekday()), period, "week")
            weekdays = sorted(self.weekdays or (anchor.weekday(),))
            return tuple(_later(monday, each, "day") for each in weekdays)
        begin = _later(anchor.replace(day=1), period, self.unit)
        if self.month is not None:
            begin = begin.replace(month=self.month)
        if self.nth is not None:
            found = nth_weekday(begin.year, begin.month, self.weekdays[0], self.nth)
            return (found,) if found else ()
        return (_day_of(begin, self.day or anchor.day),)


def _read(parts: dict[str, str]) -> Recurrence:
    nth, weekdays = _by_day(parts.pop("BYDAY", ""))
    found = Recurrence(
        unit=_FREQUENCIES[parts.pop("FREQ")],
        every=int(parts.pop("INTERVAL", "1")),
        month=_number(parts.pop("BYMONTH", "")),
        day=_number(parts.pop("BYMONTHDAY", "")),
        weekdays=weekdays,
        nth=nth,
    )
    day, month = found.day or 1, found.month or 1
    if parts or not (1 <= found.every <= MOST and 1 <= month <= 12 and -1 <= day <= 31):
        raise ValueError("an unknown part, or one out of range")
    return found


def _by_day(said: str) -> tuple[int | None, tuple[int, ...]]:
    if nth := _NTH.fullmatch(said):
        return int(nth[1]), (_WEEKDAYS.index(nth[2]),)
    return None, tuple(map(_WEEKDAYS.index, said.split(","))) if said else ()


def _number(said: str) -> int | None:
    return int(said) if said else None


def _day_of(first: date, day: int) -> date:
    """That day of the month that begins with `first`, at most its last."""
    found = safe_date(first.year, first.month, day) if day > 0 else None
    last = _later(first, 1, "month") if (first.year, first.month) != (9999, 12) else None
    return found or (last - timedelta(days=1) if last else first.replace(day=31))


def _later(day: date, periods: int, unit: str) -> date:
    found = shifted(day, periods, unit)
    if found is None:
        raise OverflowError("beyond the calendar")
    return found


def _on(day: date, clock: time, zone: tzinfo | None) -> datetime:
    """That time on the clock; an hour that daylight saving leaves out is the one after it."""
    there = datetime.combine(day, clock.replace(fold=0), zone)
    return there if zone is None else there.astimezone(UTC).astimezone(zone)


def _passed(moment: datetime, now: datetime) -> bool:
    """Whether it is now or was before: of two times in one zone Python compares the clocks only."""
    if moment.tzinfo is None:
        return moment <= now
    return moment.astimezone(UTC) <= now.astimezone(UTC)
