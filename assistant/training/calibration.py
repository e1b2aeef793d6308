"""What a trained model's probabilities mean, fitted on rows that it was not trained on."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.korean import is_korean
from assistant.training.corpus import Row
from assistant.understanding.classifier import Calibration
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE

ENOUGH = 100  # rows in scope and out of it that give a language a threshold of its own
KEPT = 0.97  # share of in-scope rows that the scope threshold keeps, unless told
# The built-in phrases that are held out are odder than what people say most: at this share of them
# none of 300 requests written apart was refused.
KEPT_OF_BUILT_IN = 0.95


def calibrate(model: Model, rows: Iterable[Row], keep: float = KEPT) -> Calibration:
    """Temperature, weights of what tells out of scope, and threshold, that fit held-out rows best.

    The temperature minimizes the negative log likelihood (Guo et al., ICML 2017). The threshold
    refuses as many out-of-scope rows as it can while it keeps that share of the others: to be told
    "I don't know that" is worse when it is not true. Without out-of-scope rows nothing is refused.
    """
    labels = model.classifier.labels
    read = [
        (labels.index(row.intent), reading)
        for row in rows
        if row.intent in labels and (reading := model.read(row.text)) is not None
    ]
    if not read:
        return Calibration()
    right = np.array([label for label, _ in read])
    probabilities = np.array([reading.probabilities for _, reading in read], np.float64)
    logits = np.log(np.maximum(probabilities, 1e-12)) * model.classifier.calibration.temperature

    def scaled(temperature: float) -> NDArray[np.float64]:
        """log p"""
        found = logits / temperature
        found -= found.max(axis=1, keepdims=True)
        return np.asarray(found - np.log(np.exp(found).sum(axis=1, keepdims=True)))

    def loss(temperature: float) -> float:
        return float(-scaled(temperature)[np.arange(len(right)), right].mean())

    temperature = float(min(np.geomspace(0.25, 4.0, 81), key=loss))
    if OUT_OF_SCOPE not in labels:
        return Calibration(temperature, 0.0)
    belongs = right != labels.index(OUT_OF_SCOPE)
    if belongs.all() or not belongs.any():
        return Calibration(temperature)
    evidence = np.array(
        [
            (1.0, model.classifier.scope_odds(p), model.classifier.likeness(r.encoding.vector))
            for p, (_, r) in zip(np.exp(scaled(temperature)), read, strict=True)
        ]
    )
    weights = scope_weights(evidence, belongs)
    scope = 1 / (1 + np.exp(-evidence @ weights))
    bias, odds, likeness = map(float, weights)
    return Calibration(
        temperature, scope_threshold(scope, belongs, keep),
        _by_language(scope, belongs, [reading.text for _, reading in read], keep),
        (bias, odds, likeness),
    )  # fmt: skip


def _by_language(
    scope: NDArray[np.float64], belongs: NDArray[np.bool_], texts: Sequence[str], keep: float
) -> dict[str, float]:
    """A threshold for each language that has rows enough to tell."""
    korean = np.array([is_korean(text) for text in texts])
    return {
        language: scope_threshold(scope[rows], belongs[rows], keep)
        for language, rows in (("en", ~korean), ("ko", korean))
        if min(belongs[rows].sum(), (~belongs[rows]).sum()) >= ENOUGH
    }


def scope_weights(
    evidence: NDArray[np.float64], belongs: NDArray[np.bool_], penalty: float = 1e-2
) -> NDArray[np.float64]:
    """Logistic regression of (n, F) evidence by Newton's method; both kinds weigh the same."""
    balance = np.where(belongs, 0.5 / belongs.mean(), 0.5 / (~belongs).mean()) / len(belongs)
    weights = np.zeros(evidence.shape[1])
    ridge = penalty / len(belongs) * np.eye(evidence.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(evidence @ weights, -50, 50)))
        slope = evidence.T @ (balance * (p - belongs)) + ridge @ weights
        curvature = (evidence * (balance * p * (1 - p))[:, None]).T @ evidence + ridge
        step = np.linalg.solve(curvature, slope)
        weights = weights - step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-6:
            break
    return weights


def scope_threshold(
    scope: NDArray[np.float64], belongs: NDArray[np.bool_], keep: float = KEPT
) -> float:
    """The middle of the range of thresholds that separate best; 0.5 when there is only one kind."""
    if belongs.all() or not belongs.any():
        return 0.5
    thresholds = np.linspace(0.01, 0.98, 98)
    kept = np.array([(scope[belongs] >= t).mean() for t in thresholds])
    refused = np.array([(scope[~belongs] < t).mean() for t in thresholds])
    quality = np.where(kept >= keep, 1 + refused, kept)
    return float(np.median(thresholds[quality >= quality.max() - 1e-9]))
