"""Days, hours and counts as people say them, in both languages."""

import re
from datetime import date, datetime

from assistant.korean import is_korean
from assistant.values.dates import Day

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
SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
HOLIDAYS = re.compile(
    r"(?:christmas|new year'?s?|valentine'?s?|boxing|independence|mother'?s|father'?s|labou?r"
    r"|memorial|children'?s|liberation|hangu?e?ul|earth|patrick'?s)(?: (?:eve|day))?"
    r"|halloween|thanksgiving|easter|good friday|black friday|chuseok|seollal|xmas|nye"
)
NAMES = re.compile("|".join([*WEEKDAYS["en"], *MONTHS]).lower())


def weekday(day: date, language: str) -> str:
    return WEEKDAYS[language][day.weekday()]


def figures(day: date, language: str) -> str:
    """December 25, 2026; 2026년 12월 25일."""
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short(day: date, today: date, language: str) -> str:
    """Without the year where it is this one."""
    if day.year != today.year:
        return figures(day, language)
    return (
        f"{day.month}월 {day.day}일" if language == "ko" else f"{MONTHS[day.month - 1]} {day.day}"
    )


def long(day: date, language: str) -> str:
    if language == "ko":
        return f"{figures(day, 'ko')} {weekday(day, 'ko')}"
    return f"{weekday(day, 'en')}, {figures(day, 'en')}"


def moment(at: datetime, language: str) -> str:
    """06:04 on Wednesday; 수요일 오전 6시 4분."""
    on = weekday(at, language)
    return f"{on} {clock(at, 'ko')}" if language == "ko" else f"{clock(at, 'en')} on {on}"


def clock(at: datetime, language: str) -> str:
    """06:04; 오전 6시 4분."""
    if language == "en":
        return f"{at:%H:%M}"
    hour = {0: "밤 12시", 12: "낮 12시"}.get(at.hour)
    hour = hour or f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12}시"
    return hour + (f" {at.minute}분" if at.minute else "")


def copula(at: datetime) -> str:
    return "이에요." if at.minute else "예요."  # after 분, after 시


def count(number: int, unit: str) -> str:
    """three hours; 14 hours."""
    said = SMALL[number] if number < len(SMALL) else f"{number:,}"
    return f"{said} {unit}" if number == 1 else f"{said} {unit}s"


def hours(minutes: int, language: str) -> str:
    """three hours and 15 minutes, one and a half hours; 3시간 15분."""
    whole, rest = divmod(minutes, 60)
    if language == "ko":
        return " ".join([f"{whole}시간"] * bool(whole) + [f"{rest}분"] * bool(rest))
    if rest == 30:
        return f"{count(whole, 'hour').split()[0]} and a half hours" if whole else "half an hour"
    parts = [count(whole, "hour")] if whole else []
    return " and ".join(parts + ([count(rest, "minute")] if rest else []))


def than(minutes: int, base: str, language: str) -> str:
    """nine hours ahead of London; 런던보다 9시간 빨라요."""
    length = hours(abs(minutes), language)
    if language == "ko":
        return f"{base}보다 {length} {'빨라요' if minutes > 0 else '느려요'}."
    return f"{length} {'ahead of' if minutes > 0 else 'behind'} {base}"


def beside(minutes: int, language: str) -> str:
    """A difference as a note beside a time: (+9 h), (−3시간 30분)."""
    if minutes == 0:
        return "(같은 시간)" if language == "ko" else "(same as here)"
    whole, rest = divmod(abs(minutes), 60)
    units = ("시간", "분") if language == "ko" else (" h", " min")
    parts = [f"{number}{unit}" for number, unit in zip((whole, rest), units, strict=True) if number]
    return f"({'+' if minutes > 0 else '−'}{' '.join(parts)})"


def as_said(day: Day, language: str) -> str:
    """The user's words for the day where they are of the reply's language, else ""."""
    if is_korean(day.said) != (language == "ko") or not re.search(r"[^\W\d_]", day.said):
        return ""
    if language == "ko":
        return day.said
    words = re.sub(r"^(?:(?:on|in|by|for|until|till|of|since)\s+)(?!\d|an? )", "", day.said.lower())
    words = HOLIDAYS.sub(lambda m: " ".join(w.capitalize() for w in m[0].split()), words)
    words = NAMES.sub(lambda m: m[0].capitalize(), words)
    return words[:1].upper() + words[1:]
