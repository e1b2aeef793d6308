"""One message that names several things to cancel. It is a Wednesday, 10:00 in Seoul."""

from pathlib import Path

import pytest

from assistant import Assistant
from tests.intents.schedule_kit import NOW, Talk, left


@pytest.fixture
def alarms(tmp_path: Path) -> Talk:
    talk = Talk("alarm", tmp_path)
    for text in ("wake me at 6 am", "wake me at 7 am", "wake me at 6 pm"):
        talk.say("alarm.set", text)
    return talk


@pytest.fixture
def timers(tmp_path: Path) -> Talk:
    talk = Talk("timer", tmp_path)
    for length, name in (("5 minutes", ""), ("10 minutes", ""), ("8 minutes", "pasta")):
        talk.say("timer.set", f"{name} timer for {length}", **({"label": name} if name else {}))
    return talk


@pytest.fixture
def reminders(tmp_path: Path) -> Talk:
    talk = Talk("reminder", tmp_path)
    for at, what in ((6, "call mum"), (7, "buy milk"), (8, "call dad")):
        talk.say("reminder.set", f"remind me at {at} pm to {what}", what=what)
    return talk


@pytest.mark.parametrize(
    ("text", "slots", "still"),
    [
        ("cancel the 6 and 7 am alarms", {"when": "7 am"}, ["18:00"]),
        ("cancel the 6 am and the 7 am alarm", {"when": "6 am"}, ["18:00"]),
        ("turn off my 6 am alarm and my 7 am alarm", {"when": "6 am"}, ["18:00"]),
        ("cancel my alarms for 6 pm and 7", {"when": "6 pm"}, ["06:00"]),
        ("오전 6시랑 7시 알람 꺼줘", {"when": "오전 6시"}, ["18:00"]),
        ("오전 6시 알람이랑 7시 알람 꺼줘", {"when": "오전 6시"}, ["18:00"]),
        ("cancel all alarms at 6 and 7", {"when": "6"}, []),
        ("cancel tomorrow's 6 am and 7 am alarms", {"when": "6 am"}, ["18:00"]),
    ],
)
def test_all_alarms_that_are_named_go_and_come_back(
    alarms: Talk, text: str, slots: dict[str, str], still: list[str]
) -> None:
    before = left(alarms)
    reply = alarms.say("alarm.cancel", text, **slots)
    assert left(alarms) == still and len(reply.text.splitlines()) == 2 + len(before) - len(still)
    alarms.undo(reply)
    assert left(alarms) == before


@pytest.mark.parametrize("text", ["오전 6시랑 7시 알람 꺼줘", "skip the 6 and 7 am alarms"])
def test_what_only_sounds_like_setting_cancels(alarms: Talk, text: str) -> None:
    alarms.say("alarm.set", text)
    assert left(alarms) == ["18:00"]


@pytest.mark.parametrize(
    ("text", "when", "said"),
    [
        ("cancel the alarms at 7 and 8", "7",
         "The alarm tomorrow at 07:00 is off. There is no alarm at 8:00."),
        ("cancel the five thirty and the seven o'clock alarm", "seven o'clock",
         "The alarm tomorrow at 07:00 is off. There is no alarm at 5:30."),
        ("7시랑 8시 알람 꺼줘", "7시", "내일 오전 7시 알람을 껐어요. “8시” 알람은 없어요."),
        ("cancel the alarms at 8 and 20:30", "8",
         "There is no alarm at 8:00 or at 20:30. Which alarm shall I switch off?"),
        ("cancel the alarm at 6 or 7", "6", "Which alarm shall I switch off?"),
    ],
)  # fmt: skip
def test_an_alarm_that_is_not_there_is_named(alarms: Talk, text: str, when: str, said: str) -> None:
    assert alarms.say("alarm.cancel", text, when=when).text == said


def test_a_choice_keeps_the_others_that_were_named(alarms: Talk) -> None:
    text = "cancel my alarms for 6 and 7"
    reply = alarms.say("alarm.cancel", text, when="6")
    assert list(reply.choices.values()) == [
        "at 18:00, tomorrow at 07:00", "tomorrow at 06:00, tomorrow at 07:00", "All of these",
    ]  # fmt: skip
    first, *_ = reply.choices
    alarms.say("alarm.cancel", text, when="6", label=first)
    assert left(alarms) == ["06:00"]


def test_a_time_that_may_be_of_both_days_is_asked_about(tmp_path: Path) -> None:
    talk = Talk("alarm", tmp_path)
    for text in ("monday at 7 am", "tuesday at 7 am", "tuesday at 9 am"):
        talk.say("alarm.set", f"wake me on {text}")
    text = "cancel the alarms at 7 am on monday and tuesday"
    assert talk.say("alarm.cancel", text, when="7 am on monday").asks == "label"


def test_several_that_repeat_are_passed_over_once(tmp_path: Path) -> None:
    talk = Talk("alarm", tmp_path)
    for hour in (6, 7):
        talk.say("alarm.set", f"wake me every day at {hour} am")
    reply = talk.say("alarm.cancel", "skip tomorrow's 6 am and 7 am alarms", when="6 am")
    assert reply.text == (
        "The alarm tomorrow at 06:00 is off, the next time on Friday.\n"
        "The alarm tomorrow at 07:00 is off, the next time on Friday."
    )
    assert {f"{each.at:%a}" for each in talk.host.schedule.pending()} == {"Fri"}
    talk.undo(reply)
    assert {f"{each.at:%a}" for each in talk.host.schedule.pending()} == {"Thu"}


