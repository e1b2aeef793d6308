"""A conversation: questions and their answers, grants, taking back, redirecting."""

import shutil
import unicodedata
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.plugins.grants import granted
from tests.conversation.scripted import Clock, Meaning, say, scripted
from tests.conversation.sky_and_shed import add_sky_and_shed

MEANINGS = {
    "the sky in rome": Meaning("sky.now", {"city": "rome"}, second="sky.stars"),
    "the sky in paris": Meaning("sky.now", {"city": "paris"}),
    "로마 하늘": Meaning("sky.now", {"city": "로마"}),
    "pick a tool": Meaning("shed.pick"),
    "연장 꺼내": Meaning("shed.pick"),
    "burn it": Meaning("shed.burn"),
    "태워": Meaning("shed.burn"),
    "start it": Meaning("shed.start"),
    "take a note": Meaning("shed.note"),
    "note that the roof leaks tomorrow": Meaning(
        "shed.note", {"note": "the roof leaks", "when": "tomorrow"}
    ),
    "the door code is 4521": Meaning("shed.note", {"note": "door code"}, 0.99),
    "fetch it": Meaning("shed.fetch"),
    "가져와": Meaning("shed.fetch"),
    "hello there": Meaning("greeting.hello"),
    "thank you": Meaning("greeting.thanks"),
    "what time is it": Meaning("time.now"),
    "undo that": Meaning("correct.undo"),
    "방금 거 취소해줘": Meaning("correct.undo"),
    "say that again": Meaning("correct.repeat"),
    "what did you understand": Meaning("correct.understood"),
    "no, I meant Paris": Meaning("correct.meant", {"instead": "Paris"}),
    "아니 파리 말이야": Meaning("correct.meant", {"instead": "파리"}),
    "no, I meant the sky in paris": Meaning("correct.meant", {"instead": "the sky in paris"}),
    "no, I meant gibberish": Meaning("correct.meant", {"instead": "gibberish"}),
    "no, I meant loop": Meaning("correct.meant", {"instead": "loop"}),
    "loop": Meaning("correct.meant", {"instead": "loop"}),
    "that's not what I meant": Meaning("correct.meant"),
    "sky or stars in rome": Meaning("sky.now", {"city": "rome"}, 0.51, "sky.stars"),
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(home: Path, clock: Clock) -> Assistant:
    add_sky_and_shed(home)
    return scripted(clock, MEANINGS)


# Choices


@pytest.mark.parametrize(
    ("answer", "took"),
    [
        ("1", "r"), ("2", "s"), ("number 3", "h"), ("the second one", "s"), ("last", "h"),
        ("the spade", "s"), ("Spade, please", "s"), ("rake", "r"), ("2번", "s"),
        ("두 번째", "s"), ("세 번째 거요", "h"), ("망치요", "h"), ("마지막 걸로", "h"),
        (unicodedata.normalize("NFD", "망치"), "h"),
    ],
)  # fmt: skip
def test_one_of_the_choices_is_named_by_number_place_or_words(
    bot: Assistant, answer: str, took: str
) -> None:
    asked = say(bot, "pick a tool")
    assert [s.label for s in asked.suggestions] == ["the old rake", "the spade", "망치"]
    assert say(bot, answer).text in (f"took {took}", f"{took} 꺼냄")


def test_a_number_is_answered_in_the_language_of_the_question(bot: Assistant) -> None:
    assert say(bot, "연장 꺼내", "2").text == "s 꺼냄"
    assert say(bot, "pick a tool", "두 번째").text == "s 꺼냄"


def test_what_is_no_choice_is_a_message_of_its_own(bot: Assistant) -> None:
    assert say(bot, "pick a tool", "7").text == "I don't know that yet."
    assert say(bot, "1").text == "I don't know that yet."  # the question is over


# Yes or no


@pytest.mark.parametrize("no", ["no", "아니요", "never mind", "no, cancel that", "됐어"])
def test_no_and_never_mind_end_a_question(bot: Assistant, no: str) -> None:
    for question in ("burn it", "start it", "pick a tool", "fetch it"):
        if question == "start it" and no in ("no", "아니요"):
            continue  # to a no the handler may have another way
        assert say(bot, question, no).text in ("All right.", "네, 알겠어요.")
        assert bot._dialogue._pending is None


def test_a_yes_confirms_and_a_grant_between_does_not_ask_twice(bot: Assistant) -> None:
    assert say(bot, "burn it").text == "Really?"
    granting = say(bot, "yes, please")
    assert "`shed` wants to" in granting.text
    assert [s.label for s in granting.suggestions] == ["Yes", "No"]
    assert say(bot, "ok").text == "burnt"
    assert say(bot, "태워").text == "정말요?"
    assert say(bot, "네").text == "태움"


@pytest.mark.parametrize("answer", ["네?", "sure?", "yes but later", ""])
def test_what_is_not_wholly_a_yes_confirms_nothing(bot: Assistant, answer: str) -> None:
    assert "burnt" not in say(bot, "burn it", answer).text


def test_an_empty_message_leaves_the_question_open(bot: Assistant) -> None:
    assert "wants to" in say(bot, "burn it", "  ", "yes").text


# Grants


def test_a_grant_is_asked_for_once_and_kept(bot: Assistant, home: Path, clock: Clock) -> None:
    assert "May it, from now on?" in say(bot, "start it").text
    assert say(bot, "yes").text == "it runs"
    assert say(bot, "start it").text == "it runs"
    assert say(scripted(clock, MEANINGS), "start it").text == "it runs"


def test_refused_the_handler_may_have_another_way_and_it_is_asked_again(bot: Assistant) -> None:
    assert say(bot, "start it", "no").text == "pulled the cord myself"
    assert say(bot, "burn it", "yes", "no").text == "All right."
    assert "May it" in say(bot, "start it").text


def test_a_grant_that_cannot_be_kept_is_told(bot: Assistant, home: Path) -> None:
    (home / "grants.json").write_text("{broken")
    assert say(bot, "start it", "yes").text.startswith("I could not do that.")
    assert "May it" in say(bot, "start it").text


# Slots


def test_a_slot_that_is_missing_is_asked_for(bot: Assistant) -> None:
    assert say(bot, "fetch it").text == "For which day?"
    assert say(bot, "tomorrow").text == "for 2026-11-26"
    assert say(bot, "가져와", "내일이요").text == "2026-11-26에"


def test_words_that_mean_nothing_are_asked_for_again(bot: Assistant) -> None:
    again = say(bot, "fetch it", "the day of the fish")
    assert again.asks == "day" and "can't make out" in again.text
    assert say(bot, "friday").text == "for 2026-11-27"


def test_free_words_are_taken_whole_even_if_the_network_sees_a_slot_in_them(
    bot: Assistant,
) -> None:
    assert say(bot, "take a note", "the door code is 4521").text == "note=the door code is 4521"


def test_the_whole_request_may_be_said_again_with_all_it_needs(bot: Assistant) -> None:
    reply = say(bot, "take a note", "note that the roof leaks tomorrow")
    assert reply.text == "note=the roof leaks | when=tomorrow"


@pytest.mark.parametrize("question", ["fetch it", "pick a tool", "burn it", "start it"])
def test_a_new_request_instead_of_an_answer_is_one(bot: Assistant, question: str) -> None:
    assert say(bot, question, "the sky in rome").text == "sky.now city=Rome"
    assert say(bot, "yes").text == "I don't know that yet."


# Taking back


def test_the_last_thing_that_can_be_is_taken_back_then_the_one_before(bot: Assistant) -> None:
    say(bot, "pick a tool", "rake", "pick a tool", "spade", "what time is it")
    assert say(bot, "undo that").text == "put s back"
    assert say(bot, "방금 거 취소해줘").text == "r 되돌림"
    assert say(bot, "undo that").text == "There is nothing to undo."


def test_an_undo_that_fails_says_so_and_the_conversation_goes_on(bot: Assistant) -> None:
    say(bot, "start it", "yes")
    assert "it is stuck" in say(bot, "undo that").text
    assert say(bot, "the sky in rome").text == "sky.now city=Rome"


def test_an_undo_that_cannot_be_done_now_can_be_done_later(bot: Assistant, home: Path) -> None:
    file = home / "intents" / "shed" / "handler.py"
    refuse = """
def put_back(ctx, tool):
    from assistant.problems import AssistantError
    if ctx.storage.exists():
        raise AssistantError("It is held.", where="shed", remedy="Wait.")
    return f"put {tool} back"
"""
    file.write_text(file.read_text("utf-8") + refuse, "utf-8")
    say(bot, "pick a tool", "rake", "pick a tool", "spade")
    held = bot.paths.data / "plugins" / "shed"
    held.mkdir(parents=True)
    assert "It is held." in say(bot, "undo that").text
    held.rmdir()
    assert say(bot, "undo that").text == "put s back"
    assert say(bot, "undo that").text == "put r back"


# Redirecting


def test_what_was_meant_is_answered(bot: Assistant) -> None:
    reply = say(bot, "what time is it", "no, I meant the sky in paris")
    assert reply.text == "sky.now city=Paris"
    assert reply.understanding is not None and reply.understanding.intent is not None
    assert reply.understanding.intent.name == "sky.now"


@pytest.mark.parametrize("correction", ["no, I meant Paris", "아니 파리 말이야"])
def test_a_value_that_was_meant_changes_the_message_before(bot: Assistant, correction: str) -> None:
    assert say(bot, "the sky in rome", "tomorrow?", correction).text == (
        "sky.now city=Paris date=2026-11-26"
    )
    assert say(bot, "로마 하늘", "what did you understand", correction).text == (
        "sky.now city=Paris"
    )


def test_the_history_keeps_what_was_typed(bot: Assistant) -> None:
    session = bot.history.start_session()
    for message in ("the sky in rome", "no, I meant Paris"):
        bot.reply(message, session=session)
    turns = bot.history.turns(session)
    assert [turn.said for turn in turns] == ["the sky in rome", "no, I meant Paris"]
    assert turns[1].intent == "sky.now"
    bot.close()


def test_what_was_meant_and_is_not_known_is_admitted(bot: Assistant) -> None:
    assert say(bot, "no, I meant gibberish").text == "I don't know that yet."


def test_a_redirect_that_never_ends_is_ended(bot: Assistant) -> None:
    assert say(bot, "no, I meant loop").text == "I don't know that yet."
    assert say(bot, "the sky in rome").text == "sky.now city=Rome"


def test_not_what_was_meant_is_about_the_message_before(bot: Assistant) -> None:
    reply = say(bot, "the sky in rome", "say that again", "that's not what I meant")
    assert reply.about == "the sky in rome"
    assert [s.action for s in reply.suggestions] == [
        "choose:sky.stars", "choose:time.date", "teach"
    ]  # fmt: skip
    assert reply.suggestions[0].label == "which stars there are"


def test_after_an_answer_it_is_about_the_message_that_asked(bot: Assistant) -> None:
    assert say(bot, "fetch it", "tomorrow", "that's not what I meant").about == "fetch it"
    assert say(bot, "burn it", "no", "that's not what I meant").about == "burn it"


def test_what_was_understood_of_an_answer_has_its_slots(bot: Assistant) -> None:
    told = say(bot, "fetch it", "tomorrow", "what did you understand").text
    assert "“fetch it”" in told and "day: “tomorrow” → 2026-11-26" in told


# Which of two


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("the second", "sky.stars city=Rome"), ("which stars", "sky.stars city=Rome"),
        ("1", "sky.now city=Rome"), ("첫 번째", "sky.now city=Rome"),
        ("never mind", "All right."),
        ("the sky in paris", "sky.now city=Paris"),
    ],
)  # fmt: skip
def test_which_of_two_is_answered_in_words_too(bot: Assistant, answer: str, text: str) -> None:
    asked = say(bot, "sky or stars in rome")
    assert [s.action for s in asked.suggestions] == ["choose:sky.now", "choose:sky.stars", "teach"]
    assert say(bot, answer).text == text


