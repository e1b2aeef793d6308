"""What rings: `schedule.db`, which all plugins and all running assistants share.

Whatever happens to the file is told once, as an AssistantError: a damaged one is moved aside and
begun anew. Whoever runs the assistant asks `due` for what has to ring; each ring is given to one
asker only, late rather than never.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from assistant.databases import is_corrupted, move_aside, not_ours, use_wal
from assistant.files import locked, storable
from assistant.plugins.api import Scheduled
from assistant.problems import AssistantError
from assistant.values.recurrences import Recurrence

T = TypeVar("T")
WAIT = 5.0  # seconds for another process to finish its writing
MOST = 1000  # that wait to ring for one plugin
LONGEST = 2000  # characters of what rings, and of a label
KEPT = timedelta(days=30)  # that what has rung or was cancelled can still be restored
MOST_SKIPPED = 1000  # times that one was told to pass over
CLEANED = 500  # old rows that are removed at once


@dataclass(frozen=True)
class Rung:
    """Something whose time has come."""

    plugin: str
    kind: str
    label: str
    text: str  # Markdown
    at: datetime  # when it had to ring; aware
    late: timedelta  # since then


class PluginSchedule:
    """The Schedule of one plugin. Any thread and any process may use the same file at once.

    Methods raise AssistantError when the file is damaged or the disk refuses.
    """

    def __init__(self, file: Path, plugin: str, now: Callable[[], datetime] | None = None) -> None:
        self._file = file
        self._plugin = plugin
        self._now = now or (lambda: datetime.now(UTC))

    def add(
        self,
        at: datetime,
        ring: str,
        *,
        kind: str = "",
        label: str = "",
        repeat: Recurrence | None = None,
    ) -> Scheduled:
        """Say `ring` (Markdown) at that time, and again as `repeat` says.

        Raises AssistantError when too much waits to ring already.
        """
        zone = zone_of(at)
        first = at if repeat is None else repeat.first(at)
        label, created = storable(label)[:LONGEST], self._now()
        values = (
            self._plugin, kind, label, storable(ring)[:LONGEST], first.timestamp(), at.isoformat(),
            zone, repeat.iso if repeat else None, created.isoformat(),
        )  # fmt: skip

        def work(db: sqlite3.Connection) -> int:
            _clean(db, created)
            waiting = "SELECT count(*) FROM ring WHERE plugin = ? AND ended IS NULL"
            if db.execute(waiting, (self._plugin,)).fetchone()[0] >= MOST:
                raise AssistantError(
                    f"There are {MOST:,} that wait to ring already.", where=self._plugin,
                    remedy="Cancel some of them first.",
                )  # fmt: skip
            added = db.execute(
                f"INSERT INTO ring ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values
            )
            return added.lastrowid or 0

        number = _do(self._file, work)
        return Scheduled(number, kind, first, label, created, repeat)

    def pending(self, kind: str = "") -> tuple[Scheduled, ...]:
        """What has still to ring, the next first; only of that kind, unless it is empty."""
        if not self._file.exists():
            return ()
        rows = _do(
            self._file,
            lambda db: db.execute(
                f"SELECT id, {_COLUMNS} FROM ring WHERE ended IS NULL AND plugin = ? "
                "AND ? IN ('', kind) ORDER BY next, id",
                (self._plugin, kind),
            ).fetchall(),
            reads=True,
        )
        return tuple(_scheduled(row) for row in rows)

    def cancel(self, ids: Iterable[int]) -> None:
        """Let them ring no more; ids that are none are passed over."""
        ended = self._now().timestamp()
        self._change("ended = ?, cancelled = 1", "ended IS NULL", ids, (ended,))

    def restore(self, ids: Iterable[int]) -> None:
        """Take a `cancel` back. What should have rung meanwhile rings now."""
        self._change("ended = NULL, cancelled = 0", "cancelled = 1", ids)

    def skip(self, ids: Iterable[int]) -> None:
        """Let what repeats pass over its next time, once; what does not is left as it is."""
        self._postpone(ids, lambda row: _again(row, datetime.fromtimestamp(row[5], UTC)))

    def unskip(self, ids: Iterable[int]) -> None:
        """Take the last `skip` back: what repeats rings one of its times sooner.

        Earlier skips stay. Where no time to come is passed over, nothing changes.
        """
        self._postpone(ids, lambda row: _sooner(row, self._now()))

    def _postpone(self, ids: Iterable[int], when: Callable[[Any], datetime | None]) -> None:
        """Let them ring at another time, where there is one."""
        wanted = [int(number) for number in ids]

        def work(db: sqlite3.Connection) -> None:
            for number in wanted:
                row = db.execute(
                    f"SELECT id, {_COLUMNS} FROM ring WHERE id = ? AND plugin = ? "
                    "AND ended IS NULL",
                    (number, self._plugin),
                ).fetchone()
                if row and (at := when(row)):
                    db.execute("UPDATE ring SET next = ? WHERE id = ?", (at.timestamp(), number))

        if wanted and self._file.exists():
            _do(self._file, work)

    def _change(
        self, change: str, of: str, ids: Iterable[int], values: tuple[Any, ...] = ()
    ) -> None:
        statement = f"UPDATE ring SET {change} WHERE id = ? AND plugin = ? AND {of}"
        rows = [(*values, int(number), self._plugin) for number in ids]
        if rows and self._file.exists():
            _do(self._file, lambda db: db.executemany(statement, rows))


def due(file: Path, now: datetime) -> tuple[Rung, ...]:
    """What has to ring by now, the first first. It is given once, to whoever asks first.

    What repeats rings once however often it was missed, and waits for its next time. Raises
    AssistantError when the file is damaged or the disk refuses.
    """
    if not file.exists():
        return ()

    def work(db: sqlite3.Connection) -> list[Any]:
        rows = db.execute(
            f"SELECT id, {_COLUMNS} FROM ring WHERE ended IS NULL AND next <= ? ORDER BY next, id",
            (now.timestamp(),),
        ).fetchall()
        for row in rows:
            again = _again(row, now)
            if again is None:
                db.execute("UPDATE ring SET ended = ? WHERE id = ?", (now.timestamp(), row[0]))
            else:
                db.execute("UPDATE ring SET next = ? WHERE id = ?", (again.timestamp(), row[0]))
        if rows:
            _clean(db, now)
        return rows

    return tuple(_rung(row, now) for row in _do(file, work))


def next_due(file: Path) -> datetime | None:
    """When something rings next; None when nothing does. Raises like `due`."""
    if not file.exists():
        return None
    first = _do(
        file,
        lambda db: db.execute("SELECT min(next) FROM ring WHERE ended IS NULL").fetchone()[0],
        reads=True,
    )
    return None if first is None else datetime.fromtimestamp(first, UTC)


def _do(file: Path, work: Callable[[sqlite3.Connection], T], *, reads: bool = False) -> T:
    """Run `work` as one transaction that nobody else writes in; one that only reads waits for none.

    Raises AssistantError when the file is damaged or the disk refuses.
    """
    try:
        with closing(_connect(file)) as db:
            return work(db) if reads else _in_transaction(db, work)
    except sqlite3.DatabaseError as error:
        if is_corrupted(error):
            raise _begun_anew(file, error) from error
        raise _unusable(file, error) from error
    except OSError as error:
        raise _unusable(file, error) from error


def _in_transaction(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    db.execute("BEGIN IMMEDIATE")
    try:
        result = work(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return result


def _connect(file: Path) -> sqlite3.Connection:
    """An open schedule with the tables of today."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)  # it is nobody else's business
    if not os.access(file, os.W_OK):
        raise PermissionError("it is read-only")
    db = sqlite3.connect(file, timeout=WAIT, isolation_level=None)
    try:
        if _version(db) != len(_MIGRATIONS):
            use_wal(db)
            _in_transaction(db, lambda db: _migrate(db, file))
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: sqlite3.Connection, file: Path) -> None:
    """Bring the tables to today's shape. What a newer assistant made is left as it is."""
    version = _version(db)  # another process may have been faster
    if version > len(_MIGRATIONS):
        raise AssistantError(
            "What rings was written by a newer version of the assistant.", where=str(file),
            remedy="Update the assistant; until then, nothing rings.",
        )  # fmt: skip
    if version == 0 and db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise not_ours("it holds something else")
    for migration in _MIGRATIONS[version:]:
        migration(db)
    db.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _first_table(db: sqlite3.Connection) -> None:
    db.execute(
        """
        CREATE TABLE ring (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            plugin TEXT NOT NULL,
            kind TEXT NOT NULL,
            label TEXT NOT NULL,
            words TEXT NOT NULL,
            next REAL NOT NULL, -- seconds since 1970
            start TEXT NOT NULL, -- not before then, on the clock of the zone
            zone TEXT NOT NULL, -- '' where it has no name
            repeat TEXT,
            created TEXT NOT NULL,
            ended REAL, -- when it rang for the last time, or was cancelled
            cancelled INTEGER NOT NULL DEFAULT 0
        )
        """
    )
    db.execute("CREATE INDEX ring_next ON ring (next) WHERE ended IS NULL")
    db.execute("CREATE INDEX ring_ended ON ring (ended) WHERE ended IS NOT NULL")


