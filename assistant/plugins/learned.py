"""Which of the user's phrases a model was trained on: `learned.json` in its folder."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.files import write_atomically
from assistant.plugins.examples import Example, format_example

if TYPE_CHECKING:
    from assistant.understanding.versions import Version

FILE = "learned.json"


def learned_line(intent: str, example: Example) -> str:
    """What stands for a phrase in the file."""
    return f"{intent}\t{format_example(example)}"


def write_learned(folder: Path, lines: Iterable[str]) -> None:
    """Raises AssistantError when the disk refuses."""
    data = json.dumps(sorted(lines), ensure_ascii=False, indent=0).encode()
    write_atomically(folder / FILE, data)


def read_learned(folder: Path) -> frozenset[str]:
    """Nothing for a model without the file, such as a bundled one."""
    try:
        return frozenset(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return frozenset()


@dataclass(frozen=True)
class Changes:
    """How many of the user's phrases a model learned that the one before did not know."""

    added: int
    removed: int


def changes(versions: "Sequence[Version]") -> Mapping[str, Changes]:
    """By name: what differs from the user's model before it, in the order they were trained.

    A model that does not say what it learned, such as an imported one, is left out.
    """
    told = [version for version in versions if (version.folder / FILE).exists()]
    found: dict[str, Changes] = {}
    before: frozenset[str] = frozenset()
    for version in sorted(told, key=lambda version: version.trained):
        now = read_learned(version.folder)
        found[version.name] = Changes(len(now - before), len(before - now))
        before = now
    return found
