"""Reading piece by piece, what is left at the end, and one step of learning."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.paths import bundled
from assistant.understanding.bundle import read_bundle
from assistant.understanding.model import Model
from assistant.xray.lesson import one_step
from assistant.xray.memory import memory_of
from assistant.xray.reading import endings, read

MODELS = bundled("models")

LONG = (
    "could you please tell me before i leave the house with my sister this evening "
    "whether it is going to rain later"
)


@pytest.fixture(scope="module", params=["gru", "lstm", "rnn"])
def model(request: pytest.FixtureRequest) -> Model:
    return read_bundle(MODELS / request.param).model()


def test_the_pieces_cover_the_message_and_the_last_ending_is_what_it_means(model: Model) -> None:
    text = "내일 서울에 비 와?"
    reading = read(model, text)
    said = "".join(text[step.piece.start : step.piece.end] for step in reading.steps)
    assert said.replace(" ", "") == text.replace(" ", "")
    *_, last = endings(model, text)
    assert last[0] == model.understand(text).ranking[0]


def test_the_states_are_the_encoders(model: Model) -> None:
    reading = read(model, "what time is it?")
    found = model.read("what time is it?")
    assert found is not None
    both = [np.concatenate([step.forward.state, step.backward.state]) for step in reading.steps]
    assert np.abs(np.array(both) - found.encoding.states).max() < 1e-6


def test_gates_are_shares_and_the_plain_cell_has_none(model: Model) -> None:
    for step in read(model, LONG).steps:
        for way in (step.forward, step.backward):
            gates = [way.written, way.kept, way.shown]
            assert [gate is not None for gate in gates] == {
                "gru": [True, True, False],
                "lstm": [True, True, True],
                "rnn": [False, False, False],
            }[model.encoder.cell]
            assert all(0 <= gate <= 1 for gate in gates if gate is not None)


@settings(max_examples=20)
@given(st.text(max_size=60))
def test_any_text_can_be_looked_into(text: str) -> None:
    model = read_bundle(MODELS / "rnn").model()
    reading = read(model, text)
    assert len(list(endings(model, text))) == len(reading.steps)


def test_what_is_left_sums_to_one_and_the_telling_word_is_most_of_it(model: Model) -> None:
    pieces = model.tokenizer.pieces("What time is it?")
    memory = memory_of(model.encoder, [piece.id for piece in pieces])
    assert memory.left.sum() == pytest.approx(1)
    assert pieces[int(memory.left.argmax())].text == "▁time"
    assert memory.forward[-1] == pytest.approx(1) and memory.backward[0] == pytest.approx(1)


def test_the_plain_cell_forgets_the_beginning_and_gates_keep_it() -> None:
    ratio = {}
    for cell in ("gru", "lstm", "rnn"):
        model = read_bundle(MODELS / cell).model()
        ids = [piece.id for piece in model.tokenizer.pieces(LONG)]
        ratio[cell] = memory_of(model.encoder, ids).ratio
    assert ratio["rnn"] < ratio["lstm"] / 3 and ratio["rnn"] < ratio["gru"] / 3


def test_one_step_makes_the_intent_more_probable_and_leaves_the_model_alone(model: Model) -> None:
    text = "do i need my raincoat for the walk home"
    before = model.understand(text)
    lesson = one_step(model, text, "weather.rain")
    assert lesson.after > lesson.before and lesson.gained > 0
    assert lesson.loss == pytest.approx(-np.log(lesson.before), abs=1e-5)
    assert min(lesson.layers.values()) > 0 and len(lesson.forward) == len(lesson.backward)
    assert model.understand(text) == before


def test_a_lesson_needs_words_and_a_known_intent(model: Model) -> None:
    with pytest.raises(ValueError):
        one_step(model, "  ", "weather.rain")
    with pytest.raises(ValueError):
        one_step(model, "rain", "music.play")
