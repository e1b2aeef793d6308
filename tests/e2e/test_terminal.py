"""A person at a terminal: typing, being answered, correcting, coming back."""

from pathlib import Path

import pytest

from tests.e2e.terminal import app

ENTER, ESCAPE, F2, F4, QUIT = "\r", "\x1b", "\x1bOQ", "\x1bOS", "\x11"


@pytest.fixture(autouse=True)
def set_up(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("first_start_done = true\n")


def test_a_question_typed_at_once_is_answered() -> None:
    """The keys are sent before the first frame is drawn."""
    with app() as terminal:
        terminal.type("what time is it in tokyo" + ENTER)
        terminal.until("what time is it in tokyo", "in Tokyo", "time.now")
        terminal.type(QUIT)
        assert terminal.ends() == 0


def test_korean_is_typed_and_answered_in_korean(home: Path) -> None:
    (home / "config.toml").write_text('first_start_done = true\nlanguage = "ko"\n')
    with app(columns=50) as terminal:
        terminal.until("›")
        terminal.type("도쿄는 지금 몇 시야")
        terminal.until("time.now")
        terminal.type(ENTER)
        terminal.until("도쿄는 지금", "이에요")


def test_one_message_asks_for_two_things_and_one_word_takes_both_back() -> None:
    with app() as terminal:
        terminal.type("wake me at 7 and set a timer for ten minutes" + ENTER)
        terminal.until("alarm.set + timer.set", "in ten minutes")
        terminal.type("undo" + ENTER)
        terminal.until("at 07:00 is off", "The timer for ten minutes is off")


def test_the_first_start_asks_two_things_and_can_be_skipped(home: Path) -> None:
    (home / "config.toml").unlink()
    with app() as terminal:
        terminal.until("Two things")
        terminal.type(ESCAPE)
        terminal.until_gone("Two things")
        terminal.type("hello" + ENTER)
        terminal.until("greeting.hello")


def test_a_killed_app_opens_with_the_conversation_it_had() -> None:
    with app() as first:
        first.type("what time is it in Lima" + ENTER)
        first.until("in Lima", "time.now")
        first.type("hello there" + ENTER)
        first.until("greeting.hello")
        first.kill()
    with app() as second:
        second.until("what time is it in Lima", "hello there")


def test_a_phrase_that_was_not_known_is_taught_with_a_few_keys() -> None:
    with app() as terminal:
        terminal.type("zorgle the blip" + ENTER)
        terminal.until("know that yet")
        terminal.type(F2)
        terminal.until("zorgle the blip", "A new intent")
        terminal.type("time.now")
        terminal.type(ENTER)
        terminal.until("Learned")
        terminal.type("zorgle the blip" + ENTER)
        terminal.until("It is", "time.now 100 %")


def test_a_corrupted_history_is_moved_aside_and_said(home: Path) -> None:
    (home / "history.db").write_bytes(b"this is no database" * 100)
    with app() as terminal:
        terminal.until("history.db")
        terminal.type("hello" + ENTER)
        terminal.until("greeting.hello")
    assert list(home.glob("history.db.broken-*"))
