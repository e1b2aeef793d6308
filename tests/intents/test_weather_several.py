"""The weather of several cities or days that one message names."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.conversation.slots import enumerated, fill_slots
from assistant.korean import language_of
from assistant.plugins.api import Reply
from assistant.plugins.manifest import read_manifest
from tests.intents.weather_kit import FOLDER, NOW, SEOUL, Weather, handler, weather_in

INTENTS = {each.name: each for each in read_manifest(FOLDER, builtin=True).intents}


@pytest.fixture
def weather(tmp_path: Path) -> Iterator[Weather]:
    with weather_in(tmp_path) as weather:
        yield weather


def ask(weather: Weather, name: str, text: str, **config: object) -> Reply:
    """Of a message with the cities and days that the rules find in it."""
    declared = INTENTS[f"weather.{name}"].slots
    slots = fill_slots(text, [], declared, NOW)
    entities = enumerated(text, slots, declared, NOW)
    given = {"text": text, "language": language_of(text), "home": SEOUL, "entities": entities}
    ctx = replace(weather.context, config={**weather.context.config, **config}, **given)
    reply: Reply = getattr(handler, name)(ctx, slots)
    return reply


@pytest.mark.parametrize(
    ("name", "text", "begins", "asked"),
    [
        (
            "now",
            "weather in Paris and Rome",
            ["Clear and 12° in P", "Clear and 12° in R"],
            2,
        ),
        ("now", "파리랑 로마 날씨", ["파리는 지금", "로마는 지금"], 2),
        ("forecast", "오늘이랑 내일 날씨", ["오늘 서울은", "내일 서울은"], 1),
        (
            "forecast",
            "weather on friday and saturday in Rome and Oslo",
            [
                "On Friday in Rome",
                "On Saturday in Rome",
                "On Friday in Oslo",
                "On Saturday in Oslo",
            ],
            2,
        ),
        ("rain", "rain in London or Paris tomorrow?", ["No, it should", "No, it should"], 2),
        ("air", "how is the air in Delhi and Seoul", ["The air in Delhi", "The air in Seoul"], 2),
    ],
)
def test_each_is_told(
    weather: Weather, name: str, text: str, begins: list[str], asked: int
) -> None:
    lines = ask(weather, name, text).text.splitlines()
    assert len(lines) == len(begins) and len(weather.server.asked) == asked
    for line, begin in zip(lines, begins, strict=True):
        assert line.startswith(f"- {begin}")


def test_what_is_drawn_stands_below_each_other(weather: Weather) -> None:
    text = ask(weather, "forecast", "weather in Paris and Rome this week").text
    assert text.startswith("Paris: 3°") and "\n\nRome: 3°" in text and text.count("━ 14°") == 14


def test_when_the_service_fails_it_is_said_once_or_of_which_city(weather: Weather) -> None:
    both = "weather in Paris and Rome"
    none = ask(weather, "now", both, url="http://127.0.0.1:1/").text
    assert none.count("cannot reach") == 1 and not none.startswith("-")
    ask(weather, "now", "weather in Paris")
    one = ask(weather, "now", both, url="http://127.0.0.1:1/").text.splitlines()
    assert "in Paris" in one[0] and one[1].startswith("- Rome: I cannot reach")


def test_too_many_are_not_looked_up(weather: Weather) -> None:
    text = "weather in Tokyo, Paris and Rome on friday, saturday and sunday"
    assert "fewer cities" in ask(weather, "forecast", text).text and not weather.server.asked
