"""What the tests of isolated plugins share."""

import dataclasses
import os
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.plugins.api import Reply, Scheduled
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.manifest import Plugin
from assistant.problems import AssistantError

if TYPE_CHECKING:
    import httpx

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@dataclasses.dataclass
class NotedHost:
    """A Host that notes what it was asked for."""

    asked: list[object] = dataclasses.field(default_factory=list)

    @property
    def schedule(self) -> "NotedHost":
        return self

    def add(self, at: datetime, ring: str, **more: object) -> Scheduled:
        self.asked.append((at, ring, more))
        return Scheduled(7, str(more["kind"]), at, str(more["label"]), NOW)

    def pending(self, kind: str = "") -> tuple[Scheduled, ...]:
        return (Scheduled(7, kind, NOW, "tea", NOW),)

    def cancel(self, ids: Iterable[int]) -> None:
        self.asked.append(("cancel", *ids))

    def restore(self, ids: Iterable[int]) -> None:
        self.asked.append(("restore", *ids))

    def notify(self, title: str, text: str) -> None:
        self.asked.append((title, text))

    def open(self, target: str) -> None:
        raise AssistantError("Nothing opens it.", where=target, remedy="Open it yourself.")

    def secret(self, name: str) -> str | None:
        return f"the secret {name}"

    def http(self, timeout: float) -> "httpx.Client":
        import httpx

        return httpx.Client(timeout=timeout, trust_env=False)


Ask = Callable[..., Reply]


def plugin_in(folder: Path, timeout: float = 20.0) -> Plugin:
    return Plugin("music", "0.1.0", folder, timeout=timeout, isolation="process")


def fault_of(ask: Ask, code: str, **options: object) -> PluginFailedError:
    with pytest.raises(PluginFailedError) as caught:
        ask(code, **options)
    assert caught.value.problem.remedy
    return caught.value


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:  # one that has ended and nobody asked about is none
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:  # it ended just now, or there is no /proc here
        return not Path("/proc").exists()
    except ProcessLookupError:
        return False


def eventually(holds: Callable[[], bool]) -> bool:
    """What happens in another process cannot be awaited, only looked for."""
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds()


def ends(pid: int) -> bool:
    return eventually(lambda: not is_running(pid))
