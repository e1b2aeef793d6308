"""Putting right what was said before."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import bundled
from assistant.plugins.api import Exchange, InstalledIntent
from assistant.plugins.manifest import read_manifest
from assistant.understanding.understanding import Entity
from assistant.values.cities import find
from assistant.values.dates import Day
from tests.intents.conftest import load_plugin_module
from tests.intents.context import context

FOLDER = bundled("intents") / "correct"
PLUGIN = read_manifest(FOLDER, builtin=True)
HANDLER = load_plugin_module(FOLDER)
PARIS = next(iter(find("Paris")))
INTENTS = (
    InstalledIntent("weather.now", {"en": "the weather right now", "ko": "지금 날씨"}, {}),
    InstalledIntent("weather.rain", {"en": "whether it will rain", "ko": "비가 올지"}, {}),
    InstalledIntent("time.now", {"en": "the *time*"}, {}),
)


def exchange(intent: str | None = "weather.now", **given: Any) -> Exchange:
    values: dict[str, Any] = {
        "said": "weather in paris tomorrow",
        "intent": intent,
        "confidence": 0.927,
        "slots": {},
        "ranking": ("weather.now", "weather.rain", "correct.undo", "time.now"),
        "reply": "Sunny, 14°.",
    }
    return Exchange(**{**values, **given})


def test_what_was_meant_is_answered_instead() -> None:
    ctx = context(previous=(exchange(),))
    assert HANDLER.meant(ctx, "the weather in Rome").redirect == "the weather in Rome"
    assert HANDLER.meant(context(), "파리").redirect == "파리"


def test_without_it_the_next_two_are_offered_and_teach_the_message_before() -> None:
    ctx = context(previous=(exchange(),), intents=INTENTS)
    reply = HANDLER.meant(ctx)
    assert reply.about == "weather in paris tomorrow" and not reply.redirect
    assert [(s.label, s.action) for s in reply.suggestions] == [
        ("whether it will rain", "choose:weather.rain"),
        ("the *time*", "choose:time.now"),
        ("Something else", "teach"),
    ]
    korean = HANDLER.meant(context("ko", previous=(exchange(),), intents=INTENTS))
    assert korean.suggestions[0].label == "비가 올지" and "무슨 뜻" in korean.text


def test_of_a_message_that_was_refused_the_likeliest_are_offered() -> None:
    reply = HANDLER.meant(context(previous=(exchange(None),), intents=INTENTS))
    assert [s.action for s in reply.suggestions[:2]] == [
        "choose:weather.now",
        "choose:weather.rain",
    ]


@pytest.mark.parametrize("instead", ["", " ", "?!"])
def test_no_words_are_no_meaning(instead: str) -> None:
    assert not HANDLER.meant(context(previous=(exchange(),)), instead).redirect


def test_its_own_exchanges_are_not_spoken_about() -> None:
    own = exchange("correct.repeat", said="again", reply="what?")
    ctx = context(previous=(own, own, exchange()))
    assert HANDLER.repeat(ctx).text == "Sunny, 14°."
    assert HANDLER.meant(ctx).about == "weather in paris tomorrow"
    assert "weather in paris" in HANDLER.understood(ctx).text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_before_anything_was_said_there_is_nothing_to_put_right(language: str) -> None:
    own = (exchange("correct.meant"),)
    for previous in ((), own):
        ctx = context(language, previous=previous)
        texts = {HANDLER.meant(ctx).text, HANDLER.repeat(ctx).text, HANDLER.understood(ctx).text}
        assert texts <= {"There is nothing before this yet.", "아직 앞에 한 말이 없어요."}


def test_undo_asks_the_conversation_to_take_it_back() -> None:
    reply = HANDLER.undo(context())
    assert reply.undoes and reply.text == "Taken back."
    assert HANDLER.undo(context("ko")).text == "되돌렸어요."


def test_what_was_understood_is_told_in_words() -> None:
    slots = {
        "city": Entity("city", 11, 16, "paris", PARIS),
        "date": Entity("date", 17, 25, "tomorrow", Day(date(2026, 11, 26), date(2026, 11, 26), "")),
        "label": Entity("label", 0, 1, "[x](y)", "[x](y)"),
        "number": Entity("number", 0, 1, "two", 2),
        "odd": Entity("odd", 0, 1, "blah", None),
    }
    ctx = context(previous=(exchange(slots=slots),), intents=INTENTS)
    assert HANDLER.understood(ctx).text == (
        "I took “weather in paris tomorrow” for **the weather right now** (`weather.now`), "
        "93 % sure.\n\n"
        "- city: “paris” → Paris, FR\n"
        "- date: “tomorrow” → 2026-11-26\n"
        r"- label: “\[x\](y)”"
        "\n- number: “two” → 2\n"
        "- odd: “blah”\n\n"
        "Second was **whether it will rain** (`weather.rain`)."
    )


def test_it_is_told_in_korean_and_of_what_was_refused_too() -> None:
    ctx = context("ko", previous=(exchange(),), intents=INTENTS)
    assert HANDLER.understood(ctx).text == (
        "“weather in paris tomorrow”, "
        "이 말을 **지금 날씨**(`weather.now`)라고 알아들었어요(93 %).\n\n"
        "두 번째 후보: **비가 올지**(`weather.rain`)"
    )
    refused = HANDLER.understood(context(previous=(exchange(None),), intents=INTENTS)).text
    assert refused.startswith("I took “weather in paris tomorrow” for nothing that I know.")
    assert refused.endswith("Nearest was **the weather right now** (`weather.now`).")
    unknown = context(previous=(exchange("made.up", ranking=("made.up",)),))
    assert HANDLER.understood(unknown).text.endswith("for `made.up`, 93 % sure.")


@given(st.text(max_size=300), st.text(max_size=50), st.sampled_from(["en", "ko"]))
def test_whatever_was_said_can_be_spoken_about(said: str, raw: str, language: str) -> None:
    slots = {"x": Entity("x", 0, 0, raw, raw)}
    ctx = context(language, previous=(exchange(said=said, slots=slots),), intents=INTENTS)
    assert HANDLER.understood(ctx).text and HANDLER.meant(ctx).text
    assert len(HANDLER.meant(ctx).text) < 250


def test_the_manifest_is_whole() -> None:
    assert not PLUGIN.capabilities and not PLUGIN.check()
    for intent in PLUGIN.intents:
        assert set(intent.description) == set(intent.example) == {"en", "ko"}
        assert sum(test.intent == intent.name for test in PLUGIN.tests) >= 2
