"""The three recurrent cells, run by NumPy. Weights are named and stacked as in torch.

A cell's one job: take the input x_t and the state h_{t-1}, return the state h_t. Both ways of
reading, from the front and from the back, go side by side along an axis of 2, and B sentences of
one length along the last: small arrays cost NumPy a call, whatever their size. The part of each
gate that depends on x_t alone is computed for all steps at once before the recurrence begins, and
steps write into arrays that are there already.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
LINE = 16  # numbers in a line of the processor's cache


@dataclass(frozen=True, slots=True)
class CellWeights:
    """Both ways of one cell with G gates (1 rnn, 3 gru, 4 lstm), E inputs and H units."""

    input: Array  # (2, E, G·H): transposed, which is twice as fast for few inputs
    state: Array  # (2, G·H, H)
    input_bias: Array  # (2, G·H)
    state_bias: Array  # (2, G·H)

    @property
    def units(self) -> int:
        return int(self.state.shape[2])

    def inputs(self, x: Array) -> Array:
        """What the inputs (T, 2, B, E) give to every gate: (T, 2, G·H, B)."""
        steps, ways, batch, size = x.shape
        by_way = np.matmul(x.transpose(1, 0, 2, 3).reshape(ways, steps * batch, size), self.input)
        gates = by_way.reshape(ways, steps, batch, -1).transpose(1, 0, 3, 2)
        return np.asarray(np.add(gates, self.input_bias[:, :, None], order="C"))

    def past(self, h: Array, out: Array) -> Array:
        """What the states (2, H, B) give to every gate, (2, G·H, B), written into `out`."""
        np.matmul(self.state, h, out=out)
        return out


def run_rnn(x: Array, w: CellWeights) -> Array:
    """Elman's cell (Elman, Cognitive Science 1990): inputs (T, 2, B, E) → states (T, 2, H, B).

    h_t = tanh(W x_t + U h_{t-1} + b)
    """
    gates = w.inputs(x) + w.state_bias[:, :, None]
    h, states, past = _begin(gates, w.units)
    for t in range(len(x)):
        gates[t] += w.past(h, past)
        np.tanh(gates[t], out=h)
        states[t] = h
    return states


def run_gru(x: Array, w: CellWeights) -> Array:
    """Gated recurrent unit (Cho et al., EMNLP 2014): inputs (T, 2, B, E) → states (T, 2, H, B).

    r_t = σ(W_r x_t + U_r h_{t-1} + b)           what of the past the candidate may see
    z_t = σ(W_z x_t + U_z h_{t-1} + b)           what of the past is kept
    n_t = tanh(W_n x_t + b + r_t ⊙ (U_n h_{t-1} + c))
    h_t = (1 - z_t) ⊙ n_t + z_t ⊙ h_{t-1}
    """
    two = 2 * w.units
    gates = w.inputs(x)
    h, states, past = _begin(gates, w.units)
    gates_rz, gates_n = gates[:, :, :two], gates[:, :, two:]
    gates_rz += w.state_bias[:, :two, None]
    bias = w.state_bias[:, two:, None]
    past_rz, past_n = past[:, :two], past[:, two:]
    rz, candidate = np.empty_like(past_rz), np.empty_like(h)
    reset, keep = rz[:, : w.units], rz[:, w.units :]
    for t in range(len(x)):
        w.past(h, past)
        _sigmoid(np.add(gates_rz[t], past_rz, out=rz))
        np.add(past_n, bias, out=candidate)
        candidate *= reset
        candidate += gates_n[t]
        np.tanh(candidate, out=candidate)
        h -= candidate
        h *= keep
        h += candidate
        states[t] = h
    return states


def run_lstm(x: Array, w: CellWeights) -> Array:
    """Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate of Gers et al., 2000).

    i, f, o = σ(W x_t + U h_{t-1} + b)           what is written, kept and shown
    g = tanh(W_g x_t + U_g h_{t-1} + b)          what could be written
    c_t = f ⊙ c_{t-1} + i ⊙ g
    h_t = o ⊙ tanh(c_t)                          inputs (T, 2, B, E) → states (T, 2, H, B)
    """
    units = w.units
    gates = w.inputs(x) + w.state_bias[:, :, None]
    h, states, past = _begin(gates, units)
    memory = np.zeros_like(h)
    for t in range(len(x)):
        gate = gates[t]
        gate += w.past(h, past)
        open_ = _sigmoid(gate[:, : 2 * units])
        write, forget = open_[:, :units], open_[:, units:]
        memory *= forget
        memory += write * np.tanh(gate[:, 2 * units : 3 * units])
        np.multiply(_sigmoid(gate[:, 3 * units :]), np.tanh(memory), out=h)
        states[t] = h
    return states


def _begin(gates: Array, units: int) -> tuple[Array, Array, Array]:
    """The state before the first step, room for all states, and for what a state gives."""
    steps, ways, _, batch = gates.shape
    h = np.zeros((ways, units, batch), np.float32)
    return h, np.empty((steps, *h.shape), np.float32), np.empty(gates.shape[1:], np.float32)


CELLS: dict[str, Callable[[Array, CellWeights], Array]] = {
    "gru": run_gru,
    "lstm": run_lstm,
    "rnn": run_rnn,
}


def run_both_ways(cell: str, x: Array, weights: CellWeights) -> Array:
    """Read the inputs (B, T, E) of sentences of one length from both ends: states (B, T, 2H),
    forward beside backward."""
    in_time = x.transpose(1, 0, 2)
    states = CELLS[cell](np.stack([in_time, in_time[::-1]], axis=1), weights)
    ways = states[:, 0].transpose(2, 0, 1), states[::-1, 1].transpose(2, 0, 1)
    return np.concatenate(ways, axis=2)


def aligned(*parts: np.ndarray) -> Array:
    """Arrays of one shape, stacked, in float32 from the start of a cache line on: a fifth faster to
    multiply than from anywhere."""
    size = len(parts) * parts[0].size
    room = np.empty(size + LINE, np.float32)
    first = -room.ctypes.data // room.itemsize % LINE
    found = room[first : first + size].reshape(len(parts), *parts[0].shape)
    for place, part in zip(found, parts, strict=True):
        place[...] = part
    return found


def _sigmoid(x: Array) -> Array:
    """In place: σ(x) = (1 + tanh(x / 2)) / 2."""
    half = np.float32(0.5)
    x *= half
    np.tanh(x, out=x)
    x *= half
    x += half
    return x
