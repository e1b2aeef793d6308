"""What the handlers of intents/timer answer. It is Wednesday, November 25, 2026, 10:00 in Seoul."""

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.plugins.plain import one_line, plain
from tests.intents.schedule_kit import Talk


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("timer", tmp_path)


@pytest.mark.parametrize(
    ("text", "label", "said", "rings"),
    [
        (
            "set a timer for ten minutes", "",
            "I'll ring at 10:10, in ten minutes.", "Your timer for ten minutes is done.",
        ),
        (
            "pasta timer for ten minutes", "pasta",
            "The pasta timer will ring at 10:10, in ten minutes.", "Your pasta timer is done.",
        ),
        (
            "10분 타이머 맞춰줘", "",
            "10분 뒤, 오전 10시 10분에 울릴게요.", "10분 타이머가 끝났어요.",
        ),
        (
            "라면 타이머 10분", "라면",
            "라면 타이머: 10분 뒤, 오전 10시 10분에 울릴게요.", "라면 타이머가 끝났어요.",
        ),
    ],
)  # fmt: skip
def test_a_timer_is_set_and_rings(talk: Talk, text: str, label: str, said: str, rings: str) -> None:
    reply = talk.say("timer.set", text, **({"label": label} if label else {}))
    assert reply.text == said
    assert talk.later(minutes=9, seconds=59) == ()
    (rung,) = talk.later(seconds=1)
    assert (rung.text, rung.label, rung.late) == (rings, label, timedelta(0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a 30 second timer", "I'll ring at 10:00, in 30 seconds."),
        ("timer for an hour and a half", "I'll ring at 11:30, in one hour and 30 minutes."),
        ("timer for 15 hours", "I'll ring tomorrow at 01:00, in 15 hours."),
        ("timer for 3 days", "I'll ring on Saturday at 10:00, in three days."),
        ("사흘 타이머", "3일 뒤, 토요일 오전 10시에 울릴게요."),
        ("timer for 900000000 years", "That is longer than I can count."),
    ],
)
def test_when_it_rings_is_said(talk: Talk, text: str, said: str) -> None:
    assert talk.say("timer.set", text).text == said


def test_without_a_length_it_asks(talk: Talk) -> None:
    reply = talk.say("timer.set", "set a timer")
    assert (reply.text, reply.asks) == ("For how long?", "duration")
    assert talk.say("timer.set", "timer for 0 minutes").asks == "duration"
    assert talk.say("timer.set", "타이머 맞춰줘").text == "얼마 동안 잴까요?"


def test_what_is_left_is_said_of_one_and_of_several(talk: Talk) -> None:
    assert talk.say("timer.list", "how long").text == "No timer is running."
    assert talk.say("timer.list", "얼마나 남았어?").text == "켜 둔 타이머가 없어요."
    talk.say("timer.set", "timer for ten minutes")
    talk.later(minutes=4)
    one = talk.say("timer.list", "how long").text
    assert one == "The timer for ten minutes has six minutes left and rings at 10:10."
    korean = talk.say("timer.list", "얼마나 남았어?").text
    assert korean == "10분 타이머는 6분 남았어요. 오전 10시 10분에 울려요."
    talk.say("timer.set", "egg timer 90 seconds", label="egg")
    several = talk.say("timer.list", "which timers").text
    assert several == (
        "Two timers are running.\n\n"
        "- egg: one minute and 30 seconds left\n- ten minutes: six minutes left"
    )
    only = talk.say("timer.list", "how long for the egg", label="egg").text
    assert only == "The egg timer has one minute and 30 seconds left and rings at 10:05."
    assert talk.say("timer.list", "the pasta timer", label="pasta").text.startswith(
        "No timer is called “pasta”. Two timers"
    )


def test_the_only_timer_is_cancelled_and_comes_back(talk: Talk) -> None:
    talk.say("timer.set", "timer for ten minutes")
    reply = talk.say("timer.cancel", "stop the timer")
    assert reply.text == "The timer for ten minutes is off."
    assert talk.later(minutes=1) == ()
    assert talk.undo(reply) == (
        "Running again. The timer for ten minutes has nine minutes left and rings at 10:10."
    )
    assert len(talk.later(minutes=9)) == 1
    assert talk.say("timer.cancel", "타이머 꺼줘").text == "켜 둔 타이머가 없어요."


