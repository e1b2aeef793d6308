"""Which plugin a test belongs to, and what one temporary home can take over from another."""

import shutil
from contextlib import suppress
from pathlib import Path

from assistant.plugins.manifest import MANIFEST

_KEPT = ("rehearsal.safetensors", "taught.safetensors")  # see conversation/teaching.py


def plugin_of(test: Path) -> Path | None:
    """The nearest folder above a test file with a manifest, or the single file it is named after.

    For tests/test_coffee.py that is the nearest coffee.py.
    """
    single = f"{test.stem.removeprefix('test_')}.py"
    for folder in test.parents:
        if (folder / MANIFEST).is_file():
            return folder
        if single != test.name and (folder / single).is_file():
            return folder / single
    return None


def take_over(source: Path, cache: Path) -> None:
    """Copy what was found out about phrases from one cache folder to another, as far as it is
    there. A copy that does not fit is never used: it says what it was made of."""
    for name in _KEPT:
        if (source / name).is_file():
            with suppress(OSError):  # it is only found out again
                cache.mkdir(parents=True, exist_ok=True)
                shutil.copy(source / name, cache / name)
