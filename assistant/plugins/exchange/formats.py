"""The formats by the names that a person gives them; a format is never guessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.files import write_atomically
from assistant.plugins.exchange import (
    csv_table,
    json_lines,
    ovos,
    rasa,
    snips_json,
    snips_yaml,
)
from assistant.plugins.exchange.values import Contents, Item, Labelled, Written, collect, reported
from assistant.problems import AssistantError
from assistant.tables import did_you_mean


@dataclass(frozen=True)
class Format:
    """How examples are kept by a system."""

    name: str
    reader: Callable[[Path, str | None], Iterator[Item]]
    writer: Callable[[Sequence[Labelled]], Written]

    def read(self, file: Path, language: str | None = None) -> Contents:
        """The examples in a file; `language` is that of phrases that do not say theirs.

        Raises AssistantError for a file that cannot be read at all.
        """
        return collect(self.reader(file, language), file)

    def write(self, target: Path, examples: Sequence[Labelled]) -> Written:
        """Write the examples to a file, or a folder where the format has several files.

        Returns what was written. Raises AssistantError when the format cannot hold them, or the
        disk refuses.
        """
        written = self.writer(examples)
        for path, text in written.files.items():
            write_atomically(target / path, text.encode())
        return replace(written, problems=reported(written.problems, str(target)))


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("rasa", rasa.read, rasa.write),
        Format("snips-json", snips_json.read, snips_json.write),
        Format("snips-yaml", snips_yaml.read, snips_yaml.write),
        Format("ovos", ovos.read, ovos.write),
        Format("jsonl", json_lines.read, json_lines.write),
        Format("csv", csv_table.read, csv_table.write),
    )
}


def format_named(name: str) -> Format:
    """The format of that name. Raises AssistantError with the names there are."""
    if name not in FORMATS:
        raise AssistantError(
            f"There is no format {name[:40]!r}.",
            where="format",
            remedy=did_you_mean(name, FORMATS),
        )
    return FORMATS[name]
