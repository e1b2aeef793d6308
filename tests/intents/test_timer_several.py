"""One message, several timers. It is Wednesday, November 25, 2026, 10:00 in Seoul."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.paths import bundled
from tests.intents.conftest import load_plugin_module
from tests.intents.schedule_kit import NOW, Talk


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("timer", tmp_path)


def set_for(talk: Talk) -> list[str]:
    """What runs: "8 pasta", in minutes."""
    there = talk.host.schedule.pending()
    return [f"{(each.at - NOW).total_seconds() / 60:g} {each.label}".strip() for each in there]


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("set two timers, 5 and 10 minutes", {"duration": "10 minutes"}, ["5", "10"]),
        ("set two timers, 5 and 10 minutes", {"duration": "5 and 10 minutes"}, ["5", "10"]),
        ("timers for 5 minutes and 10 minutes", {"duration": "5 minutes and 10 minutes"},
         ["5", "10"]),
        ("timers for 5 minutes and 10 minutes", {"duration": "5 minutes"}, ["5", "10"]),
        ("set timers for 3, 5 and 7 minutes", {"duration": "7 minutes"}, ["3", "5", "7"]),
        ("five and ten minute timers", {"duration": "ten minute"}, ["5", "10"]),
        ("set a 5 minute timer and a 10 minute timer", {"duration": "5 minute"}, ["5", "10"]),
        ("a timer for 10 minutes and another for 5", {"duration": "10 minutes"}, ["5", "10"]),
        ("pasta timer 8 minutes and egg timer 5 minutes",
         {"duration": "8 minutes", "label": "pasta"}, ["5 egg", "8 pasta"]),
        ("8 minute pasta timer and 5 minute egg timer", {"duration": "8 minute"},
         ["5 egg", "8 pasta"]),
        ("8 minutes for pasta and 5 for eggs", {"duration": "8 minutes", "label": "pasta"},
         ["5 eggs", "8 pasta"]),
        ("8 minutes for mac and cheese and 5 minutes for eggs",
         {"duration": "8 minutes", "label": "mac and cheese"}, ["5 eggs", "8 mac and cheese"]),
        ("pasta timer 8 minutes, egg timer 5 minutes and tea timer 3 minutes",
         {"duration": "8 minutes"}, ["3 tea", "5 egg", "8 pasta"]),
        ("pasta timers for 8 and 10 minutes", {"duration": "10 minutes", "label": "pasta"},
         ["8 pasta", "10 pasta"]),
        ("pasta 8 minutes eggs 5 minutes", {"duration": "8 minutes"}, ["5 eggs", "8 pasta"]),
        ("two timers, 1 hour and 30 minutes", {"duration": "1 hour and 30 minutes"}, ["30", "60"]),
        ("set two timers for 10 minutes", {"duration": "10 minutes"}, ["10", "10"]),
        ("two 5 minute timers and one 10 minute timer", {"duration": "5 minute"},
         ["5", "5", "10"]),
        ("5분이랑 10분 타이머 맞춰줘", {"duration": "5분"}, ["5", "10"]),
        ("5분 10분 타이머", {"duration": "5분 10분"}, ["5", "10"]),
        ("5, 10, 15분 타이머", {"duration": "15분"}, ["5", "10", "15"]),
        ("1시간이랑 30분 타이머", {"duration": "1시간"}, ["30", "60"]),
        ("1시간 30분이랑 20분 타이머", {"duration": "1시간 30분"}, ["20", "90"]),
        ("5분짜리랑 10분짜리 타이머", {"duration": "5분"}, ["5", "10"]),
        ("5분 뒤랑 10분 뒤에 알려줘", {"duration": "5분"}, ["5", "10"]),
        ("10분 타이머 맞추고 20분 타이머도 맞춰줘", {"duration": "10분"}, ["10", "20"]),
        ("파스타 8분, 계란 5분 타이머 맞춰줘", {"duration": "8분", "label": "파스타"},
         ["5 계란", "8 파스타"]),
        ("파스타 8분, 사과 5분 타이머 맞춰줘", {"duration": "8분"}, ["5 사과", "8 파스타"]),
        ("라면 타이머 4분이랑 계란 타이머 7분", {"duration": "4분"}, ["4 라면", "7 계란"]),
        ("해물 8분, 후라이 5분 타이머", {"duration": "8분"}, ["5 후라이", "8 해물"]),
        ("파스타는 8분, 계란은 5분", {"duration": "8분"}, ["5 계란", "8 파스타"]),
        ("5분 타이머 두 개", {"duration": "5분"}, ["5", "5"]),
    ],
)  # fmt: skip
def test_each_has_its_length_and_its_name(
    talk: Talk, text: str, slots: dict[str, str], found: list[str]
) -> None:
    reply = talk.say("timer.set", text, **slots)
    assert set_for(talk) == found
    assert f"{len(found)}개" in reply.text or "timers are set" in reply.text
    assert "are off" in talk.undo(reply) and set_for(talk) == []


def test_one_reply_names_all(talk: Talk) -> None:
    text = "pasta timer 8 minutes and egg timer 5 minutes"
    assert talk.say("timer.set", text, duration="8 minutes", label="pasta").text == (
        "Two timers are set.\n\n- pasta: at 10:08, in eight minutes\n"
        "- egg: at 10:05, in five minutes"
    )
    assert talk.say("timer.set", "5분이랑 10분 타이머 맞춰줘", duration="5분").text == (
        "타이머 2개를 맞췄어요.\n\n- 5분 뒤, 오전 10시 5분\n- 10분 뒤, 오전 10시 10분"
    )


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("timer for 1 hour and 30 minutes", {}, "90"),
        ("set a timer for an hour and a half", {}, "90"),
        ("timer for 2 hours, 30 minutes and 30 seconds", {}, "150.5"),
        ("1시간 30분 타이머", {}, "90"),
        ("1시간하고 30분 타이머", {}, "90"),
        ("set one, 10 minutes", {}, "10"),
        ("set two timers? no just one, 14 minutes", {}, "14"),
        ("timer for 10 minutes, no, 15 minutes", {"duration": "15 minutes"}, "15"),
        ("10분 아니 20분 타이머", {"duration": "20분"}, "20"),
        ("ten minute timers", {}, "10"),
        ("mac and cheese timer for 8 minutes", {"label": "mac and cheese"}, "8 mac and cheese"),
    ],
)
def test_one_length_stays_one(talk: Talk, text: str, slots: dict[str, str], found: str) -> None:
    reply = talk.say("timer.set", text, **slots)
    assert set_for(talk) == [found]
    assert "left out" not in reply.text and "빼놓았" not in reply.text


def test_what_is_left_out_is_named(talk: Talk) -> None:
    text = "set a 10 minute timer with a 2 minute warning"
    reply = talk.say("timer.set", text, duration="10 minute")
    assert reply.text.endswith("I left out “2 minute”; please tell me that on its own.")
    text = "10분 타이머 맞추고 20분 뒤에 음악 틀어줘"
    assert "“20분”: 이건 빼놓았으니" in talk.say("timer.set", text, duration="10분").text
    text = "timer for 5 minutes, no, 6 minutes and another for 20 minutes"
    assert "I left out “20 minutes”" in talk.say("timer.set", text, duration="6 minutes").text
    text = "timers for 0 minutes and 5 minutes"
    assert "I left out “0 minutes”" in talk.say("timer.set", text, duration="5 minutes").text
    assert set_for(talk) == ["5", "6", "10", "10"]


def test_a_number_of_timers_that_does_not_fit_is_told(talk: Talk) -> None:
    text = "set three timers, 5 and 10 minutes"
    assert "You said three timers" in talk.say("timer.set", text, duration="10 minutes").text
    text = "타이머 세 개 5분이랑 10분"
    assert "3개라고 하셨는데" in talk.say("timer.set", text, duration="5분").text


def test_one_of_two_lengths_is_asked_for(talk: Talk) -> None:
    reply = talk.say("timer.set", "5 minutes or 10 minutes", duration="5 minutes")
    assert (reply.asks, list(reply.choices.values())) == ("duration", ["5 minutes", "10 minutes"])
    assert talk.say("timer.set", "5분이나 10분 타이머", duration="5분").asks == "duration"
    assert set_for(talk) == []


def test_a_length_that_means_nothing_is_asked_for_again(talk: Talk) -> None:
    reply = talk.say("timer.set", "timer for a bit", duration="a bit")
    assert (reply.text, reply.asks) == ("I can't make out “a bit”. For how long?", "duration")


def test_the_real_network_and_the_answers_to_its_questions(home: Path) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        assert bot.reply("set two timers, 5 and 10 minutes").text.startswith("Two timers are set.")
        assert "which of the two timers" in bot.reply("no, 15 minutes").text
        assert bot.reply("undo that").text == "Two timers are off."
        assert bot.reply("set a timer").text == "For how long?"
        assert bot.reply("5 minutes and 10 minutes").text.startswith("Two timers are set.")
        assert bot.reply("undo that").text == "Two timers are off."
        assert bot.reply("timer for 5 minutes or 10 minutes").text.endswith("which of them?")
        assert bot.reply("5 minutes").text == "I'll ring at 10:05, in five minutes."


def test_no_example_of_one_timer_is_taken_for_several(talk: Talk) -> None:
    spec = next(each for each in talk.manifest.intents if each.name == "timer.set")
    texts = 0
    for example in (each for examples in spec.examples.values() for each in examples):
        said = {span.name: example.text[span.start : span.end] for span in example.slots}
        if len(said) < len(example.slots):
            continue
        reply = talk.say("timer.set", example.text, **said)
        assert len(set_for(talk)) < 2 and "left out" not in reply.text, example.text
        talk.host.schedule.cancel([each.id for each in talk.host.schedule.pending()])
        texts += 1
    assert texts > 300


@given(st.text(alphabet="5 10 minutesad,or분이랑시간 타이머짜리두개 x", max_size=60))
def test_any_words_part_without_harm(text: str) -> None:
    lengths = load_plugin_module(bundled("intents") / "timer", "lengths").lengths
    found = lengths(text, NOW)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    load_plugin_module(bundled("intents") / "timer", "several").heard(text, "", NOW)
