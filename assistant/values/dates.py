"""Dates and short periods in English and Korean, said the way people say them.

What is ambiguous is decided so, in both languages:

- "friday" is the next Friday on or after today; so is "this friday" (the one of this
  Monday-to-Sunday week while it has not passed), 이번 금요일 and 오는 금요일.
- "next friday" and 다음 금요일 are the Friday of the next week; 이번 주 금요일 is that of this
  week, passed or not. "last friday" and 지난 금요일 are the latest one before today, 지난주 금요일
  is that of the last week.
- A day without a year is the next one on or after today.
- Weeks run from Monday to Sunday; "the weekend" is Saturday and Sunday of this week.
- "the next 3 days" and 앞으로 3일 begin tomorrow. 12/25 is month first, unless only 25/12 can be
  meant.
- A part of the day ("tomorrow morning") is that day. A time of day ("at 7") is not a date.

Every word must be explained, or there is no date.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assistant.values import Spotted, english_dates, korean_dates
from assistant.values.calendar_sums import Span
from assistant.values.date_rules import Found, scan
from assistant.values.endings import is_ending

LONGEST_EXPRESSION = 80  # characters
LONGEST_TEXT = 1000  # characters of a message that are read for dates

_LEADS = re.compile(r"(?:(?:on|in|by|for|until|till|til|of|from|since|at|during|over|about)\s+)+")


@dataclass(frozen=True, slots=True)
class Day:
    start: date
    end: date  # inclusive; the same for one day
    said: str  # the words, as said


def parse(words: str, now: datetime) -> Day | None:
    """The day or days that `words` mean; None unless every word is explained."""
    said = unicodedata.normalize("NFC", words[: 4 * LONGEST_EXPRESSION]).strip(" \t\r\n.,!?'\"“”‘’")
    if not said or len(said) > LONGEST_EXPRESSION or len(words) > 4 * LONGEST_EXPRESSION:
        return None
    for reading in _readings(" ".join(_lowered(said).split())):
        span = english_dates.read(reading, now.date()) or korean_dates.read(reading, now.date())
        if span:
            return Day(*span, said)
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The dates standing in a message. Of overlapping ones the longest wins.

    Words that look like a date and are none ("february 30") are left out whole.
    """
    lowered, today = _lowered(text[:LONGEST_TEXT]), now.date()
    found = [
        each
        for rules in (english_dates.rules(), korean_dates.rules())
        for each in scan(rules, lowered, today)
    ]
    # The longest first; of two readings of the same words the one that means something.
    found.sort(key=lambda each: (each.start - each.end, each.span is None, each.start))
    chosen: list[Found] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in chosen):
            chosen.append(each)
    return tuple(
        Spotted(each.start, each.end, _day(each.span, text[each.start : each.end]))
        for each in sorted(chosen)
        if each.span
    )


def _day(span: Span, said: str) -> Day:
    return Day(span[0], span[1], said)


def _lowered(text: str) -> str:
    """Lower case without changing the length: İ would become two characters."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text).replace("’", "'")


def _readings(words: str) -> Iterator[str]:
    """`words`, and what is left of them without a preposition or without Korean particles."""
    yield words
    if lead := _LEADS.match(words):
        yield words[lead.end() :]
    for cut in range(len(words) - 1, max(0, len(words) - 8), -1):
        if is_ending(words[cut:]):
            yield words[:cut].rstrip()
