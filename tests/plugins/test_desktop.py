"""What is opened, how, and what never is. Nothing is started: the commands are only noted."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins import applications, desktop
from assistant.plugins.applications import command_of, find_application
from assistant.plugins.desktop import existing_path, open_target, runs, web_address
from assistant.problems import AssistantError
from tests.desktop_kit import FIREFOX, HOSTILE, add_entry


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The commands that would have been started, on a Linux with Firefox and nothing else."""
    commands: list[list[str]] = []

    def note(command: list[str], **options: object) -> None:
        assert isinstance(command, list) and not options.get("shell")
        commands.append(command)

    monkeypatch.setattr(subprocess, "Popen", note)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(desktop.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "shared"))
    add_entry(tmp_path / "shared", "org.mozilla.firefox", FIREFOX)
    return commands


def test_a_web_address_goes_to_the_system_as_one_argument(started: list[list[str]]) -> None:
    open_target("https://example.org/a?b=c&d=e#f")
    assert started == [["/usr/bin/xdg-open", "https://example.org/a?b=c&d=e#f"]]


def test_what_a_shell_would_read_in_an_address_is_encoded() -> None:
    address = web_address("https://example.org/?q=$(id)`id`'\"<x>|\\")
    assert address == "https://example.org/?q=%24%28id%29%60id%60%27%22%3Cx%3E%7C%5C"
    assert web_address("https://한글.kr/가?x=나") == (
        "https://xn--bj0bj06e.kr/%EA%B0%80?x=%EB%82%98"
    )
    assert web_address("https://example.org/%ED%95%9C") == "https://example.org/%ED%95%9C"


@pytest.mark.parametrize(
    "target", ["HTTPS://example.org", "mailto:me@example.org", "http://localhost:8000/x"]
)
def test_addresses_that_are_opened(target: str) -> None:
    assert web_address(target) == target


def test_a_path_that_is_there_is_opened_whole(started: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "--help $(id).txt"
    file.write_text("x")
    open_target(str(file))
    open_target(str(tmp_path))
    assert started == [["/usr/bin/xdg-open", str(file)], ["/usr/bin/xdg-open", str(tmp_path)]]


@pytest.mark.parametrize("target", HOSTILE, ids=lambda target: repr(target[:16]))
def test_dangerous_text_opens_nothing(
    started: list[list[str]], target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "--help").write_text("a file of this name where the app was started")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssistantError) as refused:
        open_target(target)
    assert refused.value.problem.remedy and not started


@given(st.text(max_size=60))
def test_no_text_becomes_an_option_or_another_scheme(target: str) -> None:
    address = web_address(target)
    assert address is None or address.casefold().startswith(("http://", "https://", "mailto:"))
    path = existing_path(target)
    assert path is None or path.is_absolute()


def test_an_application_is_started_by_its_name_in_any_language(started: list[list[str]]) -> None:
    names = ("firefox web browser", "FIREFOX", "파이어폭스 웹 브라우저", "Firefox-Web-Browser")
    for name in names:
        open_target(name)
    assert started == [["firefox", "--new-window"]] * len(names)


def test_a_word_of_the_name_is_enough_where_it_is_the_only_one(
    started: list[list[str]], tmp_path: Path
) -> None:
    text = FIREFOX.replace("Firefox", "Google Chrome").replace("firefox", "chrome")
    add_entry(tmp_path / "own", "google-chrome", text)
    open_target("chrome")
    assert started == [["chrome", "--new-window"]]
    assert find_application("web browser") is None  # both are


def test_the_users_own_entry_stands_before_the_systems(
    started: list[list[str]], tmp_path: Path
) -> None:
    add_entry(tmp_path / "own", "org.mozilla.firefox", FIREFOX.replace("--new-window", "-P me"))
    open_target("firefox")
    assert started == [["firefox", "-P", "me"]]


