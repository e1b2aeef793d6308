"""Days, hours and lengths of time in English."""

from datetime import date, datetime, timedelta

from assistant.values.saying import MONTHS, NEAR, WEEKDAYS

from .figures import nearest_hour


def on(day: date, today: date) -> str:
    """today, tomorrow, on Friday, on Friday, December 4."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return NEAR["en"][ahead]
    return f"on {weekday(day)}" if ahead < 7 else f"on {dated(day)}"


def until(day: date, today: date) -> str:
    said = on(day, today)
    return f"until {said.removeprefix('on ')}"


def dated(day: date) -> str:
    return f"{weekday(day)}, {MONTHS[day.month - 1]} {day.day}"


def short(day: date) -> str:
    return f"{weekday(day)[:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def weekday(day: date) -> str:
    return WEEKDAYS["en"][day.weekday()]


def hour(moment: datetime) -> str:
    nearest = nearest_hour(moment)
    if nearest in (0, 12):
        return "noon" if nearest else "midnight"
    return f"{nearest % 12} {'am' if nearest < 12 else 'pm'}"


def how_long(passed: timedelta) -> str:
    minutes = passed // timedelta(minutes=1)
    if minutes < 60:
        return count(max(minutes, 1), "minute")
    return count(minutes // 60, "hour") if minutes < 48 * 60 else count(passed.days, "day")


def count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
