"""Vector and surface → how probable each intent is, and whether it is any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from assistant.understanding.cells import Array
from assistant.understanding.encoder import softmax
from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted on held-out phrases after every training."""

    temperature: float = 1.0  # divides the logits (Guo et al., ICML 2017)
    scope_threshold: float = 0.5  # at least this probable to belong to some intent …
    scope_thresholds: Mapping[str, float] = field(default_factory=dict)  # … in these languages
    # Of 1, of the log odds of all intents, of the likeness to the nearest prototype. None: the
    # probability of all intents says whether it belongs to any.
    scope_weights: tuple[float, float, float] | None = None

    def threshold(self, language: str) -> float:
        """How probable it must be that a message of that language belongs to some intent."""
        return self.scope_thresholds.get(language, self.scope_threshold)


@dataclass(frozen=True, slots=True)
class Classifier:
    """A linear layer over the sentence vector (D,) and the hashed lexical features (N,)."""

    labels: tuple[str, ...]  # K intents; OUT_OF_SCOPE is among them where it was taught
    dense: Array  # (K, D)
    lexical: np.ndarray  # (N, K), float16: only the rows of the features at hand are widened
    bias: Array  # (K,)
    calibration: Calibration
    # (P, D), of length 1: what intents look like, so that what is like none of them is noticed
    prototypes: Array = field(default_factory=lambda: np.zeros((0, 0), np.float32))

    def probabilities(self, vector: Array, features: list[int]) -> Array:
        """(D,) and bucket numbers → (K,)."""
        logits = self.dense @ vector + self.bias
        if features:
            logits = logits + self.lexical[features].sum(axis=0, dtype=np.float32) / np.sqrt(
                np.float32(len(features))
            )
        return softmax(logits / np.float32(self.calibration.temperature))

    def rank(self, probabilities: Array, vector: Array) -> tuple[tuple[IntentScore, ...], float]:
        """The intents, most probable first, and the probability that it is one of them."""
        scores = [
            IntentScore(label, float(p))
            for label, p in zip(self.labels, probabilities, strict=True)
        ]
        inside = sorted(
            (score for score in scores if score.name != OUT_OF_SCOPE),
            key=lambda score: -score.confidence,
        )
        weights = self.calibration.scope_weights
        if weights is None:
            return tuple(inside), min(1.0, sum(score.confidence for score in inside))
        features = np.array([1.0, self.scope_odds(probabilities), self.likeness(vector)])
        return tuple(inside), float(1 / (1 + np.exp(-np.clip(features @ weights, -50, 50))))

    def scope_odds(self, probabilities: Array) -> float:
        """log p(any intent) / p(out of scope), of probabilities (K,)."""
        outside = self.labels.index(OUT_OF_SCOPE)
        beyond = float(probabilities[outside])
        within = float(probabilities.sum(dtype=np.float64)) - beyond
        return float(np.log(max(within, 1e-12)) - np.log(max(beyond, 1e-12)))

    def likeness(self, vector: Array) -> float:
        """Cosine to the nearest prototype; 0 where there are none."""
        if not len(self.prototypes):
            return 0.0
        length = max(float(np.linalg.norm(vector)), 1e-9)
        return float((self.prototypes @ vector).max()) / length
