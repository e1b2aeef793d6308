"""The embedding: a vector for each piece, kept in bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.cells import Array

STEPS = 127  # of a row's largest number
_SMALLEST = np.finfo(np.float16).smallest_normal  # a scale below it would lose its last bits


@dataclass(frozen=True, slots=True)
class Embedding:
    """V vectors of E numbers: that of piece v is `steps[v] * scale[v]`.

    A byte a number, with a scale a row, is a quarter of float32 and as good: what is lost is below
    half a percent of a row's largest number. Kept again, such numbers stay what they are.
    """

    steps: NDArray[np.int8]  # (V, E)
    scale: NDArray[np.float16]  # (V,)

    @classmethod
    def of(cls, vectors: Array) -> Self:
        """Vectors (V, E), as precisely as they are kept."""
        vectors = np.asarray(vectors, np.float32)
        scale = np.maximum(np.abs(vectors).max(axis=1, initial=0) / STEPS, _SMALLEST)
        scale = scale.astype(np.float16)
        steps = np.round(vectors / scale.astype(np.float32)[:, None])
        return cls(np.clip(steps, -STEPS, STEPS).astype(np.int8), scale)

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> Self:
        """What `arrays` gave. Raises KeyError for what is missing and ValueError for what does not
        fit together."""
        steps, scale = arrays["steps"], arrays["scale"]
        if steps.dtype != np.int8 or scale.dtype != np.float16:
            raise ValueError(f"it is of {steps.dtype} and {scale.dtype}")
        if steps.ndim != 2 or scale.shape != steps.shape[:1]:
            raise ValueError(f"steps are {steps.shape}, scale is {scale.shape}")
        return cls(steps, scale)

    def __getitem__(self, ids: NDArray[np.int64] | list[int]) -> Array:
        """Piece ids of any shape → their vectors, one dimension more."""
        return np.asarray(self.steps[ids] * self.scale[ids].astype(np.float32)[..., None])

    @property
    def shape(self) -> tuple[int, int]:
        """V and E."""
        pieces, size = self.steps.shape
        return pieces, size

    @property
    def hash(self) -> str:
        """Of every bit of it."""
        both = hashlib.sha256(np.ascontiguousarray(self.steps).data)
        both.update(np.ascontiguousarray(self.scale).data)
        return both.hexdigest()

    def whole(self) -> Array:
        """(V, E), all vectors."""
        return self[np.arange(len(self.scale))]

    def arrays(self) -> dict[str, np.ndarray]:
        """As files hold it."""
        return {"steps": self.steps, "scale": self.scale}

    def rows(self, ids: NDArray[np.int64]) -> "Embedding":
        """That of some pieces alone."""
        return Embedding(self.steps[ids], self.scale[ids])

    def differing(self, other: "Embedding") -> NDArray[np.int64]:
        """The pieces whose vectors are not those of the other, which is as large."""
        apart = (self.steps != other.steps).any(axis=1) | (self.scale != other.scale)
        return np.flatnonzero(apart)

    def with_rows(self, ids: NDArray[np.int64], rows: "Embedding") -> "Embedding":
        """With other vectors for some pieces. Raises IndexError or ValueError where they do not
        fit."""
        steps, scale = self.steps.copy(), self.scale.copy()
        steps[ids], scale[ids] = rows.steps, rows.scale
        return Embedding(steps, scale)
