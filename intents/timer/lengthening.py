"""A timer that is to run longer: "add 2 minutes to pasta", 라면 1분 추가."""

import re
from datetime import datetime

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.picking import named, pick
from assistant.plugins.plain import one_line
from assistant.values.durations import Duration

from .cancelling import KIND
from .lengths import lengths
from .words import Words

_ADDS = re.compile(  # to a timer that is named behind it
    r"\b(?:add|give|put)\s+(?:another\s+|an?\s+extra\s+)?(?P<length>.+?)\s+(?:more\s+)?(?:to|on)\s+"
    r"(?:(?:the|my|our)\s+)?(?P<name>.*?)(?:\s*\btimer)?(?:\s+please)?[\s.!?]*$"
    r"|\b(?:extend|lengthen|prolong)\s+(?:(?:the|my|our)\s+)?(?P<extended>.*?)\s*(?:\btimer\s+)?by\s",
    re.I,
)
_ADDS_KOREAN = re.compile(
    r"^(?P<name>.*?)\s*(?:타이머)?(?:에다가?|에|를|을|은|는)?\s*(?P<length>[^\s]*\d+\s*(?:시간|분|초))(?:만|을|를)?\s*"
    r"(?P<surely>더\s*(?:해|추가|늘려|연장|줘|맞춰)|늘려|연장|추가|더해)\S*(?:\s*(?:해|줘|주)\S*)?[\s.!?]*$"
)
_SURE = re.compile(r"늘려|연장|더")
_LIST = re.compile(r"\b(?:list|notes?|todos?|to-dos?)\b", re.I)


def lengthens(ctx: Context) -> str | None:
    """The name of the timer that is to run longer, "" for any; None where none is to.

    라면 1분 추가 is a new timer where none is called so.
    """
    found = (_ADDS_KOREAN if ctx.language == "ko" else _ADDS).search(ctx.text)
    if found is None or _LIST.search(ctx.text) or len(lengths(ctx.text, ctx.now)) != 1:
        return None
    groups = found.groupdict()
    name = (groups.get("name") or groups.get("extended") or "").strip()
    if ctx.language == "ko" and not _SURE.search(groups["surely"] or ""):
        there = ctx.schedule.pending(KIND)
        return name if name and named(there, name) else None
    return name


def lengthened(ctx: Context, name: str, label: str) -> Reply:
    """Let the timer that is meant ring so much later; `label` is the slot, or its answer."""
    words, there = Words(ctx.language, ctx.now), ctx.schedule.pending(KIND)
    if not there:
        return Reply(words.none())
    length = lengths(ctx.text, ctx.now)[0].duration
    fitting = named(there, name)
    question = words.which_longer() if fitting else f"{words.unknown(name)} {words.which_longer()}"
    found = pick(ctx, "label", label, there, fitting, words.choice, question)
    if isinstance(found, Reply):
        return found
    if len(found) > 1:
        return ctx.ask("label", words.which_longer(), {f"#{e.id}": words.choice(e) for e in found})
    return _longer(ctx, found[0], length)


def undo_lengthened(ctx: Context, old: int, new: int) -> Reply:
    """Take back that a timer runs longer."""
    ctx.schedule.cancel([new])
    ctx.schedule.restore([old])
    words = Words(ctx.language, ctx.now)
    back = [each for each in ctx.schedule.pending(KIND) if each.id == old]
    return Reply(words.running_again(back) if back else words.gone())


def _longer(ctx: Context, timer: Scheduled, length: Duration) -> Reply:
    words = Words(ctx.language, ctx.now)
    at: datetime | None = length.after(timer.at)
    if at is None:
        return Reply(words.too_long())
    ring = words.ring(timer.label, at - ctx.now)
    again = ctx.schedule.add(at, ring, kind=KIND, label=one_line(timer.label))
    ctx.schedule.cancel([timer.id])
    undo = Call("undo_lengthened", {"old": timer.id, "new": again.id})
    return Reply(words.longer(again, length), undo=undo)
