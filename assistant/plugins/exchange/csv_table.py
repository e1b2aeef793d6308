"""CSV with a first line of names: text, intent, and if wanted lang; other columns are passed over.

A phrase may carry annotations: `weather in [Paris](city)`.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.plugins.examples import format_example, parse_example
from assistant.plugins.exchange.values import (
    Item,
    Labelled,
    Written,
    labelled,
    left_out,
    read_source,
)
from assistant.problems import AssistantError

COLUMNS = ("text", "intent", "lang")


def read(file: Path, language: str | None) -> Iterator[Item]:
    """A row after the other. Raises AssistantError for a file without the columns."""
    lines = [line + "\n" for line in read_source(file).removesuffix("\n").split("\n")]
    names: list[str] = []
    for number, row in _rows(lines):
        where = f"{file}, line {number}"
        if not names:
            names = _names(row, where)
            continue
        if isinstance(row, list) and not any(row):
            continue
        try:
            if isinstance(row, csv.Error):
                raise AssistantError(
                    f"The row cannot be read ({row}).", where="",
                    remedy='Put a text with a comma or " in quotes, and write " twice in it.',
                )  # fmt: skip
            cells = dict(zip(names, row, strict=False))
            if not cells.get("intent"):
                raise AssistantError(
                    "The row has no intent.", where="", remedy='Write it as: "a phrase",intent'
                )
            example = parse_example(cells["text"])
            yield labelled(cells["intent"], example, where, cells.get("lang") or language)
        except AssistantError as error:
            yield left_out(error, where)


def write(examples: Sequence[Labelled]) -> Written:
    """All of the examples, with all there is to them."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows((format_example(e.example), e.intent, e.language) for e in examples)
    return Written({"": table.getvalue()})


def _rows(lines: list[str]) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows with the numbers of their first lines; after a broken one, on with the next line."""
    start = 0
    while start < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), strict=True)
        done = 0
        try:
            for row in reader:
                yield start + done + 1, row
                done = reader.line_num
            return
        except csv.Error as error:
            yield start + done + 1, error
            start += done + 1


def _names(row: list[str] | csv.Error, where: str) -> list[str]:
    names = [name.strip().lower() for name in row] if isinstance(row, list) else []
    if not {"text", "intent"} <= set(names):
        raise AssistantError(
            "The first line does not name the columns text and intent, divided by commas.",
            where=where,
            remedy="Begin the file with the line: text,intent,lang",
        )
    return names
