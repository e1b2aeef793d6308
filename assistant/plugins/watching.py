"""Seeing that files of the user's plugins were saved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from assistant.plugins.manifest import MINE
from assistant.plugins.phrases import EXAMPLES
from assistant.problems import AssistantError

QUIET = 100  # milliseconds without a change until what was saved is told
LONGEST = 1000  # milliseconds of changes, one after the other, that are told at once
LOOK = 500  # milliseconds after which it is told that nothing changed
POLL = 2000  # milliseconds between two looks where the system does not tell of changes
_SUFFIXES = (".toml", ".py", ".txt")


class Stop(Protocol):
    """Such as a threading.Event."""

    def is_set(self) -> bool: ...


def changed_places(root: Path, stop: Stop) -> Iterator[frozenset[Path]]:
    """The folders and single files in `root`, which is made, of plugins that were saved.

    Nothing, now and then, says that it still looks. Ends soon after `stop` is set. Raises
    AssistantError where nothing can be watched.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        try:
            yield from _watch(root, stop, polling=False)
        except (OSError, RuntimeError):  # the system has no more watches to give
            yield from _watch(root, stop, polling=True)
    except (OSError, RuntimeError) as error:
        raise AssistantError(
            f"The folder cannot be watched ({error}).", where=str(root),
            remedy="Start the assistant again to see a plugin that you changed.",
        ) from error  # fmt: skip


def place_of(root: Path, path: Path) -> Path | None:
    """The plugin in `root` that a path belongs to; None for what no plugin is made of.

    The user's own phrases are written by the assistant itself, which knows of them.
    """
    try:
        name, *rest = path.relative_to(root).parts
    except ValueError:
        return None
    of_a_plugin = not rest or path.suffix in _SUFFIXES or path.name == EXAMPLES
    if name == MINE or name.startswith(".") or not of_a_plugin:
        return None
    return root / name


def _watch(root: Path, stop: Stop, *, polling: bool) -> Iterator[frozenset[Path]]:
    from watchfiles import DefaultFilter, watch

    real = root.resolve()  # as some systems name what was saved
    saved = watch(
        real, watch_filter=DefaultFilter(), debounce=LONGEST, step=QUIET, stop_event=stop,
        rust_timeout=LOOK, yield_on_timeout=True, raise_interrupt=False,
        force_polling=polling or None, poll_delay_ms=POLL, ignore_permission_denied=True,
    )  # fmt: skip
    for files in saved:
        places = (place_of(real, Path(name)) for _, name in files)
        found = frozenset(root / place.name for place in places if place is not None)
        if found or not files:
            yield found
