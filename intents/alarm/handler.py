"""Alarms: once or repeating, several at once."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.plugins.api import Call, Context, Reply, Scheduled, Suggestion
from assistant.plugins.excepting import beyond, excepted, passed_over
from assistant.plugins.halves import halves
from assistant.plugins.picking import cancels, those
from assistant.plugins.plain import one_line
from assistant.understanding.understanding import Entity
from assistant.values import dates, resolve, spot, zoned_times
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.moments import meant, row_meant
from assistant.values.recurrences import Recurrence
from assistant.values.repairs import may_take_back

from .cancelling import cancelled
from .days import clock_beside, clock_said, each_day, too_many
from .moving import KIND, corrects_move, moved, moved_again, moves
from .pairs import numbers_before, pairs
from .words import Words

_SMALL = r"(?:(?:also|then|again|for|at|on|in|by|every)\b\s*)*"
_ROW = re.compile(rf"(?:\s|,|&|\band\b|이랑|랑|하고|[과와]|그리고)*{_SMALL}", re.I)
_JOINED = re.compile(  # before another time
    rf"(?:\b(?:and|also|then|plus)\b|[,&]|(?:이랑|랑|하고|[과와고])(?=\s)|그리고|또)\s*{_SMALL}$",
    re.I,
)
Plan = list[tuple[datetime, Recurrence | None]]
Spans = list[tuple[int, int]]
MORNING = range(4, 12)  # the hours that an alarm means where a time has two readings


def set_alarm(
    ctx: Context,
    when: Instant | Day | None = None,
    repeat: Recurrence | None = None,
    label: str = "",
) -> Reply:
    """Set an alarm and say when it will ring."""
    words = Words(ctx.language, ctx.now)
    if moves(ctx.text):
        return moved(ctx, label)
    if corrects_move(ctx):
        return moved_again(ctx)
    if parts := halves(ctx):
        return _instead(ctx, *parts)
    if cancels(ctx.text):
        whens = [each for each in ctx.entities if each.entity == "when"]
        return cancelled(ctx, whens[0] if whens else None, label)
    ctx, repeat, left = excepted(ctx, repeat, once=True)
    whens_left = [each for each in ctx.values("when") if isinstance(each, Instant | Day)]
    when = whens_left[0] if left.spans and whens_left else when
    if isinstance(when, Day):  # "tomorrow, please wake me at 7"
        clocks = [each.value for each in spot("datetime", ctx.text, ctx.now)]
        if each_day(ctx.text, ctx.now, MORNING):
            clocks = [clock_beside(ctx.text, ctx.now)]
        when = clocks[0] if len(clocks) == 1 and isinstance(clocks[0], Instant) else when
    if not isinstance(when, Instant):
        return ctx.ask("when", words.what_time())
    if repeat and _by_another_clock(ctx, when):
        return ctx.ask("when", words.no_other_clock())
    planned, used = _planned(ctx, when, repeat)
    if not planned:
        return ctx.ask("when", words.passed(when))
    plan = [(at, again and left.of(again)) for at, again in planned if not left.has(at)]
    alarms = _added(ctx, beyond(plan or planned, left), one_line(label))
    over = [passed_over(ctx, KIND, each, left.days) for each in alarms]
    alarms = [each for each, _ in over]
    later = [day.said for _, days in over for day in days]
    said = words.set(alarms[0]) if len(alarms) == 1 else words.set_several(alarms)
    out = _left_out(ctx, [time for time, _ in planned], used)
    said += words.left_out([*out, *left.apart, *too_many(ctx.text, ctx.now)])
    said += words.rings_then_too([*later, *left.unread])
    return Reply(said, undo=Call("undo_set", {"ids": [alarm.id for alarm in alarms]}))


def list_alarms(ctx: Context) -> Reply:
    """Which alarms are set."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    off = Suggestion(
        ctx.say(en="Switch off", ko="끄기"),
        ctx.say(en="cancel the alarm", ko="알람 꺼줘"),
    )
    return Reply(words.listed(there), (off,))


def cancel_alarm(ctx: Context, when: Entity | None = None, label: str = "") -> Reply:
    """Switch one alarm off, several that are named or all; ask which where several fit."""
    if parts := halves(ctx):
        return _instead(ctx, *parts)
    return cancelled(ctx, when, label)


