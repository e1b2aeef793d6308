"""English date expressions. What "next friday" and its like mean stands in dates.py."""

import re
from datetime import date
from functools import cache

from assistant.values import calendar_sums as sums
from assistant.values.calendar_sums import Span, on
from assistant.values.date_rules import Meaning, Rule, by_word, digit_rules
from assistant.values.holidays import english_holidays, named, next_holiday
from assistant.values.rules import read as read_rules
from assistant.values.rules import rule

_AWAY = by_word(
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
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_COUNTS = by_word({1: "a, an", 2: "a couple of, couple of, a couple", 12: "a dozen"})
_COUNTS |= {"a hundred": 100, "one hundred": 100}
_ORDINAL_ONES = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
]  # fmt: skip
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_ONES, 1)}
_ORDINALS |= {"twentieth": 20, "thirtieth": 30}

_PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday))?"
_BEFORE, _AFTER = r"(?<![0-9a-z])(?<![0-9][./:-])", r"(?![0-9a-z])(?![./:-][0-9])"
_YEAR = r"(?:(?:\s*,\s*|\s+)(?:of\s+|in\s+)?(?:\d{4}|(?:this|next|last)\s+year))?"
_THIS = {
    "this": 0, "the": 0, "next": 1, "the coming": 1, "this coming": 1, "coming": 1, "upcoming": 1,
    "following": 1, "the following": 1, "last": -1, "past": -1, "previous": -1,
}  # fmt: skip


def _any(words: "dict[str, int] | list[str]") -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.sub(r"[ -]", r"[\\s-]+", word) for word in longest_first) + ")"


@cache
def _counts() -> dict[str, int]:
    """Numbers in words, "one" to "ninety-nine", "a" and "a couple of"."""
    small = {word: number for number, word in enumerate(_ONES)}
    tens = {
        f"{ten} {one}": _TENS[ten] + n for ten in _TENS for n, one in enumerate(_ONES[:10]) if n
    }
    return {**small, **_TENS, **tens, **_COUNTS}


@cache
def _ordinals() -> dict[str, int]:
    """Ordinals in words, "first" to "thirty-first" and some more."""
    above = {f"{ten} {one}": _TENS[ten] + n for ten in ("twenty", "thirty")
             for one, n in _ORDINALS.items() if n < 10}  # fmt: skip
    return {**_ORDINALS, **above}


def _known(words: dict[str, int], said: str) -> int:
    return words[re.sub(r"[\s-]+", " ", said)]


def _count(said: str) -> int:
    return int(said) if said.isdecimal() else _known(_counts(), said)


def _ordinal(said: str) -> int:
    digits = re.match(r"\d+", said)
    return int(digits.group()) if digits else _known(_ordinals(), said)


def _year(said: str, today: date) -> int | None:
    """The year in the words after a day ("of next year"); None when none was said."""
    if digits := re.search(r"\d{4}", said):
        return int(digits.group())
    which = re.search(r"this|next|last", said)
    return today.year + _THIS[which.group()] if which else None


def read(words: str, today: date) -> Span | None:
    """What the whole of `words` (lower case) means."""
    return read_rules(rules(), words, today)


