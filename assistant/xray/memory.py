"""What is left of each piece when the sentence is over."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array
from assistant.understanding.encoder import Encoder
from assistant.xray.backward import carried_back
from assistant.xray.gates import Gates, read_with_gates


@dataclass(frozen=True, slots=True)
class Memory:
    """Of a sentence of T pieces; all in the order of the pieces."""

    forward: Array  # (T,), how much the last forward state still depends on the state at each piece
    backward: Array  # (T,), likewise the last backward state, which stands at the first piece
    left: Array  # (T,), how much the sentence vector changes when a piece is left out; sum 1

    @property
    def ratio(self) -> float:
        """How much of the gradient is left at the first piece, of what it is at the last: near 0,
        it has vanished (Bengio et al., IEEE Transactions on Neural Networks 1994)."""
        return ratio_of(self.forward)


def ratio_of(forward: Array) -> float:
    """The first of a forward way over its last, as in Memory."""
    return float(forward[0] / max(float(forward[-1]), 1e-30))


def memory_of(encoder: Encoder, ids: list[int]) -> Memory:
    """What an encoder keeps of pieces (T > 0)."""
    return Memory(*kept_of(encoder, ids), left_out(encoder, ids))


def kept_of(encoder: Encoder, ids: list[int]) -> tuple[Array, Array]:
    """What Memory has of both ways, of pieces (T > 0)."""
    gates = read_with_gates(encoder.cell, encoder.embedding[ids], encoder.recurrent)
    forward, backward = kept(encoder, gates)
    return forward, backward[::-1]


def kept(encoder: Encoder, gates: Gates) -> tuple[Array, Array]:
    """‖∂h_T/∂h_t‖ for every step t of each way, in reading order, of the last state's own: (T,)
    twice, 1 at the last. Measured by backpropagation through time, of all H numbers at once."""
    steps, _, units = gates.states.shape
    itself = np.stack([np.eye(units, dtype=np.float32)] * 2)
    nothing = np.zeros_like(itself)
    back = carried_back(
        encoder.cell, gates, encoder.recurrent, lambda t: itself if t == steps - 1 else nothing
    )
    lengths = np.array([np.sqrt(np.square(each.state).sum(axis=(1, 2)) / units) for each in back])
    return lengths[::-1, 0], lengths[::-1, 1]


def left_out(encoder: Encoder, ids: list[int]) -> Array:
    """(T,): 1 - cosine of the sentence vector and that of the sentence without each piece, as
    shares of their sum. One that is the whole sentence has all of it."""
    distances = np.fromiter(without_each(encoder, ids), np.float32)
    return distances / max(float(distances.sum()), 1e-9)


def without_each(encoder: Encoder, ids: list[int]) -> Iterator[float]:
    """For every piece, 1 - cosine of the sentence vector and that without the piece; 1 for one
    that is the whole sentence."""
    whole = encoder.encode(ids).vector
    for t in range(len(ids)):
        rest = ids[:t] + ids[t + 1 :]
        yield _apart(whole, encoder.encode(rest).vector) if rest else 1.0


def _apart(a: Array, b: Array) -> float:
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    return 1 - float(a @ b) / max(length, 1e-9)
