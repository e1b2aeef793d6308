"""A process that forks workers for a test to kill: what they need is imported once, not 200 times.

    python nursery.py teach|train       a line on stdin is a worker's seed; stdout has JSON lines

A worker says what it is about to do and what is done; that it is `gone` its parent says.
"""

import json
import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from assistant.paths import user_paths
from assistant.plugins.examples import Example
from assistant.plugins.manifest import MINE
from assistant.plugins.mine import Mine, OwnPhrase
from assistant.understanding.bundle import read_bundle, write_bundle
from assistant.understanding.recovery import at_work
from assistant.understanding.versions import Versions

INTENTS = ("music.play", "music.stop", "light.on", "light.off")
KEPT = 4  # models


def tell(kind: str, **facts: str) -> None:
    line = json.dumps({"kind": kind, **facts}) + "\n"
    os.write(1, line.encode())  # at once: no kill cuts a line


def teach(seed: str) -> None:
    """Save phrases, move them, write models and swap them, without end."""
    chance = random.Random(seed)
    mine, versions = Mine(user_paths().intents / MINE), Versions(user_paths())
    template = read_bundle(versions.folder / "template")
    for number in count():
        match chance.choice(("save", "save", "save", "move", "train", "swap")):
            case "save":
                intent, text = chance.choice(INTENTS), f"phrase {number} of {seed}"
                tell("saving", text=text, intent=intent)
                mine.add(intent, Example(text))
                tell("saved", text=text, intent=intent)
            case "move":
                old = chance.choice(mine.phrases() or [OwnPhrase(INTENTS[0], "en", Example("hi"))])
                new = OwnPhrase(chance.choice(INTENTS), old.language, old.example)
                tell("saving", text=new.example.text, intent=new.intent)
                mine.replace(old, new)
                tell("saved", text=new.example.text, intent=new.intent)
            case "train":
                name = versions.new_name("gru", datetime.now(UTC))
                with at_work(versions.folder, "training"):
                    write_bundle(versions.folder / name, template)
                    use(versions, name)
                versions.tidy(KEPT, spare="template")
            case _:
                swap(versions, chance)


def use(versions: Versions, name: str) -> None:
    tell("using", name=name)
    versions.use(name)
    tell("used", name=name)


def swap(versions: Versions, chance: random.Random) -> None:
    """Use another, or the one before, or give the one in use another name."""
    current, before = versions.current(), versions.before()
    match chance.choice(("use", "undo", "rename")):
        case "undo" if before != current.name:
            tell("using", name=before)
            versions.undo()
            tell("used", name=before)
        case "rename" if not current.bundled and current.name != "template":
            name = f"{current.name[:30]}-{chance.randrange(10**6)}"
            tell("using", name=name)
            versions.rename(current.name, name)
            tell("used", name=name)
        case _:
            use(versions, chance.choice(versions.all()).name)


def train(seed: str) -> None:
    """The real training, on what the user taught."""
    from assistant.training.worker import Event, Request, run

    def event_told(event: Event) -> None:
        tell(type(event).__name__)

    run(Request(seed=int(seed), epochs=2), event_told)


def main() -> None:
    work: Callable[[str], None] = {"teach": teach, "train": train}[sys.argv[1]]
    if work is train:
        import torch

        import assistant.training.finishing
        import assistant.training.learning  # noqa: F401

        torch.set_num_threads(1)
    tell("ready")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            tell("born", pid=str(os.getpid()))
            work(line.strip())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        tell("gone", status=str(status))


if __name__ == "__main__":
    main()
