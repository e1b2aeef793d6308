"""What the bundled models forget, by length."""

import pytest

from assistant.training.corpus import Row
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.xray.forgetting import Forgotten, forgetting, table

LONG = "could you tell me now before I leave the house with my sister whether it is going to rain"


@pytest.fixture(scope="module")
def found() -> tuple[Forgotten, ...]:
    rows = [
        Row("hello", "greeting.hello", "en", None),
        Row("what time is it", "time.now", "en", None),
        Row(LONG, "weather.rain", "en", None),
        Row("sing me a song", OUT_OF_SCOPE, "en", None),
        Row("dim the lights", "lights.dim", "en", None),
        Row(" ", "time.now", "en", None),
    ]
    return forgetting(rows)


def at(found: tuple[Forgotten, ...], cell: str, shortest: int) -> Forgotten:
    return next(one for one in found if (one.cell, one.shortest) == (cell, shortest))


def test_the_plain_cell_forgets_more_the_longer_the_message(found: tuple[Forgotten, ...]) -> None:
    short, long = at(found, "rnn", 1).ratio, at(found, "rnn", 17).ratio
    gated = at(found, "gru", 17).ratio
    assert short is not None and long is not None and gated is not None
    assert long < short / 10 and long < gated / 5


def test_messages_are_counted_by_their_pieces(found: tuple[Forgotten, ...]) -> None:
    counts = [one.messages for one in found if one.cell == "lstm"]
    assert counts == [4, 0, 0, 1, 0]
    empty = at(found, "gru", 33)
    assert (empty.ratio, empty.accuracy, empty.measured) == (None, None, 0)


def test_only_messages_with_intents_of_the_models_say_how_many_are_right(
    found: tuple[Forgotten, ...],
) -> None:
    one = at(found, "gru", 1)
    assert (one.labelled, one.accuracy) == (2, 1.0)


def test_the_table_has_a_row_for_each_length(found: tuple[Forgotten, ...]) -> None:
    drawn = table(found)
    assert [row[0] for row in drawn.rows] == ["1–4", "5–8", "9–16", "17–32", "33+"]
    assert all(len(row) == len(drawn.columns) for row in drawn.rows)


def test_the_sample_is_the_same_every_time() -> None:
    rows = [Row(f"call {n}", "x", "en", None) for n in range(90)]
    first, second = forgetting(rows), forgetting(rows)
    assert first == second
    assert at(first, "rnn", 1).measured == 60
    assert at(forgetting(rows, seed=1), "rnn", 1).ratio != at(first, "rnn", 1).ratio
