"""Fitting the classifier on a frozen encoder: softmax regression, by NumPy, at once.

    minimise  Σ_i -w_i log p(y_i | x_i, f_i; W, V, b)  +  λ/2 (‖W - W₀‖² + ‖V - V₀‖² + ‖b - b₀‖²)

W weighs the sentence vector x, V the hashed lexical features f. W₀, V₀ and b₀ are what is known
before: a trained classifier, so that what is taught adds to it, or nothing. The problem is convex;
L-BFGS (Liu and Nocedal, 1989) solves it.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.cells import Array
from assistant.understanding.classifier import Classifier
from assistant.understanding.encoder import softmax

LEXICAL_SCALE = 0.8  # how far lexical features reach beside a vector of length 1
PENALTY = 1 / 30  # λ
TOO_SURE = 0.999  # a phrase's share of an intent that it must not have counts up to here

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Inputs:
    """What the classifier sees of n phrases."""

    vectors: Array  # (n, D)
    buckets: Numbers  # (m,) lexical features of all phrases, one phrase's after the other
    counts: Numbers  # (n,) how many each phrase has

    @staticmethod
    def join(parts: Sequence["Inputs"]) -> "Inputs":
        return Inputs(
            np.concatenate([part.vectors for part in parts]),
            np.concatenate([part.buckets for part in parts]),
            np.concatenate([part.counts for part in parts]),
        )

    def take(self, rows: Numbers) -> "Inputs":
        ends = np.cumsum(self.counts)
        buckets = [self.buckets[ends[row] - self.counts[row] : ends[row]] for row in rows]
        return Inputs(
            self.vectors[rows],
            np.concatenate(buckets) if buckets else np.zeros(0, np.int64),
            self.counts[rows],
        )


@dataclass(frozen=True)
class Targets:
    """What the classifier should say of them."""

    classes: Numbers  # (n,) numbers of labels
    negative: NDArray[np.bool_]  # (n,) true where the class is the one it must not be
    weights: Array  # (n,) how much each phrase counts

    @staticmethod
    def of(classes: Sequence[int], negative: Sequence[bool], weight: float = 1.0) -> "Targets":
        """All of them count as much."""
        return Targets(
            np.array(classes, np.int64),
            np.array(negative, np.bool_),
            np.full(len(classes), weight, np.float32),
        )

    @staticmethod
    def join(parts: Sequence["Targets"]) -> "Targets":
        return Targets(
            np.concatenate([part.classes for part in parts]),
            np.concatenate([part.negative for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )

    def take(self, rows: Numbers) -> "Targets":
        return Targets(self.classes[rows], self.negative[rows], self.weights[rows])


def fit(
    start: Classifier, inputs: Inputs, targets: Targets, *,
    penalty: float = PENALTY, steps: int = 100, moving: Numbers | None = None,
) -> Classifier:  # fmt: skip
    """The classifier that is right of these phrases and otherwise as near to `start` as may be.

    `moving` are the lexical features whose weights may change, all of them unless given.
    """
    every = _Sparse(inputs)
    lexical = every if moving is None else _Sparse(inputs, moving)
    scale = 1 / np.sqrt(np.float32(inputs.vectors.shape[1]))
    vectors = inputs.vectors * scale
    rows, classes = len(vectors), len(start.labels)
    base = inputs.vectors @ start.dense.T + start.bias
    base += every.matvec(start.lexical[every.used].astype(np.float32)) / LEXICAL_SCALE
    wanted = np.zeros((rows, classes), np.float32)
    wanted[np.arange(rows), targets.classes] = 1
    edges = np.cumsum([classes * vectors.shape[1], classes * len(lexical.used)])

    def split(x: Array) -> tuple[Array, Array, Array]:
        dense, sparse, bias = np.split(x, edges)
        return dense.reshape(classes, -1), sparse.reshape(-1, classes), bias

    def loss(x: Array) -> tuple[float, Array]:
        dense, sparse, bias = split(x)
        p = softmax(base + vectors @ dense.T + lexical.matvec(sparse) + bias)
        own = np.clip((p * wanted).sum(axis=1), 1e-12, None)
        unlike = np.clip(1 - own, 1 - TOO_SURE, None)
        losses = np.where(targets.negative, -np.log(unlike), -np.log(own))
        # d/dz of -log p_y is p - y, of -log(1 - p_y) is (y - p) p_y / (1 - p_y).
        sign = np.where(targets.negative, -own / unlike, 1) * targets.weights
        slope = (p - wanted) * sign[:, None]
        squares = float(np.vdot(x, x))
        gradient = np.concatenate(
            [
                (slope.T @ vectors + penalty * dense).ravel(),
                (lexical.rmatvec(slope) + penalty * sparse).ravel(),
                slope.sum(axis=0) + penalty * bias,
            ]
        )
        return float(losses @ targets.weights) + penalty / 2 * squares, gradient

    start_at = np.zeros(edges[-1] + classes, np.float32)
    dense, sparse, bias = split(minimise(loss, start_at, steps))
    changed = start.lexical.astype(np.float32)
    changed[lexical.used] += LEXICAL_SCALE * sparse
    return replace(
        start,
        dense=start.dense + scale * dense,
        lexical=changed.astype(start.lexical.dtype),
        bias=start.bias + bias,
    )


class _Sparse:
    """The lexical features as a sparse matrix (n, U) over the U buckets that occur, only those
    among `some` where given."""

    def __init__(self, inputs: Inputs, some: Numbers | None = None) -> None:
        rows, buckets = np.repeat(np.arange(len(inputs.counts)), inputs.counts), inputs.buckets
        if some is not None:
            wanted = np.isin(buckets, some)
            rows, buckets = rows[wanted], buckets[wanted]
        self.used, columns = np.unique(buckets, return_inverse=True)
        self.rows = rows
        self.columns = columns
        weights = LEXICAL_SCALE / np.sqrt(np.maximum(inputs.counts, 1))
        self.values = weights[self.rows].astype(np.float32)[:, None]
        self.row_starts, self.filled_rows = _starts(self.rows)
        self.by_column = np.argsort(columns, kind="stable")
        self.column_starts, _ = _starts(columns[self.by_column])
        self.count = len(inputs.counts)

    def matvec(self, weights: Array) -> Array:
        """(U, K) → (n, K)"""
        found = np.zeros((self.count, weights.shape[1]), np.float32)
        if len(self.rows):
            terms = weights[self.columns] * self.values
            found[self.filled_rows] = np.add.reduceat(terms, self.row_starts)
        return found

    def rmatvec(self, slopes: Array) -> Array:
        """(n, K) → (U, K)"""
        if not len(self.rows):
            return np.zeros((0, slopes.shape[1]), np.float32)
        terms = (slopes[self.rows] * self.values)[self.by_column]
        return np.asarray(np.add.reduceat(terms, self.column_starts), np.float32)


def _starts(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Where each run of equal numbers begins, and the numbers."""
    found, starts = np.unique(numbers, return_index=True)
    return starts, found


