"""What a plugin must know and nobody else may read, such as the key of a service.

`secrets/<plugin>.json` in the data folder, readable by the user alone; never in a manifest, the
history or the log.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, quote_plus

from assistant.files import locked, read_text, write_atomically
from assistant.problems import AssistantError

SHORTEST = 4  # characters of a secret that is hidden: a shorter one is a part of many words


def read_secret(folder: Path, plugin: str, name: str) -> str | None:
    """None when nothing is stored under the name. Raises AssistantError for a broken file."""
    return _read(_file(folder, plugin)).get(name)


def write_secret(folder: Path, plugin: str, name: str, value: str | None) -> None:
    """Store a secret; None removes it. Raises AssistantError when the disk refuses."""
    file = _file(folder, plugin)
    with locked(file.with_suffix(".lock")):
        kept = _read(file)
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
        write_atomically(file, json.dumps(kept, ensure_ascii=False).encode())


def secrets_of(folder: Path, plugin: str) -> tuple[str, ...]:
    """The values of all that is stored, the longest first; none where the file cannot be read."""
    try:
        kept = _read(_file(folder, plugin)).values()
    except AssistantError:
        return ()
    return tuple(sorted((value for value in kept if len(value) >= SHORTEST), key=len, reverse=True))


def hidden(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets, as they are and as they stand in an address."""
    for secret in secrets:
        for written in (secret, quote(secret, safe=""), quote(secret), quote_plus(secret)):
            text = text.replace(written, "…")
    return text


def _file(folder: Path, plugin: str) -> Path:
    return folder / "secrets" / f"{plugin}.json"


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    try:
        return {str(name): str(value) for name, value in json.loads(read_text(file)).items()}
    except (ValueError, AttributeError) as error:
        raise AssistantError(
            "The file with the plugin's secrets is broken.", where=str(file),
            remedy="Delete it and store them again: assistant plugins secret PLUGIN NAME.",
        ) from error  # fmt: skip
