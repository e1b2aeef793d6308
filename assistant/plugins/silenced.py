"""Phrases of plugins that the user has switched off: nothing learns from them any more.

    intents/mine/silenced.txt    a line for each: its intent, a tab, the phrase

The plugin's own files stay as they are, so a phrase is never lost and can be switched on again.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from assistant.files import locked, read_text, write_atomically
from assistant.plugins.examples import Example, same_phrase, tidy

FILE = "silenced.txt"
_HEADER = """\
# Phrases of plugins that you switched off. A line: the intent, a tab, the phrase.
"""


def read_silenced(folder: Path) -> Mapping[str, frozenset[str]]:
    """By intent, what `same_phrase` gives of its phrases. `folder` is that of the user's phrases.

    Raises AssistantError when the file cannot be read; a line that is none is passed over.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for intent, text in _lines(folder):
        found[intent].add(same_phrase(text))
    return {intent: frozenset(phrases) for intent, phrases in found.items()}


def silence(folder: Path, phrases: Collection[tuple[str, Example]]) -> None:
    """Switch phrases of intents off. Raises AssistantError when the disk refuses."""
    _change(folder, off=phrases)


def restore(folder: Path, phrases: Collection[tuple[str, Example]]) -> None:
    """Switch them on again. Raises AssistantError when the disk refuses."""
    _change(folder, on=phrases)


def _change(
    folder: Path,
    off: Collection[tuple[str, Example]] = (),
    on: Collection[tuple[str, Example]] = (),
) -> None:
    with locked(folder / ".lock"):
        gone = {(intent, same_phrase(example.text)) for intent, example in (*off, *on)}
        lines = [
            (intent, text)
            for intent, text in _lines(folder)
            if (intent, same_phrase(text)) not in gone
        ]
        lines += [(intent, tidy(example).text) for intent, example in off]
        text = _HEADER + "".join(f"{intent}\t{text}\n" for intent, text in lines)
        write_atomically(folder / FILE, text.encode())


def _lines(folder: Path) -> list[tuple[str, str]]:
    file = folder / FILE
    if not file.exists():
        return []
    lines = (line for line in read_text(file).splitlines() if not line.startswith("#"))
    split = (line.partition("\t") for line in lines)
    return [(intent.strip(), text) for intent, _, text in split if text.strip()]
