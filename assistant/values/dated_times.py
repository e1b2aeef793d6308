"""Times of day with the day that is said for them, before it is known which instant they are.

They are kept apart from it because of time zones: "9 am tomorrow" is another instant where the
clocks, or the calendars, show something else.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from assistant.values import Spotted, dates, recurrences, times
from assistant.values.calendar_sums import Span, shifted
from assistant.values.clock import LAST_OF_NIGHT, NIGHT, Times, hours_of, within
from assistant.values.endings import ENDING
from assistant.values.rules import LONGEST_EXPRESSION, Found, longest, read, scan

MOST_TIMES = 20  # of one message that are read
# What may stand between a day and its time, and between a time and its day.
_TO_TIME = re.compile(rf"{ENDING}[\s,]*(?:(?:at|by|around|about|from|until|till|@)\s+|@)?")
_TO_DAY = re.compile(r"[\s,]*(?:(?:on|for)\s+)?")
_TODAY = re.compile(r"(?<![a-z])(?:this\s|to-?night|tonite)")  # days that a time names itself
_MIDNIGHT = re.compile("midnight|자정")

Instants = tuple[datetime, ...]  # what an expression may mean, the likeliest first


class DatedTime(NamedTuple):
    """A time of day, and the day that was said for it."""

    clock: Times
    words: str
    day: Span | None = None  # None: its next occurrence
    day_words: str = ""

    def named_day(self, now: datetime) -> Span | None:
        """The day that was said; tonight is today."""
        if self.day is None and _TODAY.search(self.words):
            return now.date(), now.date()
        return self.day

    def instants(self, now: datetime) -> Instants:
        """What it means where the clocks show `now`; () when there is no such time."""
        if day := self.named_day(now):
            return _on(day, self.day_words, self.clock, self.words, now)
        return _next(self.clock, now)


def read_whole(words: str, now: datetime) -> Iterator[DatedTime]:
    """The day and time, or the time, that are all of `words`."""
    for start, end, clock in scan(times.rules(), words, None, told=True):
        if clock and end == len(words):
            day_words = re.sub(r"[\s,]*(?:\b(?:at|by|around|about)|@)?\s*$", "", words[:start])
        elif clock and start == 0:
            day_words = words[end:].lstrip(" ,")
        else:
            continue
        day = dates.parse(day_words, now)
        if day:
            yield DatedTime(clock, words, (day.start, day.end), day_words)
    if clock := read(times.rules(), words, None):
        yield DatedTime(clock, words)


def in_sentence(text: str, now: datetime) -> Iterator[Found[DatedTime]]:
    """The times of day in a sentence, with the days beside them or elsewhere in it."""
    clocks = sorted(scan(times.rules(), text, None), key=lambda found: found.start)
    repeats = recurrences.spot(text, now) if clocks else ()
    days = longest(scan(dates.rules(), text, now.date())) if clocks else []
    days = [day for day in days if not _inside(day, repeats)]
    for start, end, clock in clocks[:MOST_TIMES]:
        words = text[start:end]
        day = _day_beside(text, start, end, now)
        if day and not _inside(day, repeats):
            first, last = min(start, day.start), max(end, day.end)
            yield Found(first, last, _dated(clock, words, day, text))
            continue
        elsewhere = [each for each in days if each.end <= start or end <= each.start]
        if clock is None:
            yield Found(start, end, None)
        elif not elsewhere or _TODAY.search(words):
            yield Found(start, end, DatedTime(clock, words))
        else:
            only = elsewhere[0] if len(elsewhere) == 1 else None
            yield Found(start, end, only and _dated(clock, words, only, text))


def _dated(clock: Times | None, words: str, day: Found[Span], text: str) -> DatedTime | None:
    if not clock or not day.value:
        return None
    return DatedTime(clock, words, day.value, text[day.start : day.end])


def _inside(day: Found[Span], repeats: tuple[Spotted, ...]) -> bool:
    """Whether a day's words are those of a repetition."""
    return any(day.start < each.end and each.start < day.end for each in repeats)


def _day_beside(text: str, start: int, end: int, now: datetime) -> Found[Span] | None:
    """The longest day that ends where a time begins, or begins where it ends."""
    today, rules = now.date(), dates.rules()
    first = max(0, start - LONGEST_EXPRESSION)
    before = scan(rules, text, today, first, start, told=True)  # "sat at 7"
    after = scan(rules, text, today, end, end + LONGEST_EXPRESSION)
    beside = [each for each in before if _TO_TIME.fullmatch(text, each.end, start)]
    beside += [each for each in after if _TO_DAY.fullmatch(text, end, each.start)]
    return max(beside, key=lambda each: (each.end - each.start, bool(each.value)), default=None)


def _on(day: Span, day_words: str, clock: Times, words: str, now: datetime) -> Instants:
    """A time on a day; () when it is not one day or has no such time ("tomorrow morning at 3pm").

    The night of a day goes on into the next morning.
    """
    if day[0] != day[1]:
        return ()
    at_night = NIGHT.search(f"{day_words} {words}")
    found = []
    for each in within(clock, hours_of(day_words)):
        found.append(_at(day, each, now, later=bool(at_night) and each.hour < LAST_OF_NIGHT))
        if not at_night and _MIDNIGHT.search(words) and each == time():
            found.append(_at(day, each, now, later=True))  # to many it is the end of that day
    return tuple(at for at in found if at)


def _at(day: Span, clock: time, now: datetime, *, later: bool = False) -> datetime | None:
    """That time on the day or on the day after it; None beyond the calendar."""
    there = shifted(day[0], int(later), "day")
    return datetime.combine(there, clock, now.tzinfo) if there else None


def _next(clock: Times, now: datetime) -> Instants:
    """The next occurrence of every reading of a time, the first to come first."""
    today = (now.date(), now.date())
    coming = (_at(today, each, now, later=each <= now.time()) for each in clock)
    return tuple(sorted(at for at in coming if at))
