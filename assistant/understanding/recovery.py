"""What a crash left behind: cleared away at the next start, and said.

Whoever writes among the user's models holds a marker, `.work-…`, locked while they live:

    with at_work(paths.models, "training"):
        ...

The system gives the lock back when its holder dies, so a marker that is there and not locked tells
of work that was cut short.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.catalogue import say
from assistant.files import is_locked, locked
from assistant.paths import Paths
from assistant.problems import AssistantError, Problem

HOUR = 3600.0  # seconds after which anything unfinished is nobody's
MARKER = ".work-"


@contextmanager
def at_work(models: Path, what: str) -> Iterator[None]:
    """Say that something is being written among the models. `what` is "training" or "import".

    Raises AssistantError when the folder cannot be written to.
    """
    marker = models / f"{MARKER}{os.getpid()}-{os.urandom(4).hex()}"
    with locked(marker):
        marker.write_text(what, encoding="utf-8")  # empty until it is locked: see `_is_dead`
        try:
            yield
        finally:
            marker.unlink(missing_ok=True)


def recover(paths: Paths, language: str = "en") -> tuple[Problem, ...]:
    """Clear away what no living process is at work on, and tell what it was.

    Never raises: what cannot be removed now is met again at the next start.
    """
    from assistant.understanding.versions import Versions

    found: list[Problem] = []

    def tell(key: str, where: Path, **values: object) -> None:
        words = (say(f"models.{key}{end}", language, **values) for end in ("", "_remedy"))
        what, remedy = words
        found.append(Problem(what, str(where), remedy))

    with suppress(OSError):
        # Folders before markers: whoever makes a folder has a marker already.
        unfinished = [folder for folder in paths.models.glob(".*-*") if folder.is_dir()]
        markers = list(paths.models.glob(f"{MARKER}*"))
        dead = [marker for marker in markers if _is_dead(marker)]
        somebody = len(dead) < len(markers)
        for marker in dead:
            work = marker.read_text(encoding="utf-8")
            marker.unlink(missing_ok=True)
            if work:  # else it died before it began
                tell(f"cut_short_{'import' if work == 'import' else 'training'}", paths.models)
        cleared = [folder for folder in unfinished if not somebody or _is_old(folder)]
        for folder in cleared:
            shutil.rmtree(folder, ignore_errors=True)
        if cleared:
            tell("unfinished_models", paths.models, n=len(cleared))
    with suppress(OSError):
        for file in _dead_saves(paths):
            file.unlink(missing_ok=True)
            if file.parent != paths.cache:  # what is there is made again
                name = file.name[1:].rsplit(".", 2)[0]
                tell("unfinished_save", file.with_name(name))
    with suppress(AssistantError, OSError):
        gone, current = Versions(paths).mend()
        if gone:
            tell("model_gone", paths.models / gone, gone=gone, current=current)
    return tuple(found)


def _is_dead(marker: Path) -> bool:
    """Whether its holder died. An empty one may have been made a moment ago, and not locked yet."""
    if is_locked(marker):
        return False
    try:
        return marker.stat().st_size > 0 or not _is_alive(marker.name.split("-")[1], marker)
    except OSError:  # it is finished meanwhile
        return False


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > HOUR
    except OSError:
        return False


def _dead_saves(paths: Paths) -> Iterator[Path]:
    """The temporary files of `write_atomically` whose process is gone: .NAME.PID-….tmp"""
    folders = {
        paths.config, paths.cache, paths.models, paths.intents,
        *paths.intents.glob("*/"), *paths.intents.glob("*/examples/"),
    }  # fmt: skip
    for folder in sorted(folders):
        for file in folder.glob(".*.tmp"):
            pid, dash, _ = file.name.rsplit(".", 2)[1].partition("-")
            if dash and not _is_alive(pid, file):
                yield file


def _is_alive(pid: str, file: Path) -> bool:
    """Whether the process that began to write `file` may still be at it."""
    if os.name == "nt":  # asking there would end the process
        return not _is_old(file)
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError, ValueError):
        return not _is_old(file)
    return True
