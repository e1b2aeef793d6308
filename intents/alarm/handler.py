"""Alarms: once or repeating, several at once."""

from collections.abc import Sequence

from assistant.plugins.api import Call, Context, Reply, Scheduled, Suggestion
from assistant.plugins.picking import named, pick, those
from assistant.plugins.plain import one_line
from assistant.values import dates, resolve, spot
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.moments import meant
from assistant.values.recurrences import Recurrence

from .words import Words

KIND = "alarm"
MORNING = range(4, 12)  # the hours that an alarm means where a time has two readings


def set_alarm(
    ctx: Context,
    when: Instant | Day | None = None,
    repeat: Recurrence | None = None,
    label: str = "",
) -> Reply:
    """Set an alarm and say when it will ring."""
    words = Words(ctx.language, ctx.now)
    if not isinstance(when, Instant):
        return ctx.ask("when", words.what_time())
    at = meant(_on_day_named(ctx, when), ctx.now, repeat, MORNING)
    if at is None:
        return ctx.ask("when", words.passed(when))
    label = one_line(label)
    repeat = repeat and repeat.begun(at)
    alarm = ctx.schedule.add(at, words.ring(at, label), kind=KIND, label=label, repeat=repeat)
    return Reply(words.set(alarm), undo=Call("undo_set", {"ids": [alarm.id]}))


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


def cancel_alarm(ctx: Context, when: Instant | Day | None = None, label: str = "") -> Reply:
    """Switch one alarm off, or all; ask which where several fit."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    fitting = [each for each in named(there, label) if _rings(each, when)]
    question = words.which() if fitting else f"{words.unknown()} {words.which()}"
    found = pick(ctx, "label", label, there, fitting, words.choice, question)
    if isinstance(found, Reply):
        return found
    ids = [each.id for each in found]
    if len(found) == 1 and found[0].repeat is not None and _is_of_one_day(ctx, found[0]):
        ctx.schedule.skip(ids)
        (again,) = those(ctx, KIND, ids) or found
        return Reply(words.skipped(found[0], again), undo=Call("undo_skip", {"ids": ids}))
    ctx.schedule.cancel(ids)
    return Reply(words.off(found), undo=Call("undo_cancel", {"ids": ids}))


def undo_set(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that alarms were set."""
    there, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    ctx.schedule.cancel(ids)
    return Reply(words.off(there) if there else words.gone())


def undo_cancel(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that alarms were switched off."""
    ctx.schedule.restore(ids)
    back, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    return Reply(words.on_again(back) if back else words.gone())


def undo_skip(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that a repeating alarm was to pass over its next time."""
    ctx.schedule.unskip(ids)
    back, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    return Reply(words.on_again(back) if back else words.gone())


def _on_day_named(ctx: Context, when: Instant) -> Instant:
    """The 7 that answers "at what time?" is one of the day that the message named."""
    if when.said in ctx.text:
        return when
    days = [each.value for each in spot("datetime", ctx.text, ctx.now)]
    if len(days) == 1 and isinstance(days[0], Day):
        together = resolve("datetime", f"{days[0].said} {when.said}", ctx.now)
        return together if isinstance(together, Instant) else when
    return when


def _is_of_one_day(ctx: Context, alarm: Scheduled) -> bool:
    """Whether it is the alarm of its next day alone that is meant: "tomorrow's alarm"."""
    often = alarm.repeat is not None and alarm.repeat.unit in ("day", "week")
    if not often or (alarm.repeat and len(alarm.repeat.weekdays) == 1):
        return False  # "the monday alarm" is all of it
    days = [each.value for each in dates.spot(ctx.text, ctx.now)]
    return any(isinstance(day, Day) and day.start == day.end == alarm.at.date() for day in days)


def _rings(alarm: Scheduled, when: Instant | Day | None) -> bool:
    """Whether it rings at that time of day, or on that day; any does where nothing was said."""
    if isinstance(when, Day):
        return when.start <= alarm.at.date() <= when.end
    if when is None:
        return True
    clock = alarm.at.time().replace(second=0, microsecond=0)
    return clock in [each.at.time() for each in (when, *when.alternatives)]
