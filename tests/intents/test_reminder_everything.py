"""The text of one reminder is all that was said of it. It is Wednesday, November 25, 2026, 10:00.

`what` is what the network marks of these messages, which is often only a part.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import bundled
from tests.intents.conftest import load_plugin_module
from tests.intents.schedule_kit import NOW, Talk


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("reminder", tmp_path)


def said(talk: Talk, text: str, slots: dict[str, str]) -> list[str]:
    """What is set: "Wed 18:00 call mum"."""
    talk.say("reminder.set", text, **slots)
    return [f"{each.at:%a %H:%M} {each.label}" for each in talk.host.schedule.pending()]


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("remind me to get bread, butter and jam on the way home at 6pm", "get bread",
         "Wed 18:00 get bread, butter and jam on the way home"),
        ("remind me to buy milk, eggs and cheese tomorrow", "buy milk",
         "Thu 09:00 buy milk, eggs and cheese"),
        ("remind me to call the bank, then email tom at 3pm", "call the bank",
         "Wed 15:00 call the bank, then email tom"),
        ("remind me to call mum, it's her birthday, at 6pm", "call mum",
         "Wed 18:00 call mum, it's her birthday"),
        ("at 7pm tell me to turn the heating on, lock the door and go to bed", "turn the heating",
         "Wed 19:00 turn the heating on, lock the door and go to bed"),
        ("remind me to set the table for six at 5pm", "set the table",
         "Wed 17:00 set the table for six"),
        ("at 2pm remind me to prepare for the 3pm meeting", "prepare for the",
         "Wed 14:00 prepare for the 3pm meeting"),
        ("remind me to call tom again at 6pm", "call", "Wed 18:00 call tom again"),
        ("can you remind me at 6pm sharp to call dr. smith about the results", "call dr. smith",
         "Wed 18:00 call dr. smith about the results"),
        ("remind me to text anna, ben and carl tomorrow at noon, please", "text anna",
         "Thu 12:00 text anna, ben and carl"),
        ("remind me tomorrow at 3 to ask anna if she is free, and what she wants",
         "ask anna if she", "Thu 15:00 ask anna if she is free, and what she wants"),
        ("remind me to ask bob, who is in town, about the keys at 4pm", "ask bob",
         "Wed 16:00 ask bob, who is in town, about the keys"),
        ("remind me to clear the desk, set the table and do the dishes at 4pm", "clear the desk",
         "Wed 16:00 clear the desk, set the table and do the dishes"),
        ("remind me to call mum at 6 p.m. about the trip", "call mum",
         "Wed 18:00 call mum about the trip"),
    ],
)  # fmt: skip
def test_no_word_behind_to_is_lost(talk: Talk, text: str, what: str, found: str) -> None:
    assert said(talk, text, {"what": what}) == [found]


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("6시에 빵, 버터, 잼 사라고 알려줘", "빵", "Wed 18:00 빵, 버터, 잼 사기"),
        ("빵, 버터, 잼을 6시에 사라고 알려줘", "버터, 잼", "Wed 18:00 빵, 버터, 잼을 사기"),
        ("엄마한테 6시에 전화하라고 알려줘", "엄마한테", "Wed 18:00 엄마한테 전화하기"),
        ("우유랑 계란 7시에 사라고 알려줘", "우유랑 계란", "Wed 19:00 우유랑 계란 사기"),
        ("약 8시에 먹으라고 알려줘", "약", "Wed 20:00 약 먹기"),
        ("회의 자료 5시에 보내라고 해줘", "회의 자료", "Wed 17:00 회의 자료 보내기"),
        ("민수랑 7시에 저녁 먹는다고 알려줘", "저녁 먹는다고", "Wed 19:00 민수랑 저녁 먹기"),
    ],
)
def test_what_stands_on_both_sides_of_a_korean_time_is_one(
    talk: Talk, text: str, what: str, found: str
) -> None:
    assert said(talk, text, {"what": what}) == [found]


@pytest.mark.parametrize(
    ("text", "what", "when", "found"),
    [
        ("remind me to catch the 5:15 bus tomorrow", "catch the", "5:15", "catch the 5:15 bus"),
        ("remind me to print the 3pm agenda at 2pm", "print the", "3pm",
         "Wed 14:00 print the 3pm agenda"),
        ("remind me to get the 5:15 bus at 5pm", "get the", "5:15",
         "Wed 17:00 get the 5:15 bus"),
        ("remind me to record the 9 o'clock news at 8:30pm", "record the", "9 o'clock",
         "Wed 20:30 record the 9 o'clock news"),
    ],
)  # fmt: skip
def test_a_time_that_names_a_thing_stays_in_it(
    talk: Talk, text: str, what: str, when: str, found: str
) -> None:
    (one,) = said(talk, text, {"what": what, "when": when})
    assert one.endswith(found)


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("remind me to drink 8 glasses of water at 7am", {"what": "drink", "when": "8"},
         "Thu 07:00 drink 8 glasses of water"),
        ("remind me to check the weekly report at 4pm",
         {"what": "check the", "repeat": "weekly", "when": "4pm"},
         "Wed 16:00 check the weekly report"),
        ("remind me to send the daily standup notes at 9",
         {"what": "send the", "repeat": "daily", "when": "9"},
         "Wed 21:00 send the daily standup notes"),
        ("9시에 주간 보고서 확인하라고 알려줘", {"what": "주간 보고서 확인하라고", "when": "9시"},
         "Wed 21:00 주간 보고서 확인하기"),
        ("remind me to call tom at 5", {"what": "call", "when": "tom at 5"},
         "Wed 17:00 call tom"),
        ("remind me to text may at 6pm", {"what": "text"}, "Wed 18:00 text may"),
    ],
)  # fmt: skip
def test_what_looks_like_a_time_stays_in_the_thing(
    talk: Talk, text: str, slots: dict[str, str], found: str
) -> None:
    assert said(talk, text, slots) == [found]
    assert all(each.repeat is None for each in talk.host.schedule.pending())


def test_a_thing_keeps_its_words_while_its_time_is_asked_for(talk: Talk) -> None:
    text, slots = "remind me to drink 8 glasses of water", {"what": "drink", "when": "8"}
    reply = talk.say("reminder.set", text, **slots)
    assert reply.text == "When shall I remind you: drink 8 glasses of water?"


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("remind me to call mum at 6pm. what's the weather?", "call mum", "call mum"),
        ("remind me to call mum at 6pm please, I keep forgetting", "call mum", "call mum"),
        ("I want you to remind me at 6pm to call mum, thanks", "call mum", "call mum"),
        ("um remind me to uh get petrol tomorrow morning", "get petrol", "get petrol"),
        ("can u remind me 2 call dave tomorrow", "call dave", "call dave"),
        ("I need to call the bank at some point tomorrow, remind me", "call the bank",
         "call the bank"),
        ("mum's birthday is friday, remind me at 6pm to call her", "call her", "call her"),
        ("인터넷 해지하는 거 자꾸 까먹어 내일 오전에 알려 줘", "인터넷 해지하는 거",
         "인터넷 해지하는 거"),
        ("자료 보내는 거 잊지 말라고 3시에 알려 줘", "자료 보내는 거", "자료 보내는 거"),
        ("리마인더 하나 부탁, 오늘 밤 11시, 충전기 꽂기", "충전기 꽂기", "충전기 꽂기"),
        ("11시 반에 회의실 예약하라고 찔러 줘 ㅋㅋ", "회의실 예약하라고", "회의실 예약하기"),
        ("6시에 에어컨 끄라고 알려줘", "에어컨 끄라고", "에어컨 끄기"),
    ],
)  # fmt: skip
def test_what_is_said_to_the_assistant_stays_out(
    talk: Talk, text: str, what: str, found: str
) -> None:
    (one,) = said(talk, text, {"what": what})
    assert one.split(" ", 2)[2] == found


@given(
    st.text(alphabet="at 67pm andto,.the bus시에고랑 알려줘약먹라하 remind me", max_size=60),
    st.data(),
)
def test_any_words_have_a_whole_that_holds_what_is_marked(text: str, data: st.DataObject) -> None:
    folder = bundled("intents") / "reminder"
    start = data.draw(st.integers(0, len(text)))
    marked = (start, data.draw(st.integers(start, len(text))))
    times = load_plugin_module(folder, "times").find(text, NOW)
    used = [(each.start, each.end) for each in times]
    everything = load_plugin_module(folder, "everything").everything
    english = load_plugin_module(folder, "english").English()
    for frame in (english, load_plugin_module(folder, "korean_clauses").Korean()):
        whole = everything(text, [marked], used, frame)
        if whole:
            assert whole.words and whole.span[0] <= marked[0]
            assert whole.span[1] >= marked[1]
