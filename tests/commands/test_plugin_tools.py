"""`assistant plugins new | check | test`: with the bundled model and real handlers."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import cli

Capture = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("rehearsed", "read_before")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["plugins", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def refused(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    assert run(*arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def found(capsys: Capture, *arguments: str, status: int = 1) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(*arguments, "--json") == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def coffee(home: Path) -> Path:
    assert run("new", "coffee") == 0
    return home / "intents" / "coffee"


def mend(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", ["coffee", "time_tracker"])
@pytest.mark.parametrize("kind", ["folder", "--single-file"])
def test_a_new_plugin_passes_check_and_test_at_once(
    home: Path, tmp_path: Path, capsys: Capture, name: str, kind: str
) -> None:
    options = ["--single-file"] if kind == "--single-file" else []
    assert run("new", name, *options) == 0
    assert run("check", name) == 0
    assert run("test", name) == 0
    assert f"{name}: nothing to mend" in capsys.readouterr().out
    (tmp_path / "else").mkdir()
    assert run("new", f"{name}2", "--to", str(tmp_path / "else"), *options) == 0
    files = [path for path in (tmp_path / "else").rglob("*") if path.is_file()]
    assert len(files) == (2 if options else 5)
    for file in files:
        assert all(len(line) <= 100 for line in file.read_text(encoding="utf-8").split("\n"))


def test_nothing_is_written_over_and_no_plugin_taken_for_another(
    tmp_path: Path, coffee: Path, capsys: Capture
) -> None:
    before = {path: path.read_bytes() for path in coffee.rglob("*") if path.is_file()}
    assert "already" in refused(capsys, "new", "coffee", "--single-file")
    assert "already" in refused(capsys, "new", "time")
    for name in ("mine", "Coffee", "../up", "한글", ""):
        assert "cannot be the id" in refused(capsys, "new", name)
    (tmp_path / "tea.py").write_text("")
    assert "tea.py" in refused(capsys, "new", "tea", "--to", str(tmp_path))
    (tmp_path / "file").write_text("")
    assert "could not be written" in refused(capsys, "new", "tea", "--to", str(tmp_path / "file"))
    assert {path: path.read_bytes() for path in before} == before


def test_a_mistake_in_the_manifest_is_told_with_file_and_line(
    coffee: Path, capsys: Capture
) -> None:
    mend(coffee / "intent.toml", 'type = "number"', 'typ = "number"')
    (problem,) = found(capsys, "check", "coffee")
    line = (coffee / "intent.toml").read_text().split("\n").index('typ = "number"') + 1
    assert f"intent.toml, line {line}" in problem["where"]
    assert "'type'" in problem["remedy"]
    assert found(capsys, "check", str(coffee)) == [problem]
    assert found(capsys, "check") == [problem]
    assert "line" in refused(capsys, "test", "coffee")


def test_what_is_wrong_with_the_code_and_the_files_is_told(coffee: Path, capsys: Capture) -> None:
    mend(coffee / "handler.py", "count: int", "cuont: int")
    mend(coffee / "handler.py", "    if ctx.language", "    ctx.open('a')\n    if ctx.language")
    (coffee / "examples" / "coffee.ordr.en.txt").write_text("a\n")
    (coffee / "examples" / "coffee.order.ko.txt").unlink()
    mend(coffee / "intent.toml", ', ko = "작은 거요, 큰 거요?"', "")
    told = "\n".join(f"{p['where']} {p['what']}" for p in found(capsys, "check", "coffee"))
    for words in ("'cuont'", "'exec'", "coffee.ordr.en.txt", "no phrases in Korean", "prompt for"):
        assert words in told


def test_a_phrase_with_a_mistake_is_told_with_its_line(coffee: Path, capsys: Capture) -> None:
    mend(coffee / "intent.toml", "[intent.slots.count]", '[intent.examples]\nen = [\n"a cup",\n'
         '"a [red](colour) cup",\n]\n[intent.slots.count]')  # fmt: skip
    (problem,) = [p for p in found(capsys, "check", "coffee") if "colour" in p["what"]]
    line = (coffee / "intent.toml").read_text().split("\n").index('"a [red](colour) cup",') + 1
    assert f"intent.toml, line {line}" in problem["where"]


def test_phrases_that_collide_are_told_with_both_and_the_figure(
    coffee: Path, capsys: Capture
) -> None:
    mend(coffee / "examples" / "coffee.order.en.txt", "\n", "\nwhat's the time now in Tokyo\n")
    (problem,) = found(capsys, "check", "coffee")
    assert "coffee.order.en.txt, line 2" in problem["where"]
    assert "what's the time now in Tokyo" in problem["what"] and "time.now" in problem["what"]
    mend(coffee / "examples" / "coffee.order.en.txt", "'s the time now in Tokyo", " time is it")
    (same,) = found(capsys, "check", "coffee")
    assert "coffee.order and in time.now" in same["what"]


def test_a_case_that_fails_says_what_came_instead(coffee: Path, capsys: Capture) -> None:
    manifest = coffee / "intent.toml"
    mend(manifest, 'size = "large" }', 'size = "small" }')
    mend(manifest, 'reply = "coffee 큰', 'reply = "tea 큰')
    text = '[[test]]\nsay = "what time is it"\nintent = "coffee.order"\n'
    manifest.write_text(manifest.read_text(encoding="utf-8") + text, encoding="utf-8")
    first, second, third = found(capsys, "test", "coffee")
    assert first["failures"] == ["slot size: small was expected, large came"]
    assert "“tea 큰" in second["failures"][0] and "“coffee 큰" in second["failures"][0]
    assert "coffee.order was expected, time.now came" in third["failures"][0]
    assert run("test", "coffee") == 1
    assert "0 of 3 passed" in capsys.readouterr().out


def test_a_handler_that_fails_fails_its_case(home: Path, coffee: Path, capsys: Capture) -> None:
    mend(
        coffee / "handler.py",
        "    if ctx.language",
        "    print('x')\n    1 / 0\n    if ctx.language",
    )
    mend(coffee / "intent.toml", 'reply = "2 large coffee"\n', "")
    failed = found(capsys, "test", "coffee")[0]["failures"]
    assert "ZeroDivisionError" in failed[0] and "handler.py, line" in failed[0]


def test_a_grant_is_given_for_the_run_alone_and_nothing_else_changes(
    home: Path, coffee: Path, capsys: Capture
) -> None:
    mend(coffee / "intent.toml", "api = 1", 'api = 1\ncapabilities = ["notify", "network"]')
    use = (
        "    ctx.notify('a')\n    ctx.storage.mkdir(parents=True)\n    import httpx\n"
        "    try:\n        ctx.http().get('https://a.invalid')\n"
        "    except httpx.ConnectError:\n        pass\n    if ctx.language"
    )
    mend(coffee / "handler.py", "    if ctx.language", use)
    assert run("test", "coffee") == 0
    assert {path.name for path in home.iterdir()} == {"cache", "intents"}


def test_a_built_in_plugin_can_be_tested_and_checked(capsys: Capture) -> None:
    cases = found(capsys, "test", "time", status=0)
    assert len(cases) > 10 and all(case["ok"] for case in cases)
    run("check", "time", "--json")  # some of its phrases are rather like each other
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all("very like" in problem["what"] for problem in told)


def test_an_id_that_is_none_is_told(capsys: Capture) -> None:
    assert "'time'" in refused(capsys, "check", "tiem")
    assert "plugins new" in refused(capsys, "test")
