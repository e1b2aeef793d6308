"""What the Studio shows of the examples: every intent with the user's own and the built-in phrases.

Nothing here knows a widget. Reading and changing touch files: call them in a thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.korean import language_of
from assistant.plugins.examples import Example, parse_example, same_phrase
from assistant.plugins.learned import learned_line, read_learned
from assistant.plugins.manifest import MINE
from assistant.plugins.mine import Mine, OwnPhrase
from assistant.plugins.silenced import read_silenced, restore, silence
from assistant.problems import AssistantError
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.values import Values

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant


@dataclass(frozen=True)
class IntentEntry:
    """One intent and all phrases that mean it."""

    name: str
    description: str = ""
    slots: tuple[str, ...] = ()  # the declared ones
    open: bool = False  # the user's own: a phrase may bring further slots
    values: Mapping[str, Values] = field(default_factory=dict)  # of its slots, where it is open
    own: tuple[OwnPhrase, ...] = ()  # newest first
    builtin: tuple[Example, ...] = ()
    silenced: frozenset[Example] = frozenset()  # the built-in ones that are switched off
    new: int = 0  # own phrases that the current model has not seen

    @property
    def total(self) -> int:
        return len(self.own) + len(self.builtin)

    def has_words(self, wanted: str) -> bool:
        """Whether any phrase holds these words, in lower case."""
        return wanted in self._words

    @cached_property
    def _words(self) -> str:
        """All its phrases in lower case, a line each."""
        texts = [own.example.text for own in self.own] + [each.text for each in self.builtin]
        return "\n".join(texts).casefold()

    def with_words(self, wanted: str) -> tuple[list[OwnPhrase], list[Example]]:
        """The user's and the built-in phrases that hold these words, in lower case."""
        return (
            [own for own in self.own if wanted in own.example.text.casefold()],
            [example for example in self.builtin if wanted in example.text.casefold()],
        )


@dataclass(frozen=True)
class Phrasebook:
    """All intents, and what the current model has yet to learn."""

    intents: Mapping[str, IntentEntry] = field(default_factory=dict)
    unseen: frozenset[OwnPhrase] = frozenset()  # own phrases that the current model has not seen
    forgotten: int = 0  # phrases that the current model was trained on and that are gone
    accuracy: float | None = None  # of the current model, on held-out examples

    @property
    def total(self) -> int:
        return sum(entry.total for entry in self.intents.values())

    @property
    def own(self) -> int:
        return sum(len(entry.own) for entry in self.intents.values())

    def prepare(self) -> None:
        """Make what a search needs, so that the first key in the filter does not wait for it."""
        for entry in self.intents.values():
            entry.has_words("")

    def replaced_by(self, phrases: Collection[OwnPhrase]) -> tuple[OwnPhrase, ...]:
        """The user's phrases with the same words: a phrase means one thing, with one marking."""
        wanted = {same_phrase(phrase.example.text) for phrase in phrases}
        phrases = set(phrases)
        return tuple(
            own
            for entry in self.intents.values()
            for own in entry.own
            if same_phrase(own.example.text) in wanted and own not in phrases
        )


@dataclass(frozen=True)
class Change:
    """Phrases of the user that went and came, and built-in ones that were switched off and on, each
    with its intent; what undo turns around."""

    removed: tuple[OwnPhrase, ...] = ()
    added: tuple[OwnPhrase, ...] = ()
    silenced: tuple[tuple[str, Example], ...] = ()
    restored: tuple[tuple[str, Example], ...] = ()

    @property
    def reversed(self) -> Change:
        return Change(self.added, self.removed, self.restored, self.silenced)

    @property
    def intent(self) -> str:
        """The intent that it is about, or the first of them."""
        phrases = self.added or self.removed
        return phrases[0].intent if phrases else (self.silenced or self.restored)[0][0]


