"""Sums with times of day, and the parts of a day in both languages."""

import re
from collections.abc import Container, Sequence
from datetime import time

Times = tuple[time, ...]  # what an expression may mean, the likeliest first

# The hours that each part of a day has. A night goes on after midnight.
_PARTS = {
    r"a\.?\s?m|morning|오전": range(12),
    r"p\.?\s?m|오후": range(12, 24),
    r"afternoon": range(12, 19),
    r"evening|저녁": range(16, 24),
    r"to-?night|tonite|night|밤": (*range(18, 24), *range(5)),
    r"새벽": range(8),
    r"아침": range(4, 12),
    r"점심": range(11, 16),
    r"낮": range(10, 18),
}
NIGHT = re.compile(r"(?<![a-z])(?:to-?night|tonite|night)(?![a-z])|밤")
LAST_OF_NIGHT = 5  # the hour


def hours_of(words: str) -> Container[int] | None:
    """The hours of the part of the day that `words` (lower case) name; None when they name none."""
    for pattern, hours in _PARTS.items():
        if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", words):
            return hours
    return None


def times(
    hour: int, minute: int = 0, second: int = 0, *, exact: bool = False, shift: int = 0
) -> Times:
    """The times of day that a clock's hour may mean; () when there is no such hour or minute.

    `exact`: it is one of 24 hours. `shift`: minutes to go on from there, or back. Of two the one
    between seven in the morning and seven in the evening is the likelier.
    """
    if hour > 23 or minute > 59 or second > 59:
        return ()
    hours = (hour,) if exact or not 0 < hour < 13 else (hour % 12, hour % 12 + 12)
    found = [_at(60 * each + minute + shift, second) for each in hours]
    return tuple(sorted(found, key=lambda each: not 7 <= each.hour < 19))


def within(found: Sequence[time], hours: Container[int] | None) -> Times:
    """Those of the times that lie in a part of the day."""
    return tuple(each for each in found if hours is None or each.hour in hours)


def _at(minutes: int, second: int) -> time:
    hour, minute = divmod(minutes % (24 * 60), 60)
    return time(hour, minute, second)
