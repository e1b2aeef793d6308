"""A question that is open: what answers it, what drops it, and what is a message of its own."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.conversation.answers import chosen, takes_back
from assistant.conversation.corrections import calls_off, holds, leaves_alone
from tests.conversation.scripted import Clock, Meaning, scripted
from tests.conversation.sky_and_shed import add_sky_and_shed

MEANINGS = {
    "wake me at 7 am tomorrow": Meaning("alarm.set", {"when": "7 am tomorrow"}),
    "wake me at 8 am tomorrow": Meaning("alarm.set", {"when": "8 am tomorrow"}),
    "내일 오전 7시 알람": Meaning("alarm.set", {"when": "내일 오전 7시"}),
    "내일 오전 8시 알람": Meaning("alarm.set", {"when": "내일 오전 8시"}),
    "cancel the alarm": Meaning("alarm.cancel"),
    "알람 꺼줘": Meaning("alarm.cancel"),
    "cancel the gym reminder": Meaning("reminder.cancel", {"what": "gym"}),
    "which alarms": Meaning("alarm.list"),
    "timer for 3 minutes": Meaning("timer.set", {"duration": "3 minutes"}),
    "timer for 5 minutes": Meaning("timer.set", {"duration": "5 minutes"}),
    "timer for 7 minutes": Meaning("timer.set", {"duration": "7 minutes"}),
    "timers for 3 and 5 minutes": Meaning("timer.set", {"duration": "3 and 5 minutes"}),
    "stop the timer": Meaning("timer.cancel"),
    "which timers": Meaning("timer.list"),
    "set a timer": Meaning("timer.set"),
    "3 and 5 minutes": Meaning("timer.set", {"duration": "5 minutes"}),
    "5 and 10 minutes": Meaning("timer.set", {"duration": "10 minutes"}),
    "5, 10 and 15": Meaning("calculate.compute"),
    "8": Meaning("calculate.compute", {}, 0.53),
    "no wait": Meaning("greeting.goodbye", {}, 0.8),
    "add something": Meaning("todo.add"),
    "목록에 추가해": Meaning("todo.add"),
    "remove the milk": Meaning("todo.remove", {"item": "the milk"}, 0.8),
    "우유 지워줘": Meaning("todo.remove", {"item": "우유"}, 0.8),
    "fetch it": Meaning("shed.fetch"),
    "가져와": Meaning("shed.fetch"),
    "what time is it": Meaning("time.now"),
    "no, 9:30": Meaning("correct.meant", {"instead": "9:30"}),
    "9:30": Meaning("alarm.set", {"when": "9:30"}),
    "아니 9시반": Meaning("alarm.set", {"when": "9시반"}),
    "wake the cat at 9:30": Meaning("alarm.set", {"when": "9:30", "label": "cat"}),
    "고양이 9시반에 깨워": Meaning("alarm.set", {"when": "9시반", "label": "고양이"}),
    "undo that": Meaning("correct.undo"),
    "scrap what you did": Meaning("correct.undo"),
    "되돌려": Meaning("correct.undo"),
}  # fmt: skip
ALARMS = ("wake me at 7 am tomorrow", "wake me at 8 am tomorrow")
알람 = ("내일 오전 7시 알람", "내일 오전 8시 알람")
TIMERS = ("timer for 3 minutes", "timer for 5 minutes", "timer for 7 minutes")


@pytest.fixture
def bot(home: Path) -> Assistant:
    add_sky_and_shed(home)
    return scripted(Clock(), MEANINGS)


def say(bot: Assistant, *messages: str) -> str:
    return [bot.reply(message).text for message in messages][-1]


def alarms(bot: Assistant) -> int:
    return say(bot, "which alarms").count("tomorrow at") + say(bot, "which alarms").count("내일")


# Undo


@pytest.mark.parametrize(
    ("ask", "undo", "said"),
    [
        ("cancel the alarm", "undo that", "All right, I drop the question."),
        ("cancel the alarm", "scrap what you did", "All right, I drop the question."),
        ("set a timer", "undo", "All right, I drop the question."),
        ("add something", "take it back", "All right, I drop the question."),
        ("알람 꺼줘", "되돌려", "네, 물어본 것은"),
        ("목록에 추가해", "되돌려줘", "네, 물어본 것은"),
    ],
)
def test_undo_only_drops_a_question(bot: Assistant, ask: str, undo: str, said: str) -> None:
    assert say(bot, *ALARMS, ask, undo).startswith(said)
    assert "two alarms" in say(bot, "which alarms")
    say(bot, ask, undo)
    assert "08:00" in say(bot, "undo that")


@pytest.mark.parametrize("vain", ["stop the timer", "cancel the gym reminder", "gibberish"])
def test_undo_asks_before_it_reaches_over_what_changed_nothing(bot: Assistant, vain: str) -> None:
    assert say(bot, *ALARMS, vain, "undo that").startswith("Your last message changed nothing")
    assert "two alarms" in say(bot, "which alarms")
    assert "08:00" in say(bot, vain, "undo that", "undo that")


def test_undo_asks_after_a_question_that_was_dropped(bot: Assistant) -> None:
    last = say(bot, *ALARMS, "cancel the alarm", "never mind", "undo that")
    assert last.startswith("Your last message changed nothing")


# Corrections of what was not done


@pytest.mark.parametrize("vain", ["move the trash one to 9", "쓰레기 그거 9시로", "stop the timer",
                                  "what time is it"])  # fmt: skip
@pytest.mark.parametrize("correction", ["no, 9:30", "아니 9시반", "make it 9:30"])
def test_a_correction_makes_no_deed_of_its_own(bot: Assistant, vain: str, correction: str) -> None:
    say(bot, vain, correction)
    assert say(bot, "which alarms") == "No alarm is set."


@pytest.mark.parametrize(
    ("vain", "correction", "label"),
    [
        ("wake the cat at 9", "no, 9:30", "cat"), ("wake the cat at 9:15", "no, 9:30", "cat"),
        ("고양이 9시에 깨워", "아니 9시반", "고양이"),
    ],
)  # fmt: skip
def test_a_correction_says_anew_what_was_not_understood(
    bot: Assistant, vain: str, correction: str, label: str
) -> None:
    said = say(bot, vain, correction)
    assert label in say(bot, "which alarms") and ("09:30" in said or "9시 30분" in said)


# Answers


@pytest.mark.parametrize(
    ("ask", "answer", "left"),
    [
        ("cancel the alarm", "the 7 one", "08:00"), ("cancel the alarm", "8", "07:00"),
        ("cancel the alarm", "8 am", "07:00"), ("cancel the alarm", "the first", "08:00"),
        ("cancel the alarm", "both", "No alarm"), ("cancel the alarm", "cancel both", "No alarm"),
        ("cancel the alarm", "all of them", "No alarm"), ("cancel the alarm", "7 and 8", "No"),
        ("알람 꺼줘", "8시꺼", "07:00"), ("알람 꺼줘", "다", "No"), ("알람 꺼줘", "둘 다", "No"),
        ("알람 꺼줘", "다 꺼줘", "No"), ("알람 꺼줘", "첫 번째랑 두 번째", "No"),
    ],
)  # fmt: skip
def test_which_alarm_is_answered_by_its_time_its_place_or_all(
    bot: Assistant, ask: str, answer: str, left: str
) -> None:
    say(bot, *(ALARMS if ask.isascii() else 알람), ask, answer)
    shown = say(bot, "which alarms")
    assert left in shown and "two" not in shown


@pytest.mark.parametrize("answer", ["3 and 5 minutes", "3분이랑 5분", "1 and 2"])
def test_several_values_are_an_answer_and_no_new_timers(bot: Assistant, answer: str) -> None:
    say(bot, *TIMERS, "stop the timer", answer)
    shown = say(bot, "which timers")
    assert "seven minutes" in shown and "running" not in shown


@pytest.mark.parametrize("answer", ["9", "9시", "7 and 9", "셋 다"])
def test_what_names_none_of_the_choices_is_asked_again(bot: Assistant, answer: str) -> None:
    say(bot, *ALARMS, "cancel the alarm")
    again = bot.reply(answer)
    assert again.asks == "label" and answer in again.text
    assert "two alarms" in say(bot, "never mind", "which alarms")


def test_a_number_that_is_the_place_of_one_and_the_length_of_another_is_asked_again(
    bot: Assistant,
) -> None:
    assert "can't make out “3”" in say(bot, *TIMERS, "stop the timer", "3")
    assert say(bot, "number 3") == "The timer for seven minutes is off."
    assert say(bot, "stop the timer", "the 3 one") == "The timer for three minutes is off."


@pytest.mark.parametrize(
    ("answer", "count"),
    [("5 and 10 minutes", 2), ("5, 10 and 15", 3), ("5랑 10분", 2), ("5분 10분", 2)],
)
def test_for_how_long_is_answered_by_several(bot: Assistant, answer: str, count: int) -> None:
    say(bot, "set a timer", answer)
    assert say(bot, "which timers").count("left") + say(bot, "which timers").count("남음") == count


@pytest.mark.parametrize(("ask", "other"), [("add something", "remove the milk"),
                                            ("목록에 추가해", "우유 지워줘")])  # fmt: skip
def test_a_request_for_the_same_list_is_no_item(bot: Assistant, ask: str, other: str) -> None:
    assert say(bot, ask, other) in ("Your list is empty.", "목록이 비어 있어요.")


@pytest.mark.parametrize(
    ("ask", "other"),
    [("fetch it", "turn off the wifi"), ("가져와", "와이파이 꺼줘"), ("fetch it", "play a song")],
)
def test_a_sentence_that_is_no_answer_leaves_the_question(
    bot: Assistant, ask: str, other: str
) -> None:
    assert say(bot, ask, other) in ("I don't know that yet.", "그건 아직 몰라요.")
    assert bot._dialogue._pending is None


# Right after a deed


@pytest.mark.parametrize("wait", ["no wait", "hold on", "아니 잠깐만"])
def test_no_wait_waits_for_what_is_meant_instead(bot: Assistant, wait: str) -> None:
    say(bot, ALARMS[0], wait, "7:30")
    assert "tomorrow at 07:30" in say(bot, "which alarms")
    say(bot, ALARMS[1], wait, "undo that")
    assert "08:00" not in say(bot, "which alarms")


@pytest.mark.parametrize("leave", ["actually leave it", "그냥 둬"])
def test_leave_it_leaves_it(bot: Assistant, leave: str) -> None:
    assert say(bot, *ALARMS, leave) in ("All right, I leave it as it is.", "네, 그대로 둘게요.")
    assert say(bot, "cancel the alarm", leave) and "two alarms" in say(bot, "which alarms")


@pytest.mark.parametrize("both", ["cancel both", "둘 다 취소해줘"])
@pytest.mark.parametrize("made", [ALARMS, ("timer for 7 minutes", "timers for 3 and 5 minutes")])
def test_both_are_the_two_that_were_just_made(
    bot: Assistant, made: tuple[str, ...], both: str
) -> None:
    say(bot, *made, both)
    assert say(bot, "which alarms") == "No alarm is set."
    shown = say(bot, "which timers")
    assert shown == "No timer is running." if made == ALARMS else "seven minutes left" in shown


def test_both_of_one_or_three_are_not_guessed(bot: Assistant) -> None:
    say(bot, TIMERS[0], "cancel both")
    say(bot, TIMERS[1], "what time is it", "cancel both")
    assert "Two timers" in say(bot, "which timers")


# Words


def test_what_takes_back() -> None:
    assert all(map(takes_back, ("undo", "Undo that, please", "되돌려 줘", "take that back!")))
    assert not any(map(takes_back, ("please", "undo the last two", "redo", "취소한 거 보여줘", "")))


def test_what_holds_leaves_or_calls_off() -> None:
    assert all(map(holds, ("wait", "no, wait!", "hold on", "잠깐", "아니 잠깐만요")))
    assert not any(map(holds, ("no wait, 8", "wait for me", "잠깐 자게 알람 맞춰줘", "no")))
    assert all(map(leaves_alone, ("leave it", "no, leave them alone", "그냥 놔둬", "그대로 둬요")))
    assert not any(map(leaves_alone, ("leave", "leave it to me", "keep", "둬")))
    assert all(map(calls_off, ("no, cancel that", "no wait, undo", "아니 취소해줘")))
    assert not any(map(calls_off, ("cancel that", "no, cancel the alarm", "아니 알람 취소해줘")))


@pytest.mark.parametrize(("said", "value"), [("both", None), ("all", "*"), ("셋 다", "*"),
                                             ("다 꺼줘", "*"), ("the 3 one", None)])  # fmt: skip
def test_all_is_a_choice_where_there_is_one(said: str, value: str | None) -> None:
    choices = {"a": "pasta", "b": "tea", "c": "빨래", "*": "All of them"}
    assert chosen(said, choices) == value
