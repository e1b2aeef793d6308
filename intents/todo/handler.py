"""The to-do list: put on it, shown, ticked off and taken off; every change can be taken back."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from assistant.plugins.api import Call, Context, Reply, Suggestion
from assistant.plugins.storage import Opened, opened

from . import store
from .going_on import items_said
from .picking import Deed, pick
from .several import several
from .store import Item
from .words import count, left, named, show_list, shown


def add(ctx: Context, item: list[str]) -> Reply:
    """Put one thing or several on the list; what is there already is not put there twice."""
    with _list(ctx) as file:
        there = {each.text.casefold(): each.text for each in store.open_items(file.db)}
        # One list, so that its last "and" parts: "soap, shampoo" and "& razor blades".
        wanted = list(several(", ".join(items_said(ctx, item))))
        new = [each for each in wanted if each.casefold() not in there]
        ids = [store.add(file.db, each, ctx.now) for each in new]
    if not wanted:
        return ctx.ask("item", ctx.say(en="What shall I put on it?", ko="뭘 목록에 넣을까요?"))
    if not new:
        on = ctx.say(en="On your list already: ", ko="이미 목록에 있어요: ")
        return file.told(ctx, Reply(on + named(wanted), (show_list(ctx),)))
    put = ctx.say(en="On your list: ", ko="목록에 넣었어요: ")
    undo = Call("take_back", {"ids": ids})
    return file.told(ctx, Reply(put + named(new), (show_list(ctx),), undo=undo))


def show(ctx: Context) -> Reply:
    """What is still to do, and what was done today."""
    with _list(ctx) as file:
        items, done = store.open_items(file.db), store.done_items(file.db)
    today = [each for each in done if _is_today(ctx, each)]
    if not items and not today:
        offer = Suggestion(ctx.say(en="Add something to my to-do list", ko="할 일 추가할게"))
        empty = ctx.say(en="Your list is empty.", ko="목록이 비어 있어요.")
        return file.told(ctx, Reply(empty, (offer,)))
    return file.told(ctx, Reply(shown(ctx, items, today)))


def done(ctx: Context, item: list[str] | None = None) -> Reply:
    """Tick things off."""
    deed = Deed(
        ctx.say(en="What is done?", ko="뭘 마쳤어요?"),
        ctx.say(en="Are all {count} done?", ko="{count}를 모두 마쳤어요?"),
        ctx.say(en="Is “{item}” done?", ko="“{item}”, 마친 거 맞아요?"),
        ctx.say(en="Are the other {count} done?", ko="나머지 {count}를 마쳤어요?"),
    )

    def tick(file: Opened, items: Sequence[Item]) -> Reply:
        ids = [each.id for each in items]
        store.tick(file.db, ids, ctx.now)
        rest = left(ctx, len(store.open_items(file.db)))
        what = named([each.text for each in items])
        said = ctx.say(en=f"Done: {what}. {rest}", ko=f"마쳤어요: {what}. {rest}")
        return Reply(said, undo=Call("reopen", {"ids": ids}))

    return _change(ctx, deed, item or [], tick)


def remove(ctx: Context, item: list[str] | None = None) -> Reply:
    """Take things off the list, done or not."""
    deed = Deed(
        ctx.say(en="What shall I take off the list?", ko="뭘 목록에서 뺄까요?"),
        ctx.say(en="Take all {count} off the list?", ko="{count}를 모두 목록에서 뺄까요?"),
        ctx.say(en="Take “{item}” off the list?", ko="“{item}”, 목록에서 뺄까요?"),
        ctx.say(en="Take the other {count} off the list?", ko="나머지 {count}를 목록에서 뺄까요?"),
    )

    def take_off(file: Opened, items: Sequence[Item]) -> Reply:
        store.remove(file.db, [each.id for each in items])
        what = named([each.text for each in items])
        said = ctx.say(en=f"Off your list: {what}", ko=f"목록에서 뺐어요: {what}")
        undo = Call("put_back", {"rows": [store.row(each) for each in items]})
        return Reply(said, undo=undo)

    return _change(ctx, deed, item or [], take_off)


def take_back(ctx: Context, ids: Sequence[int]) -> Reply:
    """Undo of `add`."""
    with _list(ctx) as file:
        gone = store.remove(file.db, ids)
    said = count(ctx, gone)
    return Reply(ctx.say(en=f"I took {said} off again.", ko=f"{said}를 다시 뺐어요."))


def reopen(ctx: Context, ids: Sequence[int]) -> Reply:
    """Undo of `done`."""
    with _list(ctx) as file:
        store.tick(file.db, ids, None)
    said = count(ctx, len(ids))
    again = "is" if len(ids) == 1 else "are"
    return Reply(ctx.say(en=f"{said} {again} to do again.", ko=f"{said}를 다시 남겨 뒀어요."))


def put_back(ctx: Context, rows: Sequence[Sequence[object]]) -> Reply:
    """Undo of `remove`."""
    with _list(ctx) as file:
        store.restore(file.db, rows)
    said = count(ctx, len(rows))
    back = "is" if len(rows) == 1 else "are"
    return Reply(ctx.say(en=f"{said} {back} on the list again.", ko=f"{said}를 다시 넣었어요."))


def _change(
    ctx: Context,
    deed: Deed,
    said: Sequence[str],
    change: Callable[[Opened, Sequence[Item]], Reply],
) -> Reply:
    with _list(ctx) as file:
        items = store.open_items(file.db)
        if not items:
            empty = ctx.say(en="Your list is empty.", ko="목록이 비어 있어요.")
            return file.told(ctx, Reply(empty))
        meant = pick(ctx, deed, items, said)
        if isinstance(meant, Reply):
            return file.told(ctx, meant)
        reply = change(file, meant.items)
        return file.told(ctx, replace(reply, text=f"{reply.text}\n\n{meant.more}".strip()))


def _is_today(ctx: Context, item: Item) -> bool:
    return item.done is not None and (item.done.astimezone(ctx.now.tzinfo).date() == ctx.now.date())


def _list(ctx: Context) -> AbstractContextManager[Opened]:
    return opened(ctx.storage / store.FILE, store.STEPS)
