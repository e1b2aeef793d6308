"""What a handler is given and what it gives back: the whole API of a plugin, version 1.

def brew(size: str = "small") -> str: ...                # slots by name, typed
def now(ctx: Context, slots: Slots) -> Reply | str: ...   # or all of them, as they were said
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity, Understanding

if TYPE_CHECKING:
    import httpx

    from assistant.values.cities import City
    from assistant.values.recurrences import Recurrence

API_VERSION = 1
CAPABILITIES = ("network", "notify", "files", "exec")
YES_OR_NO = "yes_or_no"  # what a Reply asks for that wants to be confirmed

Slots = Mapping[str, Entity]  # by slot name; only the slots that were said


@dataclass(frozen=True)
class Suggestion:
    """Something the user may do next, offered under a reply."""

    label: str  # what is shown
    say: str = ""  # the message it sends; the label itself when empty
    # Instead of it: "teach", "correct:<intent>", "choose:<intent>", "details", "revive:<plugin>",
    # "dismiss".
    action: str = ""


@dataclass(frozen=True)
class Call:
    """A function of handler.py to call later as `function(ctx, **data)`."""

    function: str
    data: Mapping[str, object] = field(default_factory=dict)  # what JSON can hold


@dataclass(frozen=True)
class Reply:
    """An answer: Markdown, and what may come next."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()
    asks: str = ""  # the slot that the next message is expected to fill, or YES_OR_NO
    choices: Mapping[str, str] = field(default_factory=dict)  # of it: value → the words for it
    undo: Call | None = None  # takes back what was done, when the user says "undo that"
    redirect: str = ""  # answer this message instead: what the user meant
    undoes: bool = False  # take back what the last reply that can be undone did
    about: str = ""  # the earlier message that the suggestions' actions teach; else this one
    understanding: Understanding | None = None  # filled in by the Assistant
    details: str = ""  # likewise, of a failure: where it happened, and what was printed


@dataclass(frozen=True)
class InstalledIntent:
    """An intent that is really there, for handlers that speak about them."""

    name: str
    description: Mapping[str, str]  # by language
    example: Mapping[str, str]  # by language; one plain phrase


@dataclass(frozen=True)
class Exchange:
    """A message and what was answered to it, earlier in this conversation."""

    said: str
    intent: str | None  # None: it was out of scope
    confidence: float  # of the most probable intent
    slots: Slots
    ranking: tuple[str, ...]  # intents, the most probable first
    reply: str


@dataclass(frozen=True)
class Scheduled:
    """Something that rings at its time."""

    id: int
    kind: str  # the plugin's word for it: "timer"
    at: datetime  # when it rings next; aware
    label: str
    created: datetime  # aware
    repeat: "Recurrence | None" = None


class Schedule(Protocol):
    """What rings for a plugin: kept on disk, late rather than never."""

    def add(
        self,
        at: datetime,
        ring: str,
        *,
        kind: str = "",
        label: str = "",
        repeat: "Recurrence | None" = None,
    ) -> Scheduled:
        """Say `ring` (Markdown) at that time, and again as `repeat` says."""

    def pending(self, kind: str = "") -> tuple[Scheduled, ...]:
        """What has still to ring, the next first; only of that kind, unless it is empty."""

    def cancel(self, ids: Iterable[int]) -> None:
        """Let them ring no more; ids that are none are passed over."""

    def restore(self, ids: Iterable[int]) -> None:
        """Take a `cancel` back."""

    def skip(self, ids: Iterable[int]) -> None:
        """Let what repeats pass over its next time, once; what does not is left as it is."""

    def unskip(self, ids: Iterable[int]) -> None:
        """Take the last `skip` back: what repeats rings one of its times sooner, if that is to
        come."""


class Host(Protocol):
    """What a Context reaches outside for. Each method raises AssistantError where it fails."""

    @property
    def schedule(self) -> Schedule: ...

    def notify(self, title: str, text: str) -> None: ...

    def open(self, target: str) -> None: ...

    def secret(self, name: str) -> str | None: ...

    def http(self, timeout: float) -> "httpx.Client": ...


