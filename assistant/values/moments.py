"""What a slot of the kind "datetime" says: an Instant, or a Day where no time of day was said.

"tomorrow at 7" and "in ten minutes" are Instants, "tomorrow" and 다음 주 월요일 are Days. In a
message that has an instant its days are none, and days in a repetition ("every monday") never are.
A part of the day alone ("in the evening", 저녁에) is its next one's Day.
"""

import re
from collections.abc import Container, Iterable
from datetime import datetime, time, timedelta

from assistant.values import Spotted, dates, instants, recurrences
from assistant.values.clock import hours_of
from assistant.values.dates import Day
from assistant.values.endings import ENDING
from assistant.values.instants import Instant
from assistant.values.recurrence_sums import Recurrence
from assistant.values.rules import as_said

_USUAL = {  # the hour of a part of the day; any other words are of the morning
    "새벽": 6, "(?<!after)noon": 12, "lunch": 12, "점심": 12, "afternoon": 15, "오후": 15, "낮": 15,
    "evening": 19, "저녁": 19, "(?<!fort)night": 21, "밤": 21,  # not of "a fortnight"
}  # fmt: skip
_MORNING = 9
_PART = re.compile(
    r"(?:in the )?(?:early |late )?(?:morning|afternoon|evening)|(?:at |in the )?night"
    r"|(?:at |around |over )?(?:lunch(?:time)?)"
    rf"|(?:이따가?\s*)?(?:아침|오전|점심|낮|오후|저녁|밤|새벽)(?:때|나절|\s?시간)?{ENDING}"
)


def parse(words: str, now: datetime) -> Instant | Day | None:
    """What `words` mean; None unless every word is explained."""
    return instants.parse(words, now) or dates.parse(words, now) or _part(as_said(words), now)


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The instants standing in a message; its days when there are none."""
    found = instants.spot(text, now)
    if found:
        return found
    repeats = recurrences.spot(text, now)
    return tuple(
        day
        for day in dates.spot(text, now)
        if all(day.end <= other.start or other.end <= day.start for other in repeats)
    )


def meant(
    when: Instant, now: datetime, repeat: Recurrence | None = None, likely: Container[int] = ()
) -> datetime | None:
    """Which reading is meant of something that is still to come; None when all have passed.

    The hours of a repetition ("every evening") decide, then the `likely` ones. What repeats begins
    at its next time.
    """
    found = [when.at, *(other.at for other in when.alternatives)]
    if repeat is None:
        found = [at for at in found if at > now]
        return min(found, key=lambda at: at.hour not in likely, default=None)
    hours = hours_of(repeat.said.lower())
    in_hours = [at for at in found if hours is None or at.hour in hours]
    at = min(in_hours or found, key=lambda at: at.hour not in likely)
    return repeat.first(at) if at > now else repeat.next_after(at, now)


def row_meant(
    first: datetime, others: Iterable[Instant], now: datetime, likely: Container[int] = ()
) -> list[datetime]:
    """What is meant by times in a row, of which the first is known: "at 4 pm, 5:30 and 7".

    One that names no day comes after the one before it, on its day.
    """
    row = [first]
    for when in others:
        found = [when.at, *(other.at for other in when.alternatives)]
        if dates.spot(when.said, now):
            at = meant(when, now, None, likely)
        else:
            same_day = [datetime.combine(row[-1], each.timetz()) for each in found]
            at = min((each for each in same_day if each > row[-1]), default=None)
        if at is not None and at not in row:
            row.append(at)
    return row


def usual_time(words: str) -> time:
    """The time of day for words that name none: nine, or that of the part of the day they name."""
    low = words.lower()
    return time(next((hour for part, hour in _USUAL.items() if re.search(part, low)), _MORNING))


def _part(words: str, now: datetime) -> Day | None:
    """The day of the next part of a day that the words are."""
    if not _PART.fullmatch(words.lower()):
        return None
    passed = usual_time(words) <= now.time()
    there = now.date() + timedelta(days=passed)
    return Day(there, there, words)


def on_day(day: Day, now: datetime) -> datetime | None:
    """The first usual time of the days that is still to come; None when they have passed."""
    clock = usual_time(day.said)
    first = max(day.start, now.date())
    for each in (first, first + timedelta(days=1)):
        at = datetime.combine(each, clock, now.tzinfo)
        if at > now and each <= day.end:
            return at
    return None
