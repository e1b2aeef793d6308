"""Putting right what was just done, forbidding it, and undoing no more than is meant."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.conversation.corrections import corrects, forbids
from tests.conversation.scripted import Clock, Meaning, scripted

MEANINGS = {
    "wake me at 7 tomorrow": Meaning("alarm.set", {"when": "7 tomorrow"}),
    "내일 오후 두시 알람": Meaning("alarm.set", {"when": "내일 오후 두시"}),
    "remind me on friday at 4pm to call mum": Meaning(
        "reminder.set", {"when": "friday at 4pm", "what": "call mum"}
    ),
    "내일 3시에 은행 가라고 알려줘": Meaning(
        "reminder.set", {"when": "내일 3시", "what": "은행 가라고"}
    ),
    "timer for 20 minutes": Meaning("timer.set", {"duration": "20 minutes"}),
    "no, I meant 8": Meaning("correct.meant", {"instead": "8"}),
    "which alarms": Meaning("alarm.list"),
    "which reminders": Meaning("reminder.list"),
    "show timers": Meaning("timer.list"),
    "thank you": Meaning("greeting.thanks"),
    "undo that": Meaning("correct.undo"),
    "timer for 5 minutes": Meaning("timer.set", {"duration": "5 minutes"}),
    "wait, timer for 5 minutes too": Meaning("timer.set", {"duration": "5 minutes"}),
    "no, the 20 minute one": Meaning("timer.set", {"duration": "20 minute"}),
    "아니 20분 타이머": Meaning("timer.set", {"duration": "20분"}),
    "stop the 5 minute timer": Meaning("timer.cancel", {"duration": "5 minute"}),
    "5분 타이머 취소해줘": Meaning("timer.cancel", {"duration": "5분"}),
    "wake me at 8 tomorrow": Meaning("alarm.set", {"when": "8 tomorrow"}),
    "아니 8시 알람": Meaning("alarm.set", {"when": "8시"}),
    "drop the 7 am alarm": Meaning("alarm.cancel", {"when": "7 am"}),
    "drop an alarm": Meaning("alarm.cancel"),
    "알람 꺼줘": Meaning("alarm.cancel"),
    "7시 알람 꺼줘": Meaning("alarm.cancel", {"when": "7시"}),
    "don't cancel my alarm": Meaning("alarm.cancel"),
    "알람 끄지 마": Meaning("alarm.cancel"),
}  # fmt: skip


@pytest.fixture
def bot(home: Path) -> Assistant:
    return scripted(Clock(), MEANINGS)


def say(bot: Assistant, *messages: str) -> str:
    return [bot.reply(message).text for message in messages][-1]


@pytest.mark.parametrize(
    ("first", "correction", "shown", "what_is_left"),
    [
        ("wake me at 7 tomorrow", "make it 7:30", "which alarms", "tomorrow at 07:30"),
        ("wake me at 7 tomorrow", "no, 8", "which alarms", "tomorrow at 08:00"),
        ("wake me at 7 tomorrow", "no, I meant 8", "which alarms", "tomorrow at 08:00"),
        ("wake me at 7 tomorrow", "sorry, friday", "which alarms", "on Friday at 07:00"),
        ("내일 오후 두시 알람", "아니 오전 두시", "which alarms", "tomorrow at 02:00"),
        ("내일 오후 두시 알람", "세시로 바꿔줘", "which alarms", "tomorrow at 15:00"),
        ("timer for 20 minutes", "no wait, 15 minutes", "show timers", "15 minutes left"),
        ("remind me on friday at 4pm to call mum", "no, saturday", "which reminders",
         "on Saturday at 16:00"),
        ("내일 3시에 은행 가라고 알려줘", "아니 모레로", "which reminders", "on Friday at 15:00"),
    ],
)  # fmt: skip
def test_a_correction_takes_the_place_of_what_was_done(
    bot: Assistant, first: str, correction: str, shown: str, what_is_left: str
) -> None:
    say(bot, first)
    said = say(bot, correction)
    assert "What I did before is taken back." in said or "되돌렸어요" in said
    left = say(bot, shown)
    assert what_is_left in left
    assert "You have" not in left


def test_what_is_no_correction_is_done_beside(bot: Assistant) -> None:
    say(bot, "wake me at 7 tomorrow", "and at 8 tomorrow?")
    assert "You have two alarms." in say(bot, "which alarms")


@pytest.mark.parametrize(
    ("between", "first", "correction", "shown", "what_is_left"),
    [
        ("thank you", "wake me at 7 tomorrow", "no, 8:30", "which alarms", "tomorrow at 08:30"),
        ("which alarms", "wake me at 7 tomorrow", "no, 8", "which alarms", "tomorrow at 08:00"),
        ("show timers", "timer for 20 minutes", "아니 15분", "show timers", "15 minutes left"),
        ("which alarms", "timer for 20 minutes", "no, 15", "show timers", "15 minutes left"),
    ],
)
def test_a_correction_is_of_the_last_deed(
    bot: Assistant, between: str, first: str, correction: str, shown: str, what_is_left: str
) -> None:
    say(bot, first, between)
    said = say(bot, correction)
    assert "What I did before is taken back." in said or "되돌렸어요" in said
    left = say(bot, shown)
    assert what_is_left in left
    assert "two" not in left


def test_a_correction_of_what_is_undone_leaves_the_rest(bot: Assistant) -> None:
    say(bot, "timer for 20 minutes", "timer for 5 minutes", "undo that", "no, 15 minutes")
    left = say(bot, "show timers")
    assert "15 minutes left" in left
    assert "20 minutes left" in left


@pytest.mark.parametrize(
    ("messages", "shown", "back", "off"),
    [
        (["stop the 5 minute timer", "no, the 20 minute one"], "show timers", "five", "20"),
        (["stop the 5 minute timer", "show timers", "아니 20분짜리"], "show timers", "five", "20"),
        (["5분 타이머 취소해줘", "아니 20분 타이머"], "show timers", "five", "20"),
        (["drop the 7 am alarm", "no, the 8 one"], "which alarms", "at 07:00", "08:00"),
        (["drop an alarm", "no, the 8 one"], "which alarms", "at 07:00", "08:00"),
        (["7시 알람 꺼줘", "아니 8시 알람"], "which alarms", "at 07:00", "08:00"),
    ],
)
def test_a_correction_of_a_cancelling_cancels(
    bot: Assistant, messages: list[str], shown: str, back: str, off: str
) -> None:
    say(bot, "wake me at 7 tomorrow", "wake me at 8 tomorrow")
    say(bot, "timer for 20 minutes", "timer for 5 minutes", *messages)
    left = say(bot, shown)
    assert back in left
    assert off not in left


@pytest.mark.parametrize("correction", ["아 잠깐 8분", "hold on, 8 minutes", "잠깐만, 8분"])
def test_a_wait_with_a_value_corrects(bot: Assistant, correction: str) -> None:
    say(bot, "timer for 20 minutes", correction)
    assert "20" not in say(bot, "show timers")


def test_one_more_is_no_correction(bot: Assistant) -> None:
    say(bot, "timer for 20 minutes", "wait, timer for 5 minutes too")
    assert "Two timers are running." in say(bot, "show timers")


@pytest.mark.parametrize("text", ["no wait", "아 잠깐만"])
@pytest.mark.parametrize("before", [["gibberish"], ["timer for 5 minutes", "undo that"], []])
def test_a_wait_is_heard_whatever_came_before(bot: Assistant, before: list[str], text: str) -> None:
    for message in before:
        say(bot, message)
    assert say(bot, text).startswith(("All right, I'm listening.", "네, 기다릴게요."))


@pytest.mark.parametrize("text", ["all but the 8 one", "8시 빼고 다"])
def test_an_answer_may_be_an_exception(bot: Assistant, text: str) -> None:
    ask = "drop an alarm" if text.isascii() else "알람 꺼줘"
    say(bot, "wake me at 7 tomorrow", "wake me at 8 tomorrow", ask, text)
    left = say(bot, "which alarms")
    assert "08:00" in left
    assert "07:00" not in left


@pytest.mark.parametrize("text", ["don't cancel my alarm", "알람 끄지 마"])
def test_what_is_forbidden_is_not_done(bot: Assistant, text: str) -> None:
    say(bot, "wake me at 7 tomorrow")
    assert say(bot, text) in ("All right, I leave it as it is.", "네, 그대로 둘게요.")
    assert "tomorrow at 07:00" in say(bot, "which alarms")


def test_undoing_reaches_over_a_message_in_vain_only_when_said_again(bot: Assistant) -> None:
    say(bot, "wake me at 7 tomorrow", "scrap the evening one")
    assert say(bot, "undo that").startswith("Your last message changed nothing")
    assert "tomorrow at 07:00" in say(bot, "which alarms")
    say(bot, "scrap the evening one", "undo that")
    assert say(bot, "undo that") == "The alarm tomorrow at 07:00 is off."


@pytest.mark.parametrize(
    "text",
    [
        "no, 8", "make it 9", "actually friday", "sorry, 15 minutes", "at 5 pm i mean", "아니 8시",
        "아니다 여덟시로 바꿔", "11시로 변경해주세요", "아 미안 11시", "그거 말고 8시",
    ],
)  # fmt: skip
def test_these_correct(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    ["not today", "nothing", "and at 8?", "actuality", "아니면 8시", "8시도", "now 8", "noon"],
)
def test_these_do_not(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "don't stop the timer", "please do not set an alarm for 8", "never delete my notes",
        "no, don't cancel it", "타이머 끄지 마", "메모 지우지 말아 줘",
        "알람 맞추지 마세요", "그거 삭제하지마",
    ],
)  # fmt: skip
def test_these_forbid(text: str) -> None:
    assert forbids(text)


@pytest.mark.parametrize(
    "text",
    [
        "don't wake me tomorrow", "please don't remind me", "내일 깨우지 마", "알람 울리지 마",
        "don't let me forget the milk", "don't forget to wake me at 7",
        "why don't you set an alarm", "I don't have an alarm, set one", "잊지 말고 알려줘",
        "까먹지 않게 메모해 줘", "늦지 말고 깨워 줘",
    ],
)  # fmt: skip
def test_these_ask_for_something(text: str) -> None:
    assert not forbids(text)
