"""A history of an earlier assistant is read as if it had been written today."""

import sqlite3
from pathlib import Path

import pytest

from assistant.conversation.history import History
from assistant.conversation.migrations import MIGRATIONS

AT = "2026-11-24T09:30:00+00:00"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """What the first version wrote: no decision, no phrase, no review."""
    file = tmp_path / "history.db"
    db = sqlite3.connect(file)
    MIGRATIONS[0](db)
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO session (started) VALUES (?)", (AT,))
    turns = [
        ("What time is it", "time.now", 0.98, 1, "It is noon.", None),
        ("put on  Jazz", "weather.now", 0.41, 0, "I don't know that yet.", None),
        ("PUT ON jazz", "weather.now", 0.41, 0, "I don't know that yet.", None),
        ("the day", "time.now", 0.5, 1, "Do you mean **the time** or **the date**?", None),
        ("그날", "time.now", 0.5, 1, "**시각**, **날짜** 중에 어느 쪽이에요?", None),
        ("is it wet", "time.now", 0.9, 1, "It is noon.", "weather.rain"),
        ("x" * 30_000, None, None, 0, "That is too long.", None),
        ("", None, None, 0, "Say something.", None),
    ]
    db.executemany(
        "INSERT INTO turn (session, at, language, said, intent, confidence, in_scope, reply,"
        f" corrected) VALUES (1, '{AT}', 'en', ?, ?, ?, ?, ?, ?)",
        turns,
    )
    db.commit()
    db.close()
    return file


def test_what_was_said_before_is_all_there(old: Path) -> None:
    history = History(old)
    assert history.problems == ()
    turns = history.turns(1)
    assert [turn.id for turn in turns] == list(range(1, 9))
    assert (turns[0].said, turns[0].decided) == ("What time is it", "answered")
    assert turns[5].corrected == "weather.rain"


def test_what_went_wrong_before_is_offered_too(old: Path) -> None:
    found = [(w.phrase, w.failed, w.decided) for w in History(old).went_wrong()]
    assert found == [
        ("put on jazz", 2, "admitted"),
        ("is it wet", 1, "answered"),
        ("그날", 1, "asked"),
        ("the day", 1, "asked"),
    ]


def test_the_step_is_taken_once(old: Path) -> None:
    History(old).close()
    history = History(old)
    assert history.problems == ()
    assert len(history.went_wrong()) == 4
    db = sqlite3.connect(old)
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_the_phrases_that_went_wrong_are_found_by_an_index(old: Path) -> None:
    """Among 100,000 turns they must not be looked for one by one."""
    from assistant.conversation.reviews import FAILED

    History(old).close()
    plan = sqlite3.connect(old).execute(
        f"EXPLAIN QUERY PLAN SELECT phrase, max(id) FROM turn WHERE {FAILED} GROUP BY phrase"
    )
    assert "turn_failed" in str(plan.fetchall())
