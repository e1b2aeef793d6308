"""JSON lines: {"text", "intent", "lang", "slots": [{"start", "end", "name"}]} each.

Offsets are in characters, the end exclusive. Intent null is out of scope.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.plugins.examples import Example, SlotSpan
from assistant.plugins.exchange.values import (
    Item,
    Labelled,
    Written,
    labelled,
    left_out,
    read_source,
)
from assistant.problems import AssistantError
from assistant.understanding.understanding import OUT_OF_SCOPE

_LIKE = 'A line is like {"text": "hi", "intent": "greet", "lang": "en", "slots": []}.'


def read(file: Path, language: str | None) -> Iterator[Item]:
    """A line after the other. Raises AssistantError when the file cannot be read."""
    for number, line in enumerate(read_source(file).split("\n"), 1):
        if line.strip():
            where = f"{file}, line {number}"
            try:
                yield _row(line, where, language)
            except AssistantError as error:
                yield left_out(error, where)


def write(examples: Sequence[Labelled]) -> Written:
    """All of the examples, with all there is to them."""
    return Written(
        {"": "".join(json.dumps(as_row(e), ensure_ascii=False) + "\n" for e in examples)}
    )


def as_row(entry: Labelled) -> dict[str, object]:
    """What a line holds."""
    slots = [{"start": s.start, "end": s.end, "name": s.name} for s in entry.example.slots]
    intent = None if entry.intent == OUT_OF_SCOPE else entry.intent
    return {
        "text": entry.example.text, "intent": intent, "lang": entry.language, "slots": slots,
    }  # fmt: skip


def _row(line: str, where: str, language: str | None) -> Labelled:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _mistake("It is not valid JSON.") from error
    if not isinstance(row, dict):
        raise _mistake("It is not an object in braces.")
    text, intent, said = row.get("text"), row.get("intent"), row.get("lang")
    if not isinstance(text, str):
        raise _mistake('It has no "text" in quotes.')
    if "intent" not in row or not isinstance(intent, str | None):
        raise _mistake('It has no "intent" in quotes, nor null.')
    if not isinstance(said, str | None):
        raise _mistake('Its "lang" is no text in quotes.')
    example = Example(text, _slots(row.get("slots"), len(text)))
    return labelled(OUT_OF_SCOPE if intent is None else intent, example, where, said or language)


def _slots(raw: object, length: int) -> tuple[SlotSpan, ...]:
    if raw is None:
        return ()
    spans = []
    for slot in raw if isinstance(raw, list) else [raw]:
        match slot:
            case {"start": int(start), "end": int(end), "name": str(name)} if (
                0 <= start < end <= length
            ):
                spans.append(SlotSpan(start, end, name))
            case _:
                raise _mistake('Its "slots" are not spans inside the text.')
    return tuple(sorted(spans, key=lambda span: span.start))


def _mistake(what: str) -> AssistantError:
    return AssistantError(what, where="", remedy=_LIKE)
