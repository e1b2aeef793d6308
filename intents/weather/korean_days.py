"""날짜와 시각: days, hours and lengths of time in Korean."""

from datetime import date, datetime, timedelta

from .figures import nearest_hour

WEEKDAYS = "월화수목금토일"


def on(day: date, today: date) -> str:
    """오늘, 내일, 모레, 금요일, 12월 4일 금요일."""
    ahead = (day - today).days
    if ahead in (0, 1, 2):
        return ("오늘", "내일", "모레")[ahead]
    return f"{WEEKDAYS[day.weekday()]}요일" if ahead < 7 else dated(day)


def dated(day: date) -> str:
    return f"{day.month}월 {day.day}일 {WEEKDAYS[day.weekday()]}요일"


def short(day: date) -> str:
    return f"{day.month}/{day.day} ({WEEKDAYS[day.weekday()]})"


def hour(moment: datetime) -> str:
    nearest = nearest_hour(moment)
    if nearest == 0:
        return "자정"
    parts = ((6, "새벽"), (12, "오전"), (13, "낮"), (18, "오후"), (21, "저녁"), (24, "밤"))
    part = next(name for end, name in parts if nearest < end)
    return f"{part} {(nearest - 1) % 12 + 1}시"


def how_long(passed: timedelta) -> str:
    minutes = passed // timedelta(minutes=1)
    if minutes < 60:
        return f"{max(minutes, 1)}분"
    return f"{minutes // 60}시간" if minutes < 48 * 60 else f"{passed.days}일"
