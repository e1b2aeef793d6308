"""`python -m benchmarks.studio`: opening the Studio on 20,000 phrases, and its filter."""

import asyncio
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from assistant.settings import Settings
from assistant.tui.app import AssistantApp, collect_rarely
from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_examples import ExamplesPane
from assistant.tui.screens.studio_health import HealthPane
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Rows
from benchmarks import health
from benchmarks.health import INTENTS, PHRASES, Untold
from benchmarks.report import Figure

OPENED = 7  # times
ROUNDS = 4  # of all words: the slowest of a hundred keys is not the slowest of all
TYPED = ["play", "red", "ticket", "a lo", "kind_b", "zebra", "soft letter", "now"]
CHARACTERS = {"space": " ", "underscore": "_"}  # of the keys that have a name


def measure() -> list[Figure]:
    collect_rarely()  # as the app does
    with tempfile.TemporaryDirectory() as folder:
        bot = Untold(Path(folder))
        bot.settings = Settings(language="en", first_start_done=True)
        health.teach(bot)
        bot.load()
        opened, typed = asyncio.run(_use(bot))
        bot.close()
    median, slowest = statistics.median(opened), statistics.quantiles(typed, n=100)[98]
    return [
        Figure(f"opening the Studio on {PHRASES:,} phrases until they can be used, median s",
               median, "< 0.5", median < 0.5,
               f"in {INTENTS} intents, beside the built-in ones; longest {max(opened):.2f} s"),
        Figure("a key in the Studio's filter until what it finds is drawn, p99 ms",
               slowest, "< 50", slowest < 50,
               f"{len(typed)} keys, median {statistics.median(typed):.0f} ms"),
        *health.measure(),
    ]  # fmt: skip


async def _use(bot: Untold) -> tuple[list[float], list[float]]:
    app = AssistantApp(bot)
    async with app.run_test(size=(120, 40)) as pilot:
        await _until(pilot, lambda: app.chat.backstage.ready and not _preparing())
        opened = []
        for _ in range(OPENED):
            opened.append(await _open(app, pilot))
            await _until(pilot, lambda: _looked(app))
            await pilot.press("escape")
        await _open(app, pilot)
        await _until(pilot, lambda: _looked(app))
        field, widgets = app.screen.query_one("#filter", Field), _widgets(app)
        typed = [
            await _key(app, field, widgets, key) for words in ROUNDS * TYPED for key in _keys(words)
        ]
    return opened, typed


async def _open(app: AssistantApp, pilot: Pilot[None]) -> float:
    """Seconds from F4 to the first frame with all phrases in it."""
    began = time.perf_counter()
    app.chat.action_studio()
    while not (
        isinstance(app.screen, StudioScreen)
        and app.screen.query(ExamplesPane)
        and app.screen.query_one(ExamplesPane).book.own
        and app.screen.query_one("#phrases", Rows).current
    ):
        await asyncio.sleep(0.001)  # not 0: it would keep the other threads from their work
    await _drawn(app, _widgets(app))
    return time.perf_counter() - began


async def _key(app: AssistantApp, field: Field, widgets: Sequence[Widget], key: str) -> float:
    """Milliseconds from a key to a screen that shows what it found."""
    before, began = field.text, time.perf_counter()
    app.post_message(events.Key(key, key if len(key) == 1 else CHARACTERS.get(key)))
    while field.text == before:
        await asyncio.sleep(0.001)  # not 0: it would keep the other threads from their work
    await _drawn(app, widgets)
    return 1000 * (time.perf_counter() - began)


def _widgets(app: AssistantApp) -> list[Widget]:
    """Those that tell each other what was typed."""
    return [app.screen, *app.screen.query("#filter, #intents, #phrases, ExamplesPane")]


async def _drawn(app: AssistantApp, widgets: Sequence[Widget]) -> None:
    """Wait until every message that is on its way was handled, and the screen drawn after it."""
    for _ in range(3):  # a field tells its pane, the pane its list, and the list its pane
        for widget in widgets:
            handled = asyncio.Event()
            widget.call_later(handled.set)
            await handled.wait()
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()


def _looked(app: AssistantApp) -> bool:
    panes = app.screen.query(HealthPane)
    return bool(panes) and panes.first().whole


def _preparing() -> bool:
    return any(thread.name == "prepare-teaching" for thread in threading.enumerate())


def _keys(words: str) -> list[str]:
    """The words typed, then deleted again."""
    names = {character: name for name, character in CHARACTERS.items()}
    typed = [names.get(letter, letter) for letter in words]
    return [*typed, *["backspace"] * len(typed)]


async def _until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    while not condition():
        await pilot.pause()


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.what}: {figure.value:.3g} ({figure.target}); {figure.note}")
