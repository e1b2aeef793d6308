"""Days, hours and counts as people say them, in both languages."""

import re
from datetime import date, datetime

from assistant.korean import is_korean
from assistant.values.dates import Day
from assistant.values.saying import MONTHS, WEEKDAYS, clock, count, figures

HOLIDAYS = re.compile(
    r"(?:christmas|new year'?s?|valentine'?s?|boxing|independence|mother'?s|father'?s|labou?r"
    r"|memorial|children'?s|liberation|hangu?e?ul|earth|patrick'?s)(?: (?:eve|day))?"
    r"|halloween|thanksgiving|easter|good friday|black friday|chuseok|seollal|xmas|nye"
)
NAMES = re.compile("|".join([*WEEKDAYS["en"], *MONTHS]).lower())


def weekday(day: date, language: str) -> str:
    return WEEKDAYS[language][day.weekday()]


def long(day: date, language: str) -> str:
    if language == "ko":
        return f"{figures(day, 'ko')} {weekday(day, 'ko')}"
    return f"{weekday(day, 'en')}, {figures(day, 'en')}"


def moment(at: datetime, language: str) -> str:
    """06:04 on Wednesday; 수요일 오전 6시 4분."""
    on = weekday(at, language)
    return f"{on} {clock(at, 'ko')}" if language == "ko" else f"{clock(at, 'en')} on {on}"


def copula(at: datetime) -> str:
    return "이에요." if at.minute else "예요."  # after 분, after 시


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