def minimise(
    function: Callable[[Array], tuple[float, Array]], x: Array, steps: int,
    *, memory: int = 8, tolerance: float = 1e-3,
) -> Array:  # fmt: skip
    """L-BFGS with backtracking: the x where the function, given with its gradient, is least."""
    value, gradient = function(x)
    first = float(np.linalg.norm(gradient))
    past: deque[tuple[Array, Array, float]] = deque(maxlen=memory)
    for _ in range(steps):
        if np.linalg.norm(gradient) <= tolerance * max(first, 1e-12):
            break
        direction = -_two_loops(gradient, past)
        slope = float(np.vdot(gradient, direction))
        rate = 1.0 if past else min(1.0, 1 / first)
        while True:
            moved = x + np.float32(rate) * direction
            new_value, new_gradient = function(moved)
            if new_value <= value + 1e-4 * rate * slope:
                break
            rate /= 2
            if rate < 1e-6:
                return x
        step, change = moved - x, new_gradient - gradient
        curvature = float(np.vdot(step, change))
        if curvature > 1e-10:
            past.append((step, change, curvature))
        x, value, gradient = moved, new_value, new_gradient
    return x


def _two_loops(gradient: Array, past: deque[tuple[Array, Array, float]]) -> Array:
    """The inverse Hessian, as the last steps tell of it, times the gradient."""
    found = gradient.copy()
    shares = []
    for step, change, curvature in reversed(past):
        share = float(np.vdot(step, found)) / curvature
        shares.append(share)
        found -= np.float32(share) * change
    if past:
        _, change, curvature = past[-1]
        found *= np.float32(curvature / float(np.vdot(change, change)))
    for (step, change, curvature), share in zip(past, reversed(shares), strict=True):
        found += np.float32(share - float(np.vdot(change, found)) / curvature) * step
    return found
