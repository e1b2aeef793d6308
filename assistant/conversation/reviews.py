"""In the history's tables: the phrases that went wrong, and what the user said of them.

Functions over an open database; History calls them, each as one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from assistant.files import storable
from assistant.plugins.examples import LONGEST, same_phrase

if TYPE_CHECKING:
    import sqlite3

# What became of a message: its intent answered, "A or B?" was asked, or it was not known.
Decided = Literal["answered", "asked", "admitted"]

# Of a turn: it went wrong, and its words can be taught. An index holds to these very words.
FAILED = "phrase IS NOT NULL AND (decided IN ('asked', 'admitted') OR corrected IS NOT NULL)"


@dataclass(frozen=True)
class Review:
    """What the user said of a phrase in the Inbox."""

    phrase: str  # as same_phrase gives it
    intent: str | None  # it was taught as this, maybe OUT_OF_SCOPE; None: to be ignored
    turn: int  # the last one in which it had gone wrong by then


@dataclass(frozen=True)
class Wrong:
    """A phrase that went wrong, with the last turn in which it did."""

    phrase: str  # as same_phrase gives it
    said: str
    times: int  # how often it was said
    failed: int  # how often it went wrong
    turn: int
    at: datetime
    intent: str | None  # what the network thought most probable
    confidence: float | None
    decided: Decided | None
    corrected: str | None  # what the user said it was
    review: Review | None


@dataclass(frozen=True)
class Before:
    """The reviews and corrections as they were; `restore` brings them back."""

    phrases: tuple[str, ...]
    reviews: tuple[Review, ...]
    corrected: tuple[tuple[int, str | None], ...]  # a turn, and what it was corrected to


def phrase_of(said: str) -> str | None:
    """What a message has in common with others of the same words; None where it is no phrase."""
    if len(said) > 10 * LONGEST:
        return None
    phrase = same_phrase(storable(said))
    return phrase if 0 < len(phrase) <= LONGEST else None


def went_wrong(db: "sqlite3.Connection") -> tuple[Wrong, ...]:
    """The phrases that went wrong: most often first, then latest."""
    rows = db.execute(
        f"""
        WITH failed AS (
            SELECT phrase, count(*) AS times, max(id) AS last
            FROM turn WHERE {FAILED} GROUP BY phrase
        )
        SELECT failed.phrase, turn.said,
            (SELECT count(*) FROM turn AS its WHERE its.phrase = failed.phrase),
            failed.times, turn.id, turn.at, turn.intent, turn.confidence, turn.decided,
            turn.corrected, review.phrase, review.intent, review.turn
        FROM failed JOIN turn ON turn.id = failed.last
        LEFT JOIN review ON review.phrase = failed.phrase
        ORDER BY failed.times DESC, failed.last DESC
        """
    ).fetchall()
    return tuple(
        Wrong(
            phrase, said, times, failed, turn, datetime.fromisoformat(at), intent, confidence,
            decided, corrected, Review(*review) if review[0] is not None else None,
        )
        for phrase, said, times, failed, turn, at, intent, confidence, decided, corrected, *review
        in rows
    )  # fmt: skip


def review(db: "sqlite3.Connection", phrases: Sequence[str], intent: str | None) -> Before:
    """Note that phrases were taught as `intent`, or without one that they are to be ignored.

    The turns in which a taught phrase went wrong are marked as corrected.
    """
    before = _now(db, phrases)
    for phrase in phrases:
        db.execute(
            """
            INSERT OR REPLACE INTO review (phrase, intent, turn)
            SELECT ?, ?, coalesce(max(id), 0) FROM turn WHERE phrase = ?
            """,
            (phrase, intent, phrase),
        )
        if intent is not None:
            db.execute(
                f"UPDATE turn SET corrected = ? WHERE phrase = ? AND {FAILED}", (intent, phrase)
            )
    return before


def restore(db: "sqlite3.Connection", before: Before) -> None:
    """Bring back the reviews and corrections as they were."""
    for phrase in before.phrases:
        db.execute("DELETE FROM review WHERE phrase = ?", (phrase,))
    for old in before.reviews:
        db.execute("INSERT INTO review VALUES (?, ?, ?)", (old.phrase, old.intent, old.turn))
    for turn, corrected in before.corrected:
        db.execute("UPDATE turn SET corrected = ? WHERE id = ?", (corrected, turn))


def forget(db: "sqlite3.Connection", phrases: Sequence[str]) -> None:
    """Take out the reviews and corrections of phrases."""
    for phrase in phrases:
        db.execute("DELETE FROM review WHERE phrase = ?", (phrase,))
        db.execute(
            "UPDATE turn SET corrected = NULL WHERE phrase = ? AND decided <> 'answered'", (phrase,)
        )


def _now(db: "sqlite3.Connection", phrases: Sequence[str]) -> Before:
    reviews: list[Review] = []
    corrected: list[tuple[int, str | None]] = []
    for phrase in phrases:
        reviews += [
            Review(*row)
            for row in db.execute(
                "SELECT phrase, intent, turn FROM review WHERE phrase = ?", (phrase,)
            )
        ]
        corrected += db.execute(
            f"SELECT id, corrected FROM turn WHERE phrase = ? AND {FAILED}", (phrase,)
        ).fetchall()
    return Before(tuple(phrases), tuple(reviews), tuple(corrected))
