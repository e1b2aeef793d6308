"""What the Studio's threads post to its panes, and the panes to the Studio."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.problems import Problem
from assistant.tui.phrasebook import Change, Phrasebook

if TYPE_CHECKING:
    from assistant.understanding.versions import Version


@dataclass
class PhrasesRead(Message):
    """The examples as they are now."""

    book: Phrasebook
    change: Change | None = None  # what was just done to them
    undone: bool = False  # the change took an earlier one back


@dataclass
class PhrasesFailed(Message):
    """The examples could not be read or changed."""

    problem: Problem


@dataclass
class VersionsRead(Message):
    """The versions that there are."""

    versions: "tuple[Version, ...]"
    now: "Version | None" = None  # the one that has just become the current one


@dataclass
class VersionsFailed(Message):
    """The version asked for cannot be used, or none could be read."""

    problem: Problem
