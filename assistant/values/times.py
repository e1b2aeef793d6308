"""Times of day in English and Korean: "half past six", "7:30 pm", 오후 세시 십오분, 9시 10분 전.

An hour from 1 to 12 without a part of the day has two readings; the likelier one comes first:
7 to 11 in the morning, 12 at noon, 1 to 6 in the afternoon. "07:30", "0730", "at 1930" and 19시 are
of 24 hours.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time

from assistant.values import Spotted, english_times, korean_times
from assistant.values.clock import Times
from assistant.values.rules import (
    LONGEST_TEXT,
    Rule,
    as_said,
    longest,
    lowered,
    read,
    readings,
    scan,
)

LEADS = re.compile(
    r"(?:(?:at|by|for|from|since|until|till|til|around|about|approximately|exactly|약|대략)\s+|@\s*)+"
)


@dataclass(frozen=True, slots=True)
class Time:
    at: time
    said: str  # the words, as said
    alternatives: "tuple[Time, ...]" = ()  # what the same words may mean instead

    @property
    def iso(self) -> str:
        """ISO 8601: "07:30"."""
        return self.at.isoformat(timespec="seconds" if self.at.second else "minutes")


def parse(words: str, now: datetime) -> Time | None:
    """The time of day that `words` mean; None unless every word is explained."""
    said = as_said(words)
    for reading in readings(said, LEADS):
        found = read(rules(), reading, None)
        if found:
            return _time(found, said)
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The times of day standing in a message; the longest wins.

    A bare number is one only after "at" and its like ("wake me at 7"). One of another time zone
    ("3pm UTC") is none: what it is here hangs on the day.
    """
    low = lowered(text[:LONGEST_TEXT])
    from assistant.values import zoned_times  # which needs the rules of this module

    zoned = zoned_times.spot(text, low, now)
    return tuple(
        Spotted(start, end, _time(found, text[start:end]))
        for start, end, found in longest(scan(rules(), low, None))
        if found and not any(start < zone.end and zone.start < end for zone in zoned)
    )


def rules() -> tuple[Rule[None, Times], ...]:
    """The rules of both languages."""
    return (*english_times.rules(), *korean_times.rules())


def _time(found: Times, said: str) -> Time:
    likeliest, *others = (Time(at, said) for at in found)
    return Time(likeliest.at, said, tuple(others))
