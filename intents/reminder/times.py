"""Where a message says when, and what that means: several times, each in its own words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.values import dates, resolve, spot
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.moments import meant, on_day, usual_time
from assistant.values.recurrences import Recurrence

Span = tuple[int, int]  # characters of the message

# What makes a row of two times: "at 6 and at 8", 6시랑 8시에.
ROW = re.compile(
    r"\s*(?:,\s*(?:and|&)?|\band\b|&|·|/)\s*(?:\b(?:again|also|then|and)\b\s*)*(?:\b(?:at|on|in|by)\b\s*)?"
    r"|(?:에|에도|은|는)?\s*(?:,|하고|이랑|랑|[과와]|그리고|및|·|/)\s*(?:그리고\s*|또\s*)?",
    re.I,
)
_OR = re.compile(
    r"\s*,?\s*\bor\b\s*(?:\b(?:at|on|in|by)\b\s*)?|(?:에)?(?:이?나|\s*(?:또는|혹은|아니면))\s*",
    re.I,
)
_NUMBER = r"(\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?)"
# A number is a time of day behind one ("at 6 and 7"), and where a deed follows ("and 7 to eat").
_NEXT_NUMBER = re.compile(
    rf"{_NUMBER}(?=\s*(?:$|[,.!?])|\s+(?:and|to|that|about|on|for|please|today|tomorrow|every)\b)",
    re.I,
)
_NUMBER_TO = re.compile(
    r"(?:\b(?:and|then)|,)\s+(?:(?:one|another)(?:\s+(?:one|more))?\s+)?(?:(?:at|for)\s+)?"
    rf"{_NUMBER}(?=\s+to\s+(?!the\b|my\b|our\b|an?\b)[a-z])",
    re.I,
)
_AT_NUMBER = re.compile(
    rf"\b(?:at|by|before)\s+{_NUMBER}(?=\s+(?:and|then|also|plus)\b|\s*(?:[,.;!?&]|$))"
    rf"|(?:\b(?:and|then)|[,.;!])\s+(?:then\s+|also\s+)?at\s+{_NUMBER}"
    r"(?=\s+(?!percent|degrees|people|euros?\b|dollars?\b|pounds?\b|km\b|kilo|miles?\b)[a-z])",
    re.I,
)
_NEXT_DATE = re.compile(
    r"(?:the\s+)?(\d{1,2}(?:st|nd|rd|th)?)(?![\w:.%])(?!\s*(?:[ap]\.?m\b|o'clock))", re.I
)
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?$", re.I)
_PART = r"(?:morning|afternoon|evening|night|아침|점심|저녁|밤|새벽|오전|오후)"
_NEXT_PART = re.compile(rf"(?:in the\s+)?({_PART})(?=에|[\s,.!?]|$)", re.I)
_JUST_PART = re.compile(rf"(?:in the\s+)?{_PART}에?", re.I)
_BESIDE = re.compile(  # between a day and its time, or how often and when
    r"[\s,]*(?:\b(?:please|can you|could you|remind me|at|on|in|by|around|about|the|from)\b[\s,]*)*"
    r"|(?:에는|에|엔|은|는|의)?[\s,]*(?:(?:나한테|나에게|내게|좀|꼭)\s*)*",
    re.I,
)
_NAMES_DAY = re.compile(r"\b(?:tonight|this|now)\b|오늘|지금", re.I)
_LIKELY = range(7, 24)  # the hours that a time means that does not come after the one before it


@dataclass(frozen=True)
class Said:
    """A time in a message: how often, a day and a time of day, as far as these were said."""

    start: int
    end: int
    clock: str = ""  # the words of the time of day, with a day that belongs to it
    day: str = ""  # the words of a day apart from it
    repeat: Recurrence | None = None


@dataclass(frozen=True)
class Moment:
    """What a time means."""

    at: datetime | None  # None: it has passed
    said: str
    repeat: Recurrence | None = None
    guessed: bool = False  # nobody named a time of day
    dated: bool = False  # a day was named, by it or before


def find(text: str, now: datetime, marked: Iterable[Span] = ()) -> list[Said]:
    """The times in a message, in its order; `marked` are those that the network saw."""
    pieces: list[Said] = []
    for each in spot("recurrence", text, now):
        if isinstance(each.value, Recurrence):
            _put(pieces, Said(each.start, each.end, repeat=each.value))
    for each in spot("datetime", text, now):
        _put(pieces, taken(each.value, (each.start, each.end)))
    for span in marked:
        for part in _parted(text, span, now):
            _put(pieces, taken(resolve("datetime", text[slice(*part)], now), part))
    for day in dates.spot(text, now):
        _put(pieces, Said(day.start, day.end, day=text[day.start : day.end]))
    for number in _AT_NUMBER.finditer(text):
        _put(pieces, _number(number, now))
    for number in _NUMBER_TO.finditer(text):
        if any(each.clock and each.end <= number.start() for each in pieces):
            _put(pieces, _number(number, now))
    pieces.sort(key=lambda each: each.start)
    return _shared(_merged(text, _continued(text, pieces, now), now), text, now)


def either(text: str, one: Said, other: Said) -> bool:
    """Whether two times stand there to be chosen from: "at 6 or 7"."""
    return _OR.fullmatch(text, one.end, other.start) is not None


def of_day(said: Said, other: Said, now: datetime) -> Said:
    """The time, on the day of the other where it names none."""
    days = dates.spot(other.clock, now)
    if names_day(said, now) or not (other.day or days):
        return said
    return replace(said, day=other.day or other.clock[days[0].start : days[0].end])


def moments(times: Sequence[Said], now: datetime) -> list[Moment]:
    """What times mean that stand in a message one after the other.

    One that names no day is of the day of the one before it, and comes after it where it can.
    """
    found: list[Moment] = []
    for each in times:
        found.append(_moment(each, found[-1] if found else None, now))
    return found


def first_of(
    when: Instant | Day | None, repeat: Recurrence | None, now: datetime
) -> datetime | None:
    """When something comes first; None when that has passed."""
    if isinstance(when, Instant):
        return meant(when, now, repeat, range(7, 19) if repeat else ())
    if isinstance(when, Day):
        at = on_day(when, now)
        return repeat.first(at) if at and repeat else at
    if repeat is None or repeat.unit in ("minute", "hour"):
        return repeat.next_after(now.replace(microsecond=0), now) if repeat else None
    return repeat.next_after(datetime.combine(now, usual_time(repeat.said), now.tzinfo), now)


def taken(value: object, span: Span = (0, 0)) -> Said | None:
    """A value as a time that stands there."""
    if isinstance(value, Instant):
        return Said(*span, clock=value.said)
    return Said(*span, day=value.said) if isinstance(value, Day) else None


def _put(pieces: list[Said], piece: Said | None) -> None:
    """One more, where none stands yet."""
    if piece and all(piece.end <= each.start or each.end <= piece.start for each in pieces):
        pieces.append(piece)


def _parted(text: str, span: Span, now: datetime) -> list[Span]:
    """What the network took for one time, cut where it is a row: the 6 and the 8 of "6 and 8"."""
    start, end = span
    if resolve("datetime", text[start:end], now) is not None:
        return [span]
    joints = [each.span() for each in ROW.finditer(text, start, end) if each[0].strip()]
    begins, ends = [start, *(each[1] for each in joints)], [*(each[0] for each in joints), end]
    return [(one, other) for one, other in zip(begins, ends, strict=True) if one < other]


def _number(number: re.Match[str], now: datetime) -> Said | None:
    group = number.lastindex or 0
    return taken(resolve("datetime", number[group], now), number.span(group))


def _continued(text: str, pieces: list[Said], now: datetime) -> list[Said]:
    """With what is a time only behind another: the 7 of "at 6 and 7", or 저녁 of 아침과 저녁."""
    queue = list(pieces)
    while queue:
        each = queue.pop()
        row = ROW.match(text, each.end)
        if row is None or row.end() == each.end:
            continue
        number = _NEXT_NUMBER.match(text, row.end()) if each.clock else None
        part = _NEXT_PART.match(text, row.end())
        more = _number(number, now) if number else None
        if each.day and (date := _NEXT_DATE.match(text, row.end())):  # "december 3 and 17"
            words = _DATE.sub(date[1], each.day)
            if words != each.day and isinstance(resolve("datetime", words, now), Day):
                more = Said(*date.span(1), day=words)
        if part and not each.clock:
            more = Said(*part.span(), day=part[0])
        known = len(pieces)
        _put(pieces, more)
        queue += pieces[known:]
    return sorted(pieces, key=lambda each: each.start)


def _merged(text: str, pieces: Sequence[Said], now: datetime) -> list[Said]:
    """How often, the day and the time that stand beside each other as one."""
    found: list[Said] = []
    for each in pieces:
        last = found[-1] if found else None
        if last and _BESIDE.fullmatch(text, last.end, each.start) and _fit(last, each, now):
            found[-1] = Said(
                last.start, each.end, last.clock or each.clock, last.day or each.day,
                last.repeat or each.repeat,
            )  # fmt: skip
        else:
            found.append(each)
    return found


def _fit(one: Said, other: Said, now: datetime) -> bool:
    """Whether both together say no thing twice."""
    twice = (one.repeat and other.repeat) or (one.clock and other.clock)
    dated = [each for each in (one, other) if each.day or each.repeat or names_day(each, now)]
    return not twice and len(dated) < 2


def _shared(times: Sequence[Said], text: str, now: datetime) -> list[Said]:
    """With the time or the day that several share: "monday and friday at 5", "6 and 7 tomorrow"."""
    found = list(times)
    for place in range(len(found) - 2, -1, -1):
        one, after = found[place], found[place + 1]
        if one.day and not one.clock and after.clock and ROW.fullmatch(text, one.end, after.start):
            clock = f"{one.day} {_without_day(after.clock, now)}"
            if isinstance(resolve("datetime", clock, now), Instant):
                found[place] = replace(one, clock=clock, day="")
    for place in range(len(found) - 2, -1, -1):  # "8 am and 8 pm every day"
        one, after = found[place], found[place + 1]
        often = after.repeat if after.clock and ROW.fullmatch(text, one.end, after.start) else None
        if often and one.clock and not one.repeat and not names_day(one, now):
            found[place] = replace(one, repeat=often)
    last = text[found[-1].start : found[-1].end] if found else ""
    day = dates.spot(last, now)[-1:]
    if day and day[0].start > 0 and day[0].end == len(last):
        ends = not re.search(r"\w", text[found[-1].end :])
        if ends and all(each.clock and not names_day(each, now) for each in found[:-1]):
            words = last[day[0].start :]
            found[:-1] = [replace(each, day=words) for each in found[:-1]]
    return found


def _without_day(clock: str, now: datetime) -> str:
    for day in dates.spot(clock, now):
        clock = clock[: day.start] + clock[day.end :]
    return clock.strip(" ,")


def names_day(said: Said, now: datetime) -> bool:
    """Whether it says of which day it is, or how long from now."""
    if said.day and not _JUST_PART.fullmatch(said.day):
        return True
    return bool(
        dates.spot(said.clock, now)
        or spot("duration", said.clock, now)
        or _NAMES_DAY.search(said.clock)
    )


def _moment(said: Said, before: Moment | None, now: datetime) -> Moment:
    words = f"{said.day} {said.clock}".strip()
    when = resolve("datetime", words, now) or resolve("datetime", said.clock, now)
    part = bool(_JUST_PART.fullmatch(words))
    own_day = names_day(said, now)
    repeat = said.repeat
    if repeat is None and before and before.repeat and not own_day:
        goes_on = part or not before.guessed
        repeat = replace(before.repeat, said=words if part else "") if goes_on else None
    counted = repeat is not None and repeat.unit in ("minute", "hour")
    meaning = Moment(
        None,
        words or (repeat.said if repeat else ""),
        repeat,
        guessed=not isinstance(when, Instant) and not counted,
        dated=own_day or bool(before and before.dated),
    )
    if repeat:
        return replace(meaning, at=first_of(None if part else _read(when), repeat, now))
    if before is None or before.at is None or (own_day and not _same_day(when, before.at)):
        return replace(meaning, at=first_of(_read(when), None, now))
    return replace(meaning, at=_after(_read(when), before, words, now))


def _same_day(when: object, before: datetime) -> bool:
    """Whether a time of two readings is of the day of the one before it: "tomorrow at 7"."""
    if not isinstance(when, Instant) or not when.alternatives:
        return False
    return all(each.at.date() == before.date() for each in (when, *when.alternatives))


def _read(when: object) -> Instant | Day | None:
    return when if isinstance(when, Instant | Day) else None


def _after(
    when: Instant | Day | None, before: Moment, words: str, now: datetime
) -> datetime | None:
    """On the day of the one before it, after it if there is such a time."""
    assert before.at is not None
    if isinstance(when, Day):
        readings = [datetime.combine(before.at, usual_time(words), before.at.tzinfo)]
    elif when is not None:
        readings = [when.at, *(other.at for other in when.alternatives)]
        readings = [datetime.combine(before.at, each.timetz()) for each in readings]
    else:
        return None
    later = [each for each in readings if each > before.at]
    if later:
        return min(later)
    if not before.dated:
        return first_of(when, None, now)
    to_come = [each for each in readings if each > now]
    return min(to_come, key=lambda each: each.hour not in _LIKELY, default=None)
