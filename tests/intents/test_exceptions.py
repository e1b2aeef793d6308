"""What a message keeps of all that is there: nothing of it goes. It is a Wednesday, 10:00."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.plugins.api import YES_OR_NO
from assistant.plugins.sparing import bare, spared
from tests.intents.own_kit import NOW, Plugin
from tests.intents.schedule_kit import Talk, left


@pytest.mark.parametrize(
    ("text", "kept", "of"),
    [
        ("delete all notes but the garage code one", "garage code", ""),
        ("delete every note apart from dentist", "dentist", ""),
        ("remove every note that isn't about wifi", "wifi", ""),
        ("apart from the dentist, delete every note", "dentist", ""),
        ("remove all but milk and bread from my list", "milk and bread", ""),
        ("delete all but the can opener and milk", "can opener and milk", ""),
        ("mark everything but eggs as done", "eggs", ""),
        ("everything is done but the tea", "tea", ""),
        ("delete alarms other than 7", "7", ""),
        ("keep the 7 o'clock alarm and delete the others", "7 o'clock", ""),
        ("keep milk and bread and remove everything else", "milk and bread", ""),
        ("delete everything else but keep wifi", "wifi", ""),
        ("only keep the 8 o'clock alarm", "8 o'clock", ""),
        ("cancel all of tomorrow's alarms but 7", "7", "tomorrow"),
        ("할 일에서 우유랑 차 빼고 다 지워줘", "우유랑 차", ""),
        ("우유 메모만 남기고 다 지워", "우유", ""),
        ("쓰레기 빼고 알림 다 취소해줘", "쓰레기", ""),
        ("차 말고는 다 완료했어", "차", ""),
        ("다 지워줘 우유 빼고", "우유", ""),
        ("나머지는 지우고 우유만 남겨줘", "우유", ""),
        ("청소 끝내기랑 우유 빼고 다 지워", "청소 끝내기랑 우유", ""),
        ("7시 빼고 내일 알람 다 꺼줘", "7시", "내일"),
        ("내일 알람은 7시 빼고 다 꺼줘", "7시", "내일"),
    ],
)
def test_what_is_to_stay_is_read_from_the_words(text: str, kept: str, of: str) -> None:
    found = spared(text)
    assert found is not None and (bare(found.kept), found.of) == (kept, of)


@pytest.mark.parametrize(
    "text",
    [
        "remove butter from my list", "remove nothing but thieves from my list",
        "remove everything but the girl from my list", "delete all notes", "keep the milk",
        "I'm all done with milk but not eggs", "우유 빼고 계란 넣어줘", "우유 빼고 다 추가해줘",
        "우유 말고 계란 지워줘", "우유도 빼고 계란도 다 빼줘", "메모 다 지워줘",
    ],
)  # fmt: skip
def test_what_only_sounds_like_an_exception_is_none(text: str) -> None:
    assert spared(text, ["nothing but thieves", "Everything but the girl"]) is None


@pytest.fixture
def notes(tmp_path: Path) -> Plugin:
    plugin = Plugin("notes", tmp_path)
    for text in ("garage code 4521", "wifi is hunter2", "우유는 냉장고에"):
        plugin.ask("notes.add", note=text)
    return plugin


@pytest.fixture
def todo(tmp_path: Path) -> Plugin:
    plugin = Plugin("todo", tmp_path)
    plugin.ask("todo.add", item="milk, call mum and dad, 우유")
    return plugin


def alarms_at(tmp_path: Path, *times: str) -> Talk:
    talk = Talk("alarm", tmp_path)
    for time in times:
        talk.say("alarm.set", f"wake me at {time}")
    return talk


@pytest.fixture
def reminders(tmp_path: Path) -> Talk:
    talk = Talk("reminder", tmp_path)
    for at, what in ((6, "pay the rent"), (7, "call mom"), (8, "쓰레기 버리기")):
        talk.say("reminder.set", f"remind me at {at} pm to {what}", what=what)
    return talk


@pytest.mark.parametrize(
    ("text", "note", "still"),
    [
        ("delete all notes but the garage code one", "garage code one", "garage code 4521"),
        ("delete all my notes except the wifi one", "wifi", "wifi is hunter2"),
        ("keep the wifi note and delete the rest", "wifi", "wifi is hunter2"),
        ("우유 메모만 남기고 다 지워", "우유", "우유는 냉장고에"),
        ("우유 메모 빼고 다 지워줘", "", "우유는 냉장고에"),
    ],
)
def test_all_other_notes_are_asked_about_and_go_in_one_step(
    notes: Plugin, text: str, note: str, still: str
) -> None:
    before = notes.ask("notes.list", "notes").text
    slots = {"note": note} if note else {}
    asked = notes.ask("notes.remove", text, **slots)
    assert asked.asks == YES_OR_NO and asked.text.count("\n- ") == 2
    assert asked.text.splitlines()[-1].endswith(f": {still}.")
    done = notes.ask("notes.remove", text, confirmed=True, **slots)
    assert notes.ask("notes.list", "notes").text == f"Your notes:\n\n1. {still} — today"
    notes.undo(done)
    assert notes.ask("notes.list", "notes").text == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("delete all notes except the zebra one", "No note fits “zebra”."),
        ("얼룩말 메모 빼고 다 지워줘", "“얼룩말” 메모는 없어요."),
    ],
)
def test_no_note_goes_where_none_is_there_to_stay(notes: Plugin, text: str, said: str) -> None:
    reply = notes.ask("notes.remove", text, confirmed=True)
    assert (reply.text, reply.undo) == (said, None)


@pytest.mark.parametrize(
    ("text", "item", "gone"),
    [
        ("remove all but milk from my list", "milk", "**call mum and dad**, **우유**"),
        ("clear my list except milk", "milk", "**call mum and dad**, **우유**"),
        ("everything is done but milk and 우유", "", "**call mum and dad**"),
        ("done with all but the call to dad", "", "**milk**, **우유**"),
        ("할 일에서 우유 빼고 다 지워줘", "우유", "**milk**, **call mum and dad**"),
        ("우유 말고는 다 완료했어", "우유", "**milk**, **call mum and dad**"),
        ("remove all but 1 and 3", "", "**call mum and dad**"),
    ],
)
@pytest.mark.parametrize("intent", ["todo.remove", "todo.done"])
def test_all_other_things_go_in_one_step(
    todo: Plugin, intent: str, text: str, item: str, gone: str
) -> None:
    slots = {"item": item} if item else {}
    several = gone.count("**") > 2
    if several:
        assert todo.ask(intent, text, **slots).asks == YES_OR_NO
    reply = todo.ask(intent, text, confirmed=several, **slots)
    assert f": {gone}" in reply.text
    todo.undo(reply)
    assert todo.ask("todo.list", "list").text == "1. milk\n2. call mum and dad\n3. 우유"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("remove all but honey from my list", "“honey” is not on your list."),
        ("꿀 빼고 다 지워줘", "“꿀”, 목록에 없어요."),
        ("remove all but milk and honey",
         "Take “call mum and dad, 우유” off the list? What stays: milk. "
         "“honey” is not on your list."),
    ],
)  # fmt: skip
def test_an_exception_that_is_not_on_the_list_costs_nothing(
    todo: Plugin, text: str, said: str
) -> None:
    assert todo.ask("todo.remove", text).text == said


@pytest.mark.parametrize(
    ("text", "when", "still"),
    [
        ("delete alarms other than 7", "7", ["07:00"]),
        ("keep the 7 o'clock alarm and delete the rest", "7 o'clock", ["07:00"]),
        ("only keep the 8 o'clock alarm", "8 o'clock", ["20:00"]),
        ("cancel all alarms but 6 and 7 am", "6", ["06:00", "07:00"]),
        ("cancel all alarms tomorrow except 7", "7", ["07:00", "20:00"]),
        ("cancel all alarms except tomorrow's", "tomorrow", ["06:00", "07:00"]),
        ("7시 빼고 다 꺼줘", "7시", ["07:00"]),
        ("6시 8시 빼고 알람 다 꺼줘", "6시", ["06:00", "20:00"]),
        ("cancel all alarms but 7 and 9", "7", ["07:00"]),
        ("cancel all alarms but 9", "9", ["06:00", "07:00", "20:00"]),
    ],
)
def test_alarms_that_are_excepted_stay(
    tmp_path: Path, text: str, when: str, still: list[str]
) -> None:
    alarms = alarms_at(tmp_path, "6 am", "7 am", "8 pm")
    reply = alarms.say("alarm.cancel", text, when=when)
    assert left(alarms) == still and ("at 9:00" in reply.text) == ("9" in text)
    if len(still) < 3:
        alarms.undo(reply)
    assert left(alarms) == ["06:00", "07:00", "20:00"]


def test_which_alarm_is_to_stay_is_asked_where_two_fit(tmp_path: Path) -> None:
    alarms, text = alarms_at(tmp_path, "7 am", "7 pm", "8 pm"), "delete alarms other than 7"
    reply = alarms.say("alarm.cancel", text, when="7")
    assert (reply.text, left(alarms)) == ("Which shall stay?", ["07:00", "19:00", "20:00"])
    assert list(reply.choices.values()) == ["at 19:00", "tomorrow at 07:00", "All of these"]
    alarms.say("alarm.cancel", text, when="7", label=list(reply.choices)[1])
    assert left(alarms) == ["07:00"]


@pytest.mark.parametrize(
    ("text", "slots", "still"),
    [
        ("cancel every timer but the 5 and 8 minute ones", {"duration": "8 minute"},
         ["10:05", "10:08 pasta"]),
        ("keep the pasta timer and cancel the rest", {"label": "pasta"}, ["10:08 pasta"]),
        ("cancel all timers except the egg one", {}, ["10:05", "10:08 pasta", "10:10"]),
        ("5분만 남기고 타이머 다 꺼줘", {"duration": "5분"}, ["10:05"]),
    ],
)  # fmt: skip
def test_timers_that_are_excepted_go_on(
    tmp_path: Path, text: str, slots: dict[str, str], still: list[str]
) -> None:
    timers = Talk("timer", tmp_path)
    for length, name in (("5 minutes", ""), ("10 minutes", ""), ("8 minutes", "pasta")):
        timers.say("timer.set", f"{name} timer for {length}", **({"label": name} if name else {}))
    timers.say("timer.cancel", text, **slots)
    assert left(timers) == still


@pytest.mark.parametrize(
    ("text", "what", "still"),
    [
        ("keep the rent reminder and delete the rest", "rent", ["18:00 pay the rent"]),
        ("cancel all reminders except mom and dog", "", ["19:00 call mom"]),
        ("cancel all reminders except rent and the 7 pm one", "rent",
         ["18:00 pay the rent", "19:00 call mom"]),
        ("쓰레기 빼고 알림 다 취소해줘", "쓰레기 빼고", ["20:00 쓰레기 버리기"]),
        ("쓰레기 알림만 남기고 나머지 지워줘", "쓰레기", ["20:00 쓰레기 버리기"]),
        ("cancel all reminders except dog", "dog",
         ["18:00 pay the rent", "19:00 call mom", "20:00 쓰레기 버리기"]),
    ],
)  # fmt: skip
def test_reminders_that_are_excepted_stay(
    reminders: Talk, text: str, what: str, still: list[str]
) -> None:
    reply = reminders.say("reminder.cancel", text, **({"what": what} if what else {}))
    assert left(reminders) == still
    assert ("There is no reminder for “dog”." in reply.text) == ("dog" in text)


@pytest.mark.parametrize(
    ("first", "text", "goes"),
    [
        (("note that wifi is hunter2", "note that the dentist is Kim"),
         "delete every note apart from dentist", "Delete “wifi is hunter2”?"),
        (("우유는 냉장고에 있다고 메모해줘", "note that wifi is hunter2"),
         "우유 메모 빼고 다 지워줘", "“wifi is hunter2” 메모를 지울까요?"),
        (("add milk and eggs to my list",), "remove everything but eggs", "**milk**"),
        (("add milk and eggs to my list",), "delete everything on my list except milk", "**eggs**"),
        (("할 일에 우유, 계란 추가해줘",), "계란 빼고 다 했어", "**우유**"),
        (("wake me at 6 am", "wake me at 7 am"),
         "keep the 7 o'clock alarm and delete the others", "at 06:00 is off"),
        (("remind me to call mom at 5 pm", "remind me to pay the rent at 6 pm"),
         "keep the rent reminder and delete the rest", "call mom.\n\nWhat stays: pay the rent"),
        (("오후 5시에 쓰레기 버리라고 알려줘", "오후 6시에 월세 내라고 알려줘"),
         "쓰레기 빼고 알림 다 취소해줘", "알림을 지웠어요: 월세 내기."),
        (("할 일에 우유 추가해줘",), "우유 빼고 계란 넣어줘",
         "뺐어요: **우유**\n\n목록에 넣었어요: **계란**"),
        ((), "add everything but eggs to my list", "What shall I put on it?"),
        ((), "remind me not to call Bob at 6pm", "not to call Bob"),
    ],
)  # fmt: skip
def test_the_real_network_keeps_what_is_excepted(
    home: Path, first: tuple[str, ...], text: str, goes: str
) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        for each in first:
            bot.reply(each)
        assert goes in bot.reply(text).text
