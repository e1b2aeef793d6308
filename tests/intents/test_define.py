"""What the words of the app mean, and that nothing else is made up."""

import importlib
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.catalogue
from assistant.korean import language_of
from assistant.paths import bundled
from assistant.plugins.manifest import read_manifest
from assistant.understanding.understanding import Entity
from assistant.values.choices import shared_wording
from tests.intents.conftest import load_plugin_module
from tests.intents.context import context

FOLDER = bundled("intents") / "define"
PLUGIN = read_manifest(FOLDER, builtin=True)
HANDLER = load_plugin_module(FOLDER)
WORDS = importlib.import_module(f"{HANDLER.__package__}.words")
TERMS = WORDS.terms()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hidden state", "hidden state"), ("Hidden States?", "hidden state"), ("GRU", "gru"),
        ("a gate", "gate"), ("the term “gates”", "gate"), ("back-propagation", "backward pass"),
        ("losses", "loss"), ("batches", "batch"), ("LSTMs", "lstm"), ("은닉 상태", "hidden state"),
        ("은닉 상태가", "hidden state"), ("과적합이란", "overfitting"), ("손실은", "loss"),
        ("임베딩", "embedding"), ("out-of-scope", "out of scope"), ("held-out phrases", "held out"),
    ],
)  # fmt: skip
def test_a_word_of_the_app_is_explained(said: str, name: str) -> None:
    found = WORDS.find(said)
    assert found is not None and found.names[0] == name
    assert HANDLER.word(context(), said).text == found.en
    assert HANDLER.word(context("ko"), said).text == found.ko


@pytest.mark.parametrize(
    "said",
    ["entropy", "7", "0", "", " ", "s", "es", "the", "[/]", "엔트로피", "gru gru", "x" * 9999],
)
def test_any_other_word_is_not_known_and_may_be_searched_for(said: str) -> None:
    reply = HANDLER.word(context(), said)
    assert reply.text.startswith("I don't know what") and len(reply.text) < 250
    (offer,) = reply.suggestions
    assert offer.say.startswith("search the web for")
    korean = HANDLER.word(context("ko"), said)
    assert "몰라요" in korean.text and korean.suggestions[0].say.endswith("뜻 검색해줘")


@pytest.mark.parametrize(
    ("text", "marked", "known", "unknown"),
    [
        ("define gradient, loss and epoch", ["gradient"], ["gradient", "loss", "epoch"], []),
        ("meaning of gru or lstm", ["gru", "lstm"], ["gru", "lstm"], []),
        ("define photosynthesis and osmosis", ["photosynthesis", "osmosis"], [],
         ["photosynthesis", "osmosis"]),
        ("what do gates and rainbows mean", ["rainbows"], ["gate"], ["rainbows"]),
        ("define rock and roll", ["rock and roll"], [], ["rock and roll"]),
        ("define loss, please", ["loss"], ["loss"], []),
        ("엔트로피랑 중력 뜻이 뭐야", ["엔트로피랑 중력"], [], ["엔트로피", "중력"]),
        ("과적합과 손실의 뜻", ["과적합과 손실"], ["overfitting", "loss"], []),
        ("임베딩, 과적합, 중력 뜻 알려줘", ["임베딩", "과적합"], ["embedding", "overfitting"],
         ["중력"]),
        ("게이트가 뭐고 손실은 뭐야", ["게이트"], ["gate", "loss"], []),
        ("정의와 평화의 뜻이 뭐야", ["정의와 평화"], [], ["정의와 평화"]),
    ],
)  # fmt: skip
def test_each_of_several_words_is_told_or_said_not_to_be_known(
    text: str, marked: list[str], known: list[str], unknown: list[str]
) -> None:
    entities = tuple(Entity("term", text.index(raw), 0, raw, raw) for raw in marked)
    language = language_of(text)
    reply = HANDLER.word(context(language, text=text, entities=entities), marked[0])
    terms = [WORDS.find(name) for name in known]
    for term in terms:
        assert (term.ko if language == "ko" else term.en) in reply.text
    assert re.findall("“(.+?)”", reply.text) == unknown
    assert len(reply.text.splitlines()) == len(terms) + bool(unknown)
    assert len(reply.suggestions) == len(unknown)


@given(st.text(max_size=80))
def test_whatever_is_asked_has_an_answer(said: str) -> None:
    assert HANDLER.word(context(), said).text


def test_every_term_is_told_briefly_in_both_languages_and_no_name_is_used_twice() -> None:
    assert len(TERMS) >= 25
    assert shared_wording({term.names[0]: term.names for term in TERMS}) is None
    for term in TERMS:
        assert 40 < len(term.en) < 260 and 20 < len(term.ko) < 180
        assert re.search(r"[가-힣]", term.ko) and not re.search(r"[가-힣]", term.en)
        assert term.ko.rstrip("`.").endswith(("요", "죠"))
        assert any(map(str.isascii, term.names)) and not all(map(str.isascii, term.names))


def test_no_sentence_is_one_of_the_x_rays() -> None:
    file = Path(assistant.catalogue.__file__).with_name("xray.toml")
    told = tomllib.loads(file.read_text("utf-8"))
    theirs = {s for entry in told.values() for text in entry.values() for s in sentences(text)}
    for term in TERMS:
        assert not theirs & set(sentences(term.en + " " + term.ko))


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?!])\s", text) if len(part) > 12]


def test_the_manifest_is_whole() -> None:
    handler: SimpleNamespace = HANDLER  # type: ignore[assignment]
    assert callable(handler.word) and not PLUGIN.capabilities and not PLUGIN.check()
    assert len(PLUGIN.tests) >= 6
