"""A model whose vectors a test chooses, and whose answers follow from them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from assistant.understanding.classifier import Calibration, Classifier
from assistant.understanding.logistic import Inputs
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE

SIZE = 32


@dataclass(frozen=True)
class StubModel:
    """Any text that is not among `vectors` gets one of chance, far from all others."""

    vectors: Mapping[str, np.ndarray]
    classifier: Classifier

    def inputs(self, texts: Iterable[str]) -> Inputs:
        rows = [self.vectors.get(text, by_chance(text)) for text in texts]
        return Inputs(
            np.array(rows, np.float32).reshape(-1, SIZE),
            np.zeros(0, np.int64),
            np.zeros(len(rows), np.int64),
        )


def stub_model(
    vectors: Mapping[str, np.ndarray], answers: Mapping[str, np.ndarray] | None = None
) -> Model:
    """A phrase is taken for the intent of `answers` whose vector it is most like, or for none."""
    intents = {**(answers or {}), OUT_OF_SCOPE: np.zeros(SIZE)}
    classifier = Classifier(
        labels=tuple(intents),
        dense=10 * np.array(list(intents.values()), np.float32),
        lexical=np.zeros((1, len(intents)), np.float16),
        bias=np.array([5 * (name == OUT_OF_SCOPE) for name in intents], np.float32),
        calibration=Calibration(),
    )
    return cast(Model, StubModel(dict(vectors), classifier))


def by_chance(text: str) -> np.ndarray:
    vector = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(SIZE)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def near(vector: np.ndarray, cosine: float, seed: str = "off") -> np.ndarray:
    """A vector of length 1 at this cosine to `vector`, of length 1 itself."""
    away = by_chance(seed)
    away = away - (away @ vector) * vector
    away /= np.linalg.norm(away)
    return np.asarray(cosine * vector + np.sqrt(1 - cosine**2) * away, np.float32)


def spread(texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Vectors that have nothing in common, one a text."""
    return {text: np.eye(SIZE, dtype=np.float32)[n] for n, text in enumerate(texts)}
