"""A checkup of a real assistant: its own files, and the real model or one that a test chooses."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.conversation.checkup import Checkup
from assistant.conversation.findings import Finding, Kind
from assistant.conversation.knowledge import InUse
from assistant.plugins.examples import Example, parse_example
from assistant.plugins.mine import OwnPhrase
from assistant.problems import AssistantError
from assistant.understanding.model import Model
from tests.stub_model import near, spread, stub_model

BUILTIN = {"weather.rain": ["do I need an umbrella"], "time.now": ["what time is it"]}
A, B = spread(["a", "b"]).values()


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """An assistant with two built-in phrases and a model that takes `A` and all near for rain."""
    folder = tmp_path / "builtin" / "some"
    folder.mkdir(parents=True)
    intents = "".join(
        f'[[intent]]\nname = "{name}"\nreply = {{ en = "Yes." }}\n'
        f"[intent.examples]\nen = {phrases}\n"
        for name, phrases in BUILTIN.items()
    )
    head = 'schema = 1\nid = "some"\nversion = "1"\napi = 1\n'
    (folder / "intent.toml").write_text(head + intents)
    monkeypatch.setattr("assistant.plugins.library.bundled", lambda name: tmp_path / name)
    (tmp_path / "intents").symlink_to(tmp_path / "builtin")
    vectors = {"do I need an umbrella": A, "will I get wet": near(A, 0.95), "rainy": near(A, 0.8)}
    model = stub_model(vectors, {"weather.rain": A, "time.now": B})
    return _answering(Assistant(), model, monkeypatch)


def _answering(bot: Assistant, model: Model, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    monkeypatch.setattr(
        Assistant, "in_use", lambda bot: InUse(model, "stub", bot._knowledge.known.taught)
    )
    return bot


def own(intent: str, text: str) -> OwnPhrase:
    return OwnPhrase(intent, "en", Example(text))


def found(checkup: Checkup, *but: Kind) -> list[tuple[Kind, str]]:
    findings = checkup.full()
    assert findings is not None
    return [(f.kind, f.intent) for f in findings if f.kind not in but]


def test_without_phrases_of_the_user_nothing_is_read_and_nothing_is_wrong(
    bot: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Assistant, "in_use", None)
    assert Checkup(bot).quick() == () and Checkup(bot).full() == ()


def test_a_phrase_added_after_the_assistant_was_loaded_counts(bot: Assistant) -> None:
    checkup = Checkup(bot)
    assert found(checkup) == []
    bot.mine.add("time.now", Example("will I get wet"))
    assert found(checkup) == [(Kind.CLOSE, "time.now")]
    bot.mine.remove(bot.mine.phrases()[0])
    assert found(checkup) == []


def test_what_is_seen_in_words_alone_comes_before_the_model_is_read(
    bot: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.mine.add("time.now", Example("Do I need an umbrella?"))
    monkeypatch.setattr(Assistant, "in_use", None)
    assert [finding.kind for finding in Checkup(bot).quick()] == [Kind.SAME]


def test_a_slot_declared_in_the_user_s_own_file_counts(bot: Assistant) -> None:
    bot.mine.add("music.play", parse_example("play [jazz](genre)"))
    bot.mine.add("music.play", Example("sing"))
    bot.mine.remove(own("music.play", "play jazz"))
    assert found(Checkup(bot), Kind.FEW, Kind.WRONG) == [(Kind.SLOT, "music.play")]


def test_it_can_be_stopped(bot: Assistant) -> None:
    bot.mine.add("time.now", Example("will I get wet"))
    assert Checkup(bot).full(lambda: True) is None


def test_a_broken_file_of_the_user_is_named(bot: Assistant) -> None:
    bot.mine.add("time.now", Example("will I get wet"))
    bot.mine.manifest.write_text("not toml [")
    with pytest.raises(AssistantError, match=r"intent\.toml"):
        Checkup(bot).full()


@pytest.mark.parametrize(
    ("intent", "text", "kind"),
    [
        ("time.now", "Do I need an umbrella?", Kind.SAME),
        ("time.now", "will I get wet", Kind.CLOSE),
        ("time.now", "rainy", Kind.WRONG),
        ("weather.rain", "will I get wet", None),
        ("weather.rain", "rainy", None),
    ],
)
def test_a_new_phrase_is_looked_at_by_itself(
    bot: Assistant, intent: str, text: str, kind: Kind | None
) -> None:
    bot.mine.add("music.play", Example("sing"))  # so that there is something to compare
    checkup = Checkup(bot)
    checkup.full()
    clash: Finding | None = checkup.of_phrase(own(intent, text))
    assert (clash.kind if clash else None) == kind


def test_a_checkup_cut_short_leaves_the_former_one_to_compare_with(bot: Assistant) -> None:
    bot.mine.add("music.play", Example("sing"))
    checkup = Checkup(bot)
    checkup.full()
    assert checkup.full(lambda: True) is None
    clash = checkup.of_phrase(own("time.now", "will I get wet"))
    assert clash is not None and clash.kind is Kind.CLOSE


def test_a_phrase_that_is_moved_does_not_clash_with_where_it_was(bot: Assistant) -> None:
    bot.mine.add("weather.rain", Example("will I get wet"))
    bot.mine.add("music.play", Example("sing"))
    checkup = Checkup(bot)
    checkup.full()
    assert checkup.of_phrase(own("music.play", "Sing")) is None
    assert checkup.of_phrase(own("dance", "sing")) is None


def test_a_fresh_installation_has_no_findings_and_a_wrong_phrase_has_one(home: Path) -> None:
    """With the real model and the built-in phrases."""
    with Assistant() as bot:
        assert Checkup(bot).full() == ()
        bot.teach(["will it rain in Osaka tomorrow"], "greeting.thanks")
        bot.teach(["thanks a million, mate"], "greeting.thanks")
        findings = Checkup(bot).full()
    assert findings is not None
    (finding,) = findings
    assert finding.kind in (Kind.SAME, Kind.CLOSE) and finding.belongs_to == "weather.rain"
