"""Notes: written down, shown, looked through and deleted; every change can be taken back."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from assistant.plugins.api import Call, Context, Reply
from assistant.plugins.matching import find
from assistant.plugins.plain import plain
from assistant.plugins.storage import Opened, opened

from . import store
from .removing import remove_meant
from .words import LONGEST, count, listed, no_notes, not_there, noted, show_notes


def add(ctx: Context, note: str = "") -> Reply:
    """Write something down."""
    text = " ".join((note or noted(ctx.text)).split())
    if not text:
        return ctx.ask("note", ctx.say(en="What shall I write down?", ko="뭐라고 적어 둘까요?"))
    with _notes(ctx) as file:
        number = store.add(file.db, text, ctx.now)
    said = ctx.say(en=f"Noted: {plain(text, LONGEST)}", ko=f"적어 뒀어요: {plain(text, LONGEST)}")
    return file.told(
        ctx, Reply(said, (show_notes(ctx),), undo=Call("take_back", {"ids": [number]}))
    )


def show(ctx: Context) -> Reply:
    """All notes, the newest first."""
    with _notes(ctx) as file:
        notes = store.all_notes(file.db)
    if not notes:
        return file.told(ctx, no_notes(ctx))
    title = ctx.say(en="Your notes:", ko="메모예요.")
    return file.told(ctx, Reply(f"{title}\n\n{listed(ctx, notes, all_of_them=True)}"))


def search(ctx: Context, query: str) -> Reply:
    """The notes that speak of something."""
    with _notes(ctx) as file:
        notes = store.all_notes(file.db)
    if not notes:
        return file.told(ctx, no_notes(ctx))
    found = store.among(notes, find(query, store.texts(notes)).keys)
    if not found:
        return file.told(ctx, not_there(ctx, query, len(notes)))
    said = count(ctx, len(found))
    title = ctx.say(en=f"I found {said}:", ko=f"{said}를 찾았어요.")
    return file.told(ctx, Reply(f"{title}\n\n{listed(ctx, found)}"))


def remove(ctx: Context, note: str = "") -> Reply:
    """Delete a note; asks which when several fit, and first when all are meant."""
    with _notes(ctx) as file:
        return file.told(ctx, remove_meant(ctx, file, note))


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
    back = "Your note is back." if len(rows) == 1 else f"Your {said} are back."
    return Reply(ctx.say(en=back, ko=f"{said}를 되살렸어요."), (show_notes(ctx),))


def _notes(ctx: Context) -> AbstractContextManager[Opened]:
    return opened(ctx.storage / store.FILE, store.STEPS)
