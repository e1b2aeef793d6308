"""What the user lets each plugin use: `grants.json` in the data folder.

A built-in plugin has what its manifest declares, but for `exec`, which is asked for before the
first time like everything of other plugins.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.files import locked, read_text, write_atomically
from assistant.plugins.manifest import Plugin
from assistant.problems import AssistantError

FILE = "grants.json"
_ASKED_EVEN_BUILT_IN = {"exec"}


def granted(folder: Path, plugin: Plugin) -> frozenset[str]:
    """What the plugin declares and may use. A broken file grants what nothing would."""
    try:
        said = _read(folder).get(plugin.id, {})
    except AssistantError:
        said = {}
    return frozenset(c for c in plugin.capabilities if said.get(c, _by_default(plugin, c)))


def grant(folder: Path, plugin: str, capabilities: Iterable[str], *, allowed: bool = True) -> None:
    """Let a plugin use capabilities, or forbid them. Raises AssistantError when the disk refuses
    or the file is broken, for what it says would be lost."""
    with locked(folder / f".{FILE}.lock"):
        said = _read(folder)
        said[plugin] = said.get(plugin, {}) | dict.fromkeys(capabilities, allowed)
        write_atomically(folder / FILE, json.dumps(said, indent=1, sort_keys=True).encode())


def _by_default(plugin: Plugin, capability: str) -> bool:
    return plugin.builtin and capability not in _ASKED_EVEN_BUILT_IN


def _read(folder: Path) -> dict[str, dict[str, bool]]:
    file = folder / FILE
    if not file.exists():
        return {}
    try:
        said = json.loads(read_text(file))
        return {
            str(plugin): {str(c): allowed is True for c, allowed in each.items()}
            for plugin, each in said.items()
        }
    except (ValueError, AttributeError) as error:
        raise AssistantError(
            f"The file is broken ({error}).", where=str(file),
            remedy="Mend it, or delete it: every plugin is then asked about again.",
        ) from error  # fmt: skip
