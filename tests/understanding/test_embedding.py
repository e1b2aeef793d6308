"""A vector for each piece, kept in bytes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.understanding.embedding import STEPS, Embedding

VECTORS = arrays(np.float32, (4, 6), elements=st.floats(-300, 300, width=32))


@given(VECTORS)
def test_little_is_lost(vectors: np.ndarray) -> None:
    kept = Embedding.of(vectors)
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    assert (np.abs(kept.whole() - vectors) <= 0.51 * largest / STEPS + 1e-4).all()


@given(VECTORS)
def test_what_was_kept_is_kept_again_bit_by_bit(vectors: np.ndarray) -> None:
    """So that a training leaves those pieces that it did not move as they were."""
    once = Embedding.of(vectors)
    again = Embedding.of(once.whole())
    assert again.hash == once.hash and not len(again.differing(once))


def test_pieces_are_read_in_any_shape() -> None:
    kept = Embedding.of(np.arange(12, dtype=np.float32).reshape(4, 3))
    found = kept[np.array([[0, 3], [3, 1]])]
    assert found.shape == (2, 2, 3) and found.dtype == np.float32
    assert np.array_equal(found[0, 1], kept.whole()[3])


def test_rows_of_another_take_the_place_of_its_own() -> None:
    chance = np.random.default_rng(0)
    first, second = (Embedding.of(chance.normal(size=(5, 3))) for _ in range(2))
    ids = np.array([1, 4])
    mixed = first.with_rows(ids, second.rows(ids))
    assert mixed.differing(first).tolist() == [1, 4]
    assert mixed.differing(second).tolist() == [0, 2, 3]
    with pytest.raises(IndexError):
        first.with_rows(np.array([9]), second.rows(np.array([0])))


@pytest.mark.parametrize(
    "broken",
    [
        {"steps": np.zeros((2, 3), np.float16), "scale": np.ones(2, np.float16)},
        {"steps": np.zeros((2, 3), np.int8), "scale": np.ones(3, np.float16)},
        {"steps": np.zeros(2, np.int8), "scale": np.ones(2, np.float16)},
    ],
)
def test_what_does_not_fit_together_is_refused(broken: dict[str, np.ndarray]) -> None:
    with pytest.raises(ValueError, match=r"steps are|it is of"):
        Embedding.read(broken)
    with pytest.raises(KeyError):
        Embedding.read({"steps": broken["steps"]})
