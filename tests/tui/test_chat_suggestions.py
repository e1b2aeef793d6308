"""What is offered under a reply, and teaching from the conversation."""

import sys
import types
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.plugins.api import Reply, Suggestion
from assistant.problems import AssistantError
from assistant.tui.app import AssistantApp
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.widgets.suggestions import Suggestions
from assistant.tui.widgets.turn import Turn
from assistant.understanding.understanding import Understanding
from tests.tui.fake import FakeAssistant, until, words_on


@asynccontextmanager
async def answered(
    fake: FakeAssistant, text: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[ChatScreen, Turn, Pilot[None]]]:
    """The app after one message and its answer."""
    app = AssistantApp(fake)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        app.chat.prompt.write(text)
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.query(Suggestions))
        await pilot.pause()
        yield app.chat, app.chat.conversation.turns[0], pilot


async def test_alt_and_a_digit_says_the_suggestion(fake: FakeAssistant) -> None:
    async with answered(fake, "umbrella") as (_, _, pilot):
        await pilot.press("alt+2")
        await until(pilot, lambda: len(fake.asked) == 2)
        assert fake.asked[1] == "비 오는 날 아침에 알려 줘"


async def test_a_click_on_a_suggestion_says_it(fake: FakeAssistant) -> None:
    async with answered(fake, "umbrella") as (_, _, pilot):
        await pilot.click(Suggestions, offset=(3, 0))
        await until(pilot, lambda: len(fake.asked) == 2)
        assert fake.asked[1] == "이번 주 날씨"


async def test_a_click_on_the_second_line_of_suggestions_hits_the_right_one(
    fake: FakeAssistant,
) -> None:
    async with answered(fake, "bossa nova", size=(30, 24)) as (chat, _, pilot):
        offered = chat.query_one(Suggestions)
        rows = words_on(offered).splitlines()
        row = next(i for i, line in enumerate(rows) if "Never mind" in line)
        assert row > 0
        await pilot.click(Suggestions, offset=(rows[row].index("Never mind") + 1, row))
        await until(pilot, lambda: not chat.query(Suggestions))


async def test_a_digit_that_offers_nothing_does_nothing(fake: FakeAssistant) -> None:
    async with answered(fake, "umbrella") as (chat, _, pilot):
        await pilot.press("alt+9")
        assert fake.asked == ["umbrella"]
        assert chat.prompt.text == ""


async def test_suggestions_go_when_the_conversation_goes_on(fake: FakeAssistant) -> None:
    async with answered(fake, "umbrella") as (chat, _, pilot):
        chat.prompt.write("hello")
        await pilot.press("enter")
        await until(pilot, lambda: not chat.query(Suggestions))


async def test_it_was_teaches_the_phrase_and_says_so(fake: FakeAssistant) -> None:
    async with answered(fake, "put on some bossa nova") as (chat, turn, pilot):
        await pilot.press("alt+2")
        await until(pilot, lambda: "Learned" in words_on(turn))
        assert fake.corrections == [("put on some bossa nova", "weather.now")]
        assert "“put on some bossa nova” is weather.now" in words_on(turn)
        assert not chat.query(Suggestions)
        (session,) = fake.history.sessions()
        await until(pilot, lambda: fake.history.turns(session.id)[0].corrected == "weather.now")


