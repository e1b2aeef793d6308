"""`assistant examples`, as a person types it."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.commands.examples import FORMATS as NAMED
from assistant.plugins.exchange.formats import FORMATS


class Shell:
    """Runs commands in this process, and has what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["examples", *arguments])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        assert isinstance(ended.value.code, int)
        return ended.value.code

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def examples(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def own(examples: Shell) -> list[tuple[str, str]]:
    examples("list", "--own", "--json")
    return [(row["intent"], row["text"]) for row in examples.rows]


def test_phrases_are_added_listed_and_removed(examples: Shell) -> None:
    assert examples("add", "music.play", "put on [jazz](genre)", "재즈 틀어줘") == 0
    assert examples.out == "2 added, 0 replaced, 0 unchanged\n"
    assert examples("list", "music.play") == 0
    assert [line.split(maxsplit=3) for line in examples.out.splitlines()] == [
        ["music.play", "en", "own", "put on [jazz](genre)"],
        ["music.play", "ko", "own", "재즈 틀어줘"],
    ]
    assert examples("remove", "music.play", "Put on  jazz") == 0
    assert examples.out == "1 removed\n"
    assert own(examples) == [("music.play", "재즈 틀어줘")]


def test_the_list_is_searched_for_all_words(examples: Shell) -> None:
    examples("add", "music.play", "turn the volume up", "turn it down")
    assert examples("list", "--search", "TURN", "up", "--json") == 0
    assert [(row["text"], row["origin"]) for row in examples.rows if row["origin"] == "own"] == [
        ("turn the volume up", "own")
    ]
    assert examples("list", "--search", "no phrase has this") == 1
    assert examples.out == ""


def test_without_a_command_everything_is_listed(examples: Shell) -> None:
    assert examples() == 0
    assert "builtin" in examples.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("list", "weather.nwo"), "weather.now"), (("export", "csv", "x.csv", "nope"), "nope"),
        (("add", "Bad Name", "hi"), "music.play"), (("add", "a", "[hi](x"), "not closed"),
        (("add", "time.now", "in [Paris](town)"), "'town'"), (("remove", "a", "[x"), "not closed"),
        (("import", "rsa", "x.yml"), "'rasa'"), (("import", "csv", "gone.csv"), "gone.csv"),
        (("import", "csv", "x", "--as", "y"), "--as"),
        (("import", "csv", "x", "--lang", "fr"), "'fr'"),
        (("export", "csv", "x.csv", "--own"), "--all"), (("export", "xml", "x"), "'xml'"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(
    examples: Shell, arguments: tuple[str, ...], says: str
) -> None:
    assert examples(*arguments) == 2
    assert says in examples.err
    assert examples.err.count("\n") == 1


def test_one_bad_phrase_keeps_all_of_them_out(examples: Shell) -> None:
    assert examples("add", "music.play", "play", "[oops") == 2
    assert own(examples) == []


def test_removing_what_is_not_there_is_told(examples: Shell) -> None:
    examples("add", "music.play", "play")
    assert examples("remove", "music.play", "play", "sing") == 1
    assert "sing" in examples.err
    assert examples("remove", "time.now", "what time is it", "--json") == 1
    (answer,) = examples.rows
    assert answer["removed"] == 0
    assert "none of your phrases" in answer["problems"][0]["what"]


def test_an_import_says_what_it_did_and_what_was_wrong(examples: Shell, tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(
        "nlu:\n- intent: PlayMusic\n  examples: |\n    - play\n    oops\n    - sing\n"
        "- intent: ask_time\n  examples: |\n    - got the time in [Rome](place)\n"
    )
    examples("add", "other", "sing")
    arguments = ("import", "rasa", str(file), "--as", "ask_time=time.now")
    assert examples(*arguments, "--dry-run") == 0
    assert examples.out == "2 added, 1 replaced, 0 unchanged, 1 left out (dry run)\n"
    assert own(examples) == [("other", "sing")]

    assert examples(*arguments) == 0
    assert examples.out == "2 added, 1 replaced, 0 unchanged, 1 left out\n"
    bad, renamed, slot = examples.err.splitlines()
    assert f"{file}, line 5" in bad
    assert "'PlayMusic' is taken as play_music" in renamed
    assert "time.now has no slot 'place'" in slot
    assert own(examples) == [
        ("play_music", "play"), ("play_music", "sing"), ("time.now", "got the time in Rome"),
    ]  # fmt: skip

    assert examples(*arguments, "--json") == 0
    (answer,) = examples.rows
    assert (answer["added"], answer["unchanged"], answer["left_out"]) == (0, 3, 1)
    assert len(answer["problems"]) == 3
    assert examples.err == ""


def test_after_many_phrases_a_training_is_advised(examples: Shell, tmp_path: Path) -> None:
    rows = "".join(f"phrase number {n},a\n" for n in range(1001))
    (tmp_path / "a.csv").write_text("text,intent\n" + rows)
    assert examples("import", "csv", str(tmp_path / "a.csv")) == 0
    assert "assistant train" in examples.err
    assert examples("import", "csv", str(tmp_path / "a.csv")) == 0
    assert examples.err == ""


def test_of_several_files_those_that_can_be_read_are_taken(examples: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,intent\nhi,greet\n")
    (tmp_path / "b.csv").write_bytes(b"\xff")
    files = [str(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv")]
    assert examples("import", "csv", *files) == 0
    assert examples.out == "1 added, 0 replaced, 0 unchanged, 0 left out\n"
    assert [name in examples.err for name in ("a.csv", "b.csv", "c.csv")] == [False, True, True]


def test_an_import_that_took_nothing_says_no(examples: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,intent\n,greet\n")
    assert examples("import", "csv", str(tmp_path / "a.csv")) == 1
    assert examples.out == "0 added, 0 replaced, 0 unchanged, 1 left out\n"


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_exported_can_be_imported_by_someone_else(
    examples: Shell, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples("add", "music.play", "put on [jazz](genre)", "louder")
    examples("add", "music.stop", "be quiet")
    before = own(examples)
    target = tmp_path / "out" / "target"
    assert examples("export", name, str(target)) == 0
    assert "3 exported, 0 left out" in examples.out
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "someone else"))
    assert examples("import", name, str(target)) == 0
    assert examples.out.startswith("3 added")
    assert sorted(own(examples)) == sorted(before)


def test_an_export_can_be_of_all_plugins_some_intents_or_a_language(
    examples: Shell, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"

    def languages(*more: str) -> set[tuple[str | None, str]]:
        assert examples("export", "jsonl", str(target), *more, "--json") == 0
        assert examples.rows[0]["files"] == [str(target)]
        rows = [json.loads(line) for line in target.read_text().splitlines()]
        assert len(rows) == examples.rows[0]["exported"]
        return {(row["intent"], row["lang"]) for row in rows}

    examples("add", "music.play", "play", "틀어줘")
    assert languages() == {("music.play", "en"), ("music.play", "ko")}
    assert languages("--lang", "ko") == {("music.play", "ko")}
    assert languages("--own", "music.play") == languages("music.play", "--own") == languages()
    assert languages("time.now", "--all") == {("time.now", "en"), ("time.now", "ko")}
    assert languages("--all", "time.now") == {("time.now", "en"), ("time.now", "ko")}
    assert {("weather.rain", "ko"), (None, "en"), ("music.play", "ko")} <= languages("--all")


def test_an_export_that_fails_leaves_the_former_one(examples: Shell, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("former")
    examples("add", "music.play", "play", "틀어줘")
    assert examples("export", "snips-json", str(target)) == 2
    assert "--lang" in examples.err
    assert target.read_text() == "former"
    assert examples("export", "csv", str(tmp_path)) == 2


def test_a_broken_layer_of_one_s_own_is_told_and_not_overwritten(
    examples: Shell, home: Path
) -> None:
    manifest = home / "intents" / "mine" / "intent.toml"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("][")
    assert examples("add", "music.play", "play") == 2
    assert "intent.toml" in examples.err
    assert manifest.read_text() == "]["


def test_the_help_names_every_format() -> None:
    assert NAMED.replace(" or ", ", ").split(", ") == list(FORMATS)
