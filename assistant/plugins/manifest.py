"""A plugin's intent.toml as values. It is checked here, once; inside, nothing is checked again."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assistant.catalogue import LANGUAGES
from assistant.plugins.api import API_VERSION, CAPABILITIES
from assistant.plugins.examples import Example, parse_example, same_phrase
from assistant.plugins.manifest_cache import ManifestCache
from assistant.plugins.phrases import (
    EXAMPLES,
    KINDS,
    Origin,
    Phrase,
    Source,
    phrase_file,
    read_phrases,
)
from assistant.plugins.single_file import parse_single_file
from assistant.plugins.slot_specs import SlotSpec, read_slots
from assistant.problems import AssistantError, Problem
from assistant.settings import ISOLATIONS
from assistant.tables import Table, did_you_mean, parse_table
from assistant.understanding.understanding import OUT_OF_SCOPE

SCHEMA = 1
MANIFEST = "intent.toml"
HANDLERS = "handler.py"
MINE = "mine"  # the id of the plugin that holds the user's own phrases
LONGEST_TIMEOUT = 300.0  # seconds

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_INTENT = re.compile(r"(?=.{1,64}$)[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


@dataclass(frozen=True)
class IntentSpec:
    """An intent as a manifest describes it; its phrases are read when first asked for."""

    name: str
    handler: str | None = None  # a function of handler.py
    slots: Mapping[str, SlotSpec] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    description: Mapping[str, str] = field(default_factory=dict)  # by language
    example: Mapping[str, str] = field(default_factory=dict)  # by language; plain text
    reply: Mapping[str, str] = field(default_factory=dict)  # by language; instead of a handler
    aside: bool = False  # beside another request it asks for nothing: "hi, what time is it"
    alone: bool = False  # it is about the whole message or the conversation: no part of several
    silenced: frozenset[str] = frozenset()  # phrases of plugins that the user switched off

    @property
    def answers(self) -> bool:
        """Whether it can answer by itself; otherwise it only adds phrases."""
        return bool(self.handler or self.reply)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases, those that must not end here included."""
        return self._kept[0]

    @cached_property
    def examples(self) -> Mapping[str, tuple[Example, ...]]:
        """The phrases that mean this intent, by language."""
        return {
            language: tuple(
                p.example for p in self.phrases if p.language == language and not p.negative
            )
            for language in LANGUAGES
        }

    @cached_property
    def negatives(self) -> tuple[Example, ...]:
        """The phrases that look like this intent and are not."""
        return tuple(phrase.example for phrase in self.phrases if phrase.negative)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why some phrases were left out."""
        return self._kept[1]

    @cached_property
    def _kept(self) -> tuple[tuple[Phrase, ...], tuple[Problem, ...]]:
        return self.read()

    def read(self) -> tuple[tuple[Phrase, ...], tuple[Problem, ...]]:
        """The phrases and why some were left out, for those who go through all intents once: tens
        of thousands of phrases are not to stay in memory for that."""
        # An intent that neither answers nor declares slots adds phrases to another plugin's intent,
        # whose slots are known only once the two are merged.
        declared = self.slots.keys() if self.answers or self.slots else None
        phrases, problems = read_phrases(self.sources, declared)
        if self.silenced:
            phrases = tuple(
                phrase
                for phrase in phrases
                if phrase.origin == "own" or same_phrase(phrase.example.text) not in self.silenced
            )
        return phrases, problems


@dataclass(frozen=True)
class PluginTest:
    """A message and what it must be understood as."""

    say: str
    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)  # as `to_json` gives it
    reply: str = ""  # words that the reply has


@dataclass(frozen=True)
class Plugin:
    """A folder with intents, and a handler.py when they are answered by code; or a single file."""

    id: str
    version: str
    folder: Path
    builtin: bool = False
    capabilities: frozenset[str] = frozenset()
    timeout: float = 5.0  # seconds for one call
    isolation: str = "thread"
    intents: tuple[IntentSpec, ...] = ()
    tests: tuple[PluginTest, ...] = ()
    description: Mapping[str, str] = field(default_factory=dict)  # by language
    file: Path | None = None  # when the plugin is a single file

    @property
    def module(self) -> Path:
        """Where its handlers are."""
        return self.file or self.folder / HANDLERS

    @property
    def source(self) -> Path:
        """The file that says what it is."""
        return self.file or self.folder / MANIFEST

    @property
    def place(self) -> Path:
        """What is put into the folder of plugins to have it, and taken out again."""
        return self.file or self.folder

    def check(self) -> tuple[Problem, ...]:
        """What is wrong with its phrases: reads them all."""
        found = [problem for intent in self.intents for problem in intent.problems]
        return (*found, *_stray_files(self))


def how_to_switch_off(plugin: str) -> str:
    """The end of a remedy: what a person does so that a plugin is not used."""
    return f"switch the plugin off: enabled = false under [plugins.{plugin}] in config.toml."


def may_be_id(word: str) -> bool:
    """Whether a plugin may have it as its id."""
    return bool(_ID.fullmatch(word))


def check_intent_name(name: str) -> None:
    """Raise AssistantError for what cannot be the name of an intent."""
    if not _INTENT.fullmatch(name):
        raise AssistantError(
            f"{name[:40]!r} cannot be the name of an intent.",
            where="intent name",
            remedy="Use lower-case English letters, digits and _, in parts joined by dots, "
            "such as music.play.",
        )


def read_manifest(
    folder: Path, *, builtin: bool = False, cache: ManifestCache | None = None
) -> Plugin:
    """The plugin in `folder`. Raises AssistantError that names the file, the place and the remedy.

    Phrase files are left for later: `Plugin.check` looks at them too.
    """
    folder = folder.absolute()
    plugin = (cache or ManifestCache()).read(
        folder / MANIFEST, parse_table, lambda table: _plugin(table, folder, builtin=builtin)
    )
    assert plugin is not None  # any text is a table, or raises
    return plugin


def read_module(file: Path, *, cache: ManifestCache | None = None) -> Plugin | None:
    """The plugin that a single file is; None when nothing in it is decorated with `@intent`.

    Raises AssistantError as `read_manifest` does.
    """
    file = file.absolute()
    return (cache or ManifestCache()).read(
        file, parse_single_file, lambda table: _plugin(table, file.with_suffix(""), file=file)
    )


def _plugin(
    table: Table, folder: Path, *, file: Path | None = None, builtin: bool = False
) -> Plugin:
    _check_version(table, "schema", SCHEMA)
    _check_version(table, "api", API_VERSION)
    table.only(
        ("schema", "id", "version", "api", "description", "capabilities", "timeout", "isolation",
         "intent", "test")
    )  # fmt: skip
    plugin_id = table.need("id", str)
    if not may_be_id(plugin_id):
        raise table.error(
            f"{plugin_id[:40]!r} cannot be the id of a plugin.",
            "Use lower-case English letters, digits and _, such as music.",
        )
    capabilities = table.texts("capabilities")
    for capability in capabilities:
        table.among(capability, CAPABILITIES, "capability")
    origin: Origin = "builtin" if builtin else "own" if plugin_id == MINE else "plugin"
    intents: dict[str, IntentSpec] = {}
    for entry in table.tables("intent"):
        intent = _intent(entry, folder, file or folder / HANDLERS, origin)
        if intent.name in intents:
            raise entry.error(
                f"The intent {intent.name} stands here twice.", "Join the two into one [[intent]]."
            )
        intents[intent.name] = intent
    return Plugin(
        id=plugin_id,
        version=table.need("version", str),
        folder=folder,
        file=file,
        builtin=builtin,
        capabilities=frozenset(capabilities),
        timeout=_timeout(table),
        isolation=table.choice("isolation", ISOLATIONS, "thread"),
        intents=tuple(intents.values()),
        tests=tuple(_test(entry) for entry in table.tables("test")),
        description=table.text_by("description", LANGUAGES),
    )


def _intent(table: Table, folder: Path, module: Path, origin: Origin) -> IntentSpec:
    name = table.need("name", str)
    try:
        check_intent_name(name)
    except AssistantError as error:
        raise table.error(error.problem.what, error.problem.remedy) from error
    table.place += f" ({name})"
    table.only(
        ("name", "handler", "slots", "examples", "description", "example", "reply", "aside",
         "alone")
    )  # fmt: skip
    handler = table.get("handler", str, None)
    reply = table.text_by("reply", LANGUAGES)
    if handler is not None:
        _check_handler(table, handler, module, name, reply)
    return IntentSpec(
        name=name,
        handler=handler,
        slots=read_slots(table.table("slots")),
        sources=_sources(table.table("examples"), name, folder, origin),
        description=table.text_by("description", LANGUAGES),
        example=_plain(table),
        reply=reply,
        aside=table.get("aside", bool, False),
        alone=table.get("alone", bool, False),
    )


def _check_handler(
    table: Table, handler: str, module: Path, name: str, reply: Mapping[str, str]
) -> None:
    if not handler.isidentifier():
        raise table.error(
            f"{handler[:40]!r} cannot be a function.",
            "Write the name of a function in handler.py, without dots or parentheses.",
        )
    if name == OUT_OF_SCOPE:
        raise table.error(
            f"{OUT_OF_SCOPE} is reserved for phrases that belong to no intent.",
            "Give the intent another name, or remove its handler.",
        )
    if reply:
        raise table.error("The intent has both a handler and a reply.", "Keep one of them.")
    if not module.is_file():
        raise table.error(
            f"There is no {HANDLERS} beside the manifest.",
            f"Write one with a function {handler}, or give the intent a reply instead.",
        )


def _sources(table: Table, name: str, folder: Path, origin: Origin) -> tuple[Source, ...]:
    table.only(KINDS)
    inline = [Source(kind, origin, table.file, table.texts(kind)) for kind in table.data]
    files = [Source(kind, origin, phrase_file(folder, name, kind)) for kind in KINDS]
    return (*inline, *files)


def _plain(table: Table) -> dict[str, str]:
    """The phrase shown to people, by language, without its annotations."""
    shown = table.text_by("example", LANGUAGES)
    try:
        return {language: parse_example(line).text for language, line in shown.items()}
    except AssistantError as error:
        raise table.error(error.problem.what, error.problem.remedy) from error


def _test(table: Table) -> PluginTest:
    table.only(("say", "intent", "slots", "reply"))
    slots = table.table("slots")
    return PluginTest(
        table.need("say", str),
        table.need("intent", str),
        {name: slots.need(name, str) for name in slots.data},
        table.get("reply", str, ""),
    )


def _check_version(table: Table, key: str, ours: int) -> None:
    given = table.need(key, int)
    if given > ours:
        raise table.error(
            f"It was written for {key} {given}, and this assistant knows {ours}.",
            "Update the assistant, or get an older version of the plugin.",
        )
    if given < 1:
        raise table.error(f"There is no {key} {given}.", f"Write {key} = {ours}.")


def _timeout(table: Table) -> float:
    timeout = table.get("timeout", float, 5.0)
    if not (math.isfinite(timeout) and 0 < timeout <= LONGEST_TIMEOUT):
        raise table.error(
            f"{timeout:g} seconds cannot be the time for one call.",
            f"Write a timeout above 0 and up to {LONGEST_TIMEOUT:g}.",
        )
    return timeout


def _stray_files(plugin: Plugin) -> list[Problem]:
    """Phrase files that nobody would ever read, such as those of a misspelt intent or language."""
    folder = plugin.folder / EXAMPLES
    expected = {
        phrase_file(plugin.folder, intent.name, kind).name
        for intent in plugin.intents
        for kind in KINDS
    }
    try:
        found = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        return [Problem(f"It cannot be read ({error.strerror}).", str(folder), "Make it readable.")]
    return [
        Problem(
            "It is not read: its name is not made of an intent of this plugin and a language.",
            str(path),
            did_you_mean(path.name, expected),
        )
        for path in found
        if path.name not in expected and (path.suffix == ".txt" or path.is_dir())
    ]
