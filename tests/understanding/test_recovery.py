"""After a crash: what is cleared away, what is spared, and what is said of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.paths import user_paths
from assistant.understanding.bundle import Bundle, write_bundle
from assistant.understanding.recovery import at_work, recover
from assistant.understanding.versions import DEFAULT, Versions

WORK = """
import sys
from pathlib import Path
from assistant.understanding.recovery import at_work
models = Path(sys.argv[1])
with at_work(models, sys.argv[2]):
    (models / ".gru-1-abcdef12").mkdir()
    print("working", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def models(home: Path) -> Path:
    return home / "models"


@contextmanager
def working(models: Path, what: str) -> Iterator["subprocess.Popen[str]"]:
    """Another process that writes a model, as far as half of it."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, str(models), what],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def said() -> str:
    return " ".join(problem.what for problem in recover(user_paths()))


def test_nothing_is_said_where_nothing_happened(home: Path) -> None:
    assert recover(user_paths()) == ()
    assert not home.exists()


@pytest.mark.parametrize(("what", "words"), [("training", "A training"), ("import", "The import")])
def test_work_that_was_killed_is_cleared_away_and_said_once(
    models: Path, what: str, words: str
) -> None:
    with working(models, what) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    told = said()
    assert f"{words}" in told and "cut short" in told
    assert "1 in number" in told
    assert list(models.iterdir()) == []
    assert said() == ""


def test_work_that_goes_on_is_left_alone(models: Path) -> None:
    with working(models, "training"):
        (models / ".work-1-dead").write_text("training")
        assert "cut short" in said()
        assert (models / ".gru-1-abcdef12").is_dir()


def test_a_marker_that_is_just_being_made_is_spared(models: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    models.mkdir(parents=True)
    young, dead = models / f".work-{os.getpid()}-aa", models / f".work-{gone.pid}-bb"
    young.touch()
    dead.touch()
    assert said() == ""
    assert (young.exists(), dead.exists()) == (True, False)


def test_work_that_ends_leaves_nothing_to_say(models: Path) -> None:
    with at_work(models, "training"):
        assert len(list(models.iterdir())) == 1
    assert list(models.iterdir()) == []
    assert said() == ""


def test_a_save_that_was_cut_short_is_cleared_away_and_said(home: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    folder = home / "intents" / "mine" / "examples"
    folder.mkdir(parents=True)
    half = folder / f".music.play.en.txt.{gone.pid}-0011aabb.tmp"
    alive = folder / f".music.play.en.txt.{os.getpid()}-0011aabb.tmp"
    odd = folder / ".notes.tmp"
    for file in (half, alive, odd):
        file.write_text("put on some")
    (problem,) = recover(user_paths())
    assert problem.where == str(folder / "music.play.en.txt")
    assert (half.exists(), alive.exists(), odd.exists()) == (False, True, True)


def test_a_model_in_use_that_is_gone_is_said(models: Path, small_bundle: Bundle) -> None:
    for name in ("first", "second"):
        write_bundle(models / name, small_bundle)
        Versions(user_paths()).use(name)
    (models / "second").rename(models / "elsewhere")
    assert "second" in said() and Versions(user_paths()).current().name == "first"
    assert said() == ""
    assert Versions(user_paths()).undo().name == DEFAULT


def test_it_is_said_in_korean(models: Path) -> None:
    models.mkdir(parents=True)
    (models / ".work-1-dead").write_text("training")
    (problem,) = recover(user_paths(), "ko")
    assert "학습" in problem.what and "예문" in problem.remedy


def test_the_assistant_says_at_its_start_what_was_cut_short(models: Path) -> None:
    models.mkdir(parents=True)
    (models / ".work-1-dead").write_text("training")
    with Assistant() as bot:
        bot.load()
        assert any("cut short" in problem.what for problem in bot.problems)
        bot.reload()
        assert any("cut short" in problem.what for problem in bot.problems)
    with Assistant() as bot:
        bot.load()
        assert bot.problems == ()
