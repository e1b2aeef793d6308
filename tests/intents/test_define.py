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
from assistant.paths import bundled
from assistant.plugins.manifest import read_manifest
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
