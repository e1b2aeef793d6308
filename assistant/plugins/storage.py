"""A SQLite file of a plugin, opened safely.

Several instances may use it at once. One that is damaged is moved aside, nothing of it deleted, and
a new one begun; `Opened.told` says so to the user.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.files import locked
from assistant.plugins.api import Context, Reply
from assistant.problems import AssistantError

if TYPE_CHECKING:
    import sqlite3

WAIT = 2.0  # seconds for another process to finish its writing


@dataclass(frozen=True)
class Opened:
    """A file within one transaction."""

    db: "sqlite3.Connection"
    aside: Path | None = None  # where what was there before is now, because it was damaged

    def told(self, ctx: Context, reply: Reply) -> Reply:
        """The reply, after a word about the damaged file, if there was one."""
        if self.aside is None:
            return reply
        word = ctx.say(
            en=f"The file with what you had here was damaged. It is kept as `{self.aside}`, and a "
            "new one is begun.",
            ko=f"여기 있던 내용을 담은 파일이 손상됐어요. `{self.aside}`에 그대로 두고 새로 "
            "시작했어요.",
        )
        return replace(reply, text=f"{word}\n\n{reply.text}")


@contextmanager
def opened(path: Path, steps: Sequence[str]) -> Iterator[Opened]:
    """The file, made where missing; all that is done in the `with` is written, or nothing of it.

    `steps` are the SQL scripts that brought the tables to what they are, one a version: only ever
    add to them. What is deleted is overwritten on the disk. Raises AssistantError for a file of a
    newer version, a full disk, or one that another process holds.
    """
    import sqlite3

    try:
        connection, aside = _whole(path, steps)
        try:
            yield Opened(connection, aside)
            connection.execute("COMMIT")
        finally:
            connection.close()  # what was not committed is undone
    except (sqlite3.Error, OSError) as error:
        raise AssistantError(
            f"The file cannot be used ({error}).",
            where=str(path),
            remedy="Check that the disk has room, that you may write in this folder, and that no "
            "other program holds the file.",
        ) from error


def _whole(path: Path, steps: Sequence[str]) -> "tuple[sqlite3.Connection, Path | None]":
    """An open connection, and where a damaged file went."""
    import sqlite3

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _begin(path, steps), None
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
    with locked(path.with_name(f".{path.name}.lock")):
        try:
            return _begin(path, steps), None  # another process was faster
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            aside = _move_aside(path)
            return _begin(path, steps), aside


def _begin(path: Path, steps: Sequence[str]) -> "sqlite3.Connection":
    """A connection in a transaction that writes, its tables those of today."""
    import sqlite3

    if not path.exists():
        path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        _use_wal(connection)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        _check(connection, path, len(steps))
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for step in steps[version:]:
            connection.execute(step)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: "sqlite3.Connection") -> None:
    """Let others read while one writes; a file stays so, whoever switched it first."""
    import sqlite3

    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if _code(error) != sqlite3.SQLITE_BUSY:  # busy: another process does the same just now
            raise


def _check(connection: "sqlite3.Connection", path: Path, steps: int) -> None:
    """Raise for a file that is damaged, is something else, or comes from the future."""
    (health,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > steps:
        raise AssistantError(
            "The file was written by a newer version of the plugin.",
            where=str(path),
            remedy="Update the assistant.",
        )
    filled = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None
    if health != "ok" or filled != (version > 0):
        raise _damage(health if health != "ok" else "it holds something else")


def _damage(why: str) -> "sqlite3.DatabaseError":
    import sqlite3

    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error


def _is_damage(error: "sqlite3.Error") -> bool:
    """Whether the file itself is at fault, not the disk, its rights or another process."""
    import sqlite3

    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _code(error: "sqlite3.Error") -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _move_aside(path: Path) -> Path:
    """Rename the file, with what SQLite keeps beside it; returns its new place."""
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    for suffix in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    return aside
