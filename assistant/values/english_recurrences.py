"""English repetitions: "every other day", "mondays and thursdays", "the 1st of every month"."""

import re
from collections.abc import Mapping
from functools import cache

from assistant.values import english_durations
from assistant.values.english_date_words import MONTHS, WEEKDAYS
from assistant.values.english_numbers import AFTER, BEFORE, either
from assistant.values.length_sums import Counts
from assistant.values.recurrence_sums import MOST, Recurrence, Unit
from assistant.values.rules import Rule, nothing, rule

WORKDAYS, WEEKEND, WEEK = (0, 1, 2, 3, 4), (5, 6), tuple(range(7))

_EVERY = r"(?:every\s*single|every|each)"
_ORDINALS = {"other": 2, "second": 2, "third": 3, "fourth": 4}
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
        "last": -1}  # fmt: skip
_PERIODS: dict[str, tuple[int, Unit]] = {
    "minute": (1, "minute"), "hour": (1, "hour"), "day": (1, "day"), "week": (1, "week"),
    "fortnight": (2, "week"), "month": (1, "month"), "quarter": (3, "month"), "year": (1, "year"),
}  # fmt: skip
_ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "biweekly": "fortnight",
    "fortnightly": "fortnight", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year",
}  # fmt: skip
_PART = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night)s?)?"
# "a daily standup" is no repetition: an adverb stands at the end, or before these.
_ADVERB_ENDS = r"(?=\s*(?:$|[,.!?;]|[0-9]|(?:at|on|from|to|until|till|please|in|for|by)\b))"
# What an adverb describes: the report of "the weekly report", no "reminder" and no "starting".
_DESCRIBED = re.compile(
    r"\s+(?!(?:[a-z]+\s+)?(?:reminders?|alarms?|alerts?|timers?|notifications?|nudges?|wake)\b)"
    r"(?!(?:start|begin)|(?:about|after|and|around|before|but|every|if|please|so|that|the|then|this"
    r"|thanks|today|tomorrow|tonight|via|when|while|with|\w+days?)\b)[a-z]"
)
_BEFORE_DESCRIBED = re.compile(
    r"(?:\b(?:the|an?|my|our|your|his|her|their|this|that|of)|'s|\bto\s+[a-z]+)\s+$"
)
_SETS = {"weekdays": WORKDAYS, "weekday": WORKDAYS, "weekends": WEEKEND, "weekend": WEEKEND}


@cache
def rules() -> tuple[Rule[None, Recurrence], ...]:
    day = either(WEEKDAYS) + r"\.?"
    some = rf"(?:{day}|weekdays?|weekends?)"
    plural = rf"(?:{either([d for d in WEEKDAYS if d.endswith('day')])}s|weekdays|weekends)"
    then = r"(?:\s*(?:,|&)\s*(?:and\s+)?|\s+and\s+(?:on\s+)?|\s+)"
    days = rf"(?P<days>{some}s?(?:{then}{some}s?){{0,6}}){_PART}"
    plurals = rf"(?P<days>{plural}(?:{then}{plural}){{0,6}}){_PART}"
    month = rf"(?P<month>{either(MONTHS)})\.?"
    date = r"(?P<date>[0-9]{1,2})(?:st|nd|rd|th)"
    bare_date = r"(?P<date>[0-9]{1,2})(?:st|nd|rd|th)?"
    month_first = rf"{month}\s+(?:the\s+)?{bare_date}"
    day_first = rf"(?:the\s+)?{bare_date}\s+(?:of\s+)?{month}"
    nth = rf"(?:the\s+)?(?P<nth>{either(_NTH)})\s+(?P<nth_day>{day})"
    last = r"(?P<last>last\s+day|end)"
    date = rf"(?:{date}|{last})"
    unit = rf"(?P<unit>{either(list(_PERIODS))})"
    length = rf"(?P<length>{english_durations.length()})"
    ordinal = rf"(?P<ordinal>{either(_ORDINALS)})"
    period = rf"{_EVERY}\s*(?:{ordinal}\s+{unit}|{length}|{unit.replace('unit', 'one')})"
    adverb = rf"(?P<adverb>{either(list(_ADVERBS))})"
    in_month = r"(?:of|in|on)\s+(?:the|a|each|every)\s+month"
    but = r"(?:(?:but\s+)?(?:except|excluding|not|apart\s+from|other\s+than)|but)(?:\s+(?:for|on))?"
    all_of = rf"(?:{_EVERY}\s+(?P<every>day|weekday|weekend)|(?P<all>daily|weekdays|weekends))"
    span = rf"(?:from\s+)?(?P<from>{day})\s*(?:to|through|thru|till|until|-|–)\s*(?P<to>{day})"
    anywhere = (
        rf"{period}{_PART}",
        rf"{_EVERY}\s+(?P<part>morning|afternoon|evening|night)",
        rf"{period}\s+(?:on\s+)?{days}",
        rf"{period}\s+on\s+(?:the\s+)?{date}",
        rf"{period}\s+on\s+{nth}",
        rf"{period}\s+on\s+{month_first}",
        rf"{period}\s+on\s+{day_first}",
        rf"{adverb}{_ADVERB_ENDS}",
        rf"{adverb}\s+on\s+(?:{days}|(?:the\s+)?{date})",
        rf"{_EVERY}\s+{days}",
        rf"{_EVERY}\s+{ordinal}\s+{days}",
        plurals,
        rf"{all_of},?\s+{but}\s+{days}",
        rf"{_EVERY}\s+(?:day\s+)?{span}",
        rf"{_EVERY}\s+{nth}\s+{in_month}",
        rf"{nth}\s+(?:of|in)\s+(?:each|every)\s+month",
        rf"{_EVERY}\s+{date}(?:\s+(?:day\s+)?{in_month})?",
        rf"(?:the\s+)?{date}\s+(?:day\s+)?(?:of|in)\s+(?:each|every)\s+month",
        rf"{_EVERY}\s+{month_first}",
        rf"{_EVERY}\s+{day_first}",
    )
    unknown = rf"{_EVERY}\s+[a-z]+\s+(?:{but}|unless)\s+(?!{some})\S+"
    return (
        *(rule(BEFORE + each + AFTER, _meaning) for each in anywhere),
        rule(BEFORE + rf"{_EVERY}\s+hour\s+and\s+a\s+half" + AFTER, _ninety_minutes),
        rule(BEFORE + unknown, nothing),
        rule(BEFORE + span + AFTER, _meaning, spot=False),
        rule(BEFORE + adverb + AFTER, _meaning, spot=False),
    )


