"""Snips' data set (JSON): intents with utterances in chunks; one with a slot_name fills that slot.

A file is in one language. The values of entities are passed over and said.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.plugins.examples import Example, SlotSpan
from assistant.plugins.exchange.values import (
    Item,
    Labelled,
    LeftOut,
    Written,
    labelled,
    left_out,
    only_language,
    read_source,
)
from assistant.problems import AssistantError, Problem

_ENTITY = {
    "data": [], "use_synonyms": True, "automatically_extensible": True, "matching_strictness": 1.0,
}  # fmt: skip


def read(file: Path, language: str | None) -> Iterator[Item]:
    """An utterance after the other. Raises AssistantError for a file that is no such data set."""
    try:
        data = json.loads(read_source(file))
    except json.JSONDecodeError as error:
        raise AssistantError(
            f"The file is not valid JSON: {error.msg}.", where=f"{file}, line {error.lineno}",
            remedy="Mend that line.",
        ) from error  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise AssistantError(
            "The file is nested too deeply, or holds a number that is too long.", where=str(file),
            remedy="Check that it is a Snips data set.",
        ) from error  # fmt: skip
    intents = data.get("intents") if isinstance(data, dict) else None
    if not isinstance(intents, dict):
        raise AssistantError(
            'It has no object "intents".', where=str(file),
            remedy='Name a Snips data set: {"language": …, "intents": {…}, "entities": {…}}.',
        )  # fmt: skip
    said = data.get("language")
    said = said if isinstance(said, str) else language
    for name, intent in intents.items():
        place = f"{file}, intents.{name[:60]}"
        utterances = intent.get("utterances") if isinstance(intent, dict) else None
        if not isinstance(utterances, list):
            yield LeftOut(Problem('It has no list "utterances".', place, "Add it."))
            continue
        for number, utterance in enumerate(utterances):
            where = f"{place}.utterances[{number}]"
            try:
                yield labelled(name, _example(utterance), where, said)
            except AssistantError as error:
                yield left_out(error, where)
    yield from _passed_over(data.get("entities"), file)


def write(examples: Sequence[Labelled]) -> Written:
    """The examples by intent. Raises AssistantError when they are in two languages."""
    intents: dict[str, dict[str, list[dict[str, object]]]] = {}
    for entry in examples:
        utterances = intents.setdefault(entry.intent, {"utterances": []})["utterances"]
        utterances.append({"data": _chunks(entry.example)})
    slots = {slot.name for entry in examples for slot in entry.example.slots}
    data = {
        "language": only_language(examples),
        "intents": intents,
        "entities": dict.fromkeys(sorted(slots), _ENTITY),
    }
    return Written({"": json.dumps(data, ensure_ascii=False, indent=2) + "\n"})


def _example(utterance: Any) -> Example:
    chunks = utterance.get("data") if isinstance(utterance, dict) else None
    if not isinstance(chunks, list):
        raise AssistantError(
            'It has no list "data".', where="", remedy='Write it as {"data": [{"text": "…"}]}.'
        )
    texts: list[str] = []
    slots: list[SlotSpan] = []
    at = 0
    for number, chunk in enumerate(chunks):
        match chunk:
            case {"text": str(text)}:
                name = chunk.get("slot_name") or chunk.get("entity")
            case _:
                raise AssistantError(
                    'It has no "text" in quotes.', where=f"data[{number}]", remedy="Add it."
                )
        if name:
            slots.append(SlotSpan(at, at + len(text), str(name)))
        texts.append(text)
        at += len(text)
    return Example("".join(texts), tuple(slots))


def _chunks(example: Example) -> list[dict[str, str]]:
    chunks: list[dict[str, str]] = []
    at = 0
    for slot in example.slots:
        if before := example.text[at : slot.start]:
            chunks.append({"text": before})
        words = example.text[slot.start : slot.end]
        chunks.append({"text": words, "slot_name": slot.name, "entity": slot.name})
        at = slot.end
    if rest := example.text[at:]:
        chunks.append({"text": rest})
    return chunks


def _passed_over(entities: Any, file: Path) -> Iterator[Problem]:
    with_values = [
        name
        for name, entity in (entities.items() if isinstance(entities, dict) else ())
        if isinstance(entity, dict) and entity.get("data")
    ]
    if with_values:
        names = ", ".join(sorted(with_values))[:200]
        yield Problem(
            f"The values of the entities were passed over, as they are no examples: {names}.",
            f"{file}, entities",
            "Nothing need be done.",
        )
