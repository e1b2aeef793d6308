"""The conversation, with the bundled model and plugins made for the purpose."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import Assistant, AssistantError
from assistant.conversation.decision import Admit, Answer, AskWhich, decide
from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore, Understanding
from assistant.understanding.versions import DEFAULT

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday

HOSTILE = [
    "", " ", "\n\t", "\x00\x1b[31m", "[/]", "[bold]x[/bold]", "[x](y)", "😀" * 50, "ㅋㅋㅋ",
    "\ud800", "x" * 100_000, "서울 " * 30_000, "<script>", "# heading", "|a|b|", "\u202eabc",
    "\u200b", unicodedata.normalize("NFD", "지금 몇 시야"),
]  # fmt: skip


@pytest.fixture
def bot(home: Path, rehearsed: None) -> Assistant:
    return Assistant(clock=lambda: NOW)


def add_plugin(home: Path, name: str, manifest: str, handler: str = "") -> None:
    folder = home / "intents" / name
    folder.mkdir(parents=True)
    (folder / "intent.toml").write_text(manifest)
    (folder / "handler.py").write_text(handler)


def echo_plugin(home: Path, handler: str, slots: str = "") -> None:
    """A plugin for the intent `echo`, which a taught phrase leads to."""
    manifest = f"""
schema = 1
id = "echo"
version = "0.1.0"
api = 1
timeout = 0.3

