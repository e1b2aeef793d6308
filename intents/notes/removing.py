"""Which notes are to be deleted: the one that fits, one of several, or all after a yes."""

import re
from collections.abc import Sequence

from assistant.plugins.api import Call, Context, Reply
from assistant.plugins.matching import Found, find, place, place_in
from assistant.plugins.plain import one_line, plain
from assistant.plugins.storage import Opened

from . import store
from .store import Note
from .words import LONGEST, count, means_all, no_notes, not_there

CHOICES = 8  # notes to choose from at most

_CHOSEN = re.compile(r"#\d+(?: #\d+)*")  # what a choice stands for: ids


def remove_meant(ctx: Context, file: Opened, note: str) -> Reply:
    """Delete the notes that are meant; or ask which, or whether really."""
    notes = store.all_notes(file.db)
    if not notes:
        return no_notes(ctx)
    if means_all(note, ctx.text):
        return _removed(ctx, file, notes) if ctx.confirmed else _really(ctx, notes)
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


def _which(ctx: Context, notes: Sequence[Note]) -> Reply:
    choices = {f"#{note.id}": one_line(note.text) for note in notes[:CHOICES]}
    if 1 < len(notes) <= CHOICES:
        every = " ".join(choices)
        choices[every] = ctx.say(en="All of these", ko="모두")
    return ctx.ask("note", ctx.say(en="Which note?", ko="어떤 메모요?"), choices)


def _really(ctx: Context, notes: Sequence[Note]) -> Reply:
    if len(notes) == 1:
        shown = plain(notes[0].text, LONGEST)
        return ctx.confirm(ctx.say(en=f"Delete “{shown}”?", ko=f"“{shown}” 메모를 지울까요?"))
    said = count(ctx, len(notes))
    return ctx.confirm(ctx.say(en=f"Delete all {said}?", ko=f"{said}를 모두 지울까요?"))


def _removed(ctx: Context, file: Opened, notes: Sequence[Note]) -> Reply:
    store.remove(file.db, [note.id for note in notes])
    undo = Call("put_back", {"rows": [store.row(note) for note in notes]})
    if len(notes) == 1:
        shown = plain(notes[0].text, LONGEST)
        return Reply(ctx.say(en=f"Deleted: {shown}", ko=f"지웠어요: {shown}"), undo=undo)
    said = count(ctx, len(notes))
    return Reply(ctx.say(en=f"I deleted {said}.", ko=f"{said}를 지웠어요."), undo=undo)
