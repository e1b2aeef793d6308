"""The Host of a handler in a process of its own: all that it reaches, it reaches by asking."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from assistant.plugins.api import Schedule, Scheduled

if TYPE_CHECKING:
    import httpx

    from assistant.values.recurrences import Recurrence

Ask = Callable[..., Any]  # ask("notify", title=…, text=…) gives the answer, or raises


@dataclass(frozen=True)
class AskingHost:
    ask: Ask

    @property
    def schedule(self) -> Schedule:
        return AskingSchedule(self.ask)

    def notify(self, title: str, text: str) -> None:
        self.ask("notify", title=title, text=text)

    def open(self, target: str) -> None:
        self.ask("open", target=target)

    def secret(self, name: str) -> str | None:
        return cast("str | None", self.ask("secret", name=name))

    def http(self, timeout: float) -> "httpx.Client":
        from assistant.plugins.isolation.transport import client

        return client(self.ask, timeout)


@dataclass(frozen=True)
class AskingSchedule:
    ask: Ask

    def add(
        self,
        at: datetime,
        ring: str,
        *,
        kind: str = "",
        label: str = "",
        repeat: "Recurrence | None" = None,
    ) -> Scheduled:
        found = self.ask("schedule.add", at=at, ring=ring, kind=kind, label=label, repeat=repeat)
        return cast(Scheduled, found)

    def pending(self, kind: str = "") -> tuple[Scheduled, ...]:
        return tuple(self.ask("schedule.pending", kind=kind))

    def cancel(self, ids: Iterable[int]) -> None:
        self.ask("schedule.cancel", ids=list(ids))

    def restore(self, ids: Iterable[int]) -> None:
        self.ask("schedule.restore", ids=list(ids))

    def skip(self, ids: Iterable[int]) -> None:
        self.ask("schedule.skip", ids=list(ids))

    def unskip(self, ids: Iterable[int]) -> None:
        self.ask("schedule.unskip", ids=list(ids))
