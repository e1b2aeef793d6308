"""What a handler is given and what it gives back: the whole API of a plugin, version 1.

def now(ctx: Context, slots: Slots) -> Reply | str
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity, Understanding

if TYPE_CHECKING:
    import httpx

    from assistant.values.cities import City

API_VERSION = 1

Slots = Mapping[str, Entity]  # by slot name; only the slots that were said


@dataclass(frozen=True)
class Suggestion:
    """Something the user may do next, offered under a reply."""

    label: str  # what is shown
    say: str = ""  # the message it sends; the label itself when empty
    action: str = ""  # instead of it: "teach", "correct:<intent>", "choose:<intent>", "dismiss"


@dataclass(frozen=True)
class Reply:
    """An answer: Markdown, and what may come next."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()
    asks: str = ""  # the slot that the next message is expected to fill
    understanding: Understanding | None = None  # filled in by the Assistant


@dataclass(frozen=True)
class InstalledIntent:
    """An intent that is really there, for handlers that speak about them."""

    name: str
    description: Mapping[str, str]  # by language
    example: Mapping[str, str]  # by language; one plain phrase


@dataclass(frozen=True)
class Context:
    """What a handler may know and use.

    This is consent, not a sandbox: Python in this process could do more. It brokers what a
    well-meaning plugin needs, and refuses what its manifest does not declare.
    """

    text: str  # the user's message
    language: str  # "en" or "ko": answer in it
    intent: str
    now: datetime  # aware, in the user's time zone
    plugin: str  # the plugin's id
    storage: Path  # a folder of this plugin's own; make it before writing
    cache: Path  # likewise, for what can be fetched again
    home: "City | None" = None  # the configured home city
    config: Mapping[str, object] = field(default_factory=dict)  # [plugins.<id>] of config.toml
    capabilities: frozenset[str] = frozenset()
    intents: tuple[InstalledIntent, ...] = ()

    def http(self, timeout: float = 4.0) -> "httpx.Client":
        """A client for the network, to be used in a `with`; seconds until it gives up.

        Raises AssistantError when the manifest does not declare `network`.
        """
        self.require("network")
        import httpx

        return httpx.Client(timeout=timeout, follow_redirects=True)

    def require(self, capability: str) -> None:
        """Raise AssistantError unless the manifest declares `capability`."""
        if capability not in self.capabilities:
            raise AssistantError(
                f"The plugin uses {capability!r} without declaring it.",
                where=self.plugin,
                remedy=f'Add "{capability}" to capabilities in its intent.toml.',
            )
