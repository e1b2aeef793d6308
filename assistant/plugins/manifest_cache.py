"""What plugins' manifests hold, so that a start does not parse those that are as they were.

One JSON file in the cache folder: by the plugin's file, the SHA-256 of its bytes and the table
parsed from them, or null for a module without intents. A table is checked anew each time, by the
code that checks a parsed one. A cache that is broken, of another version, or cannot be written is
as good as none.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from assistant.files import MEGABYTE, read_text, write_atomically
from assistant.plugins import single_file
from assistant.problems import AssistantError
from assistant.tables import Table

FILE = "manifests.json"
FORMAT = 1
LARGEST = 8 * MEGABYTE  # of the file; 200 plugins take a third of one
LONGEST = MEGABYTE // 8  # characters of one table; a longer one is parsed each time

Parse = Callable[[str, Path], Table | None]
T = TypeVar("T")


@dataclass
class ManifestCache:
    """Of one search for plugins: what is not asked for in it is dropped when it is kept."""

    known: Mapping[str, Any] = field(default_factory=dict)  # file → [hash, table]
    asked: dict[str, list[object]] = field(default_factory=dict)

    def read(self, file: Path, parse: Parse, make: Callable[[Table], T]) -> T | None:
        """What `make` makes of the table that `parse` finds in the file; None where it finds none.

        Raises AssistantError as both do; what raises is not kept.
        """
        text = read_text(file)
        digest = hashlib.sha256(text.encode()).hexdigest()
        try:
            before, data = self.known[str(file)]
            if before == digest:
                made = None if data is None else make(Table(data, file))
                self.asked[str(file)] = [digest, data]
                return made
        except (KeyError, ValueError, TypeError, AttributeError, AssistantError):
            pass  # not what this program wrote
        table = parse(text, file)
        made = None if table is None else make(table)
        if table is None or _same_as_json(table.data):
            self.asked[str(file)] = [digest, table and table.data]
        return made

    def keep(self, folder: Path) -> None:
        """Write it down when anything changed. Never raises."""
        if self.asked == self.known:
            return
        data = json.dumps({"made_by": _made_by(), "manifests": self.asked}).encode()
        if len(data) <= LARGEST:
            try:
                write_atomically(folder / FILE, data)
            except AssistantError:  # the next start is as slow as this one
                return


def read_cache(folder: Path) -> ManifestCache:
    """What was kept in the folder; an empty cache when that is nothing, or no use."""
    file = folder / FILE
    try:
        kept = json.loads(read_text(file, LARGEST)) if file.is_file() else {}
        if kept["made_by"] == _made_by() and isinstance(kept["manifests"], dict):
            return ManifestCache(kept["manifests"])
    except (AssistantError, OSError, ValueError, RecursionError, KeyError, TypeError):
        pass
    return ManifestCache()


def _made_by() -> str:
    """Another when this module, or what is read of a single file, is another."""
    return f"{FORMAT} {Path(single_file.__file__).stat().st_mtime_ns}"


def _same_as_json(data: Mapping[str, object]) -> bool:
    """Whether the table comes back as it was: JSON has no dates, and takes tuples for lists."""
    try:
        text = json.dumps(data)
        return len(text) <= LONGEST and bool(json.loads(text) == data)
    except (TypeError, ValueError, RecursionError):
        return False
