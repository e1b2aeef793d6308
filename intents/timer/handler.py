"""Timers: several at once, with names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.plugins.api import Call, Context, Reply, Scheduled, Suggestion
from assistant.plugins.halves import halves
from assistant.plugins.picking import cancels, named, those
from assistant.plugins.plain import one_line
from assistant.understanding.understanding import Entity
from assistant.values import resolve
from assistant.values.durations import Duration
from assistant.values.repairs import may_take_back
from assistant.values.rules import lowered, minus_before

from .cancelling import KIND, cancelled
from .lengthening import changed, changes
from .lengthening import undo_lengthened as undo_lengthened
from .lengths import lengths
from .several import Heard, heard, name_of
from .words import Words

_REQUEST = re.compile(r"\b(?:timers?|set|start|countdown)\b|타이머|맞춰|재", re.I)


def set_timer(ctx: Context, duration: Entity, label: str = "") -> Reply:
    """Start a timer and say when it will ring; several where the message names several."""
    words = Words(ctx.language, ctx.now)
    if parts := halves(ctx):
        return _instead(ctx, *parts)
    if (change := changes(ctx)) is not None:
        return changed(ctx, change, label)
    if cancels(ctx.text):
        said_length = duration.value if isinstance(duration.value, Duration) else None
        return cancelled(ctx, label, said_length)
    if (number := _several_before(ctx)) > 1:
        return Reply(words.which_of(number))
    if negative := _below_zero(ctx, duration):
        return ctx.ask("duration", words.unclear(negative))
    chosen = duration.value if isinstance(duration.value, str) else ""
    said = Heard() if chosen else heard(_said(ctx, duration), one_line(label), ctx.now)
    if said.choice:
        choices = {each.iso: each.said for each in said.choice}
        return ctx.ask("duration", words.which_length(list(choices.values())), choices)
    if said.timers:
        return _set_several(ctx, said)
    length = resolve("duration", chosen, ctx.now) if chosen else duration.value
    if not isinstance(length, Duration):
        return ctx.ask("duration", words.unclear(duration.raw))
    at = length.after(ctx.now)
    if at is None:
        return Reply(words.too_long())
    if not _is_to_come(at, ctx.now):
        return ctx.ask("duration", words.how_long())
    timer = _start(ctx, at, one_line(label))
    others = dict.fromkeys(e.said for e in said.left_out if e.iso != length.iso)
    text = words.started(timer) + words.unsure(list(others), said.asked_for)
    return Reply(text, undo=Call("undo_set", {"ids": [timer.id]}))


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
    """Stop one timer, several that are named or all; ask which where several fit."""
    if parts := halves(ctx):
        return _instead(ctx, *parts)
    if (change := changes(ctx)) is not None:
        return changed(ctx, change, label)
    return cancelled(ctx, label, duration)


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


def undo_instead(ctx: Context, ids: Sequence[int], off: Sequence[int]) -> Reply:
    """Take back that timers were set in place of others."""
    ctx.schedule.cancel(ids)
    return undo_cancel(ctx, off)


def _instead(ctx: Context, off: Context, on: Context) -> Reply:
    """Stop what the one half names, and start what the other does; one undo for both."""
    words = Words(ctx.language, ctx.now)
    named_length, wanted = lengths(off.text, ctx.now), lengths(on.text, ctx.now)
    gone = cancelled(off, _label_in(off), named_length[0].duration if named_length else None)
    if gone.asks or not wanted:
        return replace(gone, text=f"{gone.text} {words.set_later(on.text)}")
    first = wanted[0]
    raw = on.text[first.start : first.end]
    made = set_timer(on, Entity("duration", first.start, first.end, raw, first.duration),
                     _label_in(on) or name_of(on.text, first))  # fmt: skip
    undo = made.undo
    if gone.undo and undo:
        undo = Call("undo_instead", {**undo.data, "off": gone.undo.data["ids"]})
    return replace(made, text=f"{gone.text}\n\n{made.text}", undo=undo or gone.undo)


def _label_in(ctx: Context) -> str:
    return next((each.raw for each in ctx.entities if each.entity == "label"), "")


def _set_several(ctx: Context, said: Heard) -> Reply:
    """Start all that a message asks for; one reply and one undo for them."""
    words = Words(ctx.language, ctx.now)
    ends = [(each, each.duration.after(ctx.now)) for each in said.timers]
    made = [
        _start(ctx, at, one_line(each.label))
        for each, at in ends
        if at is not None and _is_to_come(at, ctx.now)
    ]
    none = [each.duration.said for each, at in ends if at is None or not _is_to_come(at, ctx.now)]
    if not made:
        return ctx.ask("duration", words.how_long())
    text = words.started_several(made) + words.unsure(none, said.asked_for)
    return Reply(text, undo=Call("undo_set", {"ids": [each.id for each in made]}))


def _start(ctx: Context, at: datetime, label: str) -> Scheduled:
    length = timedelta(seconds=at.timestamp() - ctx.now.timestamp())
    ring = Words(ctx.language, ctx.now).ring(label, length)
    return ctx.schedule.add(at, ring, kind=KIND, label=label)


def _is_to_come(at: datetime, now: datetime) -> bool:
    return at.timestamp() > now.timestamp()


def _below_zero(ctx: Context, duration: Entity) -> str:
    """The length with the minus that stands before it in the message; "" where none does."""
    if ctx.text[duration.start : duration.end] != duration.raw:
        return ""
    start = minus_before(lowered(ctx.text), duration.start)
    return ctx.text[start : duration.end] if start < duration.start else ""


def _said(ctx: Context, duration: Entity) -> str:
    """The words that name the lengths: the message, or the answer to "for how long?"."""
    stands = ctx.text[duration.start : duration.end] == duration.raw
    return ctx.text if stands else ", ".join(each.raw for each in (duration, *duration.others))


def _several_before(ctx: Context) -> int:
    """How many timers the message before was about, where this one only corrects a length."""
    corrects = may_take_back(ctx.text) and not _REQUEST.search(ctx.text)
    if not corrects or not ctx.previous or ctx.previous[0].intent != ctx.intent:
        return 0
    return len(heard(ctx.previous[0].said, "", ctx.now).timers)
