"""Retraining with two hundred phrases of one's own, and typing meanwhile."""

import asyncio
import statistics
import threading
import time
from pathlib import Path

from assistant.conversation.assistant import Assistant
from assistant.training.worker import Failed, Finished, Request, train
from benchmarks.report import Figure
from tests.e2e.terminal import app

ROOMS = (
    "kitchen", "bedroom", "hall", "office", "garden", "cellar", "attic", "porch", "den", "bath",
    "garage", "nursery", "library", "pantry", "studio", "balcony", "dining room", "guest room",
    "stairs", "landing", "laundry", "workshop", "terrace", "veranda", "corridor", "playroom",
    "sewing room", "music room", "closet", "entrance", "back door", "driveway", "carport", "shed",
    "greenhouse", "wine cellar", "boiler room", "roof", "lobby", "conservatory",
)  # fmt: skip
VERBS = {
    "switch on": "lights.switch",
    "turn off": "lights.switch",
    "dim": "lights.dim",
    "brighten": "lights.dim",
    "check": "lights.check",
}
TYPED = "what will the weather be like tomorrow in Reykjavik "


def teach(home: Path) -> int:
    """Phrases that a person could have taught; how many."""
    with Assistant(home) as bot:
        for room in ROOMS:
            for verb, intent in VERBS.items():
                bot.correct(f"{verb} the {room} lights", intent)
    return len(ROOMS) * len(VERBS)


class Training(threading.Thread):
    """A training in its child process, watched from a thread."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._home = home
        self.result: Finished | Failed | None = None

    def run(self) -> None:
        asyncio.run(self._watch())

    async def _watch(self) -> None:
        async for event in train(Request(home=self._home)):
            if isinstance(event, Finished | Failed):
                self.result = event


def type_while(training: Training, home: Path) -> list[float]:
    """Type into the real app until the training ends: ms from each key to its frame."""
    times = []
    with app(columns=100, rows=30, ASSISTANT_HOME=str(home)) as terminal:
        terminal.until("gru")
        training.start()
        while training.is_alive():
            for end, key in enumerate(TYPED, 1):
                began = time.perf_counter()
                terminal.type(key)
                terminal.until(f"› {TYPED[:end].rstrip()}")
                if key != " ":  # a space cannot be told from nothing
                    times.append(1000 * (time.perf_counter() - began))
                training.join(0.05)  # a fast typist
            terminal.type("\x1b")
            terminal.until_gone(f"› {TYPED[:4]}")
    training.join()
    return times


def measure(home: Path) -> list[Figure]:
    own = teach(home)
    training = Training(home)
    times = type_while(training, home)
    finished = training.result
    if not isinstance(finished, Finished):
        raise RuntimeError(f"the training did not finish: {finished}")
    p99 = statistics.quantiles(times, n=100)[98]
    right = f"{finished.after.own_right} of {finished.after.own_total} own phrases right"
    return [
        Figure(f"retraining the built-in corpus and {own} phrases, s", finished.seconds, "< 40",
               finished.seconds < 40, f"gru, while somebody types; {right}"),
        Figure("key to frame while training, p99 ms", p99, "< 50", p99 < 50,
               f"in a terminal; median {statistics.median(times):.0f} ms, {len(times)} keys"),
    ]  # fmt: skip
