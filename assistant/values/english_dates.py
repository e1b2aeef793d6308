"""English date expressions. What "next friday" and its like mean stands in dates.py."""

import re
from datetime import date
from functools import cache

from assistant.values import calendar_sums as sums
from assistant.values.calendar_sums import Span, on
from assistant.values.date_rules import Meaning, Rule, digit_rules
from assistant.values.english_date_words import (
    AWAY,
    COUNTS,
    MONTHS,
    ORDINAL_ONES,
    ORDINALS,
    THIS,
    WEEKDAYS,
    any_of,
    how_many,
    known,
    which_nth,
    year_said,
)
from assistant.values.english_numbers import ONES, TENS
from assistant.values.holidays import english_holidays, named, next_holiday
from assistant.values.rules import below_zero, rule
from assistant.values.rules import read as read_rules

_PART = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday))?"
_BEFORE, _AFTER = r"(?<![0-9a-z])(?<![0-9][./:-])", r"(?![0-9a-z])(?![./:-][0-9])"
_YEAR = r"(?:(?:\s*,\s*|\s+)(?:of\s+|in\s+)?(?:\d{4}|(?:this|next|last)\s+year))?"
_SOON = [
    word for word, n in AWAY.items() if n in (0, 1) and not re.search(r"ni(?:ght|te)|\s", word)
]
# "thursday week" is the Thursday after the coming one; in "monday week 5" the week has a number.
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]|\s*[ap]\.?\s?m\b)"
_NO_NUMBER = rf"(?!\s+(?:(?!{_CLOCK})[0-9]{{1,2}}(?![0-9])|of\b|after\b|{any_of(ONES[:13])}\b))"
_ON = rf"(?:\s+(?P<on>week|fortnight)(?![0-9a-z]){_NO_NUMBER})?"
# After these "may" and "sun" are names, and "tom" is one but where a time may begin.
_NAMED = ("call", "text", "email", "meet", "ask", "tell", "pay", "visit", "see", "with")
_NO_NAME = "".join(rf"(?<!\b{word} )" for word in _NAMED)
_NO_PERSON = (
    r"(?:(?<!.)|(?<=\bremind me )|(?<=\bwake me )|(?<=\bme up )|(?<=\b(?:alarm|timer) for )"
    r"|(?<=\breminder for )|(?<=[,.;] ))"
)
# After these it is a length and a day: "it has been a week today", "away for a week tomorrow".
_LASTING = re.compile(
    r"\b(?:for|been|every|each|per|last|past|next|this|once|twice|times?|days?|hours?|minutes?)\s+$"
)


def is_name(text: str, start: int, end: int) -> bool:
    """Whether a person stands there, in a text in lower case: "pay may", "call tom at 5"."""
    if re.match(r"tom\b", text[start:end]):
        return re.compile(_NO_PERSON).match(text, start) is None
    word = rf"{any_of(MONTHS)}$|(?:{any_of(MONTHS)}|sat|sun)\s+(?:at|by|around)\s"
    named = re.search(rf"\b(?:{'|'.join(_NAMED)})\s+$", text[:start])
    return bool(named and re.match(word, text[start:end]))


def read(words: str, today: date) -> Span | None:
    """What the whole of `words` (lower case) means."""
    return read_rules(rules(), words, today)


