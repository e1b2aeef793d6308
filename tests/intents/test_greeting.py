"""Small talk: short, honest about what it is, and a list of what it really can do."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.paths import bundled
from assistant.plugins.api import Context, InstalledIntent, Reply
from assistant.plugins.manifest import read_manifest
from tests.intents.conftest import load_plugin_module

FOLDER = bundled("intents") / "greeting"
PLUGIN = read_manifest(FOLDER, builtin=True)
HANDLERS = [intent.handler or "" for intent in PLUGIN.intents]
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=ZoneInfo("Asia/Seoul"))

INTENTS = (
    InstalledIntent("greeting.hello", {"en": "say hello", "ko": "인사하기"}, {"en": "hi"}),
    InstalledIntent("out_of_scope", {"en": "none of what I do"}, {"en": "sing"}),
    InstalledIntent(
        "weather.now",
        {"en": "the weather right now", "ko": "지금 날씨"},
        {"en": "weather in Paris", "ko": "서울 날씨"},
    ),
    InstalledIntent("time.now", {"en": "the time", "ko": "지금 시각"}, {"en": "what time is it"}),
    InstalledIntent("weather.rain", {"en": "rain or snow"}, {"en": "will it rain"}),
    InstalledIntent("coffee", {}, {}),
    InstalledIntent("music.play", {"ko": "음악 [틀기]"}, {"ko": "노래\n`틀어` *줘*"}),
)


def say(
    name: str,
    language: str = "en",
    at: datetime = NOW,
    intents: tuple[InstalledIntent, ...] = (),
) -> Reply:
    module = load_plugin_module(FOLDER)
    context = Context(
        text=name,
        language=language,
        intent=f"greeting.{name}",
        now=at,
        plugin="greeting",
        storage=Path("nowhere"),
        cache=Path("nowhere"),
        intents=intents,
    )
    reply: Reply = getattr(module, name)(context, {})
    return reply


@pytest.mark.parametrize("name", HANDLERS)
def test_it_answers_in_the_language_it_was_spoken_to_and_briefly(name: str) -> None:
    english, korean = say(name).text, say(name, "ko").text
    assert english.isascii() and not korean.isascii()
    assert len(english) < 250 and len(korean) < 250


@pytest.mark.parametrize("language", ["en", "ko"])
def test_hello_fits_the_time_of_the_day(language: str) -> None:
    greetings = [say("hello", language, NOW.replace(hour=hour)).text for hour in (8, 14, 20, 2)]
    assert len(set(greetings)) == 4
    assert say("hello", language, NOW.replace(hour=4)) == say(
        "hello", language, NOW.replace(hour=2)
    )


def test_at_night_goodbye_is_good_night() -> None:
    assert say("goodbye", at=NOW.replace(hour=23)).text.startswith("Good night")
    assert say("goodbye", "ko", NOW.replace(hour=23)).text != say("goodbye", "ko").text


@pytest.mark.parametrize("name", ["hello", "goodbye", "thanks", "how_are_you", "who_are_you"])
def test_it_varies_with_time_and_not_by_chance(name: str) -> None:
    seconds = [NOW + timedelta(seconds=second) for second in range(6)]
    assert len({say(name, at=moment).text for moment in seconds}) > 1
    assert all(say(name, at=moment) == say(name, at=moment) for moment in seconds)


def test_it_says_that_it_is_a_small_network_on_this_machine() -> None:
    for second in range(3):
        at = NOW + timedelta(seconds=second)
        english, korean = say("who_are_you", at=at).text, say("who_are_you", "ko", at).text
        assert "recurrent network" in english and "on this machine" in english
        assert "순환 신경망" in korean and "이 컴퓨터를 떠나지 않아요" in korean


def test_what_it_can_do_is_what_is_installed_by_plugin_and_useful_things_first() -> None:
    reply = say("capabilities", intents=INTENTS)
    assert reply.text == (
        "This is what I understand. Say it in your own words.\n\n"
        "**Weather**\n\n"
        "- the weather right now: “weather in Paris”\n"
        "- rain or snow: “will it rain”\n\n"
        "**Time and dates**\n\n"
        "- the time: “what time is it”\n\n"
        "**Coffee**\n\n"
        "- coffee\n\n"
        "**Music**\n\n"
        r"- 음악 \[틀기\]: “노래 \`틀어\` \*줘\*”"
        "\n\n"
        "**Small talk**\n\n"
        "- say hello: “hi”"
    )


def test_the_list_is_in_the_users_language_as_far_as_it_goes() -> None:
    reply = say("capabilities", "ko", intents=INTENTS)
    assert "**날씨**\n\n- 지금 날씨: “서울 날씨”\n- rain or snow: “will it rain”" in reply.text
    assert reply.text.endswith("**인사**\n\n- 인사하기: “hi”")
    assert "sing" not in reply.text


def test_it_offers_a_few_phrases_to_try_as_they_are_said() -> None:
    offered = [s.label for s in say("capabilities", "ko", intents=INTENTS).suggestions]
    assert offered == ["서울 날씨", "what time is it", "노래\n`틀어` *줘*"]


def test_without_any_plugin_it_does_not_pretend() -> None:
    only = (InstalledIntent("out_of_scope", {}, {}),)
    assert "F5" in say("capabilities", intents=only).text
    assert not say("capabilities", "ko").suggestions


def test_the_manifest_is_whole() -> None:
    assert not PLUGIN.capabilities and not PLUGIN.check()
    for intent in PLUGIN.intents:
        assert set(intent.description) == set(intent.example) == {"en", "ko"}
        assert sum(test.intent == intent.name for test in PLUGIN.tests) >= 2
