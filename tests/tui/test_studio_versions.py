"""The Studio's versions: which there are, using another, going back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_messages import VersionsRead
from assistant.tui.screens.studio_versions import VersionsPane, when
from assistant.tui.widgets.rows import Rows
from tests.tui.taught import TaughtAssistant, in_studio, until


class Studio:
    def __init__(self, pilot: Pilot[None], screen: StudioScreen) -> None:
        self.pilot, self.screen = pilot, screen

    @property
    def rows(self) -> Rows[object]:
        return self.screen.query_one("#versions", Rows)

    @property
    def said(self) -> str:
        return str(self.screen.query_one("#versions-said", Static).render())


@asynccontextmanager
async def versions(
    assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Studio]:
    async with in_studio(assistant, size) as (pilot, screen):
        screen.show_pane("versions-pane")
        shown = Studio(pilot, screen)
        await until(pilot, lambda: shown.rows.items and shown.rows.has_focus)
        yield shown


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    return TaughtAssistant(tmp_path)


async def test_each_version_tells_its_cell_size_and_accuracy(assistant: TaughtAssistant) -> None:
    async with versions(assistant) as screen:
        current = [v.name for v in assistant.versions.all()].index("v2")
        line = screen.rows.render_line(current).text
        for words in ("●", "gru", "v2", "96.8 %", "in use"):
            assert words in line
        below = "\n".join(str(each.render()) for each in screen.screen.query("VersionsPane Static"))
        assert "1,284 examples · 24 intents" in below


async def test_a_version_without_a_measurement_shows_none(assistant: TaughtAssistant) -> None:
    assistant.versions._all[1] = replace(assistant.versions._all[1], accuracy=None)
    async with versions(assistant) as screen:
        assert "%" not in screen.rows.render_line(1).text


async def test_enter_uses_a_version_and_the_chat_reads_it(assistant: TaughtAssistant) -> None:
    async with versions(assistant) as screen:
        before = assistant.reloads
        await screen.pilot.press("home", "enter")
        await until(screen.pilot, lambda: "bundled" in screen.said)
        assert assistant.versions.current().name == "bundled"
        await until(screen.pilot, lambda: assistant.reloads == before + 1)


async def test_ctrl_z_goes_back_and_says_when_there_is_nothing_to_go_back_to(
    assistant: TaughtAssistant,
) -> None:
    async with versions(assistant) as screen:
        for name in ("v1", "bundled"):
            await screen.pilot.press("ctrl+z")
            await until(screen.pilot, lambda name=name: name in screen.said)
            assert assistant.versions.current().name == name
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: "nothing to undo" in screen.said)
        assert assistant.versions.current().name == "bundled"


async def test_the_mouse_uses_and_goes_back(assistant: TaughtAssistant) -> None:
    async with versions(assistant, size=(50, 24)) as screen:
        await screen.pilot.click("#versions", offset=(5, 1))
        await until(screen.pilot, lambda: "v1" in screen.said)
        await screen.pilot.click("#undo-version")
        await until(screen.pilot, lambda: "bundled" in screen.said)


async def test_the_version_in_use_is_not_used_again(assistant: TaughtAssistant) -> None:
    async with versions(assistant) as screen:
        before = assistant.reloads
        await screen.pilot.press("enter")
        assert "in use already" in screen.said
        assert assistant.reloads == before


async def test_the_cursor_stays_on_its_version_and_follows_a_training(
    assistant: TaughtAssistant,
) -> None:
    async with versions(assistant) as screen:
        await screen.pilot.press("home")
        pane = screen.screen.query_one(VersionsPane)
        pane.post_message(VersionsRead(assistant.versions.all()))
        await screen.pilot.pause()
        assert getattr(screen.rows.current, "name", "") == "bundled"
        older = [replace(version, current=False) for version in assistant.versions.all()]
        trained = replace(older[-1], name="v3", current=True)
        pane.post_message(VersionsRead((trained, *older)))
        await until(screen.pilot, lambda: len(screen.rows.items) == 4)
        await screen.pilot.press("end")
        pane.post_message(VersionsRead((replace(trained, name="v4"), *older, older[0])))
        await until(screen.pilot, lambda: len(screen.rows.items) == 5)
        assert getattr(screen.rows.current, "name", "") == "v4"


def test_a_moment_is_short_in_both_languages() -> None:
    moment = datetime(datetime.now().year, 11, 23, 21, 4).astimezone()
    assert when(moment, "en") == "23 Nov 21:04"
    assert when(moment, "ko") == "11월 23일 21:04"
    assert "1999" in when(datetime(1999, 5, 1, 12, tzinfo=UTC), "en")