def undo_set(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that alarms were set."""
    there, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    ctx.schedule.cancel(ids)
    return Reply(words.off(there) if there else words.gone())


def undo_cancel(ctx: Context, ids: Sequence[int], skipped: Sequence[tuple[int, str]] = ()) -> Reply:
    """Take back that alarms were switched off, or were to pass over one of their times."""
    ctx.schedule.restore(ids)
    ids = [*ids, *(_rings_then_too(ctx, number, at) for number, at in skipped)]
    back, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    return Reply(words.on_again(back) if back else words.gone())


def undo_move(ctx: Context, moves: Sequence[tuple[int, int]]) -> Reply:
    """Take back that alarms were moved; one that was moved again, or has rung, stays so."""
    there = [each.id for each in ctx.schedule.pending(KIND)]
    old = [before for before, after in moves if after in there]
    ctx.schedule.cancel([after for _, after in moves])
    ctx.schedule.restore(old)
    back, words = those(ctx, KIND, old), Words(ctx.language, ctx.now)
    return Reply(words.on_again(back) if back else words.gone())


def undo_instead(
    ctx: Context,
    ids: Sequence[int],
    off: Sequence[int],
    skipped: Sequence[tuple[int, str]] = (),
) -> Reply:
    """Take back that alarms were set in place of others."""
    ctx.schedule.cancel(ids)
    return undo_cancel(ctx, off, skipped)


def _instead(ctx: Context, off: Context, on: Context) -> Reply:
    """Switch off what the one half names, and set what the other does; one undo for both."""
    gone = cancelled(off, next((e for e in off.entities if e.entity == "when"), None), "")
    words = Words(ctx.language, ctx.now)
    if gone.asks:
        return replace(gone, text=f"{gone.text} {words.set_later(on.text)}")
    times = spot("datetime", on.text, ctx.now)
    value = times[0].value if times else clock_said(on.text, ctx.now)
    repeats = [each.value for each in spot("recurrence", on.text, ctx.now)]
    when = value if isinstance(value, Instant | Day) else None
    repeat = repeats[0] if repeats and isinstance(repeats[0], Recurrence) else None
    if when is None:
        return replace(gone, text=f"{gone.text} {words.set_later(on.text)}")
    made = set_alarm(on, when, repeat)
    if made.undo is None:
        return replace(gone, text=f"{gone.text} {words.set_later(on.text)}")
    undo = made.undo
    if gone.undo is not None:
        data = {"off": gone.undo.data["ids"], "skipped": gone.undo.data["skipped"]}
        undo = Call("undo_instead", {**made.undo.data, **data})
    return replace(made, text=f"{gone.text}\n\n{made.text}", undo=undo)


def _added(ctx: Context, plan: Plan, label: str) -> list[Scheduled]:
    words = Words(ctx.language, ctx.now)
    return [
        ctx.schedule.add(
            time, words.ring(time, label), kind=KIND, label=label,
            repeat=again and again.begun(time),
        )
        for time, again in plan
    ]  # fmt: skip


def _planned(ctx: Context, when: Instant, repeat: Recurrence | None) -> tuple[Plan, Spans]:
    """When the alarms ring, and where the words for it stand; nothing for what has passed."""
    found = pairs(ctx.text, ctx.now) if _stands(ctx) else []
    if found and (repeat is None or any(each.repeat for each in found)):
        ats = [(each.at(ctx.now, MORNING), each) for each in found]
        plan = [(at, each.repeat) for at, each in ats if at is not None]
        return plan, [(each.start, each.end) for at, each in ats if at is not None]
    if repeat is None and _stands(ctx) and (row := each_day(ctx.text, ctx.now, MORNING)):
        return [(at, None) for at in row if at > ctx.now], []
    used = _used(ctx, repeat)
    others = [each for each in ctx.values("when") if isinstance(each, Instant) and each != when]
    if repeat:
        row = [*_hours_before(ctx), when, *others]
        ats_all = [meant(_on_day_named(ctx, each), ctx.now, repeat, MORNING) for each in row]
        return [(at, repeat) for at in dict.fromkeys(ats_all) if at is not None], used
    first = meant(_on_day_named(ctx, when), ctx.now, None, MORNING)
    if first is None:
        return [], used
    return [(at, None) for at in _row(first, others, ctx.now)], used


def _stands(ctx: Context) -> bool:
    """Whether the time is in the message, and is no answer to a question about it."""
    return any(
        each.entity == "when" and ctx.text[each.start : each.end] == each.raw
        for each in ctx.entities
    )


def _hours_before(ctx: Context) -> list[Instant]:
    """The bare hours in a row before the first time of the message."""
    starts = [each.start for each in ctx.entities if each.entity == "when"]
    return numbers_before(ctx.text, min(starts), ctx.now) if starts and _stands(ctx) else []


def _used(ctx: Context, repeat: Recurrence | None) -> Spans:
    """Where what counts stands; a day beside what repeats does not."""
    return [
        (each.start, each.end)
        for each in ctx.entities
        if each.entity == "repeat"
        or (each.entity == "when" and not (repeat and isinstance(each.value, Day)))
    ]


def _by_another_clock(ctx: Context, when: Instant) -> bool:
    """Whether it would have to repeat at an hour that is not the same here all the year."""
    clocks = [each.at.time() for each in (when, *when.alternatives)]
    return _stands(ctx) and zoned_times.repeats_elsewhere(ctx.text, ctx.now, clocks)


def _row(first: datetime, others: Sequence[Instant], now: datetime) -> list[datetime]:
    """What times in a row mean; one that cannot come after the one before it stands alone."""
    row = [first]
    for when in others:
        counted = bool(spot("duration", when.said, now))  # "in two hours"
        _, *after = [None] if counted else row_meant(row[-1], [when], now, MORNING)
        at = after[0] if after else meant(when, now, None, MORNING)
        if at is not None and at not in row:
            row.append(at)
    return row


def _left_out(ctx: Context, times: Sequence[datetime], used: Spans) -> list[str]:
    """The words of times and days that are joined to those used, and at which no alarm rings."""
    if not used or may_take_back(ctx.text):
        return []
    first, last = min(used)[0], max(end for _, end in used)
    spans = {
        (each.start, each.end)
        for each in (*spot("datetime", ctx.text, ctx.now), *dates.spot(ctx.text, ctx.now))
        if isinstance(each.value, Instant)
        or (isinstance(each.value, Day) and not any(_is_on(each.value, at) for at in times))
    }
    left: list[str] = []
    for start, end in sorted(spans, reverse=True):
        if end <= first and _ROW.fullmatch(ctx.text, end, first):
            first = start
            left.insert(0, ctx.text[start:end])
    for start, end in sorted(spans):
        if last <= start and _JOINED.search(ctx.text[last:start]):
            last = end
            left.append(ctx.text[start:end])
    return left


def _is_on(day: Day, at: datetime) -> bool:
    return day.start <= at.date() <= day.end


def _rings_then_too(ctx: Context, number: int, at: str) -> int:
    """Let what passes over a time ring then too; the id of what does.

    A time that was passed over later stays so ("no, friday"): then an alarm of its own rings.
    """
    when = datetime.fromisoformat(at)
    before = those(ctx, KIND, [number])
    if not before or not ctx.now < when < before[0].at:
        return number
    ctx.schedule.unskip([number])
    (after,) = those(ctx, KIND, [number])
    if after.at.timestamp() == when.timestamp():
        return number
    ctx.schedule.skip([number])
    when = when.astimezone(after.at.tzinfo)
    ring = Words(ctx.language, ctx.now).ring(when, after.label)
    return ctx.schedule.add(when, ring, kind=KIND, label=after.label).id


def _on_day_named(ctx: Context, when: Instant) -> Instant:
    """The 7 that answers "at what time?" is one of the day that the message named."""
    if when.said in ctx.text:
        return when
    days = [each.value for each in spot("datetime", ctx.text, ctx.now)]
    if len(days) == 1 and isinstance(days[0], Day):
        together = resolve("datetime", f"{days[0].said} {when.said}", ctx.now)
        return together if isinstance(together, Instant) else when
    return when
