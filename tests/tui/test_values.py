"""The values of a slot of one's own: added, changed, removed, and used."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from assistant.plugins.examples import parse_example
from assistant.tui.screens.values import ValuesScreen, format_value, parse_value
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Rows
from tests.tui.taught import TaughtAssistant, until
from tests.tui.test_studio_examples import Studio, studio


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    taught = TaughtAssistant(tmp_path)
    taught.mine.add("coffee.brew", parse_example("make me a [large](size) coffee"))
    return taught


async def opened(screen: Studio) -> ValuesScreen:
    await screen.open("coffee.brew")
    await screen.pilot.press("ctrl+l")
    app = screen.pilot.app
    await until(screen.pilot, lambda: isinstance(app.screen, ValuesScreen))
    assert isinstance(app.screen, ValuesScreen)
    return app.screen


async def write(screen: Studio, values: ValuesScreen, line: str) -> None:
    values.query_one("#value", Field).put(line)
    await screen.pilot.press("enter")


async def test_values_are_added_changed_and_removed(assistant: TaughtAssistant) -> None:
    def stored() -> object:
        return dict(assistant.mine.values()["coffee.brew"]["size"])

    async with studio(assistant) as screen:
        values = await opened(screen)
        await write(screen, values, "large = big, 큰")
        await until(screen.pilot, lambda: stored() == {"large": ("big", "큰")})
        await write(screen, values, "small")
        await until(screen.pilot, lambda: "small" in stored())  # type: ignore[operator]
        await write(screen, values, "large = huge")
        await until(screen.pilot, lambda: stored()["large"] == ("huge",))  # type: ignore[index]
        values.query_one("#values", Rows).focus()
        await screen.pilot.press("home", "delete")
        await until(screen.pilot, lambda: stored() == {"small": ("small",)})
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: "large" in stored())  # type: ignore[operator]
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: stored()["large"] == ("big", "큰"))  # type: ignore[index]
        await screen.pilot.press("home", "delete")
        await until(screen.pilot, lambda: stored() == {"small": ("small",)})
        await screen.pilot.press("escape")
        await until(screen.pilot, lambda: "hold at once" in screen.said)

        def shown() -> object:
            entry = screen.pane.intent
            return entry and entry.values.get("size")

        await until(screen.pilot, lambda: shown() == {"small": ("small",)})


async def test_a_wording_of_two_values_is_refused_and_said(assistant: TaughtAssistant) -> None:
    assistant.mine.set_values("coffee.brew", "size", {"large": ("big",)})
    async with studio(assistant) as screen:
        values = await opened(screen)
        await write(screen, values, "small = BIG")
        said = values.query_one("#values-said", Static)
        await until(screen.pilot, lambda: "both" in str(said.render()))
        assert values.query_one("#value", Field).text == "small = BIG"
        assert assistant.mine.values()["coffee.brew"]["size"] == {"large": ("big",)}


async def test_a_built_in_intent_keeps_its_values(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.open("weather.now")
        await screen.pilot.press("ctrl+l")
        await until(screen.pilot, lambda: "values of its plugin" in screen.said)


async def test_in_korean_at_50_columns_everything_is_seen(tmp_path: Path) -> None:
    taught = TaughtAssistant(tmp_path, "ko")
    taught.mine.add("coffee.brew", parse_example("[큰](size) 커피 내려줘"))
    async with studio(taught, size=(50, 24)) as screen:
        values = await opened(screen)
        for where in ("#slot", "#values", "#value"):
            widget = values.query_one(where)
            assert values.region.contains_region(widget.region) and widget.region.area


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="=,"), min_size=1).map(str.strip)


@given(WORDS.filter(bool), st.lists(WORDS.filter(bool), max_size=3))
def test_a_line_is_read_as_it_was_written(value: str, others: list[str]) -> None:
    wordings = tuple(dict.fromkeys(word for word in others if word != value)) or (value,)
    assert parse_value(format_value(value, wordings)) == (value, wordings)