async def test_a_correction_that_fails_is_said(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(text: str, intent: str) -> None:
        raise AssistantError("The disk is full.", where="intents/mine", remedy="Make room.")

    monkeypatch.setattr(fake, "correct", refuse)
    async with answered(fake, "bossa nova") as (chat, _, pilot):
        await pilot.press("alt+2")
        await until(pilot, lambda: "Make room." in words_on(chat.conversation))


async def test_never_mind_takes_the_suggestions_away(fake: FakeAssistant) -> None:
    async with answered(fake, "bossa nova") as (chat, _, pilot):
        await pilot.press("alt+3")
        await until(pilot, lambda: not chat.query(Suggestions))
        assert fake.corrections == []


def unsure_of(fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, earlier: str) -> str:
    """A message that is answered with what an earlier one may have meant."""
    plain = fake._reply

    def answer(understanding: Understanding) -> Reply:
        if understanding.text != "that's not what I meant":
            return plain(understanding)
        offered = (
            Suggestion("the weather", action="choose:weather.now"),
            Suggestion("Something else", action="teach"),
        )
        return Reply("What did you mean?", offered, about=earlier, understanding=understanding)

    monkeypatch.setattr(fake, "_reply", answer)
    return "that's not what I meant"


async def test_a_choice_about_an_earlier_message_teaches_that_one(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    correction = unsure_of(fake, monkeypatch, "umbrella")
    async with answered(fake, "umbrella") as (chat, _, pilot):
        chat.prompt.write(correction)
        await pilot.press("enter")
        await until(pilot, lambda: chat.conversation.turns[-1].about == "umbrella")
        turn = chat.conversation.turns[-1]
        await until(pilot, lambda: turn.suggestions)
        await pilot.press("alt+1")
        await until(pilot, lambda: len(fake.asked) == 3)
        assert fake.corrections == [("umbrella", "weather.now")]
        assert fake.asked == ["umbrella", correction, "umbrella"]
        assert "“umbrella” is weather.now" in words_on(turn)
        (session,) = fake.history.sessions()
        said = {t.said: t.corrected for t in fake.history.turns(session.id)[:2]}
        assert said == {"umbrella": "weather.now", correction: None}


async def test_something_else_opens_teaching_with_the_earlier_message(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, teach: type["TeachScreen"]
) -> None:
    correction = unsure_of(fake, monkeypatch, "umbrella")
    async with answered(fake, correction) as (_, turn, pilot):
        screen = await open_teach(pilot, "alt+2")
        assert teach.opened == ("umbrella", None)
        screen.dismiss("music.play")
        await until(pilot, lambda: "“umbrella” is music.play" in words_on(turn))


class TeachScreen(ModalScreen[str | None]):
    """Stands in for the real screen: it notes what it was opened with."""

    opened: tuple[str, str | None] = ("", "")

    def __init__(self, assistant: FakeAssistant, said: str, intent: str | None) -> None:
        super().__init__()
        TeachScreen.opened = (said, intent)

    def compose(self) -> ComposeResult:
        yield Static("teach")


@pytest.fixture
def teach(monkeypatch: pytest.MonkeyPatch) -> type[TeachScreen]:
    module = types.ModuleType("assistant.tui.screens.correct")
    module.CorrectScreen = TeachScreen  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return TeachScreen


async def open_teach(pilot: Pilot[None], *keys: str) -> TeachScreen:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, TeachScreen))
    return pilot.app.screen  # type: ignore[return-value]


async def test_f2_teaches_the_last_turn(fake: FakeAssistant, teach: type[TeachScreen]) -> None:
    async with answered(fake, "umbrella") as (_, turn, pilot):
        screen = await open_teach(pilot, "f2")
        assert teach.opened == ("umbrella", "weather.rain")
        screen.dismiss("music.play")
        await until(pilot, lambda: "“umbrella” is music.play" in words_on(turn))


async def test_teach_me_opens_the_same_screen(
    fake: FakeAssistant, teach: type[TeachScreen]
) -> None:
    async with answered(fake, "bossa nova") as (_, _, pilot):
        await open_teach(pilot, "alt+1")
        assert teach.opened == ("bossa nova", None)


async def test_f2_on_an_earlier_turn_teaches_that_one(
    fake: FakeAssistant, teach: type[TeachScreen]
) -> None:
    async with answered(fake, "umbrella") as (chat, turn, pilot):
        chat.prompt.write("bossa nova")
        await pilot.press("enter")
        await until(pilot, lambda: chat.query(Suggestions))
        await pilot.press("shift+tab", "shift+tab")
        assert chat.focused is turn
        screen = await open_teach(pilot, "f2")
        assert teach.opened == ("umbrella", "weather.rain")
        screen.dismiss(None)
        await until(pilot, lambda: pilot.app.screen is chat)
        assert "Learned" not in words_on(chat)


async def test_f2_before_anything_was_said_explains_itself(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: app._notifications)
        assert app.screen is app.chat
