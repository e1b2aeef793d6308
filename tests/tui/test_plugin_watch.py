"""A plugin's file is saved while the app is open."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.plugins.reloading import PluginChange
from assistant.problems import AssistantError, Problem
from assistant.tui import plugin_watch
from assistant.tui.app import AssistantApp
from assistant.tui.plugin_words import became
from tests.tui.fake import FakeAssistant, until, words_on

BROKEN = Problem("It is [no] Python.", "coffee/handler.py, line 2", "Mend that line.")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_watch, "AFTER", 0.001)


@asynccontextmanager
async def watching(fake: FakeAssistant) -> AsyncIterator[tuple[AssistantApp, Pilot[None]]]:
    app = AssistantApp(fake)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.chat.backstage.plugins.looks)
        yield app, pilot


def save(fake: FakeAssistant, text: str) -> Path:
    """Write a handler; its plugin's folder."""
    folder = fake.paths.intents / "coffee"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "handler.py").write_text(text)
    return folder


async def test_a_saved_file_reloads_its_plugin_and_the_conversation_says_so(
    fake: FakeAssistant,
) -> None:
    fake.changes = (PluginChange("coffee", "reloaded", 2, 14),)
    async with watching(fake) as (app, pilot):
        folder = save(fake, "one = 1\n")
        line = "coffee was reloaded: 2 intents, 14 phrases."
        await until(pilot, lambda: line in words_on(app.chat.conversation))
        assert {folder} in fake.reloaded


async def test_a_broken_save_is_shown_with_its_line_and_its_remedy_each_time(
    fake: FakeAssistant,
) -> None:
    fake.changes = (PluginChange("coffee", "broken", problems=(BROKEN,), kept=True),)
    fake.problems = (BROKEN,)  # as the library tells it too: once is enough
    async with watching(fake) as (app, pilot):
        for time in (1, 2):
            before = len(fake.reloaded)
            save(fake, f"{time} = \n")
            await until(pilot, lambda before=before: len(fake.reloaded) > before)
        await until(pilot, lambda: words_on(app.chat.conversation).count("line 2: It is [no]") >= 2)
        assert "Mend that line. Until then coffee answers as before." in words_on(app.chat)


async def test_the_app_s_own_phrases_are_no_news(fake: FakeAssistant) -> None:
    fake.changes = (PluginChange("coffee", "reloaded", 1, 1),)
    async with watching(fake) as (_, pilot):
        fake.teach(["put on jazz"], "music.play")
        folder = save(fake, "one = 1\n")
        await until(pilot, lambda: fake.reloaded)
        assert all(places == {folder} for places in fake.reloaded)


async def test_what_goes_wrong_while_reading_is_said_and_the_next_save_is_seen(
    fake: FakeAssistant,
) -> None:
    fake.reload_error = AssistantError("The disk is [full].", where="disk", remedy="Make room.")
    async with watching(fake) as (app, pilot):
        save(fake, "one = 1\n")
        await until(pilot, lambda: "The disk is [full]." in words_on(app.chat.conversation))
        fake.reload_error = None
        fake.changes = (PluginChange("coffee", "mended", 1, 1),)
        save(fake, "two = 2\n")
        await until(pilot, lambda: "works again: 1 intent, 1 phrase." in words_on(app.chat))


async def test_where_nothing_can_be_watched_it_is_said_once(fake: FakeAssistant) -> None:
    fake.paths.intents.parent.mkdir(parents=True, exist_ok=True)
    fake.paths.intents.write_text("a file in its place")
    app = AssistantApp(fake)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "cannot be watched" in words_on(app.chat.conversation))
        app.chat.backstage.reload()
        await until(pilot, lambda: fake.reloads)
        assert words_on(app.chat.conversation).count("cannot be watched") == 1


async def test_the_watch_ends_with_the_app(fake: FakeAssistant) -> None:
    async with watching(fake) as (app, _):
        (worker,) = (w for w in app.workers if w.group == "plugin-watch")
        before = threading.active_count()
    assert worker.is_finished
    assert threading.active_count() <= before


@pytest.mark.parametrize("size", [80, 50])
async def test_it_is_said_in_korean_too(fake: FakeAssistant, size: int) -> None:
    fake.settings = replace(fake.settings, language="ko")
    fake.changes = (PluginChange("coffee", "added", 2, 14),)
    async with watching(fake) as (app, pilot):
        await pilot.resize_terminal(size, 24)
        save(fake, "one = 1\n")
        said = ["coffee", "플러그인을", "추가했어요:", "의도", "2개,", "예문", "14개."]
        await until(pilot, lambda: _stands(said, words_on(app.chat.conversation)))


def _stands(said: list[str], shown: str) -> bool:
    """Whether the words follow each other, on however many lines."""
    return " ".join(said) in " ".join(shown.split())


def test_the_words_of_a_plugin_s_id_are_no_markup_and_steer_nothing() -> None:
    line = became(PluginChange("[/]\x1b[2J", "removed"), "en")
    assert line == "[/][2J was removed."
