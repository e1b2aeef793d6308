"""That was…: showing the assistant what was meant."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.plugins.examples import SlotSpan
from assistant.tui.app import AssistantApp
from assistant.tui.screens.correct import CorrectScreen
from assistant.tui.screens.new_intent import NewIntentScreen
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Rows
from assistant.understanding.understanding import OUT_OF_SCOPE
from tests.tui.taught import TaughtAssistant, until


class Asked:
    """The screen over a running app, and what it was dismissed with."""

    def __init__(self, pilot: Pilot[None], screen: CorrectScreen) -> None:
        self.pilot, self.screen = pilot, screen
        self.results: list[str | None] = []

    def names(self) -> list[str]:
        return [getattr(item, "name", "") for item in self.screen.query_one(Rows).items]

    @property
    def phrase(self) -> Field:
        return self.screen.query_one("#phrase", Field)

    @property
    def wrong(self) -> str:
        return str(self.screen.query_one("#wrong").render())

    async def write(self, phrase: str) -> None:
        self.phrase.put(phrase)
        await self.pilot.pause()

    async def choose(self, typed: str) -> None:
        self.screen.query_one("#find", Field).put(typed)
        await self.pilot.pause()
        self.screen.query_one("#find").focus()
        await self.pilot.press("enter")


@asynccontextmanager
async def asked(
    assistant: TaughtAssistant,
    said: str,
    intent: str | None = None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Asked]:
    app = AssistantApp(assistant)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        screen = CorrectScreen(assistant, said, intent)  # type: ignore[arg-type]
        asking = Asked(pilot, screen)
        await app.push_screen(screen, asking.results.append)
        await until(pilot, lambda: len(asking.names()) > 2)
        yield asking


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    return TaughtAssistant(tmp_path)


async def test_the_networks_guesses_come_first_then_every_other_intent(
    assistant: TaughtAssistant,
) -> None:
    async with asked(assistant, "do I need an umbrella", "weather.now") as screen:
        assert screen.names()[:2] == ["weather.rain", "weather.now"]
        assert screen.names()[2] == OUT_OF_SCOPE
        assert screen.names()[-2:] == ["greeting.hello", "greeting.thanks"]


async def test_enter_teaches_the_phrase_and_tells_the_intent(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "brollies today?", "greeting.hello") as screen:
        await screen.choose("rain")
        await until(screen.pilot, lambda: screen.results)
        assert screen.results == ["weather.rain"]
    assert assistant.own() == [("weather.rain", "brollies today?")]


async def test_escape_teaches_nothing(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "brollies today?") as screen:
        await screen.pilot.press("escape")
        await until(screen.pilot, lambda: screen.results)
        assert screen.results == [None]
    assert assistant.own() == []


async def test_a_click_teaches_too(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "brollies today?", size=(50, 24)) as screen:
        await screen.pilot.pause()
        row = screen.names().index("greeting.thanks")
        await screen.pilot.click("#choices", offset=(4, row))
        await until(screen.pilot, lambda: screen.results)
        assert screen.results == ["greeting.thanks"]


async def test_none_of_these_keeps_the_phrase_as_out_of_scope(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "우주의 끝은 어디야") as screen:
        await screen.choose("none of")
        await until(screen.pilot, lambda: screen.results)
    assert assistant.own() == [(OUT_OF_SCOPE, "우주의 끝은 어디야")]


async def test_a_new_intent_gets_its_name_and_a_canned_reply(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "보사노바 틀어줘") as screen:
        await screen.choose("music.play")
        await until(screen.pilot, lambda: isinstance(screen.pilot.app.screen, NewIntentScreen))
        form = screen.pilot.app.screen
        assert form.query_one("#name", Field).text == "music.play"
        await screen.pilot.press("enter")
        form.query_one("#reply", Field).put("여기 있어요 [/]")
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: screen.results)
        assert screen.results == ["music.play"]
    assert assistant.own() == [("music.play", "보사노바 틀어줘")]
    assert list(assistant.mine.replies()["music.play"].values()) == ["여기 있어요 [/]"]  # type: ignore[attr-defined]


async def test_a_name_that_cannot_be_one_is_refused_with_an_example(
    assistant: TaughtAssistant,
) -> None:
    async with asked(assistant, "put on some music") as screen:
        await screen.choose("음악 Play!")
        await until(screen.pilot, lambda: isinstance(screen.pilot.app.screen, NewIntentScreen))
        form = screen.pilot.app.screen
        await screen.pilot.press("enter")
        assert "music.play" in str(form.query_one("#wrong").render())
        assert form.query_one("#name", Field).text == "음악 Play!"
        await screen.pilot.press("escape")
        assert screen.pilot.app.screen is screen.screen
    assert assistant.own() == []


async def test_words_are_marked_as_slots_in_the_phrase(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "내일 우산 필요해?") as screen:
        screen.phrase.focus()
        screen.phrase.move_cursor((0, 1))
        await screen.pilot.press("ctrl+b")
        assert screen.phrase.text == "[내일](city) 우산 필요해?"
        await screen.pilot.press("ctrl+b")
        assert screen.phrase.text == "[내일](date) 우산 필요해?"
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: screen.results)
    (phrase,) = assistant.mine.phrases()
    assert phrase.example.slots == (SlotSpan(0, 2, "date"),)


@pytest.mark.parametrize(
    "broken", ["rain in [Paris](city", "rain in [Paris", "rain in [Paris](Stadt)"]
)
async def test_a_mistake_in_the_marking_is_said_and_nothing_is_lost(
    assistant: TaughtAssistant, broken: str
) -> None:
    async with asked(assistant, "umbrella") as screen:
        await screen.write(broken)
        await screen.choose("rain")
        assert screen.wrong
        assert screen.phrase.text == broken
        assert screen.pilot.app.screen is screen.screen
    assert assistant.own() == []


async def test_a_slot_that_the_intent_does_not_have_is_said(assistant: TaughtAssistant) -> None:
    async with asked(assistant, "umbrella") as screen:
        await screen.write("umbrella at [noon](hour)")
        await screen.choose("rain")
        assert "hour" in screen.wrong and "city" in screen.wrong


@pytest.mark.parametrize("said", ["[/] what", "a[b]c \\ (d)", "[bold red]x[/]", "# not a comment"])
async def test_brackets_that_were_said_stay_words(assistant: TaughtAssistant, said: str) -> None:
    async with asked(assistant, said, "[/]") as screen:
        await screen.choose("hello")
        await until(screen.pilot, lambda: screen.results)
    assert assistant.own() == [("greeting.hello", said)]


@pytest.mark.parametrize("said", ["", "x" * 100_000, "\x1b[31mred\x00", "\ud800 lone"])
async def test_whatever_was_said_the_screen_stands(assistant: TaughtAssistant, said: str) -> None:
    async with asked(assistant, said) as screen:
        await screen.choose("hello")
        await until(screen.pilot, lambda: screen.results or screen.wrong)


async def test_a_file_that_cannot_be_written_is_said_and_can_be_tried_again(
    assistant: TaughtAssistant,
) -> None:
    async with asked(assistant, "good day") as screen:
        assistant.mine.folder.parent.mkdir(parents=True, exist_ok=True)  # type: ignore[attr-defined]
        assistant.mine.folder.write_text("in the way")  # type: ignore[attr-defined]
        await screen.choose("hello")
        await until(screen.pilot, lambda: screen.wrong)
        assert screen.results == []
        assistant.mine.folder.unlink()  # type: ignore[attr-defined]
        await screen.choose("hello")
        await until(screen.pilot, lambda: screen.results)
    assert assistant.own() == [("greeting.hello", "good day")]


async def test_storing_does_not_hold_the_screen(
    assistant: TaughtAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the disk is slow one can go on typing; a second Enter stores nothing twice."""
    gate, stored = threading.Event(), []

    def slow(text: object, intent: str) -> None:
        gate.wait(20)
        stored.append(intent)

    monkeypatch.setattr(assistant, "correct", slow)
    async with asked(assistant, "good day") as screen:
        await screen.choose("hello")
        await screen.pilot.press("enter", "x")
        assert screen.screen.query_one("#find", Field).text == "hellox"
        gate.set()
        await until(screen.pilot, lambda: screen.results)
    assert stored == ["greeting.hello"]
