"""What a training is given to learn from, and how fast the encoder may move."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from assistant.training import epochs, learning
from assistant.training.corpus import Corpus, Row
from assistant.training.trainer import Recipe, Step

ENGLISH = [Row("put some jazz on", "music.play", "en"), Row("hush", "music.stop", "en")]
KOREAN = [Row("재즈 틀어줘", "music.play", "ko")]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What `train` was called with; it trains nothing."""
    seen: dict[str, Any] = {}

    def train(network: object, rows: Sequence[Row], **options: Any) -> Iterator[Step]:
        seen.update(options, rows=rows)
        return iter(())

    monkeypatch.setattr(epochs, "train", train)
    return seen


@pytest.mark.parametrize(
    ("rows", "rate"),
    [(ENGLISH + KOREAN, Recipe.encoder_rate), (ENGLISH, Recipe.one_language_rate)],
)
def test_one_language_alone_moves_the_encoder_less(
    given: dict[str, Any], rows: list[Row], rate: float
) -> None:
    list(learning.learn(Corpus(tuple(rows), ())))
    assert given["recipe"].encoder_rate == rate


def test_names_are_learned_beside_the_phrases(given: dict[str, Any]) -> None:
    list(learning.learn(Corpus(tuple(ENGLISH), ())))
    assert {row.text for row in given["rows"]} >= {"hush", "music stop", "music play"}


def test_one_language_may_be_all_that_matters(given: dict[str, Any]) -> None:
    list(learning.learn(Corpus(tuple(ENGLISH), ()), one_language=True))
    assert given["recipe"].encoder_rate == Recipe.encoder_rate


def test_what_is_new_to_the_heads_is_read_often_unless_there_is_much_of_it() -> None:
    def read(own: int) -> list[Row]:
        rows = [Row(f"phrase {n}", "greet", "en", own=True) for n in range(own)]
        others = [Row("hello", "greet", "en"), Row("not rain", "music.play", "en", negative=True)]
        return learning.rehearsal([*rows, *others], {"greet"}, 0)

    assert [sum(row.own for row in read(own)) for own in (4, 999, 5_000, 0)] == [
        32, 1_998, 5_000, 0,
    ]  # fmt: skip
    assert sum(row.text == "not rain" for row in read(4)) == 8  # of a plugin they do not know
    assert sum(row.text == "hello" for row in read(4)) == 1


def test_of_what_the_heads_know_enough_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "REHEARSED", 10)
    rows = [Row(f"phrase {n}", "greet", "en") for n in range(100)]
    chosen = learning.rehearsal(rows, {"greet"}, 0)
    assert len({row.text for row in chosen}) == 10
    assert chosen != learning.rehearsal(rows, {"greet"}, 1)
