"""An alarm moved to another time: "move the 7 o'clock alarm to 7:20", 알람 30분 미뤄 줘."""

import re
from datetime import datetime, timedelta

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.picking import named, pick, rings_at
from assistant.values import dates, resolve, spot
from assistant.values.dates import Day
from assistant.values.durations import Duration
from assistant.values.instants import Instant

from .words import Words

KIND = "alarm"
_MOVES = re.compile(
    r"\b(?:change|move|shift|reschedule|postpone|push)\b|바꿔|바꾸|변경|옮겨|옮기|미뤄|미루|늦춰|늦추|당겨",
    re.I,
)
_EARLIER = re.compile(r"\b(?:earlier|sooner|forward)\b|당겨|일찍|앞으로", re.I)
_DIRECTION = re.compile(r"\s*\b(?:earlier|sooner|later)\b|\s*(?:뒤로|앞으로|일찍|늦게)", re.I)
_TO = re.compile(r"\bto\s+(\d{1,2}(?::\d\d)?(?:\s?[ap]m)?)(?![\w:])", re.I)


def moves(text: str) -> bool:
    """Whether a message is about an alarm that is there already."""
    return _MOVES.search(text) is not None


def moved(ctx: Context, label: str) -> Reply:
    """Let the alarm that is meant ring at the time that is said last, or so much later."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    old, new = _times(ctx)
    fitting = [each for each in named(there, label) if rings_at(each, old)]
    found = pick(ctx, "label", label, there, fitting, words.choice, words.which_to_move())
    if isinstance(found, Reply):
        return found
    if len(found) > 1:
        return Reply(words.one_at_once())
    (alarm,) = found
    at = _moved_to(ctx, alarm, new)
    if at is None:
        return ctx.ask("when", words.what_time())
    ring = words.ring(at, alarm.label)
    again = ctx.schedule.add(at, ring, kind=KIND, label=alarm.label, repeat=alarm.repeat)
    ctx.schedule.cancel([alarm.id])
    return Reply(words.moved(again), undo=Call("undo_move", {"old": alarm.id, "new": again.id}))


def _times(ctx: Context) -> tuple[Instant | Day | None, Instant | None]:
    """The time that tells which alarm it is, and the one that it is to have."""
    found = {each.start: each.value for each in spot("datetime", ctx.text, ctx.now)}
    found |= {each.start: each.value for each in ctx.entities if each.entity == "when"}
    if (number := _TO.search(ctx.text)) and number.start(1) not in found:
        found[number.start(1)] = resolve("datetime", number[1], ctx.now)
    said = [value for _, value in sorted(found.items()) if isinstance(value, Instant | Day)]
    length = _length(ctx)
    if length is not None:
        said = [
            each for each in said if length.said not in each.said and each.said not in length.said
        ]
        return (said[0] if said else None), None
    new = said.pop() if said and isinstance(said[-1], Instant) else None
    return (said[0] if said else None), new if isinstance(new, Instant) else None


def _length(ctx: Context) -> Duration | None:
    """How much later it is to ring, or earlier."""
    text = _DIRECTION.sub("", ctx.text)  # with it "15 minutes earlier" is an instant
    lengths = [each.value for each in spot("duration", text, ctx.now)]
    return lengths[0] if len(lengths) == 1 and isinstance(lengths[0], Duration) else None


def _moved_to(ctx: Context, alarm: Scheduled, new: Instant | None) -> datetime | None:
    """The new time, on the day of the old one where none is named; None for one that is none."""
    if new is None:
        length = _length(ctx)
        if length is None:
            return None
        earlier = _EARLIER.search(ctx.text) is not None
        at = length.before(alarm.at) if earlier else length.after(alarm.at)
        return at if at is not None and at > ctx.now else None
    readings = [new.at, *(other.at for other in new.alternatives)]
    if not dates.spot(new.said, ctx.now):
        readings = [datetime.combine(alarm.at, each.timetz()) for each in readings]
    to_come = [each for each in readings if each > ctx.now]
    to_come = to_come or [each + timedelta(days=1) for each in readings]
    return min(to_come, key=lambda each: abs(_minutes(each) - _minutes(alarm.at)))


def _minutes(at: datetime) -> int:
    return 60 * at.hour + at.minute
