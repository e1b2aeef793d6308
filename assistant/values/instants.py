"""Instants in English and Korean: a day with a time of day, a time alone, or a length from now.

- A day and a time stand in either order: "tomorrow at 7", "6pm friday the 27th", 내일 오후 3시. Of
  two readings of the time the likelier comes first (see times.py), unless the day names its part:
  "tomorrow morning at 7".
- A time alone is its next occurrence after now; of two readings the one that comes next is first.
- In a sentence a day said elsewhere counts: "tomorrow, please wake me at 7".
- One o'clock at night is in the morning of the next day: 오늘 밤 1시, "tonight at midnight".
- A day in a repetition is none: in "every monday at 7" the time stands alone.
- "in ten minutes" and 10분 뒤 are counted from now to the second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache

from assistant.values import (
    Spotted,
    dates,
    english_durations,
    english_numbers,
    korean_durations,
    korean_times,
    recurrences,
    times,
)
from assistant.values.calendar_sums import Span, on, safe_date, shifted
from assistant.values.clock import LAST_OF_NIGHT, NIGHT, Times, hours_of, within
from assistant.values.durations import Duration, duration
from assistant.values.endings import ENDING
from assistant.values.rules import (
    LONGEST_EXPRESSION,
    LONGEST_TEXT,
    Found,
    Rule,
    as_said,
    longest,
    lowered,
    read,
    readings,
    rule,
    scan,
)

MOST_TIMES = 20  # of one message that are read
_LEADS = re.compile(rf"(?:on\s+)?{times.LEADS.pattern}|on\s+")
# What may stand between a day and its time, and between a time and its day.
_TO_TIME = re.compile(rf"{ENDING}[\s,]*(?:(?:at|by|around|about|from|until|till|@)\s+|@)?")
_TO_DAY = re.compile(r"[\s,]*(?:(?:on|for)\s+)?")
_TODAY = re.compile(r"(?<![a-z])(?:this\s|to-?night|tonite)")  # days that a time names itself
_MIDNIGHT = re.compile("midnight|자정")

Instants = tuple[datetime, ...]  # what an expression may mean, the likeliest first


@dataclass(frozen=True, slots=True)
class Instant:
    at: datetime  # in the time zone of now, if now has one
    said: str  # the words, as said
    alternatives: "tuple[Instant, ...]" = ()  # what the same words may mean instead

    @property
    def iso(self) -> str:
        """ISO 8601 as the clock on the wall shows it: "2026-11-26T15:00"."""
        timespec = "seconds" if self.at.second else "minutes"
        return self.at.replace(tzinfo=None).isoformat(timespec=timespec)


def parse(words: str, now: datetime) -> Instant | None:
    """The instant that `words` mean; None unless every word is explained."""
    said = as_said(words)
    for reading in readings(said, _LEADS):
        found = (
            read(_rules(), reading, now)
            or next(_with_day(reading, now), None)
            or _alone(read(times.rules(), reading, None) or (), reading, now)
        )
        if found:
            return _instant(found, said)
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The instants standing in a message; the longest wins."""
    low = lowered(text[:LONGEST_TEXT])
    found = [*_in_sentence(low, now), *scan(_rules(), low, now)]
    return tuple(
        Spotted(start, end, _instant(instants, text[start:end]))
        for start, end, instants in longest(found)
        if instants
    )


def _instant(found: Instants, said: str) -> Instant:
    likeliest, *others = found
    return Instant(likeliest, said, tuple(Instant(at, said) for at in others))


def _with_day(words: str, now: datetime) -> Iterator[Instants]:
    """What a day and a time that are all of `words` mean."""
    for start, end, clock in scan(times.rules(), words, None, told=True):
        if clock and end == len(words):
            day_words = re.sub(r"[\s,]*(?:\b(?:at|by|around|about)|@)?\s*$", "", words[:start])
        elif clock and start == 0:
            day_words = words[end:].lstrip(" ,")
        else:
            continue
        day = dates.parse(day_words, now)
        if day and (instants := _on((day.start, day.end), day_words, clock, words, now)):
            yield instants


def _in_sentence(text: str, now: datetime) -> Iterator[Found[Instants]]:
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
            day_words = text[day.start : day.end]
            found = clock and day.value and _on(day.value, day_words, clock, words, now)
            yield Found(first, last, found or None)
            continue
        elsewhere = [each for each in days if each.end <= start or end <= each.start]
        if clock is None or not elsewhere or _TODAY.search(words):
            yield Found(start, end, (clock and _alone(clock, words, now)) or None)
        elif len(elsewhere) == 1 and elsewhere[0].value:
            (day,) = elsewhere
            day_words = text[day.start : day.end]
            yield Found(start, end, _on(elsewhere[0].value, day_words, clock, words, now) or None)
        else:
            yield Found(start, end, None)


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


def _alone(clock: Times, words: str, now: datetime) -> Instants:
    """The next occurrence of every reading of a time, the first to come first."""
    today = (now.date(), now.date())
    if _TODAY.search(words):
        return _on(today, "", clock, words, now)
    coming = (_at(today, each, now, later=each <= now.time()) for each in clock)
    return tuple(sorted(at for at in coming if at))


@cache
def _rules() -> tuple[Rule[datetime, Instants], ...]:
    """Instants that are counted from now, and ISO 8601."""
    length, korean = english_durations.length(), korean_durations.LENGTH
    before, after = english_numbers.BEFORE, english_numbers.AFTER
    beside, ends = korean_durations.BEFORE, korean_times.AFTER
    about = r"(?:(?:about|around|exactly)\s+)?"
    later = r"뒤|후|이따가?|있다가?|지나서"
    iso = r"([0-9]{4})-([0-9]{2})-([0-9]{2})[t ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
    return (
        rule(rf"{before}(?:in|after)\s+{about}({length})(?:'?s?'?\s+time)?{after}", _later),
        rule(rf"{before}({length})\s+(?:from\s+now|later|hence){after}", _later),
        rule(rf"{before}({length})\s+(?:ago|earlier){after}", _earlier),
        rule(
            rf"{beside}(?:(?:지금부터|앞으로)\s*)?({korean})\s*(?:만\s*)?(?:{later}){ends}", _later
        ),
        rule(rf"{beside}({korean})\s*{korean_durations.PAST}", _earlier),
        rule(before + iso + after, _iso),
        rule(r"(?:right\s+)?now|지금(?:\s*당장)?|당장", lambda _, now: (_whole(now),), spot=False),
    )


def _later(match: re.Match[str], now: datetime) -> Instants | None:
    length = _length(match.group(1))
    there = length and length.after(_whole(now))
    return (there,) if there else None


def _earlier(match: re.Match[str], now: datetime) -> Instants | None:
    length = _length(match.group(1))
    there = length and length.before(_whole(now))
    return (there,) if there else None


def _length(said: str) -> Duration | None:
    counts = english_durations.counts(said) or korean_durations.counts(said)
    return duration(counts, said) if counts else None


def _whole(now: datetime) -> datetime:
    return now.replace(microsecond=0)


def _iso(match: re.Match[str], now: datetime) -> Instants | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    there = on(safe_date(year, month, day))
    if there is None or hour > 23 or minute > 59 or second > 59:
        return None
    return (datetime.combine(there[0], time(hour, minute, second), now.tzinfo),)