@cache
def rules() -> tuple[Rule, ...]:
    weekday, month = _any(WEEKDAYS), _any(MONTHS) + r"\.?"
    plain = "(?:" + "|".join(name for name in WEEKDAYS if name not in ("sat", "sun")) + r")\.?"
    to_99 = rf"{_any(list(_TENS))}(?:[\s-]+{_any(_ONES[1:10])})?|{_any(_ONES)}"
    number = rf"(?:\d{{1,4}}|{to_99}|{_any(_COUNTS)})"
    nth_word = rf"(?:(?:twenty|thirty)[\s-]+{_any(_ORDINAL_ONES[:9])}|{_any(_ORDINALS)})"
    nth_digits = r"\d{1,2}\s?(?:st|nd|rd|th)"
    nth = rf"(?:{nth_digits}|\d{{1,2}}|{nth_word})"
    units = r"(day|week|month|year|fortnight)s?"
    which = r"(this\s+coming|the\s+coming|coming|upcoming|this|next|last|this\s+past|past|previous)"
    period = r"(this|next|last|this\s+coming|the\s+coming|coming|the\s+following)"
    month_day = rf"(?:{month}\s+(?:the\s+)?{nth}|(?:the\s+)?{nth}\s+(?:of\s+)?{month}){_YEAR}"
    holidays = "|".join(english_holidays())
    digits = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
    base = (
        rf"((?:{_any(_AWAY)}|{digits}|{month_day}|(?:{holidays}){_YEAR}"
        rf"|(?:(?:this|next|last)\s+)?{weekday}|the\s+{nth_digits}))"
    )
    to = r"(?:to|until|till|through|thru|-|–|~)"
    day = r"(?:the\s+)?(?:first|last)\s+day|(?:the\s+)?end"
    table: tuple[tuple[str, Meaning], ...] = (
        (rf"({_any(_AWAY)}){_PART}", _relative),
        (rf"(?:in|after)\s+({number})\s+{units}'?(?:\s+time)?", _later),
        (rf"({number})\s+{units}\s+(?:from\s+(?:now|today)|later|hence|ahead|out)", _later),
        (rf"({number})\s+{units}\s+(?:ago|back|earlier)", _earlier),
        (rf"({number}|the)\s+{units}\s+(after|from|on|before|prior\s+to)\s+{base}", _beside),
        (rf"{which}\s+({weekday})\.?{_PART}", _which_weekday),
        (rf"({plain}){_PART}", _weekday),
        (rf"(?<=on )({weekday})\.?{_PART}", _weekday),
        (rf"({weekday})\s+in\s+({number})\s+weeks?", _weeks_ahead),
        (rf"({weekday})\s+(?:of\s+|in\s+)?(this|next|last)\s+week{_PART}", _in_week),
        (rf"(this|next|last)\s+week(?:'?s)?\s+(?:on\s+)?({weekday}){_PART}", _in_week),
        (rf"({weekday})\s+after\s+next", _after_next_weekday),
        (rf"({weekday})\.?\s*,?\s+(?:the\s+)?({month_day}|{digits}|{nth_digits})", _named),
        (rf"({month_day}|{digits})\s*,?\s*\(?({weekday})\.?\)?", _named),
        (rf"{period}\s+(week|weekend|month|year)", _period),
        (r"(?:the\s+)?()(weekend)", _period),
        (r"(?:the\s+)?(week|weekend|month|year)\s+after\s+next", _after_next),
        (rf"(?:the\s+)?(?:next|coming)\s+({number})\s+(day|week)s?", _coming),
        (r"(?:the\s+)?rest\s+of\s+(?:the|this)\s+(week|month|year)", _rest),
        (rf"(?:{day})\s+of\s+(?:the|this|next)\s+(?:month|year)", _end_of),
        (rf"{month}\s+(?:the\s+)?({nth}){_YEAR}", _month_day),
        (rf"(?:the\s+)?({nth})\s+(?:of\s+)?{month}{_YEAR}", _month_day),
        (rf"(?:the\s+)?({nth})\s+of\s+(?:this|next)\s+month", _day_in_month),
        (rf"(?:this|next)\s+month\s+(?:on\s+)?the\s+({nth})", _day_in_month),
        (rf"(?:the\s+)?({nth_digits})", _day_alone),
        (rf"(?<=in )({month})({_YEAR})", _month),
        (rf"(?:this|next|last)\s+({month})", _which_month),
        (
            rf"(?:the\s+)?({nth_word}|last)\s+({weekday})\s+(?:of|in)\s+"
            rf"(?:({month})({_YEAR})|(this|next|the)\s+month)",
            _nth_weekday,
        ),
        (rf"(?:(this|next|last)(\s+year'?s?)?\s+)?({holidays})({_YEAR})", _holiday),
        (rf"(?:from\s+)?{base}\s*{to}\s*{base}", _range),
        (rf"between\s+{base}\s+and\s+{base}", _range),
    )
    # Read when told that it is a date, too ordinary to be picked out of a sentence.
    only_read: tuple[tuple[str, Meaning], ...] = (
        (rf"({weekday})\.?{_PART}", _weekday),
        (rf"the\s+({nth_word})", _day_alone),
        (rf"({month})({_YEAR})", _month),
    )
    return (
        *digit_rules(),
        rule(_BEFORE + r"(today|tomorrow)(?=s(?![0-9a-z]))", _relative),  # todays date
        *(rule(_BEFORE + pattern + _AFTER, meaning) for pattern, meaning in table),
        *(rule(_BEFORE + pattern + _AFTER, meaning, spot=False) for pattern, meaning in only_read),
    )


def _relative(match: re.Match[str], today: date) -> Span | None:
    return on(sums.shifted(today, _known(_AWAY, match.group(1)), "day"))


def _shifted(day: date, count: int, unit: str) -> date | None:
    return (
        sums.shifted(day, 2 * count, "week")
        if unit == "fortnight"
        else sums.shifted(day, count, unit)
    )


def _later(match: re.Match[str], today: date) -> Span | None:
    return on(_shifted(today, _count(match.group(1)), match.group(2)))


def _earlier(match: re.Match[str], today: date) -> Span | None:
    return on(_shifted(today, -_count(match.group(1)), match.group(2)))


def _beside(match: re.Match[str], today: date) -> Span | None:
    """Two weeks after christmas, the day before yesterday's like."""
    said, unit, side, words = match.groups()
    base = read(words, today)
    if base is None or base[0] != base[1]:
        return None
    count = 1 if said == "the" else _count(said)
    return on(_shifted(base[0], count if side in ("after", "from", "on") else -count, unit))


def _which_weekday(match: re.Match[str], today: date) -> Span | None:
    which, weekday = re.sub(r"\s+", " ", match.group(1)), WEEKDAYS[match.group(2)]
    if which == "next":
        return on(sums.day_of_week(today, 1, weekday))
    if which in ("last", "past", "this past", "previous"):
        return on(sums.weekday_before(today, weekday))
    return on(sums.weekday_from(today, weekday))


