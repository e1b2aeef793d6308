"""Examples from a file, looked at first; and one's own into a file."""

from pathlib import Path

import pytest
from textual.widgets import Static

from assistant.plugins.examples import Example
from assistant.tui.screens.exchange import ExchangeScreen
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.options import Options
from tests.tui.taught import TaughtAssistant, until
from tests.tui.test_studio_examples import Studio, studio


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    return TaughtAssistant(tmp_path / "home")


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(
        "text,intent\nput on some jazz,music.play\nplay the blues,music.play\nbad [x,music.play\n",
        encoding="utf-8",
    )
    return file


async def opened(screen: Studio, file: Path, form: str = "csv") -> ExchangeScreen:
    await screen.pilot.press("ctrl+e")
    app = screen.pilot.app
    await until(screen.pilot, lambda: isinstance(app.screen, ExchangeScreen))
    assert isinstance(app.screen, ExchangeScreen)
    app.screen.query_one("#format", Options).value = form
    app.screen.query_one("#file", Field).put(str(file))
    await screen.pilot.pause()
    return app.screen


def found(exchange: ExchangeScreen) -> str:
    return str(exchange.query_one("#found-words", Static).render())


async def test_a_file_is_looked_at_taken_and_taken_back(
    assistant: TaughtAssistant, csv: Path
) -> None:
    assistant.mine.add("greeting.hello", Example("Play the blues"))
    async with studio(assistant) as screen:
        exchange = await opened(screen, csv)
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: "1 new, 1 replaced" in found(exchange))
        assert "1 left out" in found(exchange) and "4" in found(exchange)  # the line
        assert assistant.own() == [("greeting.hello", "Play the blues")]
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: len(assistant.own()) == 2)
        assert {intent for intent, _ in assistant.own()} == {"music.play"}
        await until(screen.pilot, lambda: "music.play" in screen.intents)
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: assistant.own() == [("greeting.hello", "Play the blues")])


async def test_one_s_own_phrases_are_written(assistant: TaughtAssistant, tmp_path: Path) -> None:
    assistant.mine.add("music.play", Example("재즈 틀어줘"))
    async with studio(assistant) as screen:
        exchange = await opened(screen, tmp_path / "out.jsonl", "jsonl")
        exchange.query_one("#way", Options).value = "export"
        await screen.pilot.pause()
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: "1 phrases written" in found(exchange))
    assert "재즈 틀어줘" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["rasa", "snips-json", "csv"])
async def test_a_file_that_cannot_be_read_is_said(
    assistant: TaughtAssistant, tmp_path: Path, form: str
) -> None:
    async with studio(assistant) as screen:
        exchange = await opened(screen, tmp_path / "none[/].x", form)
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: "none[/].x" in found(exchange))
        await screen.pilot.press("escape")
        assert assistant.own() == []


async def test_everything_is_seen_at_50_columns_in_korean(tmp_path: Path, csv: Path) -> None:
    async with studio(TaughtAssistant(tmp_path / "ko", "ko"), size=(50, 24)) as screen:
        exchange = await opened(screen, csv)
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: "새 예문 2개" in found(exchange))
        for where in ("#way", "#format", "#file", "#found", "#go"):
            widget = exchange.query_one(where)
            assert exchange.region.contains_region(widget.region) and widget.region.area
