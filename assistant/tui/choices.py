"""The intents that a phrase can be taught as: the network's guesses first, then all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from assistant.catalogue import say
from assistant.tui.text import clean, one_line, percent
from assistant.tui.widgets.phrases import DIM, intent_label
from assistant.tui.widgets.rows import Heading
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant

GUESSES = 3  # of the network, above all others


@dataclass(frozen=True)
class Choice:
    """An intent that may have been meant, or the way to a new one.

    `each` stands for several phrases, each as what it was taken for.
    """

    name: str
    description: str = ""
    slots: tuple[str, ...] = ()
    open: bool = False  # the user's own: a phrase may bring further slots
    confidence: float | None = None
    kind: Literal["intent", "none", "new", "each"] = "intent"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from."""

    guesses: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(choice.name for choice in (*self.guesses, *self.others))


def read_choices(
    assistant: Assistant, text: str | None, first: str | None = None, least: float = 0.0
) -> Choices:
    """The network's best guesses for `text`, if any, and all other intents by name.

    The intent `first` stands above all, unless it is unknown; no guess is less probable than
    `least`.
    """
    language = assistant.settings.interface_language
    known: dict[str, Choice] = {}
    for name, intent in assistant.library.intents.items():
        about = intent.spec.description
        description = about.get(language) or about.get("en", "")
        slots = tuple(intent.spec.slots)
        known[name] = Choice(name, description, slots, open=intent.plugin is None)
    known.pop(OUT_OF_SCOPE, None)
    ranking = assistant.understand(text).ranking[:GUESSES] if text is not None else ()
    sure = {score.name: score.confidence for score in ranking if score.confidence >= least}
    likely = dict.fromkeys([*([first] if first else []), *sure])
    guesses = [
        replace(choice, confidence=sure.get(name))
        for name in likely
        if (choice := known.pop(name, None)) is not None
    ]
    return Choices(tuple(guesses), tuple(known[name] for name in sorted(known)))


def listed(choices: Choices, wanted: str, language: str) -> list[Choice | Heading]:
    """The choices with the words `wanted` in them; those for none and for a new one among them."""
    wanted = wanted.strip().casefold()
    none = Choice(OUT_OF_SCOPE, say("studio.none_about", language), kind="none")
    new = Choice("", kind="new")
    if wanted:
        found = _matching((*choices.guesses, *choices.others), wanted)
        found += [none] if wanted in say("studio.none", language).casefold() else []
        return [*found, new]
    items: list[Choice | Heading] = [*choices.guesses, none, new]
    if choices.others:
        items += [Heading(say("studio.all_intents", language)), *choices.others]
    return items


def draw_choice(choice: Choice, typed: str, language: str) -> tuple[Content, Content]:
    """A choice as a row; `typed` is what a new intent would be named."""
    if choice.kind == "new":
        typed = one_line(typed, 40)
        return Content.assemble(
            ("+ ", "$accent"), say("studio.new_intent", language), f" “{typed}”" if typed else ""
        ), Content("")
    if choice.kind == "each":
        return Content.styled(say("inbox.each", language), "bold"), Content("")
    name = intent_label(choice.name, language)
    right = "" if choice.confidence is None else percent(choice.confidence)
    return Content.assemble(
        (name, "bold" if choice.confidence is not None else ""),
        (f"  {clean(choice.description)}", DIM),
    ), Content.styled(right, DIM)


def _matching(choices: Iterable[Choice], wanted: str) -> list[Choice | Heading]:
    return [c for c in choices if wanted in f"{c.name} {c.description}".casefold()]
