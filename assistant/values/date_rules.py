"""What the date rules of both languages share: what they mean, and dates in digits."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from assistant.values import rules
from assistant.values.calendar_sums import Span, next_month_day, on, safe_date
from assistant.values.rules import rule

Meaning = Callable[[re.Match[str], date], Span | None]
Rule = rules.Rule[date, Span]


def by_word(words: Mapping[int, str]) -> dict[str, int]:
    """{0: "monday, mon"} → {"monday": 0, "mon": 0}"""
    return {word: value for value, row in words.items() for word in row.split(", ")}


# No number or word goes on beside it: not 1/2/34567, 12.25.1, 3/4/.
DIGITS_BEFORE = r"(?<![0-9a-z])(?<![0-9][/.:-])(?<!-)"
DIGITS_AFTER = r"(?![0-9a-z])(?![/.:-][0-9])"


@cache
def digit_rules() -> tuple[Rule, ...]:
    """2027-03-01, 2027.3.1, 12/25 and 12/25/2026 (month first, as in the US; else 25/12),
    25.12.2026."""
    gap = r"\s?"
    year_first = rf"(\d{{4}})([-/.]){gap}(\d{{1,2}})\2{gap}(\d{{1,2}})\.?"
    slashes = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?"
    dashes = r"(\d{1,2})-(\d{1,2})-(\d{4})"
    dots = rf"(\d{{1,2}})\.{gap}(\d{{1,2}})\.{gap}(\d{{4}})"
    return (
        rule(DIGITS_BEFORE + year_first + DIGITS_AFTER, _year_first),
        rule(DIGITS_BEFORE + slashes + DIGITS_AFTER, _month_first),
        rule(DIGITS_BEFORE + dashes + DIGITS_AFTER, _month_first),
        rule(DIGITS_BEFORE + dots + DIGITS_AFTER, _day_first),
    )


def _year_first(match: re.Match[str], today: date) -> Span | None:
    year, _, month, day = match.groups()
    return on(safe_date(int(year), int(month), int(day)))


def _month_first(match: re.Match[str], today: date) -> Span | None:
    month, day = int(match.group(1)), int(match.group(2))
    if month > 12:
        month, day = day, month
    said = match.group(3)
    year = int(said) + (2000 if len(said) == 2 else 0) if said else None
    return on(next_month_day(today, month, day, year))


def _day_first(match: re.Match[str], today: date) -> Span | None:
    day, month, year = map(int, match.groups())
    return on(safe_date(year, month, day))