def _weekday(match: re.Match[str], today: date) -> Span | None:
    return on(sums.weekday_from(today, WEEKDAYS[match.group(1).rstrip(".")]))


def _in_week(match: re.Match[str], today: date) -> Span | None:
    which, weekday = match.groups() if match.group(1) in _THIS else match.groups()[::-1]
    return on(sums.day_of_week(today, _THIS[which], WEEKDAYS[weekday]))


def _weeks_ahead(match: re.Match[str], today: date) -> Span | None:
    return on(sums.day_of_week(today, _count(match.group(2)), WEEKDAYS[match.group(1)]))


def _named(match: re.Match[str], today: date) -> Span | None:
    """A date with its weekday; None when they contradict each other."""
    weekday, words = match.groups() if match.group(1) in WEEKDAYS else match.groups()[::-1]
    span = read(words, today)
    return span if span and span[0].weekday() == WEEKDAYS[weekday] else None


def _period(match: re.Match[str], today: date) -> Span | None:
    which, unit = re.sub(r"\s+", " ", match.group(1)), match.group(2)
    if "coming" in which and unit == "weekend" and today.weekday() < 5:
        return sums.weekend(today)
    return _unit_ahead(today, unit, _THIS.get(which, 0))


def _after_next_weekday(match: re.Match[str], today: date) -> Span | None:
    return on(sums.day_of_week(today, 2, WEEKDAYS[match.group(1)]))


def _after_next(match: re.Match[str], today: date) -> Span | None:
    return _unit_ahead(today, match.group(1), 2)


def _unit_ahead(today: date, unit: str, ahead: int) -> Span | None:
    if unit == "year":
        return sums.whole_year(today.year + ahead)
    return {"week": sums.week, "weekend": sums.weekend, "month": sums.month}[unit](today, ahead)


def _coming(match: re.Match[str], today: date) -> Span | None:
    return sums.days_ahead(today, _count(match.group(1)) * (7 if match.group(2) == "week" else 1))


def _rest(match: re.Match[str], today: date) -> Span | None:
    span = _unit_ahead(today, match.group(1), 0)
    return (today, span[1]) if span else None


def _end_of(match: re.Match[str], today: date) -> Span | None:
    words = match.group().split()
    span = _unit_ahead(today, words[-1], 1 if words[-2] == "next" else 0)
    return span and on(span[0] if "first" in words else span[1])


def _month_day(match: re.Match[str], today: date) -> Span | None:
    said = match.group(1)
    words = match.group().replace(said, " ", 1)
    name = next(word for word in re.findall(r"[a-z]+", words) if word in MONTHS)
    year = _year(words, today)
    return on(sums.next_month_day(today, MONTHS[name], _ordinal(said), year))


def _day_in_month(match: re.Match[str], today: date) -> Span | None:
    which = "next" if re.search(r"\bnext\b", match.group()) else "this"
    span = sums.month(today, _THIS[which])
    return span and on(sums.safe_date(span[0].year, span[0].month, _ordinal(match.group(1))))


def _day_alone(match: re.Match[str], today: date) -> Span | None:
    return on(sums.next_day_of_month(today, _ordinal(match.group(1))))


def _month(match: re.Match[str], today: date) -> Span | None:
    name, year = match.group(1).rstrip("."), _year(match.group(2), today)
    return sums.next_month_named(today, MONTHS[name], year)


def _which_month(match: re.Match[str], today: date) -> Span | None:
    number = MONTHS[match.group(1).rstrip(".")]
    if match.group().startswith("last"):
        return sums.whole_month(today.year - (number >= today.month), number)
    if match.group().startswith("next"):
        return sums.whole_month(today.year + (number <= today.month), number)
    return sums.next_month_named(today, number)


def _nth_weekday(match: re.Match[str], today: date) -> Span | None:
    said, weekday, month, year_words, which = match.groups()
    if which:
        span = sums.month(today, _THIS[which])
    else:
        span = sums.next_month_named(today, MONTHS[month.rstrip(".")], _year(year_words, today))
    nth = -1 if said == "last" else _ordinal(said)
    if span is None or nth > 5:
        return None
    day = sums.nth_weekday(span[0].year, span[0].month, WEEKDAYS[weekday], nth)
    if day and day < today:
        if month and not year_words:
            day = sums.nth_weekday(span[0].year + 1, span[0].month, WEEKDAYS[weekday], nth)
        elif which == "the" and (ahead := sums.month(today, 1)):
            day = sums.nth_weekday(ahead[0].year, ahead[0].month, WEEKDAYS[weekday], nth)
    return on(day)


def _holiday(match: re.Match[str], today: date) -> Span | None:
    which, of_year, name, year_words = match.groups()
    holiday = named(english_holidays(), name)
    year = today.year + _THIS[which] if of_year else _year(year_words, today)
    if which == "last" and year is None:
        past = holiday(today.year)
        return on(past if past and past < today else holiday(today.year - 1))
    return on(next_holiday(holiday, today, year))


def _range(match: re.Match[str], today: date) -> Span | None:
    first = read(match.group(1), today)
    last = read(match.group(2), today)
    if first and last and last[1] < first[0]:
        last = read(match.group(2), first[0])
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None
