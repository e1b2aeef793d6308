"""Instants in English and Korean: a day with a time of day, a time alone, or a length from now.

- A day and a time stand in either order: "tomorrow at 7", "6pm friday the 27th", 내일 오후 3시. Of
  two readings of the time the likelier comes first (see times.py), unless the day names its part:
  "tomorrow morning at 7".
- A time alone is its next occurrence after now; of two readings the one that comes next is first.
- In a sentence a day said elsewhere counts: "tomorrow, please wake me at 7".
- One o'clock at night is in the morning of the next day: 오늘 밤 1시, "tonight at midnight".
- A day in a repetition is none: in "every monday at 7" the time stands alone.
- "in ten minutes" and 10분 뒤 are counted from now to the second; "in 5 and 10 minutes" is two.
- A time beside the words of a time zone is a time there, converted into the zone of now; without a
  zone of now it is nothing. Alone it is the next one there. "Tomorrow" is tomorrow here; where the
  calendars there show another day, their tomorrow is meant if it comes tomorrow here, and else is
  an alternative. What repeats is nothing where its hour or its day here would not stay the same.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone, tzinfo
from functools import cache

from assistant.values import (
    Spotted,
    counted_rows,
    english_durations,
    english_numbers,
    korean_durations,
    korean_times,
    times,
    zoned_times,
)
from assistant.values.calendar_sums import safe_date
from assistant.values.dated_times import Instants, in_sentence, read_whole
from assistant.values.durations import Duration, duration
from assistant.values.rules import (
    LONGEST_TEXT,
    Found,
    Rule,
    as_said,
    below_zero,
    longest,
    lowered,
    read,
    readings,
    rule,
    scan,
)

_LEADS = re.compile(rf"(?:on\s+)?{times.LEADS.pattern}|on\s+")


@dataclass(frozen=True, slots=True)
class Instant:
    at: datetime  # in the time zone of now, if now has one
    said: str  # the words, as said; of a row ("in 5 and 10 minutes") each as if alone
    alternatives: "tuple[Instant, ...]" = ()  # what the same words may mean instead
    zone: str = ""  # the time zone that was said beside it, from which `at` was converted

    @property
    def iso(self) -> str:
        """ISO 8601 as the clock on the wall shows it: "2026-11-26T15:00"."""
        timespec = "seconds" if self.at.second else "minutes"
        return self.at.replace(tzinfo=None).isoformat(timespec=timespec)


def parse(words: str, now: datetime) -> Instant | None:
    """The instant that `words` mean; None unless every word is explained."""
    said = as_said(words)
    for reading in readings(said, _LEADS):
        dated = (each.instants(now) for each in read_whole(reading, now))
        if found := read(_rules(), reading, now) or next(filter(None, dated), None):
            return _instant(found, said)
    zoned = zoned_times.parse(said, _LEADS, now)
    return _instant(zoned.instants, said, zoned.zone) if zoned else None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The instants standing in a message; the longest wins."""
    low = lowered(text[:LONGEST_TEXT])
    zoned = zoned_times.spot(text, low, now)
    found = [
        Found(start, end, (dated and dated.instants(now)) or None)
        for start, end, dated in in_sentence(low, now)
    ]
    found += scan(_rules(), low, now)
    rows = list(counted_rows.spot(low))
    whole = [*((z.start, z.end) for z in zoned), *((each.start, each.end) for each in rows)]
    found = [f for f in found if all(f.end <= start or end <= f.start for start, end in whole)]
    found += [Found(each.start, each.end, read(_rules(), each.words, now)) for each in rows]
    chosen = longest(
        [*found, *(Found(z.start, z.end, z.value and z.value.instants) for z in zoned)]
    )
    zones = {(z.start, z.end): z.value.zone for z in zoned if z.value}
    said = {(each.start, each.end): each.words for each in rows}
    return tuple(
        Spotted(*at, _instant(instants, said.get(at, text[slice(*at)]), zones.get(at)))
        for start, end, instants in chosen
        if instants and (at := (start, end))
    )


def _instant(found: Instants, said: str, zone: tzinfo | None = None) -> Instant:
    name = "" if zone is None else str(zone)
    likeliest, *others = (Instant(at, said, zone=name) for at in found)
    return Instant(likeliest.at, said, tuple(others), name)


@cache
def _rules() -> tuple[Rule[datetime, Instants], ...]:
    """Instants that are counted from now, and ISO 8601."""
    length, korean = english_durations.length(), korean_durations.LENGTH
    before, after = english_numbers.BEFORE, english_numbers.AFTER
    beside, ends = korean_durations.BEFORE, korean_times.AFTER
    about = r"(?:(?:about|around|exactly)\s+)?"
    later = r"뒤|후|이따가?|있다가?|지나서"
    iso = r"([0-9]{4})-([0-9]{2})-([0-9]{2})[t ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
    offset = r"(?:\s?(z|utc|gmt)|([+-][0-9]{2}):?([0-9]{2}))?(?![+-][0-9])"
    return (
        rule(rf"{before}(?:in|after)\s+{about}({length})(?:'?s?'?\s+time)?(){after}", _away),
        rule(rf"{before}({length})\s+(?:from\s+now|later|hence|(ago|earlier)){after}", _away),
        rule(
            rf"{beside}(?:(?:지금부터|앞으로)\s*)?({korean})\s*(?:만\s*)?(?:{later})(){ends}", _away
        ),
        rule(rf"{beside}({korean})\s*({korean_durations.PAST})", _away),
        rule(before + iso + offset + after, _iso),
        rule(r"(?:right\s+)?now|지금(?:\s*당장)?|당장", lambda _, now: (_whole(now),), spot=False),
    )


def _away(match: re.Match[str], now: datetime) -> Instants | None:
    said, ago = match.groups()
    length = None if below_zero(match) else _length(said)
    if length is None:
        return None
    there = length.before(_whole(now)) if ago else length.after(_whole(now))
    return (there,) if there else None


def _length(said: str) -> Duration | None:
    counts = english_durations.counts(said) or korean_durations.counts(said)
    return duration(counts, said) if counts else None


def _whole(now: datetime) -> datetime:
    return now.replace(microsecond=0)


def _iso(match: re.Match[str], now: datetime) -> Instants | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    utc, hours, minutes = match.groups()[6:]
    there = safe_date(year, month, day)
    if there is None or hour > 23 or minute > 59 or second > 59:
        return None
    at = datetime.combine(there, time(hour, minute, second), now.tzinfo)
    if not utc and not hours:
        return (at,)
    away = timedelta(hours=int(hours or 0), minutes=int(f"{(hours or '+')[0]}{minutes or 0}"))
    shown = zoned_times.shown(at.replace(tzinfo=timezone(away)), now.tzinfo)
    return (shown,) if shown else None
