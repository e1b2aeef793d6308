"""Notes: written down, shown, looked through and deleted; every change can be taken back."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager

from assistant.plugins.api import Call, Context, Reply, Suggestion
from assistant.plugins.matching import Found, find, place
from assistant.plugins.plain import plain
from assistant.plugins.storage import Opened, opened

from . import store
from .store import Note
from .words import count, label, listed, means_all, noted

CHOICES = 8  # notes to choose from at most

_CHOSEN = re.compile(r"#\d+(?: #\d+)*")  # what a choice stands for: ids


def add(ctx: Context, note: str = "") -> Reply:
    """Write something down."""
    text = " ".join((note or noted(ctx.text)).split())
    if not text:
        return ctx.ask("note", ctx.say(en="What shall I write down?", ko="뭐라고 적어 둘까요?"))
    with _notes(ctx) as file:
        number = store.add(file.db, text, ctx.now)
    said = ctx.say(en=f"Noted: {plain(text)}", ko=f"적어 뒀어요: {plain(text)}")
    return file.told(ctx, Reply(said, (_show(ctx),), undo=Call("take_back", {"ids": [number]})))


def show(ctx: Context) -> Reply:
    """All notes, the newest first."""
    with _notes(ctx) as file:
        notes = store.all_notes(file.db)
    if not notes:
        return file.told(ctx, _none(ctx))
    title = ctx.say(en="Your notes:", ko="메모예요.")
    return file.told(ctx, Reply(f"{title}\n\n{listed(ctx, notes)}"))


def search(ctx: Context, query: str) -> Reply:
    """The notes that speak of something."""
    with _notes(ctx) as file:
        notes = store.all_notes(file.db)
    if not notes:
        return file.told(ctx, _none(ctx))
    found = _among(notes, find(query, _texts(notes)).keys)
    if not found:
        return file.told(ctx, _not_there(ctx, query, len(notes)))
    said = count(ctx, len(found))
    title = ctx.say(en=f"I found {said}:", ko=f"{said}를 찾았어요.")
    return file.told(ctx, Reply(f"{title}\n\n{listed(ctx, found)}"))


def remove(ctx: Context, note: str = "") -> Reply:
    """Delete a note; asks which when several fit, and first when all are meant."""
    with _notes(ctx) as file:
        return file.told(ctx, _remove(ctx, file, store.all_notes(file.db), note))


def take_back(ctx: Context, ids: Sequence[int]) -> Reply:
    """Undo of `add`."""
    with _notes(ctx) as file:
        gone = store.remove(file.db, ids)
    if not gone:
        return Reply(ctx.say(en="That note is gone already.", ko="그 메모는 이미 없어요."))
    return Reply(ctx.say(en="I took that note away again.", ko="방금 적은 메모를 지웠어요."))


def put_back(ctx: Context, rows: Sequence[Sequence[object]]) -> Reply:
    """Undo of `remove`."""
    with _notes(ctx) as file:
        store.restore(file.db, rows)
    said = count(ctx, len(rows))
    there = "is" if len(rows) == 1 else "are"
    return Reply(
        ctx.say(en=f"Your {said} {there} back.", ko=f"{said}를 되살렸어요."), (_show(ctx),)
    )


def _remove(ctx: Context, file: Opened, notes: Sequence[Note], note: str) -> Reply:
    if not notes:
        return _none(ctx)
    if means_all(note, ctx.text):
        return _removed(ctx, file, notes) if ctx.confirmed else _really(ctx, notes)
    if not note:
        return _which(ctx, notes)
    found = _meant(note, notes)
    fitting = _among(notes, found.keys)
    if not fitting:
        return _not_there(ctx, note, len(notes))
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
    return Found((notes[at].id,)) if at is not None else find(note, _texts(notes))


def _which(ctx: Context, notes: Sequence[Note]) -> Reply:
    choices = {f"#{note.id}": label(note) for note in notes[:CHOICES]}
    if 1 < len(notes) <= CHOICES:
        every = " ".join(choices)
        choices[every] = ctx.say(en="All of these", ko="모두")
    return ctx.ask("note", ctx.say(en="Which note?", ko="어떤 메모요?"), choices)


def _really(ctx: Context, notes: Sequence[Note]) -> Reply:
    if len(notes) == 1:
        shown = plain(notes[0].text)
        return ctx.confirm(ctx.say(en=f"Delete “{shown}”?", ko=f"“{shown}” 메모를 지울까요?"))
    said = count(ctx, len(notes))
    return ctx.confirm(ctx.say(en=f"Delete all {said}?", ko=f"{said}를 모두 지울까요?"))


def _removed(ctx: Context, file: Opened, notes: Sequence[Note]) -> Reply:
    store.remove(file.db, [note.id for note in notes])
    undo = Call("put_back", {"rows": [store.row(note) for note in notes]})
    if len(notes) == 1:
        shown = plain(notes[0].text)
        return Reply(ctx.say(en=f"Deleted: {shown}", ko=f"지웠어요: {shown}"), undo=undo)
    said = count(ctx, len(notes))
    return Reply(ctx.say(en=f"I deleted {said}.", ko=f"{said}를 지웠어요."), undo=undo)


def _not_there(ctx: Context, words: str, there: int) -> Reply:
    shown = plain(words, 40)
    english = f"None of your {count(ctx, there)} speaks of “{shown}”."
    if there == 1:
        english = f"Your only note does not speak of “{shown}”."
    return Reply(ctx.say(en=english, ko=f"“{shown}”에 대한 메모는 없어요."), (_show(ctx),))


def _none(ctx: Context) -> Reply:
    offer = ctx.say(en="Take a note", ko="메모할게")
    return Reply(ctx.say(en="You have no notes.", ko="메모가 없어요."), (Suggestion(offer),))


def _show(ctx: Context) -> Suggestion:
    return Suggestion(ctx.say(en="Show my notes", ko="메모 보여 줘"))


def _texts(notes: Sequence[Note]) -> dict[int, str]:
    return {note.id: note.text for note in notes}


def _among(notes: Sequence[Note], ids: Sequence[int]) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.id in ids)


def _notes(ctx: Context) -> AbstractContextManager[Opened]:
    return opened(ctx.storage / store.FILE, store.STEPS)
