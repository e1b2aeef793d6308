"""What a training changed: one model beside another, on the same phrases. A value, and its JSON.

It is kept as `comparison.json` in the folder of the new model.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.files import MEGABYTE, read_text, write_atomically
from assistant.problems import AssistantError

FILE = "comparison.json"
ENOUGH = 200  # held-out rows from which on their accuracy decides
A_POINT = 0.01  # of accuracy that may be lost


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some rows each of the two models is right of."""

    rows: int
    before: int
    after: int

    @property
    def share_before(self) -> float:
        return self.before / self.rows if self.rows else 0.0

    @property
    def share_after(self) -> float:
        return self.after / self.rows if self.rows else 0.0

    @property
    def points(self) -> float:
        """Gained, or lost, in hundredths."""
        return 100 * (self.share_after - self.share_before)


@dataclass(frozen=True, slots=True)
class Changed:
    """A phrase that one of the models is right of and the other is not."""

    text: str
    intent: str  # that it should end at, or must not when it is `negative`
    before: str  # what it ended at; OUT_OF_SCOPE for none
    after: str
    better: bool
    own: bool = False  # the user's, not ours
    negative: bool = False


@dataclass(frozen=True)
class Comparison:
    """The model `after` beside the model `before`."""

    before: str
    after: str
    held_out: Tally
    own: Tally  # of the user's own phrases
    intents: Mapping[str, Tally]  # held-out rows by intent, in alphabetical order
    changed: tuple[Changed, ...]  # the worse ones first, and of these the user's own

    @property
    def broken(self) -> tuple[Changed, ...]:
        """The user's own phrases that were right and are now wrong."""
        return tuple(phrase for phrase in self.changed if phrase.own and not phrase.better)

    @property
    def lost_accuracy(self) -> bool:
        """Whether it is worse by more than a point, on rows enough to tell, and by more than
        chance: two standard deviations of McNemar's test (Psychometrika 1947)."""
        # In rows, for 0.86 - 0.85 is not 0.01.
        lost = self.held_out.before - self.held_out.after
        moved = sum(not phrase.own for phrase in self.changed)
        enough = self.held_out.rows >= ENOUGH
        return enough and lost > A_POINT * self.held_out.rows and lost > 2 * moved**0.5

    @property
    def worse(self) -> bool:
        """Whether it is not to be used unless the user says so."""
        return self.lost_accuracy or bool(self.broken)


def as_json(comparison: Comparison) -> dict[str, Any]:
    """What `from_json` reads."""
    return asdict(comparison)


def from_json(raw: Any) -> Comparison:
    """Raises ValueError for what is none."""
    try:
        return Comparison(
            before=str(raw["before"]),
            after=str(raw["after"]),
            held_out=_tally(raw["held_out"]),
            own=_tally(raw["own"]),
            intents={str(name): _tally(tally) for name, tally in raw["intents"].items()},
            changed=tuple(Changed(**phrase) for phrase in raw["changed"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a comparison: {error}") from error


def _tally(raw: Mapping[str, Any]) -> Tally:
    return Tally(int(raw["rows"]), int(raw["before"]), int(raw["after"]))


def write_comparison(folder: Path, comparison: Comparison) -> None:
    """Raises AssistantError when the disk refuses."""
    text = json.dumps(as_json(comparison), ensure_ascii=False, indent=1)
    write_atomically(folder / FILE, text.encode())


def read_comparison(folder: Path) -> Comparison | None:
    """None for a model that was compared to none, such as a bundled one."""
    try:
        return from_json(json.loads(read_text(folder / FILE, limit=64 * MEGABYTE)))
    except (AssistantError, ValueError):
        return None
