"""Times of day with the words of their time zone, as instants in the zone of now.

The message is read as if those words were not there, once with the calendar of here and once with
that of there: "tomorrow" may be another day. What instants.py says of them is decided here.
"""

import re
from collections.abc import Container, Iterable, Iterator
from datetime import datetime, time, timedelta, tzinfo
from typing import NamedTuple

from assistant.values import recurrences, time_zones
from assistant.values.dated_times import DatedTime, Instants, in_sentence, read_whole
from assistant.values.rules import LONGEST_TEXT, Found, lowered, readings
from assistant.values.time_zones import Mention

MOST = 6  # zones of one message; the times of one with more of them have no value
# "from 3 to 5 pm EST", "at 3pm and 5pm EST": the zone is said once.
_RANGE = re.compile(r"\s*(?:-|–|~|to|until|till|through|부터|에서)\s*(?:at\s+)?")
_ROW = re.compile(rf"{_RANGE.pattern}|\s*(?:,|&|and|or|,\s*and|과|와|하고|이랑)\s*(?:at\s+)?")


class Zoned(NamedTuple):
    instants: Instants  # in the time zone of now
    zone: tzinfo  # the one that was said


def parse(said: str, leads: re.Pattern[str], now: datetime) -> Zoned | None:
    """What a time and its zone mean that are all of `said`."""
    for mention in time_zones.mentions(said, lowered(said)):
        there = shown(now, mention.zone)
        if mention.zone is None or there is None:
            continue
        for reading in readings(time_zones.without(said, mention), leads):
            # "friday" may be a day of one calendar only
            for each in zip(read_whole(reading, now), read_whole(reading, there), strict=False):
                if found := _converted(*each, mention.zone, now):
                    return Zoned(found, mention.zone)
    return None


def spot(text: str, low: str, now: datetime) -> list[Found[Zoned]]:
    """The times in a text that the words of a zone are said of, with those words; `low` is the
    same in lower case."""
    found = _said(text, low, now)
    if any(each.value for each in found) and recurrences.spot(text, now):
        return [each if each.value and _stays(each.value) else each._replace(value=None)
                for each in found]  # fmt: skip
    return found


def repeats_elsewhere(text: str, now: datetime, clocks: Container[time]) -> bool:
    """Whether what repeats is said by the clock of a zone, and is not at one of the `clocks` of
    here all the year.

    The words of the repetition may stand between those of the zone and the time ("7 am EST every
    weekday", 서울 시간으로 매일 아침 7시), so that it is read without them.
    """
    text = text[:LONGEST_TEXT]
    for each in recurrences.spot(text, now):
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return any(
        value is None or not _stays(value) or all(at.time() not in clocks for at in value.instants)
        for _, _, value in _said(text, lowered(text), now)
    )


def _said(text: str, low: str, now: datetime) -> list[Found[Zoned]]:
    found: list[Found[Zoned]] = []
    mentions = time_zones.mentions(text, low)
    if len(mentions) > MOST:
        return [Found(0, len(low), None)]
    for mention in mentions:
        there = shown(now, mention.zone)
        blank = time_zones.without(low, mention)
        here = list(in_sentence(blank, now))
        elsewhere = list(in_sentence(blank, there or now))
        for index, start, end in _belonging(low, mention, here):
            value = None
            if mention.zone and there:
                pair = here[index].value, elsewhere[index].value
                value = Zoned(_converted(*pair, mention.zone, now), mention.zone)
            found.append(Found(start, end, value if value and value.instants else None))
    return found


def _belonging(
    text: str, mention: Mention, times: list[Found[DatedTime]]
) -> Iterator[tuple[int, int, int]]:
    """Which of the times it is said of, and from where to where they go with its words."""
    own = [n for n, each in enumerate(times) if time_zones.belongs(text, mention, *each[:2])]
    for index in own:
        start, end, _ = times[index]
        yield index, min(start, mention.name), max(end, mention.end)
    reached = list(own)
    for index in reached:
        for other, each in enumerate(times):
            if other not in reached and _shares(text, mention, times[index], each):
                reached.append(other)
                yield other, each.start, each.end


def _shares(text: str, mention: Mention, known: Found[DatedTime], other: Found[DatedTime]) -> bool:
    """Whether the zone of a time is that of another one, which stands in a row with it."""
    before = other.end <= known.start
    between = (other.end, known.start) if before else (known.end, other.start)
    if between[0] > between[1]:
        return False
    if not before and known.end <= mention.start < other.start:  # "9 am EST to 5 pm"
        return _RANGE.fullmatch(text, mention.end, other.start) is not None
    same_side = before == (known.end <= mention.start)
    return (_ROW if same_side else _RANGE).fullmatch(text, *between) is not None


def _converted(
    here: DatedTime | None, there: DatedTime | None, zone: tzinfo, now: datetime
) -> Instants:
    """What a time of a zone means, the day read with the calendar of here and with that of there.

    Where they differ those come first that are still to come, and are on the named day here, too.
    """
    now_there = shown(now, zone)
    if here is None or there is None or now_there is None:
        return ()
    by_there = there.instants(now_there)
    day = here.named_day(now)
    by_here = here.instants(now.replace(tzinfo=zone)) if day else by_there
    found = _here(dict.fromkeys((*by_here, *by_there)), now)
    if day and by_here != by_there:
        coming = day[0] >= now.date()
        found.sort(key=lambda at: (coming and at <= now, at.date() != day[0]))
    return tuple(found)


def _here(instants: Iterable[datetime], now: datetime) -> list[datetime]:
    there = (shown(at, now.tzinfo) for at in instants)
    return [at for at in there if at]


def shown(at: datetime, zone: tzinfo | None) -> datetime | None:
    """The instant on the clocks of a zone; None where it is not known, or beyond the calendar."""
    if at.tzinfo is None or zone is None:
        return None
    try:
        return at.astimezone(zone)
    except OverflowError:
        return None


def _stays(zoned: Zoned) -> bool:
    """Whether what repeats then has the same day and hour here all the year as it has there.

    "Every monday at 9 am tokyo time" is on Sunday evening in New York, and an hour later in summer.
    """
    for at in zoned.instants:
        there = shown(at, zoned.zone)
        later = there and shown(there + timedelta(days=182), at.tzinfo)
        if not there or not later or there.date() != at.date() or later.time() != at.time():
            return False
    return True
