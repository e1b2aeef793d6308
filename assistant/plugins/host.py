"""What a plugin reaches outside the conversation, for one plugin: the Host behind its Context."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.paths import Paths
from assistant.plugins import desktop
from assistant.plugins.api import Schedule
from assistant.plugins.secrets import read_secret

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True)
class UserHost:
    """The user's own machine."""

    plugin: str
    paths: Paths
    now: Callable[[], datetime] | None = None  # the clock; that of the machine unless given

    @property
    def schedule(self) -> Schedule:
        from assistant.plugins.schedule import PluginSchedule

        return PluginSchedule(self.paths.schedule, self.plugin, self.now)

    def notify(self, title: str, text: str) -> None:
        desktop.notify(title, text)

    def open(self, target: str) -> None:
        desktop.open_target(target)

    def secret(self, name: str) -> str | None:
        return read_secret(self.paths.data, self.plugin, name)

    def http(self, timeout: float) -> "httpx.Client":
        import httpx

        return httpx.Client(timeout=timeout, follow_redirects=True)
