"""The fit of the classifier, against what mathematics says of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.classifier import Calibration, Classifier
from assistant.understanding.logistic import Inputs, Targets, fit, minimise

SIZE, BUCKETS = 6, 32


def nothing_known(classes: int) -> Classifier:
    return Classifier(
        tuple(f"intent{n}" for n in range(classes)),
        np.zeros((classes, SIZE), np.float32),
        np.zeros((BUCKETS, classes), np.float32),
        np.zeros(classes, np.float32),
        Calibration(),
    )


def phrases(seed: int, count: int) -> Inputs:
    chance = np.random.default_rng(seed)
    counts = chance.integers(0, 4, count)
    return Inputs(
        chance.standard_normal((count, SIZE)).astype(np.float32),
        chance.integers(0, BUCKETS, counts.sum()),
        counts,
    )


def answers(classifier: Classifier, inputs: Inputs) -> np.ndarray:
    """Probabilities as the classifier gives them when it is used, (n, K)."""
    ends = np.cumsum(inputs.counts)
    starts = ends - inputs.counts
    return np.stack(
        [
            classifier.probabilities(vector, inputs.buckets[start:end].tolist())
            for vector, start, end in zip(inputs.vectors, starts, ends, strict=True)
        ]
    )


def test_l_bfgs_finds_the_least_of_a_stretched_bowl() -> None:
    stretch = np.array([1.0, 10.0, 100.0], np.float32)
    goal = np.array([3.0, -2.0, 0.5], np.float32)

    def bowl(x: np.ndarray) -> tuple[float, np.ndarray]:
        return float((stretch * (x - goal) ** 2).sum()), 2 * stretch * (x - goal)

    found = minimise(bowl, np.zeros(3, np.float32), 100, tolerance=1e-6)
    assert np.allclose(found, goal, atol=1e-3)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 12))
def test_few_phrases_are_all_learned(seed: int, count: int) -> None:
    inputs = phrases(seed, count)
    classes = np.arange(count) % 3
    targets = Targets.of(classes.tolist(), [False] * count)
    fitted = fit(nothing_known(3), inputs, targets, penalty=1e-3)
    assert (answers(fitted, inputs).argmax(axis=1) == classes).mean() > 0.8


def test_a_phrase_that_must_not_have_an_intent_loses_it() -> None:
    inputs = phrases(1, 1)
    start = nothing_known(3)
    start.bias[0] = 3
    fitted = fit(start, inputs, Targets.of([0], [True]))
    assert answers(start, inputs)[0, 0] > 0.9
    assert answers(fitted, inputs)[0, 0] < 0.2


def test_what_is_known_stays_where_nothing_speaks_against_it() -> None:
    inputs = phrases(2, 8)
    start = fit(nothing_known(2), inputs, Targets.of([0, 1] * 4, [False] * 8))
    again = fit(start, inputs, Targets.of([0, 1] * 4, [False] * 8), penalty=10)
    assert np.allclose(answers(start, inputs), answers(again, inputs), atol=0.05)


def test_a_heavier_phrase_wins_where_two_contradict() -> None:
    one = phrases(3, 1)
    both = Inputs.join([one, one])
    targets = Targets.join([Targets.of([0], [False], 5.0), Targets.of([1], [False])])
    assert answers(fit(nothing_known(2), both, targets), one)[0].argmax() == 0


def test_the_slope_is_that_of_the_loss() -> None:
    """At its solution, a fit moved in any direction is worse: by hand for one phrase, no features.

    With K = 2 and a vector of length √D the stationary point is where p - y = -λ w.
    """
    inputs = Inputs(np.ones((1, SIZE), np.float32), np.zeros(0, np.int64), np.zeros(1, np.int64))
    fitted = fit(nothing_known(2), inputs, Targets.of([0], [False]), penalty=0.5)
    probability = answers(fitted, inputs)[0, 0]
    # Each class's logit moves along the vector and the bias: two unit directions.
    logit = float(fitted.dense[0].sum() + fitted.bias[0])
    assert logit == pytest.approx(2 * (1 - probability) / 0.5, rel=0.02)


def test_taking_rows_keeps_their_features() -> None:
    inputs = phrases(4, 6)
    ends = np.cumsum(inputs.counts)
    taken = inputs.take(np.array([4, 1]))
    expected = [*inputs.buckets[ends[4] - inputs.counts[4] : ends[4]],
                *inputs.buckets[ends[1] - inputs.counts[1] : ends[1]]]  # fmt: skip
    assert taken.buckets.tolist() == expected
    assert np.array_equal(taken.vectors, inputs.vectors[[4, 1]])


def test_only_the_features_that_may_move_do() -> None:
    inputs, moving = phrases(0, 30), np.array([0, 1, 2, 3])
    fitted = fit(nothing_known(3), inputs, Targets.of([0, 1, 2] * 10, [False] * 30), moving=moving)
    moved = np.flatnonzero(fitted.lexical.any(axis=1))
    assert moved.size and np.isin(moved, moving).all()
