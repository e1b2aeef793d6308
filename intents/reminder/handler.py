"""Reminders: of something, once or repeating."""

import re
from collections.abc import Sequence
from datetime import datetime

from assistant.plugins.api import Call, Context, Reply, Suggestion
from assistant.plugins.picking import named, pick, those
from assistant.plugins.plain import one_line
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.moments import meant, on_day, usual_time
from assistant.values.recurrences import Recurrence

from .korean import thing
from .words import Words

KIND = "reminder"
_ASKED = re.compile(r"^\s*(?:to|of|about)\s+", re.I)  # as one answers "of what?"


def set_reminder(
    ctx: Context,
    what: str,
    when: Instant | Day | None = None,
    repeat: Recurrence | None = None,
) -> Reply:
    """Set a reminder and say when it will come."""
    words = Words(ctx.language, ctx.now)
    label = one_line(thing(_ASKED.sub("", what))) or one_line(what)
    if not label:
        return ctx.ask("what", words.of_what())
    if when is None and repeat is None:
        return ctx.ask("when", words.when(label))
    at = _moment(when, repeat, ctx.now)
    if at is None:
        return ctx.ask("when", words.passed(when))
    repeat = repeat and repeat.begun(at)
    reminder = ctx.schedule.add(at, words.ring(label), kind=KIND, label=label, repeat=repeat)
    counted = repeat is not None and repeat.unit in ("minute", "hour")
    guessed = not isinstance(when, Instant) and not counted
    return Reply(words.set(reminder, guessed), undo=Call("undo_set", {"ids": [reminder.id]}))


def list_reminders(ctx: Context) -> Reply:
    """Which reminders are still to come."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    forget = Suggestion(
        ctx.say(en="Forget one", ko="지우기"),
        ctx.say(en="cancel a reminder", ko="알림 취소해줘"),
    )
    return Reply(words.listed(there), (forget,))


def cancel_reminder(ctx: Context, what: str = "") -> Reply:
    """Forget one reminder, or all; ask which where several fit."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    fitting = named(there, what) or named(there, thing(what))
    question = words.which() if fitting else f"{words.unknown(what)} {words.which()}"
    found = pick(ctx, "what", what, there, fitting, words.choice, question)
    if isinstance(found, Reply):
        return found
    ids = [each.id for each in found]
    ctx.schedule.cancel(ids)
    return Reply(words.forgotten(found), undo=Call("undo_cancel", {"ids": ids}))


def undo_set(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that reminders were set."""
    there, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    ctx.schedule.cancel(ids)
    return Reply(words.forgotten(there) if there else words.gone())


def undo_cancel(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that reminders were cancelled."""
    ctx.schedule.restore(ids)
    back, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    return Reply(words.there_again(back) if back else words.gone())


def _moment(
    when: Instant | Day | None, repeat: Recurrence | None, now: datetime
) -> datetime | None:
    """When it comes first; None when that has passed."""
    if isinstance(when, Instant):
        return meant(when, now, repeat, range(7, 19) if repeat else ())
    if isinstance(when, Day):
        at = on_day(when, now)
        return repeat.first(at) if at and repeat else at
    if repeat is None or repeat.unit in ("minute", "hour"):
        return repeat.next_after(now.replace(microsecond=0), now) if repeat else None
    return repeat.next_after(datetime.combine(now, usual_time(repeat.said), now.tzinfo), now)
