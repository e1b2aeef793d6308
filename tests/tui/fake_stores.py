"""The history and the versions of a FakeAssistant, in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.conversation.history import Session, Turn
from assistant.problems import AssistantError

NOW = datetime(2026, 11, 23, 21, 4, tzinfo=UTC)


class History:
    """Sessions and turns, in memory."""

    def __init__(self) -> None:
        self._started: dict[int, datetime] = {}
        self._turns: dict[int, list[Turn]] = {}

    def start_session(self) -> int:
        session = len(self._started) + 1
        self._started[session] = NOW + timedelta(minutes=session)
        self._turns[session] = []
        return session

    def sessions(self) -> tuple[Session, ...]:
        return tuple(
            Session(number, started, self._turns[number][0].said, len(self._turns[number]))
            for number, started in sorted(self._started.items(), reverse=True)
            if self._turns[number]
        )

    def add(self, session: int, turn: Turn) -> int:
        number = sum(map(len, self._turns.values())) + 1
        self._turns[session].append(replace(turn, id=number))
        return number

    def turns(self, session: int) -> tuple[Turn, ...]:
        return tuple(self._turns[session])

    def recent_messages(self, n: int) -> tuple[str, ...]:
        """The last different messages of all sessions, the latest first."""
        turns = sorted((t for turns in self._turns.values() for t in turns), key=lambda t: -t.id)
        return tuple(dict.fromkeys(turn.said for turn in turns))[:n]

    def mark_corrected(self, turn_id: int, intent: str) -> None:
        for turns in self._turns.values():
            turns[:] = [replace(t, corrected=intent) if t.id == turn_id else t for t in turns]

    def went_wrong(self) -> tuple[()]:
        return ()  # a test of the Inbox has a real history

    def close(self) -> None: ...


@dataclass(frozen=True)
class Version:
    name: str
    cell: str
    trained: datetime
    intents: int
    examples: int
    accuracy: float | None
    bundled: bool
    current: bool
    size: int = 1_200_000
    folder: Path = Path("nowhere")


class Versions:
    """Three versions of the model: the bundled one and two trainings."""

    def __init__(self) -> None:
        self._all = [
            Version("bundled", "gru", NOW - timedelta(days=90), 20, 1200, 0.951, True, False),
            Version("v1", "gru", NOW - timedelta(days=2), 22, 1260, 0.955, False, False),
            Version("v2", "gru", NOW - timedelta(hours=3), 24, 1284, 0.968, False, True),
        ]

    def all(self) -> tuple[Version, ...]:
        return tuple(self._all)

    def current(self) -> Version:
        return next(version for version in self._all if version.current)

    def use(self, name: str) -> None:
        if name not in {version.name for version in self._all}:
            raise AssistantError("There is no such version.", where=name, remedy="Pick one listed.")
        self._all = [replace(version, current=version.name == name) for version in self._all]

    def undo(self) -> Version:
        place = self._all.index(self.current())
        if place == 0:
            raise AssistantError(
                "There is nothing to undo.", where="versions", remedy="Train first."
            )
        self.use(self._all[place - 1].name)
        return self.current()
