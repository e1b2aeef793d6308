"""F5: the plugins, switched on and off, and what they may use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from assistant.plugins.grants import FILE, granted
from assistant.plugins.manifest import Plugin
from assistant.plugins.overview import overview
from assistant.plugins.reloading import PluginChange
from assistant.problems import AssistantError, Problem
from assistant.tui.app import AssistantApp
from assistant.tui.messages import PluginsReloaded
from assistant.tui.screens.plugins import PluginRows, PluginsScreen
from assistant.tui.widgets.deeds import Deeds
from tests.tui.fake import FakeAssistant, until, words_on
from tests.tui.scene_assistants import plugged


@pytest.fixture
def fake(tmp_path: Path) -> FakeAssistant:
    return plugged(tmp_path, "en")


@asynccontextmanager
async def on_screen(
    fake: FakeAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[PluginsScreen, Pilot[None]]]:
    app = AssistantApp(fake)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.chat.query_one("#header").summary)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, PluginsScreen))
        screen = app.screen
        assert isinstance(screen, PluginsScreen)
        await until(pilot, lambda: screen.query_one(PluginRows).items)
        yield screen, pilot


def plugin(fake: FakeAssistant, name: str) -> Plugin:
    every: tuple[Plugin, ...] = (*fake.library.plugins, *fake.library.switched_off)
    return next(p for p in every if p.id == name)


def told(screen: PluginsScreen) -> str:
    return words_on(screen.query_one("#said", Static))


async def go_to(screen: PluginsScreen, pilot: Pilot[None], name: str) -> None:
    """With the arrow keys, to the row of a plugin or of something that it may use."""
    rows = screen.query_one(PluginRows)
    await pilot.press("home")
    for _ in rows.items:
        if name in (getattr(rows.current, "id", ""), getattr(rows.current, "name", "")):
            return
        await pilot.press("down")
    pytest.fail(f"there is no row {name}")


async def test_every_plugin_is_there_with_its_state_and_what_it_may_use(
    fake: FakeAssistant,
) -> None:
    async with on_screen(fake, (80, 50)) as (screen, pilot):
        lines = [" ".join(line.strip(" │▸").split()) for line in words_on(screen).splitlines()]
        for line in (
            "! music broken", "! tea 0.3.1 broken", "● coffee 0.3.1 2 intents · on",
            "– exec may not use it", "✓ network may use it", "○ radio 0.3.1 1 intent · off",
            "● weather 0.1.0 3 intents · on",
        ):  # fmt: skip
            assert line in lines
        assert lines.index("○ radio 0.3.1 1 intent · off") < lines.index("Built in")
        await go_to(screen, pilot, "weather")
        await until(pilot, lambda: "weather.rain  “will it rain”" in words_on(screen))


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_a_plugin_is_switched_off_and_on(fake: FakeAssistant, key: str) -> None:
    async with on_screen(fake) as (screen, pilot):
        await go_to(screen, pilot, "coffee")
        await pilot.press(key)
        await until(pilot, lambda: "coffee is off." in told(screen))
        assert fake.settings.plugins == {"coffee": {"enabled": False}}
        await pilot.press(key)
        await until(pilot, lambda: "coffee is on." in told(screen))
        assert fake.settings.switched_off == frozenset()


async def test_what_a_plugin_may_use_is_granted_and_taken_back(fake: FakeAssistant) -> None:
    data, coffee = fake.paths.data, plugin(fake, "coffee")
    async with on_screen(fake) as (screen, pilot):
        await go_to(screen, pilot, "exec")
        assert "You are asked before" in words_on(screen)
        await pilot.press("space")
        await until(pilot, lambda: "coffee may use exec now." in told(screen))
        assert granted(data, coffee) == {"exec", "network"}
        await go_to(screen, pilot, "network")
        await pilot.press("space")
        await until(pilot, lambda: "may not use network" in told(screen))
        assert granted(data, coffee) == {"exec"}


async def test_a_click_chooses_and_a_second_one_switches(fake: FakeAssistant) -> None:
    async with on_screen(fake) as (screen, pilot):
        await pilot.click(PluginRows, offset=(6, 3))
        await until(pilot, lambda: "coffee.brew" in words_on(screen))
        assert fake.settings.plugins == {}
        await pilot.click(PluginRows, offset=(6, 3), times=2)
        await until(pilot, lambda: "coffee is off." in told(screen))
        await pilot.click(Deeds, offset=(3, 0))
        await until(pilot, lambda: "coffee is on." in told(screen))


async def test_a_broken_plugin_tells_why_and_cannot_be_switched(fake: FakeAssistant) -> None:
    async with on_screen(fake) as (screen, pilot):
        await go_to(screen, pilot, "music")
        assert 'Add it: version = "1".' in words_on(screen)
        await pilot.press("space")
        await until(pilot, lambda: "Mend it first" in told(screen))
        await go_to(screen, pilot, "tea")
        assert "Until then tea answers as before." in words_on(screen)


async def test_what_is_broken_elsewhere_stands_first(fake: FakeAssistant) -> None:
    fake.problems = (Problem("It has no [[intent]].", "config.toml", "Add one [/]."),)
    async with on_screen(fake) as (screen, pilot):
        await until(pilot, lambda: "Add one [/]." in words_on(screen))
        assert "It has no [[intent]]." in words_on(screen)
        await pilot.press("space")
        await until(pilot, lambda: "Mend it first" in told(screen))


@pytest.mark.parametrize("row", ["coffee", "exec"])
async def test_a_disk_that_refuses_is_told(fake: FakeAssistant, row: str) -> None:
    fake.reload_error = AssistantError("It is [full].", where="config.toml", remedy="Make room.")
    (fake.paths.data / FILE).write_text("{ no grants")
    async with on_screen(fake) as (screen, pilot):
        await go_to(screen, pilot, row)
        await pilot.press("space")
        await until(pilot, lambda: screen.query_one("#said").has_class("-problem"))
        assert ("Make room." if row == "coffee" else "The file is broken") in told(screen)
        assert fake.settings.plugins == {}


async def test_a_plugin_that_is_saved_meanwhile_is_seen(fake: FakeAssistant) -> None:
    async with on_screen(fake) as (screen, pilot):
        coffee = plugin(fake, "coffee")
        milk = replace(coffee, id="milk", folder=coffee.folder.with_name("milk"))
        fake.library = replace(fake.library, plugins=(*fake.library.plugins, milk))
        change = PluginChange("milk", "added", 2, 0)
        screen.app.chat.post_message(PluginsReloaded((change,)))
        await until(pilot, lambda: "milk" in words_on(screen))


async def test_a_plugin_that_failed_too_often_is_called_again(fake: FakeAssistant) -> None:
    fake.stopped = {"coffee": Problem("It failed [/] three times.", "coffee", "Mend it.")}
    async with on_screen(fake) as (screen, pilot):
        await go_to(screen, pilot, "coffee")
        await until(pilot, lambda: "It failed [/] three times." in words_on(screen))
        assert "stopped" in words_on(screen)
        await pilot.press("space")
        await until(pilot, lambda: "coffee is called again." in told(screen))
        assert fake.revived == ["coffee"]
        assert "stopped" not in words_on(screen)


async def test_the_chat_counts_the_intents_again(fake: FakeAssistant) -> None:
    async with on_screen(fake) as (screen, pilot):
        header = screen.app.chat.query_one("#header")
        before = header.summary.intents
        await go_to(screen, pilot, "coffee")
        await pilot.press("space")
        await until(pilot, lambda: "coffee is off." in told(screen))
        await pilot.press("escape")
        await until(pilot, lambda: header.summary.intents == before - 1)


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_nothing_is_wider_than_a_narrow_terminal(tmp_path: Path, language: str) -> None:
    async with on_screen(plugged(tmp_path, language), (50, 24)) as (screen, _):
        assert all(w.region.right <= 50 for w in screen.query("*"))


def test_the_user_s_own_phrases_are_no_plugin_here(fake: FakeAssistant) -> None:
    mine = replace(plugin(fake, "coffee"), id="mine", folder=fake.paths.intents / "mine")
    library = replace(fake.library, plugins=(mine,), switched_off=(), broken={})
    assert overview(library, fake.paths.data) == ()
