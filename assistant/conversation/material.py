"""All phrases with what they were stated to mean, and whose they are: what health is found of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assistant.plugins.examples import Example
from assistant.plugins.library import Library
from assistant.plugins.manifest import MANIFEST, MINE, Plugin, read_manifest
from assistant.plugins.mine import OwnPhrase
from assistant.plugins.phrases import Origin
from assistant.understanding.understanding import OUT_OF_SCOPE

_BESIDE_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A phrase, and what somebody stated it to mean."""

    intent: str
    example: Example
    language: str
    origin: Origin

    @property
    def text(self) -> str:
        return self.example.text

    @property
    def own(self) -> OwnPhrase | None:
        """The user's phrase; None for another's."""
        if self.origin != "own":
            return None
        return OwnPhrase(self.intent, self.language, self.example)


@dataclass(frozen=True)
class Material:
    """The phrases that something can be done about come first."""

    added: tuple[Stated, ...] = ()  # the user's, then those of plugins that the user put in
    builtin: tuple[Stated, ...] = ()  # without those out of scope
    # Slots that a manifest of these names, by intent.
    declared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def all(self) -> tuple[Stated, ...]:
        return self.added + self.builtin

    @cached_property
    def alike(self) -> Mapping[str, tuple[int, ...]]:
        """The places in `all` of phrases that are the same but for small things: see `loosely`."""
        places: dict[str, list[int]] = {}
        for place, phrase in enumerate(self.all):
            places.setdefault(loosely(phrase.text), []).append(place)
        return {key: tuple(found) for key, found in places.items()}


def gather(library: Library, mine: Path) -> Material:
    """The phrases of the plugins, and of the user as they are in the folder `mine` now.

    What is out of scope by our own phrases is left out: it gives way to what the user teaches, so
    there is nothing to act on. So are phrases that must not end at an intent. Raises
    AssistantError when the user's own files cannot be read.
    """
    plugins = [plugin for plugin in library.plugins if plugin.id != MINE]
    answered = {spec.name for plugin in plugins for spec in plugin.intents if spec.answers}
    declared: dict[str, dict[str, None]] = {}
    if (mine / MANIFEST).exists():
        plugins.insert(0, read_manifest(mine))
    for plugin in plugins:
        for spec in () if plugin.builtin else plugin.intents:
            if plugin.id != MINE or spec.name not in answered:
                declared.setdefault(spec.name, {}).update(dict.fromkeys(spec.slots))
    stated = [phrase for plugin in plugins for phrase in _stated(plugin)]
    return Material(
        tuple(phrase for phrase in stated if phrase.origin != "builtin"),
        tuple(p for p in stated if p.origin == "builtin" and p.intent != OUT_OF_SCOPE),
        {intent: tuple(slots) for intent, slots in declared.items()},
    )


def loosely(text: str) -> str:
    """What two phrases have in common that differ only in case, spaces or punctuation."""
    return _BESIDE_WORDS.sub("", text.casefold()) or text


def _stated(plugin: Plugin) -> Iterable[Stated]:
    for spec in plugin.intents:
        for phrase in spec.phrases:
            if not phrase.negative:
                yield Stated(spec.name, phrase.example, phrase.language, phrase.origin)