def describes(text: str, start: int, end: int) -> bool:
    """Whether the adverb there, in a text in lower case, says what kind: "the weekly report"."""
    adverb = text[start:end] in _ADVERBS and not re.match(_ADVERB_ENDS, text[end:])
    described = adverb and _DESCRIBED.match(text, end)
    return bool(described and _BEFORE_DESCRIBED.search(text[:start]))


def _ninety_minutes(match: re.Match[str], _: None) -> Recurrence:
    return Recurrence("minute", 90)


def _meaning(match: re.Match[str], _: None) -> Recurrence | None:
    said = {name: words for name, words in match.groupdict().items() if words}
    found = _how_often(said)
    if found is None:
        return None
    every, unit = found
    fits = True
    weekdays = tuple(sorted(_weekdays(said.get("days", ""))))
    if whole := said.get("all") or said.get("every"):
        weekdays = tuple(day for day in _SETS.get(whole, WEEK) if day not in weekdays)
        fits = bool(weekdays)
    elif "from" in said:
        first, last = WEEKDAYS[said["from"].strip(".")], WEEKDAYS[said["to"].strip(".")]
        weekdays = tuple(sorted((first + each) % 7 for each in range((last - first) % 7 + 1)))
    elif "nth" in said:
        fits = unit == "month"
        weekdays = (WEEKDAYS[said["nth_day"].strip(".")],)
    day = int(said["date"]) if "date" in said else -1 if "last" in said else None
    month = MONTHS[said["month"]] if "month" in said else None
    if weekdays and "nth" not in said:
        fits = unit == "week"
    elif day is not None:
        fits = unit == ("year" if month else "month") and -1 <= day <= (31 if day else -1)
    if not fits or not 0 < every <= MOST:
        return None
    return Recurrence(unit, every, weekdays, _NTH.get(said.get("nth", "")), day, month)


def _how_often(said: Mapping[str, str]) -> tuple[int, Unit] | None:
    """How many of which unit lie between two times."""
    times = _ORDINALS.get(said.get("ordinal", ""), 1)
    if "length" in said:
        counts = english_durations.counts(said["length"])
        return single_unit(counts) if counts else None
    if name := said.get("unit") or said.get("one") or _ADVERBS.get(said.get("adverb", "")):
        every, unit = _PERIODS[name]
        # "every day on mondays" says weeks.
        return (1, "week") if unit == "day" and times == 1 and "days" in said else (
            times * every, unit
        )  # fmt: skip
    if "part" in said:
        return 1, "day"
    if "month" in said:
        return 1, "year"
    return (1, "month") if said.keys() & {"nth", "date", "last"} else (times, "week")


def single_unit(counts: Counts) -> tuple[int, Unit] | None:
    """A length in one unit that can be counted: (90, "minute"); None where there is none."""
    left = {unit: count for unit, count in counts.items() if count}
    sums: tuple[tuple[Unit, dict[str, int]], ...] = (
        ("year", {"year": 1}), ("month", {"year": 12, "month": 1}), ("week", {"week": 1}),
        ("day", {"week": 7, "day": 1}), ("hour", {"hour": 1}),
        ("minute", {"hour": 60, "minute": 1}),
    )  # fmt: skip
    for unit, sizes in sums:
        if left and left.keys() <= sizes.keys():
            total = sum(count * sizes[each] for each, count in left.items())
            if total == int(total):
                return int(total), unit
    return None


def _weekdays(said: str) -> set[int]:
    found: set[int] = set()
    for word in re.findall(r"[a-z]+", said):
        single = word if word in WEEKDAYS else word.removesuffix("s")
        found |= set(_SETS.get(word, ())) | ({WEEKDAYS[single]} if single in WEEKDAYS else set())
    return found
