"""What is wrong with a plugin, before anybody meets it: its files, its code and its phrases."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.catalogue import LANGUAGES
from assistant.plugins.code import check_code
from assistant.plugins.lines import line_with, with_line
from assistant.plugins.manifest import IntentSpec, Plugin, read_manifest, read_module
from assistant.plugins.phrases import phrase_file
from assistant.problems import AssistantError, Problem
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.material import Material

_NAMES = {"en": "English", "ko": "Korean"}


def read_plugin(place: Path) -> Plugin:
    """The plugin in a folder or a single file. Raises AssistantError, with the line if it can."""
    try:
        plugin = read_module(place) if place.suffix == ".py" else read_manifest(place)
    except AssistantError as error:
        file = place.absolute() if place.suffix == ".py" else place.absolute() / "intent.toml"
        problem = with_line(error.problem, file)
        raise AssistantError(problem.what, where=problem.where, remedy=problem.remedy) from error
    if plugin is None:
        raise AssistantError(
            "Nothing in it is decorated with @intent.", where=str(place),
            remedy="Decorate a function with @intent, from assistant import intent.",
        )  # fmt: skip
    return plugin


def check_plugin(bot: "Assistant", plugin: Plugin) -> tuple[Problem, ...]:
    """Everything that is wrong with it, beside the plugins that the assistant has.

    The first time a model's encoder reads all phrases, which takes seconds. Raises AssistantError
    for a broken file of the user, and when there is no model.
    """
    return (
        *(_with_place(problem, plugin) for problem in plugin.check()),
        *_languages(plugin),
        *check_code(plugin),
        *_taken(bot, plugin),
        *_collisions(bot, plugin),
    )


def _with_place(problem: Problem, plugin: Plugin) -> Problem:
    """With the line of a phrase that stands in the manifest: its place there is only a number."""
    for spec in plugin.intents:
        for source in spec.sources:
            for number, line in enumerate(source.lines or (), 1):
                place = f"{source.file}, examples.{source.kind} {number}, "
                if not problem.where.startswith(place):
                    continue
                found = line_with(source.file, line)
                if found and _quotes(problem.where, line):
                    rest = problem.where.removeprefix(f"{source.file}")
                    return replace(problem, where=f"{source.file}, line {found}{rest}")
    return problem


def _quotes(where: str, line: str) -> bool:
    """Whether a place ends with the words of the line, which may be shortened."""
    from assistant.plugins.examples import parse_example

    words = where[where.find("“") + 1 : -1].rstrip("…")
    try:
        text = parse_example(line).text
    except AssistantError:
        text = line
    return words in line or words in text


def _languages(plugin: Plugin) -> Iterator[Problem]:
    for spec in plugin.intents:
        if spec.name == OUT_OF_SCOPE:
            continue
        yield from _missing_phrases(spec, plugin)
        for what, texts in _texts(spec):
            if texts and (missing := [each for each in LANGUAGES if each not in texts]):
                yield _lacks(f"The {what} of {spec.name} is", missing[0], plugin, spec.name)
    if plugin.description and (missing := [e for e in LANGUAGES if e not in plugin.description]):
        yield _lacks(f"The description of {plugin.id} is", missing[0], plugin, plugin.id)


def _missing_phrases(spec: IntentSpec, plugin: Plugin) -> Iterator[Problem]:
    for language in LANGUAGES:
        if spec.answers and not spec.examples[language]:
            other = phrase_file(plugin.folder, spec.name, language)
            remedy = (
                f'Add some to its @intent: {language} = ["…"].' if plugin.file
                else f"Write some into {other.parent.name}/{other.name}, a line each."
            )  # fmt: skip
            yield Problem(
                f"{spec.name} has no phrases in {_NAMES[language]}.",
                _where(plugin, spec.name), remedy,
            )  # fmt: skip


def _texts(spec: IntentSpec) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield from (
        ("reply", spec.reply), ("description", spec.description), ("example", spec.example)
    )  # fmt: skip
    yield from ((f"prompt for {slot.name!r}", slot.prompt) for slot in spec.slots.values())


def _lacks(what: str, language: str, plugin: Plugin, name: str) -> Problem:
    return Problem(
        f"{what} not in {_NAMES[language]}.", _where(plugin, name), f'Add {language} = "…" to it.'
    )


def _where(plugin: Plugin, name: str) -> str:
    line = line_with(plugin.source, f'"{name}"')
    return f"{plugin.source}, line {line}" if line else str(plugin.source)


def _taken(bot: "Assistant", plugin: Plugin) -> Iterator[Problem]:
    """What other plugins answer already."""
    for problem in bot.library.problems:
        if problem.where.startswith(str(plugin.source)):
            yield with_line(problem, plugin.source)


def _collisions(bot: "Assistant", plugin: Plugin) -> Iterator[Problem]:
    from assistant.conversation.findings import Finding, Kind, remedy, what
    from assistant.conversation.health import of_likeness, of_words, told_once
    from assistant.conversation.likeness import turned, units
    from assistant.conversation.readings import Readings
    from assistant.conversation.teaching import Teaching

    language = bot.settings.interface_language
    material = _material(bot, plugin)
    if not material.added:
        return
    # The encoder alone says what is alike: nothing has to be taught for that.
    teaching = Teaching(bot.versions.load()[0], bot.paths.models, bot.paths.cache)
    readings = Readings(teaching.model, teaching.identity, bot.paths.cache)
    inputs = readings.of([phrase.text for phrase in material.all])
    assert inputs is not None  # it was not stopped
    found: list[Finding] = [
        *of_words(material, language), *of_likeness(material, turned(units(inputs.vectors)))
    ]  # fmt: skip
    for finding in told_once(found):
        if finding.kind is not Kind.LANGUAGE:  # told already, of every language
            where = _where(plugin, finding.intent)
            if finding.phrase is not None:
                where = _phrase_place(plugin, finding.phrase.text) or where
            yield Problem(what(finding, language), where, remedy(finding, language))


def _material(bot: "Assistant", plugin: Plugin) -> "Material":
    """The phrases of the plugin, then those of all others."""
    from assistant.conversation.material import Material, gather

    names = {spec.name for spec in plugin.intents}
    everything = gather(bot.library, bot.mine.folder)
    ours = tuple(phrase for phrase in everything.all if phrase.intent in names)
    others = tuple(phrase for phrase in everything.all if phrase.intent not in names)
    declared = {spec.name: tuple(spec.slots) for spec in plugin.intents}
    return Material(ours, others, declared)


def _phrase_place(plugin: Plugin, text: str) -> str | None:
    """The file and line of a phrase of the plugin."""
    from assistant.files import read_text
    from assistant.plugins.examples import parse_example
    from assistant.plugins.phrases import numbered_lines

    for spec in plugin.intents:
        for source in spec.sources:
            if source.lines is None:
                lines = numbered_lines(read_text(source.file)) if source.file.exists() else []
            else:
                lines = [(line_with(source.file, line) or 0, line) for line in source.lines]
            for number, line in lines:
                try:
                    if number and parse_example(line).text == text:
                        return f"{source.file}, line {number}"
                except AssistantError:  # told already
                    continue
    return None
