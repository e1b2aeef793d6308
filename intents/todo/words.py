"""How the list is shown, and what a message about it says beside its slots."""

import re
from collections.abc import Sequence

from assistant.plugins.api import Context, Suggestion
from assistant.plugins.plain import plain

from .store import Item

LONGEST = 300  # characters of an item that are shown

_ALL = re.compile(
    r"(?:all|everything|every)(?:\s+(?:of\s+)?(?:them|it|(?:the\s+|my\s+)*(?:list|items?|tasks?|to-?dos?)))?"
    r"|(?:the\s+|my\s+)?whole list|(?:할\s?일\s?)?(?:전부|모두|다|전체|싹)(?:\s?다)?",
    re.I,
)
_ALL_INSIDE = re.compile(
    r"\b(?:all|every|everything)\b|\b(?:whole|clear (?:the|my)) (?:to-?do )?list\b"
    r"|전부|모두|모든|전체|싹\s?다|(?<![가-힣])다(?![가-힣])|비워",
    re.I,
)


def means_all(items: Sequence[str], text: str) -> bool:
    """Whether everything is meant: by the slot, or by a message without one."""
    if items:
        return len(items) == 1 and bool(_ALL.fullmatch(items[0].strip()))
    return bool(_ALL_INSIDE.search(text))


def shown(ctx: Context, items: Sequence[Item], done: Sequence[Item]) -> str:
    """The list: numbered, and below it what was done today."""
    lines = [f"{number}. {plain(item.text, LONGEST)}" for number, item in enumerate(items, 1)]
    if not items:
        lines = [ctx.say(en="There is nothing left to do.", ko="할 일이 남아 있지 않아요.")]
    if done:
        title = ctx.say(en="Done today:", ko="오늘 마친 일:")
        lines += ["", title, "", *(f"- ✓ {plain(item.text, LONGEST)}" for item in done)]
    return "\n".join(lines)


def named(items: Sequence[str]) -> str:
    """The items in a row, in bold."""
    return ", ".join(f"**{plain(item, 100)}**" for item in items)


def count(ctx: Context, number: int) -> str:
    """ "3 items", 할 일 3개"""
    items = "1 item" if number == 1 else f"{number:,} items"
    return ctx.say(en=items, ko=f"할 일 {number:,}개")


def left(ctx: Context, number: int) -> str:
    """What remains to be done, as a sentence."""
    if not number:
        return ctx.say(en="Nothing is left.", ko="이제 남은 일이 없어요.")
    is_left = "is" if number == 1 else "are"
    return ctx.say(en=f"{count(ctx, number)} {is_left} left.", ko=f"{number:,}개 남았어요.")


def show_list(ctx: Context) -> Suggestion:
    return Suggestion(ctx.say(en="Show my to-do list", ko="할 일 보여 줘"))
