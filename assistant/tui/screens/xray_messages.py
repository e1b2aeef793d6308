"""What the X-ray's threads post to its panes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.problems import Problem

if TYPE_CHECKING:
    from assistant.conversation.neighbours import Neighbour
    from assistant.understanding.cells import Array
    from assistant.understanding.understanding import IntentScore, Understanding
    from assistant.xray.deciding import Decided
    from assistant.xray.lesson import Lesson
    from assistant.xray.reading import Reading


@dataclass
class ReadingDone(Message):
    """The states and gates at every piece."""

    reading: "Reading"


@dataclass
class EndingsDone(Message):
    """What the message would mean if it ended at each of the pieces, as far as that is known."""

    endings: "tuple[tuple[IntentScore, ...], ...]"


@dataclass
class PiecesDone(Message):
    """What the pieces are that memory is measured of."""

    cell: str
    pieces: tuple[str, ...]


@dataclass
class KeptDone(Message):
    """How much of the gradient is left at each piece. `name` is a bundled cell, or "" for the
    model in use."""

    name: str
    forward: "Array"
    backward: "Array"


@dataclass
class LeftOutDone(Message):
    """How much the sentence vector changes without each piece, as shares."""

    left: tuple[float, ...]


@dataclass
class DecisionDone(Message):
    """How the model decides, and what the assistant made of it with what was taught."""

    decided: "Decided | None"
    understanding: "Understanding"


@dataclass
class NeighboursDone(Message):
    """The taught phrases that are most like the message."""

    neighbours: "tuple[Neighbour, ...]"


@dataclass
class IntentsDone(Message):
    """What a lesson may teach: the intents, the most probable first."""

    intents: tuple[str, ...]


@dataclass
class LessonDone(Message):
    """One step of learning; None where the cell's model does not know the intent."""

    cell: str
    intent: str
    lesson: "Lesson | None"


@dataclass
class LookFailed(Message):
    """No model can be loaded."""

    problem: Problem
