"""What decides a message, in numbers that a person can check."""

import math
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.conversation.decision import Answer
from assistant.conversation.neighbours import PHRASES, Memorised, Taught, candidates
from assistant.paths import bundled
from assistant.understanding.bundle import Bundle, read_bundle
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.xray.deciding import decided

MODELS = bundled("models")


@pytest.fixture(scope="module", params=["gru", "lstm", "rnn"])
def model(request: pytest.FixtureRequest) -> Model:
    return read_bundle(MODELS / request.param).model()


def test_it_decides_as_the_model_does(model: Model) -> None:
    found = decided(model, "What time is it in Tokyo?")
    assert found is not None
    assert found.understanding == model.understand("What time is it in Tokyo?")
    assert found.decision == Answer("time.now")
    assert found.scope.within


def test_the_parts_of_the_scope_add_up_to_its_score(model: Model) -> None:
    for text in ("will it rain tomorrow", "buy me a yacht", "ㅋㅋㅋ"):
        found = decided(model, text)
        assert found is not None
        assert [part.name for part in found.scope.parts] == ["bias", "odds", "likeness"]
        total = sum(part.worth for part in found.scope.parts)
        assert 1 / (1 + math.exp(-total)) == pytest.approx(found.scope.score)
        assert found.scope.within == found.understanding.in_scope


def test_without_weights_the_scope_is_the_sum_of_the_intents(small_bundle: Bundle) -> None:
    found = decided(small_bundle.model(), "hello")
    assert found is not None
    assert found.scope.parts == ()
    ranking = found.understanding.ranking
    assert found.scope.score == pytest.approx(sum(score.confidence for score in ranking))


def test_before_calibration_is_the_confidence_at_a_temperature_of_one(model: Model) -> None:
    found = decided(model, "will it rain tomorrow")
    assert found is not None
    sure = found.understanding.ranking[0].confidence
    assert (found.unsettled < sure) == (found.temperature < 1)
    assert found.unsettled != sure


def test_every_piece_has_the_tag_that_the_slots_come_from(model: Model) -> None:
    text = "will it rain in Seoul tomorrow"
    found = decided(model, text)
    assert found is not None
    tagged = {p.text: t for p, t in zip(found.pieces, found.tags, strict=True)}
    assert tagged["▁seoul"] == "B-city"
    for entity in found.understanding.entities:
        inside = [
            tag
            for piece, tag in zip(found.pieces, found.tags, strict=True)
            if entity.start <= piece.start < entity.end
        ]
        assert inside and all(tag.endswith(f"-{entity.entity}") for tag in inside)


def test_a_text_without_pieces_decides_nothing(model: Model) -> None:
    assert decided(model, " ") is None


@pytest.fixture
def bot(home: Path) -> Assistant:
    return Assistant()


def test_the_users_own_phrases_are_always_among_those_compared(bot: Assistant) -> None:
    bot.teach(["put on some bossa nova"], "music.play")
    found = candidates(bot.library.intents, bot.model.understand("what time is it"))
    assert Taught("put on some bossa nova", "music.play", True) in found
    assert {taught.intent for taught in found} >= {"music.play", "time.now"}
    assert len(found) <= PHRASES


def test_out_of_scope_phrases_are_compared_where_it_is_out_of_scope(bot: Assistant) -> None:
    inside = candidates(bot.library.intents, bot.model.understand("what time is it"))
    outside = candidates(bot.library.intents, bot.model.understand("buy me a yacht on credit"))
    assert OUT_OF_SCOPE not in {taught.intent for taught in inside}
    assert OUT_OF_SCOPE in {taught.intent for taught in outside}


PHRASES_TAUGHT = (
    Taught("what time is it", "time.now", False),
    Taught("will it rain", "weather.rain", False),
    Taught("hello there", "greeting.hello", True),
)


def test_the_nearest_phrase_comes_first_and_the_same_words_are_marked(model: Model) -> None:
    near = Memorised().nearest(model, "What time is it", PHRASES_TAUGHT)
    assert near[0].phrase.text == "what time is it"
    assert [n.same for n in near] == [True, False, False]
    assert near[0].likeness == pytest.approx(1, abs=1e-5)
    likeness = [n.likeness for n in near]
    assert likeness == sorted(likeness, reverse=True)


class Counting:
    """A model that counts the phrases it reads."""

    def __init__(self, model: Model) -> None:
        self._model, self.encoder, self.read = model, model.encoder, 0

    def inputs(self, texts: list[str]) -> object:
        self.read += len(texts)
        return self._model.inputs(texts)


def test_a_phrase_is_read_once(model: Model) -> None:
    counting, memorised = Counting(model), Memorised()
    memorised.nearest(counting, "time?", PHRASES_TAUGHT)  # type: ignore[arg-type]
    memorised.nearest(counting, "rain?", PHRASES_TAUGHT)  # type: ignore[arg-type]
    assert counting.read == len(PHRASES_TAUGHT) + 2


def test_another_encoder_reads_them_anew() -> None:
    memorised = Memorised()
    for cell in ("gru", "rnn"):
        model = read_bundle(MODELS / cell).model()
        near = memorised.nearest(model, "what time is it", PHRASES_TAUGHT)
        assert near[0].likeness == pytest.approx(1, abs=1e-5)


def test_it_gives_up_when_told_to(model: Model) -> None:
    assert Memorised().nearest(model, "time?", PHRASES_TAUGHT, lambda: True) == ()
    assert Memorised().nearest(model, "time?", ()) == ()
