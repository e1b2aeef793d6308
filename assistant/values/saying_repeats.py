"""Repetitions in words of both languages: "every weekday at 07:00", 매주 월요일 오전 8시."""

from datetime import datetime

from assistant.korean import with_particle
from assistant.values.recurrence_sums import Recurrence
from assistant.values.saying import MONTHS, WEEKDAYS, clock, listed

_SETS = {
    (0, 1, 2, 3, 4): ("every weekday", "평일마다"),
    (5, 6): ("every weekend", "주말마다"),
    (0, 1, 2, 3, 4, 5, 6): ("every day", "매일"),
}
_NTH = {
    1: ("first", "첫째"), 2: ("second", "둘째"), 3: ("third", "셋째"), 4: ("fourth", "넷째"),
    5: ("fifth", "다섯째"), -1: ("last", "마지막"),
}  # fmt: skip
_KOREAN = {  # every one, and the unit that more are counted in
    "minute": ("1분마다", "분"), "hour": ("매시간", "시간"), "day": ("매일", "일"),
    "week": ("매주", "주"), "month": ("매달", "개월"), "year": ("매년", "년"),
}  # fmt: skip


def repeats(repeat: Recurrence, language: str) -> str:
    """every weekday; every other Friday; 평일마다; 격주 금요일."""
    if repeat.every == 1 and repeat.weekdays in _SETS:
        return _SETS[repeat.weekdays][language == "ko"]
    return _korean(repeat) if language == "ko" else _english(repeat)


def repeats_at(repeat: Recurrence, at: datetime, language: str) -> str:
    """every weekday at 07:00; 평일마다 오전 7시에. Hours and minutes have no time of day."""
    said = repeats(repeat, language)
    if repeat.unit in ("minute", "hour"):
        return said
    return f"{said} {clock(at, 'ko')}에" if language == "ko" else f"{said} at {clock(at, 'en')}"


def _english(repeat: Recurrence) -> str:
    often = f"every {_often(repeat.every)}{repeat.unit}{'s' if repeat.every > 2 else ''}"
    days = listed([WEEKDAYS["en"][each] for each in repeat.weekdays])
    if repeat.nth is not None:
        return f"{often} on the {_NTH[repeat.nth][0]} {days}"
    if repeat.weekdays:
        return f"{often} on {days}" if repeat.every > 2 else f"every {_often(repeat.every)}{days}"
    if repeat.month is not None and repeat.day is not None:
        return f"{often} on {MONTHS[repeat.month - 1]} {repeat.day}"
    if repeat.day is not None:
        return f"{often} on the {'last day' if repeat.day < 0 else _ordinal(repeat.day)}"
    return often


def _korean(repeat: Recurrence) -> str:
    if repeat.every == 1:
        often = _KOREAN[repeat.unit][0]
    elif repeat.every == 2 and repeat.unit == "week":
        often = "격주"
    else:
        often = f"{repeat.every}{_KOREAN[repeat.unit][1]}마다"
    names = [WEEKDAYS["ko"][each] for each in repeat.weekdays]
    days = ", ".join(names)
    if len(names) == 2:
        days = f"{with_particle(names[0], '과', '와')} {names[1]}"
    if repeat.nth is not None:
        return f"{often} {_NTH[repeat.nth][1]} {days}"
    if repeat.month is not None and repeat.day is not None:
        return f"{often} {repeat.month}월 {repeat.day}일"
    if repeat.day is not None:
        return f"{often} {'마지막 날' if repeat.day < 0 else f'{repeat.day}일'}"
    return f"{often} {days}" if days else often


def _often(every: int) -> str:
    return {1: "", 2: "other "}.get(every, f"{every} ")


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
