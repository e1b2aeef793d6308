"""The three recurrent cells, run by NumPy. Weights are named and stacked as in torch.

A cell's one job: take the input x_t and the state h_{t-1}, return the state h_t. The part of each
gate that depends on x_t alone is computed for all steps at once before the recurrence begins.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CellWeights:
    """One direction of one cell with G gates (1 rnn, 3 gru, 4 lstm), E inputs and H units."""

    input: Array  # (G·H, E)
    state: Array  # (G·H, H)
    input_bias: Array  # (G·H,)
    state_bias: Array  # (G·H,)

    @property
    def units(self) -> int:
        return int(self.state.shape[1])


def run_rnn(x: Array, w: CellWeights) -> Array:
    """Elman's cell (Elman, Cognitive Science 1990): inputs (T, E) → states (T, H).

    h_t = tanh(W x_t + U h_{t-1} + b)
    """
    gates = x @ w.input.T + (w.input_bias + w.state_bias)  # (T, H)
    states = np.empty((len(x), w.units), np.float32)
    h = np.zeros(w.units, np.float32)
    for t in range(len(x)):
        h = np.tanh(gates[t] + w.state @ h)
        states[t] = h
    return states


def run_gru(x: Array, w: CellWeights) -> Array:
    """Gated recurrent unit (Cho et al., EMNLP 2014): inputs (T, E) → states (T, H).

    r_t = σ(W_r x_t + U_r h_{t-1} + b)           what of the past the candidate may see
    z_t = σ(W_z x_t + U_z h_{t-1} + b)           what of the past is kept
    n_t = tanh(W_n x_t + b + r_t ⊙ (U_n h_{t-1} + c))
    h_t = (1 - z_t) ⊙ n_t + z_t ⊙ h_{t-1}
    """
    units = w.units
    gates = x @ w.input.T + w.input_bias  # (T, 3H)
    states = np.empty((len(x), units), np.float32)
    h = np.zeros(units, np.float32)
    for t in range(len(x)):
        past = w.state @ h + w.state_bias
        reset, keep = _sigmoid(gates[t, : 2 * units] + past[: 2 * units]).reshape(2, units)
        candidate = np.tanh(gates[t, 2 * units :] + reset * past[2 * units :])
        h = candidate + keep * (h - candidate)
        states[t] = h
    return states


def run_lstm(x: Array, w: CellWeights) -> Array:
    """Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate of Gers et al., 2000).

    i, f, o = σ(W x_t + U h_{t-1} + b)           what is written, kept and shown
    g = tanh(W_g x_t + U_g h_{t-1} + b)          what could be written
    c_t = f ⊙ c_{t-1} + i ⊙ g
    h_t = o ⊙ tanh(c_t)                          inputs (T, E) → states (T, H)
    """
    units = w.units
    gates = x @ w.input.T + (w.input_bias + w.state_bias)  # (T, 4H)
    states = np.empty((len(x), units), np.float32)
    h = np.zeros(units, np.float32)
    memory = np.zeros(units, np.float32)
    for t in range(len(x)):
        gate = gates[t] + w.state @ h
        write, forget = _sigmoid(gate[: 2 * units]).reshape(2, units)
        memory = forget * memory + write * np.tanh(gate[2 * units : 3 * units])
        h = _sigmoid(gate[3 * units :]) * np.tanh(memory)
        states[t] = h
    return states


CELLS: dict[str, Callable[[Array, CellWeights], Array]] = {
    "gru": run_gru,
    "lstm": run_lstm,
    "rnn": run_rnn,
}


def run_both_ways(cell: str, x: Array, forward: CellWeights, backward: CellWeights) -> Array:
    """Read the inputs (T, E) from both ends: states (T, 2H), forward beside backward."""
    run = CELLS[cell]
    return np.concatenate([run(x, forward), run(x[::-1], backward)[::-1]], axis=1)


def _sigmoid(x: Array) -> Array:
    half: Array = np.tanh(np.float32(0.5) * x)
    return np.float32(0.5) * half + np.float32(0.5)
