"""Vector and surface → how probable each intent is, and whether it is any of them."""

from dataclasses import dataclass

import numpy as np

from assistant.understanding.cells import Array
from assistant.understanding.encoder import softmax
from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted on held-out phrases after every training."""

    temperature: float = 1.0  # divides the logits (Guo et al., ICML 2017)
    scope_threshold: float = 0.5  # at least this probable to belong to some intent


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear layer over the sentence vector (D,) and the hashed lexical features (N,)."""

    labels: tuple[str, ...]  # K intents; OUT_OF_SCOPE is among them where it was taught
    dense: Array  # (K, D)
    lexical: np.ndarray  # (N, K), float16: only the rows of the features at hand are widened
    bias: Array  # (K,)
    calibration: Calibration

    def probabilities(self, vector: Array, features: list[int]) -> Array:
        """(D,) and bucket numbers → (K,)."""
        logits = self.dense @ vector + self.bias
        if features:
            logits = logits + self.lexical[features].sum(axis=0, dtype=np.float32) / np.sqrt(
                np.float32(len(features))
            )
        return softmax(logits / np.float32(self.calibration.temperature))

    def rank(self, probabilities: Array) -> tuple[tuple[IntentScore, ...], float]:
        """The intents, most probable first, and the probability that it is one of them."""
        scores = [
            IntentScore(label, float(p))
            for label, p in zip(self.labels, probabilities, strict=True)
        ]
        inside = sorted(
            (score for score in scores if score.name != OUT_OF_SCOPE),
            key=lambda score: -score.confidence,
        )
        return tuple(inside), min(1.0, sum(score.confidence for score in inside))
