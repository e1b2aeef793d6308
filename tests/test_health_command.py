"""`assistant health`: what is wrong, how to mend it, and the exit status."""

import json
from pathlib import Path

import pytest

from assistant import cli
from assistant.conversation.assistant import Assistant, InUse
from assistant.plugins.examples import Example
from assistant.plugins.manifest import MINE
from assistant.plugins.mine import Mine
from tests.stub_model import stub_model
from tests.test_imports import loaded_after


@pytest.fixture
def mine(home: Path, monkeypatch: pytest.MonkeyPatch) -> Mine:
    """The user's phrases; the model finds nothing like another."""
    monkeypatch.setattr(Assistant, "in_use", lambda _: InUse(stub_model({}), "stub", {}))
    return Mine(home / "intents" / MINE)


def health(*options: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(["health", *options])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_nothing_wrong_is_said_and_is_no_failure(
    mine: Mine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert health() == 0
    assert "Nothing is wrong" in capsys.readouterr().out
    assert health("--json") == 0
    assert capsys.readouterr().out == ""


def test_a_finding_is_said_with_its_remedy_and_fails(
    mine: Mine, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.add("music.play", Example("what time is it"))
    assert health() == 1
    lines = capsys.readouterr().out.splitlines()
    assert "“what time is it” is in music.play and in time.now." in lines
    assert any(line.startswith("    ") and "time.now" in line for line in lines)


def test_a_finding_as_json_names_kind_phrases_and_intents(
    mine: Mine, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.add("music.play", Example("what time is it"))
    assert health("--json") == 1
    first, *_ = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["kind"] == "same"
    assert (first["intent"], first["other_intent"]) == ("music.play", "time.now")
    own = {"text": "what time is it", "intent": "music.play", "origin": "own"}
    assert first["phrase"] == own
    assert first["other"]["origin"] == "builtin"
    assert first["what"] and first["remedy"]


def test_it_speaks_the_language_of_the_interface(
    mine: Mine, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "config.toml").write_text('language = "ko"\n')
    assert health() == 0
    assert "문제가 없어요" in capsys.readouterr().out


def test_a_broken_file_of_the_user_is_one_line_on_stderr(
    mine: Mine, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.add("music.play", Example("play"))
    mine.manifest.write_text("not toml [")
    assert health() == 2
    said = capsys.readouterr().err
    assert "intent.toml" in said and "Traceback" not in said and said.count("\n") == 1


def test_it_needs_neither_torch_nor_textual() -> None:
    code = (
        "from assistant import Assistant\n"
        "from assistant.conversation.checkup import Checkup\n"
        "with Assistant() as bot:\n bot.mine.add('music.play', __import__("
        "'assistant.plugins.examples', fromlist=['Example']).Example('play jazz'))\n"
        " assert Checkup(bot).quick()"
    )
    assert loaded_after(code) == set()
