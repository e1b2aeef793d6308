"""An alarm moved to another time: "move the 7 o'clock alarm to 7:20", 알람 30분 미뤄 줘."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.picking import named, pick, rings_at
from assistant.values import dates, resolve, spot
from assistant.values.dates import Day
from assistant.values.durations import Duration
from assistant.values.instants import Instant
from assistant.values.repairs import may_take_back

from .words import Words

KIND = "alarm"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?"
_CLOCK_KOREAN = (
    r"(?:(?:오전|오후|아침|저녁|밤|새벽)\s*)?(?:\d{1,2}|열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉)"
    r"\s*시(?:\s*반|\s*\d{1,2}\s*분)?"
)
_FROM_TO = re.compile(  # "the 7 alarm to 7:30", 7시 알람은 7시 반으로
    rf"(?<![\w:.])({_CLOCK})(?:\s+o'clock)?(?:\s+(?:alarm|one))?\s+to\s+({_CLOCK})(?![\w:])"
    rf"|({_CLOCK_KOREAN})(?:\s*(?:알람|[꺼거것]))?(?:은|는|을|를|이?랑)?,?\s*({_CLOCK_KOREAN})\s*(?:으로|로)",
    re.I,
)
_REQUEST = re.compile(r"\b(?:set|alarm|wake|cancel)\b|알람|맞춰|깨워", re.I)
_MOVED = re.compile(r"Moved\.|옮겼어요\.")
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
    if len(row := _moves_in(ctx)) > 1:
        return _moved_several(ctx, row)
    old, new, several = _times(ctx)
    if several:
        return Reply(words.one_at_once())
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
    again = _rings_instead(ctx, alarm, at)
    return Reply(words.moved(again), undo=_undo([(alarm, again)]))


def corrects_move(ctx: Context) -> bool:
    """Whether it only says another time for the alarm that the message before moved."""
    before = ctx.previous[0] if ctx.previous else None
    if before is None or before.intent != ctx.intent or not _MOVED.match(before.reply):
        return False
    return may_take_back(ctx.text) and not _REQUEST.search(ctx.text)


def moved_again(ctx: Context) -> Reply:
    """Let the alarm that was moved last ring at the time that is said now."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    _, new, _ = _times(ctx)
    alarm = max(there, key=lambda each: each.id, default=None)
    at = _moved_to(ctx, alarm, new) if alarm else None
    if alarm is None or at is None:
        return ctx.ask("when", words.what_time()) if alarm else Reply(words.gone())
    again = _rings_instead(ctx, alarm, at)
    return Reply(words.moved(again), undo=_undo([(alarm, again)]))


def _moves_in(ctx: Context) -> list[tuple[Instant, Instant]]:
    """Each alarm with its new time, where the message says both of several."""
    found = []
    for each in _FROM_TO.finditer(ctx.text):
        old, new = (resolve("datetime", said, ctx.now) for said in each.groups() if said)
        if isinstance(old, Instant) and isinstance(new, Instant):
            found.append((old, new))
    return found


def _moved_several(ctx: Context, row: Sequence[tuple[Instant, Instant]]) -> Reply:
    """Move all of them, or none where it is not clear which one is meant by each."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    fitting = [[each for each in there if rings_at(each, old)] for old, _ in row]
    pairs = zip(row, fitting, strict=True)
    missing = words.missing([(old, old.said) for (old, _), found in pairs if not found])
    alarms = [found[0] for found in fitting if len(found) == 1]
    ats = [_clock_of(ctx, alarm, new) for alarm, (_, new) in zip(alarms, row, strict=False)]
    if len({each.id for each in alarms}) < len(row):
        return Reply(words.moved_none(missing))
    moved = [(one, _rings_instead(ctx, one, at)) for one, at in zip(alarms, ats, strict=True)]
    return Reply(words.moved_several([again for _, again in moved]), undo=_undo(moved))


def _rings_instead(ctx: Context, alarm: Scheduled, at: datetime) -> Scheduled:
    """The alarm at its new time, in place of the old one."""
    ring = Words(ctx.language, ctx.now).ring(at, alarm.label)
    again = ctx.schedule.add(at, ring, kind=KIND, label=alarm.label, repeat=alarm.repeat)
    ctx.schedule.cancel([alarm.id])
    return again


def _undo(moved: Sequence[tuple[Scheduled, Scheduled]]) -> Call:
    return Call("undo_move", {"moves": [[old.id, new.id] for old, new in moved]})


def _times(ctx: Context) -> tuple[Instant | Day | None, Instant | None, bool]:
    """The time that tells which alarm it is, the one that it is to have, and whether other alarms
    are named as well."""
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
        return (said[0] if said else None), None, _several(said)
    new = said.pop() if said and isinstance(said[-1], Instant) else None
    return (said[0] if said else None), new if isinstance(new, Instant) else None, _several(said)


def _several(said: Sequence[Instant | Day]) -> bool:
    return len({each.at.time() for each in said if isinstance(each, Instant)}) > 1


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
    return _clock_of(ctx, alarm, new)


def _clock_of(ctx: Context, alarm: Scheduled, new: Instant) -> datetime:
    """That time, in the half of the day that is nearer to the old one."""
    readings = [new.at, *(other.at for other in new.alternatives)]
    if not dates.spot(new.said, ctx.now):
        readings = [datetime.combine(alarm.at, each.timetz()) for each in readings]
    to_come = [each for each in readings if each > ctx.now]
    to_come = to_come or [each + timedelta(days=1) for each in readings]
    return min(to_come, key=lambda each: abs(_minutes(each) - _minutes(alarm.at)))


def _minutes(at: datetime) -> int:
    return 60 * at.hour + at.minute
