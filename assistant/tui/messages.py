"""How the parts of the app talk: workers post these, and only who handles them touches widgets."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.plugins.api import Reply
from assistant.problems import Problem
from assistant.understanding.understanding import Understanding

if TYPE_CHECKING:
    from assistant.conversation.history import Turn
    from assistant.plugins.reloading import PluginChange
    from assistant.plugins.schedule import Rung


@dataclass(frozen=True)
class ModelSummary:
    """The model in use, as the header tells it."""

    cell: str
    intents: int
    trained: datetime
    bundled: bool


@dataclass
class ModelLoaded(Message):
    """The model is there, or there again after a training; None: it cannot be loaded."""

    summary: ModelSummary | None


@dataclass
class ModelChanged(Message):
    """Another version of the model became the current one; posted to the app."""

    version: str


@dataclass
class ModelRefreshed(Message, bubble=False):
    """The model was loaded again while this screen is shown."""


@dataclass
class PluginsReloaded(Message):
    """Plugins were read again."""

    changes: "tuple[PluginChange, ...]"


@dataclass
class PluginsRefreshed(Message, bubble=False):
    """Plugins were read again while this screen is shown."""


@dataclass
class SessionOpened(Message):
    """A session was read from the history; when `fresh`, what is shown already stays below it."""

    session: int | None
    turns: "tuple[Turn, ...]"
    messages: tuple[str, ...]  # what was said last in any session, oldest first
    fresh: bool


@dataclass
class Noted(Message):
    """Something is broken while the app goes on; shown as a quiet line."""

    problem: Problem


@dataclass
class Rang(Message):
    """A timer, an alarm or a reminder rang."""

    rung: "Rung"


@dataclass
class Believed(Message):
    """What the network makes of the words in the prompt; None when it could not say."""

    text: str
    understanding: Understanding | None


@dataclass
class Answering(Message):
    """The message with this ticket is being answered now."""

    ticket: int


@dataclass
class Answered(Message):
    """The reply to the message with this ticket."""

    ticket: int
    reply: Reply


@dataclass
class Unanswered(Message):
    """The message with this ticket could not be answered; it is kept where it stands."""

    ticket: int
    problem: Problem


@dataclass
class PhraseTaught(Message):
    """A phrase was taught: `text` means `intent`. `ticket` is the turn it came from, if one did.

    `again` says that the user still waits for the answer.
    """

    intent: str
    text: str
    ticket: int | None = None
    again: bool = False


@dataclass
class Revived(Message):
    """A plugin that failed too often is called again: so the message it failed at may be said."""

    text: str
