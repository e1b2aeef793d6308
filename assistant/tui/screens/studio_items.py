"""How a message of the Inbox is drawn: as a row, and in the words beside its list."""

from collections.abc import Sequence

from textual.content import Content

from assistant.catalogue import say
from assistant.conversation.inbox import Item
from assistant.conversation.neighbours import Neighbour
from assistant.tui.screens.studio_versions import when
from assistant.tui.text import one_line, percent
from assistant.tui.widgets.phrases import DIM, intent_label
from assistant.understanding.understanding import OUT_OF_SCOPE

NAME = 18  # characters of an intent's name in a row
LISTED = 5  # phrases named, of several


def item_row(item: Item, mark: str, language: str) -> tuple[Content, Content]:
    """The phrase; at its right what it was taken for, and how often it failed."""
    nothing = item.how == "admitted" or item.intent is None
    name = say("inbox.nothing", language) if nothing else one_line(item.intent or "", NAME)
    left = Content.assemble((mark, "$success"), one_line(item.said, 200))
    often = f"×{item.failed}"
    right = Content.assemble(
        (f"{name} {_sure(item):>5}", DIM), (f"{often:>4}", "bold" if item.failed > 1 else DIM)
    )
    return left, right


def about_items(items: Sequence[Item], close: Sequence[Neighbour], language: str) -> Content:
    """What was thought of an item, and what may have misled it; or the words of several."""
    if len(items) > 1:
        words = [say("inbox.marked", language, n=len(items))]
        words += [f"  {one_line(item.said, 60)}" for item in items[:LISTED]]
        return Content("\n".join(words + (["  …"] if len(items) > LISTED else [])))
    (item,) = items
    often = say(
        "inbox.often", language, times=item.times, failed=item.failed, when=when(item.at, language)
    )
    parts: list[str | tuple[str, str]] = [_thought(item, language), (f"\n{often}", DIM)]
    for near in close:
        likeness = f"{near.likeness:.2f}".removeprefix("0")
        label = intent_label(near.phrase.intent, language)
        parts += [
            (f"\n{say('inbox.close_to', language)} ", DIM),
            f"“{one_line(near.phrase.text, 60)}”",
            (f" {likeness} {label}", DIM),
        ]
    return Content.assemble(*parts)


def _thought(item: Item, language: str) -> str:
    if item.intent is None or (item.how == "admitted" and item.guess is None):
        return say("inbox.thought_nothing", language)
    return say(
        f"inbox.thought_{item.how}", language,
        intent=intent_label(item.intent, language), sure=_sure(item),
        meant=intent_label(item.meant or OUT_OF_SCOPE, language),
    )  # fmt: skip


def _sure(item: Item) -> str:
    return "" if item.confidence is None else percent(item.confidence)
