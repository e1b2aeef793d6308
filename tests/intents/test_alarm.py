"""What the handlers of intents/alarm answer. It is Wednesday, November 25, 2026, 10:00 in Seoul."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.intents.schedule_kit import Talk


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("alarm", tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wake me at 7", "I'll ring tomorrow at 07:00, in 21 hours."),
        ("wake me at 7 pm", "I'll ring at 19:00, in nine hours."),
        ("wake me tomorrow at 6", "I'll ring tomorrow at 06:00, in 20 hours."),
        ("set an alarm for 3", "I'll ring at 15:00, in five hours."),
        ("wake me in 20 minutes", "I'll ring at 10:20, in 20 minutes."),
        ("wake me today at 7", "I'll ring at 19:00, in nine hours."),
        ("wake me every weekday at 7", "I'll ring every weekday at 07:00, the next time tomorrow."),
        ("alarm every monday at 8", "I'll ring every Monday at 08:00, the next time on Monday."),
        ("every evening at 7", "I'll ring every day at 19:00, the next time today."),
        ("7시에 깨워줘", "내일 오전 7시에 울릴게요. 21시간 뒤예요."),
        ("10분 뒤에 깨워줘", "오늘 오전 10시 10분에 울릴게요. 10분 뒤예요."),
        ("평일마다 7시에 깨워줘", "평일마다 오전 7시에 울릴게요. 다음은 내일이에요."),
        (
            "매주 월요일 아침 8시에 깨워줘",
            "매주 월요일 오전 8시에 울릴게요. 다음은 월요일이에요.",
        ),
        (
            "월요일 목요일마다 오전 6시 반에",
            "매주 월요일과 목요일 오전 6시 30분에 울릴게요. 다음은 내일이에요.",
        ),
    ],
)
def test_an_alarm_is_set(talk: Talk, text: str, said: str) -> None:
    assert talk.say("alarm.set", text).text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("set alarms for 6:30, 6:45 and 7",
         "Three alarms are set.\n\n- tomorrow at 06:30\n- tomorrow at 06:45\n- tomorrow at 07:00"),
        ("wake me in 20 and 40 minutes", "Two alarms are set.\n\n- at 10:20\n- at 10:40"),
        ("20분이랑 40분 뒤에 깨워줘",
         "알람 2개를 맞췄어요.\n\n- 오늘 오전 10시 20분\n- 오늘 오전 10시 40분"),
        ("alarms at 4 pm, 5:30 and 7:00",
         "Three alarms are set.\n\n- at 16:00\n- at 17:30\n- at 19:00"),
        ("wake me tomorrow at 7:00 and 8:00",
         "Two alarms are set.\n\n- tomorrow at 07:00\n- tomorrow at 08:00"),
        ("오후 4시, 5시 반, 7시에 알람 맞춰줘",
         "알람 3개를 맞췄어요.\n\n- 오늘 오후 4시\n- 오늘 오후 5시 30분\n- 오늘 오후 7시"),
    ],
)  # fmt: skip
def test_several_are_set_at_once_and_taken_back_together(talk: Talk, text: str, said: str) -> None:
    reply = talk.say("alarm.set", text)
    assert reply.text == said
    assert "are off" in talk.undo(reply) or "껐어요" in talk.undo(reply)
    assert talk.later(days=2) == ()


@pytest.mark.parametrize(("text", "answer"), [("wake me", "6 and 8"), ("깨워줘", "6시랑 8시")])
def test_all_times_of_an_answer_are_set(talk: Talk, text: str, answer: str) -> None:
    talk.say("alarm.set", text, when=answer)
    assert [f"{each.at:%a %H}" for each in talk.host.schedule.pending()] == ["Thu 06", "Thu 08"]


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("set alarms for 10 pm and 9 pm", {}, ["Wed 21:00", "Wed 22:00"]),
        ("wake me in 3 hours and in 2 hours", {}, ["Wed 12:00", "Wed 13:00"]),
        ("tomorrow, please wake me at 7", {"when": "tomorrow"}, ["Thu 07:00"]),
    ],
)
def test_no_time_of_a_row_is_lost(
    talk: Talk, text: str, slots: dict[str, str], found: list[str]
) -> None:
    reply = talk.say("alarm.set", text, **slots)
    assert [f"{each.at:%a %H:%M}" for each in talk.host.schedule.pending()] == found
    assert "left out" not in reply.text


@pytest.mark.parametrize(
    ("text", "slots", "left_out"),
    [
        ("wake me at 7 for the gym and at 9 for work", {"when": "7"}, "I left out “9”;"),
        ("wake me at 7 for the next three weeks", {"when": "7"}, "I left out “three weeks”;"),
        ("7시에 운동, 9시에 출근 알람 맞춰줘", {"when": "7시"}, "“9시”: 이건 빼놓았으니"),
    ],
)
def test_a_time_at_which_nothing_rings_is_named(
    talk: Talk, text: str, slots: dict[str, str], left_out: str
) -> None:
    assert left_out in talk.say("alarm.set", text, **slots).text


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("my train goes at seven, wake me at 5:40", "5:40"),
        ("wake me at 8, not at 7", "8"),
        ("시험이 아홉 시 시작이라 7시에 깨워줘", "7시"),
        ("7시 말고 8시에 깨워줘", "8시"),
    ],
)
def test_what_is_no_time_to_ring_is_not_missed(talk: Talk, text: str, when: str) -> None:
    reply = talk.say("alarm.set", text, when=when)
    assert "left out" not in reply.text and "빼놓았" not in reply.text


def test_it_rings_once_and_on_every_day_that_was_said(talk: Talk) -> None:
    talk.say("alarm.set", "wake me at 7", label="gym")
    talk.say("alarm.set", "평일마다 8시에 깨워줘")
    assert [rung.text for rung in talk.later(hours=21)] == ["This is your alarm for 07:00: gym"]
    assert [rung.text for rung in talk.later(hours=1)] == ["오전 8시 알람이에요."]
    assert [rung.late for rung in talk.later(days=1)] == [timedelta(0)]
    assert talk.later(days=2) == ()  # the weekend
    assert len(talk.later(days=1)) == 1


def test_without_a_time_it_asks_and_keeps_the_day(talk: Talk) -> None:
    for text in ("set an alarm", "wake me every weekday", "wake me tomorrow"):
        reply = talk.say("alarm.set", text)
        assert (reply.text, reply.asks) == ("At what time shall I ring?", "when")
    friday = talk.say("alarm.set", "wake me on friday", when="6:30")
    assert friday.text.startswith("I'll ring on Friday at 06:30")
    daily = talk.say("alarm.set", "wake me every weekday", when="6:30")
    assert daily.text.startswith("I'll ring every weekday at 06:30")
    korean = talk.say("alarm.set", "금요일에 깨워줘", when="6시 반")
    assert korean.text.startswith("금요일 오전 6시 30분에")


def test_what_has_passed_is_told(talk: Talk) -> None:
    reply = talk.say("alarm.set", "wake me yesterday at 7")
    assert reply.asks == "when"
    assert reply.text == "“yesterday at 7” has passed already. When shall I ring?"
    assert talk.say("alarm.set", "어제 7시에 깨워줘").text.startswith("“어제 7시”, 이 시간은")
    assert talk.later(days=1) == ()


def test_alarms_are_listed(talk: Talk) -> None:
    assert talk.say("alarm.list", "which alarms").text == "No alarm is set."
    assert talk.say("alarm.list", "알람 있어?").text == "맞춰 둔 알람이 없어요."
    talk.say("alarm.set", "wake me at 7", label="gym")
    one = talk.say("alarm.list", "which alarms").text
    assert one == "Your alarm rings tomorrow at 07:00, in 21 hours (gym)."
    assert talk.say("alarm.list", "알람 있어?").text == (
        "알람은 내일 오전 7시에 울려요 (gym). 21시간 뒤예요."
    )
    talk.say("alarm.set", "매주 월요일 아침 8시에 깨워줘")
    assert talk.say("alarm.list", "which alarms").text == (
        "You have two alarms.\n\n- tomorrow at 07:00 (gym)\n- every Monday at 08:00"
    )
    assert talk.say("alarm.list", "알람 있어?").text == (
        "알람이 2개 있어요.\n\n- 내일 오전 7시 (gym)\n- 매주 월요일 오전 8시"
    )


@pytest.mark.parametrize(
    ("text", "slots", "said"),
    [
        ("cancel the alarm at 8", {}, "The alarm every Monday at 08:00 is off."),
        ("8시 알람 꺼줘", {}, "매주 월요일 오전 8시 알람을 껐어요."),
        ("cancel tomorrow's alarm", {}, "The alarm tomorrow at 07:00 is off."),
        ("cancel the gym alarm", {"label": "gym"}, "The alarm tomorrow at 07:00 is off."),
        ("turn off all my alarms", {}, "Two alarms are off."),
        ("알람 전부 꺼줘", {}, "알람 2개를 껐어요."),
        ("turn off every alarm", {}, "Two alarms are off."),
        ("cancel the alarm", {}, "Which alarm shall I switch off?"),
        ("cancel the first alarm", {}, "The alarm tomorrow at 07:00 is off."),
        ("두 번째 알람 꺼줘", {}, "매주 월요일 오전 8시 알람을 껐어요."),
        ("turn off the last alarm", {}, "The alarm every Monday at 08:00 is off."),
        ("마지막 알람 꺼줘", {}, "매주 월요일 오전 8시 알람을 껐어요."),
        ("cancel the third alarm", {}, "Which alarm shall I switch off?"),
        ("cancel the alarm at 9", {}, "There is no such alarm. Which alarm shall I switch off?"),
    ],
)
def test_which_alarm_is_meant(talk: Talk, text: str, slots: dict[str, str], said: str) -> None:
    talk.say("alarm.set", "wake me at 7", label="gym")
    talk.say("alarm.set", "매주 월요일 아침 8시에 깨워줘")
    assert talk.say("alarm.cancel", text, **slots).text == said


@pytest.mark.parametrize(
    ("text", "when", "said"),
    [
        ("move the 7 o'clock alarm to 7:20", "7:20", "Moved. I'll ring tomorrow at 07:20"),
        ("change the alarm to 8", "8", "Moved. I'll ring tomorrow at 08:00"),
        ("move my alarm to friday at 6", "friday at 6", "Moved. I'll ring on Friday at 06:00"),
        ("push the alarm back by 20 minutes", "", "Moved. I'll ring tomorrow at 07:20"),
        ("move tomorrow's alarm 15 minutes earlier", "", "Moved. I'll ring tomorrow at 06:45"),
        ("7시 알람을 8시로 옮겨주세요", "8시", "옮겼어요. 내일 오전 8시에 울릴게요"),
        ("내일 알람 30분 미뤄줘", "", "옮겼어요. 내일 오전 7시 30분에 울릴게요"),
    ],
)
def test_an_alarm_is_moved(talk: Talk, text: str, when: str, said: str) -> None:
    talk.say("alarm.set", "wake me at 7", label="gym")
    reply = talk.say("alarm.set", text, **({"when": when} if when else {}))
    assert reply.text.startswith(said)
    assert "gym" in reply.text
    assert "You have" not in talk.say("alarm.list", "which alarms").text
    talk.undo(reply)
    assert "tomorrow at 07:00" in talk.say("alarm.list", "which alarms").text


def test_which_alarm_to_move_is_asked_and_answered(talk: Talk) -> None:
    assert talk.say("alarm.set", "change the alarm to 8").text == "No alarm is set."
    talk.say("alarm.set", "wake me every weekday at 7")
    talk.say("alarm.set", "wake me at 6")
    reply = talk.say("alarm.set", "change the alarm to 8", when="8")
    assert (reply.text, reply.asks) == ("Which alarm shall I move?", "label")
    weekday = next(each for each, words in reply.choices.items() if "weekday" in words)
    moved = talk.say("alarm.set", "change the alarm to 8", when="8", label=weekday)
    assert moved.text.startswith("Moved. I'll ring every weekday at 08:00")


def test_the_answer_to_which_is_taken(talk: Talk) -> None:
    talk.say("alarm.set", "wake me at 7")
    talk.say("alarm.set", "wake me at 8")
    reply = talk.say("alarm.cancel", "cancel the alarm")
    first, second, _ = reply.choices
    assert reply.choices[second] == "tomorrow at 08:00"
    answered = talk.say("alarm.cancel", "cancel the alarm", label=first)
    assert answered.text == "The alarm tomorrow at 07:00 is off."


def test_setting_and_cancelling_are_taken_back(talk: Talk) -> None:
    assert talk.say("alarm.cancel", "알람 꺼줘").text == "맞춰 둔 알람이 없어요."
    set_ = talk.say("alarm.set", "매일 아침 7시에 깨워줘")
    off = talk.say("alarm.cancel", "알람 꺼줘")
    assert (
        talk.undo(off) == "On again. Your alarm rings every day at 07:00, the next time tomorrow."
    )
    assert talk.undo(set_) == "The alarm every day at 07:00 is off."
    assert talk.later(days=2) == ()


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("set an alarm for 7 on monday and 8 on tuesday", {"when": "7 on monday"},
         ["Mon 30 07:00", "Tue 01 08:00"]),
        ("7 on tuesday and 8 on wednesday", {"when": "7 on tuesday"},
         ["Tue 01 07:00", "Wed 02 08:00"]),
        ("7 on friday, 8 on saturday and 9 pm on sunday", {"when": "7 on friday"},
         ["Fri 27 07:00", "Sat 28 08:00", "Sun 29 21:00"]),
        ("alarms for 6:30 on weekdays and 9 on weekends", {"when": "6:30", "repeat": "weekdays"},
         ["Thu 26 06:30", "Sat 28 09:00"]),
        ("wake me at 7 on mondays and at 8 on tuesdays", {"when": "7", "repeat": "mondays"},
         ["Mon 30 07:00", "Tue 01 08:00"]),
        ("alarms for 6 and 6:30 every weekday", {"when": "6:30", "repeat": "every weekday"},
         ["Thu 26 06:00", "Thu 26 06:30"]),
        ("평일마다 6시랑 6시 반에 알람", {"when": "6시", "repeat": "평일마다"},
         ["Thu 26 06:00", "Thu 26 06:30"]),
    ],
)  # fmt: skip
def test_each_time_has_its_own_day(
    talk: Talk, text: str, slots: dict[str, str], found: list[str]
) -> None:
    reply = talk.say("alarm.set", text, **slots)
    pending = talk.host.schedule.pending()
    assert sorted(f"{each.at:%a %d %H:%M}" for each in pending) == sorted(found)
    assert all((each.repeat is None) == ("repeat" not in slots) for each in pending)
    assert "left out" not in reply.text
    talk.undo(reply)
    assert talk.host.schedule.pending() == ()


def test_days_beside_what_repeats_are_named(talk: Talk) -> None:
    reply = talk.say("alarm.set", "평일마다 6시 반, 주말 9시에 알람 맞춰줘", when="6시 반")
    assert "“주말" in reply.text


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("set an alarm for 7am est every weekday", {"when": "7am", "repeat": "every weekday"}),
        ("alarm every weekday at 9am new york time", {"when": "9am", "repeat": "every weekday"}),
        ("런던 시간으로 매일 아침 7시에 알람", {"when": "아침 7시", "repeat": "매일"}),
        ("도쿄 시간으로 매일 아침 7시에 알람", {}),
        ("서울 시간으로 매일 아침 7시에 알람", {}),
        ("set an alarm for 7am every weekday", {}),
    ],
)
def test_what_repeats_does_not_go_by_another_clock(
    talk: Talk, text: str, slots: dict[str, str]
) -> None:
    reply = talk.say("alarm.set", text, **slots)
    assert (reply.asks == "when") == bool(slots)
    assert len(talk.host.schedule.pending()) == (0 if slots else 1)
    if slots:
        assert "time zone" in reply.text or "시간대" in reply.text
        talk.say("alarm.set", text, **{**slots, "when": "21:30"})
        assert [f"{each.at:%H:%M}" for each in talk.host.schedule.pending()] == ["21:30"]
