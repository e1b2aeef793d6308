"""`assistant models …`, as a script and as a person use it."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.plugins.learned import write_learned
from assistant.understanding.bundle import Bundle, write_bundle

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def models(home: Path, small_bundle: Bundle) -> Path:
    for name in ("first", "second"):
        write_bundle(home / "models" / name, small_bundle)
    return home / "models"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["models", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def said(capsys: Capture, *arguments: str) -> dict[str, Any]:
    """The one object that a command prints with --json."""
    assert run(*arguments, "--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def refused(capsys: Capture, *arguments: str) -> str:
    assert run(*arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def listed(capsys: Capture) -> dict[str, dict[str, Any]]:
    assert run("list", "--json") == 0
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return {about["name"]: about for about in lines}


def test_the_list_tells_size_and_what_was_learned(models: Path, capsys: Capture) -> None:
    write_learned(models / "first", ["music.play\tput on jazz"])
    about = listed(capsys)
    assert (about["first"]["added"], about["first"]["removed"]) == (1, 0)
    assert about["second"]["added"] is None
    assert about["first"]["size"] > 1000 and about["bundled-gru"]["current"]
    assert run("list") == 0
    first = next(line for line in capsys.readouterr().out.splitlines() if " first " in line)
    assert "50.0%" in first and "MB" in first and "+1 −0 of yours" in first


def test_a_model_is_used_and_undone(models: Path, capsys: Capture) -> None:
    assert said(capsys, "use", "first") == {"current": "first"}
    assert said(capsys, "undo") == {"current": "bundled-gru"}
    assert "no model before" in refused(capsys, "undo")
    assert "There are: first, second" in refused(capsys, "use", "third")


def test_a_model_is_renamed(models: Path, capsys: Capture) -> None:
    assert said(capsys, "rename", "first", "best") == {"name": "best"}
    assert "best" in listed(capsys)
    assert "already" in refused(capsys, "rename", "best", "second")
    assert "cannot be the name" in refused(capsys, "rename", "best", "../up")


def test_a_model_travels_as_a_file(models: Path, tmp_path: Path, capsys: Capture) -> None:
    file = str(tmp_path / "best.zip")
    assert said(capsys, "export", "first", file) == {"name": "first", "file": file}
    assert "already" in refused(capsys, "export", "first", file)
    assert said(capsys, "import", file) == {"name": "best"}
    assert said(capsys, "import", file, "--name", "again") == {"name": "again"}
    assert {"best", "again"} <= listed(capsys).keys()
    assert "no model" in refused(capsys, "import", str(models / "first" / "manifest.json"))


def test_a_model_is_deleted_unless_in_use(models: Path, capsys: Capture) -> None:
    assert said(capsys, "delete", "first") == {"deleted": "first"}
    assert "first" not in listed(capsys)
    run("use", "second")
    capsys.readouterr()
    assert "in use" in refused(capsys, "delete", "second")
    assert "bundled" in refused(capsys, "delete", "bundled-gru")


def test_two_models_are_compared(home: Path, models: Path, capsys: Capture) -> None:
    plugins = ("help", "out_of_scope", "time", "weather")
    others = "".join(f"[plugins.{name}]\nenabled = false\n" for name in plugins)
    (home / "config.toml").write_text(others)  # so that there is less to read
    run("use", "first")
    capsys.readouterr()
    about = said(capsys, "compare")
    assert (about["before"], about["after"], about["worse"]) == ("bundled-gru", "first", True)
    about = said(capsys, "compare", "bundled-gru", "second")
    assert about["held_out"]["rows"] > about["intents"]["greeting.hello"]["rows"] > 0
    assert run("compare", "second") == 0
    words = capsys.readouterr().out
    assert words.startswith("first → second:")
    assert "There is no model" in refused(capsys, "compare", "nothing")
