"""What is found wrong with small sets of examples, with vectors that the test chooses."""

from collections.abc import Mapping

import numpy as np
import pytest

from assistant.catalogue import LANGUAGES
from assistant.conversation.findings import Finding, Kind, remedy, what
from assistant.conversation.health import FEW, of_likeness, of_verdicts, of_words, told_once
from assistant.conversation.likeness import turned
from assistant.conversation.material import Material, Stated
from assistant.korean import is_korean
from assistant.plugins.examples import parse_example, same_phrase
from assistant.plugins.mine import OwnPhrase
from assistant.plugins.phrases import Origin
from assistant.understanding.judging import Verdict
from assistant.understanding.understanding import OUT_OF_SCOPE
from tests.stub_model import near, spread


def stated(intent: str, line: str, origin: Origin = "own") -> Stated:
    example = parse_example(line)
    return Stated(intent, example, "ko" if is_korean(example.text) else "en", origin)


def own(**phrases: list[str]) -> tuple[Stated, ...]:
    return tuple(stated(intent, line) for intent, lines in phrases.items() for line in lines)


def builtin(**phrases: list[str]) -> tuple[Stated, ...]:
    return tuple(
        stated(intent, line, "builtin") for intent, lines in phrases.items() for line in lines
    )


def likeness(material: Material, **close: np.ndarray) -> tuple[Finding, ...]:
    """With vectors that have nothing in common, but for those named by a word of the phrase."""
    vectors = spread([phrase.text for phrase in material.all])
    for phrase in material.all:
        for word, vector in close.items():
            if word in phrase.text.split():
                vectors[phrase.text] = vector
    rows = np.array([vectors[phrase.text] for phrase in material.all])
    return of_likeness(material, turned(rows))


def verdicts(
    material: Material, taken_for: Mapping[str, str], *, told: bool = True, sure: float = 0.9
) -> tuple[Finding, ...]:
    """With a model that takes some phrases for something else, and is right of the others."""
    answers = [Verdict(taken_for.get(p.text, p.intent), sure) for p in material.all]
    known = {same_phrase(p.text): p.intent for p in material.added if told and p.own}
    rows = np.array(list(spread([p.text for p in material.all]).values()))
    return of_verdicts(material, rows, answers, known)


def kinds(findings: tuple[Finding, ...]) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.intent) for finding in findings]


A = spread(["a"])["a"]
MANY = [f"say it {n}" for n in range(FEW)]


# The same phrase twice


@pytest.mark.parametrize("other", ["play jazz", "Play  Jazz", "play jazz!", "play, jazz"])
def test_a_phrase_in_two_intents_is_found_but_for_case_spaces_and_punctuation(other: str) -> None:
    material = Material(own(music=["play jazz"]), builtin(radio=[other]))
    (found,) = (f for f in of_words(material, "en") if f.kind is Kind.SAME)
    assert (found.intent, found.other_intent) == ("music", "radio")
    assert found.own == OwnPhrase("music", "en", parse_example("play jazz"))
    assert found.belongs_to == "radio"


def test_the_same_phrase_twice_in_one_intent_is_no_contradiction() -> None:
    material = Material(own(music=["play jazz"]), builtin(music=["Play jazz!"]))
    assert of_words(material, "en") == ()


def test_built_in_phrases_that_contradict_each_other_are_not_the_user_s_business() -> None:
    material = Material((), builtin(music=["play"], radio=["play"]))
    assert of_words(material, "en") == ()


def test_signs_without_words_are_compared_as_they_are() -> None:
    material = Material(own(a=["?!"], b=["..."], c=["?!"]))
    same = [f for f in of_words(material, "en") if f.kind is Kind.SAME]
    assert [(f.intent, f.other_intent) for f in same] == [("a", "c")]


# Too close


def test_phrases_of_two_intents_that_mean_the_same_are_found() -> None:
    material = Material(own(music=["play jazz", "sing"]), builtin(radio=["tune in", "switch on"]))
    (found,) = likeness(material, jazz=A, tune=near(A, 0.93))
    assert found.phrase is not None and found.other is not None
    assert (found.phrase.text, found.other.text) == ("play jazz", "tune in")
    assert found.figure == pytest.approx(0.93, abs=1e-3)


def test_two_of_the_user_s_phrases_are_found_once() -> None:
    material = Material(own(music=["play jazz"], radio=["tune in"]))
    assert len(likeness(material, jazz=A, tune=near(A, 0.95))) == 1


def test_phrases_that_are_far_enough_apart_are_not() -> None:
    material = Material(own(music=["play jazz"]), builtin(radio=["tune in"]))
    assert likeness(material, jazz=A, tune=near(A, 0.8)) == ()


def test_a_phrase_as_like_its_own_intent_is_where_it_belongs() -> None:
    material = Material(own(music=["play jazz", "put on jazz"]), builtin(radio=["tune in"]))
    assert likeness(material, play=A, put=near(A, 0.95, "other way"), tune=near(A, 0.93)) == ()


def test_phrases_out_of_scope_are_compared_with_those_in_scope() -> None:
    material = Material(own(**{OUT_OF_SCOPE: ["what a day"]}), builtin(time=["which day"]))
    (found,) = likeness(material, what=A, which=near(A, 0.95))
    assert found.belongs_to == "time"
    assert "none of these" in what(found, "en") and "이 중에 없음" in what(found, "ko")


# Understood wrongly


