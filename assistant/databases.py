"""What the SQLite files of the user have in common: their mode, and what to do when one breaks."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def use_wal(db: "sqlite3.Connection") -> None:
    """Let others read while one writes. A file stays so, whoever switched it first."""
    import sqlite3

    try:
        db.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if code_of(error) != sqlite3.SQLITE_BUSY:  # busy: another process does the same just now
            raise
    db.execute("PRAGMA synchronous = NORMAL")


def is_corrupted(error: "sqlite3.DatabaseError") -> bool:
    import sqlite3

    return code_of(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def code_of(error: "sqlite3.Error") -> int:
    """SQLite's number for the error, without the finer distinctions; 0 when it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def not_ours(why: str) -> "sqlite3.DatabaseError":
    """The error for a sound file that holds something else: as for one that is no database."""
    import sqlite3

    error = sqlite3.DatabaseError(why)
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error


def move_aside(path: Path) -> Path:
    """Rename a database, with what SQLite keeps beside it; returns its new place."""
    stem = f"{path.name}.broken-{datetime.now():%Y%m%d-%H%M%S}"
    aside = path.with_name(stem)
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{stem}-{count}")
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    path.replace(aside)
    return aside