def read_phrasebook(assistant: Assistant) -> Phrasebook:
    """Everything that is taught. Raises AssistantError when the user's own file cannot be read."""
    language = assistant.settings.interface_language
    mine = assistant.mine
    own: dict[str, list[OwnPhrase]] = {}
    for phrase in mine.phrases():
        own.setdefault(phrase.intent, []).append(phrase)
    builtin: dict[str, list[Example]] = {}
    slots: dict[str, dict[str, None]] = {}
    descriptions: dict[str, str] = {}
    for plugin in assistant.library.plugins:
        for spec in plugin.intents:
            if plugin.id != MINE:
                phrases = builtin.setdefault(spec.name, [])
                for examples in spec.examples.values():
                    phrases.extend(examples)
            slots.setdefault(spec.name, {}).update(dict.fromkeys(spec.slots))
            about = spec.description.get(language) or spec.description.get("en", "")
            if about:
                descriptions.setdefault(spec.name, about)
    for name, taught in own.items():
        if name not in builtin:  # the library does not know the newest slots yet
            spans = (span.name for phrase in taught for span in phrase.example.slots)
            slots.setdefault(name, {}).update(dict.fromkeys(spans))
    descriptions.setdefault(OUT_OF_SCOPE, say("studio.none_about", language))
    learned = _learned(assistant)
    lines = {learned_line(p.intent, p.example): p for phrases in own.values() for p in phrases}
    unseen = frozenset(phrase for line, phrase in lines.items() if line not in learned)
    silenced = read_silenced(mine.folder)
    values = mine.values()
    names = sorted({*own, *slots, OUT_OF_SCOPE}, key=lambda name: (name == OUT_OF_SCOPE, name))
    return Phrasebook(
        {
            name: IntentEntry(
                name,
                descriptions.get(name, ""),
                tuple(slots.get(name, ())),
                name not in builtin,
                values.get(name, {}),
                tuple(reversed(own.get(name, ()))),
                tuple(builtin.get(name, ())),
                _among(builtin.get(name, ()), silenced.get(name, frozenset())),
                sum(phrase in unseen for phrase in own.get(name, ())),
            )
            for name in names
        },
        unseen,
        len(learned - lines.keys()),
        _accuracy(assistant),
    )


def _among(examples: Iterable[Example], phrases: Collection[str]) -> frozenset[Example]:
    """Those examples that are phrases of these, as `same_phrase` gives them."""
    if not phrases:
        return frozenset()
    return frozenset(e for e in examples if same_phrase(e.text) in phrases)


def apply(mine: Mine, change: Change) -> None:
    """Do it in the user's files. Raises AssistantError with what could not be done."""
    if change.silenced:
        silence(mine.folder, change.silenced)
    if change.restored:
        restore(mine.folder, change.restored)
    if len(change.removed) == len(change.added) == 1:
        mine.replace(change.removed[0], change.added[0])
        return
    mine.add_all(change.added)
    there = {same_phrase(phrase.example.text) for phrase in change.added}
    mine.remove_all(p for p in change.removed if same_phrase(p.example.text) not in there)


class UnknownSlotError(Exception):
    """A phrase marks words as a slot that its intent does not have."""

    def __init__(self, intent: str, slot: str, slots: tuple[str, ...]) -> None:
        super().__init__(intent, slot, slots)
        self.intent, self.slot, self.slots = intent, slot, slots


def parse_phrases(
    text: str, intent: str, slots: tuple[str, ...], *, open: bool = False
) -> tuple[OwnPhrase, ...]:
    """A phrase a line, with their slots.

    Raises AssistantError for the first line with a mistake in the annotation, and
    UnknownSlotError for one with a slot not among `slots`, unless the intent is open to others.
    """
    phrases: dict[OwnPhrase, None] = {}
    for line in text.splitlines():
        example = parse_example(line)
        if not example.text:
            continue
        for span in example.slots:
            if span.name not in slots and not open:
                raise UnknownSlotError(intent, span.name, slots)
        language = language_of(example.text)
        phrases[OwnPhrase(intent, language, example)] = None
    return tuple(phrases)


def mark(line: str, start: int, end: int, slots: tuple[str, ...]) -> tuple[str, int]:
    """The line with the words from `start` to `end` marked as a slot, and where they end in it.

    Without a selection it is the word at `start`. Marked words take the next slot, and after the
    last one none.
    """
    for found in re.finditer(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(([^)]*)\)", line):
        if found.start() <= start and end <= found.end():
            after = slots.index(found[2]) + 1 if found[2] in slots else 0
            new = found[1] if after == len(slots) else f"[{found[1]}]({slots[after]})"
            return line[: found.start()] + new + line[found.end() :], found.start() + len(new)
    if start == end:
        start -= len(re.search(r"\S*$", line[:start])[0])  # type: ignore[index]
        end += len(re.match(r"\S*", line[end:])[0])  # type: ignore[index]
    words = line[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    words = line[start:end]
    if not slots or not words or "[" in words or "]" in words:
        return line, end
    new = f"[{words}]({slots[0]})"
    return line[:start] + new + line[end:], start + len(new)


def _accuracy(assistant: Assistant) -> float | None:
    try:
        return assistant.versions.current().accuracy
    except AssistantError:
        return None


def _learned(assistant: Assistant) -> frozenset[str]:
    """The user's phrases that the current model was trained on; none without any model."""
    try:
        current = assistant.versions.current()
    except AssistantError:
        return frozenset()
    return read_learned(assistant.paths.models / current.name)
