"""What plugins reach in a test: nothing outside is touched, everything is written down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.testing.schedule import FakeSchedule

if TYPE_CHECKING:
    import httpx

Client = Callable[[float], "httpx.Client"]  # by the seconds until it gives up


@dataclass(frozen=True)
class Notification:
    """What the desktop would have shown."""

    title: str
    text: str


@dataclass
class Outside:
    """The world of one test, shared by all plugins in it."""

    now: Callable[[], datetime]
    client: Client
    schedules: dict[str, FakeSchedule] = field(default_factory=dict)  # by plugin
    secrets: dict[str, str] = field(default_factory=dict)
    notifications: list[Notification] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FakeHost:
    """The Host of one plugin."""

    plugin: str
    outside: Outside

    @property
    def schedule(self) -> FakeSchedule:
        known = self.outside.schedules
        return known.setdefault(self.plugin, FakeSchedule(self.outside.now))

    def notify(self, title: str, text: str) -> None:
        self.outside.notifications.append(Notification(title, text))

    def open(self, target: str) -> None:
        self.outside.opened.append(target)

    def secret(self, name: str) -> str | None:
        return self.outside.secrets.get(name)

    def http(self, timeout: float) -> "httpx.Client":
        return self.outside.client(timeout)
