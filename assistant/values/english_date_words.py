"""English words of dates: days, months and numbers, with their usual misspellings."""

import re
from datetime import date
from functools import cache

from assistant.values.date_rules import by_word
from assistant.values.english_numbers import ONES, TENS

AWAY = by_word(
    {
        -2: "day before yesterday, the day before yesterday",
        -1: "yesterday, yesterda, last night",
        0: "today, tonight, tonite, this morning, this afternoon, this evening",
        1: "tomorrow, tmrw, tmr, tmrow, tmw, tommorow, tomorow, tommorrow, 2moro, 2morrow, tomoz",
        2: "day after tomorrow, the day after tomorrow, day after tmrw, the day after tmrw",
    }
)
WEEKDAYS = by_word(
    {
        0: "monday, mon",
        1: "tuesday, tues, tue, tuseday",
        2: "wednesday, weds, wed, wensday, wendsday, wednsday",
        3: "thursday, thurs, thur, thu, thrusday, thurday",
        4: "friday, fri, firday",
        5: "saturday, sat, satuday, saterday",
        6: "sunday, sun",
    }
)
MONTHS = by_word(
    {
        1: "january, jan, janurary",
        2: "february, feb, febuary, feburary",
        3: "march, mar",
        4: "april, apr",
        5: "may",
        6: "june, jun",
        7: "july, jul",
        8: "august, aug, agust",
        9: "september, sept, sep, septmber",
        10: "october, oct",
        11: "november, nov",
        12: "december, dec, decmber",
    }
)
COUNTS = by_word({1: "a, an", 2: "a couple of, couple of, a couple", 12: "a dozen"})
COUNTS |= {"a hundred": 100, "one hundred": 100}
ORDINAL_ONES = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
]  # fmt: skip
ORDINALS = {word: number for number, word in enumerate(ORDINAL_ONES, 1)}
ORDINALS |= {"twentieth": 20, "thirtieth": 30}

THIS = {
    "this": 0, "the": 0, "next": 1, "the coming": 1, "this coming": 1, "coming": 1, "upcoming": 1,
    "following": 1, "the following": 1, "last": -1, "past": -1, "previous": -1,
}  # fmt: skip


def any_of(words: "dict[str, int] | list[str]") -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.sub(r"[ -]", r"[\\s-]+", word) for word in longest_first) + ")"


@cache
def _counts() -> dict[str, int]:
    """Numbers in words, "one" to "ninety-nine", "a" and "a couple of"."""
    small = {word: number for number, word in enumerate(ONES)}
    tens = {f"{ten} {one}": TENS[ten] + n for ten in TENS for n, one in enumerate(ONES[:10]) if n}
    return {**small, **TENS, **tens, **COUNTS}


@cache
def _ordinals() -> dict[str, int]:
    """Ordinals in words, "first" to "thirty-first" and some more."""
    above = {f"{ten} {one}": TENS[ten] + n for ten in ("twenty", "thirty")
             for one, n in ORDINALS.items() if n < 10}  # fmt: skip
    return {**ORDINALS, **above}


def known(words: dict[str, int], said: str) -> int:
    return words[re.sub(r"[\s-]+", " ", said)]


def how_many(said: str) -> int:
    return int(said) if said.isdecimal() else known(_counts(), said)


def which_nth(said: str) -> int:
    digits = re.match(r"\d+", said)
    return int(digits.group()) if digits else known(_ordinals(), said)


def year_said(said: str, today: date) -> int | None:
    """The year in the words after a day ("of next year"); None when none was said."""
    if digits := re.search(r"\d{4}", said):
        return int(digits.group())
    which = re.search(r"this|next|last", said)
    return today.year + THIS[which.group()] if which else None