@dataclass(frozen=True)
class Context:
    """What a handler may know and use.

    This is consent, not a sandbox: Python in this process could do more. It brokers what a
    well-meaning plugin needs, and refuses what its manifest does not declare or the user has not
    granted.

    With `isolation = "process"` the handler runs in a process of its own, without the assistant's
    environment, and `http`, `schedule`, `notify`, `open` and `secret` are requests to the
    assistant, which checks and does them. The client of `http` is the same to use, but each answer
    comes whole, decoded and up to 16 MB. When the handler has returned, threads that it left can
    ask for nothing more. What a reply's `undo` holds crosses as JSON.
    """

    text: str  # the user's message; of one that asks for several things, the part that is yours
    language: str  # "en" or "ko": answer in it
    intent: str
    now: datetime  # aware, in the user's time zone
    plugin: str  # the plugin's id
    storage: Path  # a folder of this plugin's own; make it before writing
    cache: Path  # likewise, for what can be fetched again
    home: "City | None" = None  # the configured home city
    config: Mapping[str, object] = field(default_factory=dict)  # [plugins.<id>] of config.toml
    capabilities: frozenset[str] = frozenset()  # declared and granted
    intents: Sequence[InstalledIntent] = ()
    entities: tuple[Entity, ...] = ()  # all that fill a slot, also several of one
    previous: tuple[
        Exchange, ...
    ] = ()  # the last first; of others than its own only for built-in plugins
    confirmed: bool = False  # the user said yes to what the handler asked with `confirm`
    refused: bool = False  # the user said no to a capability: answer without it, or raise again
    host: Host | None = None

    def say(self, en: str, ko: str) -> str:
        """The one of the two that is in the user's language."""
        return ko if self.language == "ko" else en

    def ask(self, slot: str, text: str, choices: Mapping[str, str] | None = None) -> Reply:
        """Ask for a slot; the handler is called again with the answer. `return ctx.ask(…)`.

        With `choices` (value → the words for it) the answer is one of the values: a click, the
        number, or the words.
        """
        return Reply(text, asks=slot, choices=choices or {})

    def confirm(self, text: str) -> Reply:
        """Ask yes or no; after a yes the handler is called again, and `ctx.confirmed` is true."""
        return Reply(text, asks=YES_OR_NO)

    def values(self, slot: str) -> tuple[object, ...]:
        """The values of all entities that fill a slot, in the order of the message."""
        return tuple(e.value for e in self.entities if e.entity == slot and e.value is not None)

    def http(self, timeout: float = 4.0) -> "httpx.Client":
        """A client for the network, to be used in a `with`; seconds until it gives up.

        Raises AssistantError without the capability `network`.
        """
        self.require("network")
        if self.host is not None:
            return self.host.http(timeout)
        import httpx

        return httpx.Client(timeout=timeout, follow_redirects=True)

    @property
    def schedule(self) -> Schedule:
        """What rings. Raises AssistantError without the capability `notify`."""
        self.require("notify")
        return self._host.schedule

    def notify(self, title: str, text: str = "") -> None:
        """Tell the user through the desktop, where it can. Needs the capability `notify`."""
        self.require("notify")
        self._host.notify(title, text)

    def open(self, target: str) -> None:
        """Open a URL, a file or a folder, or start an application, by its name.

        Raises AssistantError without the capability `exec`, and when nothing opens it.
        """
        self.require("exec")
        self._host.open(target)

    def secret(self, name: str) -> str | None:
        """What the user stored with `assistant plugins secret PLUGIN NAME`; None when nothing."""
        return self._host.secret(name)

    def require(self, capability: str) -> None:
        """Raise NotGrantedError unless the manifest declares it and the user grants it."""
        if capability not in self.capabilities:
            raise NotGrantedError(self.plugin, capability)

    @property
    def _host(self) -> Host:
        if self.host is None:
            raise AssistantError(
                "There is nothing here that could do that.", where=self.plugin,
                remedy="Call the handler through an Assistant, or the fixture assistant_bot.",
            )  # fmt: skip
        return self.host


class NotGrantedError(AssistantError):
    """A handler used a capability that its manifest does not declare or the user did not grant."""

    def __init__(self, plugin: str, capability: str) -> None:
        super().__init__(
            f"The plugin may not use {capability!r}.",
            where=plugin,
            remedy=f'Declare it in its intent.toml (capabilities = ["{capability}"]) and grant it: '
            f"assistant plugins grant {plugin}",
        )
        self.capability = capability


def numbered(choices: Sequence[str]) -> dict[str, str]:
    """Choices whose values are their places: {"0": "the first", "1": "the second"}."""
    return {str(place): words for place, words in enumerate(choices)}
