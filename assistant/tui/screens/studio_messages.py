"""What the Studio's threads post to its panes, and the panes to the Studio."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.problems import Problem
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
