"""A Context to call handlers with, and a host that only notes what it is asked to open."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from assistant.plugins.api import Context
from assistant.problems import AssistantError

NOW = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Asia/Seoul"))  # a Wednesday


@dataclass
class NotingHost:
    """Opens nothing; with `broken` it says that it cannot."""

    opened: list[str] = field(default_factory=list)
    broken: bool = False

    def open(self, target: str) -> None:
        if self.broken:
            raise AssistantError("Nothing opens it.", where=target, remedy="Install something.")
        self.opened.append(target)


def context(language: str = "en", **given: Any) -> Context:
    """Of a message in that language; `given` says more."""
    values = {
        "text": "",
        "language": language,
        "intent": "",
        "now": NOW,
        "plugin": "test",
        "storage": Path("nowhere"),
        "cache": Path("nowhere"),
    }
    return Context(**{**values, **given})
