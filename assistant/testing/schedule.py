"""A schedule that rings when a test moves its clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.plugins.api import Scheduled
from assistant.plugins.schedule import zone_of

if TYPE_CHECKING:
    from assistant.values.recurrences import Recurrence


@dataclass
class FakeSchedule:
    """The Schedule of one plugin, kept in memory."""

    now: Callable[[], datetime]
    waiting: dict[int, tuple[Scheduled, str]] = field(default_factory=dict)  # with its words
    cancelled: dict[int, tuple[Scheduled, str]] = field(default_factory=dict)
    begun: dict[int, datetime] = field(default_factory=dict)  # their first times
    _last: int = 0

    def add(
        self,
        at: datetime,
        ring: str,
        *,
        kind: str = "",
        label: str = "",
        repeat: "Recurrence | None" = None,
    ) -> Scheduled:
        zone_of(at)  # raises where the real one does
        self._last += 1
        first = at if repeat is None else repeat.first(at)
        scheduled = Scheduled(self._last, kind, first, label, self.now(), repeat)
        self.waiting[scheduled.id] = scheduled, ring
        self.begun[scheduled.id] = first
        return scheduled

    def pending(self, kind: str = "") -> tuple[Scheduled, ...]:
        found = (scheduled for scheduled, _ in self.waiting.values())
        return tuple(sorted((s for s in found if kind in ("", s.kind)), key=lambda s: s.at))

    def cancel(self, ids: Iterable[int]) -> None:
        _move(ids, self.waiting, self.cancelled)

    def restore(self, ids: Iterable[int]) -> None:
        _move(ids, self.cancelled, self.waiting)

    def skip(self, ids: Iterable[int]) -> None:
        for each, scheduled in self._repeating(ids):
            self._wait_for(each, self._next(scheduled, scheduled.at))

    def unskip(self, ids: Iterable[int]) -> None:
        for each, scheduled in self._repeating(ids):
            at = self._next(scheduled, self.now())
            if at < scheduled.at:
                while (later := self._next(scheduled, at)) < scheduled.at:
                    at = later
                self._wait_for(each, at)

    def _repeating(self, ids: Iterable[int]) -> list[tuple[int, Scheduled]]:
        there = [(each, self.waiting[each][0]) for each in ids if each in self.waiting]
        return [(each, scheduled) for each, scheduled in there if scheduled.repeat is not None]

    def _next(self, scheduled: Scheduled, after: datetime) -> datetime:
        assert scheduled.repeat is not None
        return scheduled.repeat.next_after(self.begun[scheduled.id], after)

    def _wait_for(self, number: int, at: datetime) -> None:
        scheduled, words = self.waiting[number]
        self.waiting[number] = replace(scheduled, at=at), words

    def ring(self, until: datetime) -> list[tuple[datetime, str]]:
        """What rings up to a moment, each with its time; what repeats waits for its next."""
        rang = []
        while due := next((s for s in self.pending() if s.at <= until), None):
            words = self.waiting.pop(due.id)[1]
            rang.append((due.at, words))
            if due.repeat is not None:
                later = due.repeat.next_after(due.at, due.at)
                self.waiting[due.id] = replace(due, at=later), words
        return rang


def _move(
    ids: Iterable[int],
    source: dict[int, tuple[Scheduled, str]],
    target: dict[int, tuple[Scheduled, str]],
) -> None:
    for each in ids:
        if each in source:
            target[each] = source.pop(each)
