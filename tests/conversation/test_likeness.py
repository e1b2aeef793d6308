"""Finding near vectors without comparing all of them comes to what comparing all of them does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import likeness
from assistant.conversation.likeness import nearest_others, nearest_within, reaching, turned, units


def some_rows(seed: int, count: int, size: int, families: int) -> np.ndarray:
    """Rows around a few centres, so that many lie near each other."""
    chance = np.random.default_rng(seed)
    centres = chance.standard_normal((families, size))
    rows = centres[chance.integers(0, families, count)] + chance.normal(0, 0.3, (count, size))
    return units(rows.astype(np.float32))


@pytest.mark.parametrize(("kept", "dense"), [(4, 16), (40, 16), (4, 0), (40, 0)])
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 60),
    groups=st.integers(1, 6),
    share=st.floats(0, 1),
    least=st.floats(0.3, 0.99),
)
def test_the_nearest_row_of_another_group_is_found_as_by_brute_force(
    kept: int, dense: int, seed: int, count: int, groups: int, share: float, least: float
) -> None:
    rows = some_rows(seed, count, 24, 4)
    group = np.random.default_rng(seed + 1).integers(0, groups, count)
    asked = int(share * count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "BLOCK", 7)
        patch.setattr(likeness, "WIDE", 11)
        patch.setattr(likeness, "DENSE", dense)
        patch.setattr(likeness, "PAIRS", 3)
        nearest, cosines = nearest_others(turned(rows, kept), group, asked, least)
    assert len(nearest) == len(cosines) == asked
    every = np.where(group[:, None] == group, -1, rows @ rows.T)[:asked]
    for row, (other, cosine) in enumerate(zip(nearest, cosines, strict=True)):
        best = every[row].max()
        if other < 0:
            assert best < least + 1e-4
        else:
            assert group[other] != group[row]
            assert cosine == pytest.approx(best, abs=1e-5) and cosine >= least
            assert every[row, other] == pytest.approx(cosine, abs=1e-5)


@given(seed=st.integers(0, 10_000), count=st.integers(1, 60), least=st.floats(-0.5, 0.99))
def test_all_rows_that_are_near_enough_to_a_vector_are_found(
    seed: int, count: int, least: float
) -> None:
    rows = some_rows(seed, count, 24, 4)
    vector = some_rows(seed + 1, 1, 24, 1)[0]
    places, cosines = reaching(turned(rows, 4), vector, least)
    every = rows @ vector
    sure = set(np.flatnonzero(every >= least + 1e-5).tolist())
    assert sure <= set(places.tolist()) <= set(np.flatnonzero(every >= least - 1e-5).tolist())
    assert cosines == pytest.approx(every[places], abs=1e-5)


@given(seed=st.integers(0, 10_000), count=st.integers(1, 40), groups=st.integers(1, 5))
def test_the_nearest_row_of_its_own_group_is_never_itself(
    seed: int, count: int, groups: int
) -> None:
    rows = some_rows(seed, count, 24, 3)
    chance = np.random.default_rng(seed)
    group = chance.integers(0, groups, count)
    asked = np.flatnonzero(chance.random(count) < 0.5)
    every = rows @ rows.T
    np.fill_diagonal(every, -1)
    every[group[:, None] != group] = -1
    assert nearest_within(rows, group, asked) == pytest.approx(every[asked].max(1), abs=1e-5)


def test_a_vector_of_nothing_is_like_nothing() -> None:
    rows = units(np.array([[0, 0, 0], [3, 0, 4]], np.float32))
    assert rows[1] == pytest.approx([0.6, 0, 0.8])
    nearest, cosines = nearest_others(turned(rows), np.array([0, 1]), 2, 0.1)
    assert nearest.tolist() == [-1, -1] and cosines.tolist() == [0, 0]
