import os
import pty
import sys
import termios
from pathlib import Path

import pytest

from assistant.tui.app import AssistantApp
from assistant.tui.typeahead import lines_of, typed_ahead
from tests.tui.fake import FakeAssistant, until


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (b"", ("",)),
        (b"hello\rhow a", ("hello", "how a")),
        (b"hello\n", ("hello", "")),
        ("지금 몇 시야\r".encode(), ("지금 몇 시야", "")),
        (b"up\x1b[A down\x1bOB\x7f\x01", ("up down",)),
        (b"\xff half", ("\ufffd half",)),
    ],
)
def test_typed_bytes_are_lines_without_keys_that_are_no_text(
    typed: bytes, lines: tuple[str, ...]
) -> None:
    assert lines_of(typed) == lines


def test_what_waits_in_the_terminal_is_read_and_the_terminal_left_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave) as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        before = termios.tcgetattr(slave)
        os.write(master, b"hello\rand m")
        with typed_ahead() as typed:
            assert typed == ("hello", "and m")
            assert not termios.tcgetattr(slave)[3] & termios.ECHO
        assert termios.tcgetattr(slave) == before
    os.close(master)


def test_without_a_terminal_nothing_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        with typed_ahead() as typed:
            assert typed == ("",)


async def test_lines_typed_before_the_app_was_there_are_sent_in_order(tmp_path: Path) -> None:
    fake = FakeAssistant(tmp_path)
    app = AssistantApp(fake, typed=("hello", "안녕", "what ti"))  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        await until(pilot, lambda: fake.asked == ["hello", "안녕"])
        assert app.chat.prompt.text == "what ti"
        await pilot.press("m", "e")
        await until(pilot, lambda: app.chat.prompt.text == "what time")
