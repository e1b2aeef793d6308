"""The figures the field uses, of a model on labelled rows. Needs no torch."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.training.corpus import Row
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE, Understanding


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
    calibration_error: float | None  # of in-scope rows: how far confidence is from being right
    latency_ms: dict[str, float]  # p50, p99 of one message
    confusions: tuple[tuple[str, str, int], ...]  # expected, understood, how often; most first


@dataclass(frozen=True, slots=True)
class Answer:
    """A labelled row and what a model made of it."""

    row: Row
    seen: Understanding
    milliseconds: float

    @property
    def best(self) -> str:
        """The most probable intent, whether in scope or not."""
        return self.seen.ranking[0].name if self.seen.ranking else OUT_OF_SCOPE

    @property
    def confidence(self) -> float:
        """That of the most probable intent."""
        return self.seen.ranking[0].confidence if self.seen.ranking else 0.0

    @property
    def given(self) -> str:
        """The intent that is acted upon, or out of scope."""
        return self.seen.intent.name if self.seen.intent else OUT_OF_SCOPE

    @property
    def slots_are_right(self) -> bool:
        """Whether it found all slots and no others."""
        return _found(self.seen) == set(self.row.slots or ())

    @property
    def belongs(self) -> bool:
        """Whether the row is in scope."""
        return self.row.intent != OUT_OF_SCOPE


def evaluate(model: Model, rows: Iterable[Row]) -> Figures:
    """Raises ValueError when there are no rows."""
    return figures(list(answers(model, rows)))


def answers(model: Model, rows: Iterable[Row]) -> Iterator[Answer]:
    """What the model makes of every row."""
    for row in rows:
        began = time.perf_counter()
        seen = model.understand(row.text)
        yield Answer(row, seen, 1000 * (time.perf_counter() - began))


def figures(given: Sequence[Answer]) -> Figures:
    """Raises ValueError when there are none."""
    if not given:
        raise ValueError("there is nothing to evaluate")
    inside = [answer for answer in given if answer.belongs]
    tagged = [answer for answer in inside if answer.row.slots is not None]
    scope = np.array([answer.seen.scope for answer in given])
    belongs = np.array([answer.belongs for answer in given])
    refused = np.array([not answer.seen.in_scope for answer in given])
    slots = _slot_counts(tagged)
    milliseconds = [answer.milliseconds for answer in given]
    return Figures(
        rows=len(given),
        intent_accuracy=_share(answer.best == answer.row.intent for answer in inside),
        intent_f1_macro=_macro_f1([(answer.row.intent, answer.best) for answer in inside]),
        slot_f1=2 * slots[0] / (slots[1] + slots[2]) if slots[1] else None,
        exact_match=_share(
            answer.best == answer.row.intent and answer.slots_are_right for answer in tagged
        ),
        in_scope_kept=_share(answer.seen.in_scope for answer in inside),
        oos_recall=_share(refused[~belongs]),
        oos_precision=_share(~belongs[refused]) if (~belongs).any() else None,
        auroc=auroc(scope, belongs),
        fpr95=fpr95(scope, belongs),
        calibration_error=calibration_error(reliability(inside)),
        latency_ms={p: float(np.percentile(milliseconds, int(p[1:]))) for p in ("p50", "p99")},
        confusions=confusions((answer.row.intent, answer.given) for answer in given),
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


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of about the same confidence."""

    rows: int
    confidence: float  # mean
    right: float  # share whose most probable intent is the right one


def reliability(given: Sequence[Answer], bins: int = 15) -> tuple[Bin, ...]:
    """Confidence against how often it is right, in bins of equal width; empty ones left out."""
    members: dict[int, list[Answer]] = defaultdict(list)
    for answer in given:
        members[min(int(answer.confidence * bins), bins - 1)].append(answer)
    return tuple(
        Bin(
            len(part),
            sum(answer.confidence for answer in part) / len(part),
            sum(answer.best == answer.row.intent for answer in part) / len(part),
        )
        for _, part in sorted(members.items())
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: the mean gap in a reliability diagram (Guo et al., ICML 2017)."""
    rows = sum(bin.rows for bin in bins)
    if not rows:
        return None
    return sum(bin.rows * abs(bin.confidence - bin.right) for bin in bins) / rows


def _found(seen: Understanding) -> set[tuple[int, int, str]]:
    return {(entity.start, entity.end, entity.entity) for entity in seen.entities}


def _slot_counts(given: Sequence[Answer]) -> tuple[int, int, int]:
    """How many slots are right, expected and found."""
    return (
        sum(len(_found(answer.seen) & set(answer.row.slots or ())) for answer in given),
        sum(len(answer.row.slots or ()) for answer in given),
        sum(len(answer.seen.entities) for answer in given),
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
