"""Alarms that repeat and pass over one of their times, or end.

It is Wednesday, November 25, 2026, 10:00 in Seoul.
"""

from pathlib import Path

import pytest

from tests.intents.schedule_kit import Talk


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("alarm", tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "cancel tomorrow's alarm",
            "The alarm tomorrow at 07:00 is off, the next time on Friday.",
        ),
        (
            "turn the alarm tomorrow at 7 off",
            "The alarm tomorrow at 07:00 is off, the next time on Friday.",
        ),
        ("내일 알람 꺼줘", "내일 오전 7시 알람은 건너뛸게요. 그다음은 금요일이에요."),
        ("cancel the alarm at 7", "The alarm every weekday at 07:00 is off."),
        ("평일 알람 꺼줘", "평일마다 오전 7시 알람을 껐어요."),
    ],
)
def test_one_day_of_a_repeating_alarm_is_passed_over(talk: Talk, text: str, said: str) -> None:
    talk.say("alarm.set", "wake me every weekday at 7")
    reply = talk.say("alarm.cancel", text)
    assert reply.text == said
    on = talk.undo(reply)
    assert ("tomorrow" in on) or ("내일" in on)
    assert len(talk.later(days=1)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "cancel my alarm from tomorrow on", "cancel tomorrow's alarm and all the others",
        "cancel thursday's alarm permanently", "내일부터 알람 꺼줘", "매일 울리는 내일 알람 꺼줘",
        "cancel the alarm tomorrow and on friday",
    ],
)  # fmt: skip
def test_what_is_to_end_ends(talk: Talk, text: str) -> None:
    talk.say("alarm.set", "wake me every day at 7")
    talk.say("alarm.cancel", text)
    assert talk.later(days=7) == ()


def test_of_several_alarms_of_a_day_those_that_repeat_come_back(talk: Talk) -> None:
    talk.say("alarm.set", "wake me every weekday at 7")
    talk.say("alarm.set", "wake me tomorrow at 9")
    reply = talk.say("alarm.cancel", "cancel all alarms tomorrow")
    assert reply.text == "Two alarms are off."
    assert talk.later(days=1) == ()
    assert len(talk.later(days=1)) == 1
    talk.undo(reply)
    assert len(talk.later(days=1)) == 1


def test_what_was_passed_over_rings_the_time_after(talk: Talk) -> None:
    talk.say("alarm.set", "wake me every weekday at 7")
    talk.say("alarm.cancel", "cancel tomorrow's alarm")
    assert talk.later(days=1) == ()
    assert len(talk.later(days=1)) == 1


def test_each_day_that_was_passed_over_comes_back_by_itself(talk: Talk) -> None:
    talk.say("alarm.set", "wake me every day at 7")
    first = talk.say("alarm.cancel", "cancel tomorrow's alarm", when="tomorrow")
    second = talk.say("alarm.cancel", "cancel friday's alarm", when="friday")
    assert talk.undo(second).endswith("the next time on Friday.")
    assert talk.undo(first).endswith("the next time tomorrow.")
    assert talk.undo(first).endswith("the next time tomorrow.")
    assert len(talk.host.schedule.pending()) == 1


def test_taking_back_the_first_day_leaves_the_second_passed_over(talk: Talk) -> None:
    talk.say("alarm.set", "매일 7시에 깨워줘")
    first = talk.say("alarm.cancel", "내일 알람 꺼줘", when="내일")
    talk.say("alarm.cancel", "금요일 알람 꺼줘", when="금요일")
    assert talk.undo(first, "되돌려줘").startswith("다시 켰어요. 알람은 내일 오전 7시에 울려요.")
    assert [f"{rung.at:%a}" for days in range(4) for rung in talk.later(days=1)] == [
        "Thu",
        "Sat",
        "Sun",
    ]


def test_a_day_that_is_over_does_not_come_back(talk: Talk) -> None:
    talk.say("alarm.set", "wake me every day at 7")
    first = talk.say("alarm.cancel", "cancel tomorrow's alarm", when="tomorrow")
    assert talk.later(days=1) == ()
    talk.undo(first)
    assert len(talk.host.schedule.pending()) == 1
    assert [f"{rung.at:%a}" for rung in talk.later(days=1)] == ["Fri"]


def test_the_alarm_of_a_weekday_is_all_of_it(talk: Talk) -> None:
    talk.say("alarm.set", "wake me every monday at 8")
    said = talk.say("alarm.cancel", "cancel the monday alarm").text
    assert said == "The alarm every Monday at 08:00 is off."


@pytest.mark.parametrize(
    ("series", "text", "when", "said"),
    [
        ("every sunday at 8", "skip the alarm this sunday", "this sunday", "next time on Sunday"),
        ("every saturday at 8", "cancel this saturday's alarm", "this saturday", "next time on"),
        ("every monday at 8", "cancel the alarm next monday", "next monday", "next time on"),
        ("every monday at 8", "skip monday's alarm", "monday", "next time on"),
        ("매주 토요일 9시에", "이번 주 토요일 알람만 꺼줘", "이번 주 토요일", "건너뛸게요"),
    ],
)
def test_one_time_of_a_weekly_alarm_is_passed_over(
    talk: Talk, series: str, text: str, when: str, said: str
) -> None:
    talk.say("alarm.set", series)
    reply = talk.say("alarm.cancel", text, when=when)
    assert said in reply.text
    assert talk.later(days=6) == ()
    assert len(talk.later(days=8)) == 1


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("cancel the monday alarm", {"when": "monday"}),
        ("cancel monday's alarm", {"when": "monday"}),
        ("cancel the alarm on mondays", {}),
        ("cancel the alarm on mondays", {"when": "mondays"}),
        ("월요일 알람 꺼줘", {"when": "월요일"}),
    ],
)
def test_all_of_a_weekly_alarm_ends(talk: Talk, text: str, slots: dict[str, str]) -> None:
    talk.say("alarm.set", "every monday at 8")
    talk.say("alarm.cancel", text, **slots)
    assert talk.host.schedule.pending() == ()


def test_a_weekly_alarm_ends_that_passes_over_its_next_time(talk: Talk) -> None:
    talk.say("alarm.set", "every monday at 8")
    talk.say("alarm.cancel", "cancel the alarm this monday", when="this monday")
    again = talk.say("alarm.cancel", "skip monday's alarm", when="monday")
    assert again.asks == "label"
    talk.say("alarm.cancel", "cancel the monday alarm", when="monday")
    assert talk.host.schedule.pending() == ()
