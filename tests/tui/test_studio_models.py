"""The Versions tab with real models on disk: comparing, renaming, taking elsewhere, deleting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from assistant.plugins.learned import write_learned
from assistant.training.comparison import Changed, Comparison, Tally, write_comparison
from assistant.tui.screens.ask import AskScreen
from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_compare import CompareScreen
from assistant.tui.screens.studio_versions import VersionsPane
from assistant.tui.widgets.deeds import Deeds
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Rows
from assistant.understanding.bundle import Bundle, write_bundle
from assistant.understanding.versions import Versions
from tests.tui.fake import words_on
from tests.tui.taught import TaughtAssistant, in_studio, until

LOST = Changed("put on [jazz]", "music.play", "music.play", "out_of_scope", False, own=True)
COMPARISON = Comparison(
    "first", "second", Tally(1000, 860, 851), Tally(4, 4, 3),
    {"weather.rain": Tally(40, 30, 34), "time.now": Tally(50, 50, 50)},
    (LOST, Changed("비 와?", "weather.rain", "weather.now", "weather.rain", True)),
)  # fmt: skip


class Tab:
    def __init__(self, pilot: Pilot[None], screen: StudioScreen, versions: Versions) -> None:
        self.pilot, self.screen, self.versions = pilot, screen, versions

    @property
    def rows(self) -> Rows[Any]:
        return self.screen.query_one("#versions", Rows)

    @property
    def names(self) -> set[str]:
        return {version.name for version in self.rows.items if not version.bundled}

    def words(self, where: str) -> str:
        return str(self.screen.query_one(where, Static).render())

    async def go_to(self, name: str) -> None:
        self.rows.cursor = [version.name for version in self.rows.items].index(name)
        await self.pilot.pause()

    async def says(self, *words: str) -> None:
        await until(self.pilot, lambda: all(w in self.words("#versions-said") for w in words))

    async def answer(self, text: str) -> None:
        await until(self.pilot, lambda: isinstance(self.screen.app.screen, AskScreen))
        self.screen.app.screen.query_one(Field).put(text)
        await self.pilot.press("enter")
        await until(self.pilot, lambda: self.screen.app.screen is self.screen)

    async def deed(self, name: str, key: str, mouse: bool) -> None:
        """Press the key, or click on its words."""
        if not mouse:
            await self.pilot.press(key)
            return
        deeds = self.screen.query_one(Deeds)
        lines = words_on(deeds).split("\n")
        y, line = next((y, line) for y, line in enumerate(lines) if name in line)
        await self.pilot.click(Deeds, offset=(line.index(name), y))


@pytest.fixture
def assistant(tmp_path: Path, small_bundle: Bundle) -> TaughtAssistant:
    return with_models(TaughtAssistant(tmp_path), small_bundle)


def with_models(assistant: TaughtAssistant, bundle: Bundle) -> TaughtAssistant:
    """`first` is in use; `second` was worse than it."""
    for name in ("first", "second"):
        write_bundle(assistant.paths.models / name, bundle)
    assistant.versions = Versions(assistant.paths)  # type: ignore[assignment]
    assistant.versions.use("first")
    write_learned(assistant.paths.models / "second", ["music.play\tput on jazz"])
    write_comparison(assistant.paths.models / "second", COMPARISON)
    return assistant


@asynccontextmanager
async def tab(assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Tab]:
    async with in_studio(assistant, size) as (pilot, screen):
        screen.show_pane("versions-pane")
        shown = Tab(pilot, screen, assistant.versions)  # type: ignore[arg-type]
        await until(pilot, lambda: shown.rows.items and shown.rows.has_focus)
        yield shown


async def test_the_version_under_the_cursor_tells_everything(assistant: TaughtAssistant) -> None:
    async with tab(assistant) as shown:
        await shown.go_to("second")
        about = shown.words("#version-about")
        for words in (
            "second",
            "MB",
            "3 examples",
            "2 intents",
            "+1 −0 of yours",
            "worse than first",
        ):
            assert words in about
        await shown.go_to("first")
        assert "worse" not in shown.words("#version-about")


@pytest.mark.parametrize("mouse", [False, True])
async def test_a_version_is_compared_with_the_one_in_use(
    assistant: TaughtAssistant, mouse: bool
) -> None:
    async with tab(assistant) as shown:
        await shown.deed("Compare", "ctrl+k", mouse)
        assert "the one in use" in shown.words("#versions-said")
        await shown.go_to("second")
        await shown.deed("Compare", "ctrl+k", mouse)
        app = shown.screen.app
        await until(shown.pilot, lambda: isinstance(app.screen, CompareScreen))
        await until(shown.pilot, lambda: "weather.rain" in words_on(app.screen))
        words = words_on(app.screen)
        for each in ("first → second", "put on [jazz]", "75.0 %", "85.0 %", "▲ 10.0", "비 와?"):
            assert each in words
        assert words.index("put on [jazz]") < words.index("weather.rain")
        await shown.pilot.press("escape")
        assert app.screen is shown.screen


async def test_a_comparison_that_cannot_be_made_says_why(
    assistant: TaughtAssistant, small_bundle: Bundle
) -> None:
    write_bundle(assistant.paths.models / "third", small_bundle)
    async with tab(assistant) as shown:
        (assistant.paths.models / "third" / "classifier.safetensors").write_bytes(b"")
        await shown.go_to("third")
        await shown.pilot.press("ctrl+k")
        app = shown.screen.app
        await until(shown.pilot, lambda: "classifier.safetensors" in words_on(app.screen))


@pytest.mark.parametrize("mouse", [False, True])
async def test_a_version_is_renamed(assistant: TaughtAssistant, mouse: bool) -> None:
    async with tab(assistant) as shown:
        await shown.deed("Rename", "ctrl+r", mouse)
        await shown.answer("아침")
        await shown.says("아침")
        assert shown.names == {"아침", "second"}
        assert shown.versions.current_name() == "아침"
        await shown.pilot.press("ctrl+r")
        await shown.answer("second")
        await shown.says("already")


async def test_a_version_is_exported_and_imported(
    assistant: TaughtAssistant, tmp_path: Path
) -> None:
    async with tab(assistant) as shown:
        await shown.pilot.press("ctrl+e")
        await shown.answer(str(tmp_path / "taken.zip"))
        await shown.says("Exported", "taken.zip")
        await shown.pilot.press("ctrl+o")
        await shown.answer(str(tmp_path / "taken.zip"))
        await shown.says("Imported as taken")
        assert "taken" in shown.names
        await shown.pilot.press("ctrl+o")
        await shown.answer(str(tmp_path / "nothing [/].zip"))
        await shown.says("cannot be read")


@pytest.mark.parametrize("mouse", [False, True])
async def test_a_version_is_deleted_when_asked_for_twice(
    assistant: TaughtAssistant, mouse: bool
) -> None:
    async with tab(assistant) as shown:
        await shown.deed("Delete", "delete", mouse)
        await shown.says("in use cannot be deleted")
        await shown.go_to("second")
        await shown.deed("Delete", "delete", mouse)
        await shown.says("Delete second", "again")
        await shown.go_to("first")
        await shown.go_to("second")
        await shown.deed("Delete", "delete", mouse)
        await shown.says("Delete second", "again")
        assert shown.names == {"first", "second"}
        await shown.deed("Delete", "delete", mouse)
        await shown.says("Deleted: second")
        assert shown.names == {"first"}


async def test_what_a_training_deleted_to_make_room_is_said(assistant: TaughtAssistant) -> None:
    async with tab(assistant) as shown:
        shown.screen.query_one(VersionsPane).tell_deleted(("old-1", "old-2"))
        await shown.says("keep_models", "old-1, old-2")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(50, 24), (80, 24), (140, 40)])
async def test_everything_is_seen_at_every_width_in_both_languages(
    tmp_path: Path, small_bundle: Bundle, size: tuple[int, int], language: str
) -> None:
    assistant = with_models(TaughtAssistant(tmp_path, language), small_bundle)
    async with tab(assistant, size) as shown:
        await shown.go_to("second")
        for where in ("#versions", "#version-about", "#use", "#undo-version", "#deeds"):
            widget = shown.screen.query_one(where)
            assert shown.screen.region.contains_region(widget.region) and widget.region.area
        drawn = words_on(shown.screen.query_one(Deeds))
        assert all(key in drawn for key in ("^K", "^R", "^E", "^O", "Del"))
        await shown.pilot.press("ctrl+k")
        app = shown.screen.app
        await until(shown.pilot, lambda: "weather.rain" in words_on(app.screen))
        assert "▲ 10.0" in words_on(app.screen)