@cache
def rules() -> tuple[Rule, ...]:
    weekday, month = any_of(WEEKDAYS), any_of(MONTHS) + r"\.?"
    plain = "(?:" + "|".join(name for name in WEEKDAYS if name not in ("sat", "sun")) + r")\.?"
    to_99 = rf"{any_of(list(TENS))}(?:[\s-]+{any_of(ONES[1:10])})?|{any_of(ONES)}"
    number = rf"(?:\d{{1,4}}|{to_99}|{any_of(COUNTS)})"
    nth_word = rf"(?:(?:twenty|thirty)[\s-]+{any_of(ORDINAL_ONES[:9])}|{any_of(ORDINALS)})"
    nth_digits = r"\d{1,2}\s?(?:st|nd|rd|th)"
    nth = rf"(?:{nth_digits}|\d{{1,2}}|{nth_word})"
    units = r"(day|week|month|year|fortnight)s?"
    which = r"(this\s+coming|the\s+coming|coming|upcoming|this|next|last|this\s+past|past|previous)"
    period = r"(this|next|last|this\s+coming|the\s+coming|coming|the\s+following)"
    month_day = rf"(?:{month}\s+(?:the\s+)?{nth}|(?:the\s+)?{nth}\s+(?:of\s+)?{month}){_YEAR}"
    holidays = "|".join(english_holidays())
    digits = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?)"
    on = _ON.replace("?P<on>", "?:")
    base = (
        rf"((?:{any_of(AWAY)}{on}|{digits}|{month_day}|(?:{holidays}){_YEAR}"
        rf"|(?:(?:this|next|last)\s+)?{weekday}{on}|the\s+{nth_digits}))"
    )
    soon = any_of(_SOON)
    to = r"(?:to|until|till|through|thru|-|–|~)"
    day = r"(?:the\s+)?(?:first|last)\s+day|(?:the\s+)?end"
    table: tuple[tuple[str, Meaning], ...] = (
        (rf"({any_of(AWAY)}){_ON}{_PART}", _relative),
        (rf"(?:in|after)\s+({number})\s+{units}'?()(?:\s+time)?", _away),
        (
            rf"({number})\s+{units}\s+"
            r"(?:from\s+(?:now|today)|later|hence|ahead|out|(ago|back|earlier))",
            _away,
        ),
        (rf"({number})\s+(week|fortnight|month|year)s?\s+({soon}|{plain})", _weeks_on),
        (
            rf"({number}|the)\s+{units}\s+(after|from|on|before|prior\s+to)\s+{base}",
            _beside,
        ),
        (rf"{which}\s+({weekday})\.?{_ON}{_PART}", _which_weekday),
        (rf"({plain}){_ON}{_PART}", _weekday),
        (rf"(?<=on )({weekday})\.?{_ON}{_PART}", _weekday),
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
        (rf"{_NO_NAME}({weekday})\.?{_ON}{_PART}", _weekday),
        (rf"{_NO_PERSON}(tom){_PART}", _tomorrow),
        (rf"the\s+({nth_word})", _day_alone),
        (rf"{_NO_NAME}({month})({_YEAR})", _month),
    )
    return (
        *digit_rules(),
        rule(_BEFORE + r"(today|tomorrow)(?=s(?![0-9a-z]))", _relative),  # todays date
        *(rule(_BEFORE + pattern + _AFTER, meaning) for pattern, meaning in table),
        *(rule(_BEFORE + pattern + _AFTER, meaning, spot=False) for pattern, meaning in only_read),
    )


def _relative(match: re.Match[str], today: date) -> Span | None:
    said, weeks = match.group(1), _weeks_after(match)
    if weeks and said not in _SOON:  # to some "yesterday week" is eight days ago
        return None
    return on(sums.shifted(today, known(AWAY, said) + 7 * weeks, "day"))


def _tomorrow(match: re.Match[str], today: date) -> Span | None:
    return on(sums.shifted(today, 1, "day"))


def _weeks_after(match: re.Match[str]) -> int:
    """How many weeks after the day in `match` is meant: one in "thursday week", else none."""
    return {None: 0, "week": 1, "fortnight": 2}[match.groupdict().get("on")]


def _weeks_on(match: re.Match[str], today: date) -> Span | None:
    """A week today, two weeks friday: counted from the day that is named."""
    said, unit, words = match.groups()
    base = read(words, today)
    if unit in ("month", "year") and words not in _SOON:
        return None
    if base is None or _LASTING.search(match.string, 0, match.start()):
        return None
    return on(_shifted(base[0], how_many(said), unit))


def _shifted(day: date, count: int, unit: str) -> date | None:
    return (
        sums.shifted(day, 2 * count, "week")
        if unit == "fortnight"
        else sums.shifted(day, count, unit)
    )


