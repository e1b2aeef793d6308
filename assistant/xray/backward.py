"""Backpropagation through time (Werbos, Proc. IEEE 1990), in NumPy, and through what stands on it.

A test holds every gradient to torch's. Gradients of K quantities are carried back at once; for one
loss K is 1, for all of the H numbers of a state K is H.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array, CellWeights
from assistant.understanding.encoder import Encoder, softmax, unit_rms
from assistant.xray.gates import Gates


@dataclass(frozen=True, slots=True)
class CellGradients:
    """Derivatives by what the cell was given, in reading order of each way."""

    states: Array  # (T, 2, K, H), by h_t, through all later steps
    inputs: Array  # (T, 2, K, E), by x_t
    # By the gates' sums before the nonlinearity, (T, 2, K, G·H): the part that comes from x_t, and
    # the part that comes from h_{t-1}. They differ in the candidate of a gru only.
    given: Array
    past: Array

    def weights(self, gates: Gates) -> CellWeights:
        """Derivatives of one quantity (K is 1) by the cell's weights, in their shapes."""
        given, past = self.given[:, :, 0], self.past[:, :, 0]
        return CellWeights(
            input=np.einsum("twe,twg->weg", gates.inputs, given),
            state=np.einsum("twg,twh->wgh", past, gates.before),
            input_bias=given.sum(axis=0),
            state_bias=past.sum(axis=0),
        )


def through_time(cell: str, gates: Gates, weights: CellWeights, outer: Array) -> CellGradients:
    """From `outer` (T, 2, K, H), what K quantities change by with each state directly, to what they
    change by with every state, input and gate, through all steps that follow."""
    back = list(carried_back(cell, gates, weights, outer.__getitem__))[::-1]
    given = np.array([each.given for each in back])
    return CellGradients(
        states=np.array([each.state for each in back]),
        inputs=np.matmul(given, weights.input.transpose(0, 2, 1)),
        given=given,
        past=np.array([each.past for each in back]),
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """Derivatives at one step, in the shapes of CellGradients without T."""

    state: Array
    given: Array
    past: Array


def carried_back(
    cell: str, gates: Gates, weights: CellWeights, outer: Callable[[int], Array]
) -> Iterator[Carried]:
    """From the last step to the first. `outer` of a step (2, K, H) is what the quantities change by
    with its state directly."""
    last = len(gates.states) - 1
    arriving = np.zeros_like(outer(last))  # by h_t, from the step after
    memory = np.zeros_like(arriving)  # lstm: by c_t, from the step after
    for t in range(last, -1, -1):
        d_state = outer(t) + arriving
        match cell:
            case "gru":
                given, past, straight = _gru(gates, t, d_state)
                arriving = np.matmul(past, weights.state) + straight
            case "lstm":
                given, memory = _lstm(gates, t, d_state, memory)
                past = given
                arriving = np.matmul(past, weights.state)
            case _:
                given = past = d_state * (1 - gates.states[t][:, None] ** 2)
                arriving = np.matmul(past, weights.state)
        yield Carried(d_state, given, past)


def _gru(gates: Gates, t: int, d_state: Array) -> tuple[Array, Array, Array]:
    """By the gates' two parts, and by h_{t-1} on the straight way past them."""
    assert gates.reset is not None and gates.keep is not None and gates.recalled is not None
    reset, keep, recalled = gates.reset[t][:, None], gates.keep[t][:, None], gates.recalled[t]
    candidate, before = gates.candidate[t][:, None], gates.before[t][:, None]
    d_candidate = d_state * (1 - keep) * (1 - candidate**2)
    d_reset = d_candidate * recalled[:, None] * reset * (1 - reset)
    d_keep = d_state * (before - candidate) * keep * (1 - keep)
    given = np.concatenate([d_reset, d_keep, d_candidate], axis=2)
    past = np.concatenate([d_reset, d_keep, d_candidate * reset], axis=2)
    return given, past, d_state * keep


def _lstm(gates: Gates, t: int, d_state: Array, d_later: Array) -> tuple[Array, Array]:
    """By the gates, and by c_{t-1}."""
    assert gates.write is not None and gates.keep is not None
    assert gates.show is not None and gates.memory is not None
    write, keep, show = gates.write[t][:, None], gates.keep[t][:, None], gates.show[t][:, None]
    candidate, shown = gates.candidate[t][:, None], np.tanh(gates.memory[t])[:, None]
    former = gates.memory[t - 1][:, None] if t else np.zeros_like(shown)
    d_memory = d_later + d_state * show * (1 - shown**2)
    parts = (
        d_memory * candidate * write * (1 - write),
        d_memory * former * keep * (1 - keep),
        d_memory * write * (1 - candidate**2),
        d_state * shown * show * (1 - show),
    )
    return np.concatenate(parts, axis=2), d_memory * keep


@dataclass(frozen=True, slots=True)
class EncoderGradients:
    """Derivatives of one quantity by everything between the pieces and the sentence vector."""

    embedded: Array  # (T, E), by each piece's embedding
    cell: CellGradients
    projection: Array  # (P, E + 4H)


def through_encoder(
    encoder: Encoder, ids: list[int], gates: Gates, by_vector: Array
) -> EncoderGradients:
    """From what one quantity changes by with the sentence vector (D,) to all that led there."""
    units = gates.states.shape[2]
    embedded = gates.inputs[:, 0]
    states = np.concatenate([gates.states[:, 0], gates.states[::-1, 1]], axis=1)  # (T, 2H)
    weights = softmax(encoder.salience[ids])
    mean, highest = weights @ embedded, states.argmax(axis=0)
    pooled = np.concatenate([mean, states.max(axis=0), weights @ states])
    cut = len(encoder.projection)
    projected = encoder.projection @ pooled
    by_projected = _through_unit_rms(projected, by_vector[:cut])
    by_pooled = encoder.projection.T @ by_projected
    by_mean, by_highest, by_states = np.split(by_pooled, [len(mean), len(mean) + 2 * units])
    by_mean = by_mean + _through_unit_rms(mean, by_vector[cut:])
    outer = np.outer(weights, by_states)
    outer[highest, np.arange(2 * units)] += by_highest
    both = np.stack([outer[:, :units], outer[::-1, units:]], axis=1)[:, :, None]
    cell = through_time(encoder.cell, gates, encoder.recurrent, np.asarray(both, np.float32))
    by_embedded = np.outer(weights, by_mean) + cell.inputs[:, 0, 0] + cell.inputs[::-1, 1, 0]
    return EncoderGradients(by_embedded, cell, np.outer(by_projected, pooled))


def _through_unit_rms(x: Array, by_result: Array) -> Array:
    """Of y = x / r, r the root mean square of x: (y' - y · mean(y' y)) / r."""
    y = unit_rms(x)
    r = np.sqrt(np.mean(x * x) + 1e-8)
    return np.asarray((by_result - y * np.mean(by_result * y)) / r, np.float32)
