"""Teaching: the classifier is fitted at once, keeps what it knew, and bears broken files."""

import shutil
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.conversation.teaching import MOST_LESSONS, Lesson, Teaching, sample_of
from assistant.plugins.examples import is_held_out
from assistant.understanding.understanding import OUT_OF_SCOPE

JAZZ = ["play some jazz", "put some jazz music on", "play me a jazz record", "start playing jazz"]


@pytest.fixture
def bot(home: Path, rehearsed: None) -> Assistant:
    assistant = Assistant()
    assistant.load()
    return assistant


def intent_of(bot: Assistant, text: str) -> str | None:
    intent = bot.understand(text).intent
    return intent.name if intent else None


def test_a_phrase_like_those_taught_is_understood(bot: Assistant) -> None:
    assert intent_of(bot, "play some jazz music") is None
    bot.teach(JAZZ, "music.play")
    assert intent_of(bot, "play some jazz music") == "music.play"


def test_the_name_of_a_new_intent_is_learned_from(bot: Assistant) -> None:
    """The taught phrases share no word with the question; the intent's name does."""
    bot.teach(["mach das wasser warm", "heiz den kessel"], "sauna.ready")
    assert intent_of(bot, "sauna ready") == "sauna.ready"


def test_what_was_known_before_is_still_known(bot: Assistant) -> None:
    known = [
        (phrase.example.text, name)
        for name, intent in bot.library.intents.items()
        for phrase in intent.spec.phrases
        if name != OUT_OF_SCOPE and not phrase.negative and not is_held_out(phrase.example.text)
    ][::10]
    before = [intent_of(bot, text) == name for text, name in known]
    bot.teach(JAZZ, "music.play")
    after = [intent_of(bot, text) == name for text, name in known]
    assert sum(after) >= sum(before) - len(known) // 100


def test_a_taught_phrase_is_like_what_belongs_also_after_a_restart(bot: Assistant) -> None:
    odd = "zwölf boxkämpfer jagen viktor"
    bot.teach([odd], "music.play")
    assert intent_of(bot, odd) == "music.play"
    with Assistant() as again:
        assert intent_of(again, odd) == "music.play"


def test_a_plugin_s_intents_are_known_without_a_training(home: Path) -> None:
    folder = home / "intents" / "dice"
    folder.mkdir(parents=True)
    lines = ["roll a die", "throw the dice", "roll the dice for me", "cast a pair of dice"]
    (folder / "intent.toml").write_text(
        'schema = 1\nid = "dice"\nversion = "1"\napi = 1\n[[intent]]\nname = "dice.roll"\n'
        f'reply = {{ en = "Four." }}\n[intent.examples]\nen = {lines}\n'
    )
    with Assistant() as bot:
        assert bot.reply("please roll the dice").text == "Four."


def test_a_fit_is_kept_and_not_made_twice(
    home: Path, bot: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.teach(JAZZ, "music.play")
    expected = bot.understand("play jazz").ranking

    def refuse(*_: object) -> None:
        raise AssertionError("fitted again")

    monkeypatch.setattr(Teaching, "_fit", refuse)
    with Assistant() as again:
        found = again.understand("play jazz").ranking
    assert [s.name for s in found] == [s.name for s in expected]
    assert found[0].confidence == pytest.approx(expected[0].confidence, abs=0.01)


@pytest.mark.parametrize("name", ["taught.safetensors", "rehearsal.safetensors"])
@pytest.mark.parametrize("content", [b"", b"\0" * 200, None])
def test_a_broken_cache_is_made_again(
    home: Path, bot: Assistant, name: str, content: bytes | None
) -> None:
    bot.teach(JAZZ, "music.play")
    file = home / "cache" / name
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with Assistant() as again:
        again.teach(["play a jazz song"], "music.play")
        assert intent_of(again, "play some jazz music") == "music.play"


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(home: Path, bot: Assistant) -> None:
    shutil.rmtree(home / "cache")
    (home / "cache").write_text("a file where a folder should be")
    bot.teach(JAZZ, "music.play")
    assert intent_of(bot, "play some jazz music") == "music.play"


def test_a_forgotten_phrase_is_unlearned(bot: Assistant) -> None:
    bot.teach(JAZZ, "music.play")
    for phrase in bot.mine.phrases():
        bot.mine.remove(phrase)
    bot.reload()
    assert intent_of(bot, "play some jazz music") is None


def test_an_intent_with_nothing_but_what_it_is_not_harms_nobody(home: Path) -> None:
    folder = home / "intents" / "dice"
    folder.mkdir(parents=True)
    (folder / "intent.toml").write_text(
        'schema = 1\nid = "dice"\nversion = "1"\napi = 1\n[[intent]]\nname = "dice.roll"\n'
        'reply = { en = "Four." }\n[intent.examples]\nnot = ["roll over"]\n'
    )
    with Assistant() as bot:
        assert intent_of(bot, "what time is it") == "time.now"


def test_of_more_phrases_than_a_moment_allows_the_latest_of_every_intent_are_fitted() -> None:
    many = [Lesson(f"phrase {n}", f"intent.{n % 3}") for n in range(3 * MOST_LESSONS)]
    few = [Lesson("the only one", "intent.rare")]
    chosen = sample_of([*few, *many])
    assert len(chosen) <= MOST_LESSONS and few[0] in chosen
    assert {lesson.intent for lesson in chosen} == {lesson.intent for lesson in (*few, *many)}
    assert many[-1] in chosen and many[0] not in chosen
    assert sample_of(many[:MOST_LESSONS]) == many[:MOST_LESSONS]
