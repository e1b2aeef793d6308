"""What a training is given to learn from, and how fast the encoder may move."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from assistant.training import learning
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

    monkeypatch.setattr(learning, "train", train)
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


def test_a_few_phrases_of_the_user_are_read_more_often_and_many_are_not() -> None:
    def read(own: int) -> int:
        rows = [Row(f"phrase {n}", "music.play", "en", own=True) for n in range(own)]
        others = [Row("hello", "greet", "en"), Row("not rain", "music.play", "en", negative=True)]
        again = learning.own_again(Corpus((*rows, *others), ()))
        assert all(row.own for row in again)
        return own + len(again)

    assert read(4) == 32
    assert read(1_000) == 2_000
    assert read(5_000) == 5_000
    assert read(0) == 0