# Whatever happens


@pytest.mark.parametrize("question", ["fetch it", "pick a tool", "burn it", "start it",
                                      "sky or stars in rome", "the sky in rome"])  # fmt: skip
@pytest.mark.parametrize(
    "message", ["\x00", "[/]", "😀" * 50, "\ud800", "x" * 100_000, "서울 " * 900, "​", "0", "?" * 99]
)
def test_whatever_is_answered_gets_a_reply(bot: Assistant, question: str, message: str) -> None:
    assert say(bot, question, message).text


def test_a_plugin_that_is_gone_is_asked_no_more(bot: Assistant, home: Path) -> None:
    say(bot, "fetch it")
    shutil.rmtree(home / "intents" / "shed")
    bot.reload_plugins([home / "intents" / "shed"])
    assert say(bot, "tomorrow").text == "I don't know that yet."
    assert "nothing answers it yet" in say(bot, "burn it").text


def test_what_a_handler_failed_with_is_no_markdown(bot: Assistant, home: Path) -> None:
    (home / "intents" / "shed" / "handler.py").write_text(
        "def start(ctx):\n    raise ValueError('__init__ *of* [x](y)')\n"
    )
    assert "ValueError: \\_\\_init\\_\\_ \\*of\\* \\[x\\](y)" in say(bot, "start it").text


def test_a_yes_grants_what_was_asked_for_and_not_what_is_declared_since(
    bot: Assistant, home: Path
) -> None:
    assert "open things" in say(bot, "start it").text
    file = home / "intents" / "shed" / "intent.toml"
    file.write_text(file.read_text("utf-8").replace('["exec"]', '["exec", "files"]'), "utf-8")
    bot._knowledge.read_changed(frozenset({file.parent}))
    say(bot, "yes")
    plugin = bot.library.intents["shed.start"].plugin
    assert plugin is not None
    assert granted(bot.paths.data, plugin) == {"exec"}


def test_what_was_said_to_other_plugins_is_told_to_the_built_in_ones_alone(
    bot: Assistant, home: Path
) -> None:
    (home / "intents" / "shed" / "handler.py").write_text(
        "def start(ctx):\n    return ' '.join(e.said for e in ctx.previous) or 'nothing'\n"
    )
    assert say(bot, "what time is it", "the sky in rome", "start it").text == "nothing"
    assert say(bot, "start it").text == "start it"
    assert "start it" in say(bot, "what did you understand").text
