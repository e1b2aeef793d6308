"""What was read of phrases is kept for the next time, and made again when it is gone."""

from pathlib import Path

import numpy as np
import pytest

from assistant.conversation import readings as module
from assistant.conversation.readings import FILE, WORTH_WRITING, Readings
from tests.stub_model import StubModel, by_chance, stub_model

TEXTS = [f"phrase {n}" for n in range(2 * WORTH_WRITING)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that a model was asked to read."""
    read: list[str] = []
    inputs = StubModel.inputs

    def noting(model: StubModel, texts: list[str]) -> object:
        read.extend(texts)
        return inputs(model, texts)

    monkeypatch.setattr(StubModel, "inputs", noting)
    return read


def vectors(readings: Readings, texts: list[str]) -> np.ndarray:
    found = readings.of(texts)
    assert found is not None
    return found.vectors


def test_each_text_gets_its_own_vector_in_the_order_asked(tmp_path: Path) -> None:
    readings = Readings(stub_model({}), "a", tmp_path)
    vectors(readings, TEXTS)
    some = [TEXTS[70], TEXTS[3], TEXTS[70]]
    assert vectors(readings, some) == pytest.approx(
        np.array([by_chance(t) for t in some]), abs=1e-3
    )


def test_nothing_is_read_twice_not_even_after_a_restart(tmp_path: Path, asked: list[str]) -> None:
    first = vectors(Readings(stub_model({}), "a", tmp_path), TEXTS)
    assert sorted(asked) == sorted(TEXTS)
    again = Readings(stub_model({}), "a", tmp_path)
    assert (vectors(again, TEXTS) == first).all()
    assert len(asked) == len(TEXTS)
    vectors(again, [*TEXTS, "new"])
    assert asked[len(TEXTS) :] == ["new"]


def test_a_phrase_that_was_asked_for_twice_shifts_no_other(tmp_path: Path) -> None:
    vectors(Readings(stub_model({}), "a", tmp_path), [*TEXTS, TEXTS[0], TEXTS[1]])
    found = vectors(Readings(stub_model({}), "a", tmp_path), [*TEXTS, "new", "newer"])
    assert found[-2:] == pytest.approx(np.array([by_chance("new"), by_chance("newer")]), abs=1e-3)


def test_another_model_reads_them_anew(tmp_path: Path, asked: list[str]) -> None:
    vectors(Readings(stub_model({}), "a", tmp_path), TEXTS)
    vectors(Readings(stub_model({}), "b", tmp_path), TEXTS)
    assert len(asked) == 2 * len(TEXTS)


@pytest.mark.parametrize("keep", [0, 100, -40])
def test_a_broken_cache_is_made_anew(tmp_path: Path, asked: list[str], keep: int) -> None:
    first = vectors(Readings(stub_model({}), "a", tmp_path), TEXTS)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:keep])
    assert (vectors(Readings(stub_model({}), "a", tmp_path), TEXTS) == first).all()
    assert len(asked) == 2 * len(TEXTS)
    vectors(Readings(stub_model({}), "a", tmp_path), TEXTS)
    assert len(asked) == 2 * len(TEXTS)


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert len(vectors(Readings(stub_model({}), "a", tmp_path / "cache"), TEXTS)) == len(TEXTS)


def test_reading_can_be_stopped_and_goes_on_from_there(
    tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 30)
    readings = Readings(stub_model({}), "a", tmp_path)
    assert readings.of(TEXTS, lambda: len(asked) >= 30) is None
    assert len(asked) == 30
    vectors(readings, TEXTS)
    assert len(asked) == len(TEXTS)


def test_what_is_no_longer_asked_for_leaves_the_cache(tmp_path: Path) -> None:
    vectors(Readings(stub_model({}), "a", tmp_path), TEXTS)
    large = (tmp_path / FILE).stat().st_size
    others = [f"other {n}" for n in range(WORTH_WRITING)]
    vectors(Readings(stub_model({}), "a", tmp_path), others)
    assert (tmp_path / FILE).stat().st_size < large
