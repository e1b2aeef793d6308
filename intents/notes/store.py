"""The notes in the file of this plugin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FILE = "notes.db"
STEPS = (
    "CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, "
    "at TEXT NOT NULL)",
)


@dataclass(frozen=True)
class Note:
    id: int
    text: str
    at: datetime  # aware


def add(db: "sqlite3.Connection", text: str, at: datetime) -> int:
    """Keep a note; returns its id."""
    row = (text, at.isoformat())
    return db.execute("INSERT INTO note (text, at) VALUES (?, ?)", row).lastrowid or 0


def all_notes(db: "sqlite3.Connection") -> tuple[Note, ...]:
    """Every note, the newest first."""
    rows = db.execute("SELECT id, text, at FROM note ORDER BY id DESC")
    return tuple(Note(number, text, datetime.fromisoformat(at)) for number, text, at in rows)


def remove(db: "sqlite3.Connection", ids: Iterable[int]) -> int:
    """Delete notes; returns how many there were."""
    rows = [(each,) for each in ids]
    return db.executemany("DELETE FROM note WHERE id = ?", rows).rowcount


def restore(db: "sqlite3.Connection", rows: Iterable[Sequence[object]]) -> None:
    """Put notes back as `row` gave them; those that are there stay as they are."""
    db.executemany("INSERT OR IGNORE INTO note (id, text, at) VALUES (?, ?, ?)", rows)


def row(note: Note) -> list[object]:
    """A note as JSON can hold it."""
    return [note.id, note.text, note.at.isoformat()]


def texts(notes: Sequence[Note]) -> dict[int, str]:
    """The words of each, by id."""
    return {note.id: note.text for note in notes}


def among(notes: Sequence[Note], ids: Sequence[int]) -> tuple[Note, ...]:
    """Those with these ids, in their order."""
    return tuple(note for note in notes if note.id in ids)
