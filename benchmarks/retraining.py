"""Retraining with fifty phrases of one's own, and typing meanwhile."""

import asyncio
import statistics
import time
from pathlib import Path

from assistant.conversation.assistant import Assistant
from assistant.training.worker import Failed, Finished, Request, train
from assistant.tui.app import AssistantApp
from benchmarks.report import Figure

OWN = 50  # phrases, of two new intents
TYPED = "what will the weather be like tomorrow in Reykjavik "


def teach(home: Path) -> None:
    """Fifty phrases that a person could have taught."""
    rooms = ("kitchen", "bedroom", "hall", "office", "garden")
    verbs = ("switch on", "turn off", "dim", "brighten", "check")
    with Assistant(home) as bot:
        for i in range(OWN):
            room, verb = rooms[i % 5], verbs[i // 5 % 5]
            thing = "lights" if i < OWN / 2 else f"lamp number {i}"
            bot.correct(f"{verb} the {room} {thing}", "lights.set" if i % 2 else "lights.lamp")


async def run(home: Path) -> tuple[Finished, list[float]]:
    """Train in the child while typing into the app: the result and the ms from key to frame."""
    times: list[float] = []
    with Assistant(home) as bot:
        app = AssistantApp(bot)
        async with app.run_test(size=(100, 30)) as pilot:
            finished: Finished | None = None

            async def watch() -> None:
                nonlocal finished
                async for event in train(Request(home=home)):
                    if isinstance(event, Failed):
                        raise RuntimeError(event.what)
                    if isinstance(event, Finished):
                        finished = event

            training = asyncio.create_task(watch())
            while not training.done():
                for key in TYPED:
                    began = time.perf_counter()
                    await pilot.press("space" if key == " " else key)
                    times.append(1000 * (time.perf_counter() - began))
                    await asyncio.sleep(0.05)  # a fast typist
                await pilot.press("escape")
            await training
            assert finished is not None
            return finished, times


def measure(home: Path) -> list[Figure]:
    teach(home)
    finished, times = asyncio.run(run(home))
    p99 = statistics.quantiles(times, n=100)[98]
    own = f"{finished.after.own_right} of {finished.after.own_total} own phrases right"
    return [
        Figure(f"retraining the built-in corpus and {OWN} phrases, s", finished.seconds, "< 60",
               finished.seconds < 60, f"gru, while somebody types; {own}"),
        Figure("key to frame while training, p99 ms", p99, "< 50", p99 < 50,
               f"median {statistics.median(times):.0f} ms, {len(times)} keys"),
    ]  # fmt: skip
