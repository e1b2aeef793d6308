"""Definitions and example sentences of WordNet (Miller, CACM 1995): text on every subject."""

import re
from collections.abc import Iterator
from pathlib import Path

FILES = ("data.noun", "data.verb", "data.adj", "data.adv")
NAMES = {"04", "05", "08", "15", "18", "20"}  # lexicographer files that are mostly proper names


def read_dictionary(folder: Path) -> list[str]:
    """The sentences of the folder's database files, each once, in order."""
    return list(dict.fromkeys(text for name in FILES for text in _entries(folder / name)))


def _entries(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("  "):  # the licence
            continue
        fields, _, gloss = line.partition(" | ")
        parts = fields.split()
        words = [word.replace("_", " ") for word in parts[4 : 4 + 2 * int(parts[3], 16) : 2]]
        yield from (text for text in re.findall(r'"([^"]*)"', gloss) if text.count(" ") >= 2)
        if parts[1] not in NAMES:
            yield f"{', '.join(words[:2])}: {gloss.split(';')[0].strip()}"