def _away(match: re.Match[str], today: date) -> Span | None:
    said, unit, ago = match.groups()
    if below_zero(match):
        return None
    return on(_shifted(today, how_many(said) * (-1 if ago else 1), unit))


def _beside(match: re.Match[str], today: date) -> Span | None:
    """Two weeks after christmas, the day before yesterday's like."""
    said, unit, side, words = match.groups()
    base = read(words, today)
    if below_zero(match) or base is None or base[0] != base[1]:
        return None
    count = 1 if said == "the" else how_many(said)
    return on(_shifted(base[0], count if side in ("after", "from", "on") else -count, unit))


def _which_weekday(match: re.Match[str], today: date) -> Span | None:
    which, weekday = re.sub(r"\s+", " ", match.group(1)), WEEKDAYS[match.group(2)]
    weeks = _weeks_after(match)
    if which in ("next", "last", "past", "this past", "previous"):
        if weeks:  # to some a week after the coming one, to others after the one of next week
            return None
        if which == "next":
            return on(sums.day_of_week(today, 1, weekday))
        return on(sums.weekday_before(today, weekday))
    return on(sums.weekday_from(today, weekday, weeks))


def _weekday(match: re.Match[str], today: date) -> Span | None:
    weekday = WEEKDAYS[match.group(1).rstrip(".")]
    return on(sums.weekday_from(today, weekday, _weeks_after(match)))


def _in_week(match: re.Match[str], today: date) -> Span | None:
    which, weekday = match.groups() if match.group(1) in THIS else match.groups()[::-1]
    return on(sums.day_of_week(today, THIS[which], WEEKDAYS[weekday]))


def _weeks_ahead(match: re.Match[str], today: date) -> Span | None:
    return on(sums.day_of_week(today, how_many(match.group(2)), WEEKDAYS[match.group(1)]))


def _named(match: re.Match[str], today: date) -> Span | None:
    """A date with its weekday; None when they contradict each other."""
    weekday, words = match.groups() if match.group(1) in WEEKDAYS else match.groups()[::-1]
    span = read(words, today)
    return span if span and span[0].weekday() == WEEKDAYS[weekday] else None


def _period(match: re.Match[str], today: date) -> Span | None:
    which, unit = re.sub(r"\s+", " ", match.group(1)), match.group(2)
    if "coming" in which and unit == "weekend" and today.weekday() < 5:
        return sums.weekend(today)
    return _unit_ahead(today, unit, THIS.get(which, 0))


def _after_next_weekday(match: re.Match[str], today: date) -> Span | None:
    return on(sums.day_of_week(today, 2, WEEKDAYS[match.group(1)]))


def _after_next(match: re.Match[str], today: date) -> Span | None:
    return _unit_ahead(today, match.group(1), 2)


def _unit_ahead(today: date, unit: str, ahead: int) -> Span | None:
    if unit == "year":
        return sums.whole_year(today.year + ahead)
    return {"week": sums.week, "weekend": sums.weekend, "month": sums.month}[unit](today, ahead)


def _coming(match: re.Match[str], today: date) -> Span | None:
    return sums.days_ahead(today, how_many(match.group(1)) * (7 if match.group(2) == "week" else 1))


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
    year = year_said(words, today)
    return on(sums.next_month_day(today, MONTHS[name], which_nth(said), year))


def _day_in_month(match: re.Match[str], today: date) -> Span | None:
    which = "next" if re.search(r"\bnext\b", match.group()) else "this"
    span = sums.month(today, THIS[which])
    return span and on(sums.safe_date(span[0].year, span[0].month, which_nth(match.group(1))))


def _day_alone(match: re.Match[str], today: date) -> Span | None:
    return on(sums.next_day_of_month(today, which_nth(match.group(1))))


def _month(match: re.Match[str], today: date) -> Span | None:
    name, year = match.group(1).rstrip("."), year_said(match.group(2), today)
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
        span = sums.month(today, THIS[which])
    else:
        span = sums.next_month_named(today, MONTHS[month.rstrip(".")], year_said(year_words, today))
    nth = -1 if said == "last" else which_nth(said)
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
    year = today.year + THIS[which] if of_year else year_said(year_words, today)
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
