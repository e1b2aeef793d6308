"""The to-do list: put on it, shown, ticked off and taken off; every change can be taken back."""

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from assistant.plugins.api import Call, Context, Reply, Suggestion
from assistant.plugins.sparing import spared
from assistant.plugins.storage import Opened, opened

from . import store
from .going_on import items_said
from .picking import Deed, pick
from .several import several
from .store import Item
from .words import count, left, named, show_list, shown

_EXCHANGE = re.compile(  # 우유 빼고 계란 넣어줘: the one goes and the other comes
    r"(?:.*[에서]\s+)?(?P<out>\S.*?)(?:[은는을를])?\s*빼고\s+(?P<put>\S.*?)(?:[을를])?\s*(?:좀\s*)?(?:넣|추가|담)"
)


def add(ctx: Context, item: list[str]) -> Reply:
    """Put one thing or several on the list; what is there already is not put there twice."""
    exchange = _EXCHANGE.match(ctx.text)
    # One list, so that its last "and" parts: "soap, shampoo" and "& razor blades".
    said = [exchange["put"]] if exchange else items_said(ctx, item)
    wanted = [] if spared(ctx.text) else list(several(", ".join(said)))
    if not wanted:
        return ctx.ask("item", ctx.say(en="What shall I put on it?", ko="뭘 목록에 넣을까요?"))
    with _list(ctx) as file:
        items = store.open_items(file.db)
        gone = [each for each in items if exchange and each.text in several(exchange["out"])]
        store.remove(file.db, [each.id for each in gone])
        there = {each.text.casefold() for each in items}
        new = [each for each in wanted if each.casefold() not in there]
        ids = [store.add(file.db, each, ctx.now) for each in new]
    on = ctx.say(en="On your list already: ", ko="이미 목록에 있어요: ")
    put = ctx.say(en="On your list: ", ko="목록에 넣었어요: ")
    off = ctx.say(en="Off your list: ", ko="목록에서 뺐어요: ")
    lines = [off + named([each.text for each in gone])] if gone else []
    text = "\n\n".join([*lines, put + named(new) if new else on + named(wanted)])
    undo = Call("take_back", {"ids": ids, "rows": [store.row(each) for each in gone]})
    changed = undo if new or gone else None
    return file.told(ctx, Reply(text, (show_list(ctx),), undo=changed))


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


def take_back(ctx: Context, ids: Sequence[int], rows: Sequence[Sequence[object]] = ()) -> Reply:
    """Undo of `add`; `rows` are what went for it."""
    with _list(ctx) as file:
        gone = store.remove(file.db, ids)
        store.restore(file.db, rows)
    if rows:
        return Reply(ctx.say(en="The list is as it was.", ko="목록을 앞과 같이 되돌렸어요."))
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
