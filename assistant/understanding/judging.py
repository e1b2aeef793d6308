"""What a classifier says of many phrases at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.korean import language_of
from assistant.understanding.cells import Array
from assistant.understanding.classifier import Classifier
from assistant.understanding.encoder import softmax
from assistant.understanding.logistic import Inputs
from assistant.understanding.understanding import OUT_OF_SCOPE

AT_ONCE = 250  # phrases: what a processor keeps at hand
FEW_PROTOTYPES = 64  # enough to see that most phrases are in scope


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one phrase is taken for."""

    intent: str  # OUT_OF_SCOPE for what belongs to no intent
    confidence: float  # of the intent, 0 to 1; that it belongs to none, for OUT_OF_SCOPE


def judge(classifier: Classifier, inputs: Inputs, texts: Sequence[str]) -> list[Verdict]:
    """A verdict a text, the same as `Model.understand` comes to. `inputs` are of the `texts`."""
    threshold = classifier.calibration.threshold
    thresholds = np.array([threshold(language_of(text)) for text in texts])
    verdicts: list[Verdict] = []
    ends = np.cumsum(inputs.counts)
    lexical = classifier.lexical.astype(np.float32)
    for first in range(0, len(inputs.counts), AT_ONCE):
        last = min(first + AT_ONCE, len(inputs.counts))
        buckets = inputs.buckets[ends[first] - inputs.counts[first] : ends[last - 1]]
        some = Inputs(inputs.vectors[first:last], buckets, inputs.counts[first:last])
        verdicts += _judge(classifier, lexical, some, thresholds[first:last])
    return verdicts


def _judge(
    classifier: Classifier, lexical: Array, inputs: Inputs, thresholds: Array
) -> list[Verdict]:
    logits = inputs.vectors @ classifier.dense.T + classifier.bias
    filled = np.flatnonzero(inputs.counts)
    if len(filled):
        starts = (np.cumsum(inputs.counts) - inputs.counts)[filled]
        sums = np.add.reduceat(lexical.take(inputs.buckets, axis=0), starts)
        logits[filled] += sums / np.sqrt(inputs.counts[filled, None].astype(np.float32))
    probabilities = softmax(logits / np.float32(classifier.calibration.temperature))
    inside = [n for n, label in enumerate(classifier.labels) if label != OUT_OF_SCOPE]
    if not inside:
        return [Verdict(OUT_OF_SCOPE, 1.0)] * len(logits)
    scopes = _scopes(classifier, probabilities, inputs.vectors, thresholds)
    best = np.array(inside)[probabilities[:, inside].argmax(axis=1)]
    sure = probabilities[np.arange(len(best)), best]
    return [
        Verdict(classifier.labels[label], float(p))
        if scope >= threshold
        else Verdict(OUT_OF_SCOPE, float(1 - scope))
        for label, p, scope, threshold in zip(best, sure, scopes, thresholds, strict=True)
    ]


def _scopes(
    classifier: Classifier, probabilities: Array, vectors: Array, thresholds: Array
) -> Array:
    """How probable it is that each belongs to any intent: `Classifier.rank`, for many."""
    if OUT_OF_SCOPE not in classifier.labels:
        beyond = np.zeros(len(vectors))
    else:
        beyond = probabilities[:, classifier.labels.index(OUT_OF_SCOPE)].astype(np.float64)
    within = probabilities.sum(axis=1, dtype=np.float64) - beyond
    weights = classifier.calibration.scope_weights
    if weights is None:
        return np.asarray(np.minimum(within, 1.0))
    odds = np.log(np.maximum(within, 1e-12)) - np.log(np.maximum(beyond, 1e-12))
    bias, of_odds, of_likeness = weights
    likeness = _likeness(classifier.prototypes[:FEW_PROTOTYPES], vectors)
    scopes = _sigmoid(bias + of_odds * odds + of_likeness * likeness)
    if len(classifier.prototypes) > FEW_PROTOTYPES:
        # The likeness to all is at least that to some: what is in scope already stays so.
        some = (scopes < thresholds) | (of_likeness < 0)
        likeness[some] = _likeness(classifier.prototypes, vectors[some])
        scopes = _sigmoid(bias + of_odds * odds + of_likeness * likeness)
    return scopes


def _likeness(prototypes: Array, vectors: Array) -> Array:
    """Cosines to the nearest prototype; 0 where there are none."""
    if not len(prototypes) or not len(vectors):
        return np.zeros(len(vectors), np.float32)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    return np.asarray((vectors @ prototypes.T).max(axis=1) / lengths)


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -50, 50))))
