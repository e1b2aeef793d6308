"""One message, several reminders. It is Wednesday, November 25, 2026, 10:00 in Seoul."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.paths import bundled
from assistant.plugins.api import Exchange
from tests.intents.conftest import load_plugin_module
from tests.intents.schedule_kit import NOW, Talk


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk("reminder", tmp_path)


def set_at(talk: Talk) -> list[str]:
    """What is set: "Wed 18:00 call mum"."""
    return [f"{each.at:%a %H:%M} {each.label}" for each in talk.host.schedule.pending()]


TWO = ["Wed 18:00 call mum", "Wed 19:00 feed the cat"]
SEVERAL = [
    ("remind me at 6 to call mum and at 7 to feed the cat", "call mum", TWO),
    ("remind me at 6 to call mum and at 7 to feed the cat", "call mum and", TWO),
    ("remind me at 6 to call mum and at 7 to feed the cat", "feed the cat", TWO),
    ("remind me at 6 to call mum and 7 to feed the cat", "call mum", TWO),
    ("remind me to call mum at 6 and feed the cat at 7", "call mum", TWO),
    ("remind me to call mum at 6 and to feed the cat at 7, please", "call mum", TWO),
    ("remind me to call mum at 6 and at 7 to feed the cat", "call mum", TWO),
    ("remind me at 6 to call mum and to feed the cat at 7", "call mum", TWO),
    ("remind me at 6 to call mum. At 7 remind me to feed the cat.", "call mum", TWO),
    ("set a reminder for 6 pm to call mum and one for 7 to feed the cat", "call mum", TWO),
    ("two reminders: call mum at 6 and feed the cat at 7", "call mum", TWO),
    ("call mum at 6 and feed the cat at 7, remind me", "call mum", TWO),
    (
        "remind me at 6 to buy bread and milk, at 7 to cook and at 8 to eat", "buy bread and milk",
        ["Wed 18:00 buy bread and milk", "Wed 19:00 cook", "Wed 20:00 eat"],
    ),
    (
        "remind me tomorrow at 6 to call mum and at 7 to feed the cat", "call mum",
        ["Thu 18:00 call mum", "Thu 19:00 feed the cat"],
    ),
    (
        "remind me to call mum at 6 and feed the cat at 7 tomorrow", "call mum",
        ["Thu 18:00 call mum", "Thu 19:00 feed the cat"],
    ),
    (
        "remind me at 6 to call mum and tomorrow at 7 to feed the cat", "call mum",
        ["Wed 18:00 call mum", "Thu 07:00 feed the cat"],
    ),
    (
        "remind me at 8 to call mum and at 7 to feed the cat", "call mum",
        ["Wed 19:00 feed the cat", "Wed 20:00 call mum"],
    ),
    (
        "remind me tomorrow to call mum and on friday to pay the rent", "call mum",
        ["Thu 09:00 call mum", "Fri 09:00 pay the rent"],
    ),
    (
        "remind me in 10 minutes to stretch and in half an hour to drink", "stretch",
        ["Wed 10:10 stretch", "Wed 10:30 drink"],
    ),
    ("remind me in 5, 10 and 15 minutes to stretch", "stretch",
     ["Wed 10:05 stretch", "Wed 10:10 stretch", "Wed 10:15 stretch"]),
    ("remind me to eat at 5. remind me at 6", "eat", ["Wed 17:00 eat", "Wed 18:00 eat"]),
    ("20분, 40분 뒤에 물 마시라고 알려줘", "물 마시라고",
     ["Wed 10:20 물 마시기", "Wed 10:40 물 마시기"]),
    ("remind me at 6 and at 8 to take my pills", "take my pills",
     ["Wed 18:00 take my pills", "Wed 20:00 take my pills"]),
    ("remind me to take my pills at 6 and again at 8", "take my pills",
     ["Wed 18:00 take my pills", "Wed 20:00 take my pills"]),
    ("remind me on friday and saturday at 5 to water the plants", "water the plants",
     ["Fri 17:00 water the plants", "Sat 17:00 water the plants"]),
    ("remind me on december 3 and 17 to pay", "pay", ["Thu 09:00 pay", "Thu 09:00 pay"]),
    ("remind me tomorrow morning and evening to read", "read",
     ["Thu 09:00 read", "Thu 19:00 read"]),
    (
        "6시에 엄마한테 전화하고 7시에 고양이 밥 주라고 알려줘", "엄마한테 전화하고",
        ["Wed 18:00 엄마한테 전화하기", "Wed 19:00 고양이 밥 주기"],
    ),
    (
        "6시에 엄마한테 전화하고 7시에 고양이 밥 주라고 알려줘", "고양이 밥 주라고",
        ["Wed 18:00 엄마한테 전화하기", "Wed 19:00 고양이 밥 주기"],
    ),
    (
        "오후 3시에 약 먹으라고, 5시에 운동하라고 알려줘", "약 먹으라고",
        ["Wed 15:00 약 먹기", "Wed 17:00 운동하기"],
    ),
    (
        "내일 9시에 회의, 11시에 병원 예약 알려줘", "병원 예약",
        ["Thu 09:00 회의", "Thu 11:00 병원 예약"],
    ),
    ("11시에 회의랑 12시에 점심 알려줘", "회의", ["Wed 11:00 회의", "Wed 12:00 점심"]),
    ("6시에 치과 8시에 회의 알려줘", "치과", ["Wed 18:00 치과", "Wed 20:00 회의"]),
    ("약은 6시에, 고양이 밥은 7시에 알려줘", "약은", ["Wed 18:00 약", "Wed 19:00 고양이 밥"]),
    (
        "엄마한테 6시에 전화하고 아빠한테 7시에 문자하라고 알려줘", "전화하고 아빠한테",
        ["Wed 18:00 엄마한테 전화하기", "Wed 19:00 아빠한테 문자하기"],
    ),
    (
        "6시에 약 먹으라고 알려주고 8시에도 알려줘", "약 먹으라고",
        ["Wed 18:00 약 먹기", "Wed 20:00 약 먹기"],
    ),
    (
        "내일은 엄마 생일이고 모레는 아빠 생일이라고 알려줘", "엄마 생일이고",
        ["Thu 09:00 엄마 생일", "Fri 09:00 아빠 생일"],
    ),
    ("6시랑 8시에 약 먹으라고 알려줘", "약 먹으라고", ["Wed 18:00 약 먹기", "Wed 20:00 약 먹기"]),
    ("내일 아침과 저녁에 약 먹으라고 알려줘", "약 먹으라고",
     ["Thu 09:00 약 먹기", "Thu 19:00 약 먹기"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "found"), SEVERAL)
def test_each_has_its_time_and_its_thing(
    talk: Talk, text: str, what: str, found: list[str]
) -> None:
    reply = talk.say("reminder.set", text, what=what)
    assert set_at(talk) == found
    assert f"{len(found)}개" in reply.text or "reminders are set" in reply.text
    assert "gone" in talk.undo(reply) and set_at(talk) == []


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("the train leaves at 7. please remind me at 6:30", "train leaves",
         "Wed 18:30 train leaves"),
        ("3시에 나가야 돼. 2시 45분에 알려줘", "나가야 돼", "Wed 14:45 3시에 나가야 돼"),
    ],
)  # fmt: skip
def test_what_a_sentence_before_tells_is_no_reminder_of_its_own(
    talk: Talk, text: str, what: str, found: str
) -> None:
    talk.say("reminder.set", text, what=what)
    assert set_at(talk) == [found]


def test_one_reply_names_all(talk: Talk) -> None:
    text = "remind me at 6 to call mum and tomorrow to feed the cat"
    assert talk.say("reminder.set", text, what="call mum", when="6").text == (
        "Two reminders are set.\n\n- call mum (at 18:00)\n- feed the cat (tomorrow at 09:00)\n\n"
        "Where you named no time, I took 09:00."
    )
    korean = "6시에 엄마한테 전화하고 내일 고양이 밥 주라고 알려줘"
    assert talk.say("reminder.set", korean, what="엄마한테 전화하고", when="6시").text == (
        "알림 2개를 맞췄어요.\n\n- 엄마한테 전화하기 (오늘 오후 6시)\n"
        "- 고양이 밥 주기 (내일 오전 9시)\n\n시간을 말씀하지 않은 것은 오전 9시로 정했어요."
    )


@pytest.mark.parametrize(
    ("text", "what", "repeats"),
    [
        ("remind me every day at 8 to eat and at 9 to run", "eat", ["FREQ=DAILY", "FREQ=DAILY"]),
        ("매일 8시에 약 먹고 9시에 운동하라고 알려줘", "약 먹고", ["FREQ=DAILY", "FREQ=DAILY"]),
        (
            "remind me every monday at 8 to run and every friday at 9 to swim", "run",
            ["FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;BYDAY=MO"],
        ),
        ("remind me every day at 8 to eat and tomorrow at 9 to run", "eat", ["FREQ=DAILY", None]),
        ("매일 아침과 저녁에 약 먹으라고 알려줘", "약 먹으라고", ["FREQ=DAILY", "FREQ=DAILY"]),
        ("매일 주간 보고서 확인하라고 9시에 알려줘", "확인하라고", ["FREQ=DAILY"]),
    ],
)  # fmt: skip
def test_how_often_is_said_of_those_it_is_meant_for(
    talk: Talk, text: str, what: str, repeats: list[str | None]
) -> None:
    talk.say("reminder.set", text, what=what)
    found = [each.repeat and each.repeat.iso for each in talk.host.schedule.pending()]
    assert found == repeats


@pytest.mark.parametrize(
    ("text", "slots", "found"),
    [
        ("remind me at 5 that the train leaves at 7", {"what": "train leaves"},
         "Wed 17:00 train leaves at 7"),
        ("remind me tomorrow that the train leaves at 7",
         {"what": "train leaves", "when": "tomorrow"}, "Thu 09:00 train leaves at 7"),
        ("remind me at 5 to buy tickets for the 7 o'clock show", {"what": "buy tickets"},
         "Wed 17:00 buy tickets for the 7 o'clock show"),
        ("remind me to book a table for 7 pm tomorrow at noon",
         {"what": "book a table", "when": "tomorrow at noon"},
         "Thu 12:00 book a table for 7 pm"),
        ("remind me to call mum at 6 and pay the rent", {"what": "call mum"},
         "Wed 18:00 call mum and pay the rent"),
        ("remind me to meet Anna and Tom at 6", {"what": "meet Anna and"},
         "Wed 18:00 meet Anna and Tom"),
        ("remind me to call mum at 6 about the party", {"what": "call mum"},
         "Wed 18:00 call mum about the party"),
        ("remind me at 6 to read page 7 and page 8", {"what": "read page 7 and page 8"},
         "Wed 18:00 read page 7 and page 8"),
        ("remind me in 1 hour and 30 minutes to run", {"what": "run"}, "Wed 11:30 run"),
        ("remind me to wake up at 6, no, at 7", {"what": "wake up"}, "Wed 19:00 wake up"),
        ("tomorrow, please remind me at 6 to run", {"what": "run", "when": "tomorrow"},
         "Thu 18:00 run"),
        ("remind me tomorrow to call mum at 6", {"what": "call mum", "when": "tomorrow"},
         "Thu 18:00 call mum"),
        ("6시에 엄마한테 전화하고 아빠한테 문자하라고 알려줘", {"what": "엄마한테 전화하고"},
         "Wed 18:00 엄마한테 전화하고 아빠한테 문자하기"),
        ("3시에 5시 회의 준비하라고 알려줘", {"what": "회의 준비하라고", "when": "3시"},
         "Wed 15:00 5시 회의 준비하기"),
        ("내일 3시에 회의 있다고 2시에 알려줘", {"what": "회의 있다고", "when": "내일 3시"},
         "Thu 14:00 내일 3시에 회의 있음"),
        ("6시에 주간 보고, 알려줘", {"what": "주간 보고"}, "Wed 18:00 주간 보고"),
        ("6시에 엄마랑 아빠한테 전화하라고 알려줘", {"what": "엄마랑 아빠한테 전화하라고"},
         "Wed 18:00 엄마랑 아빠한테 전화하기"),
    ],
)  # fmt: skip
def test_one_thing_stays_one_with_all_its_words(
    talk: Talk, text: str, slots: dict[str, str], found: str
) -> None:
    reply = talk.say("reminder.set", text, **slots)
    assert set_at(talk) == [found]
    assert "one reminder" not in reply.text and "하나로" not in reply.text


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("remind me at 6 to call mum and feed the cat at 7", "call mum", "one at a time"),
        ("remind me at 6 to call mum at 7 to feed the cat", "call mum", "one at a time"),
        ("6시에 일어나서 7시에 출발하라고 알려줘", "일어나서", "하나씩"),
        ("5시에 친구들 7시에 온다고 알려줘", "친구들", "하나씩"),
    ],
)
def test_what_does_not_part_surely_is_told(talk: Talk, text: str, what: str, words: str) -> None:
    reply = talk.say("reminder.set", text, what=what)
    assert words in reply.text and "7" in reply.text
    assert len(set_at(talk)) == 1


def test_what_is_left_out_is_named(talk: Talk) -> None:
    text = "remind me at 6, no wait, at 7 to call mum and at 8 to eat"
    assert "I left out “8”" in talk.say("reminder.set", text, what="call mum").text
    assert set_at(talk) == ["Wed 19:00 call mum"]
    text = "remind me yesterday at 5 to call mum and today at 7 pm to feed the cat"
    assert talk.say("reminder.set", text, what="call mum").text == (
        "One reminder is set.\n\n- feed the cat (at 19:00)\n\n"
        "“yesterday at 5” has passed already, so I left out: call mum."
    )
    text = "어제 5시에 약, 어제 6시에 운동 알려줘"
    reply = talk.say("reminder.set", text, what="약", when="어제 5시")
    assert reply.text.count("벌써 지나서") == 2 and reply.undo is None


@pytest.mark.parametrize(
    ("text", "what", "found", "left"),
    [
        ("remind me to call mum and at 6 to feed the cat", "call mum", "feed the cat", "call mum"),
        ("remind me to call mum and at 6 remind me to feed the cat", "call mum and",
         "feed the cat", "call mum"),
        ("remind me at 6 to feed the cat and remind me to call mum", "feed the cat and",
         "feed the cat", "call mum"),
        ("엄마한테 전화하라고 알려주고 6시에 고양이 밥 주라고 알려줘", "엄마한테 전화하라고",
         "고양이 밥 주기", "엄마한테 전화하라고"),
        ("6시에 고양이 밥 주라고 알려주고 엄마한테 전화하라고 알려줘", "고양이 밥 주라고",
         "고양이 밥 주기", "엄마한테 전화하라고"),
    ],
)  # fmt: skip
def test_a_thing_without_a_time_is_named(
    talk: Talk, text: str, what: str, found: str, left: str
) -> None:
    reply = talk.say("reminder.set", text, what=what, when="6")
    assert set_at(talk) == [f"Wed 18:00 {found}"]
    assert f"“{left}”" in reply.text


@pytest.mark.parametrize(
    ("text", "what", "answer", "found"),
    [
        ("remind me to stretch", "stretch", "6 and 8", ["Wed 18:00 stretch", "Wed 20:00 stretch"]),
        ("remind me to stretch", "stretch", "in 5 and 10 minutes",
         ["Wed 10:05 stretch", "Wed 10:10 stretch"]),
        ("스트레칭하라고 알려줘", "스트레칭하라고", "6시랑 8시",
         ["Wed 18:00 스트레칭하기", "Wed 20:00 스트레칭하기"]),
    ],
)  # fmt: skip
def test_all_times_of_an_answer_are_set(
    talk: Talk, text: str, what: str, answer: str, found: list[str]
) -> None:
    talk.say("reminder.set", text, what=what, when=answer)
    assert set_at(talk) == found


def test_a_choice_of_times_is_no_answer(talk: Talk) -> None:
    for answer in ("6 or 8", "6시나 8시"):
        reply = talk.say("reminder.set", "remind me to stretch", what="stretch", when=answer)
        assert reply.asks == "when" and answer in reply.text
    assert set_at(talk) == []


def test_one_of_two_times_is_asked_for(talk: Talk) -> None:
    text = "remind me tomorrow at 6 or 7 to call mum"
    reply = talk.say("reminder.set", text, what="call mum", when="tomorrow at 6")
    assert (reply.asks, list(reply.choices.values())) == ("when", ["tomorrow at 6", "7"])
    korean = talk.say(
        "reminder.set", "6시나 7시에 전화하라고 알려줘", what="전화하라고", when="6시"
    )
    assert korean.text == "“6시”, “7시”: 언제 알려 드릴까요?"
    assert set_at(talk) == []


def test_times_that_mean_nothing_together_are_read_apart(talk: Talk) -> None:
    text = "set reminders for 6 and 8 to take my pills"
    talk.say("reminder.set", text, what="take my pills", when="6 and 8")
    assert set_at(talk) == ["Wed 18:00 take my pills", "Wed 20:00 take my pills"]


def test_a_flood_of_times_is_not_set(talk: Talk) -> None:
    text = "remind me to run " + " and ".join(f"at {hour}" for hour in range(1, 12)) * 3
    assert "one at a time" in talk.say("reminder.set", text, what="run").text
    assert len(set_at(talk)) == 1


def test_a_time_alone_asks_which_of_several_it_is_for(home: Path) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        both = "remind me at 6 to call mum and at 7 to feed the cat"
        assert bot.reply(both).text.startswith("Two reminders are set.")
        assert bot.reply("and at 8").text == "Of which of them?"
        assert bot.reply("feed the cat").text.startswith("I'll remind you at 20:00")


def test_a_correction_of_one_of_several_takes_no_other_along(home: Path) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        bot.reply("6시에 엄마한테 전화하고 7시에 고양이 밥 주라고 알려줘")
        assert "2개 가운데" in bot.reply("아니 8시").text
        assert "고양이 밥 주기" in bot.reply("알림 뭐 남았어?").text
        assert bot.reply("되돌려줘").text == "알림 2개를 지웠어요."


def test_the_real_network_and_the_answers_to_its_questions(home: Path) -> None:
    with Assistant(clock=lambda: NOW) as bot:
        assert bot.reply("remind me at 6 and at 8").text == "What shall I remind you of?"
        assert bot.reply("take my pills").text.startswith("Two reminders are set.")
        assert bot.reply("undo that").text == "Two reminders are gone."
        assert bot.reply("remind me at 6 or 7 pm to call mum").text.endswith("which of them?")
        assert bot.reply("the second one").text.startswith("I'll remind you at 19:00")


def _examples() -> list[tuple[str, dict[str, str]]]:
    """What is in the examples, with the first words of each slot."""
    from assistant.plugins.manifest import read_manifest

    manifest = read_manifest(bundled("intents") / "reminder", builtin=True)
    spec = next(each for each in manifest.intents if each.name == "reminder.set")
    found = []
    for examples in spec.examples.values():
        for example in examples:
            names = [span.name for span in example.slots]
            if len(names) == len(set(names)):
                said = {span.name: example.text[span.start : span.end] for span in example.slots}
                found.append((example.text, said))
    return found


def test_no_example_of_one_reminder_is_taken_for_several(talk: Talk) -> None:
    texts = _examples()
    assert len(texts) > 300
    for text, slots in texts:
        talk.say("reminder.set", text, **slots)
        assert len(set_at(talk)) < 2, text
        talk.host.schedule.cancel([each.id for each in talk.host.schedule.pending()])


@given(st.text(alphabet="at 67 andto,.시에고랑 알려줘약먹라하 remind me", max_size=60))
def test_any_words_part_without_harm(text: str) -> None:
    times = _module("times").find(text, NOW)
    assert all(0 <= each.start < each.end <= len(text) for each in times)
    assert len(_module("times").moments(times, NOW)) == len(times)
    for grammar in (_module("english").English(), _module("korean_clauses").Korean()):
        for wish in (_module("parting").wishes(text, times, -1, grammar) if times else None) or []:
            assert wish.times


def test_an_exchange_of_another_kind_is_no_several(talk: Talk) -> None:
    from dataclasses import replace

    handler = _module("handler")
    ctx = replace(talk._context("and at 8"), intent="reminder.set")
    other = Exchange("remind me at 6 to run", "alarm.set", 1.0, {}, (), "")
    assert handler._several_before(replace(ctx, previous=(other,))) == []
    same = replace(other, intent="reminder.set")
    assert handler._several_before(replace(ctx, previous=(same,))) == []


def _module(name: str) -> ModuleType:
    return load_plugin_module(bundled("intents") / "reminder", name)
