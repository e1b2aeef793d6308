"""The to-do list in the file of this plugin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

FILE = "todo.db"
STEPS = (
    "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, "
    "added TEXT NOT NULL, done TEXT)",
)


@dataclass(frozen=True)
class Item:
    id: int
    text: str
    added: datetime  # aware, like `done`
    done: datetime | None = None


def add(db: "sqlite3.Connection", text: str, at: datetime) -> int:
    """Put something on the list; returns its id."""
    row = (text, at.isoformat())
    return db.execute("INSERT INTO item (text, added) VALUES (?, ?)", row).lastrowid or 0


def open_items(db: "sqlite3.Connection") -> tuple[Item, ...]:
    """What is still to do, the oldest first: their places are their numbers."""
    return _items(db, "WHERE done IS NULL ORDER BY id")


def done_items(db: "sqlite3.Connection") -> tuple[Item, ...]:
    """What was done, the latest first."""
    return _items(db, "WHERE done IS NOT NULL ORDER BY done DESC, id DESC")


def tick(db: "sqlite3.Connection", ids: Iterable[int], at: datetime | None) -> None:
    """Mark as done at that time; None: as still to do."""
    done = None if at is None else at.isoformat()
    db.executemany("UPDATE item SET done = ? WHERE id = ?", [(done, each) for each in ids])


def remove(db: "sqlite3.Connection", ids: Iterable[int]) -> int:
    """Delete from the list; returns how many there were."""
    return db.executemany("DELETE FROM item WHERE id = ?", [(each,) for each in ids]).rowcount


def restore(db: "sqlite3.Connection", rows: Iterable[Sequence[object]]) -> None:
    """Put back what `row` gave; what is there stays as it is."""
    db.executemany("INSERT OR IGNORE INTO item (id, text, added, done) VALUES (?, ?, ?, ?)", rows)


def row(item: Item) -> list[object]:
    """An item as JSON can hold it."""
    done = None if item.done is None else item.done.isoformat()
    return [item.id, item.text, item.added.isoformat(), done]


def _items(db: "sqlite3.Connection", which: str) -> tuple[Item, ...]:
    rows = db.execute(f"SELECT id, text, added, done FROM item {which}")
    return tuple(
        Item(number, text, datetime.fromisoformat(added), done and datetime.fromisoformat(done))
        for number, text, added, done in rows
    )
