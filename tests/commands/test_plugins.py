"""`assistant plugins list | enable | disable | grant | revoke | secret`."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import cli
from assistant.plugins.secrets import read_secret
from assistant.settings import read_settings

Capture = pytest.CaptureFixture[str]

MUSIC = """
schema = 1
id = "music"
version = "0.1.0"
api = 1
capabilities = ["network", "notify"]
[[intent]]
name = "music.play"
reply = { en = "a", ko = "a" }
"""


@pytest.fixture(autouse=True)
def music(home: Path) -> Path:
    folder = home / "intents" / "music"
    folder.mkdir(parents=True)
    (folder / "intent.toml").write_text(MUSIC)
    return folder


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(["plugins", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def listed(capsys: Capture) -> dict[str, dict[str, Any]]:
    assert run("list", "--json") == 0
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return {about["id"]: about for about in lines}


def refused(capsys: Capture, *arguments: str) -> str:
    assert run(*arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_the_list_says_what_is_granted(capsys: Capture) -> None:
    about = listed(capsys)
    assert about["weather"]["builtin"] and about["weather"]["granted"] == ["network"]
    assert about["music"]["capabilities"] == ["network", "notify"]
    assert (about["music"]["granted"], about["music"]["enabled"]) == ([], True)
    assert run() == 0
    assert "may use network (not granted), notify (not granted)" in capsys.readouterr().out


def test_capabilities_are_granted_and_revoked_one_or_all(capsys: Capture) -> None:
    assert run("grant", "music", "network") == 0
    assert listed_granted(capsys) == ["network"]
    assert run("grant", "music") == 0
    assert listed_granted(capsys) == ["network", "notify"]
    assert run("revoke", "music", "network") == 0
    assert listed_granted(capsys) == ["notify"]
    assert run("revoke", "music") == 0
    assert listed_granted(capsys) == []


def listed_granted(capsys: Capture) -> list[str]:
    capsys.readouterr()
    granted: list[str] = listed(capsys)["music"]["granted"]
    return granted


def test_what_is_not_declared_or_not_there_cannot_be_granted(capsys: Capture) -> None:
    assert "'network'" in refused(capsys, "grant", "music", "netwrok")
    assert "'music'" in refused(capsys, "revoke", "msuic")
    assert "nothing to grant" in refused(capsys, "grant", "time", "network")


def test_a_plugin_is_switched_off_and_on(home: Path, capsys: Capture) -> None:
    (home / "config.toml").write_text('theme = "x"\n[plugins.music]\nkey = 1\n[other]\na = 2\n')
    assert run("disable", "music") == 0
    capsys.readouterr()
    assert not listed(capsys)["music"]["enabled"]
    assert read_settings(home / "config.toml")[0].plugins == {"music": {"key": 1, "enabled": False}}
    assert run("enable", "music") == 0
    capsys.readouterr()
    assert listed(capsys)["music"]["enabled"]
    assert read_settings(home / "config.toml")[0].plugins == {"music": {"key": 1}}
    assert "[other]" in (home / "config.toml").read_text()
    assert run("disable", "time") == 0 and run("enable", "time") == 0
    assert "time" not in (home / "config.toml").read_text()


@pytest.mark.parametrize("broken", ["][", "plugins = 3\n", "cell = 'brain'\n"])
def test_broken_settings_are_not_written_over(home: Path, capsys: Capture, broken: str) -> None:
    (home / "config.toml").write_text(broken)
    assert run("disable", "music") == 2
    assert "config.toml" in capsys.readouterr().err.splitlines()[-1]
    assert (home / "config.toml").read_text() == broken


def test_a_broken_plugin_is_told_and_the_others_are_listed(home: Path, capsys: Capture) -> None:
    (home / "intents" / "music" / "intent.toml").write_text("][")
    assert run("list") == 0
    out, err = capsys.readouterr()
    assert "weather" in out and "music" not in out
    assert str(home / "intents" / "music") in err


def test_a_secret_is_read_from_stdin_and_never_shown(
    home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a 키 😀\nmore\n"))
    assert run("secret", "music", "key") == 0
    assert read_secret(home, "music", "key") == "a 키 😀"
    out, err = capsys.readouterr()
    assert "키" not in out + err
    assert run("secret", "music", "key", "--remove") == 0
    assert read_secret(home, "music", "key") is None
    capsys.readouterr()
    assert "no such secret" in refused(capsys, "secret", "music", "key", "--remove")


def test_a_secret_is_typed_without_echo(
    home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "typed")
    assert run("secret", "music", "key") == 0
    assert read_secret(home, "music", "key") == "typed"


def test_no_secret_is_stored_for_nothing_or_nobody(
    home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(" \n"))
    assert "Nothing was given" in refused(capsys, "secret", "music", "key")
    assert "'music'" in refused(capsys, "secret", "musci", "key")
    assert not (home / "secrets").exists()


def test_a_version_steers_no_terminal(music: Path, capsys: Capture) -> None:
    (music / "intent.toml").write_text(MUSIC.replace('"0.1.0"', r'"1\u001b[2J"'))
    assert run("list") == 0
    assert "\x1b" not in capsys.readouterr().out
