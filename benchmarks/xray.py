"""The X-ray: how long after the key its first frame stands, and how long a step takes.

    python -m benchmarks.xray

In a headless app, 80 × 24. A frame waits for Textual's sixtieth of a second, so a step is also
given as the time that the app's own thread works on it.
"""

import asyncio
import gc
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from textual.pilot import Pilot
from textual.screen import Screen

from assistant.conversation.assistant import Assistant
from assistant.tui.app import AssistantApp
from assistant.tui.screens.xray_reading import ReadingPane
from benchmarks.report import Figure, machine

TWENTY = (
    "could you please tell me whether it is going to rain in seoul "
    "tomorrow evening when i walk home"
)
LONG = " ".join(["will it rain in seoul tomorrow evening when i go home"] * 18)
OPENED, STEPS = 8, 120


def measure(home: Path) -> list[Figure]:
    figures = []
    for text, shown in ((TWENTY, 100.0), (LONG, None)):
        pieces, first, opened, wall, work = asyncio.run(_run(home, text))
        what = f"{pieces} pieces"
        if shown is not None:
            figures.append(
                Figure(f"first frame of the X-ray after the key, {what}, ms", first, "≤ 100",
                       first <= shown, f"the first time; then {np.median(opened):.0f}")
            )  # fmt: skip
        note = f"median {np.median(work):.1f}; until it stands {np.median(wall):.1f}"
        p99 = float(np.percentile(work, 99))
        figures.append(
            Figure(f"a step in the X-ray, {what}, p99 of the work on a frame, ms", p99, "≤ 16",
                   p99 <= 16, note)
        )  # fmt: skip
    return figures


async def _run(home: Path, text: str) -> tuple[int, float, list[float], list[float], list[float]]:
    """Pieces; milliseconds until the first frame, the first time and then; of steps."""
    with Assistant(home) as bot:
        bot.prepare_teaching = lambda after=1.0: None  # type: ignore[method-assign]
        app = AssistantApp(bot)
        async with app.run_test(size=(80, 24)) as pilot:
            app.chat.prompt.write(text)
            await pilot.press("enter")
            while (turn := app.chat.conversation.last) is None or turn.belonging is None:
                await pilot.pause(0.05)
            await pilot.pause(0.5)
            times = [await _open(app, pilot) for _ in range(OPENED)]
            app.chat.action_xray()
            pane = await _read(app)
            while len(pane.endings) < pane.steps:
                await asyncio.sleep(0.05)
            wall, work = await _step(pane)
            return pane.steps, times[0], times[1:], wall, work


async def _open(app: AssistantApp, pilot: Pilot[None]) -> float:
    gc.collect()
    began = time.perf_counter()
    app.chat.action_xray()
    await _read(app)
    await _frame(app.screen)
    took = 1000 * (time.perf_counter() - began)
    await pilot.press("escape")
    await pilot.pause(0.2)
    return took


async def _read(app: AssistantApp) -> ReadingPane:
    """The pane, once it has something to show."""
    while True:
        await asyncio.sleep(0.001)
        panes = app.screen.query(ReadingPane)
        if panes and panes.first().reading is not None:
            return panes.first()


async def _step(pane: ReadingPane) -> tuple[list[float], list[float]]:
    wall, work = [], []
    for _ in range(STEPS):
        began, worked = time.perf_counter(), time.thread_time()
        if not pane.move(1):
            pane.rewind()
        await _frame(pane.screen)
        wall.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.thread_time() - worked))
    return wall, work


async def _frame(screen: Screen[object]) -> None:
    """Until what changed is on the screen."""
    drawn = asyncio.Event()
    screen.call_after_refresh(drawn.set)
    await drawn.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.toml").write_text("first_start_done = true\n")
        print(machine())
        for figure in measure(Path(folder)):
            print(f"{figure.what}: {figure.value:.1f} ({figure.target}; {figure.note})")
