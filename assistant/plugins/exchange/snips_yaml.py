"""Snips' data set (YAML): a document an intent, slots as `[slot:entity](words)` or `[slot](words)`.

`[slot:entity]` without words takes the values of the entity in turn, as far as the same file has
them; else the slot's name stands in for them. The language is that of the writing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path

from assistant.plugins.examples import LONGEST, Example, SlotSpan
from assistant.plugins.exchange.values import (
    Item,
    Labelled,
    LeftOut,
    Written,
    cannot_hold,
    labelled,
    left_out,
    only_language,
    stand_in,
)
from assistant.plugins.exchange.yaml_tree import List, Table, Text, Tree, can_hold, read_documents
from assistant.problems import AssistantError, Problem

_SLOT = re.compile(r"\[([^\[\]]*)\](?:\(([^()]*)\))?")


def read(file: Path, language: str | None) -> Iterator[Item]:
    """An utterance after the other. Raises AssistantError for a file that is not such YAML."""
    documents = read_documents(file)
    tables = [document for document in documents if isinstance(document, Table)]
    intents = [table for table in tables if table.text("type") == "intent"]
    if not intents:
        raise AssistantError(
            "There is no document with type: intent.", where=str(file),
            remedy="Name a Snips data set: type: intent, name: …, utterances: - …",
        )  # fmt: skip
    values = {
        table.text("name"): cycle(words)
        for table in tables
        if table.text("type") == "entity" and (words := _values(table))
    }
    without: dict[str, int] = {}
    for intent in intents:
        if not intent.items("utterances"):
            where = f"{file}, line {intent.line}"
            yield LeftOut(Problem("The intent has no list of utterances.", where, "Add it."))
        entities = _entities(intent)
        for utterance in intent.items("utterances"):
            where = f"{file}, line {utterance.line}"
            try:
                example = _parse(_text(utterance), entities, values, without)
                yield labelled(intent.text("name"), example, where, language)
            except AssistantError as error:
                yield left_out(error, where)
    for slot, times in without.items():
        yield stand_in(slot, times, str(file), "a document with type: entity and values")


def write(examples: Sequence[Labelled]) -> Written:
    """The examples by intent; a phrase that would be read otherwise is left out.

    Raises AssistantError when they are in two languages.
    """
    only_language(examples)
    intents: dict[str, list[Example]] = {}
    problems: list[Problem] = []
    for entry in examples:
        line = _format(entry.example)
        if can_hold(line) and _reads_back(line, entry.example):
            intents.setdefault(entry.intent, []).append(entry.example)
        else:
            problems.append(cannot_hold(entry, "Snips"))
    text = "\n".join(_document(intent, held) for intent, held in intents.items())
    return Written({"": text}, tuple(problems), len(problems))


def _document(intent: str, examples: Sequence[Example]) -> str:
    slots = dict.fromkeys(slot.name for example in examples for slot in example.slots)
    lines = ["---", "type: intent", f"name: {intent}"]
    if slots:
        lines.append("slots:")
        lines += [f"- name: {name}\n  entity: {name}" for name in slots]
    lines.append("utterances:")
    lines += [f"- {json.dumps(_format(example), ensure_ascii=False)}" for example in examples]
    return "\n".join(lines) + "\n"


def _values(entity: Table) -> list[str]:
    firsts = [
        value.items[0] if isinstance(value, List) and value.items else value
        for value in entity.items("values")
    ]
    return [first.value for first in firsts if isinstance(first, Text) and first.value.strip()]


def _entities(intent: Table) -> dict[str, str]:
    """The entities by slot."""
    return {
        slot.text("name"): slot.text("entity")
        for slot in intent.items("slots")
        if isinstance(slot, Table)
    }


def _text(utterance: Tree) -> str:
    if not isinstance(utterance, Text):
        raise AssistantError(
            "The utterance is no text.", where="",
            remedy='Put it in quotes: a text that begins with [ needs them, as in "[a](b)".',
        )  # fmt: skip
    if len(utterance.value) > 10 * LONGEST:
        raise AssistantError("The phrase is too long.", where="", remedy="Shorten it.")
    return utterance.value


def _parse(
    line: str,
    entities: Mapping[str, str],
    values: Mapping[str, Iterator[str]],
    without: dict[str, int],
) -> Example:
    """The example; slots that are filled with their names are counted in `without`."""
    text = ""
    slots: list[SlotSpan] = []
    at = 0
    for found in _SLOT.finditer(line):
        name, _, entity = (part.strip() for part in found[1].partition(":"))
        if not name:
            raise AssistantError(
                "A slot has no name.", where=f"“{found[0][:60]}”",
                remedy="Write it as [slot:entity](words).",
            )  # fmt: skip
        words = found[2]
        if words is None:
            filling = values.get(entity or entities.get(name, ""))
            if filling is None:
                without[name] = without.get(name, 0) + 1
            words = next(filling) if filling else name.replace("_", " ")
        text += line[at : found.start()]
        slots.append(SlotSpan(len(text), len(text) + len(words), name))
        text += words
        at = found.end()
    return Example(text + line[at:], tuple(slots))


def _format(example: Example) -> str:
    line, at = "", 0
    for slot in example.slots:
        words = example.text[slot.start : slot.end]
        line += f"{example.text[at : slot.start]}[{slot.name}:{slot.name}]({words})"
        at = slot.end
    return line + example.text[at:]


def _reads_back(line: str, example: Example) -> bool:
    without: dict[str, int] = {}
    try:
        return _parse(line, {}, {}, without) == example and not without
    except AssistantError:
        return False
