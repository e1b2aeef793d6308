"""The figures the field uses, of a model on labelled rows. Needs no torch."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.training.corpus import Row
from assistant.understanding.classifier import Calibration
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE, Understanding

KEPT = 0.97  # share of in-scope rows that calibration keeps


@dataclass(frozen=True)
class Figures:
    """What a model reaches; None where the data cannot tell."""

    rows: int
    intent_accuracy: float | None  # of in-scope rows: the most probable intent is the right one
    intent_f1_macro: float | None
    slot_f1: float | None  # exact spans, micro
    exact_match: float | None  # intent and all slots right
    in_scope_kept: float | None  # share of in-scope rows not refused
    oos_recall: float | None  # share of out-of-scope rows refused
    oos_precision: float | None  # share of refused rows that are out of scope
    auroc: float | None  # in against out of scope
    fpr95: float | None  # out-of-scope rows let in where 95 % of in-scope rows are
    latency_ms: dict[str, float]  # p50, p99 of one message
    confusions: tuple[tuple[str, str, int], ...]  # expected, understood, how often; most first


def evaluate(model: Model, rows: Sequence[Row]) -> Figures:
    """Raises ValueError when there are no rows."""
    if not rows:
        raise ValueError("there is nothing to evaluate")
    read, milliseconds = [], []
    for row in rows:
        began = time.perf_counter()
        read.append(model.understand(row.text))
        milliseconds.append(1000 * (time.perf_counter() - began))
    pairs = list(zip(rows, read, strict=True))
    inside = [(row, seen) for row, seen in pairs if row.intent != OUT_OF_SCOPE]
    tagged = [(row, seen) for row, seen in inside if row.slots is not None]
    scope = np.array([seen.scope for seen in read])
    belongs = np.array([row.intent != OUT_OF_SCOPE for row in rows])
    refused = np.array([not seen.in_scope for seen in read])
    slots = _slot_counts(tagged)
    return Figures(
        rows=len(rows),
        intent_accuracy=_share(_best(seen) == row.intent for row, seen in inside),
        intent_f1_macro=_macro_f1([(row.intent, _best(seen)) for row, seen in inside]),
        slot_f1=2 * slots[0] / (slots[1] + slots[2]) if slots[1] else None,
        exact_match=_share(
            _best(seen) == row.intent and _found(seen) == set(row.slots or ())
            for row, seen in tagged
        ),
        in_scope_kept=_share(seen.in_scope for _, seen in inside),
        oos_recall=_share(refused[~belongs]),
        oos_precision=_share(~belongs[refused]) if (~belongs).any() else None,
        auroc=auroc(scope, belongs),
        fpr95=fpr95(scope, belongs),
        latency_ms={p: float(np.percentile(milliseconds, int(p[1:]))) for p in ("p50", "p99")},
        confusions=confusions(
            (row.intent, seen.intent.name if seen.intent else OUT_OF_SCOPE) for row, seen in pairs
        ),
    )


def confusions(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """What was taken for what, most frequent first."""
    wrong = Counter((expected, got) for expected, got in pairs if expected != got)
    return tuple((expected, got, count) for (expected, got), count in wrong.most_common())


def auroc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float | None:
    """Area under the ROC curve: how often a positive row outscores a negative one (ties half)."""
    above, below = scores[positive], scores[~positive]
    if not len(above) or not len(below):
        return None
    below = np.sort(below)
    wins = np.searchsorted(below, above, "left") + np.searchsorted(below, above, "right")
    return float(wins.mean() / (2 * len(below)))


def fpr95(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float | None:
    """Share of negative rows above the score that 95 % of positive rows reach."""
    if positive.all() or not positive.any():
        return None
    return float((scores[~positive] >= np.percentile(scores[positive], 5)).mean())


def calibrate(model: Model, rows: Sequence[Row]) -> Calibration:
    """Temperature and scope threshold that fit held-out rows best.

    The temperature minimizes the negative log likelihood (Guo et al., ICML 2017). The threshold
    refuses as many out-of-scope rows as it can while it keeps 97 % of the others: to be told "I
    don't know that" is worse when it is not true. Without out-of-scope rows nothing is refused.
    """
    read = [
        (model.classifier.labels.index(row.intent), reading.probabilities)
        for row in rows
        if row.intent in model.classifier.labels and (reading := model.read(row.text)) is not None
    ]
    if not read:
        return Calibration()
    right = np.array([label for label, _ in read])
    logits = np.log(np.maximum(np.array([p for _, p in read], np.float64), 1e-12))
    logits *= model.classifier.calibration.temperature

    def loss(temperature: float) -> float:
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(right)), right]).mean())

    temperature = min(np.geomspace(0.25, 4.0, 81), key=loss)
    if OUT_OF_SCOPE not in model.classifier.labels:
        return Calibration(float(temperature), 0.0)
    outside = model.classifier.labels.index(OUT_OF_SCOPE)
    scaled = np.exp(logits / temperature)
    scope = 1 - scaled[:, outside] / scaled.sum(axis=1)
    return Calibration(float(temperature), scope_threshold(scope, right != outside))


def scope_threshold(scope: NDArray[np.float64], belongs: NDArray[np.bool_]) -> float:
    """The middle of the range of thresholds that separate best; 0.5 when there is only one kind."""
    if belongs.all() or not belongs.any():
        return 0.5
    thresholds = np.linspace(0.01, 0.98, 98)
    kept = np.array([(scope[belongs] >= t).mean() for t in thresholds])
    refused = np.array([(scope[~belongs] < t).mean() for t in thresholds])
    quality = np.where(kept >= KEPT, 1 + refused, kept)
    return float(np.median(thresholds[quality >= quality.max() - 1e-9]))


def _best(seen: Understanding) -> str:
    return seen.ranking[0].name if seen.ranking else OUT_OF_SCOPE


def _found(seen: Understanding) -> set[tuple[int, int, str]]:
    return {(entity.start, entity.end, entity.entity) for entity in seen.entities}


def _slot_counts(pairs: Sequence[tuple[Row, Understanding]]) -> tuple[int, int, int]:
    """How many slots are right, expected and found."""
    right = sum(len(_found(seen) & set(row.slots or ())) for row, seen in pairs)
    return (
        right,
        sum(len(row.slots or ()) for row, _ in pairs),
        sum(len(seen.entities) for _, seen in pairs),
    )


def _share(hits: Iterable[object]) -> float | None:
    found = [bool(hit) for hit in hits]
    return sum(found) / len(found) if found else None


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    def f1(intent: str) -> float:
        right = sum(a == b == intent for a, b in pairs)
        return 2 * right / sum((a == intent) + (b == intent) for a, b in pairs)

    intents = sorted({expected for expected, _ in pairs})
    return sum(map(f1, intents)) / len(intents) if intents else None
