"""Many phrases judged at once come to what each alone is understood as."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.paths import bundled
from assistant.understanding import judging
from assistant.understanding.bundle import Bundle, read_bundle
from assistant.understanding.judging import judge
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE

TEXTS = [
    *("what time is it", "안녕", "play some jazz", "will it rain in Busan", "고마워"),
    *("asdf qwer", "turn off the lights", "how do I use this", "?!", "내일 날씨"),
] * 3


@pytest.fixture(scope="module")
def model() -> Model:
    return read_bundle(bundled("models") / "gru").model()


def alone(model: Model, text: str) -> tuple[str, float]:
    seen = model.understand(text)
    return (seen.intent.name, seen.intent.confidence) if seen.intent else (
        OUT_OF_SCOPE, 1 - seen.scope,
    )  # fmt: skip


def assert_the_same(model: Model) -> None:
    verdicts = judge(model.classifier, model.inputs(TEXTS), TEXTS)
    for text, verdict in zip(TEXTS, verdicts, strict=True):
        intent, confidence = alone(model, text)
        assert verdict.intent == intent, text
        assert verdict.confidence == pytest.approx(confidence, abs=1e-4), text


def test_they_are_judged_as_one_by_one(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "AT_ONCE", 7)
    assert_the_same(model)


def test_also_when_there_are_many_prototypes(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "FEW_PROTOTYPES", 3)
    assert len(model.classifier.prototypes) > 3
    assert_the_same(model)


def test_also_without_weights_for_the_scope(model: Model) -> None:
    simple = replace(model.classifier.calibration, scope_weights=None)
    assert_the_same(replace(model, classifier=replace(model.classifier, calibration=simple)))


@pytest.mark.parametrize("english", [0.0, 1.0])
def test_also_when_the_languages_are_refused_at_different_thresholds(
    model: Model, english: float
) -> None:
    apart = replace(
        model.classifier.calibration, scope_thresholds={"en": english, "ko": 1 - english}
    )
    assert_the_same(replace(model, classifier=replace(model.classifier, calibration=apart)))


def test_also_by_a_model_that_knows_nothing(small_bundle: Bundle) -> None:
    assert_the_same(small_bundle.model())


def test_of_no_phrases_nothing_is_said(model: Model) -> None:
    assert judge(model.classifier, model.inputs([]), []) == []
    assert np.all(model.inputs([]).counts == 0)
