"""How notes are shown, and what a message about notes says beside its slots."""

import re
from collections.abc import Sequence

from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.plain import plain
from assistant.values.saying import NEAR, WEEKDAYS, short

from .store import Note

SHOWN = 20  # notes in a list
LONGEST = 300  # characters of a note that are shown

_NOTED = (
    r"^(?:(?:please|can you|could you)\s+)?(?:(?:make|take|add)\s+(?:a\s+)?(?:quick\s+)?)?"
    r"(?:note|memo|jot down|write down)(?:\s+(?:down|that|to self))*\s*[:,]?\s+(?P<note>.+)$",
    r"^(?:메모|노트)(?:해\s?줘|하기)?\s*[:：]\s*(?P<note>.+)$",
    r"^(?P<note>.+?)\s*(?:이라고|라고|고)\s+(?:메모|적어|기록|노트)[가-힣\s]*[.!]?$",
)
_NO_NOTE = re.compile(r"(?:please|for me|for later|something|this|that|down)[.!]?$", re.I)
_ALL = re.compile(
    r"(?:all|everything|every)(?:\s+(?:of\s+)?(?:them|it|(?:the\s+|my\s+|of\s+)*notes?))?"
    r"|(?:메모\s?)?(?:전부|모두|다|전체|싹)(?:\s?다)?",
    re.I,
)
_ALL_INSIDE = re.compile(
    r"\b(?:all|every|everything)\b(?:\s+(?:of|the|my))*\s*(?:notes?|memos?)?\b|전부|모두|모든|전체"
    r"|싹\s?다|(?<![가-힣])다(?![가-힣])",
    re.I,
)


def noted(text: str) -> str:
    """What a message asks to write down, where its slot was not seen; "" when it says nothing."""
    for pattern in _NOTED:
        if match := re.match(pattern, text.strip(), re.I | re.S):
            said = match["note"].strip()
            return "" if _NO_NOTE.fullmatch(said) else said
    return ""


def means_all(note: str, text: str) -> bool:
    """Whether every note is meant: by the slot, or by a message without one."""
    return bool(_ALL.fullmatch(note.strip()) if note else _ALL_INSIDE.search(text))


def listed(ctx: Context, notes: Sequence[Note], *, all_of_them: bool = False) -> str:
    """A list, each with its day. Only a list of all has numbers, for these name notes later."""
    lines = [
        f"{f'{number}.' if all_of_them else '-'} {plain(note.text, LONGEST)} — {_day(note, ctx)}"
        for number, note in enumerate(notes[:SHOWN], 1)
    ]
    older = len(notes) - SHOWN
    if older > 0:
        lines += ["", ctx.say(en=f"And {older:,} older.", ko=f"그 전 것이 {older:,}개 더 있어요.")]
    return "\n".join(lines)


def count(ctx: Context, number: int) -> str:
    """ "3 notes", 메모 3개"""
    notes = "1 note" if number == 1 else f"{number:,} notes"
    return ctx.say(en=notes, ko=f"메모 {number:,}개")


def not_there(ctx: Context, words: str, there: int) -> Reply:
    shown = plain(words, 40)
    english = f"None of your {count(ctx, there)} speaks of “{shown}”."
    if there == 1:
        english = f"Your only note does not speak of “{shown}”."
    return Reply(ctx.say(en=english, ko=f"“{shown}”에 대한 메모는 없어요."), (show_notes(ctx),))


def none_of(ctx: Context, said: Sequence[str]) -> str:
    """That there are no notes of these numbers, or about these words."""
    shown = [f"“{plain(each, 40)}”" for each in said]
    english, korean = f"No note fits {' or '.join(shown)}.", f"{', '.join(shown)} 메모는 없어요."
    return ctx.say(en=english, ko=korean)


def no_notes(ctx: Context) -> Reply:
    offer = ctx.say(en="Take a note", ko="메모할게")
    return Reply(ctx.say(en="You have no notes.", ko="메모가 없어요."), (Suggestion(offer),))


def show_notes(ctx: Context) -> Suggestion:
    return Suggestion(ctx.say(en="Show my notes", ko="메모 보여 줘"))


def _day(note: Note, ctx: Context) -> str:
    today, day = ctx.now.date(), note.at.astimezone(ctx.now.tzinfo).date()
    ago = (today - day).days
    if ago in (0, 1):
        return NEAR[ctx.language][-ago]
    return WEEKDAYS[ctx.language][day.weekday()] if 1 < ago < 7 else short(day, today, ctx.language)
