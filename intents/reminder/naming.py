"""Which reminders a message names, by their times or their things: "the reminders at 6 and 7"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.plugins.api import Context, Scheduled
from assistant.plugins.picking import named, rings_at
from assistant.plugins.rows import pieces
from assistant.plugins.sparing import bare
from assistant.values import resolve
from assistant.values.dates import Day
from assistant.values.instants import Instant

from .korean import thing
from .times import Said, find


def about(there: Sequence[Scheduled], what: str) -> list[Scheduled]:
    """Those about a thing; all where nothing is said."""
    return named(there, what) or named(there, thing(what))


def named_in(
    ctx: Context, what: str, there: Sequence[Scheduled]
) -> Mapping[str, Sequence[Scheduled]]:
    """What fits each that is named in a row, or the times; nothing where one thing is named."""
    times = find(ctx.text, ctx.now, [_span(ctx.text, what)] if what in ctx.text else [])
    timed = {_words(each): [one for one in there if _is_at(one, each, ctx)] for each in times}
    timed = {said: fitting for said, fitting in timed.items() if said}
    if what and any(what.casefold() in each.label.casefold() for each in there):
        return {}
    if not what or all(resolve("datetime", each, ctx.now) for each in pieces(what)):
        return timed
    things = {each: about(there, each) for each in pieces(what)}
    return things if len(things) > 1 else {}


def called(
    ctx: Context, words: str, there: Sequence[Scheduled]
) -> Mapping[str, Sequence[Scheduled]]:
    """What fits each thing or time in words that say nothing else: "the rent and the 6 pm one"."""
    whole = bare(words)
    if fitting := [each for each in there if whole.casefold() in each.label.casefold()]:
        return {whole: fitting}
    found: dict[str, Sequence[Scheduled]] = {}
    for each in map(bare, pieces(words)):
        found |= named_in(replace(ctx, text=each), each, there) or {each: about(there, each)}
    return found


def _span(text: str, what: str) -> tuple[int, int]:
    start = text.index(what)
    return (start, start + len(what))


def _words(said: Said) -> str:
    return f"{said.day} {said.clock}".strip()


def _is_at(reminder: Scheduled, said: Said, ctx: Context) -> bool:
    when = resolve("datetime", _words(said), ctx.now) or resolve("datetime", said.clock, ctx.now)
    return isinstance(when, Instant | Day) and rings_at(reminder, when)
