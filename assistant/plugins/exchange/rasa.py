"""Rasa's NLU training data (YAML): the examples of intents, with entities as slots.

An entity with a role becomes the slot <entity>_<role>. The language stands in the metadata of an
intent, where this assistant writes it; else it is that of the writing. Synonyms, lookup tables,
patterns and everything beside `nlu` are passed over and said.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
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
)
from assistant.plugins.exchange.yaml_tree import List, Table, Text, Tree, can_hold, read_documents
from assistant.problems import AssistantError, Problem

_ENTITY = re.compile(
    r"\[(?P<words>[^\[\]]+)\]"
    r"(?:\((?P<name>[^():]+)(?::[^()]*)?\)|\{(?P<one>[^{}]*)\}|\[(?P<several>\{[^\[\]]*\})\])"
)
_FIRST = '# Written by the assistant.\nversion: "3.1"\n\nnlu:\n'


def read(file: Path, language: str | None) -> Iterator[Item]:
    """An example after the other. Raises AssistantError for a file that is not such YAML."""
    passed_over: Counter[str] = Counter()
    for document in read_documents(file):
        if not isinstance(document, Table):
            document = Table({}, document.line)
        if not document.items("nlu"):
            raise AssistantError(
                "There is no list under nlu.", where=f"{file}, line {document.line}",
                remedy="Name a file of Rasa's NLU data: nlu: - intent: … examples: | …",
            )  # fmt: skip
        passed_over.update(key for key in document.entries if key not in ("nlu", "version"))
        for entry in document.items("nlu"):
            if isinstance(entry, Table) and "intent" in entry.entries:
                yield from _intent(entry, file, language)
            else:
                keys = entry.entries.keys() - {"examples"} if isinstance(entry, Table) else ()
                passed_over[next(iter(sorted(keys)), "without a name")] += 1
    if passed_over:
        kinds = ", ".join(f"{kind} ({n})" for kind, n in sorted(passed_over.items()))
        yield Problem(
            f"Passed over, as they are no examples: {kinds}.", str(file), "Nothing need be done."
        )


def write(examples: Sequence[Labelled]) -> Written:
    """The examples by intent and language; a phrase that would be read otherwise is left out."""
    groups: dict[tuple[str, str], list[str]] = {}
    problems: list[Problem] = []
    for entry in examples:
        line = _format(entry.example)
        try:
            holds = _parse(line) == entry.example and can_hold(line)
        except AssistantError:
            holds = False
        if holds:
            groups.setdefault((entry.intent, entry.language), []).append(f"    - {line}\n")
        else:
            problems.append(cannot_hold(entry, "Rasa"))
    parts = [
        f"- intent: {intent}\n  metadata:\n    language: {language}\n  examples: |\n"
        + "".join(lines)
        for (intent, language), lines in groups.items()
    ]
    return Written({"": _FIRST + "\n".join(parts)}, tuple(problems), len(problems))


def _intent(entry: Table, file: Path, language: str | None) -> Iterator[Item]:
    if "examples" not in entry.entries:
        where = f"{file}, line {entry.line}"
        yield LeftOut(Problem("The intent has no examples.", where, "Add them: examples: |"))
    metadata = entry.entries.get("metadata")
    said = (metadata.text("language") if isinstance(metadata, Table) else "") or language
    for number, line in _lines(entry.entries.get("examples")):
        where = f"{file}, line {number}"
        if line is None:
            yield LeftOut(Problem("It is no example.", where, "Write it as: - text: |"))
            continue
        try:
            yield labelled(entry.text("intent"), _parse(line), where, said)
        except AssistantError as error:
            yield left_out(error, where)


def _lines(examples: Tree | None) -> Iterator[tuple[int, str | None]]:
    """The phrases of an intent, and None for what is none, with the numbers of their lines."""
    if isinstance(examples, Text):
        for number, line in examples.lines():
            if line.strip():
                phrase = line.strip()
                yield number, phrase[1:].strip() if phrase.startswith("-") else None
    elif isinstance(examples, List):
        for item in examples.items:
            text = item.entries.get("text") if isinstance(item, Table) else item
            if not isinstance(text, Text):
                yield item.line, None
                continue
            number = next((n for n, line in text.lines() if line.strip()), text.line)
            yield number, text.value.strip().removeprefix("- ")


def _parse(line: str) -> Example:
    if len(line) > 10 * LONGEST:
        raise AssistantError("The phrase is too long.", where="", remedy="Shorten it.")
    text = ""
    slots: list[SlotSpan] = []
    at = 0
    for found in _ENTITY.finditer(line):
        text += line[at : found.start()]
        slots.append(SlotSpan(len(text), len(text) + len(found["words"]), _slot(found)))
        text += found["words"]
        at = found.end()
    return Example(text + line[at:], tuple(slots))


def _slot(found: re.Match[str]) -> str:
    if found["name"]:
        return found["name"].strip()
    try:
        about = json.loads(f"{{{found['one']}}}")
    except (ValueError, RecursionError):
        about = None
    match about:
        case {"entity": str(entity), "role": str(role)} if entity and role:
            return f"{entity}_{role}"
        case {"entity": str(entity)} if entity:
            return entity
    raise AssistantError(
        "An annotation does not name one entity.", where=f"“{found[0][:60]}”",
        remedy='Write it as [Paris](city) or [Paris]{"entity": "city"}.',
    )  # fmt: skip


def _format(example: Example) -> str:
    line, at = "", 0
    for slot in example.slots:
        words = example.text[slot.start : slot.end]
        line += f"{example.text[at : slot.start]}[{words}]({slot.name})"
        at = slot.end
    return line + example.text[at:]
