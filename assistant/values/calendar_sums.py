"""Sums with dates, without any language."""

import calendar
from datetime import date, timedelta

Span = tuple[date, date]  # the first and the last day, both meant


def on(day: date | None) -> Span | None:
    """One day as a span."""
    return None if day is None else (day, day)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (February 30)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, count: int, unit: str) -> date | None:
    """`count` "day", "week", "month" or "year" later; None beyond the calendar.

    A month later is the same day of the month, or the last one of a shorter month.
    """
    try:
        if unit == "day":
            return day + timedelta(days=count)
        if unit == "week":
            return day + timedelta(weeks=count)
        months = day.year * 12 + day.month - 1 + (count if unit == "month" else 12 * count)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
    except (OverflowError, ValueError):
        return None


def next_month_day(today: date, month: int, day: int, year: int | None = None) -> date | None:
    """That day of that year, else the next one on or after today; None where there is none."""
    if year is not None:
        return safe_date(year, month, day)
    for ahead in range(9):  # February 29 may be eight years away
        found = safe_date(today.year + ahead, month, day)
        if found and found >= today:
            return found
    return None


def next_day_of_month(today: date, day: int) -> date | None:
    """The next 25th, say, on or after today; a month too short for it is passed over."""
    for ahead in range(3):
        first = shifted(today.replace(day=1), ahead, "month")
        found = first and safe_date(first.year, first.month, day)
        if found and found >= today:
            return found
    return None


def weekday_from(day: date, weekday: int, weeks: int = 0) -> date | None:
    """The next such weekday (Monday is 0) on or after `day`, or the one so many weeks later."""
    return shifted(day, (weekday - day.weekday()) % 7 + 7 * weeks, "day")


def weekday_before(day: date, weekday: int) -> date | None:
    """The latest such weekday before `day`."""
    return shifted(day, -((day.weekday() - weekday - 1) % 7 + 1), "day")


def week(today: date, ahead: int = 0) -> Span | None:
    """Monday to Sunday of the week that many weeks ahead."""
    monday = shifted(today, 7 * ahead - today.weekday(), "day")
    sunday = monday and shifted(monday, 6, "day")
    return (monday, sunday) if monday and sunday else None


def day_of_week(today: date, ahead: int, weekday: int) -> date | None:
    """That weekday of the week that many weeks ahead."""
    span = week(today, ahead)
    return span and shifted(span[0], weekday, "day")


def weekend(today: date, ahead: int = 0) -> Span | None:
    """Saturday and Sunday of the week that many weeks ahead."""
    span = week(today, ahead)
    return (span[1] - timedelta(days=1), span[1]) if span else None


def month(today: date, ahead: int = 0) -> Span | None:
    first = shifted(today.replace(day=1), ahead, "month")
    return whole_month(first.year, first.month) if first else None


def whole_month(year: int, number: int) -> Span | None:
    first = safe_date(year, number, 1)
    return (first, first.replace(day=calendar.monthrange(year, number)[1])) if first else None


def next_month_named(today: date, number: int, year: int | None = None) -> Span | None:
    """The whole month of that year, else this or the next one of that name."""
    return whole_month(year or today.year + (number < today.month), number)


def whole_year(number: int) -> Span | None:
    first, last = safe_date(number, 1, 1), safe_date(number, 12, 31)
    return (first, last) if first and last else None


def days_ahead(today: date, count: int) -> Span | None:
    """The coming `count` days, beginning tomorrow."""
    first, last = shifted(today, 1, "day"), shifted(today, count, "day")
    return (first, last) if first and last and count > 0 else None


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month, -1 the last; None when it has no fifth."""
    span = whole_month(year, number)
    if span is None:
        return None
    if nth < 0:
        return shifted(span[1], -((span[1].weekday() - weekday) % 7), "day")
    first = weekday_from(span[0], weekday)
    found = first and shifted(first, nth - 1, "week")
    return found if found and found.month == number else None


def easter(year: int) -> date | None:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    if year < 1583:
        return None
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_number, day = divmod(h + m - 7 * n + 114, 31)
    return safe_date(year, month_number, day + 1)
