"""Two hundred kills, at random moments of saving, training and swapping: nothing is lost by any."""

import json
import os
import random
import select
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from assistant.paths import user_paths
from assistant.plugins.examples import Example
from assistant.plugins.manifest import MINE
from assistant.plugins.mine import Mine
from assistant.training.comparison import read_comparison
from assistant.understanding.bundle import Bundle, write_bundle
from assistant.understanding.recovery import recover
from assistant.understanding.versions import BUNDLED, DEFAULT, Versions
from tests.e2e import nursery

KILLS = 200
TRAININGS_KILLED = 5
PLUGINS = ("greeting", "help", "out_of_scope", "time", "weather")
Told = dict[str, Any]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes to kill them")


class Nursery:
    """Where workers are born and killed."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None and process.stdout is not None
        self._to, self._from = process.stdin, process.stdout

    def told(self) -> Told:
        line = self._from.readline()
        assert line, "the nursery died"
        found: Told = json.loads(line)
        return found

    def begin(self, seed: int) -> int:
        """Let a worker begin; its process id."""
        self._to.write(f"{seed}\n".encode())
        self._to.flush()
        return int(self.told()["pid"])

    def kill(self, pid: int, after: int, delay: float) -> list[Told]:
        """Kill it so many seconds after it told so many things, unless it is over; what it told."""
        found: list[Told] = []
        while len(found) < after and not _is_gone(found):
            found.append(self.told())
        if not _is_gone(found):
            select.select([self._from], [], [], delay)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while not _is_gone(found):
            found.append(self.told())
        return found


def _is_gone(told: list[Told]) -> bool:
    return bool(told) and told[-1]["kind"] == "gone"


@contextmanager
def nursery_of(kind: str) -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, nursery.__file__, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        bufsize=0, env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    opened = Nursery(process)
    try:
        assert opened.told()["kind"] == "ready"
        yield opened
    finally:
        process.stdin.close()  # type: ignore[union-attr]
        process.wait()


class Ledger:
    """What was reported as done, and what was under way when the kill came."""

    def __init__(self) -> None:
        self.phrases: dict[str, set[str]] = defaultdict(set)  # text: the intents it may stand at
        self.must: set[str] = set()  # texts that were reported as saved
        self.models = {DEFAULT}  # that may be in use

    def note(self, told: list[Told]) -> None:
        for each in told:
            match each:
                case {"kind": "saving", "text": text, "intent": intent}:
                    self.phrases[text].add(intent)
                case {"kind": "saved", "text": text, "intent": intent}:
                    self.phrases[text] = {intent}
                    self.must.add(text)
                case {"kind": "using", "name": name}:
                    self.models.add(name)
                case {"kind": "used", "name": name}:
                    self.models = {name}

    def check(self) -> None:
        """Everything that was reported is there, and what is there is what was reported."""
        there = defaultdict(set)
        for phrase in Mine(user_paths().intents / MINE).phrases():
            there[phrase.example.text].add(phrase.intent)
        assert self.must <= there.keys()
        assert all(intents <= self.phrases[text] for text, intents in there.items())
        versions = Versions(user_paths())
        bundle, problems = versions.load()
        assert problems == ()
        assert versions.current().name in self.models
        assert bundle.manifest == versions.current().manifest
        self.models = {versions.current().name}
        self.phrases = defaultdict(set, there)
        self.must = set(there)


def leftovers(home: Path) -> list[Path]:
    """Whatever a kill left half done; an empty marker is nothing begun."""

    def begun(path: Path) -> bool:
        return not path.name.startswith(".work-") or path.stat().st_size > 0

    return [path for path in home.rglob(".*") if path.name != ".lock" and begun(path)]


def renamed_in_part(home: Path) -> bool:
    """Whether a kill came when the model in use had its new name and the pointer still the old."""
    pointer = home / "models" / "current.json"
    if not pointer.exists():
        return False
    name = json.loads(pointer.read_text())["stack"][-1]
    return not name.startswith(BUNDLED) and not (home / "models" / name).exists()


def test_no_kill_loses_an_example_or_the_model_and_the_next_start_says_what_it_cleared(
    home: Path, small_bundle: Bundle
) -> None:
    write_bundle(home / "models" / "template", small_bundle)
    chance, ledger, cleared = random.Random(5), Ledger(), 0
    with nursery_of("teach") as killed:
        for kill in range(KILLS):
            pid = killed.begin(kill)
            ledger.note(killed.kill(pid, chance.randrange(12), chance.uniform(0, 0.01)))
            left = leftovers(home)
            renamed = renamed_in_part(home)
            said = recover(user_paths())
            assert bool(said) == (bool(left) or renamed), (said, left)
            assert leftovers(home) == []
            cleared += bool(left)
            ledger.check()
    assert len(ledger.must) > KILLS
    assert cleared > KILLS / 10, "hardly any kill came in the middle of something"


def test_a_training_that_is_killed_leaves_the_old_model_and_every_phrase(home: Path) -> None:
    home.mkdir()
    off = "".join(f"[plugins.{name}]\nenabled = false\n" for name in PLUGINS)
    (home / "config.toml").write_text(off)
    mine = Mine(home / "intents" / MINE)
    phrases = [mine.add(intent, Example(f"{intent.replace('.', ' ')} number {n} please"))
               for intent in nursery.INTENTS for n in range(6)]  # fmt: skip
    chance = random.Random(7)
    with nursery_of("train") as killed:
        for kill in range(TRAININGS_KILLED):
            told = killed.kill(killed.begin(kill), chance.randrange(1, 12), chance.uniform(0, 0.2))
            assert told[0]["kind"] == "Started"
            assert set(mine.phrases()) == set(phrases)
            versions = Versions(user_paths())
            assert versions.load()[1] == ()
            current = versions.current()
            assert current.bundled or read_comparison(current.folder) is not None
            if "Finished" not in {each["kind"] for each in told}:
                assert any("training was cut short" in each.what for each in recover(user_paths()))
            assert recover(user_paths()) == ()
        killed.begin(TRAININGS_KILLED)
        while killed.told()["kind"] != "gone":
            pass
    newest = Versions(user_paths()).all()[0]
    comparison = read_comparison(newest.folder)
    assert comparison is not None and newest.current != comparison.worse


def test_the_next_command_says_what_a_killed_training_left(home: Path) -> None:
    (home / "models" / ".gru-1-0a1b2c3d").mkdir(parents=True)
    (home / "models" / ".work-1-0a1b2c3d").write_text("training")
    asked = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", "hello"], capture_output=True, text=True
    )
    assert asked.returncode == 0
    assert "training was cut short" in asked.stderr
    assert "1 in number" in asked.stderr
