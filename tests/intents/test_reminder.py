"""What the handlers of intents/reminder answer. It is Wednesday, November 25, 2026, 10:00."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import bundled
from tests.intents.conftest import load_plugin_module
from tests.intents.schedule_kit import Talk

TOOK = "You named no time, so I took"


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("reminder", tmp_path)


@pytest.mark.parametrize(
    ("text", "what", "said"),
    [
        (
            "remind me to call mum tomorrow at 5", "call mum",
            "I'll remind you tomorrow at 17:00, in 31 hours: call mum.",
        ),
        (
            "remind me in ten minutes to stretch", "stretch",
            "I'll remind you at 10:10, in ten minutes: stretch.",
        ),
        (
            "remind me today at 9 to read", "read",
            "I'll remind you at 21:00, in eleven hours: read.",
        ),
        (
            "remind me tomorrow to call mum", "call mum",
            f"I'll remind you tomorrow at 09:00, in 23 hours: call mum. {TOOK} 09:00.",
        ),
        (
            "remind me tomorrow evening to call mum", "call mum",
            f"I'll remind you tomorrow at 19:00, in 33 hours: call mum. {TOOK} 19:00.",
        ),
        (
            "remind me today to call mum", "call mum",
            "“today” has passed already. When shall I remind you?",
        ),
        (
            "remind me next week to pay", "pay",
            f"I'll remind you on Monday at 09:00, in five days: pay. {TOOK} 09:00.",
        ),
        (
            "remind me every morning to take pills", "take pills",
            "I'll remind you every day at 09:00, the next time tomorrow: take pills. "
            f"{TOOK} 09:00.",
        ),
        (
            "remind me every hour to drink", "drink",
            "I'll remind you every hour, the next time at 11:00: drink.",
        ),
        (
            "remind me on the 1st of every month at 9 to pay", "pay",
            "I'll remind you every month on the 1st at 09:00, the next time on Tuesday: pay.",
        ),
        (
            "remind me every other friday at 5 pm to water the plants", "water the plants",
            "I'll remind you every other Friday at 17:00, the next time on Friday: "
            "water the plants.",
        ),
        ("remind me yesterday at 5 to x", "x",
         "“yesterday at 5” has passed already. When shall I remind you?"),
        ("remind me to call mum", "call mum", "When shall I remind you: call mum?"),
        (
            "내일 오후 3시에 약 먹으라고 알려줘", "약 먹으라고",
            "내일 오후 3시에(29시간 뒤) 알려 드릴게요: 약 먹기.",
        ),
        (
            "내일 엄마한테 전화하라고 알려줘", "엄마한테 전화하라고",
            "내일 오전 9시에(23시간 뒤) 알려 드릴게요: 엄마한테 전화하기. "
            "시간을 말씀하지 않아서 오전 9시로 정했어요.",
        ),
        (
            "매주 금요일 오후 6시에 운동하라고 알려줘", "운동하라고",
            "매주 금요일 오후 6시에(다음은 금요일) 알려 드릴게요: 운동하기.",
        ),
        ("회의 알려줘", "회의", "언제 알려 드릴까요? (회의)"),
        ("어제 회의 알려줘", "회의", "“어제”, 이때는 벌써 지났어요. 언제 알려 드릴까요?"),
    ],
)  # fmt: skip
def test_a_reminder_is_set_or_asked_about(talk: Talk, text: str, what: str, said: str) -> None:
    assert talk.say("reminder.set", text, what=what).text == said


def test_it_asks_for_what_and_takes_the_answers(talk: Talk) -> None:
    reply = talk.say("reminder.set", "remind me")
    assert (reply.text, reply.asks) == ("What shall I remind you of?", "what")
    assert talk.say("reminder.set", "remind me", what="call mum").asks == "when"
    done = talk.say("reminder.set", "remind me", what="call mum", when="tomorrow")
    assert done.text.startswith("I'll remind you tomorrow at 09:00")


def test_what_rings_is_grammatical_in_both_languages(talk: Talk) -> None:
    talk.say("reminder.set", "remind me in 1 minute to call mum", what="call mum")
    talk.say("reminder.set", "2분 뒤에 약 먹으라고 알려줘", what="약 먹으라고")
    rung = [*talk.later(minutes=1), *talk.later(minutes=1)]
    assert [each.text for each in rung] == ["Reminder: call mum", "알림: 약 먹기"]


def test_reminders_are_listed(talk: Talk) -> None:
    assert talk.say("reminder.list", "my reminders").text == "There are no reminders."
    assert talk.say("reminder.list", "알림 있어?").text == "남은 알림이 없어요."
    talk.say("reminder.set", "remind me in ten minutes to stretch", what="stretch")
    one = talk.say("reminder.list", "my reminders").text
    assert one == "I'll remind you at 10:10, in ten minutes: stretch."
    talk.say("reminder.set", "매일 오전 9시에 약 먹으라고 알려줘", what="약 먹으라고")
    assert talk.say("reminder.list", "my reminders").text == (
        "You have two reminders.\n\n- stretch (at 10:10)\n- 약 먹기 (every day at 09:00)"
    )
    assert talk.say("reminder.list", "알림 있어?").text == (
        "알림이 2개 있어요.\n\n- stretch (오늘 오전 10시 10분)\n- 약 먹기 (매일 오전 9시)"
    )


@pytest.mark.parametrize(
    ("text", "what", "said"),
    [
        ("forget about the dentist", "dentist", "I won't remind you of that any more: dentist."),
        ("약 알림 취소해줘", "약", "알림을 지웠어요: 약 먹기."),
        ("약 먹으라고 한 거 취소해줘", "약 먹으라고", "알림을 지웠어요: 약 먹기."),
        ("forget all reminders", "", "Three reminders are gone."),
        ("알림 모두 지워줘", "", "알림 3개를 지웠어요."),
        ("forget a reminder", "", "Which one shall I forget?"),
        ("forget yoga", "yoga", "I know no reminder about “yoga”. Which one shall I forget?"),
    ],
)
def test_which_reminder_is_meant(talk: Talk, text: str, what: str, said: str) -> None:
    talk.say("reminder.set", "remind me in 1 hour: dentist", what="dentist")
    talk.say("reminder.set", "remind me in 2 hours to call the bank", what="call the bank")
    talk.say("reminder.set", "매일 오전 9시에 약 먹으라고 알려줘", what="약 먹으라고")
    assert talk.say("reminder.cancel", text, **({"what": what} if what else {})).text == said


def test_setting_and_cancelling_are_taken_back(talk: Talk) -> None:
    assert talk.say("reminder.cancel", "forget it").text == "There are no reminders."
    set_ = talk.say("reminder.set", "remind me in 1 hour to run", what="run")
    gone = talk.say("reminder.cancel", "forget the reminder")
    assert talk.undo(gone) == "It is back. I'll remind you at 11:00, in one hour: run."
    assert talk.undo(set_, "방금 거 취소해줘") == "알림을 지웠어요: run."
    assert talk.later(hours=2) == ()


THINGS = {
    "약 먹으라고": "약 먹기", "전화하라고": "전화하기", "회의 가자고": "회의 가기",
    "음악 들으라고": "음악 듣기", "걸으라고": "걷기", "집 지으라고": "집 짓기",
    "돈 모으라고": "돈 모으기", "친구 도우라고": "친구 돕기", "애들 깨우라고": "애들 깨우기",
    "문 열라고": "문 열기", "소리 줄이라고": "소리 줄이기", "늦지 말라고": "늦지 말기",
    "생일이라고": "생일", "회의라고": "회의", "회의 있다고": "회의 있음",
    "병원 가야 한다고": "병원 가야 함", "출발한다고": "출발하기", "밥 먹는다고": "밥 먹기",
    "전화해 달라고": "전화해 달라고 하기", "회의": "회의", "라고": "라고", "call mum": "call mum",
}  # fmt: skip


@pytest.mark.parametrize(("what", "thing"), THINGS.items())
def test_quoted_requests_become_nouns(what: str, thing: str) -> None:
    assert _korean().thing(what) == thing


@given(st.text(max_size=20), st.sampled_from(["으라고", "라고", "자고", "다고", ""]))
def test_any_words_are_turned_without_harm(what: str, ending: str) -> None:
    assert isinstance(_korean().thing(what + ending), str)


def _korean() -> ModuleType:
    return load_plugin_module(bundled("intents") / "reminder", "korean")


def test_marks_in_what_is_said_are_kept_and_read_as_no_markdown(talk: Talk) -> None:
    said = "mail <b>x</b> *now* [y](z)"
    reply = talk.say("reminder.set", f"in an hour {said}", when="in an hour", what=said)
    shown = r"mail \<b\>x\</b\> \*now\* \[y\](z)"
    assert f": {shown}." in reply.text
    assert [each.label for each in talk.host.schedule.pending()] == [said]
    assert f": {shown} (" not in talk.say("reminder.list", "reminders").text
    assert [rung.text for rung in talk.later(hours=1)] == [f"Reminder: {shown}"]


def test_words_that_mean_nothing_are_repeated_as_they_are(talk: Talk) -> None:
    reply = talk.say("reminder.set", "eat [at](x)", when="[at](x)", what="eat")
    assert reply.asks == "when" and r"“\[at\](x)”" in reply.text


@pytest.mark.parametrize(
    ("text", "what", "said"),
    [
        (
            "remind me every year on may 8 to call mum", "call mum",
            "every year on May 8 at 09:00, the next time on Saturday, May 8, 2027: call mum.",
        ),
        (
            "remind me every month on the 31st to pay", "pay",
            "every month on the 31st at 09:00, the next time on Monday: pay.",  # November has 30
        ),
        (
            "매년 5월 8일 오전 8시에 전화하라고 알려줘", "전화하라고",
            "매년 5월 8일 오전 8시에(다음은 2027년 5월 8일 토요일) 알려 드릴게요: 전화하기.",
        ),
        (
            "remind me every week at 11 to sweep", "sweep",
            "every Wednesday at 11:00, the next time today: sweep.",
        ),
    ],
)  # fmt: skip
def test_what_repeats_names_its_day(talk: Talk, text: str, what: str, said: str) -> None:
    slots = {"when": "the 31st"} if "31st" in text else {"when": "may 8"} if "may" in text else {}
    slots |= {"repeat": "every year"} if "may" in text else {}
    slots |= {"repeat": "every month"} if "31st" in text else {}
    assert said in talk.say("reminder.set", text, what=what, **slots).text


def test_what_answers_of_what(talk: Talk) -> None:
    reply = talk.say(
        "reminder.set", "remind me in an hour", when="in an hour", what="to call the bank"
    )
    assert reply.text == "I'll remind you at 11:00, in one hour: call the bank."
