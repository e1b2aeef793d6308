"""Which vectors nearly point the same way, found without comparing all of them in full.

A vector of length 1 is turned so that its first numbers hold most of it, u = (a, b) with b short.
By Cauchy and Schwarz u·v ≤ a·a' + |b| |b'|: one product of short rows, |b| being the last number
of each, tells which few pairs can be as near as is asked. Only these are compared in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.cells import Array

Numbers = NDArray[np.int64]

KEPT = 48  # numbers of a vector that are compared first
BLOCK = 256  # rows compared at once, with …
WIDE = 2048  # … so many others: what a processor keeps at hand
SAMPLE = 4096  # rows that say how to turn them
ROUNDING = 1e-5
PAIRS = 2048  # compared in full at once
DENSE = 16  # a block is compared in full where one pair in so many is near


def units(vectors: Array) -> Array:
    """The vectors (n, D) with length 1."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9))[:, None])


@dataclass(frozen=True)
class Turned:
    """Rows of length 1 with what is compared first."""

    rows: Array  # (n, D)
    axes: Array  # (D, kept)
    short: Array  # (n, kept + 1), as told above


def turned(rows: Array, kept: int = KEPT) -> Turned:
    """Rows (n, D) of length 1, ready to be compared."""
    sample = rows[:: max(len(rows) // SAMPLE, 1)]
    _, axes = np.linalg.eigh(sample.T @ sample)
    first = np.ascontiguousarray(axes[:, -kept:])
    return Turned(rows, first, _shortened(rows, first))


def reaching(among: Turned, vector: Array, least: float) -> tuple[Numbers, Array]:
    """The rows whose cosine to a vector of length 1 is at least this, with their cosines."""
    likely = among.short @ _shortened(vector[None], among.axes)[0] >= least - ROUNDING
    places = np.flatnonzero(likely)
    cosines = among.rows[places] @ vector
    return places[cosines >= least], cosines[cosines >= least]


def nearest_others(
    among: Turned, groups: Numbers, asked: int, least: float
) -> tuple[Numbers, Array]:
    """For each of the first `asked` rows: the row of another group that is likest.

    With its cosine; -1 and 0 where none reaches `least`.
    """
    rows, short = among.rows, among.short
    nearest = np.full(len(rows), -1, np.int64)
    cosines = np.zeros(len(rows), np.float32)
    room = np.empty(BLOCK * WIDE, np.float32)
    for top in range(0, asked, BLOCK):
        here = short[top : min(top + BLOCK, asked)]
        for left in range(top, len(rows), WIDE):
            there = short[left : left + WIDE]
            bounds = room[: len(here) * len(there)].reshape(len(here), len(there))
            np.matmul(here, there.T, out=bounds)
            likely = np.flatnonzero(bounds >= least - ROUNDING)
            above, below = np.divmod(likely, len(there))
            above, below = above + top, below + left
            apart = groups[above] != groups[below]
            if not apart.any():
                continue
            above, below = above[apart], below[apart]
            for one, other, cosine in _exactly(rows, groups, above, below):
                near = cosine >= least
                _keep(nearest, cosines, one[near], other[near], cosine[near])
                _keep(nearest, cosines, other[near], one[near], cosine[near])
    return nearest[:asked], cosines[:asked]


def nearest_within(rows: Array, groups: Numbers, asked: Numbers) -> Array:
    """For each of the rows that are asked for, by number: its cosine to the likest other row of
    its own group, -1 where it is alone."""
    found = np.full(len(asked), -1, np.float32)
    for group in np.unique(groups[asked]):
        members = np.flatnonzero(groups == group)
        places = np.flatnonzero(groups[asked] == group)
        for start in range(0, len(places), BLOCK):
            some = places[start : start + BLOCK]
            exact = rows[asked[some]] @ rows[members].T
            exact[asked[some][:, None] == members] = -1
            found[some] = exact.max(axis=1)
    return found


def _exactly(
    rows: Array, groups: Numbers, above: Numbers, below: Numbers
) -> Iterator[tuple[Numbers, Numbers, Array]]:
    """Pairs of rows with their cosines, a part at a time: by pairs if few, else by one product."""
    upper, lower = np.unique(above), np.unique(below)
    if len(above) * DENSE > len(upper) * len(lower):
        one, other = (side.ravel() for side in np.meshgrid(upper, lower, indexing="ij"))
        apart = groups[one] != groups[other]
        yield one[apart], other[apart], (rows[upper] @ rows[lower].T).ravel()[apart]
        return
    for start in range(0, len(above), PAIRS):
        one, other = above[start : start + PAIRS], below[start : start + PAIRS]
        yield one, other, np.einsum("ij,ij->i", rows[one], rows[other])


def _keep(nearest: Numbers, cosines: Array, rows: Numbers, others: Numbers, found: Array) -> None:
    """Note for `rows` which of `others` is likelier than what was found before."""
    before = cosines[rows]
    np.maximum.at(cosines, rows, found)
    likest = (found == cosines[rows]) & (found > before)
    nearest[rows[likest]] = others[likest]


def _shortened(rows: Array, axes: Array) -> Array:
    short = rows @ axes
    rest = np.sqrt(np.maximum(1 - np.einsum("ij,ij->i", short, short), 0))
    return np.concatenate([short, rest[:, None]], axis=1)
