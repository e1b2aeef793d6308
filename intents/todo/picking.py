"""Which items of the list a message means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.plugins.api import Context, Reply
from assistant.plugins.matching import Found, find, find_to_keep, place, place_in
from assistant.plugins.plain import one_line, plain
from assistant.plugins.rows import pieces, places, ways
from assistant.plugins.sparing import Row, Spared, bare, parted, spared, what_stays
from assistant.values.saying import listed

from .several import several
from .store import Item
from .words import count, means_all, show_list

CHOICES = 8  # items to choose from at most
NAMED = 6  # items in a question at most

_CHOSEN = re.compile(r"#\d+(?: #\d+)*")  # what a choice stands for: ids


@dataclass(frozen=True)
class Deed:
    """What is to be done to the items, for the questions about it."""

    which: str
    all_of: str  # with {count}
    one: str  # with {item}
    others: str  # with {count}


@dataclass(frozen=True)
class Picked:
    """The items that are meant."""

    items: Sequence[Item]
    more: str = ""  # what is to be said of others: those that stay, those that are not there


def pick(ctx: Context, deed: Deed, items: Sequence[Item], said: Sequence[str]) -> Picked | Reply:
    """The items that are meant; or a reply that asks, or says that there are none such."""
    chosen = bool(said) and _CHOSEN.fullmatch(said[0]) is not None
    kept = None if chosen else spared(ctx.text, [item.text for item in items])
    if kept:
        return _others(ctx, deed, items, kept)
    if means_all(said, ctx.text):
        if ctx.confirmed or len(items) == 1:
            return Picked(items)
        return ctx.confirm(deed.all_of.format(count=count(ctx, len(items))))
    row = places(ctx.text, said, len(items))
    if not said and not row:
        at = place_in(ctx.text, len(items))
        return _which(ctx, deed, [items]) if at is None else Picked(items[at : at + 1])
    words, found = _numbered(row, items) if row else _named(said, items)
    missing = [piece for piece, each in zip(words, found, strict=True) if not each.keys]
    if missing and len(missing) == len(found):
        return _not_there(ctx, missing)
    absent = _absent(ctx, missing)
    vague = any(len(each.keys) > 1 for each in found)
    if vague and not chosen:
        return _which(ctx, deed, [_among(items, each.keys) for each in found if each.keys], absent)
    meant = _among(items, [key for each in found for key in each.keys])
    if not all(each.surely for each in found) and not ctx.confirmed:
        question = deed.one.format(item=", ".join(plain(item.text) for item in meant))
        return ctx.confirm(f"{absent} {question}".strip())
    return Picked(meant, absent)


def _others(ctx: Context, deed: Deed, items: Sequence[Item], kept: Spared) -> Picked | Reply:
    """All but the items that are to stay; nothing where none of these is there."""

    def row(words: str) -> Row[Item]:
        texts = {item.id: item.text for item in items}
        whole = find(bare(words), texts)
        parts = [piece for each in several(words) for piece in pieces(each)]
        named = [words] if whole.keys and whole.surely else parts
        places = {name: place(name, len(items)) for name in map(bare, named)}
        return {
            name: _among(items, find_to_keep(name, texts)) if at is None else [items[at]]
            for name, at in places.items()
        }

    found = parted(items, kept, row)
    if not found.staying:
        return _not_there(ctx, found.absent)
    stays = what_stays(ctx, [item.text for item in found.staying])
    more = f"{stays} {_absent(ctx, found.absent)}".strip()
    if not found.going:
        nothing = ctx.say(en="Nothing else is on your list.", ko="목록에 다른 것은 없어요.")
        return Reply(f"{nothing} {more}".strip())
    if ctx.confirmed or (len(found.going) == 1 and not found.in_doubt):
        return Picked(found.going, more)
    question = deed.others.format(count=count(ctx, len(found.going)))
    if len(found.going) <= NAMED:
        question = deed.one.format(item=", ".join(plain(item.text) for item in found.going))
    return ctx.confirm(f"{question} {more}".strip())


def _numbered(
    row: Mapping[str, int | None], items: Sequence[Item]
) -> tuple[list[str], list[Found]]:
    """What a row of numbers names."""
    keys = [() if at is None else (items[at].id,) for at in row.values()]
    return list(row), [Found(each) for each in keys]


def _named(said: Sequence[str], items: Sequence[Item]) -> tuple[list[str], list[Found]]:
    """What words name, each thing by itself unless they are one item as a whole."""
    whole = _meant(said[0], items) if len(said) == 1 else Found()
    if whole.keys and whole.surely:
        return [said[0]], [whole]
    pieces = [piece for each in said for piece in several(each)]
    return pieces, [_meant(piece, items) for piece in pieces]


def _meant(words: str, items: Sequence[Item]) -> Found:
    """The items that a choice, a number of the list or words mean."""
    if _CHOSEN.fullmatch(words):
        return Found(tuple(int(each[1:]) for each in words.split()))
    at = place(words, len(items))
    texts = {item.id: item.text for item in items}
    return Found((items[at].id,)) if at is not None else find(words, texts)


def _which(ctx: Context, deed: Deed, row: Sequence[Sequence[Item]], absent: str = "") -> Reply:
    """Ask which, where something named may be several items; a choice has all that were named."""
    choices = {
        _key(each): ", ".join(one_line(item.text) for item in each) for each in ways(row, CHOICES)
    }
    every = list(dict.fromkeys(item for each in row for item in each))
    if 1 < len(every) <= CHOICES:
        choices[_key(every)] = ctx.say(en="All of these", ko="모두")
    return ctx.ask("item", f"{absent} {deed.which}".strip(), choices)


def _key(items: Sequence[Item]) -> str:
    return " ".join(f"#{item.id}" for item in items)


def _not_there(ctx: Context, words: Sequence[str]) -> Reply:
    return Reply(_absent(ctx, words), (show_list(ctx),))


def _absent(ctx: Context, words: Sequence[str]) -> str:
    """That there are no such items; "" of no words."""
    shown = [f"“{plain(each, 40)}”" for each in words]
    if not shown:
        return ""
    are = "is" if len(shown) == 1 else "are"
    return ctx.say(
        en=f"{listed(shown)} {are} not on your list.", ko=f"{', '.join(shown)}, 목록에 없어요."
    )


def _among(items: Sequence[Item], ids: Sequence[int]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.id in ids)
