"""Pieces → hidden states → one vector."""

from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array, CellWeights, run_both_ways


@dataclass(frozen=True, slots=True)
class Encoding:
    """A sentence of T pieces as the network sees it."""

    embedded: Array  # (T, E)
    states: Array  # (T, 2H)
    vector: Array  # (D,), D = P + E


@dataclass(frozen=True, slots=True)
class Encoder:
    """A bidirectional recurrent encoder.

    The sentence vector has two parts, each with a root mean square of 1. The first is a projection
    of three views: the mean of the embeddings and the mean of the states, both weighted by how much
    each piece usually matters, and the maximum of the states. The second is the mean of the
    embeddings itself: it knows no order, and words that training never joined mislead it less.
    """

    cell: str
    embedding: np.ndarray  # (V, E), float16: rows are widened as they are read
    salience: Array  # (V,), how much a piece usually matters, before the softmax
    recurrent: CellWeights
    projection: Array  # (P, E + 4H)

    def encode(self, ids: list[int]) -> Encoding:
        """Piece ids (T > 0) → Encoding."""
        embedded = self.embedding[ids].astype(np.float32)
        states = run_both_ways(self.cell, embedded, self.recurrent)
        weights = softmax(self.salience[ids])
        mean = weights @ embedded
        pooled = np.concatenate([mean, states.max(axis=0), weights @ states])
        vector = np.concatenate([unit_rms(self.projection @ pooled), unit_rms(mean)])
        return Encoding(embedded, states, vector)


def softmax(x: Array) -> Array:
    """Along the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), np.float32)


def unit_rms(x: Array) -> Array:
    """RMSNorm without gain (Zhang and Sennrich, NeurIPS 2019), along the last axis."""
    return np.asarray(x / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + 1e-8), np.float32)
