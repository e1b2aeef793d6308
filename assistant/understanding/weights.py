"""The names and shapes of the network's weights: the one list both twins and the files agree on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array, CellWeights
from assistant.understanding.encoder import Encoder

BUCKETS = 8_192  # of the hashed lexical features

GATES = {"gru": 3, "lstm": 4, "rnn": 1}

Weights = Mapping[str, np.ndarray]


def tagger_units(tags: int) -> int:
    """M, the size of the slot layer's hidden layer: more for many kinds of slots."""
    return 128 if tags <= 32 else 256


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large an encoder is."""

    pieces: int = 16_000  # V
    embedding: int = 216  # E
    units: int = 224  # H, each way
    projected: int = 256  # P

    @property
    def pooled(self) -> int:
        return self.embedding + 4 * self.units

    @property
    def vector(self) -> int:
        """D"""
        return self.projected + self.embedding


def encoder_shapes(cell: str, sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Every weight of an encoder but the embedding, by name."""
    gates = GATES[cell] * sizes.units
    direction = {
        "input": (gates, sizes.embedding),
        "state": (gates, sizes.units),
        "input_bias": (gates,),
        "state_bias": (gates,),
    }
    return {
        "salience": (sizes.pieces,),
        **{f"forward.{name}": shape for name, shape in direction.items()},
        **{f"backward.{name}": shape for name, shape in direction.items()},
        "projection": (sizes.projected, sizes.pooled),
    }


def build_encoder(cell: str, embedding: np.ndarray, weights: Weights) -> Encoder:
    """An Encoder from named weights, widened to float32 but for the embedding."""

    def get(name: str) -> Array:
        return np.ascontiguousarray(weights[name], np.float32)

    def both(name: str) -> Array:
        return np.stack([get(f"forward.{name}"), get(f"backward.{name}")])

    recurrent = CellWeights(
        input=np.ascontiguousarray(both("input").transpose(0, 2, 1)),
        state=both("state"),
        input_bias=both("input_bias"),
        state_bias=both("state_bias"),
    )
    return Encoder(cell, embedding, get("salience"), recurrent, get("projection"))
