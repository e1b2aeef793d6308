import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.training.corpus import Row
from assistant.training.evaluation import (
    KEPT,
    auroc,
    calibrate,
    confusions,
    evaluate,
    fpr95,
    scope_threshold,
)
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


@given(st.lists(st.floats(0.05, 1), min_size=1), st.lists(st.floats(0, 1), min_size=1))
def test_the_threshold_keeps_what_belongs(inside: list[float], outside: list[float]) -> None:
    belongs = np.array([True] * len(inside) + [False] * len(outside))
    threshold = scope_threshold(np.array([*inside, *outside]), belongs)
    assert np.mean(np.array(inside) >= threshold) >= KEPT


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
