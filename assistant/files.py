"""Reading and writing the user's files: no crash, full disk or second process harms them."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.problems import AssistantError

MEGABYTE = 1024 * 1024
TEXT_LIMIT = 4 * MEGABYTE  # of a file that a person may edit
LOCK_WAIT = 5.0  # seconds; what is done under a lock takes a few milliseconds


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: lone surrogates become U+FFFD, split pairs become whole."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_text(path: Path, limit: int = TEXT_LIMIT) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises AssistantError for a file that is not UTF-8, is larger than `limit` bytes, is missing,
    or may not be read.
    """
    try:
        if not path.is_file():  # a pipe or a device would be read forever
            raise FileNotFoundError(2, "No such file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise AssistantError(
            f"The file cannot be read ({_reason(error)}).",
            where=str(path),
            remedy="Check that it is there and that you may read it.",
        ) from error
    if len(data) > limit:
        raise AssistantError(
            f"The file is larger than {limit / MEGABYTE:g} MB.",
            where=str(path),
            remedy="Split it, or move what does not belong there to another place.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AssistantError(
            "The file is not UTF-8 text.",
            where=f"{path}, line {line}",
            remedy="Save it again with the encoding UTF-8.",
        ) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the contents of `path` by `data`, or leave it as it was; makes its folder.

    A link is followed, so that a file kept elsewhere stays there. A new file is private (mode 600),
    one that was there keeps its mode. Raises AssistantError when it cannot be written.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "xb", opener=_private) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileNotFoundError):
                temporary.chmod(target.stat().st_mode & 0o7777)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise AssistantError(
            f"The file could not be written ({_reason(error)}). What was there is unchanged.",
            where=str(path),
            remedy="Check that the disk has room and that you may write in this folder.",
        ) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`, made where missing: one process or thread at a time gets in.

    The system gives the lock back when its holder dies, so there are no stale ones.
    Raises AssistantError when it is not had within LOCK_WAIT seconds.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    try:
        _wait_for_lock(descriptor, path.parent)
        yield
    finally:
        os.close(descriptor)  # this unlocks it


def is_locked(path: Path) -> bool:
    """Whether anyone holds the lock file `path` now; a file that cannot be opened is not held."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor)
    except OSError:  # some network drives have no locks
        return False
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, folder: Path) -> None:
    deadline = time.monotonic() + LOCK_WAIT
    try:
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise AssistantError(
                    "Another process has been writing here for several seconds.",
                    where=str(folder),
                    remedy="Close other windows of the assistant and try again.",
                )
            time.sleep(0.01)
    except OSError as error:  # some network drives have no locks
        raise _unwritable(folder, error) from error


def _try_lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unwritable(folder: Path, error: OSError) -> AssistantError:
    return AssistantError(
        f"The folder cannot be written to ({_reason(error)}).",
        where=str(folder),
        remedy="Check that the disk has room and that you may write in this folder.",
    )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a loss of power, where the system lets folders be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
