"""What the Studio's threads post to its panes, and the panes to the Studio."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.conversation.inbox import Item, Step
from assistant.conversation.neighbours import Neighbour
from assistant.problems import Problem
from assistant.tui.choices import Choices
from assistant.tui.phrasebook import Change, Phrasebook

if TYPE_CHECKING:
    from assistant.plugins.learned import Changes
    from assistant.understanding.versions import Version


@dataclass
class PhrasesRead(Message):
    """The examples as they are now."""

    book: Phrasebook
    change: Change | None = None  # what was just done to them
    undone: bool = False  # the change took an earlier one back
    anew: bool = False  # something else than phrases was changed


@dataclass
class PhrasesFailed(Message):
    """The examples could not be read or changed."""

    problem: Problem


@dataclass
class VersionsRead(Message):
    """The versions that there are."""

    versions: "tuple[Version, ...]"
    now: "Version | None" = None  # the one that has just become the current one
    changes: "Mapping[str, Changes]" = field(default_factory=dict)  # what each learned, by name
    worse: "Mapping[str, str]" = field(default_factory=dict)  # than which one, by name
    did: str = ""  # what was just done, in words


@dataclass
class VersionsFailed(Message):
    """The version asked for cannot be used, or none could be read."""

    problem: Problem


@dataclass
class InboxRead(Message):
    """What is to be reviewed."""

    items: tuple[Item, ...]
    step: Step | None = None  # what was just done
    words: str = ""  # about it, for the person; without a step it was taken back


@dataclass
class InboxFailed(Message):
    """The Inbox could not be read or changed."""

    problem: Problem


@dataclass
class ItemRead(Message):
    """What the items with these phrases can be taught as."""

    phrases: tuple[str, ...]
    choices: Choices


@dataclass
class NeighboursRead(Message):
    """The taught phrases that the item with this phrase is like."""

    phrase: str
    close: tuple[Neighbour, ...]
