"""The Inbox: what went wrong is offered, most often failed first, and each thing done is undone."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import Assistant, AssistantError
from assistant.conversation.history import History, Turn
from assistant.conversation.inbox import (
    Item,
    assign,
    find_items,
    ignore,
    read_inbox,
    reopen,
    to_review,
    undo,
)
from assistant.plugins.examples import Example, parse_example
from assistant.understanding.understanding import OUT_OF_SCOPE

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BOSSA, CUPS, KOREAN = "zorgle some bossa nova", "zorgle the blip of flumphs", "보사노바 좀 틀어 봐"


@pytest.fixture
def bot(home: Path, rehearsed: None) -> Assistant:
    return Assistant(clock=lambda: NOW)


def said(bot: Assistant, *messages: str, **fields: object) -> None:
    """Messages that went wrong, a minute apart, as the history keeps them."""
    session = bot.history.start_session()
    for minute, message in enumerate(messages):
        at = NOW + timedelta(minutes=minute)
        given = {"intent": "weather.now", "confidence": 0.41, "decided": "admitted", **fields}
        bot.history.add(session, Turn(0, at, message, **given))  # type: ignore[arg-type]


def opened(bot: Assistant) -> list[str]:
    return [item.said for item in to_review(read_inbox(bot))]


def the(bot: Assistant, phrase: str) -> Item:
    return find_items(read_inbox(bot), [phrase])[0]


def own(bot: Assistant) -> list[tuple[str, str]]:
    return [(p.intent, p.example.text) for p in bot.mine.phrases()]


def corrected(bot: Assistant) -> list[str | None]:
    return [turn.corrected for s in bot.history.sessions() for turn in bot.history.turns(s.id)]


def test_what_failed_three_times_comes_before_what_failed_last(bot: Assistant) -> None:
    said(bot, BOSSA, CUPS, BOSSA.upper(), f"  {BOSSA}", KOREAN)
    items = read_inbox(bot)
    assert [(item.phrase, item.failed) for item in items] == [(BOSSA, 3), (KOREAN, 1), (CUPS, 1)]
    assert items[0].at == NOW + timedelta(minutes=3)
    assert (items[0].intent, items[0].confidence, items[0].state) == ("weather.now", 0.41, "open")


def test_how_often_it_was_said_is_told_beside_how_often_it_failed(bot: Assistant) -> None:
    said(bot, BOSSA, BOSSA)
    said(bot, BOSSA, decided="answered")
    assert (the(bot, BOSSA).times, the(bot, BOSSA).failed) == (3, 2)


def test_a_message_that_was_answered_is_not_in_the_inbox(bot: Assistant) -> None:
    said(bot, BOSSA, decided="answered")
    said(bot, CUPS, decided=None)
    assert read_inbox(bot) == ()


def test_the_real_conversation_fills_the_inbox(bot: Assistant) -> None:
    session = bot.history.start_session()
    for message in ("book me a table at the italian place", "what time is it", "", "x" * 30_000):
        bot.reply(message, session=session)
    assert [(i.said, i.how) for i in read_inbox(bot)] == [
        ("book me a table at the italian place", "admitted")
    ]


def test_a_question_which_was_meant_is_in_the_inbox(
    bot: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.conversation import dialogue as module
    from assistant.conversation.decision import AskWhich

    with monkeypatch.context() as patch:
        patch.setattr(module, "decide", lambda _: AskWhich("time.now", "time.date"))
        bot.reply(BOSSA, session=bot.history.start_session())
    assert the(bot, BOSSA).how == "asked"


def test_a_corrected_message_is_done_while_it_is_taught_and_back_when_it_is_not(
    bot: Assistant,
) -> None:
    said(bot, BOSSA, decided="answered")
    ((turn,),) = [bot.history.turns(s.id) for s in bot.history.sessions()]
    bot.history.mark_corrected(turn.id, "music.play")
    bot.correct(BOSSA, "music.play")
    assert (the(bot, BOSSA).state, the(bot, BOSSA).how) == ("taught", "corrected")
    assert opened(bot) == []
    bot.mine.remove(bot.mine.phrases()[0])
    bot.learn()
    assert the(bot, BOSSA).state == "open"
    assert the(bot, BOSSA).guess == "music.play"


def test_what_the_model_now_answers_by_itself_needs_no_review(bot: Assistant) -> None:
    said(bot, "what time is it", "what is the weather like", BOSSA)
    assert opened(bot) == [BOSSA]
    assert the(bot, "what time is it").state == "solved"


def test_what_the_model_still_takes_for_something_else_is_open(bot: Assistant) -> None:
    said(bot, "what time is it", decided="answered", corrected="weather.now")
    assert opened(bot) == ["what time is it"]


@pytest.mark.parametrize("intent", ["music.play", "weather.now", OUT_OF_SCOPE])
def test_what_is_assigned_holds_at_once_and_is_undone_as_a_whole(
    bot: Assistant, intent: str
) -> None:
    said(bot, BOSSA, KOREAN, BOSSA)
    before = read_inbox(bot)
    step = assign(bot, [the(bot, BOSSA), the(bot, KOREAN)], intent)
    seen = bot.understand(BOSSA)
    assert (seen.intent.name if seen.intent else OUT_OF_SCOPE) == intent
    assert sorted(own(bot)) == [(intent, KOREAN), (intent, BOSSA)][:: 1 if KOREAN < BOSSA else -1]
    assert corrected(bot) == [intent] * 3
    assert opened(bot) == []
    assert {item.state for item in read_inbox(bot)} == {
        "none" if intent == OUT_OF_SCOPE else "taught"
    }
    undo(bot, step)
    assert read_inbox(bot) == before
    assert own(bot) == []
    assert corrected(bot) == [None] * 3
    assert bot.understand(BOSSA).intent is None


def test_accepting_teaches_each_what_it_was_taken_for(bot: Assistant) -> None:
    said(bot, BOSSA)
    said(bot, CUPS, intent="time.now", decided="asked")
    assign(bot, read_inbox(bot))
    assert sorted(own(bot)) == [("time.now", CUPS), ("weather.now", BOSSA)]


def test_what_nothing_was_thought_of_cannot_be_accepted(bot: Assistant) -> None:
    said(bot, BOSSA, confidence=0.004)
    with pytest.raises(AssistantError) as refusal:
        assign(bot, read_inbox(bot))
    assert "assign" in refusal.value.problem.remedy
    assert own(bot) == []


def test_undoing_brings_back_what_a_phrase_meant_before(bot: Assistant) -> None:
    bot.correct(BOSSA, "time.now")
    said(bot, BOSSA)
    step = assign(bot, read_inbox(bot), "weather.now")
    assert own(bot) == [("weather.now", BOSSA)]
    undo(bot, step)
    assert own(bot) == [("time.now", BOSSA)]


def test_a_new_intent_comes_with_its_reply_and_goes_with_it(bot: Assistant) -> None:
    said(bot, BOSSA)
    step = assign(bot, read_inbox(bot), "music.play", reply="Here you are.")
    assert bot.reply(BOSSA).text == "Here you are."
    undo(bot, step)
    assert bot.mine.replies() == {}
    assert bot.reply(BOSSA).text != "Here you are."


def test_a_phrase_is_taught_with_its_slots_and_in_other_words(bot: Assistant) -> None:
    said(bot, BOSSA)
    worded = parse_example("zorgle some [bossa](genre) please")
    step = assign(bot, read_inbox(bot), "music.play", worded=worded)
    assert [p.example for p in bot.mine.phrases()] == [worded]
    assert the(bot, BOSSA).state == "taught"
    said(bot, BOSSA)
    assert the(bot, BOSSA).state in ("open", "solved")  # it was said again, and went wrong
    undo(bot, step)
    assert own(bot) == []


def test_what_is_ignored_stays_so_however_often_it_is_said(bot: Assistant) -> None:
    said(bot, BOSSA, CUPS)
    step = ignore(bot, [the(bot, BOSSA)])
    said(bot, BOSSA)
    assert opened(bot) == [CUPS]
    assert the(bot, BOSSA).state == "ignored"
    assert own(bot) == []
    undo(bot, step)
    assert opened(bot) == [BOSSA, CUPS]


def test_a_reopened_phrase_is_as_if_nobody_had_said_anything(bot: Assistant) -> None:
    said(bot, BOSSA, CUPS)
    assign(bot, [the(bot, BOSSA)], "music.play")
    ignore(bot, [the(bot, CUPS)])
    reopen(bot, read_inbox(bot))
    assert set(opened(bot)) == {BOSSA, CUPS}
    assert own(bot) == [] and corrected(bot) == [None, None]


def test_history_that_was_deleted_takes_its_items_along_and_harms_nothing(bot: Assistant) -> None:
    said(bot, BOSSA, CUPS)
    step = ignore(bot, [the(bot, BOSSA)])
    db = sqlite3.connect(bot.paths.history)
    db.execute("DELETE FROM turn WHERE phrase = ?", (BOSSA,))
    db.execute("DELETE FROM session")
    db.commit()
    db.close()
    assert opened(bot) == [CUPS]
    undo(bot, step)
    assert opened(bot) == [CUPS]


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001, "y" * 100_000, "\u200b" * 2])
def test_what_cannot_be_taught_is_not_offered_unless_it_can(bot: Assistant, words: str) -> None:
    said(bot, words)
    for item in to_review(read_inbox(bot)):
        assign(bot, [item], "music.play")
        assert own(bot)


def test_a_phrase_that_never_went_wrong_is_named(bot: Assistant) -> None:
    said(bot, BOSSA)
    with pytest.raises(AssistantError) as refusal:
        find_items(read_inbox(bot), [CUPS])
    assert refusal.value.problem.where == CUPS


def test_brackets_that_were_said_are_taught_as_words(bot: Assistant) -> None:
    said(bot, "zorgle [the](blip) [/]")
    assign(bot, read_inbox(bot), "music.play")
    assert [p.example for p in bot.mine.phrases()] == [Example("zorgle [the](blip) [/]")]


def test_two_windows_review_the_same_history(bot: Assistant) -> None:
    said(bot, BOSSA, CUPS)
    other = History(bot.paths.history)
    other.review([BOSSA], None)
    other.close()
    assert opened(bot) == [CUPS]