@pytest.mark.parametrize(
    "line",
    ["Hidden=true", "NoDisplay=true", "Terminal=true", "TryExec=no-such-tool"],
)
def test_what_no_menu_would_show_is_not_started(
    started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(applications.shutil, "which", lambda name: None)
    add_entry(tmp_path / "own", "editor", f"[Desktop Entry]\nType=Application\nName=Editor\n{line}")
    assert find_application("editor") is None
    entry = f"[Desktop Entry]\nType=Application\nName=Editor\nExec=edit\n{line}\n"
    add_entry(tmp_path / "own", "editor", entry)
    assert find_application("editor") is None
    add_entry(tmp_path / "own", "editor", entry.replace(line, ""))
    assert find_application("editor") is not None


@pytest.mark.parametrize("text", ["", "\0\xff", "[Desktop Entry]\nName=Broken", 'Exec="open'])
def test_a_broken_entry_is_passed_over(started: list[list[str]], tmp_path: Path, text: str) -> None:
    add_entry(tmp_path / "own", "broken", text)
    (tmp_path / "own" / "applications" / "gone.desktop").symlink_to(tmp_path / "nowhere")
    assert find_application("broken") is None
    assert find_application("firefox") is not None


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("firefox %u", ["firefox"]),
        ("env A=b app --name %c %F", ["env", "A=b", "app", "--name"]),
        (r'"/opt/My App/run" "a \"b\"" 100%%', ["/opt/My App/run", 'a "b"', "100%"]),
        ("app; rm -rf ~", ["app;", "rm", "-rf", "~"]),
        ('app "open', []),
        ("", []),
    ],
)
def test_the_command_of_an_entry_is_taken_apart_without_a_shell(
    line: str, command: list[str]
) -> None:
    assert command_of(line) == command


def test_without_a_tool_or_with_one_that_fails_the_remedy_is_told(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop.shutil, "which", lambda name: None)
    with pytest.raises(AssistantError, match="nothing here that opens it"):
        open_target("https://example.org")

    def fail(command: list[str], **options: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(subprocess, "Popen", fail)
    with pytest.raises(AssistantError, match="No such file"):
        open_target("firefox")


def test_on_macos_open_gets_the_bundle(
    started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = tmp_path / "Apps" / "Utilities" / "Terminal.app"
    (bundle / "Contents").mkdir(parents=True)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(applications, "_mac_folders", lambda: [tmp_path / "Apps"])
    open_target("terminal")
    open_target("https://example.org")
    assert started == [["open", str(bundle)], ["/usr/bin/open", "https://example.org"]]


def test_on_windows_the_shell_of_the_system_opens_it(
    started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    menu = tmp_path / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Tools"
    menu.mkdir(parents=True)
    (menu / "Notepad.lnk").write_text("")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    open_target("notepad")
    open_target("https://example.org")
    assert opened == [str(menu / "Notepad.lnk"), "https://example.org"] and not started


def test_what_may_run_is_known(tmp_path: Path) -> None:
    plain, script = tmp_path / "notes.txt", tmp_path / "setup"
    for file in (plain, script):
        file.write_text("x")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    assert runs(script) and not runs(plain) and not runs(tmp_path)
    assert runs(tmp_path / "x.DESKTOP") and runs(tmp_path / "x.exe")


def test_a_notification_is_text_and_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(desktop.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: commands.append(command))
    desktop.notify("--icon=<b>", "<img src='http://e.example'> & \ud800\x00" + "x" * 1_000_000)
    ((tool, app, end, title, text),) = commands
    assert (tool, app, end) == ("/usr/bin/notify-send", "--app-name=assistant", "--")
    assert title == "--icon=<b>"
    assert text.startswith("&lt;img src='http://e.example'&gt; &amp; \ufffdxxx")
    assert len(text) < 5000


def test_half_a_character_is_in_no_address() -> None:
    assert web_address("https://example.org/\ud800") is None
