"""What was said is kept, and nothing that happens to the file stops the conversation."""

import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.conversation.history import MIGRATIONS, History, Turn
from assistant.problems import AssistantError

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


def turn(said: str, **fields: object) -> Turn:
    return Turn(0, NOW, said, **fields)  # type: ignore[arg-type]


def test_a_turn_comes_back_as_it_was(file: Path) -> None:
    history = History(file)
    session = history.start_session()
    full = Turn(0, NOW, "몇 시야?", "time.now", 0.5, True, "ko", "아홉 시예요.", None)
    number = history.add(session, full)
    lost = history.add(session, turn("put on music", in_scope=False))
    history.mark_corrected(lost, "music.play")
    history.close()
    first, second = History(file).turns(session)
    assert first == Turn(number, NOW, "몇 시야?", "time.now", 0.5, True, "ko", "아홉 시예요.", None)
    assert (second.in_scope, second.intent, second.corrected) == (False, None, "music.play")


def test_conversations_are_listed_latest_first_by_their_first_message(file: Path) -> None:
    history = History(file)
    first, _, last = (history.start_session(NOW) for _ in range(3))
    history.add(first, turn("hello\n\tthere " + "x" * 200))
    history.add(first, turn("again"))
    history.add(last, turn("bye"))
    assert [(s.id, s.turns, s.started) for s in history.sessions()] == [
        (last, 1, NOW),
        (first, 2, NOW),
    ]
    assert history.sessions()[1].title.startswith("hello there xxx")
    assert len(history.sessions()[1].title) == 80


def test_a_conversation_that_was_taken_up_again_is_the_latest(file: Path) -> None:
    history = History(file)
    old, new = history.start_session(NOW), history.start_session(NOW)
    history.add(old, turn("hello"))
    history.add(new, turn("bye"))
    history.add(old, turn("where were we"))
    assert [(s.id, s.title) for s in history.sessions()] == [(old, "hello"), (new, "bye")]


def test_the_last_messages_are_told_once_each_latest_first(file: Path) -> None:
    history = History(file)
    session = history.start_session()
    for said in ["a", "b", "a", "c"]:
        history.add(session, turn(said))
    assert history.recent_messages(10) == ("c", "a", "b")
    assert history.recent_messages(1) == ("c",)
    assert history.recent_messages(-1) == ()


def test_an_unknown_conversation_has_no_turns(file: Path) -> None:
    assert History(file).turns(99) == ()


@pytest.mark.parametrize("said", ["\ud800 x", "", "x" * 100_000, "a\x00b", "'; DROP TABLE turn;--"])
def test_any_message_can_be_kept(file: Path, said: str) -> None:
    history = History(file)
    history.add(history.start_session(), turn(said, reply=said, intent="a"))
    (kept,) = history.turns(1)
    assert kept.said == kept.reply == said.replace("\ud800", "\ufffd")
    assert len(history.sessions()) == 1


def test_only_the_user_may_read_the_file(file: Path) -> None:
    History(file)
    assert file.stat().st_mode & 0o077 == 0


def test_several_threads_may_write_at_once(file: Path) -> None:
    history = History(file)
    session = history.start_session()

    def write() -> None:
        for n in range(20):
            history.add(session, turn(str(n)))

    run_all([threading.Thread(target=write) for _ in range(4)])
    assert len(history.turns(session)) == 80


def test_several_windows_may_begin_and_write_at_once(file: Path) -> None:
    """Each with a connection of its own, which is what two processes have."""
    problems = []

    def window() -> None:
        history = History(file)
        session = history.start_session()
        for n in range(5):
            history.add(session, turn(str(n)))
        problems.extend(history.problems)
        history.close()

    run_all([threading.Thread(target=window) for _ in range(4)])
    assert problems == []
    assert [session.turns for session in History(file).sessions()] == [5, 5, 5, 5]


