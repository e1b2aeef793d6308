"""What was said, in SQLite, so that a conversation can be opened again.

A file that cannot be used never stops the conversation: a corrupted one is moved aside, and where
none can be written the history lives in memory until the assistant is closed.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.conversation import reviews
from assistant.conversation.migrations import MIGRATIONS
from assistant.conversation.reviews import Before, Decided, Wrong, phrase_of
from assistant.databases import is_corrupted, move_aside, not_ours, use_wal
from assistant.files import storable
from assistant.problems import AssistantError, Problem

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
TITLE = 80  # characters of a session's title
WAIT = 5.0  # seconds for another process to finish its writing


@dataclass(frozen=True)
class Turn:
    """A message and its answer."""

    id: int  # given by History.add; 0 until then
    at: datetime  # aware
    said: str
    intent: str | None = None  # what it was understood as; None: nothing
    confidence: float | None = None
    in_scope: bool | None = None
    language: str | None = None
    reply: str = ""
    corrected: str | None = None  # the intent that the user said it was
    decided: Decided | None = None  # None: there was nothing to decide, such as in empty words


@dataclass(frozen=True)
class Session:
    """A conversation, from the start of the app to its end."""

    id: int
    started: datetime
    title: str  # its first message, on one line
    turns: int


class History:
    """All conversations. Any thread may call any method; another process may use the same file.

    Methods raise AssistantError when a full disk or another process keeps them from writing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._problems: list[Problem] = []
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = self._open()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why earlier conversations are missing or this one will not be kept."""
        return tuple(self._problems)

    def start_session(self, at: datetime | None = None) -> int:
        """Begin a conversation, now unless said otherwise. It is listed once it has a turn."""
        started = _stamp(at or datetime.now().astimezone())
        return self._do(
            lambda db: _id(db.execute("INSERT INTO session (started) VALUES (?)", (started,)))
        )

    def sessions(self) -> tuple[Session, ...]:
        """The conversations in which something was said, that of the latest message first."""
        rows = self._do(
            lambda db: db.execute(
                """
                SELECT session.id, session.started, turn.said, count(*), min(turn.id)
                FROM session JOIN turn ON turn.session = session.id
                GROUP BY session.id
                ORDER BY (SELECT max(id) FROM turn AS its WHERE its.session = session.id) DESC
                """
            ).fetchall()
        )
        return tuple(
            Session(number, _time(started), " ".join(said[: 10 * TITLE].split())[:TITLE], turns)
            for number, started, said, turns, _ in rows  # `said` is of the row with the minimum
        )

    def add(self, session: int, turn: Turn) -> int:
        """Keep a turn; returns the id it has from now on."""
        values = (
            session,
            _stamp(turn.at),
            storable(turn.said),
            turn.intent,
            None if turn.confidence is None else float(turn.confidence),  # NumPy's floats too
            None if turn.in_scope is None else bool(turn.in_scope),
            turn.language,
            storable(turn.reply),
            turn.corrected,
            turn.decided,
            phrase_of(turn.said),
        )

        def write(db: "sqlite3.Connection") -> int:
            # A file that was moved aside in between took the session's row along.
            db.execute("INSERT OR IGNORE INTO session (id, started) VALUES (?, ?)", values[:2])
            return _id(
                db.execute(
                    f"INSERT INTO turn ({_COLUMNS}, phrase) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
            )

        return self._do(write)

    def turns(self, session: int) -> tuple[Turn, ...]:
        """The turns of a conversation, in order; none when there is no such session."""
        rows = self._do(
            lambda db: db.execute(
                f"SELECT id, {_COLUMNS} FROM turn WHERE session = ? ORDER BY id", (session,)
            ).fetchall()
        )
        return tuple(_turn(row) for row in rows)

    def recent_messages(self, n: int) -> tuple[str, ...]:
        """The last `n` different messages of all conversations, the latest first."""
        rows = self._do(
            lambda db: db.execute(
                "SELECT said FROM turn GROUP BY said ORDER BY max(id) DESC LIMIT ?", (max(n, 0),)
            ).fetchall()
        )
        return tuple(said for (said,) in rows)

    def mark_corrected(self, turn_id: int, intent: str) -> None:
        """Remember that the user said a turn was `intent`."""
        self._do(
            lambda db: db.execute(
                "UPDATE turn SET corrected = ? WHERE id = ?", (storable(intent), turn_id)
            )
        )

    def went_wrong(self) -> tuple[Wrong, ...]:
        """The phrases that went wrong, of all conversations: most often first, then latest."""
        return self._do(reviews.went_wrong)

    def review(self, phrases: Sequence[str], intent: str | None) -> Before:
        """Note that phrases (as same_phrase gives them) were taught as `intent`; None: ignored.

        Returns how it was before, for `restore`.
        """
        return self._do(lambda db: reviews.review(db, phrases, intent))

    def restore(self, before: Before) -> None:
        """Take a review back."""
        self._do(lambda db: reviews.restore(db, before))

    def forget_reviews(self, phrases: Sequence[str]) -> None:
        """As if the user had said nothing of these phrases."""
        self._do(lambda db: reviews.forget(db, phrases))

    def close(self) -> None:
        """Nothing can be read or written afterwards."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _do(self, work: "Callable[[sqlite3.Connection], T]") -> T:
        """Run `work` as one transaction; once more on a new file when this one is corrupted."""
        import sqlite3

        with self._lock:
            try:
                return self._attempt(work)
            except sqlite3.DatabaseError as error:
                if not is_corrupted(error):
                    raise self._unusable(error) from error
                self.close()
                self._connection = self._start_anew(error)
            try:
                return self._attempt(work)
            except sqlite3.Error as error:
                raise self._unusable(error) from error

    def _attempt(self, work: "Callable[[sqlite3.Connection], T]") -> T:
        if self._connection is None:
            raise AssistantError(
                "The history is closed.", where=str(self.path), remedy="Open it again."
            )
        with self._connection as db:
            return work(db)

    def _open(self) -> "sqlite3.Connection":
        """The file, or a stand-in in memory with a problem that says why."""
        import sqlite3

        try:
            return _connect(self.path)
        except AssistantError as error:
            return self._in_memory(error.problem)
        except sqlite3.DatabaseError as error:
            if is_corrupted(error):
                return self._start_anew(error)
            return self._in_memory(self._unusable(error).problem)
        except OSError as error:
            return self._in_memory(self._unusable(error).problem)

    def _start_anew(self, error: Exception) -> "sqlite3.Connection":
        """Move the corrupted file aside and begin an empty one."""
        import sqlite3

        try:
            aside = move_aside(self.path)
            connection = _connect(self.path)
        except (sqlite3.Error, OSError) as again:
            return self._in_memory(self._unusable(again).problem)
        self._problems.append(
            Problem(
                f"The history was damaged ({error}) and is begun anew.",
                str(self.path),
                f"The old file is kept as {aside.name}; delete it when you do not need it.",
            )
        )
        return connection

    def _in_memory(self, problem: Problem) -> "sqlite3.Connection":
        self._problems.append(problem)
        return _connect(None)

    def _unusable(self, error: Exception) -> AssistantError:
        return AssistantError(
            f"The history cannot be kept ({error}).",
            where=str(self.path),
            remedy="Check that the disk has room, that you may write in this folder, and that no "
            "other program holds the file.",
        )