@pytest.mark.parametrize(
    ("text", "slots", "still"),
    [
        ("cancel the 5 and the 10 minute timers", {"duration": "10 minute"}, ["10:08 pasta"]),
        ("cancel the 5 minute timer and the 10 minute timer", {"duration": "5 minute"},
         ["10:08 pasta"]),
        ("5분이랑 10분 타이머 꺼줘", {"duration": "5분"}, ["10:08 pasta"]),
        ("5분 타이머하고 10분 타이머 꺼", {"duration": "5분"}, ["10:08 pasta"]),
        ("cancel the pasta and the 10 minute timer", {"label": "pasta"}, ["10:05"]),
        ("cancel the 8 minute pasta timer and the 5 minute timer",
         {"label": "pasta", "duration": "8 minute"}, ["10:10"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["timer.cancel", "timer.set"])
def test_all_timers_that_are_named_go_and_come_back(
    timers: Talk, intent: str, text: str, slots: dict[str, str], still: list[str]
) -> None:
    before = left(timers)
    if intent == "timer.set" and "duration" not in slots:
        return
    reply = timers.say(intent, text, **slots)
    assert left(timers) == still and len(reply.text.splitlines()) == 4
    timers.undo(reply)
    assert left(timers) == before


@pytest.mark.parametrize(
    ("text", "slots", "said"),
    [
        ("cancel the pasta and the egg timer", {"label": "pasta"},
         "The pasta timer is off. There is no timer for “egg”."),
        ("cancel the 5 and 20 minute timers", {"duration": "20 minute"},
         "The timer for five minutes is off. There is no timer for “20 minute”."),
        ("5분이랑 20분 타이머 꺼줘", {"duration": "5분"},
         "5분 타이머를 껐어요. “20분” 타이머는 없어요."),
        ("cancel the tea and the egg timer", {"label": "tea"},
         "There is no timer for “tea” or for “egg”. Which timer shall I stop?"),
    ],
)  # fmt: skip
def test_a_timer_that_is_not_there_is_named(
    timers: Talk, text: str, slots: dict[str, str], said: str
) -> None:
    assert timers.say("timer.cancel", text, **slots).text == said


@pytest.mark.parametrize(
    ("text", "what", "still"),
    [
        ("cancel the reminders at 6 and 7", "", ["20:00 call dad"]),
        ("6시랑 7시 알림 지워줘", "6시랑 7시", ["20:00 call dad"]),
        ("cancel the 6 pm reminder", "", ["19:00 buy milk", "20:00 call dad"]),
        ("6시 알림 지워줘", "6시", ["19:00 buy milk", "20:00 call dad"]),
        ("forget the reminders about milk and dad", "milk and dad", ["18:00 call mum"]),
        ("milk이랑 dad 알림 취소해줘", "milk이랑 dad", ["18:00 call mum"]),
    ],
)
def test_all_reminders_that_are_named_go_and_come_back(
    reminders: Talk, text: str, what: str, still: list[str]
) -> None:
    before = left(reminders)
    reply = reminders.say("reminder.cancel", text, **({"what": what} if what else {}))
    assert left(reminders) == still
    reminders.undo(reply)
    assert left(reminders) == before


def test_a_reminder_that_is_not_there_is_named(reminders: Talk) -> None:
    said = reminders.say("reminder.cancel", "forget milk and yoga", what="milk and yoga").text
    assert said.endswith("buy milk.\n\nThere is no reminder for “yoga”.")
    said = reminders.say("reminder.cancel", "6시랑 9시 알림 지워줘", what="6시랑 9시").text
    assert said == "알림을 지웠어요: call mum.\n\n“9시” 알림은 없어요."


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("set alarms for 6 am and 7 am", "cancel the 6 and 7 am alarms"),
        ("set alarms for 6 am and 7 am", "turn off my 6 am alarm and my 7 am alarm"),
        ("set alarms for 6 am and 7 am", "6시랑 7시 알람 꺼줘"),
        ("set alarms for 6 am and 7 am", "6시 알람이랑 7시 알람 꺼줘"),
        ("set timers for 5 and 10 minutes", "cancel the 5 minute and the 10 minute timer"),
        ("set timers for 5 and 10 minutes", "5분이랑 10분 타이머 꺼줘"),
        ("set timers for 5 and 10 minutes", "5분 타이머하고 10분 타이머 꺼"),
    ],
)
def test_the_real_network_cancels_all_and_sets_none(home: Path, first: str, text: str) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        bot.reply(first)
        assert bot.reply(text).text.splitlines()[0].endswith(("are off.", "2개를 껐어요."))
        assert bot.reply("undo that").text.count("\n- ") == 2


@pytest.mark.parametrize(
    ("text", "when", "still"),
    [
        ("cancel every alarm but the one at 6 pm", "6 pm", ["18:00"]),
        ("cancel all alarms except 6 and 7 am", "6", ["06:00", "07:00"]),
        ("오후 6시 알람만 빼고 다 꺼줘", "오후 6시", ["18:00"]),
        ("cancel all alarms except the one at 9", "9", ["06:00", "07:00", "18:00"]),
    ],
)
def test_what_is_excepted_stays(alarms: Talk, text: str, when: str, still: list[str]) -> None:
    alarms.say("alarm.cancel", text, when=when)
    assert left(alarms) == still


def test_timers_and_reminders_that_are_excepted_stay(timers: Talk, reminders: Talk) -> None:
    timers.say("timer.cancel", "cancel all timers but the pasta timer", label="pasta")
    assert [each.label for each in timers.host.schedule.pending()] == ["pasta"]
    reminders.say("reminder.cancel", "delete all reminders except call mum", what="call mum")
    assert left(reminders) == ["18:00 call mum"]