[[intent]]
name = "echo"
handler = "answer"
{slots}
"""
    add_plugin(home, "echo", manifest, handler)


def understanding(*ranking: tuple[str, float], in_scope: bool = True) -> Understanding:
    scores = tuple(IntentScore(name, confidence) for name, confidence in ranking)
    return Understanding("x", "en", scores, in_scope, 0.9, (), "m")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("what time is it", "12:00"),
        ("what time is it in Tokyo?", "21:00"),
        ("지금 뉴욕 몇 시야", "7시"),
        (unicodedata.normalize("NFD", "도쿄는 지금 몇 시야"), "9시"),
        ("how many days until december 25", "32"),
    ],
)
def test_a_question_is_answered_in_its_language(
    bot: Assistant, message: str, expected: str
) -> None:
    assert expected in bot.reply(message).text


@pytest.mark.parametrize("message", HOSTILE, ids=lambda message: repr(message[:12]))
def test_whatever_is_typed_gets_a_reply_and_is_kept(bot: Assistant, message: str) -> None:
    session = bot.history.start_session()
    reply = bot.reply(message, session=session)
    assert reply.text
    assert reply.understanding is not None
    (turn,) = bot.history.turns(session)
    assert turn.reply == reply.text
    bot.close()


def test_a_message_that_is_too_long_is_told_so(bot: Assistant) -> None:
    assert "100,000 characters" in bot.reply("x" * 100_000).text


def test_what_is_out_of_scope_is_admitted_and_never_answered(bot: Assistant) -> None:
    reply = bot.reply("book me a table for two at the italian place")
    assert reply.text == "I don't know that yet."
    assert [reply.suggestions[0].action, reply.suggestions[-1].action] == ["teach", "dismiss"]


def test_a_correction_holds_before_the_next_message(bot: Assistant) -> None:
    phrase = "Zorgle blip"
    bot.correct(phrase, "greeting.hello")
    seen = bot.understand("zorgle  BLIP")
    assert seen.intent == IntentScore("greeting.hello", 1.0)
    assert "know" not in bot.reply("zorgle blip").text


def test_a_phrase_said_to_be_none_of_these_is_refused_from_then_on(bot: Assistant) -> None:
    assert bot.understand("what time is it").in_scope
    bot.correct("what time is it", OUT_OF_SCOPE)
    assert not bot.understand("what time is it").in_scope
    assert "don't know" in bot.reply("what time is it").text


def test_a_correction_survives_a_restart(rehearsed: None) -> None:
    with Assistant() as first:
        first.correct("불러줘 브이", "music.play")
    with Assistant() as second:
        seen = second.understand("불러줘 브이").intent
        assert seen is not None
        assert seen.name == "music.play"
        assert "music.play" in second.reply("불러줘 브이").text


@pytest.mark.parametrize("name", ["", "Music", "a b", "../x", "a..b", "x" * 200])
def test_a_name_that_cannot_be_an_intent_is_refused_with_a_remedy(
    bot: Assistant, name: str
) -> None:
    with pytest.raises(AssistantError) as refusal:
        bot.correct("play it", name)
    assert refusal.value.problem.remedy


@pytest.mark.parametrize(
    "handler",
    [
        "def answer(ctx, slots): raise ValueError('[/] broken')",
        "def answer(ctx, slots): raise SystemExit(3)",
        "def answer(ctx, slots): return 7",
        "def answer(ctx, slots):\n    import threading\n    threading.Event().wait()",
        "import no_such_module",
        "def answer(",
        "",
    ],
)
def test_a_plugin_that_fails_is_named_and_the_conversation_goes_on(
    bot: Assistant, home: Path, handler: str
) -> None:
    echo_plugin(home, handler)
    bot.correct("do the echo", "echo")
    bot.reload()
    assert bot.reply("do the echo").text.startswith("I could not do that.")
    assert "12:00" in bot.reply("what time is it").text


def test_a_broken_manifest_is_a_problem_and_the_rest_works(bot: Assistant, home: Path) -> None:
    add_plugin(home, "broken", "schema = [")
    assert "12:00" in bot.reply("what time is it").text
    assert any("broken" in problem.where and problem.remedy for problem in bot.problems)


def test_a_required_slot_is_asked_for_and_filled_by_the_next_message(
    bot: Assistant, home: Path
) -> None:
    slots = '[intent.slots.city]\ntype = "city"\nrequired = true\nprompt = { en = "Where?" }'
    echo_plugin(home, "def answer(ctx, slots): return slots['city'].value.name", slots)
    bot.correct("do the echo", "echo")
    bot.reload()
    question = bot.reply("do the echo")
    assert (question.text, question.asks) == ("Where?", "city")
    assert bot.reply("in Lima please").text == "Lima"


def test_a_new_request_instead_of_an_answer_is_treated_as_one(bot: Assistant, home: Path) -> None:
    slots = '[intent.slots.city]\ntype = "city"\nrequired = true\nprompt = { en = "Where?" }'
    echo_plugin(home, "def answer(ctx, slots): return slots['city'].raw", slots)
    bot.correct("do the echo", "echo")
    bot.reload()
    bot.reply("do the echo")
    assert "12:00" in bot.reply("what time is it").text
    bot.reply("do the echo")
    assert bot.reply("never mind").text == "All right."


def test_an_answer_in_free_words_belongs_to_the_question(bot: Assistant, home: Path) -> None:
    slots = '[intent.slots.size]\ntype = "text"\nrequired = true\nprompt = { en = "How big?" }'
    echo_plugin(home, "def answer(ctx, slots): return slots['size'].value", slots)
    bot.correct("do the echo", "echo")
    bot.reload()
    assert bot.reply("do the echo").asks == "size"
    reply = bot.reply("huge")
    assert reply.text == "huge"
    assert reply.understanding is not None
    assert reply.understanding.intent == IntentScore("echo", 1.0)
    bot.reply("do the echo")
    assert "21:00" in bot.reply("what time is it in Tokyo").text


def test_a_canned_reply_needs_no_code(bot: Assistant, home: Path) -> None:
    bot.mine.set_reply("wifi.password", "en", "It is on the fridge.")
    bot.correct("what's the wifi password again", "wifi.password")
    bot.reload()
    assert bot.reply("what's the wifi password again").text == "It is on the fridge."


def test_when_the_model_in_use_is_broken_the_bundled_one_answers(home: Path) -> None:
    (home / "models" / "mine").mkdir(parents=True)
    (home / "models" / "mine" / "manifest.json").write_text("{")
    (home / "models" / "current.json").write_text('{"stack": ["mine"]}')
    with Assistant() as bot:
        assert bot.reply("hello").text
        assert any("mine" in problem.where for problem in bot.problems)
        assert bot.versions.current().name == DEFAULT


def test_a_home_that_cannot_be_written_still_answers(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with Assistant() as bot:
        session = bot.history.start_session()
        assert bot.reply("hello", session=session).text
        with pytest.raises(AssistantError):
            bot.correct("hey you", "greeting.hello")
        assert bot.problems


async def test_the_library_can_be_awaited(bot: Assistant) -> None:
    assert "12:00" in (await bot.areply("what time is it")).text


def test_entities_carry_their_meaning(bot: Assistant) -> None:
    (city,) = bot.understand("뉴욕은 지금 몇 시야").entities
    assert (city.entity, city.raw) == ("city", "뉴욕")
    assert city.value.timezone == "America/New_York"  # type: ignore[attr-defined]


def test_a_sure_understanding_is_answered() -> None:
    assert decide(understanding(("a", 0.9), ("b", 0.1))) == Answer("a")
    assert decide(understanding(("a", 0.6), ("b", 0.1))) == Answer("a")


def test_two_intents_that_are_close_are_asked_about() -> None:
    assert decide(understanding(("a", 0.5), ("b", 0.4))) == AskWhich("a", "b")


def test_out_of_scope_is_admitted_with_the_nearest_intent() -> None:
    assert decide(understanding(("a", 0.5), in_scope=False)) == Admit("a")
    assert decide(understanding(in_scope=False)) == Admit(None)


def test_the_history_keeps_what_was_decided_of_each_message(bot: Assistant) -> None:
    session = bot.history.start_session()
    for message in ("what time is it", "book me a table at the italian place", " "):
        bot.reply(message, session=session)
    decided = [turn.decided for turn in bot.history.turns(session)]
    assert decided == ["answered", "admitted", None]


def test_two_intents_that_are_both_improbable_are_not_asked_about() -> None:
    seen = understanding(("a", 0.17), ("b", 0.15))
    assert decide(seen) == Admit("a")
