"""Which notes are to be deleted: the one that fits, one of several, or all after a yes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.plugins.api import Call, Context, Reply
from assistant.plugins.matching import Found, find, find_to_keep, place, place_in
from assistant.plugins.plain import one_line, plain
from assistant.plugins.rows import pieces, places, ways
from assistant.plugins.sparing import Row, Spared, bare, parted, spared, what_stays
from assistant.plugins.storage import Opened

from . import store
from .store import Note
from .words import LONGEST, count, listed, means_all, no_notes, none_of, not_there, show_notes

CHOICES = 8  # notes to choose from at most

_CHOSEN = re.compile(r"#\d+(?: #\d+)*")  # what a choice stands for: ids


def remove_meant(ctx: Context, file: Opened, note: str) -> Reply:
    """Delete the notes that are meant; or ask which, or whether really."""
    notes = store.all_notes(file.db)
    if not notes:
        return no_notes(ctx)
    if not _CHOSEN.fullmatch(note) and (kept := spared(ctx.text, store.texts(notes).values())):
        return _remove_others(ctx, file, notes, kept)
    if means_all(note, ctx.text):
        return _removed(ctx, file, notes) if ctx.confirmed else _really(ctx, notes)
    if not _CHOSEN.fullmatch(note) and (row := _row(ctx, note, notes)):
        return _remove_row(ctx, file, notes, row)
    at = None if note else place_in(ctx.text, len(notes))
    if not note and at is None:
        return _which(ctx, notes)
    if at is not None:  # which is the first depends on the list: sure only where it was just shown
        shown = bool(ctx.previous) and ctx.previous[0].intent in ("notes.list", "notes.search")
        found = Found((notes[at].id,), surely=shown)
    else:
        found = _meant(note, notes)
    fitting = store.among(notes, found.keys)
    if not fitting:
        return not_there(ctx, note, len(notes))
    if len(fitting) > 1 and not _CHOSEN.fullmatch(note):
        return _which(ctx, fitting)
    if not found.surely and not ctx.confirmed:
        return _really(ctx, fitting)
    return _removed(ctx, file, fitting)


def _meant(note: str, notes: Sequence[Note]) -> Found:
    """The notes that a choice, a number of the list or words mean."""
    if _CHOSEN.fullmatch(note):
        return Found(tuple(int(each[1:]) for each in note.split()))
    at = place(note, len(notes))
    return Found((notes[at].id,)) if at is not None else find(note, store.texts(notes))


def _row(ctx: Context, note: str, notes: Sequence[Note]) -> dict[str, Found]:
    """What each of several words or numbers means; nothing where one note is meant."""
    numbers = places(ctx.text, [note] if note else [], len(notes))
    if numbers:
        shown = bool(ctx.previous) and ctx.previous[0].intent == "notes.list"
        keys = {said: () if at is None else (notes[at].id,) for said, at in numbers.items()}
        return {said: Found(each, surely=shown) for said, each in keys.items()}
    texts = store.texts(notes)
    whole, named = find(note, texts), pieces(note)
    if len(named) < 2 or (whole.keys and whole.surely):
        return {}
    found = {said: replace(find(said, texts), surely=False) for said in named}
    return found if any(each.keys for each in found.values()) else {}


def _remove_row(
    ctx: Context, file: Opened, notes: Sequence[Note], row: Mapping[str, Found]
) -> Reply:
    """Delete all that a row names; what it names and is not there is said."""
    missing = [said for said, each in row.items() if not each.keys]
    absent = none_of(ctx, missing) if missing else ""
    found = [each for each in row.values() if each.keys]
    if not found:
        return Reply(absent, (show_notes(ctx),))
    if any(len(each.keys) > 1 for each in found):
        asked = _which(ctx, *(store.among(notes, each.keys) for each in found))
        return replace(asked, text=f"{absent} {asked.text}".strip())
    fitting = store.among(notes, [key for each in found for key in each.keys])
    sure = ctx.confirmed or all(each.surely for each in found)
    reply = _removed(ctx, file, fitting) if sure else _really(ctx, fitting)
    return _with_all(ctx, reply, fitting, absent)


def _remove_others(ctx: Context, file: Opened, notes: Sequence[Note], kept: Spared) -> Reply:
    """Delete all but the notes that are to stay; nothing where none of these is there."""

    def row(said: str) -> Row[Note]:
        texts = store.texts(notes)
        whole = find(bare(said), texts)
        named = [said] if whole.keys and whole.surely else pieces(said)
        places = {name: place(name, len(notes)) for name in map(bare, named)}
        return {
            name: store.among(notes, find_to_keep(name, texts)) if at is None else [notes[at]]
            for name, at in places.items()
        }

    found = parted(notes, kept, row)
    absent = none_of(ctx, found.absent) if found.absent else ""
    if not found.staying:
        return Reply(absent, (show_notes(ctx),))
    stays = what_stays(ctx, [note.text for note in found.staying])
    below = " ".join(each for each in (stays, absent) if each)
    if not found.going:
        return Reply(f"{ctx.say(en='There is no other note.', ko='다른 메모는 없어요.')} {below}")
    if ctx.confirmed:
        return _with_all(ctx, _removed(ctx, file, found.going), found.going, below)
    return _with_all(ctx, _really(ctx, found.going, others=True), found.going, below)


def _with_all(ctx: Context, reply: Reply, notes: Sequence[Note], below: str) -> Reply:
    """The reply with the notes that it is about, where they are several."""
    lines = listed(ctx, notes) if len(notes) > 1 else ""
    return replace(reply, text="\n\n".join(each for each in (reply.text, lines, below) if each))


def _which(ctx: Context, *row: Sequence[Note]) -> Reply:
    """Ask which, where something named may be several notes; a choice has all that were named."""
    choices = {
        _key(each): ", ".join(one_line(note.text) for note in each) for each in ways(row, CHOICES)
    }
    every = list(dict.fromkeys(note for notes in row for note in notes))
    if 1 < len(every) <= CHOICES:
        choices[_key(every)] = ctx.say(en="All of these", ko="모두")
    return ctx.ask("note", ctx.say(en="Which note?", ko="어떤 메모요?"), choices)


def _key(notes: Sequence[Note]) -> str:
    return " ".join(f"#{note.id}" for note in notes)


def _really(ctx: Context, notes: Sequence[Note], *, others: bool = False) -> Reply:
    if len(notes) == 1:
        shown = plain(notes[0].text, LONGEST)
        return ctx.confirm(ctx.say(en=f"Delete “{shown}”?", ko=f"“{shown}” 메모를 지울까요?"))
    said = count(ctx, len(notes))
    if others:
        return ctx.confirm(ctx.say(en=f"Delete the other {said}?", ko=f"나머지 {said}를 지울까요?"))
    return ctx.confirm(ctx.say(en=f"Delete all {said}?", ko=f"{said}를 모두 지울까요?"))


def _removed(ctx: Context, file: Opened, notes: Sequence[Note]) -> Reply:
    store.remove(file.db, [note.id for note in notes])
    undo = Call("put_back", {"rows": [store.row(note) for note in notes]})
    if len(notes) == 1:
        shown = plain(notes[0].text, LONGEST)
        return Reply(ctx.say(en=f"Deleted: {shown}", ko=f"지웠어요: {shown}"), undo=undo)
    said = count(ctx, len(notes))
    return Reply(ctx.say(en=f"I deleted {said}.", ko=f"{said}를 지웠어요."), undo=undo)
