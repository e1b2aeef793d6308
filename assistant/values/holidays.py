"""Holidays by their names in both languages.

The days of the Korean lunar calendar are a table for 2024 to 2040; in other years they are not
known.
Thanksgiving, Mother's Day, Father's Day, Labor Day and Memorial Day are the American ones.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from assistant.values.calendar_sums import easter, nth_weekday, safe_date, shifted

Holiday = Callable[[int], date | None]  # the day in a year, None where it is not known

_LUNAR_FROM = 2024
_SEOLLAL = (
    """0210 0129 0217 0207 0127 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212"""
)
_CHUSEOK = (
    """0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002 0921"""
)
_BUDDHA = """0515 0505 0524 0513 0502 0520 0509 0528 0516 0506 0525 0515 0503 0522 0511 0430 0518"""
_DANO = """0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 0607 0527 0614"""
_FULL_MOON = (
    """0224 0212 0303 0221 0210 0227 0217 0206 0225 0214 0305 0222 0211 0301 0218 0207 0226"""
)


def _fixed(month: int, day: int) -> Holiday:
    return lambda year: safe_date(year, month, day)


def _lunar(table: str) -> Holiday:
    days = table.split()

    def in_year(year: int) -> date | None:
        if not 0 <= year - _LUNAR_FROM < len(days):
            return None
        day = days[year - _LUNAR_FROM]
        return safe_date(year, int(day[:2]), int(day[2:]))

    return in_year


def _weekday(month: int, weekday: int, nth: int, later: int = 0) -> Holiday:
    def in_year(year: int) -> date | None:
        day = nth_weekday(year, month, weekday, nth)
        return day and shifted(day, later, "day")

    return in_year


def _easter(later: int = 0) -> Holiday:
    def in_year(year: int) -> date | None:
        day = easter(year)
        return day and shifted(day, later, "day")

    return in_year


def named(holidays: Mapping[str, Holiday], name: str) -> Holiday:
    """The holiday whose pattern is all of `name`. Raises StopIteration when there is none."""
    return next(day for pattern, day in holidays.items() if re.fullmatch(pattern, name))


def next_holiday(holiday: Holiday, today: date, year: int | None = None) -> date | None:
    """That holiday of that year, else the next one on or after today."""
    if year is not None:
        return holiday(year)
    for candidate in (holiday(today.year), holiday(today.year + 1)):
        if candidate and candidate >= today:
            return candidate
    return None


@cache
def english_holidays() -> Mapping[str, Holiday]:
    """Patterns of English names in lower case; the longer before its beginning."""
    return {
        r"christmas eve|xmas eve": _fixed(12, 24),
        r"christmas(?: day)?|x-?mas(?: day)?": _fixed(12, 25),
        r"boxing day": _fixed(12, 26),
        r"new year'?s'? eve|nye": _fixed(12, 31),
        r"new year(?:'?s)?(?:'? day)?": _fixed(1, 1),
        r"valentine'?s?'?(?: day)?": _fixed(2, 14),
        r"(?:st\.?|saint) patrick'?s(?: day)?": _fixed(3, 17),
        r"april fool'?s?'?(?: day)?": _fixed(4, 1),
        r"earth day": _fixed(4, 22),
        r"cinco de mayo": _fixed(5, 5),
        r"juneteenth": _fixed(6, 19),
        r"independence day|(?:the )?fourth of july|(?:the )?4th of july": _fixed(7, 4),
        r"halloween": _fixed(10, 31),
        r"veterans'? day": _fixed(11, 11),
        r"mother'?s'? day": _weekday(5, 6, 2),
        r"father'?s'? day": _weekday(6, 6, 3),
        r"memorial day": _weekday(5, 0, -1),
        r"labou?r day": _weekday(9, 0, 1),
        r"thanksgiving(?: day)?": _weekday(11, 3, 4),
        r"black friday": _weekday(11, 3, 4, later=1),
        r"cyber monday": _weekday(11, 3, 4, later=4),
        r"good friday": _easter(-2),
        r"easter monday": _easter(1),
        r"easter(?: sunday| day)?": _easter(),
        r"(?:korean |lunar )new year(?:'?s)?(?: day)?|seollal": _lunar(_SEOLLAL),
        r"chuseok|korean thanksgiving(?: day)?": _lunar(_CHUSEOK),
        r"buddha'?s birthday": _lunar(_BUDDHA),
        r"(?:korean )?children'?s day": _fixed(5, 5),
        r"(?:korean )?liberation day": _fixed(8, 15),
        r"hangu?e?ul day": _fixed(10, 9),
    }


@cache
def korean_holidays() -> Mapping[str, Holiday]:
    """Patterns of Korean names; the longer before its beginning."""
    return {
        r"크리스마스\s*이브|성탄\s*전야": _fixed(12, 24),
        r"크리스마스(?:\s*당일)?|성탄절?|크리스마쓰": _fixed(12, 25),
        r"새해\s*전날|한\s*해의?\s*마지막\s*날|올해\s*마지막\s*날": _fixed(12, 31),
        r"새해\s*첫\s*날|새해|신정|양력\s*설날?": _fixed(1, 1),
        r"(?:밸런타인|발렌타인)\s*(?:데이)?": _fixed(2, 14),
        r"화이트\s*데이": _fixed(3, 14),
        r"삼일절|3[·.]?1\s*절": _fixed(3, 1),
        r"만우절": _fixed(4, 1),
        r"식목일": _fixed(4, 5),
        r"근로자의\s*날|노동절": _fixed(5, 1),
        r"어린이\s*날": _fixed(5, 5),
        r"어버이\s*날": _fixed(5, 8),
        r"스승의\s*날": _fixed(5, 15),
        r"현충일": _fixed(6, 6),
        r"제헌절": _fixed(7, 17),
        r"광복절": _fixed(8, 15),
        r"국군의\s*날": _fixed(10, 1),
        r"개천절": _fixed(10, 3),
        r"한글날": _fixed(10, 9),
        r"할로윈(?:\s*데이)?|핼러윈(?:\s*데이)?": _fixed(10, 31),
        r"(?:빼빼로|뻬뻬로)\s*데이": _fixed(11, 11),
        r"추수\s*감사절": _weekday(11, 3, 4),
        r"블랙\s*프라이데이": _weekday(11, 3, 4, later=1),
        r"부활절": _easter(),
        r"설날|음력\s*설날?|구정|설": _lunar(_SEOLLAL),
        r"추석|한가위|중추절": _lunar(_CHUSEOK),
        r"부처님\s*오신\s*날|석가\s*탄신일|초파일": _lunar(_BUDDHA),
        r"단오(?:절|날)?": _lunar(_DANO),
        r"정월\s*대보름": _lunar(_FULL_MOON),
    }
