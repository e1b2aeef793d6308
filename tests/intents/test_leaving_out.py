"""What alarms and reminders leave out: "every day except sunday". It is a Wednesday, 10:00."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.intents.schedule_kit import Talk


def days(talk: Talk) -> str:
    """The weekdays on which the only thing that rings does, and its next time."""
    (each,) = talk.host.schedule.pending()
    weekdays = each.repeat.weekdays if each.repeat else ()
    return f"{''.join(map(str, weekdays))} {each.at:%a %H:%M}"


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("wake me up at 7 on weekdays except friday", {}, "0123 Thu 07:00"),
        ("wake me at 6 on weekdays apart from friday", {}, "0123 Thu 06:00"),
        ("set an alarm for 8am daily but not on saturday", {}, "012346 Thu 08:00"),
        ("alarm at 9 every weekend except sunday", {}, "5 Sat 09:00"),
        ("alarm at 6 on weekdays except monday and thursday", {}, "124 Fri 06:00"),
        ("wake me every day at 7, but not on weekends", {}, "01234 Thu 07:00"),
        ("wake me every day except thursday at 7", {}, "012456 Fri 07:00"),
        ("매일 7시에 깨워줘 일요일 빼고", {}, "012345 Thu 07:00"),
        ("매일 7시에 깨워줘 목요일만 빼고", {}, "012456 Fri 07:00"),
        ("평일 아침 7시에 깨워줘 금요일은 빼고", {}, "0123 Thu 07:00"),
        ("매일 7시에 깨워줘 토요일이랑 일요일은 제외하고", {}, "01234 Thu 07:00"),
        ("wake me at 7 every weekday but not tomorrow", {}, "01234 Fri 07:00"),
        ("내일 빼고 매일 7시에 깨워줘", {"when": "내일"}, " Fri 07:00"),
        # What rings once does so on the next day that is not left out.
        ("set an alarm for 7:15 but not tomorrow", {}, " Fri 07:15"),
        ("set an alarm for 7 except on thursday", {}, " Fri 07:00"),
        ("set an alarm for 7 but not on friday", {}, " Thu 07:00"),
        ("내일 빼고 7시 알람 맞춰줘", {"when": "내일"}, " Fri 07:00"),
        ("7시 알람 맞춰줘 내일은 빼고", {"when": "7시"}, " Fri 07:00"),
    ],
)
def test_an_alarm_rings_on_no_day_that_is_left_out(
    tmp_path: Path, text: str, slots: dict[str, str], found: str
) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", text, **slots)
    assert days(talk) == found


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("remind me every day at 9 except sunday to take vitamins", "take vitamins", "012345"),
        ("remind me to take vitamins at 9 every day but not on weekends", "take vitamins", "01234"),
        ("매일 9시에 비타민 먹으라고 알려줘 일요일은 빼고", "비타민 먹으라고", "012345"),
    ],
)
def test_a_reminder_comes_on_no_day_that_is_left_out(
    tmp_path: Path, text: str, what: str, found: str
) -> None:
    talk = Talk("reminder", tmp_path)
    reply = talk.say("reminder.set", text, what=what)
    assert days(talk) == f"{found} Thu 09:00"
    assert "left out" not in reply.text and "하나씩" not in reply.text


def test_what_is_left_out_of_the_thing_itself_stays_in_it(tmp_path: Path) -> None:
    talk = Talk("reminder", tmp_path)
    text = "remind me every day at 9 to eat everything except meat"
    assert "eat everything except meat" in talk.say("reminder.set", text, what="eat").text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wake me at 7 every day except holidays", "I could not leave out “holidays”"),
        ("wake me at 7 every day except december 25", "I could not leave out “december 25”"),
        ("매일 7시에 깨워줘 공휴일은 빼고", "“공휴일”: 이건 빼지 못했으니"),
        ("wake me every weekday at 7 but friday at 8", "I left out “friday at 8”"),
    ],
)
def test_what_is_not_left_out_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert told in Talk("alarm", tmp_path).say("alarm.set", text).text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("set alarms at 6, 7, 8 and 9 am but not 8", "06:00 07:00 09:00"),
        ("6시, 7시, 8시에 알람 맞춰줘 7시는 빼고", "06:00 08:00"),
        ("wake me up at 7, not 8", "07:00"),
    ],
)
def test_a_time_that_is_left_out_gets_no_alarm(tmp_path: Path, text: str, found: str) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", text)
    assert " ".join(f"{each.at:%H:%M}" for each in talk.host.schedule.pending()) == found


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("set an alarm for 5 and 6 on monday and tuesday", {"when": "5"},
         "Mon05 Mon06 Tue05 Tue06"),
        ("set an alarm at 6 for the next three days", {}, "Thu06 Fri06 Sat06"),
        ("앞으로 3일동안 6시에 깨워줘", {}, "Thu06 Fri06 Sat06"),
        ("앞으로 사흘 동안 6시에 깨워줘", {}, "Thu06 Fri06 Sat06"),
        ("월요일이랑 수요일 7시에 깨워줘", {}, "Mon07 Wed07"),
    ],
)  # fmt: skip
def test_each_of_several_days_gets_its_alarms(
    tmp_path: Path, text: str, slots: dict[str, str], found: str
) -> None:
    talk = Talk("alarm", tmp_path)
    talk.say("alarm.set", text, **slots)
    there = talk.host.schedule.pending()
    assert " ".join(f"{each.at:%a%H}" for each in there) == found
    assert there[-1].at - there[0].at < timedelta(days=8)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("remind me to take pills at 8 am and 8 pm every day", {"what": "take pills"}),
        ("remind me at 8am and 8pm daily to feed the cat", {"what": "feed the cat"}),
        ("매일 아침 8시랑 저녁 8시에 약 먹으라고 알려줘", {"what": "약 먹으라고"}),
    ],
)
def test_what_comes_twice_a_day_does_so_every_day(
    tmp_path: Path, text: str, slots: dict[str, str]
) -> None:
    talk = Talk("reminder", tmp_path)
    talk.say("reminder.set", text, **slots)
    there = talk.host.schedule.pending()
    assert [each.repeat.iso for each in there if each.repeat] == ["FREQ=DAILY"] * 2
    assert {each.at.hour for each in there} == {8, 20}


def test_korean_times_with_nothing_between_are_a_row(tmp_path: Path) -> None:
    talk = Talk("reminder", tmp_path)
    talk.say("reminder.set", "5시 6시 7시에 물 마시라고 알려줘", what="물 마시라고")
    assert [each.at.hour for each in talk.host.schedule.pending()] == [17, 18, 19]
