"""A message as the network reads it, piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array
from assistant.understanding.model import Model
from assistant.understanding.tokenizer import Piece, clean
from assistant.understanding.understanding import IntentScore
from assistant.xray.gates import Gates, read_with_gates

RANKED = 3  # intents shown of what a message would mean if it ended here


@dataclass(frozen=True, slots=True)
class WayStep:
    """What one of the two ways did at a piece."""

    state: Array  # (H,)
    change: float  # mean of |h_t - h_{t-1}|
    written: float | None  # mean of the gates, 0 to 1; None where the cell has none
    kept: float | None
    shown: float | None  # lstm


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of the message."""

    piece: Piece
    forward: WayStep
    backward: WayStep  # which came to this piece from the end of the message


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole message."""

    text: str
    cell: str
    units: int  # each way
    steps: tuple[Step, ...]

    @property
    def states(self) -> Array:
        """(T, 2, H), of both ways at each piece."""
        both = [(step.forward.state, step.backward.state) for step in self.steps]
        return np.array(both, np.float32).reshape(-1, 2, self.units)


def read(model: Model, text: str) -> Reading:
    """The states and gates at every piece; no steps for a text without pieces."""
    text = clean(text)
    pieces = model.tokenizer.pieces(text)
    encoder = model.encoder
    if not pieces:
        return Reading(text, encoder.cell, encoder.recurrent.units, ())
    embedded = encoder.embedding[[piece.id for piece in pieces]].astype(np.float32)
    gates = read_with_gates(encoder.cell, embedded, encoder.recurrent)
    last = len(pieces) - 1
    steps = tuple(
        Step(piece, _way(gates, t, 0), _way(gates, last - t, 1)) for t, piece in enumerate(pieces)
    )
    return Reading(text, encoder.cell, encoder.recurrent.units, steps)


def endings(model: Model, text: str) -> Iterator[tuple[IntentScore, ...]]:
    """For every piece, the most probable intents if the message ended there; about a millisecond
    each. Out of scope is not among them."""
    text = clean(text)
    for piece in model.tokenizer.pieces(text):
        reading = model.read(text[: max(piece.end, 1)])
        if reading is None:
            yield ()
            continue
        ranking, _ = model.classifier.rank(reading.probabilities, reading.encoding.vector)
        yield ranking[:RANKED]


def _way(gates: Gates, t: int, way: int) -> WayStep:
    def mean(gate: Array | None) -> float | None:
        return None if gate is None else float(gate[t, way].mean())

    state = gates.states[t, way]
    change = float(np.abs(state - gates.before[t, way]).mean())
    return WayStep(state, change, mean(gates.write), mean(gates.keep), mean(gates.show))
