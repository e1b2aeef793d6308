"""What opens and closes inside the cells while they read: the forward pass with everything kept.

Arrays are in reading order of each way, as in `assistant.understanding.cells`: the second of the
two ways begins at the end of the sentence.
"""

from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import CELLS, Array, CellWeights


@dataclass(frozen=True, slots=True)
class Gates:
    """One sentence of T pieces in a cell of H units; None where the cell has no such thing."""

    inputs: Array  # (T, 2, E)
    before: Array  # (T, 2, H), h_{t-1}
    states: Array  # (T, 2, H), h_t
    candidate: Array  # (T, 2, H), what could be written
    reset: Array | None = None  # (T, 2, H), gru: what of the past the candidate may see
    keep: Array | None = None  # (T, 2, H), what of the past is kept: gru z, lstm f
    write: Array | None = None  # (T, 2, H), how much of the candidate is written: gru 1 - z, lstm i
    show: Array | None = None  # (T, 2, H), lstm: what of the memory is shown
    memory: Array | None = None  # (T, 2, H), lstm: c_t
    recalled: Array | None = None  # (T, 2, H), gru: U_n h_{t-1} + c, before the reset


def read_with_gates(cell: str, embedded: Array, weights: CellWeights) -> Gates:
    """Read embeddings (T, E) as the encoder does, and keep what the gates did.

    The states come from the cell itself; from them every gate follows, for all steps at once.
    """
    x = np.stack([embedded, embedded[::-1]], axis=1)
    states = CELLS[cell](x[:, :, None], weights)[..., 0]
    before = np.concatenate([np.zeros_like(states[:1]), states[:-1]])
    given = weights.inputs(x[:, :, None])[..., 0]
    past = np.einsum("twh,wgh->twg", before, weights.state) + weights.state_bias
    match cell:
        case "gru":
            r, z, n = np.split(given, 3, axis=2)
            past_r, past_z, recalled = np.split(past, 3, axis=2)
            reset, keep = _sigmoid(r + past_r), _sigmoid(z + past_z)
            candidate = np.tanh(n + reset * recalled)
            return Gates(x, before, states, candidate, reset, keep, 1 - keep, recalled=recalled)
        case "lstm":
            i, f, g, o = np.split(given + past, 4, axis=2)
            write, keep, show, candidate = _sigmoid(i), _sigmoid(f), _sigmoid(o), np.tanh(g)
            memory = np.empty_like(states)
            held = np.zeros_like(states[0])
            for t in range(len(states)):
                held = memory[t] = keep[t] * held + write[t] * candidate[t]
            return Gates(
                x, before, states, candidate, keep=keep, write=write, show=show, memory=memory
            )
        case _:
            return Gates(x, before, states, states)


def _sigmoid(x: Array) -> Array:
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * x), np.float32)
