"""Which of the user's phrases a model was trained on: `learned.json` in its folder."""

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.files import write_atomically
from assistant.plugins.examples import Example, format_example

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
