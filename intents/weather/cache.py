"""The last answers of the weather service, in SQLite. Everything here may fail and nothing is lost.

A file that is damaged is removed and made anew; where none can be written there is simply no cache.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FRESH = timedelta(minutes=30)
KEPT = timedelta(days=16)  # an older forecast says nothing about today
FILE = "forecasts.db"
SCHEMA = 1
WAIT = 0.5  # seconds for another process to finish its writing

Place = tuple[str, float, float]  # the provider's name, latitude and longitude (rounded)


@dataclass(frozen=True)
class Remembered:
    answer: str  # of the service, as it came
    fetched: datetime  # aware

    def is_fresh(self, now: datetime) -> bool:
        return timedelta(0) <= now - self.fetched <= FRESH


def recall(folder: Path, place: Place) -> Remembered | None:
    """The last answer for a place, if there is one that can be read."""
    import sqlite3

    try:
        if not (folder / FILE).exists():
            return None
        with _database(folder) as database:
            row = database.execute(
                "SELECT answer, fetched FROM forecasts"
                " WHERE provider = ? AND latitude = ? AND longitude = ?",
                place,
            ).fetchone()
        return Remembered(str(row[0]), datetime.fromtimestamp(row[1], UTC)) if row else None
    except (sqlite3.Error, OSError, TypeError, ValueError, OverflowError):
        return None


def remember(folder: Path, place: Place, answer: str, now: datetime) -> None:
    """Keep an answer, and let go of those that are too old to say anything."""
    import sqlite3

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _database(folder) as database, database:
            database.execute(
                "REPLACE INTO forecasts VALUES (?, ?, ?, ?, ?)", (*place, answer, now.timestamp())
            )
            oldest = (now - KEPT).timestamp()
            database.execute("DELETE FROM forecasts WHERE fetched < ?", (oldest,))
    except (sqlite3.Error, OSError):
        return  # the next answer is fetched again


@contextmanager
def _database(folder: Path) -> "Iterator[sqlite3.Connection]":
    import sqlite3

    path = folder / FILE
    try:
        database = _open(path)
    except sqlite3.Error as error:
        if not _is_damaged(error):
            raise
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        database = _open(path)
    try:
        yield database
    finally:
        database.close()


def _open(path: Path) -> "sqlite3.Connection":
    """The database, with its table, checked."""
    import sqlite3

    database = sqlite3.connect(path, timeout=WAIT)
    try:
        (schema,) = database.execute("PRAGMA user_version").fetchone()
        if schema not in (0, SCHEMA):
            raise sqlite3.DatabaseError("made by another version")
        if schema == 0:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute(
                "CREATE TABLE IF NOT EXISTS forecasts ("
                "provider TEXT, latitude REAL, longitude REAL, answer TEXT, fetched REAL, "
                "PRIMARY KEY (provider, latitude, longitude))"
            )
            database.execute(f"PRAGMA user_version = {SCHEMA}")
            database.commit()
        (health,) = database.execute("PRAGMA quick_check(1)").fetchone()
        if health != "ok":
            raise sqlite3.DatabaseError(health)
    except BaseException:
        database.close()
        raise
    return database


def _is_damaged(error: "sqlite3.Error") -> bool:
    """Whether the file itself is at fault, rather than the disk, its rights or another process."""
    import sqlite3

    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
