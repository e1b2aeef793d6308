"""The user's files are written whole or not at all."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.files import locked, read_text, storable, write_atomically
from assistant.problems import AssistantError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "config.toml"
    write_atomically(file, b"one")
    write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert names(file.parent) == ["config.toml"]


def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    write_atomically(file, b"")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    write_atomically(file, b"x")
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles" / "config.toml", tmp_path / "config.toml"
    link.symlink_to(real)
    write_atomically(link, b"x")
    assert link.is_symlink()
    assert real.read_bytes() == b"x"


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    file = tmp_path / "config.toml"
    write_atomically(file, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, fail)
    with pytest.raises(AssistantError) as caught:
        write_atomically(file, b"new")
    assert "No space left" in caught.value.problem.what
    assert "disk has room" in caught.value.problem.remedy
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["config.toml"]


def test_an_interruption_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "x", b"new")
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AssistantError) as caught:
        write_atomically(tmp_path / "file" / "x", b"")
    assert caught.value.problem.where == str(tmp_path / "file" / "x")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("\ufeff안녕".encode())
    assert read_text(tmp_path / "x") == "안녕"


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"a\nb\xe4\n")
    (tmp_path / "big").write_bytes(b"1" * 50)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, said in [
        ("latin", "line 2"),
        ("big", "larger"),
        ("loop", "cannot be read"),
        ("nowhere", "cannot be read"),
        (".", "cannot be read"),
        ("\0", "cannot be read"),
    ]:
        with pytest.raises(AssistantError) as caught:
            read_text(tmp_path / name, limit=20)
        assert said in str(caught.value)


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(AssistantError):
        read_text(tmp_path / "pipe")


def test_a_lock_lets_one_in_at_a_time(tmp_path: Path) -> None:
    inside: list[int] = []
    most = []

    def enter() -> None:
        for _ in range(20):
            with locked(tmp_path / "new" / ".lock"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 80
    assert max(most) == 1


def test_a_lock_that_is_not_had_in_time_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.files.LOCK_WAIT", 0.0)
    with locked(tmp_path / ".lock"), pytest.raises(AssistantError), locked(tmp_path / ".lock"):
        pass
    with locked(tmp_path / ".lock"):  # it was given back
        pass


def test_a_lock_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AssistantError), locked(tmp_path / "file" / ".lock"):
        pass


@given(st.text(st.characters()))
def test_any_text_can_be_stored_and_only_lone_surrogates_change(text: str) -> None:
    stored = storable(text)
    stored.encode()
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert stored == text


def test_halves_of_a_character_become_one() -> None:
    assert storable("\ud83d\ude00 \ud83d") == "😀 \ufffd"