def test_a_phrase_that_the_model_was_told_and_gets_wrong_is_found() -> None:
    material = Material(own(music=["play jazz", "sing"]))
    (found,) = verdicts(material, {"play jazz": "radio"})
    assert (found.intent, found.other_intent, found.figure) == ("music", "radio", 0.9)
    assert "90 %" in what(found, "en")


def test_a_phrase_that_the_model_was_not_told_yet_is_not() -> None:
    material = Material(own(music=["play jazz"]))
    assert verdicts(material, {"play jazz": "radio"}, told=False) == ()


def test_a_built_in_phrase_that_the_model_gets_wrong_by_itself_is_not() -> None:
    material = Material(own(music=["play jazz"]), builtin(radio=["tune in"], time=["now"]))
    assert verdicts(material, {"tune in": "time"}) == ()


@pytest.mark.parametrize(("cosine", "sure", "found"), [(0.8, 0.9, 1), (0.5, 0.9, 0), (0.8, 0.6, 0)])
def test_a_built_in_phrase_that_a_phrase_of_the_user_draws_away_is_found(
    cosine: float, sure: float, found: int
) -> None:
    material = Material(own(music=["play jazz"]), builtin(radio=["tune in"]))
    rows = np.array([A, near(A, cosine)])
    answers = [Verdict("music", 0.9), Verdict("music", sure)]
    findings = of_verdicts(material, rows, answers, {})
    assert len(findings) == found
    for finding in findings:
        assert finding.own == material.added[0].own
        assert (finding.intent, finding.belongs_to) == ("radio", "radio")


# Intents and slots


def test_an_intent_of_the_user_with_too_few_phrases_is_found() -> None:
    material = Material(own(music=["play jazz"], songs=MANY), builtin(radio=["tune in"]))
    (found,) = of_words(material, "en")
    assert (found.kind, found.intent, found.figure) == (Kind.FEW, "music", 1)


def test_a_built_in_intent_or_none_of_these_never_has_too_few() -> None:
    material = Material(own(radio=["tune in"], **{OUT_OF_SCOPE: ["xyz"]}), builtin(radio=["on"]))
    assert of_words(material, "en") == ()


def test_a_language_that_the_user_speaks_is_missed() -> None:
    material = Material(own(music=MANY))
    assert of_words(material, "en") == ()
    assert kinds(of_words(material, "ko")) == [(Kind.LANGUAGE, "music")]
    both = Material(own(music=MANY, light=[f"불 켜 {n}" for n in range(FEW)]))
    found = of_words(both, "en")
    assert kinds(found) == [(Kind.LANGUAGE, "music"), (Kind.LANGUAGE, "light")]
    assert "Korean" in what(found[0], "en") and "English" in what(found[1], "en")


def test_a_slot_that_no_phrase_has_words_for_is_found() -> None:
    phrases = own(music=[f"play [song {n}](title)" for n in range(FEW)])
    material = Material(phrases, declared={"music": ("title", "artist"), "empty": ("x",)})
    (found,) = of_words(material, "en")
    assert found.kind is Kind.SLOT and "artist" in what(found, "en")
    assert "[words](artist)" in remedy(found, "en")


def test_a_slot_that_always_has_the_same_value_is_found() -> None:
    lines = ["play [jazz](genre)", "put on [Jazz](genre)", *MANY]
    (found,) = of_words(Material(own(music=lines)), "en")
    assert found.kind is Kind.SLOT and "jazz" in what(found, "en")
    assert of_words(Material(own(music=[*lines, "play [blues](genre)"])), "en") == ()


def test_slots_that_built_in_phrases_have_values_for_are_well() -> None:
    material = Material(own(rain=["rain in [Busan](city)"]), builtin(rain=["rain in [Rome](city)"]))
    assert of_words(material, "en") == ()


# All of it


def test_of_a_phrase_only_the_plainest_thing_is_told() -> None:
    material = Material(own(music=["play jazz"]), builtin(radio=["Play jazz", "tune in"]))
    found = told_once([
        *verdicts(material, {"play jazz": "radio"}),
        *likeness(material, play=A, tune=near(A, 0.9)),
        *of_words(material, "en"),
    ])  # fmt: skip
    assert kinds(found) == [(Kind.SAME, "music"), (Kind.FEW, "music")]


def test_a_plugin_s_phrase_is_told_with_what_can_be_done_about_a_plugin() -> None:
    material = Material((stated("dice", "roll it", "plugin"),), builtin(radio=["Roll it!"]))
    (found,) = (f for f in of_words(material, "en") if f.kind is Kind.SAME)
    assert found.own is None and found.belongs_to is None
    assert "plugin" in remedy(found, "en")


def test_everything_is_said_in_both_languages() -> None:
    jazz = own(music=["play jazz", *MANY], few=["one"])
    material = Material(
        (*jazz, stated("dice", "roll it", "plugin")), builtin(radio=["Play jazz", "roll it", "on"]),
        {"music": ("title",)},
    )  # fmt: skip
    found = [
        *of_words(material, "ko"), *likeness(material, jazz=A, on=near(A, 0.9)),
        *verdicts(material, {"play jazz": "radio"}),
    ]  # fmt: skip
    assert {finding.kind for finding in found} == set(Kind)
    for finding in found:
        for language in LANGUAGES:
            for words in (what(finding, language), remedy(finding, language)):
                assert words and "{" not in words
        assert is_korean(what(finding, "ko")) and not is_korean(what(finding, "en"))
