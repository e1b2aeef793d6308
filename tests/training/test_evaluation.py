from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.training.calibration import KEPT, calibrate, scope_threshold, scope_weights
from assistant.training.corpus import Row
from assistant.training.evaluation import auroc, confusions, evaluate, fpr95
from assistant.understanding.bundle import Bundle
from assistant.understanding.understanding import OUT_OF_SCOPE

SCORES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=30)


@given(SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[float, bool]]) -> None:
    above = [score for score, positive in rows if positive]
    below = [score for score, positive in rows if not positive]
    found = auroc(np.array([s for s, _ in rows]), np.array([p for _, p in rows]))
    if not above or not below:
        assert found is None
    else:
        wins = sum((a > b) + 0.5 * (a == b) for a in above for b in below)
        assert found == pytest.approx(wins / (len(above) * len(below)))


def test_fpr95_counts_what_slips_in_with_95_percent() -> None:
    scores = np.array([*np.linspace(0.5, 1, 100), 0.1, 0.2, 0.9, 0.95])
    belongs = np.array([True] * 100 + [False] * 4)
    assert fpr95(scores, belongs) == 0.5
    assert fpr95(scores[:100], belongs[:100]) is None


def test_the_threshold_lies_in_the_middle_of_a_clean_gap() -> None:
    scope = np.array([0.1, 0.2, 0.7, 0.8])
    assert 0.35 < scope_threshold(scope, scope > 0.5) < 0.55


@given(
    st.lists(st.floats(0.05, 1), min_size=1), st.lists(st.floats(0, 1), min_size=1),
    st.sampled_from([0.5, KEPT, 1.0]),
)  # fmt: skip
def test_the_threshold_keeps_what_belongs(
    inside: list[float], outside: list[float], keep: float
) -> None:
    belongs = np.array([True] * len(inside) + [False] * len(outside))
    threshold = scope_threshold(np.array([*inside, *outside]), belongs, keep)
    assert np.mean(np.array(inside) >= threshold) >= keep


def test_figures_that_the_data_cannot_give_are_none(small_bundle: Bundle) -> None:
    figures = evaluate(small_bundle.model(), [Row("hello", "greet", "en", None)])
    assert (figures.rows, figures.slot_f1, figures.exact_match) == (1, None, None)
    assert (figures.oos_recall, figures.oos_precision, figures.auroc) == (None, None, None)
    assert figures.intent_accuracy in (0.0, 1.0)


def test_there_is_nothing_to_say_of_no_rows(small_bundle: Bundle) -> None:
    with pytest.raises(ValueError, match="nothing"):
        evaluate(small_bundle.model(), [])


def test_calibration_without_out_of_scope_rows_still_has_a_temperature(
    small_bundle: Bundle,
) -> None:
    rows = [Row(f"phrase {i}", "greet", "en") for i in range(10)]
    calibration = calibrate(small_bundle.model(), rows)
    assert 0.2 < calibration.temperature < 5
    assert calibrate(small_bundle.model(), []).temperature == 1


def test_scope_is_told_from_all_evidence_after_calibration(small_bundle: Bundle) -> None:
    model = small_bundle.model()
    rows = [Row(f"phrase {i}", "greet", "en") for i in range(40)]
    rows += [Row(f"구름 {i}", OUT_OF_SCOPE, "ko") for i in range(5)]
    calibration = calibrate(model, rows)
    assert calibration.scope_weights is not None
    classifier = replace(model.classifier, calibration=calibration)
    figures = evaluate(replace(model, classifier=classifier), rows)
    assert figures.in_scope_kept is not None and figures.in_scope_kept >= KEPT
    assert figures.auroc is not None and figures.auroc > 0.5


@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(-1, 1), st.booleans()), min_size=2))
def test_scope_weights_bear_any_evidence(rows: list[tuple[float, float, bool]]) -> None:
    evidence = np.array([(1.0, odds, likeness) for odds, likeness, _ in rows])
    belongs = np.array([row[2] for row in rows])
    assume(belongs.any() and not belongs.all())
    assert np.isfinite(scope_weights(evidence, belongs)).all()


def test_few_out_of_scope_rows_weigh_as_much_as_many_others() -> None:
    evidence = np.array([(1.0, odds) for odds in [*np.linspace(1, 3, 100), -1, -2, -3]])
    bias, odds = scope_weights(evidence, np.arange(103) < 100)
    assert odds > 0
    assert -1 < -bias / odds < 1  # where both are as probable


def test_a_perfect_reading_gives_perfect_figures(small_bundle: Bundle) -> None:
    """Rows labelled with what the model itself understands."""
    model = small_bundle.model()
    texts = ["hello there", "rain in Paris", "서울 날씨", "what is love", "내일 우산"]
    rows = []
    for text in texts:
        seen = model.understand(text)
        slots = tuple((e.start, e.end, e.entity) for e in seen.entities)
        rows.append(Row(text, seen.intent.name if seen.intent else OUT_OF_SCOPE, "en", slots))
    figures = evaluate(model, rows)
    assert figures.confusions == ()
    assert figures.intent_accuracy in (1.0, None)
    assert figures.slot_f1 in (1.0, None)


def test_confusions_come_most_frequent_first() -> None:
    pairs = [("a", "b"), ("a", "a"), ("c", "a"), ("c", "a")]
    assert confusions(pairs) == (("c", "a", 2), ("a", "b", 1))