def test_of_several_it_asks_which_and_takes_the_answer(talk: Talk) -> None:
    talk.say("timer.set", "pasta timer 8 minutes", label="pasta")
    talk.say("timer.set", "timer for ten minutes")
    reply = talk.say("timer.cancel", "cancel the timer")
    assert (reply.text, reply.asks) == ("Which timer shall I stop?", "label")
    first, second, every = reply.choices
    assert reply.choices[first] == "pasta: eight minutes left"
    assert reply.choices[every] == "All of them"
    answered = talk.say("timer.cancel", "cancel the timer", label=second)
    assert answered.text == "The timer for ten minutes is off."
    talk.undo(answered)
    assert talk.say("timer.cancel", "cancel the timer", label=every).text == "Two timers are off."


@pytest.mark.parametrize(
    ("text", "slots", "said"),
    [
        ("cancel the pasta timer", {"label": "pasta"}, "The pasta timer is off."),
        ("파스타 타이머 취소해줘", {"label": "pasta"}, "pasta 타이머를 껐어요."),
        ("cancel the 20 minute timer", {}, "The timer for 20 minutes is off."),
        ("cancel all timers", {}, "Three timers are off."),
        ("타이머 다 꺼줘", {}, "타이머 3개를 껐어요."),
        ("cancel the egg timer", {"label": "egg"}, "No timer is called “egg”. Which timer"),
        ("cancel the 7 minute timer", {}, "There is no such timer. Which timer"),
    ],
)
def test_which_timer_is_meant(talk: Talk, text: str, slots: dict[str, str], said: str) -> None:
    talk.say("timer.set", "pasta timer 8 minutes", label="pasta")
    talk.say("timer.set", "timer for ten minutes")
    talk.say("timer.set", "timer for 20 minutes")
    assert talk.say("timer.cancel", text, **slots).text.startswith(said)


def test_setting_one_is_taken_back(talk: Talk) -> None:
    reply = talk.say("timer.set", "timer for ten minutes")
    assert talk.undo(reply) == "The timer for ten minutes is off."
    assert talk.undo(reply, "방금 거 취소해줘") == "그 타이머는 이미 끝났어요."
    assert talk.later(hours=1) == ()


def test_what_has_rung_meanwhile_does_not_come_back(talk: Talk) -> None:
    talk.say("timer.set", "timer for ten minutes")
    reply = talk.say("timer.cancel", "stop the timer")
    talk.undo(reply)
    assert len(talk.later(minutes=10)) == 1
    assert talk.undo(reply) == "That timer is over already."


def test_odd_names_are_only_words(talk: Talk) -> None:
    name = "[/]`*x*`<b>" + "가" * 500
    reply = talk.say("timer.set", f"timer {name} for 1 minute", label=name)
    assert reply.text == f"{plain(name)} 타이머: 1분 뒤, 오전 10시 1분에 울릴게요."
    assert talk.host.schedule.pending()[0].label == one_line(name)


def test_one_that_has_rung_is_not_taken_back(talk: Talk) -> None:
    reply = talk.say("timer.set", "timer for ten minutes")
    talk.later(minutes=11)
    assert talk.undo(reply) == "That timer is over already."


def test_only_those_that_come_back_are_named(talk: Talk) -> None:
    for minutes in (5, 10, 20):
        talk.say("timer.set", f"timer for {minutes} minutes")
    reply = talk.say("timer.cancel", "cancel all timers")
    talk.say("timer.set", "timer for 2 minutes")
    assert talk.undo(reply).splitlines()[2:] == [
        "- five minutes: five minutes left", "- ten minutes: ten minutes left",
        "- 20 minutes: 20 minutes left",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "duration", "shown"),
    [
        ("timer for negative 3 minutes", "3 minutes", "“negative 3 minutes”"),
        ("Negative ten minutes", "ten minutes", "“Negative ten minutes”"),
        ("timer for minus 3 minutes", "3 minutes", "“minus 3 minutes”"),
        ("마이너스 3분 타이머", "3분", "“마이너스 3분”"),
    ],
)
def test_a_length_below_zero_is_none(talk: Talk, text: str, duration: str, shown: str) -> None:
    reply = talk.say("timer.set", text, duration=duration)
    assert reply.asks == "duration" and shown in reply.text
    assert talk.host.schedule.pending() == ()
