"""What goes on from the messages before: fragments of a message, and words that point back."""

import unicodedata
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.plugins.examples import Example
from tests.conversation.scripted import Clock, Meaning, say, scripted
from tests.conversation.sky_and_shed import add_sky_and_shed

MEANINGS = {
    "the sky in rome": Meaning("sky.now", {"city": "rome"}, second="sky.stars"),
    "로마 하늘": Meaning("sky.now", {"city": "로마"}),
    "thank you": Meaning("greeting.thanks"),
    "what time is it there": Meaning("time.now"),
    "거기 지금 몇 시야": Meaning("time.now"),
    "which weekday is that day": Meaning("time.weekday"),
    "say that again": Meaning("correct.repeat"),
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(home: Path, clock: Clock) -> Assistant:
    add_sky_and_shed(home)
    return scripted(clock, MEANINGS)


@pytest.mark.parametrize(
    ("fragment", "asks"),
    [
        ("and in Paris?", "city=Paris"), ("what about Paris", "city=Paris"),
        ("Paris?", "city=Paris"), ("파리는요?", "city=Paris"), ("그럼 파리는?", "city=Paris"),
        ("파리", "city=Paris"), ("and tomorrow?", "city=Rome date=2026-11-26"),
        ("내일은?", "city=Rome date=2026-11-26"), ("내일은요?", "city=Rome date=2026-11-26"),
        ("그럼 내일은 어때요?", "city=Rome date=2026-11-26"),
        ("and in Paris tomorrow?", "city=Paris date=2026-11-26"),
        ("파리 내일은?", "city=Paris date=2026-11-26"),
        (unicodedata.normalize("NFD", "파리는요?"), "city=Paris"),
    ],
)  # fmt: skip
def test_a_fragment_goes_on_from_the_message_before(
    bot: Assistant, fragment: str, asks: str
) -> None:
    assert say(bot, "the sky in rome", fragment).text == f"sky.now {asks}"


def test_fragments_follow_each_other(bot: Assistant) -> None:
    last = say(bot, "the sky in rome", "tomorrow?", "and in Paris?", "friday?")
    assert last.text == "sky.now city=Paris date=2026-11-27"


def test_a_value_that_only_another_intent_of_the_plugin_takes_goes_there(bot: Assistant) -> None:
    assert say(bot, "the sky in rome", "and 7?").text == "sky.stars city=Rome count=7"


@pytest.mark.parametrize(
    ("messages", "answer"),
    [
        (("the sky in rome", "what time is it there"), "in Rome"),
        (("로마 하늘", "거기 지금 몇 시야"), "로마는 지금"),
        (("the sky in rome", "and tomorrow?", "which weekday is that day"), "Tomorrow is Thursday"),
        (("the sky in rome", "thank you", "what time is it there"), "in Rome"),
    ],
)
def test_what_a_message_points_to_is_what_was_spoken_of_last(
    bot: Assistant, messages: tuple[str, ...], answer: str
) -> None:
    assert answer in say(bot, *messages).text


def test_what_points_to_nothing_is_asked_for(bot: Assistant) -> None:
    assert "in " not in say(bot, "what time is it there").text


def test_small_talk_between_does_not_end_the_subject(bot: Assistant) -> None:
    last = say(bot, "the sky in rome", "thank you", "say that again", "and in Paris?")
    assert last.text == "sky.now city=Paris"


def test_a_fragment_of_nothing_or_of_long_ago_is_not_understood(
    bot: Assistant, clock: Clock
) -> None:
    assert say(bot, "and in Paris?").text == "I don't know that yet."
    say(bot, "the sky in rome")
    clock.later(minutes=11)
    assert say(bot, "and in Paris?").text == "I don't know that yet."


def test_more_than_values_is_no_fragment(bot: Assistant) -> None:
    assert say(bot, "the sky in rome", "Paris is lovely").text == "I don't know that yet."


def test_what_was_taught_is_no_fragment(bot: Assistant) -> None:
    bot.mine.set_reply("trip.where", "en", "to the sea")
    assert say(bot, "the sky in rome", "and Paris?").text == "sky.now city=Paris"
    bot.mine.add("trip.where", Example("and Paris?"))
    bot._knowledge._read_known()
    assert say(bot, "the sky in rome", "and Paris?").text == "to the sea"
