"""Messages that hold several requests: how they are cut, and what comes of the parts."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.conversation.requests import clauses
from assistant.plugins.examples import Example
from tests.conversation.scripted import Clock, Meaning, say, scripted
from tests.conversation.sky_and_shed import add_sky_and_shed

TIME, TIMER, ALARM = "what time is it", "set a timer for 5 minutes", "wake me at 7 tomorrow"
MEANINGS = {
    TIME: Meaning("time.now"),
    "what day is it": Meaning("time.weekday"),
    "what time is it there": Meaning("time.now"),
    TIMER: Meaning("timer.set", {"duration": "5 minutes"}),
    "a timer": Meaning("timer.set"),
    "a timer for 10 minutes": Meaning("timer.set", {"duration": "10 minutes"}),
    "5 minutes": Meaning("timer.set", {"duration": "5 minutes"}),
    "one for 8": Meaning("calculate.compute"),
    "8": Meaning("calculate.compute"),
    ALARM: Meaning("alarm.set", {"when": "7 tomorrow"}),
    "지금 몇 시인지 알려주고": Meaning("time.now"),
    "5분 타이머 맞춰줘": Meaning("timer.set", {"duration": "5분"}),
    "the sky in rome": Meaning("sky.now", {"city": "rome"}),
    "the sky in paris": Meaning("sky.now", {"city": "paris"}),
    "pick a tool": Meaning("shed.pick"),
    "fetch it": Meaning("shed.fetch"),
    "우유 적고": Meaning("shed.note", {"note": "우유 적고"}),
    "우유 적고 싶어": Meaning("shed.note", {"note": "우유"}),
    "burn it tomorrow": Meaning("shed.burn", {"day": "tomorrow"}),
    "start it": Meaning("shed.start"),
    "note that i left": Meaning("shed.note", {"note": "i left"}),
    "maybe the sky": Meaning("sky.now", confidence=0.7, second="sky.stars"),
    "i mean the sky in rome": Meaning("sky.now", {"city": "rome"}),
    "look at the clock": Meaning("time.now", confidence=0.9),
    "thanks": Meaning("greeting.thanks"),
    "cancel my alarm": Meaning("alarm.cancel"),
    "cancel timer": Meaning("timer.cancel", confidence=0.99),
    "timer": Meaning("timer.set"),
    "메모": Meaning("notes.list", confidence=0.5),
    "메모 보여줘": Meaning("notes.list", confidence=0.99),
    "할 일 보여줘": Meaning("todo.list", confidence=0.99),
    "remind me at 8 to read": Meaning("reminder.set", {"when": "8", "what": "read"}),
    "tomorrow remind me at 8 to read": Meaning(
        "reminder.set", {"when": "tomorrow", "what": "read"}
    ),
    "which reminders": Meaning("reminder.list"),
    "remind me at 8 to plan friday": Meaning("reminder.set", {"when": "8", "what": "plan friday"}),
    "friday wake me at 9": Meaning("alarm.set", {"when": "friday"}),
    "wake me at 9": Meaning("alarm.set", {"when": "9"}),
    "cancel all alarms": Meaning("alarm.cancel"),
    "the sky in rome today": Meaning("sky.now", {"city": "rome", "date": "today"}),
    "in paris today": Meaning("sky.now", {"city": "paris", "date": "today"}),
    "hop": Meaning("shed.hop"),
    "leap": Meaning("shed.leap"),
    "burn it": Meaning("shed.burn"),
    "undo": Meaning("correct.undo"),
    "undo that": Meaning("correct.undo"),
    "show timers": Meaning("timer.list"),
    "which alarms": Meaning("alarm.list"),
    "don't cancel my alarm": Meaning("alarm.cancel"),
}
MEANINGS |= {text + mark: meaning for text, meaning in MEANINGS.items() for mark in ".?;"}


@pytest.fixture
def bot(home: Path) -> Assistant:
    add_sky_and_shed(home)
    return scripted(Clock(), MEANINGS)


def requests(bot: Assistant, text: str) -> list[str]:
    return [each.text for each in bot.understand(text).requests]


# Where a message is cut


@pytest.mark.parametrize(
    "joint", [" and ", ", and ", ". ", "? ", "; ", "\n", ", ", " and then ", ". Also ", " plus "]
)
def test_two_sure_requests_are_told_apart(bot: Assistant, joint: str) -> None:
    found = requests(bot, f"{TIMER}{joint}{TIME}")
    assert [each.rstrip(".?;") for each in found] == [TIMER, TIME]


def test_korean_clauses_are_joined_by_an_ending(bot: Assistant) -> None:
    found = requests(bot, "지금 몇 시인지 알려주고 5분 타이머 맞춰줘")
    assert found == ["지금 몇 시인지 알려주고", "5분 타이머 맞춰줘"]
    assert requests(bot, f"5분 타이머 맞춰줘 그리고 {TIME}") == ["5분 타이머 맞춰줘", TIME]


def test_the_verb_of_a_clause_is_no_part_of_a_slot(bot: Assistant) -> None:
    assert "note=우유\n\n" in say(bot, f"우유 적고 {TIME}").text


def test_three_requests_are_found_too(bot: Assistant) -> None:
    assert requests(bot, f"{TIME}, {TIMER} and {ALARM}") == [TIME, TIMER, ALARM]


@pytest.mark.parametrize(
    "text",
    [
        f"thanks, {TIME}",  # an aside asks for nothing
        f"{TIME} and gibberish",
        f"{TIME} and maybe the sky",  # not sure of it
        "the sky in paris, i mean the sky in rome",  # takes back
        f"{TIME} and {TIME}",
        f"{ALARM} and 8",
        f"{ALARM} and one for 8",
        f"{ALARM} and 5 minutes",  # no timer
        "note that i left and look at the clock",  # may be what is to be noted
        f"{TIME} {TIMER}",
        "3시에 회의 있다고 메모 보여줘",  # 고 of a quotation
        f"{TIME} and ",
    ],
)
def test_other_messages_stay_whole(bot: Assistant, text: str) -> None:
    assert requests(bot, text) == []


def test_the_end_of_a_sentence_ends_free_words(bot: Assistant) -> None:
    assert len(requests(bot, f"note that i left. {TIME}")) == 2


@pytest.mark.parametrize(
    "text", ["the sky in rome and the sky in paris", "the sky in rome today and in paris today"]
)
def test_other_values_of_the_same_intent_are_another_request(bot: Assistant, text: str) -> None:
    assert len(requests(bot, text)) == 2


def test_a_verb_said_once_is_for_both(bot: Assistant) -> None:
    bot.reply(ALARM)
    assert requests(bot, "cancel my alarm and timer") == ["cancel my alarm", "cancel timer"]
    assert requests(bot, "메모랑 할 일 보여줘") == ["메모 보여줘", "할 일 보여줘"]


def test_thanks_behind_a_request_is_no_other_one(bot: Assistant) -> None:
    for text in (f"{TIME}? thanks", f"{TIMER}, thanks"):
        bot._knowledge._model.meanings[text] = Meaning("greeting.thanks")  # type: ignore[union-attr]
        seen = bot.understand(text)
        assert [each.ranking[0].name for each in seen.requests] in (["time.now"], ["timer.set"])
        assert seen.intent == seen.requests[0].intent
        assert all(text[each.start : each.end] == each.raw for each in seen.entities)


def test_the_day_of_one_request_counts_for_the_next(bot: Assistant) -> None:
    say(bot, f"{ALARM} and remind me at 8 to read")
    assert "tomorrow" in say(bot, "which reminders").text


def test_a_day_in_free_words_is_no_day_of_the_next(bot: Assistant) -> None:
    found = requests(bot, "remind me at 8 to plan friday. wake me at 9")
    assert found == ["remind me at 8 to plan friday.", "wake me at 9"]


@pytest.mark.parametrize(("whole", "cut"), [("time.weekday", False), ("timer.set", True)])
def test_where_the_network_is_sure_of_the_whole_no_sibling_is_cut_off(
    bot: Assistant, whole: str, cut: bool
) -> None:
    """The deadline of "the deadline is 31 march, how many days is that" is no question."""
    other = "what day is it" if whole == "time.weekday" else TIMER
    text = f"{TIME}, {other}"
    bot._knowledge._model.meanings[text] = Meaning(whole)  # type: ignore[union-attr]
    assert bool(requests(bot, text)) == cut


def test_what_was_taught_is_one_request(bot: Assistant) -> None:
    bot.mine.add("time.now", Example(f"{TIMER} and {TIME}"))
    bot._knowledge.learn()
    assert requests(bot, f"{TIMER} and {TIME}") == []


def test_a_long_message_is_not_searched() -> None:
    assert clauses("a" + " " * 1_000_000 + "b") == []


@given(st.text(alphabet="ab ,.?\nand그리고하고 ", max_size=40))
def test_any_text_is_cut_into_words_of_its_own(text: str) -> None:
    spans = [(clause.start, clause.end) for clause in clauses(text)]
    assert all(start <= end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert not spans or (spans[0][0] == 0 and spans[-1][1] == len(text))


# What is answered


def test_every_request_is_answered_in_its_order(bot: Assistant) -> None:
    reply = say(bot, f"{TIME} and {TIMER}")
    first, second = reply.text.split("\n\n")
    assert "10:00" in first or "01:00" in first
    assert "five minutes" in second
    assert reply.understanding is not None
    assert [each.ranking[0].name for each in reply.understanding.requests] == [
        "time.now", "timer.set",
    ]  # fmt: skip


def test_what_was_done_before_is_taken_back_beside_another_request(bot: Assistant) -> None:
    say(bot, TIMER)
    for text in (f"{TIME}, undo that", f"{TIME}. Undo that"):
        bot._knowledge._model.meanings |= {  # type: ignore[union-attr]
            text: Meaning("correct.undo"), "Undo that": Meaning("correct.undo"),
        }  # fmt: skip
    reply = say(bot, f"{TIME}, undo that")
    assert "Wednesday" in reply.text and "is off" in reply.text
    assert "No timer" in say(bot, "show timers").text
    assert "nothing" in say(bot, f"{TIME}. Undo that").text.casefold()


def test_the_last_deed_is_taken_back_first(bot: Assistant) -> None:
    say(bot, f"{ALARM} and cancel all alarms", "undo")
    assert "No alarm" in say(bot, "which alarms").text


def test_one_undo_takes_back_all_that_a_message_did(bot: Assistant) -> None:
    say(bot, f"{TIMER} and {ALARM}")
    undone = say(bot, "undo").text
    assert "timer" in undone and "alarm" in undone
    assert "No timer" in say(bot, "show timers").text
    assert "No alarm" in say(bot, "which alarms").text


def test_what_cannot_be_undone_may_be_tried_again(bot: Assistant, home: Path) -> None:
    from assistant.plugins.grants import grant

    grant(bot.paths.data, "shed", frozenset({"exec"}))
    say(bot, f"start it and {TIMER}")
    assert "stuck" in say(bot, "undo").text
    assert "No timer" in say(bot, "show timers").text


def test_a_correction_takes_the_place_of_one_of_them(bot: Assistant) -> None:
    say(bot, f"{ALARM} and {TIMER}")
    assert "taken back" in say(bot, "no, 8 minutes").text
    assert "eight minutes" in say(bot, "show timers").text
    assert "07:00" in say(bot, "which alarms").text
    say(bot, "undo", "undo")
    assert "No alarm" in say(bot, "which alarms").text


def test_a_correction_may_be_of_any_of_them(bot: Assistant) -> None:
    say(bot, f"{ALARM} and {TIMER}")
    assert "taken back" in say(bot, "no, friday").text
    assert "on Friday at 07:00" in say(bot, "which alarms").text
    assert "five minutes" in say(bot, "show timers").text


def test_an_answer_may_come_with_another_request(bot: Assistant) -> None:
    say(bot, "a timer")
    reply = say(bot, f"{TIMER} and {TIME}")
    assert "five minutes" in reply.text and "Wednesday" in reply.text


def test_requests_are_no_answer_of_free_words(bot: Assistant) -> None:
    bot._knowledge._model.meanings["take a note"] = Meaning("shed.note")  # type: ignore[union-attr]
    assert say(bot, "take a note").asks == "note"
    assert "note=" not in say(bot, f"{TIMER} and {TIME}").text


def test_a_later_request_may_point_to_an_earlier_one(bot: Assistant) -> None:
    assert "Rome" in say(bot, "the sky in rome and what time is it there").text


def test_what_asks_back_comes_last(bot: Assistant) -> None:
    reply = say(bot, f"a timer and {TIME}")
    assert reply.asks == "duration"
    assert "Wednesday" in reply.text.split("\n\n")[0]
    assert "five minutes" in say(bot, "5 minutes").text


def test_questions_are_asked_one_after_the_other(bot: Assistant) -> None:
    assert say(bot, "a timer and fetch it").asks == "duration"
    answered = say(bot, "5 minutes")
    assert answered.asks == "day"
    assert "five minutes" in answered.text and "For which day?" in answered.text
    assert say(bot, "tomorrow").text == "for 2026-11-26"


def test_a_handler_may_ask_after_another(bot: Assistant) -> None:
    say(bot, "fetch it and pick a tool")
    assert say(bot, "tomorrow").text.startswith("for 2026-11-26\n\n")
    assert say(bot, "the spade").text == "took s"


def test_a_question_that_is_asked_again_keeps_what_comes_later(bot: Assistant) -> None:
    say(bot, "a timer and fetch it", "0 minutes")
    assert say(bot, "5 minutes").asks == "day"


def test_a_no_is_the_answer_to_one_question_only(bot: Assistant) -> None:
    say(bot, "burn it and fetch it")
    assert say(bot, "no").asks == "day"
    assert say(bot, "tomorrow").text == "for 2026-11-26"


def test_an_answer_may_lead_to_another_message(bot: Assistant) -> None:
    """The handler of "hop" answers what it asked for by another message."""
    assert say(bot, "hop and fetch it").asks == "where"
    reply = say(bot, "there")
    assert reply.text.startswith("sky.now city=Rome\n\n") and reply.asks == "day"


def test_a_redirect_keeps_what_its_message_asks_later(bot: Assistant) -> None:
    assert say(bot, "pick a tool and leap").asks == "tool"
    assert say(bot, "the spade").asks == "duration"
    assert say(bot, "5 minutes").asks == "day"


def test_giving_up_gives_up_all_questions(bot: Assistant) -> None:
    say(bot, "a timer and fetch it", "never mind")
    assert "Wednesday" in say(bot, TIME).text


def test_what_is_forbidden_is_left_while_the_rest_is_done(bot: Assistant) -> None:
    say(bot, ALARM)
    reply = say(bot, f"don't cancel my alarm and {TIME}")
    assert "Wednesday" in reply.text
    assert "07:00" in say(bot, "which alarms").text


def test_a_handler_hears_only_its_own_words(bot: Assistant) -> None:
    assert "rome" not in say(bot, f"{TIMER} and the sky in rome").text.split("\n\n")[0]
    previous = [each.exchange.said for each in bot._dialogue._previous]
    assert previous[:2] == ["the sky in rome", TIMER]
