"""A plugin's SQLite file: whole or not at all, moved aside when it is damaged, and shared."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.plugins.api import Context, Reply
from assistant.plugins.storage import opened
from assistant.problems import AssistantError

STEPS = ("CREATE TABLE word (text TEXT)",)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words" / "words.db"


def add(path: Path, *words: str) -> None:
    with opened(path, STEPS) as file:
        file.db.executemany("INSERT INTO word VALUES (?)", [(word,) for word in words])


def words(path: Path) -> list[str]:
    with opened(path, STEPS) as file:
        return [word for (word,) in file.db.execute("SELECT text FROM word ORDER BY text")]


def test_what_is_written_is_there_next_time_and_nobody_else_may_read_it(path: Path) -> None:
    add(path, "one", "two")
    assert words(path) == ["one", "two"]
    assert path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_failure_in_the_middle_leaves_it_as_it_was(path: Path) -> None:
    add(path, "one")
    with pytest.raises(RuntimeError), opened(path, STEPS) as file:
        file.db.execute("DELETE FROM word")
        raise RuntimeError
    assert words(path) == ["one"]


def test_what_is_deleted_is_gone_from_the_disk(path: Path) -> None:
    add(path, "a secret to forget")
    assert b"a secret to forget" in path.read_bytes()
    with opened(path, STEPS) as file:
        file.db.execute("DELETE FROM word")
    assert b"a secret to forget" not in path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        b"this is no database" * 100,
        b"SQLite format 3\x00" + b"\xff" * 4096,
    ],
)
def test_a_damaged_file_is_kept_aside_and_told(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with opened(path, STEPS) as file:
        aside = file.aside
        told = file.told(context("en"), Reply("Done.")).text
        korean = file.told(context("ko"), Reply("됐어요.")).text
    assert aside is not None and aside.read_bytes() == damage
    assert told.startswith("The file") and str(aside) in told and told.endswith("\n\nDone.")
    assert "손상" in korean and korean.endswith("\n\n됐어요.")
    with opened(path, STEPS) as file:
        assert file.aside is None
        assert file.told(context("en"), Reply("Done.")) == Reply("Done.")


def test_a_page_damaged_inside_is_noticed(path: Path) -> None:
    add(path, *(f"word {number} " + "x" * 200 for number in range(200)))
    data = bytearray(path.read_bytes())
    data[8192:16384] = b"\x99" * 8192
    path.write_bytes(data)
    with opened(path, STEPS) as file:
        assert file.aside is not None
    assert words(path) == []


def test_a_sound_file_of_something_else_is_kept_aside(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipe (text TEXT)")
    with opened(path, STEPS) as file:
        assert file.aside is not None


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    add(path, "one")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9")
    with pytest.raises(AssistantError, match="newer version"), opened(path, STEPS):
        pass
    assert list(path.parent.glob("*broken*")) == []


def test_an_older_file_gets_the_later_steps(path: Path) -> None:
    add(path, "one")
    with opened(path, (*STEPS, "ALTER TABLE word ADD COLUMN size INTEGER")) as file:
        assert file.db.execute("SELECT text, size FROM word").fetchall() == [("one", None)]


def test_two_at_once_lose_nothing(path: Path) -> None:
    start = threading.Barrier(4)

    def write(name: str) -> None:
        start.wait(10)
        for number in range(10):
            add(path, f"{name}{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(words(path)) == 40


def test_two_that_find_it_damaged_move_it_once(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"nonsense" * 500)
    start = threading.Barrier(3)

    def write(name: str) -> None:
        start.wait(10)
        add(path, name)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert words(path) == ["a", "b", "c"]
    assert len([each for each in path.parent.glob("*broken*") if each.stat().st_size]) == 1


def test_a_file_that_another_holds_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(path, "one")
    monkeypatch.setattr("assistant.plugins.storage.WAIT", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AssistantError, match="cannot be used"):
            add(path, "two")
    assert words(path) == ["one"]


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("a file where the folder should be")
    with pytest.raises(AssistantError, match="cannot be used"):
        add(tmp_path / "words" / "words.db", "one")
    with pytest.raises(AssistantError, match="cannot be used"):
        add(tmp_path, "one")


def context(language: str) -> Context:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    return Context("", language, "", now, "words", storage=Path(), cache=Path())