def _connect(path: Path | None) -> "sqlite3.Connection":
    """An open history with the tables of today; in memory without a path."""
    import sqlite3

    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # what was said is nobody else's business
        if not os.access(path, os.W_OK):
            raise PermissionError("it is read-only")
    db = sqlite3.connect(path or ":memory:", timeout=WAIT, check_same_thread=False)
    try:
        _migrate(db, path)
        if path is not None:
            use_wal(db)
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: "sqlite3.Connection", path: Path | None) -> None:
    """Bring the tables to today's shape. What a newer assistant made is left as it is."""
    if _version(db) != len(MIGRATIONS):
        with db:
            db.execute("BEGIN IMMEDIATE")
            version = _version(db)  # another process may have been faster
            if version > len(MIGRATIONS):
                raise AssistantError(
                    "The history was written by a newer version of the assistant.",
                    where=str(path),
                    remedy="Update the assistant; until then, nothing said is kept.",
                )
            if version == 0 and db.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise not_ours("it holds something else")
            if version > 0:
                _check(db, _EVER)
            for migration in MIGRATIONS[version:]:
                migration(db)
            db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    _check(db, _COLUMNS)


def _check(db: "sqlite3.Connection", columns: str) -> None:
    """Refuse a file whose turns do not have these columns."""
    there = {row[1] for row in db.execute("PRAGMA table_info(turn)")}
    if not there.issuperset(columns.split(", ")):
        raise not_ours("its tables are not those of a history")


_EVER = "session, at, said, intent, confidence, in_scope, language, reply, corrected"
_COLUMNS = f"{_EVER}, decided"


def _version(db: "sqlite3.Connection") -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _stamp(at: datetime) -> str:
    return at.astimezone().isoformat() if at.tzinfo is None else at.isoformat()


def _time(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def _id(cursor: "sqlite3.Cursor") -> int:
    return cursor.lastrowid or 0


def _turn(row: tuple[Any, ...]) -> Turn:
    number, _, at, said, intent, confidence, in_scope, language, reply, corrected, decided = row
    return Turn(
        number,
        _time(at),
        said,
        intent,
        confidence,
        None if in_scope is None else bool(in_scope),
        language,
        reply,
        corrected,
        decided,
    )
