"""What a message leaves out of what repeats, or of a row of times, wherever it stands.

"every day at 7 except on sundays", "6, 7 and 8 but not 7", 매일 7시에 깨워줘 일요일은 빼고.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.values import dates, resolve
from assistant.values.dates import Day
from assistant.values.english_date_words import WEEKDAYS
from assistant.values.english_numbers import either
from assistant.values.english_recurrences import WEEK, WEEKEND, WORKDAYS
from assistant.values.instants import Instant
from assistant.values.recurrence_sums import Recurrence
from assistant.values.rules import LONGEST_TEXT, lowered

Span = tuple[int, int]  # characters of a text
Value = tuple[int, ...] | Day | Instant  # of an item: weekdays, a date or a time of day

MOST_DAYS = 400  # that are looked through for one that is not left out

_KOREAN_DAYS = "월화수목금토일"
_SETS = {
    "weekday": WORKDAYS,
    "weekend": WEEKEND,
    "평일": WORKDAYS,
    "주중": WORKDAYS,
    "주말": WEEKEND,
}
_WEEKDAY = re.compile(
    rf"\b(?:{either(WEEKDAYS)}|weekday|weekend)s?\b|평일|주중|주말|[{_KOREAN_DAYS}]요일(?:날)?"
)
_CLOCK = re.compile(
    r"(?<![\w:.])\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?|\s?o'clock)?(?![\w:%])"
    r"|(?:(?:오전|오후|아침|저녁|밤|새벽)\s*)?\d{1,2}\s*시(?:\s*(?:반|\d{1,2}\s*분))?(?!간)"
)
_CLEAR = (
    r"(?:but\s+|and\s+)?(?:except(?:ing)?|excluding|apart\s+from|other\s+than)|(?:but|and)\s+not"
)
_DONT = r"(?:but\s+|and\s+)?(?:don'?t|do\s+not)\s+(?:ring|wake\s+me(?:\s+up)?|remind\s+me)"
_BEFORE = re.compile(
    rf"(?:\s*,)?\s*\b(?:(?P<clear>{_CLEAR}|{_DONT})|(?P<not>not)|but)"
    r"(?:\s+(?:for|on|at|the))*\s+"
)
_AND = re.compile(r"\s*(?:,\s*(?:and|or)?|&|\band\b|\bor\b)\s*(?:(?:on|at|the)\s+)*")
_BEHIND = re.compile(
    r"(?:에는|에만|에|은|는|을|를|만)?\s*(?:빼고는?|빼\s?줘|제외하고는?|말고는?(?=\W*$))(?:요)?"
)
_AND_KOREAN = re.compile(r"\s*(?P<word>,|·|하고|이?랑|[과와]|그리고|및)?\s*")
_OWN_TIME = re.compile(rf"\s*,?\s*(?:at\s+)?(?:{_CLOCK.pattern})")  # of "but friday at 8"
_UNREAD = re.compile(r"[^\s,.!?]+(?:\s+[^\s,.!?]+){0,2}")
_UNREAD_KOREAN = re.compile(r"[가-힣]+$")


@dataclass(frozen=True)
class Item:
    """A day, some weekdays or a time of day, and where it stands."""

    start: int
    end: int
    value: Value


@dataclass(frozen=True)
class Exceptions:
    """What a message leaves out; `spans` are the words for what was read of it."""

    spans: tuple[Span, ...] = ()
    unread_spans: tuple[Span, ...] = ()
    weekdays: tuple[int, ...] = ()
    days: tuple[Day, ...] = ()
    times: tuple[Instant, ...] = ()
    unread: tuple[str, ...] = ()  # words of what is left out that mean nothing here
    apart: tuple[str, ...] = ()  # words for a day that has a time of its own: "but friday at 8"

    def of(self, repeat: Recurrence) -> Recurrence:
        """It without the weekdays left out; as it is where it has none of them, or no other."""
        weekly = repeat.every == 1 and repeat.unit in ("day", "week")
        every = WEEK if repeat.unit == "day" else repeat.weekdays
        left = tuple(day for day in every if day not in self.weekdays)
        if not weekly or not left or left == every:
            return repeat
        return replace(repeat, unit="week", weekdays=left)

    def has(self, at: datetime) -> bool:
        """Whether that time of day is left out."""
        readings = [each for when in self.times for each in (when, *when.alternatives)]
        return any(at.time() == each.at.time() for each in readings)

    def is_on(self, at: datetime) -> bool:
        """Whether it is on a day that is left out."""
        days = any(day.start <= at.date() <= day.end for day in self.days)
        return days or at.weekday() in self.weekdays

    def after(self, at: datetime) -> datetime:
        """That time of day on the first day that is not left out."""
        later = (at + timedelta(days=number) for number in range(MOST_DAYS))
        return next((each for each in later if not self.is_on(each)), at)


def exceptions(text: str, now: datetime) -> Exceptions:
    """All that the text leaves out."""
    low = lowered(text[:LONGEST_TEXT])
    items = list(_items(low, now))
    found = Exceptions()
    for span, row, said in (*_english(low, items), *_korean(low, items)):
        values = [each.value for each in row]
        found = Exceptions(
            (*found.spans, *([span] if row else [])),
            (*found.unread_spans, *([] if row else [span])),
            (*found.weekdays, *(day for each in values if isinstance(each, tuple) for day in each)),
            (*found.days, *(each for each in values if isinstance(each, Day))),
            (*found.times, *(each for each in values if isinstance(each, Instant))),
            (*found.unread, *([said] if said and not row else [])),
            (*found.apart, *([said] if said and row else [])),
        )
    return found


def _items(low: str, now: datetime) -> Iterator[Item]:
    for word in _WEEKDAY.finditer(low):
        yield Item(*word.span(), _weekdays(word[0]))
    for day in dates.spot(low, now):
        if isinstance(day.value, Day):
            yield Item(day.start, day.end, day.value)
    for clock in _CLOCK.finditer(low):
        value = resolve("datetime", clock[0], now)
        if isinstance(value, Instant):
            yield Item(*clock.span(), value)


def _weekdays(word: str) -> tuple[int, ...]:
    name = word if word in WEEKDAYS else word.removesuffix("s")
    if name in _SETS:
        return _SETS[name]
    return (WEEKDAYS[name] if name in WEEKDAYS else _KOREAN_DAYS.index(name[0]),)


def _english(low: str, items: list[Item]) -> Iterator[tuple[Span, list[Item], str]]:
    """The exceptions whose words stand before what they leave out, with words to be told."""
    for lead in _BEFORE.finditer(low):
        row: list[Item] = []
        at: int | None = lead.end()
        while at is not None and (item := _longest([e for e in items if e.start == at], row)):
            row.append(item)
            more = _AND.match(low, item.end)
            at = more.end() if more else None
        if not row:
            words = _UNREAD.match(low, lead.end()) if lead["clear"] else None
            if words:
                yield (lead.start(), words.end()), [], words[0]
            continue
        only_weekdays = all(isinstance(each.value, tuple) for each in row)
        said_so = lead["clear"] or (lead["not"] and not isinstance(row[0].value, Instant))
        own = None if said_so else _OWN_TIME.match(low, row[-1].end)
        end = own.end() if own else row[-1].end
        if said_so or only_weekdays:
            yield (lead.start(), end), row, low[row[0].start : end] if own else ""


def _korean(low: str, items: list[Item]) -> Iterator[tuple[Span, list[Item], str]]:
    """The exceptions whose words stand behind it."""
    for behind in _BEHIND.finditer(low):
        row: list[Item] = []
        fitting = [each for each in items if each.end == behind.start()]
        while item := _longest(fitting, row):
            row.insert(0, item)
            fitting = [each for each in items if _joins(low, each, item)]
        if row:
            yield (row[0].start, behind.end()), row, ""
        elif words := _UNREAD_KOREAN.search(low, 0, behind.start()):
            yield (words.start(), behind.end()), [], words[0]


def _joins(low: str, one: Item, other: Item) -> bool:
    """Whether they stand in a row; 평일 금요일 빼고 leaves out Fridays alone."""
    between = _AND_KOREAN.fullmatch(low, one.end, other.start) if one.end <= other.start else None
    if between is None or between["word"]:
        return between is not None
    return not isinstance(one.value, Instant) and low[one.start : one.end] not in _SETS


def _longest(fitting: list[Item], row: list[Item]) -> Item | None:
    """The longest that is of the kind of the row: times of day, or days."""
    timed = [isinstance(each.value, Instant) for each in row[:1]]
    of_kind = [each for each in fitting if not row or [isinstance(each.value, Instant)] == timed]
    return max(of_kind, key=lambda each: each.end - each.start, default=None)