def run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    "junk", [b"hello, I am a text" * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_corrupted_file_is_moved_aside_and_told(file: Path, junk: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(junk)
    history = History(file)
    (problem,) = history.problems
    (aside,) = file.parent.glob("history.db.broken-*")
    assert aside.read_bytes() == junk
    assert aside.name in problem.remedy
    history.add(history.start_session(), turn("on we go"))
    history.close()
    assert [s.title for s in History(file).sessions()] == ["on we go"]
    assert History(file).problems == ()


def test_a_file_of_another_program_is_moved_aside(file: Path) -> None:
    file.parent.mkdir()
    for version in (0, 1):
        db = sqlite3.connect(file)
        db.execute("CREATE TABLE turn (recipe TEXT)")
        db.execute(f"PRAGMA user_version = {version}")
        db.commit()
        db.close()
        history = History(file)
        assert len(history.problems) == 1
        history.add(history.start_session(), turn("on we go"))
        history.close()
        file.unlink()
    assert len(list(file.parent.glob("history.db.broken-????????-??????*"))) == 2


def test_a_file_that_is_corrupted_while_it_is_open_is_moved_aside_too(file: Path) -> None:
    history = History(file)
    session = history.start_session()
    for n in range(50):
        history.add(session, turn(f"{n} " + "x" * 500))
    history.close()
    history = History(file)
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    number = history.add(session, turn("on we go"))
    assert number > 0
    assert [t.said for t in history.turns(session)] == ["on we go"]
    assert len(history.problems) == 1


def test_what_a_newer_version_wrote_is_not_touched(file: Path) -> None:
    History(file).close()
    db = sqlite3.connect(file)
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.commit()
    db.close()
    before = file.read_bytes()
    history = History(file)
    assert "Update the assistant" in history.problems[0].remedy
    history.add(history.start_session(), turn("in memory"))
    assert len(history.sessions()) == 1
    history.close()
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if "broken" in path.name] == []


def test_steps_to_a_newer_version_keep_what_was_said(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(file)
    history.add(history.start_session(), turn("old"))
    history.close()

    def add_column(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE turn ADD COLUMN mood TEXT")

    monkeypatch.setattr("assistant.conversation.history.MIGRATIONS", (*MIGRATIONS, add_column))
    assert [t.said for t in History(file).turns(1)] == ["old"]
    assert History(file).problems == ()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    History(file).close()

    def fail(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (done INTEGER)")
        if db.execute("PRAGMA database_list").fetchone()[2]:  # not the one in memory
            raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("assistant.conversation.history.MIGRATIONS", (*MIGRATIONS, fail))
        assert "disk is full" in History(file).problems[0].what
    db = sqlite3.connect(file)
    assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()


@pytest.mark.parametrize("obstacle", ["a file for a folder", "a folder for the file", "read-only"])
def test_where_nothing_can_be_written_the_history_lives_in_memory(
    file: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if obstacle == "a file for a folder":
        file.parent.write_text("")
    elif obstacle == "a folder for the file":
        file.mkdir(parents=True)
    else:  # not by chmod, which root may ignore
        monkeypatch.setattr("os.access", lambda path, mode: False)
    history = History(file)
    (problem,) = history.problems
    assert problem.where == str(file)
    assert "may write" in problem.remedy
    history.add(history.start_session(), turn("on we go"))
    assert len(history.sessions()) == 1


def test_a_file_that_another_program_holds_is_told_and_not_moved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.conversation.history.WAIT", 0.0)
    history = History(file)
    session = history.start_session()
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(AssistantError) as caught:
        history.add(session, turn("now"))
    assert "locked" in caught.value.problem.what
    other.rollback()
    assert history.add(session, turn("now")) > 0
    assert history.problems == ()


def test_one_can_read_while_another_program_writes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.conversation.history.WAIT", 0.0)
    history = History(file)
    history.add(history.start_session(), turn("hello"))
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    assert history.recent_messages(1) == ("hello",)


def test_a_closed_history_says_so(file: Path) -> None:
    history = History(file)
    history.close()
    history.close()
    with pytest.raises(AssistantError):
        history.sessions()


def test_sqlite_is_imported_only_when_a_history_is_opened() -> None:
    code = "import sys, assistant.conversation.history; print('sqlite3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
