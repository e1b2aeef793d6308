"""Dates and short periods in English and Korean, said the way people say them.

What is ambiguous is decided so, in both languages:

- "friday" is the next Friday on or after today; so is "this friday" (the one of this
  Monday-to-Sunday week while it has not passed), 이번 금요일 and 오는 금요일.
- "next friday" and 다음 금요일 are the Friday of the next week; 이번 주 금요일 is that of this
  week, passed or not. "last friday" and 지난 금요일 are the latest one before today, 지난주 금요일
  is that of the last week.
- "friday week", "a week on friday" and "a week friday" are the Friday after the one that "friday"
  is, "a week today" and 다음 주 오늘 the day like today in a week. "next friday week" is nothing.
- A day without a year is the next one on or after today.
- Weeks run from Monday to Sunday; "the weekend" is Saturday and Sunday of this week.
- "the next 3 days" and 앞으로 3일 begin tomorrow. 12/25 is month first, unless only 25/12 can be
  meant.
- Behind "call", "text" and their like "may" and "sun" are names, if no number follows; "tom" is
  tomorrow only where no person can stand: "remind me tom at 5".
- A part of the day ("tomorrow morning") is that day. A time of day ("at 7") is not a date.

Every word must be explained, or there is no date.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from assistant.values import Spotted, english_dates, korean_dates
from assistant.values.date_rules import Rule
from assistant.values.rules import LONGEST_TEXT, as_said, longest, lowered, readings, scan

_LEADS = re.compile(r"(?:(?:on|in|by|for|until|till|til|of|from|since|at|during|over|about)\s+)+")


@dataclass(frozen=True, slots=True)
class Day:
    start: date
    end: date  # inclusive; the same for one day
    said: str  # the words, as said

    @property
    def iso(self) -> str:
        """ISO 8601: "2026-11-24", or "2026-11-24/2026-11-30", both days meant."""
        first, last = self.start.isoformat(), self.end.isoformat()
        return first if first == last else f"{first}/{last}"


def parse(words: str, now: datetime) -> Day | None:
    """The day or days that `words` mean; None unless every word is explained."""
    said = as_said(words)
    for reading in readings(said, _LEADS):
        span = english_dates.read(reading, now.date()) or korean_dates.read(reading, now.date())
        if span:
            return Day(*span, said)
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The dates standing in a message. Of overlapping ones the longest wins.

    Words that look like a date and are none ("february 30") are left out whole.
    """
    return tuple(
        Spotted(start, end, Day(*span, text[start:end]))
        for start, end, span in longest(scan(rules(), lowered(text[:LONGEST_TEXT]), now.date()))
        if span
    )


def rules() -> tuple[Rule, ...]:
    """The rules of both languages."""
    return (*english_dates.rules(), *korean_dates.rules())
