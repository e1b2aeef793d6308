"""A SQLite file of a plugin, opened safely.

Several instances may use it at once. One that is damaged is moved aside, nothing of it deleted, and
a new one begun; `Opened.told` says so to the user.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.databases import is_corrupted, move_aside, not_ours, use_wal
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
        if not is_corrupted(error):
            raise
    with locked(path.with_name(f".{path.name}.lock")):
        try:
            return _begin(path, steps), None  # another process was faster
        except sqlite3.DatabaseError as error:
            if not is_corrupted(error):
                raise
            aside = move_aside(path)
            return _begin(path, steps), aside


def _begin(path: Path, steps: Sequence[str]) -> "sqlite3.Connection":
    """A connection in a transaction that writes, its tables those of today."""
    import sqlite3

    if not path.exists():
        path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        use_wal(connection)
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
        raise not_ours(health if health != "ok" else "it holds something else")
