"""Reminders: of something, once or repeating."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.plugins.api import Call, Context, Reply, Scheduled, Suggestion
from assistant.plugins.excepting import excepted, passed_over
from assistant.plugins.picking import those
from assistant.plugins.plain import one_line
from assistant.understanding.understanding import Entity
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.recurrence_exceptions import Exceptions
from assistant.values.recurrences import Recurrence
from assistant.values.repairs import may_take_back

from .cancelling import KIND, cancelled
from .korean import thing
from .parting import Wish
from .several import Heard, heard
from .times import Said, first_of, moments
from .words import Words

_ASKED = re.compile(r"^\s*(?:to|of|about)\s+", re.I)  # as one answers "of what?"
_OPEN_END = re.compile(r"(?<=\w)\s+(?:and|&)\s*$", re.I)  # of "stretch and", before a time


def set_reminder(
    ctx: Context,
    what: str,
    when: Entity | None = None,
    repeat: Recurrence | None = None,
) -> Reply:
    """Set a reminder and say when it will come; several where the message names several."""
    words = Words(ctx.language, ctx.now)
    if before := _several_before(ctx):
        things = list(dict.fromkeys(before))
        if may_take_back(ctx.text):
            return Reply(words.which_of(len(before)))
        if len(things) > 1:
            return ctx.ask("what", words.of_which(), {each: each for each in things})
    ctx, repeat, left = excepted(ctx, repeat)
    if left.spans:
        what = next((e.raw for e in ctx.entities if e.entity == "what"), what)
        when = next((e for e in ctx.entities if e.entity == "when"), None)
    said = heard(ctx)
    said = replace(said, left_out=(*said.left_out, *left.apart))
    label = _label(said.what or what)
    if not label:
        return ctx.ask("what", words.of_what())
    if said.choice:
        return _which_time(ctx, said.choice)
    if said.wishes:
        return _set_several(ctx, said, label, left)
    if when is None and repeat is None:
        return ctx.ask("when", words.when(label))
    if when is not None and when.value is None:
        return ctx.ask("when", words.unclear(when.raw))
    return _set_one(ctx, label, when, repeat, said, left)


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
    """Forget one reminder, several that are named or all; ask which where several fit."""
    return cancelled(ctx, what)


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


def _set_one(
    ctx: Context,
    label: str,
    when: Entity | None,
    repeat: Recurrence | None,
    said: Heard,
    left: Exceptions,
) -> Reply:
    """Set the one reminder that the slots name, and say what may have been meant beside it."""
    words = Words(ctx.language, ctx.now)
    named = when.value if when else None
    if isinstance(named, str):  # of the choices
        at: datetime | None = datetime.fromisoformat(named)
    else:
        named = named if isinstance(named, Instant | Day) else None
        at = first_of(named, repeat, ctx.now)
    if at is None:
        return ctx.ask("when", words.passed(when.raw if when else ""))
    reminder, later = _added(ctx, label, at, repeat, left)
    counted = repeat is not None and repeat.unit in ("minute", "hour")
    guessed = not isinstance(named, Instant | str) and not counted
    text = words.set(reminder, guessed) + words.unsure(said.sure, said.left_out)
    text += words.comes_then_too(later)
    return Reply(text, undo=Call("undo_set", {"ids": [reminder.id]}))


def _which_time(ctx: Context, times: Sequence[Said]) -> Reply:
    """Ask which is meant of two times."""
    found = [each for each in moments(times, ctx.now) if each.at is not None]
    choices = {each.at.isoformat(): one_line(each.said) for each in found if each.at}
    words = Words(ctx.language, ctx.now)
    return ctx.ask("when", words.which_time([each.said for each in found]), choices)


def _added(
    ctx: Context, label: str, at: datetime, repeat: Recurrence | None, left: Exceptions
) -> tuple[Scheduled, list[str]]:
    """A reminder without the days that are left out, and those on which it comes all the same."""
    again = left.of(repeat.begun(at)) if repeat else None
    ring = Words(ctx.language, ctx.now).ring(label)
    made = ctx.schedule.add(at, ring, kind=KIND, label=label, repeat=again)
    made, later = passed_over(ctx, KIND, made, left.days)
    return made, [day.said for day in later]


def _set_several(ctx: Context, said: Heard, label: str, left: Exceptions) -> Reply:
    """Set a reminder at each time of each wish; one reply and one undo for all."""
    words = Words(ctx.language, ctx.now)
    times = [time for wish in said.wishes for time in wish.times]
    found = list(zip(_things(said.wishes, label), moments(times, ctx.now), strict=True))
    found = [one for one in found if one[1].at is None or not left.has(one[1].at)] or found
    added = [
        _added(ctx, thing, each.at, each.repeat, left)
        for thing, each in found
        if each.at is not None
    ]
    made = [reminder for reminder, _ in added]
    passed = [(thing, each.said) for thing, each in found if each.at is None]
    guessed = [each.at for _, each in found if each.at is not None and each.guessed]
    text = words.set_several(made, guessed, passed)
    if len(made) == 1 and not passed:
        text = words.set(made[0], bool(guessed))
    text += words.unsure(said.sure, said.left_out)
    text += words.comes_then_too([day for _, later in added for day in later])
    return Reply(text, undo=Call("undo_set", {"ids": [each.id for each in made]}) if made else None)


def _things(wishes: Sequence[Wish], label: str) -> list[str]:
    """What each time is for; `label` where the wishes do not say."""
    things: list[str] = []
    for wish in wishes:
        named = _label(wish.what) or (things[-1] if things else label)
        things += [named] * len(wish.times)
    return things


def _several_before(ctx: Context) -> list[str]:
    """What the message before was about, where this one only names a time; of one time: []."""
    if any(e.entity == "what" for e in ctx.entities) or not ctx.previous:
        return []
    before = ctx.previous[0]
    if before.intent != ctx.intent:
        return []
    entities = tuple(before.slots.values())
    found = heard(replace(ctx, text=before.said, entities=entities)).wishes
    what = before.slots.get("what")
    things = _things(found, _label(what.raw) if what else "")
    return things if len(things) > 1 else []


def _label(what: str) -> str:
    bare = _OPEN_END.sub("", _ASKED.sub("", what))
    return one_line(thing(bare)) or one_line(what)
