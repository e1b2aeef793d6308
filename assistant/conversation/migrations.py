"""The tables of the history, step by step as they came to be."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.conversation.reviews import FAILED, phrase_of

if TYPE_CHECKING:
    import sqlite3


def _first_tables(db: "sqlite3.Connection") -> None:
    db.execute("CREATE TABLE session (id INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL)")
    db.execute(
        """
        CREATE TABLE turn (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            session INTEGER NOT NULL REFERENCES session (id),
            at TEXT NOT NULL,
            said TEXT NOT NULL,
            intent TEXT,
            confidence REAL,
            in_scope INTEGER,
            language TEXT,
            reply TEXT NOT NULL,
            corrected TEXT
        )
        """
    )
    db.execute("CREATE INDEX turn_session ON turn (session)")


def _reviews(db: "sqlite3.Connection") -> None:
    """What was decided of each turn, its phrase, and what the user said of a phrase.

    What an earlier assistant decided is told by what it stored and by how it asked.
    """
    db.execute("ALTER TABLE turn ADD COLUMN decided TEXT")
    db.execute("ALTER TABLE turn ADD COLUMN phrase TEXT")
    db.create_function("phrase_of", 1, phrase_of, deterministic=True)
    db.execute(
        """
        UPDATE turn SET phrase = phrase_of(said), decided = CASE
            WHEN in_scope = 0 THEN 'admitted'
            WHEN reply LIKE 'Do you mean **%** or **%**?' THEN 'asked'
            WHEN reply LIKE '**%**, **%** 중에 어느 쪽이에요?' THEN 'asked'
            ELSE 'answered' END
        """
    )
    db.execute("CREATE INDEX turn_phrase ON turn (phrase)")
    db.execute(f"CREATE INDEX turn_failed ON turn (phrase) WHERE {FAILED}")
    db.execute("CREATE TABLE review (phrase TEXT PRIMARY KEY, intent TEXT, turn INTEGER NOT NULL)")


# One function a step; the file's user_version counts the steps it has taken. Only ever add to it.
MIGRATIONS: "tuple[Callable[[sqlite3.Connection], None], ...]" = (_first_tables, _reviews)