# One function a step; the file's user_version counts the steps it has taken. Only ever add to it.
_MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_table,)
_COLUMNS = "plugin, kind, label, words, next, start, zone, repeat, created"


def _clean(db: sqlite3.Connection, now: datetime) -> None:
    """Remove some of what has ended long ago."""
    db.execute(
        "DELETE FROM ring WHERE id IN (SELECT id FROM ring WHERE ended < ? ORDER BY ended LIMIT ?)",
        ((now - KEPT).timestamp(), CLEANED),
    )


def _scheduled(row: Any) -> Scheduled:
    number, _, kind, label, _, at, start, zone, repeat, created = row
    return Scheduled(
        number, kind, _at(at, start, zone), label, datetime.fromisoformat(created), _repeat(repeat)
    )


def _rung(row: Any, now: datetime) -> Rung:
    _, plugin, kind, label, words, at, start, zone, _, _ = row
    late = timedelta(seconds=max(0.0, now.timestamp() - at))
    return Rung(plugin, kind, label, words, _at(at, start, zone), late)


def _again(row: Any, now: datetime) -> datetime | None:
    """The first time after `now` of what repeats; None of what does not."""
    _, _, _, _, _, _, start, zone, words, _ = row
    repeat = _repeat(words)
    if repeat is None:
        return None
    first = datetime.fromisoformat(start)
    try:
        # On the clock of the zone: the hour that daylight saving left out once is not kept.
        return repeat.next_after(first.replace(tzinfo=_zone(zone, first)), now)
    except OverflowError:
        return None


