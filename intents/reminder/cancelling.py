"""Which reminders are to be forgotten: "cancel the reminders at 6 and 7", "all but the rent"."""

from collections.abc import Sequence

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.picking import is_chosen, pick, pick_others, pick_row
from assistant.plugins.sparing import Spared, parted, spared, what_stays

from .naming import about, called, named_in
from .words import Words

KIND = "reminder"


def cancelled(ctx: Context, what: str) -> Reply:
    """Forget the reminders that are meant; one reply and one undo for all."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    kept = None if is_chosen(what) else spared(ctx.text, [each.label for each in there])
    if kept:
        return _all_but(ctx, kept, there)
    if row := named_in(ctx, what, there):
        missing = words.missing([said for said, fitting in row.items() if not fitting])
        question = f"{missing} {words.which()}".strip()
        found = pick_row(ctx, "what", what, there, list(row.values()), words.choice, question)
        if isinstance(found, Reply):
            return found
        return _forgotten(ctx, found, words.forgotten_each(found, missing))
    fitting = about(there, what)
    question = words.which() if fitting else f"{words.unknown(what)} {words.which()}"
    found = pick(ctx, "what", what, there, fitting, words.choice, question)
    return found if isinstance(found, Reply) else _forgotten(ctx, found, words.forgotten(found))


def _all_but(ctx: Context, said: Spared, there: Sequence[Scheduled]) -> Reply:
    """Forget all but the reminders that are to stay."""
    words = Words(ctx.language, ctx.now)
    found = parted(there, said, lambda named: called(ctx, named, there))
    missing = words.missing(found.absent)
    gone = pick_others(ctx, "what", there, found, words.choice, words.which(), missing)
    if isinstance(gone, Reply):
        return gone
    below = f"{what_stays(ctx, [words.choice(each) for each in found.staying])} {missing}".strip()
    return _forgotten(ctx, gone, words.forgotten_each(gone, below))


def _forgotten(ctx: Context, found: Sequence[Scheduled], said: str) -> Reply:
    ids = [each.id for each in found]
    ctx.schedule.cancel(ids)
    return Reply(said, undo=Call("undo_cancel", {"ids": ids}))
