"""Each screen as a terminal shows it, in both languages, beside what is stored in `snapshots/`.

A file holds the characters of one screen, `NAME.LANGUAGE.WIDTH.txt`; what a Korean character takes
of a terminal is two cells. To accept the screens as they are now, and to see what that changes:

    ASSISTANT_SNAPSHOTS=accept python -m pytest tests/tui/test_snapshots.py
    git diff tests/tui/snapshots
"""

import difflib
import os
import time
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import Worker

from assistant.tui.screens import studio_versions
from assistant.tui.widgets import header
from tests.tui.fake_stores import NOW
from tests.tui.scenes import SCENES, Scene

STORED = Path(__file__).with_name("snapshots")
ACCEPT = os.environ.get("ASSISTANT_SNAPSHOTS") == "accept"
HEIGHT = 24
STEADY = 3  # times that a screen is drawn alike before it is compared

SHOWN = [
    pytest.param(scene, language, width, id=f"{scene.name}.{language}.{width}")
    for scene in SCENES
    for language in ("en", "ko")
    for width in scene.widths
]


class Fixed(datetime):
    """It is always the same moment."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz)


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock stands still, and is that of Greenwich."""
    monkeypatch.setattr(header, "datetime", Fixed)
    monkeypatch.setattr(studio_versions, "datetime", Fixed)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(("scene", "language", "width"), SHOWN)
async def test_a_screen_looks_as_it_is_stored(
    scene: Scene, language: str, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    stage = scene.stage(tmp_path, language)
    async with stage.app.run_test(size=(width, HEIGHT)) as pilot:
        await scene.play(stage, pilot)
        shown = await steady(pilot)
    file = STORED / f"{scene.name}.{language}.{width}.txt"
    if ACCEPT:
        file.write_text(shown, encoding="utf-8")
    stored = file.read_text(encoding="utf-8") if file.exists() else ""
    if shown != stored:
        changes = difflib.ndiff(stored.splitlines(), shown.splitlines())
        text = "\n".join(line for line in changes if not line.startswith("?"))
        pytest.fail(
            f"{file.name} (− as it is stored, + as it is shown; to accept it: "
            f"ASSISTANT_SNAPSHOTS=accept)\n{text}",
            pytrace=False,
        )


def test_nothing_is_stored_that_no_test_shows() -> None:
    shown = {f"{param.id}.txt" for param in SHOWN}
    assert {file.name for file in STORED.iterdir()} == shown


async def steady(pilot: Pilot[None]) -> str:
    """What is on the screen once no thread works for it and nothing is drawn anew."""
    seen: list[str] = []
    while len(seen) < STEADY:
        await pilot.pause()
        now = drawn(pilot)
        idle = not any(_is_thread(worker) for worker in pilot.app.workers)
        seen = [*seen, now] if idle and all(now == before for before in seen) else []
    return seen[-1]


def drawn(pilot: Pilot[None]) -> str:
    """The characters of the whole screen, a line a row."""
    rows = pilot.app.screen._compositor.render_strips()
    return "".join(row.text.rstrip() + "\n" for row in rows)


def _is_thread(worker: Worker[object]) -> bool:
    return worker._thread_worker and not worker.is_finished
