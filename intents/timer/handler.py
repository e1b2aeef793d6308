"""Timers: several at once, with names."""

from collections.abc import Sequence
from datetime import timedelta

from assistant.plugins.api import Call, Context, Reply, Scheduled, Suggestion
from assistant.plugins.picking import named, pick, those
from assistant.plugins.plain import one_line
from assistant.values.durations import Duration

from .words import Words

KIND = "timer"
SAME = timedelta(seconds=2)  # two lengths that differ by less are the same


def set_timer(ctx: Context, duration: Duration, label: str = "") -> Reply:
    """Start a timer and say when it will ring."""
    at, words = duration.after(ctx.now), Words(ctx.language, ctx.now)
    if at is None:
        return Reply(ctx.say(en="That is longer than I can count.", ko="그렇게 길게는 못 재요."))
    if at.timestamp() <= ctx.now.timestamp():
        return ctx.ask("duration", ctx.say(en="For how long?", ko="얼마 동안 잴까요?"))
    label = one_line(label)
    ring = words.ring(label, timedelta(seconds=at.timestamp() - ctx.now.timestamp()))
    timer = ctx.schedule.add(at, ring, kind=KIND, label=label)
    return Reply(words.started(timer), undo=Call("undo_set", {"ids": [timer.id]}))


def list_timers(ctx: Context, label: str = "") -> Reply:
    """Which timers run, and how much is left of each."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    fitting = named(there, label)
    if not there:
        return Reply(words.none())
    text = words.left(fitting or there)
    if not fitting:
        text = f"{words.unknown(label)} {text}"
    cancel = Suggestion(
        ctx.say(en="Cancel", ko="취소"),
        ctx.say(en="cancel the timer", ko="타이머 취소해줘"),
    )
    return Reply(text, (cancel,))


def cancel_timer(ctx: Context, label: str = "", duration: Duration | None = None) -> Reply:
    """Stop one timer, or all; ask which where several fit."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    fitting = [each for each in named(there, label) if _has_length(each, duration)]
    question = words.which()
    if not fitting:
        question = f"{words.unknown(label)} {question}"
    found = pick(ctx, "label", label, there, fitting, words.choice, question)
    if isinstance(found, Reply):
        return found
    ids = [each.id for each in found]
    ctx.schedule.cancel(ids)
    return Reply(words.stopped(found), undo=Call("undo_cancel", {"ids": ids}))


def undo_set(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that timers were set."""
    there, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    ctx.schedule.cancel(ids)
    return Reply(words.stopped(there) if there else words.gone())


def undo_cancel(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that timers were cancelled."""
    ctx.schedule.restore(ids)
    back, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    return Reply(words.running_again(back) if back else words.gone())


def _has_length(timer: Scheduled, duration: Duration | None) -> bool:
    """Whether it was set for that long."""
    end = duration.after(timer.created) if duration is not None else timer.at
    return end is not None and abs(end.timestamp() - timer.at.timestamp()) <= SAME.total_seconds()
