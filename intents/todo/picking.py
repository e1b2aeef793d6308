"""Which items of the list a message means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.plugins.api import Context, Reply
from assistant.plugins.matching import Found, find, place, place_in
from assistant.plugins.plain import one_line, plain

from .several import several
from .store import Item
from .words import count, means_all, show_list

CHOICES = 8  # items to choose from at most

_CHOSEN = re.compile(r"#\d+(?: #\d+)*")  # what a choice stands for: ids


@dataclass(frozen=True)
class Deed:
    """What is to be done to the items, for the questions about it."""

    which: str
    all_of: str  # with {count}
    one: str  # with {item}


def pick(
    ctx: Context, deed: Deed, items: Sequence[Item], said: Sequence[str]
) -> Sequence[Item] | Reply:
    """The items that are meant; or a reply that asks, or says that there are none such."""
    if means_all(said, ctx.text):
        if ctx.confirmed or len(items) == 1:
            return items
        return ctx.confirm(deed.all_of.format(count=count(ctx, len(items))))
    if not said:
        at = place_in(ctx.text, len(items))
        return _which(ctx, deed, items) if at is None else items[at : at + 1]
    pieces = [piece for each in said for piece in several(each)]
    whole = _meant(said[0], items) if len(said) == 1 else Found()
    found = [whole] if whole.keys and whole.surely else [_meant(piece, items) for piece in pieces]
    missing = next(
        (piece for piece, each in zip(pieces, found, strict=False) if not each.keys), None
    )
    if missing is not None:
        return _not_there(ctx, missing)
    vague = next((each for each in found if len(each.keys) > 1), None)
    if vague is not None and not _CHOSEN.fullmatch(said[0]):
        return _which(ctx, deed, _among(items, vague.keys))
    meant = _among(items, [key for each in found for key in each.keys])
    if not all(each.surely for each in found) and not ctx.confirmed:
        return ctx.confirm(deed.one.format(item=", ".join(plain(item.text) for item in meant)))
    return meant or _not_there(ctx, said[0])


def _meant(words: str, items: Sequence[Item]) -> Found:
    """The items that a choice, a number of the list or words mean."""
    if _CHOSEN.fullmatch(words):
        return Found(tuple(int(each[1:]) for each in words.split()))
    at = place(words, len(items))
    texts = {item.id: item.text for item in items}
    return Found((items[at].id,)) if at is not None else find(words, texts)


def _which(ctx: Context, deed: Deed, items: Sequence[Item]) -> Reply:
    choices = {f"#{item.id}": one_line(item.text) for item in items[:CHOICES]}
    if 1 < len(items) <= CHOICES:
        choices[" ".join(choices)] = ctx.say(en="All of these", ko="모두")
    return ctx.ask("item", deed.which, choices)


def _not_there(ctx: Context, words: str) -> Reply:
    shown = plain(words, 40)
    said = ctx.say(en=f"“{shown}” is not on your list.", ko=f"“{shown}”, 목록에 없어요.")
    return Reply(said, (show_list(ctx),))


def _among(items: Sequence[Item], ids: Sequence[int]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.id in ids)
