"""Moments and lengths of time in words of both languages, for replies.

English clocks have 24 hours ("tomorrow at 07:00"), Korean ones say the half of the day:
내일 오전 7시.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ko": ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NEAR = {
    "en": {0: "today", 1: "tomorrow", -1: "yesterday"},
    "ko": {0: "오늘", 1: "내일", -1: "어제"},
}
_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_UNITS = (("day", "일", 86_400), ("hour", "시간", 3_600), ("minute", "분", 60), ("second", "초", 1))


def clock(at: datetime, language: str) -> str:
    """07:00; 오전 7시, 낮 12시 30분. Midnight is 0시: 내일 밤 12시 may be either end of a day."""
    if language == "en":
        return f"{at:%H:%M}"
    hour = {0: "0시", 12: "낮 12시"}.get(at.hour)
    hour = hour or f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12}시"
    return hour + (f" {at.minute}분" if at.minute else "")


def day(day: date, today: date, language: str) -> str:
    """today; on Friday; on Friday, December 4; 오늘; 금요일; 12월 4일 금요일."""
    ahead = (day - today).days
    if ahead in NEAR[language]:
        return NEAR[language][ahead]
    weekday = WEEKDAYS[language][day.weekday()]
    if language == "ko":
        return weekday if 0 < ahead < 7 else f"{short(day, today, 'ko')} {weekday}"
    return f"on {weekday}" if 0 < ahead < 7 else f"on {weekday}, {short(day, today, 'en')}"


def short(day: date, today: date, language: str) -> str:
    """December 25; 12월 25일; with the year where it is not this one."""
    if day.year != today.year:
        return figures(day, language)
    return (
        f"{day.month}월 {day.day}일" if language == "ko" else f"{MONTHS[day.month - 1]} {day.day}"
    )


def figures(day: date, language: str) -> str:
    """December 25, 2026; 2026년 12월 25일."""
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def moment(at: datetime, now: datetime, language: str) -> str:
    """at 10:10 (of today); tomorrow at 07:00; 오늘 오전 10시 10분; 금요일 오전 7시."""
    at = at.astimezone(now.tzinfo)
    on = day(at.date(), now.date(), language)
    if language == "ko":
        return f"{on} {clock(at, 'ko')}"
    if at.date() == now.date():
        return f"at {clock(at, 'en')}"
    return f"{on}{',' if ',' in on else ''} at {clock(at, 'en')}"


def length(time: timedelta, language: str) -> str:
    """ten minutes; one hour and 30 minutes; 1시간 30분."""
    left = max(0, round(time.total_seconds()))
    said: list[str] = []
    for english, korean, size in _UNITS:
        number, left = divmod(left, size)
        if number:
            said.append(f"{number:,}{korean}" if language == "ko" else count(number, english))
    if not said:
        return "0초" if language == "ko" else count(0, "second")
    return " ".join(said) if language == "ko" else listed(said)


def left(at: datetime, now: datetime, language: str) -> str:
    """How long it is until then, as people say it: ten minutes; 21 hours; 3일."""
    time = at.astimezone(UTC) - now.astimezone(UTC)
    if time >= timedelta(days=2):
        days = (at.astimezone(now.tzinfo).date() - now.date()).days
        return f"{days:,}일" if language == "ko" else count(days, "day")
    unit = 1 if time < timedelta(minutes=2) else 60
    rounded = timedelta(seconds=round(time.total_seconds() / unit) * unit)
    hours, rest = divmod(rounded, timedelta(hours=1))
    if hours >= 24:  # 31 hours, not a day and seven hours
        said = f"{hours}시간" if language == "ko" else count(hours, "hour")
        more = length(rest, language)
        joined = f"{said} {more}" if language == "ko" else f"{said} and {more}"
        return joined if rest else said
    return length(rounded, language)


def away(at: datetime, now: datetime, language: str) -> str:
    """in ten minutes; 10분 뒤."""
    said = left(at, now, language)
    return f"{said} 뒤" if language == "ko" else f"in {said}"


def count(number: int, unit: str) -> str:
    """one minute, twelve minutes, 13 minutes."""
    said = _SMALL[number] if number < len(_SMALL) else f"{number:,}"
    return f"{said} {unit}" if number == 1 else f"{said} {unit}s"


def listed(words: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
