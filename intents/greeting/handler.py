"""Greetings, and what the assistant is and can do."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.plugins.api import Context, InstalledIntent, Reply, Slots, Suggestion
from assistant.plugins.plain import plain

from .words import (
    CAPABILITIES,
    GOODBYE,
    GOODNIGHT,
    GROUPS,
    HELLO,
    HOW_ARE_YOU,
    NOTHING,
    THANKS,
    WHAT_CAN_YOU_DO,
    WHO_ARE_YOU,
    Variants,
)

OUT_OF_SCOPE = "out_of_scope"
LAST = ("correct", "chat", "greeting", "help")  # groups that nobody asks for first
OFFERED = 3  # suggestions
LONGEST = 300  # characters of a description or an example


def hello(ctx: Context, slots: Slots) -> Reply:
    """A greeting that fits the time of the day."""
    return Reply(_one_of(HELLO[_part_of_day(ctx.now)], ctx), (_what_can_you_do(ctx),))


def goodbye(ctx: Context, slots: Slots) -> Reply:
    """Good night at night, goodbye at any other time."""
    return Reply(_one_of(GOODNIGHT if _part_of_day(ctx.now) == "night" else GOODBYE, ctx))


def thanks(ctx: Context, slots: Slots) -> Reply:
    """You are welcome."""
    return Reply(_one_of(THANKS, ctx))


def how_are_you(ctx: Context, slots: Slots) -> Reply:
    """Friendly, and without feelings that a network does not have."""
    return Reply(_one_of(HOW_ARE_YOU, ctx))


def who_are_you(ctx: Context, slots: Slots) -> Reply:
    """What it is, and where what one writes stays."""
    return Reply(_one_of(WHO_ARE_YOU, ctx), (_what_can_you_do(ctx),))


def capabilities(ctx: Context, slots: Slots) -> Reply:
    """Every intent there is, with a phrase to try; a few of them to choose from."""
    groups = _groups(ctx.intents)
    if not groups:
        return Reply(NOTHING[ctx.language])
    parts = [CAPABILITIES[ctx.language]]
    for name, intents in groups:
        heading = GROUPS.get(name, {}).get(ctx.language, plain(name).capitalize())
        lines = [_line(intent, ctx.language) for intent in intents]
        parts.append("\n".join([f"**{heading}**", "", *lines]))
    useful = [intents[0] for name, intents in groups if name not in LAST]
    phrases = [phrase for intent in useful if (phrase := _in(ctx.language, intent.example))]
    return Reply("\n\n".join(parts), tuple(Suggestion(phrase) for phrase in phrases[:OFFERED]))


def _groups(intents: Sequence[InstalledIntent]) -> list[tuple[str, list[InstalledIntent]]]:
    """The intents by plugin, which is the first part of their name; the useful ones first."""
    groups: dict[str, list[InstalledIntent]] = {}
    for intent in intents:
        if intent.name != OUT_OF_SCOPE:
            groups.setdefault(intent.name.partition(".")[0], []).append(intent)
    return sorted(groups.items(), key=lambda group: group[0] in LAST)


def _line(intent: InstalledIntent, language: str) -> str:
    does = plain(_in(language, intent.description) or intent.name, LONGEST)
    phrase = plain(_in(language, intent.example), LONGEST)
    return f"- {does}: “{phrase}”" if phrase else f"- {does}"


def _in(language: str, words: Mapping[str, str]) -> str:
    """The words in a language, or in the one that there is; "" when there are none."""
    return words.get(language) or next(iter(words.values()), "")


def _one_of(variants: Variants, ctx: Context) -> str:
    """One of the variants: another one from second to second, the same at the same time."""
    choices = variants[ctx.language]
    return choices[int(ctx.now.timestamp()) % len(choices)]


def _part_of_day(now: datetime) -> str:
    parts = ((5, "night"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "night"))
    return next(part for end, part in parts if now.hour < end)


def _what_can_you_do(ctx: Context) -> Suggestion:
    return Suggestion(WHAT_CAN_YOU_DO[ctx.language])
