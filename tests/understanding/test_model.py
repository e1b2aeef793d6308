from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.bundle import Bundle
from assistant.understanding.classifier import Calibration, Classifier
from assistant.understanding.lexical import lexical_features
from assistant.understanding.model import Model
from assistant.understanding.tokenizer import Tokenizer, clean
from assistant.understanding.understanding import OUT_OF_SCOPE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00\x07",
        "[/]",
        "[bold]x",
        "😀",
        "\ud800",
        "ㅋㅋㅋ",
        "x" * 100_000,
        "a\u0301",
        "\u200b",
    ],
)
def test_any_text_is_understood_as_something(small_bundle: Bundle, text: str) -> None:
    seen = small_bundle.model().understand(text)
    assert seen.text == clean(text)
    assert 0 <= seen.scope <= 1
    if not text.strip("\x00\x07 \u200b"):
        assert seen.intent is None


def test_the_ranking_is_sorted_and_leaves_out_what_is_no_intent(small_bundle: Bundle) -> None:
    seen = small_bundle.model().understand("will it rain in Paris tomorrow?")
    confidences = [score.confidence for score in seen.ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert {score.name for score in seen.ranking} == {"greet", "weather"}
    assert abs(sum(confidences) - seen.scope) < 1e-5
    assert OUT_OF_SCOPE not in {score.name for score in seen.ranking}


def test_below_the_threshold_there_is_no_intent(small_bundle: Bundle) -> None:
    model = small_bundle.model()
    old = model.classifier

    def with_threshold(threshold: float) -> Model:
        classifier = Classifier(
            old.labels, old.dense, old.lexical, old.bias, Calibration(1.0, threshold)
        )
        return Model(model.name, model.tokenizer, model.encoder, classifier, model.tagger)

    assert with_threshold(0.0).understand("hello").intent is not None
    assert with_threshold(1.1).understand("hello").intent is None


@pytest.mark.parametrize(
    ("text", "language"), [("hi", "en"), ("안녕", "ko"), ("ㅎㅇ", "ko"), ("", "en")]
)
def test_the_language_is_that_of_the_writing(
    small_bundle: Bundle, text: str, language: str
) -> None:
    assert small_bundle.model().understand(text).language == language


@given(st.text(max_size=60))
def test_surface_features_ignore_case_and_stay_in_range(text: str) -> None:
    features = lexical_features(clean(text), [], 64)
    assert features == sorted(set(features))
    assert all(0 <= feature < 64 for feature in features)


def test_surface_features_of_a_huge_message_are_bounded(tokenizer: Tokenizer) -> None:
    text = " ".join(f"word{i}" for i in range(5_000))
    assert len(lexical_features(text, tokenizer.pieces(text), 1 << 30)) < 10_000


def test_slots_decide_between_intents_that_are_about_as_probable(small_bundle: Bundle) -> None:
    """A slot that goes with one of them alone speaks for it; what both have together stays."""
    plain = small_bundle.model().understand("will it rain in Paris tomorrow?")
    assert plain.entities
    only = {entity.entity for entity in plain.entities}
    first, second = plain.ranking
    known = {second.name: tuple(only), first.name: ()}
    seen = replace(small_bundle, manifest=replace(small_bundle.manifest, slots=known)).model()
    after = seen.understand("will it rain in Paris tomorrow?")
    confidences = {score.name: score.confidence for score in after.ranking}
    assert confidences[first.name] < first.confidence
    assert confidences[second.name] > second.confidence
    assert sum(confidences.values()) == pytest.approx(first.confidence + second.confidence)
    assert after.scope == plain.scope
    assert seen.marks(second.name, next(iter(only)))
    assert not seen.marks(first.name, next(iter(only)))


def test_a_model_that_says_nothing_of_slots_marks_all_it_knows(small_bundle: Bundle) -> None:
    model = small_bundle.model()
    assert model.marks("greet", "city")
    assert model.marks("learned.later", "city")
    assert not model.marks("greet", "genre")