def _sooner(row: Any, now: datetime) -> datetime | None:
    """The last time of what repeats, after `now`, before the one it waits for; None of none."""
    waits = datetime.fromtimestamp(row[5], UTC)
    found, at = None, _again(row, now)
    for _ in range(MOST_SKIPPED):
        if at is None or at >= waits:
            break
        found, at = at, _again(row, at)
    return found


def _at(at: float, start: str, zone: str) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(_zone(zone, datetime.fromisoformat(start)))


def _repeat(words: str | None) -> Recurrence | None:
    """None also for what a newer assistant may have written: it rings once more."""
    try:
        return Recurrence.from_iso(words) if words else None
    except ValueError:
        return None


def zone_of(at: datetime) -> str:
    """The name of its zone, "" for a plain offset from UTC. Raises ValueError when it has none."""
    if at.tzinfo is None:
        raise ValueError("what rings needs a time with a time zone")
    return str(getattr(at.tzinfo, "key", None) or "")


def _zone(name: str, start: datetime) -> tzinfo:
    """The zone of that name, else the offset that `start` has."""
    try:
        if name:
            return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # this machine does not know it
        pass
    return timezone(start.utcoffset() or timedelta(0))


def _begun_anew(file: Path, error: Exception) -> AssistantError:
    """Move a damaged file aside, unless another process was faster, and say so."""
    aside = None
    try:
        with locked(file.with_name(f".{file.name}.lock")):
            if not _is_whole(file):
                aside = move_aside(file)
    except OSError as refused:
        return _unusable(file, refused)
    return AssistantError(
        f"The file of timers, alarms and reminders was damaged ({error}) and is begun anew.",
        where=str(file),
        remedy="Set again what is missing."
        + (f" The old file is kept as {aside.name}." if aside else ""),
    )


def _is_whole(file: Path) -> bool:
    try:
        with closing(_connect(file)) as db:
            return bool(db.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        return not is_corrupted(error)


def _unusable(file: Path, error: Exception) -> AssistantError:
    return AssistantError(
        f"What rings cannot be kept ({error}).", where=str(file),
        remedy="Check that the disk has room, that you may write in this folder, and that no "
        "other program holds the file.",
    )  # fmt: skip
