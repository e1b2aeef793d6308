"""Alarms and timers that are changed, or set in place of others. It is a Wednesday, 10:00."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from tests.intents.schedule_kit import NOW, Talk


@pytest.fixture
def bot(home: Path) -> Iterator[Assistant]:
    with Assistant(clock=lambda: NOW) as assistant:
        yield assistant


def alarms(talk: Talk) -> list[str]:
    return [f"{each.at:%H:%M}" for each in talk.host.schedule.pending()]


@pytest.mark.parametrize(
    "text",
    [
        "change the 7 alarm to 7:30 and the 9 one to 9:30",
        "7시 알람은 7시 반으로 9시 알람은 9시 반으로 바꿔줘",
    ],
)
def test_several_alarms_are_moved_each_to_its_time(tmp_path: Path, text: str) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", "set alarms at 7 am and 9 am")
    reply = talk.say("alarm.set", text)
    assert alarms(talk) == ["07:30", "09:30"]
    talk.undo(reply)
    assert alarms(talk) == ["07:00", "09:00"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("change the 7 alarm to 7:30 and the 8 one to 8:30", "There is no alarm at 8:00. I moved"),
        ("change the 7 and 9 alarms to 10", "I can only move one alarm at a time."),
    ],
)
def test_no_alarm_is_moved_where_it_is_not_clear_which(
    tmp_path: Path, text: str, said: str
) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", "set alarms at 7 am and 9 am")
    assert said in talk.say("alarm.set", text, when="7").text
    assert alarms(talk) == ["07:00", "09:00"]


@pytest.mark.parametrize(
    "said",
    [
        ("6시반 알람 맞춰줘", "6시반꺼 6시 40분으로 바꿔", "아니다 6시 50분", "알람 보여줘"),
        ("wake me at 6:30", "move the 6:30 alarm to 6:40", "no, 6:50", "show my alarms"),
    ],
)
def test_a_move_is_corrected(bot: Assistant, said: tuple[str, ...]) -> None:
    *_, shown = [bot.reply(each).text for each in said]
    assert "6시 50분" in shown or "06:50" in shown
    assert "2개" not in shown and "two" not in shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cancel the 7 alarm and set one for 9", ["09:00"]),
        ("7시 알람 끄고 9시에 맞춰줘", ["09:00"]),
    ],
)
def test_an_alarm_is_set_in_place_of_another(tmp_path: Path, text: str, found: list[str]) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", "wake me at 7 am")
    marked = {"when": "7시"} if "7시" in text else {}
    reply = talk.say("alarm.cancel", text, **marked)
    assert alarms(talk) == found
    talk.undo(reply)
    assert alarms(talk) == ["07:00"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("timer.set", "6분짜리 끄고 20분 맞춰줘"),
        ("timer.cancel", "cancel the 6 minute timer and start one for 20 minutes"),
    ],
)
def test_a_timer_is_set_in_place_of_another(tmp_path: Path, intent: str, text: str) -> None:
    talk = Talk("timer", tmp_path)
    talk.say("timer.set", "6 minute timer")
    reply = talk.say(intent, text)
    assert alarms(talk) == ["10:20"]
    talk.undo(reply)
    assert alarms(talk) == ["10:06"]


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("add 2 minutes to pasta", "pasta", "The pasta timer will ring at 10:12"),
        ("extend the timer by 5 minutes", "", "The pasta timer will ring at 10:15"),
        ("pasta 1분 추가", "pasta", "pasta 타이머: 11분 뒤"),
        ("타이머 2분 연장해줘", "", "pasta 타이머: 12분 뒤"),
    ],
)
def test_a_timer_is_lengthened(tmp_path: Path, text: str, label: str, said: str) -> None:
    talk = Talk("timer", tmp_path)
    talk.say("timer.set", "pasta timer for 10 minutes", label="pasta")
    reply = talk.say("timer.set", text, **({"label": label} if label else {}))
    assert said in reply.text
    assert len(alarms(talk)) == 1
    talk.undo(reply)
    assert alarms(talk) == ["10:10"]


def test_what_is_no_timer_is_not_lengthened(tmp_path: Path) -> None:
    talk = Talk("timer", tmp_path)
    assert talk.say("timer.set", "라면 3분 추가", label="라면").undo is not None
    assert "called “egg”" in talk.say("timer.set", "add 2 minutes to the egg timer").text
    assert alarms(talk) == ["10:03"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("take 5 minutes off the 20 minute timer", "10:10 10:15"),
        ("add 5 minutes to the 10 minute timer", "10:15 10:20"),
        ("extend the 10 minute timer by 5 minutes", "10:15 10:20"),
        ("make the 10 minute timer 2 minutes longer", "10:12 10:20"),
        ("shorten the 20 minute timer to 15 minutes", "10:10 10:15"),
        ("add a minute to the 10 and 20 minute timers", "10:11 10:21"),
        ("10분 타이머에 5분 더해줘", "10:15 10:20"),
        ("20분 타이머에서 5분 빼줘", "10:10 10:15"),
        ("10분 타이머를 5분 연장해줘", "10:15 10:20"),
        ("20분 타이머를 15분으로 줄여줘", "10:10 10:15"),
    ],
)
@pytest.mark.parametrize("intent", ["timer.set", "timer.cancel"])
def test_the_timer_of_that_length_is_changed(
    tmp_path: Path, intent: str, text: str, found: str
) -> None:
    talk = Talk("timer", tmp_path)
    talk.say("timer.set", "set timers for 10 and 20 minutes")
    reply = talk.say(intent, text, duration="5분" if "5분" in text else "minute")
    assert " ".join(alarms(talk)) == found
    talk.undo(reply)
    assert alarms(talk) == ["10:10", "10:20"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("take 15 minutes off the 10 minute timer", "has only ten minutes left"),
        ("take 5 minutes off the 7 minute timer", "Which timer do you mean?"),
        ("take 5 minutes off the timer", "Which timer do you mean?"),
        ("10분 타이머에서 15분 빼줘", "10분밖에 안 남아서"),
        ("타이머 5분 줄여줘", "어느 타이머 말씀이세요?"),
    ],
)
def test_no_timer_is_changed_where_it_is_not_clear_or_over(
    tmp_path: Path, text: str, said: str
) -> None:
    talk = Talk("timer", tmp_path)
    talk.say("timer.set", "set timers for 10 and 20 minutes")
    reply = talk.say("timer.cancel", text)
    assert said in reply.text and reply.undo is None
    assert alarms(talk) == ["10:10", "10:20"]


@pytest.mark.parametrize(
    "text",
    [
        "cancel the 5 minute timer and set a rice timer for 12 minutes",
        "5분 타이머 끄고 rice 타이머 12분 맞춰줘",
    ],
)
def test_the_timer_in_place_of_another_has_its_name(tmp_path: Path, text: str) -> None:
    talk = Talk("timer", tmp_path)
    talk.say("timer.set", "5 minute timer")
    talk.say("timer.cancel", text)
    assert [each.label for each in talk.host.schedule.pending()] == ["rice"]


def test_the_alarm_of_a_bare_hour_is_cancelled(tmp_path: Path) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", "set alarms at 7 am and 9 am")
    talk.say("alarm.cancel", "cancel the 7 alarm")
    assert alarms(talk) == ["09:00"]
