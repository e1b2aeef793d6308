"""The names and shapes of the network's weights: the one list both twins and the files agree on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array, CellWeights, aligned
from assistant.understanding.embedding import Embedding
from assistant.understanding.encoder import Encoder

BUCKETS = 8_192  # of the hashed lexical features

GATES = {"gru": 3, "lstm": 4, "rnn": 1}

Weights = Mapping[str, np.ndarray]


def tagger_units(tags: int) -> int:
    """M, the size of the slot layer's hidden layer: more for many kinds of slots."""
    return 128 if tags <= 64 else 256


def halved(weights: Weights) -> dict[str, np.ndarray]:
    """The weights as precisely as files hold them, in float16."""
    return {
        name: whole(*in_bytes(array)) if name == "lexical" else array.astype(np.float16)
        for name, array in weights.items()
    }


def in_bytes(lexical: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The lexical weights (N, K), most of a bundle, as int8 and a scale an intent (K,), float16.

    A column's largest weight is 127 times its scale.
    """
    lexical = lexical.astype(np.float32)
    scale = (np.abs(lexical).max(axis=0, initial=0) / 127).astype(np.float16)
    steps = np.round(lexical / np.maximum(scale.astype(np.float32), 1e-7))
    return np.clip(steps, -127, 127).astype(np.int8), scale


def whole(steps: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """What `in_bytes` took apart: (N, K), float16."""
    return np.asarray(steps.astype(np.float16) * scale)


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


def build_encoder(cell: str, embedding: Embedding, weights: Weights) -> Encoder:
    """An Encoder from named weights, widened to float32."""

    def get(name: str) -> Array:
        return np.ascontiguousarray(weights[name], np.float32)

    def both(name: str) -> tuple[np.ndarray, np.ndarray]:
        return weights[f"forward.{name}"], weights[f"backward.{name}"]

    recurrent = CellWeights(
        input=aligned(*(way.T for way in both("input"))),
        state=aligned(*both("state")),
        input_bias=aligned(*both("input_bias")),
        state_bias=aligned(*both("state_bias")),
    )
    projection = aligned(weights["projection"])[0]
    return Encoder(cell, embedding, get("salience"), recurrent, projection)
