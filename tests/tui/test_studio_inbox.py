"""The Studio's Inbox: seeing what went wrong, and each thing that can be done with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static, Tab, Tabs

from assistant.conversation.history import History, Turn
from assistant.conversation.inbox import Item
from assistant.paths import bundled
from assistant.plugins.examples import Example, SlotSpan
from assistant.tui.app import AssistantApp
from assistant.tui.screens.new_intent import NewIntentScreen
from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_inbox import InboxPane
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.intent_picker import IntentPicker
from assistant.tui.widgets.rows import Rows
from assistant.understanding.bundle import read_bundle
from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore, Understanding
from tests.tui.fake import words_on
from tests.tui.fake_stores import NOW
from tests.tui.taught import TaughtAssistant, in_studio, until

BOSSA, KOREAN, CUPS = "put on some bossa nova", "보사노바 틀어줘", "cups in a litre"


class Inbox:
    """The Studio over a running app, with the Inbox shown."""

    def __init__(
        self, pilot: Pilot[None], screen: StudioScreen, assistant: TaughtAssistant
    ) -> None:
        self.pilot, self.screen, self.assistant = pilot, screen, assistant
        self.rows: Rows[Item] = screen.query_one("#inbox-items", Rows)
        self.picker = screen.query_one(IntentPicker)

    @property
    def items(self) -> list[str]:
        return [item.said for item in self.rows.items if isinstance(item, Item)]

    @property
    def said(self) -> str:
        return str(self.screen.query_one("#inbox-said", Static).render())

    @property
    def about(self) -> str:
        return str(self.screen.query_one("#inbox-about", Static).render())

    @property
    def tab(self) -> str:
        return self.screen.query_one("#tab-inbox", Tab).label_text

    @property
    def choices(self) -> list[str]:
        return [getattr(row, "name", "") for row in self.picker.rows.items]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def left(self, *items: str) -> None:
        """Wait until these are what is still to be reviewed."""
        await until(self.pilot, lambda: self.items == list(items))

    async def choices_read(self) -> None:
        await until(self.pilot, lambda: self.picker.choices is not None)

    async def choose(self, typed: str) -> None:
        """Go to the intents of the item or items, find one, and take it."""
        await self.choices_read()
        await self.press("enter")
        await until(self.pilot, lambda: self.picker.field.has_focus)
        self.picker.field.put(typed)
        await self.pilot.pause()
        await self.press("enter")


@asynccontextmanager
async def inbox(
    assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Inbox]:
    async with in_studio(assistant, size) as (pilot, screen):
        await pilot.press("f4")
        shown = Inbox(pilot, screen, assistant)
        await until(pilot, lambda: shown.rows.has_focus and shown.rows._empty != "…")
        yield shown


def with_history(home: Path, language: str, *said: str) -> TaughtAssistant:
    """An assistant that did not know these messages, said a minute apart."""
    assistant = TaughtAssistant(home, language)
    history = History(assistant.paths.history)
    assistant.history = history  # type: ignore[assignment]
    session = history.start_session()
    for minute, words in enumerate(said):
        at = NOW + timedelta(minutes=minute)
        turn = Turn(0, at, words, "weather.now", 0.41, False, decided="admitted")
        history.add(session, turn)
    return assistant


@pytest.fixture(params=["en", "ko"])
def assistant(tmp_path: Path, request: pytest.FixtureRequest) -> TaughtAssistant:
    """In both languages; one message failed three times, another once, the latest once too."""
    return with_history(tmp_path, request.param, BOSSA, BOSSA, CUPS, BOSSA, KOREAN)


@pytest.fixture
def english(tmp_path: Path) -> TaughtAssistant:
    return with_history(tmp_path, "en", BOSSA, BOSSA, CUPS, BOSSA, KOREAN)


async def test_what_failed_most_often_comes_first_and_the_tab_counts_them(
    assistant: TaughtAssistant,
) -> None:
    async with inbox(assistant) as screen:
        assert screen.items == [BOSSA, KOREAN, CUPS]
        assert screen.tab.endswith(" 3")
        line = screen.rows.render_line(0).text
        assert "×3" in line and "41 %" in line and BOSSA in line
        assert "weather.now 41 %" in screen.about


@pytest.mark.parametrize("size", [(80, 24), (50, 24), (120, 40)])
async def test_enter_goes_to_the_intents_and_enter_again_accepts(
    assistant: TaughtAssistant, size: tuple[int, int]
) -> None:
    async with inbox(assistant, size) as screen:
        await screen.choices_read()
        await screen.press("enter", "enter")
        await screen.left(KOREAN, CUPS)
        assert screen.rows.has_focus
        assert screen.rows.current is not None and screen.rows.current.said == KOREAN
        assert "weather.now" in screen.said and "Ctrl+Z" in screen.said
        assert screen.tab.endswith(" 2")
    assert assistant.own() == [("weather.now", BOSSA)]


async def test_what_is_typed_at_once_after_enter_finds_an_intent(english: TaughtAssistant) -> None:
    """The letters are those that mean accept, none and ignore in the list."""
    async with inbox(english) as screen:
        for key in ["enter", *"thanks", "enter"]:  # all are there before the first is handled
            event = events.Key(key, key if len(key) == 1 else None)
            screen.pilot.app.post_message(event)
        await screen.left(KOREAN, CUPS)
    assert english.own() == [("greeting.thanks", BOSSA)]


async def test_an_unlikely_guess_is_not_the_first_choice(
    english: TaughtAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Understanding(BOSSA, "en", (IntentScore("weather.now", 0.01),), False, 0.1, (), "fake")
    monkeypatch.setattr(english, "understand", lambda text: seen)
    async with inbox(english) as screen:
        await screen.choices_read()
        assert screen.choices[0] == OUT_OF_SCOPE
        assert "weather.now" in screen.choices


@pytest.mark.parametrize("key", ["f7", "a"])
async def test_one_key_accepts_what_it_was_taken_for(english: TaughtAssistant, key: str) -> None:
    async with inbox(english) as screen:
        await screen.press(key)
        await screen.left(KOREAN, CUPS)
    assert english.own() == [("weather.now", BOSSA)]


async def test_another_intent_is_found_by_typing(assistant: TaughtAssistant) -> None:
    async with inbox(assistant, (50, 24)) as screen:
        await screen.press("down")
        await screen.choose("thanks")
        await screen.left(BOSSA, CUPS)
    assert assistant.own() == [("greeting.thanks", KOREAN)]
    corrected = [turn.corrected for turn in assistant.history.turns(1)]
    assert corrected == [None, None, None, None, "greeting.thanks"]


@pytest.mark.parametrize("size", [(80, 24), (50, 24)])
async def test_a_new_intent_is_made_of_several_at_once_and_undone(
    assistant: TaughtAssistant, size: tuple[int, int]
) -> None:
    async with inbox(assistant, size) as screen:
        await screen.press("space", "space")
        await screen.choose("music.play")
        await until(screen.pilot, lambda: isinstance(screen.pilot.app.screen, NewIntentScreen))
        form = screen.pilot.app.screen
        assert form.query_one("#name", Field).text == "music.play"
        await screen.press("enter")
        form.query_one("#reply", Field).put("여기 있어요 [/]")
        await screen.press("enter")
        await screen.left(CUPS)
        assert sorted(assistant.own()) == [("music.play", BOSSA), ("music.play", KOREAN)]
        assert "music.play" in assistant.mine.replies()  # type: ignore[attr-defined]
        await screen.press("ctrl+z")
        await screen.left(BOSSA, KOREAN, CUPS)
    assert assistant.own() == []
    assert assistant.mine.replies() == {}  # type: ignore[attr-defined]


async def test_ctrl_n_makes_a_new_intent_of_the_message(english: TaughtAssistant) -> None:
    async with inbox(english) as screen:
        await screen.press("ctrl+n")
        await until(screen.pilot, lambda: isinstance(screen.pilot.app.screen, NewIntentScreen))
        screen.pilot.app.screen.query_one("#name", Field).put("music.play")
        await screen.press("enter", "enter")
        await screen.left(KOREAN, CUPS)
    assert english.own() == [("music.play", BOSSA)]


@pytest.mark.parametrize("key", ["f8", "n"])
async def test_none_of_these_is_taught_to_all_that_are_marked(
    assistant: TaughtAssistant, key: str
) -> None:
    async with inbox(assistant) as screen:
        await screen.press("space", "down", "space")
        await until(screen.pilot, lambda: BOSSA in screen.about and CUPS in screen.about)
        await screen.press(key)
        await screen.left(KOREAN)
        assert "2" in screen.said
        await screen.press("ctrl+z")
        await screen.left(BOSSA, KOREAN, CUPS)
        await screen.press(key)
        await screen.left(*(item for item in screen.items if item != BOSSA))
    assert assistant.own() == [(OUT_OF_SCOPE, BOSSA)]


@pytest.mark.parametrize("key", ["f9", "x", "delete"])
async def test_what_is_ignored_is_gone_and_teaches_nothing(
    assistant: TaughtAssistant, key: str
) -> None:
    async with inbox(assistant) as screen:
        await screen.press(key)
        await screen.left(KOREAN, CUPS)
        await screen.press(key)
        await screen.left(CUPS)
        await screen.press("ctrl+z", "ctrl+z")
        await until(screen.pilot, lambda: len(screen.items) > 1)
        await screen.press("ctrl+z")
        await screen.left(BOSSA, KOREAN, CUPS)
    assert assistant.own() == []


async def test_several_are_accepted_each_as_what_it_was_taken_for(
    english: TaughtAssistant,
) -> None:
    english.history.add(  # type: ignore[attr-defined]
        1, Turn(0, NOW, "is it wet", "weather.rain", 0.5, True, decided="asked")
    )
    async with inbox(english) as screen:
        await screen.press("space", "space")
        await screen.choices_read()
        assert screen.picker.rows.current is not None
        await screen.press("enter", "enter")
        await screen.left(KOREAN, CUPS)
    assert sorted(english.own()) == [("weather.now", BOSSA), ("weather.rain", "is it wet")]


async def test_what_nothing_was_thought_of_is_not_accepted_but_said(tmp_path: Path) -> None:
    assistant = with_history(tmp_path, "en")
    assistant.history.add(  # type: ignore[attr-defined]
        1, Turn(0, NOW, BOSSA, "weather.now", 0.01, False, decided="admitted")
    )
    async with inbox(assistant) as screen:
        await screen.press("f7")
        await until(screen.pilot, lambda: BOSSA in screen.said)
        assert screen.items == [BOSSA]
    assert assistant.own() == []


async def test_words_are_marked_as_slots_and_taught_with_them(english: TaughtAssistant) -> None:
    async with inbox(english) as screen:
        await screen.choices_read()
        phrase = screen.screen.query_one("#inbox-phrase", Field)
        phrase.focus()
        phrase.move_cursor((0, len(BOSSA)))
        await screen.press("ctrl+b")
        assert phrase.text == "put on some bossa [nova](city)"
        await screen.press("enter")
        await screen.left(KOREAN, CUPS)
    (taught,) = english.mine.phrases()
    assert taught.example.slots == (SlotSpan(18, 22, "city"),)


async def test_a_mistake_in_the_marking_is_said_and_nothing_is_lost(
    english: TaughtAssistant,
) -> None:
    async with inbox(english) as screen:
        await screen.choices_read()
        phrase = screen.screen.query_one("#inbox-phrase", Field)
        phrase.put("put on [some](")
        phrase.focus()
        await screen.press("enter")
        await until(screen.pilot, lambda: screen.said)
        assert phrase.text == "put on [some](" and len(screen.items) == 3
    assert english.own() == []


async def test_the_taught_phrases_that_mean_about_the_same_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = read_bundle(bundled("models") / "gru").model()
    monkeypatch.setattr(TaughtAssistant, "model", model)
    TaughtAssistant(tmp_path).mine.add("garden.water", Example("water the tomatoes"))
    said = "give the tomatoes some water"
    async with inbox(with_history(tmp_path, "en", said)) as screen:
        await until(screen.pilot, lambda: "“water the tomatoes”" in screen.about)
        assert "garden.water" in screen.about


async def test_at_50_columns_the_messages_and_one_of_them_take_turns(
    assistant: TaughtAssistant,
) -> None:
    async with inbox(assistant, (50, 24)) as screen:
        detail = screen.screen.query_one("#inbox-detail")
        assert not detail.display
        await screen.press("enter")
        assert detail.display and not screen.screen.query_one("#inbox-list").display
        await screen.press("escape")
        assert not detail.display and screen.rows.has_focus
        await screen.press("space", "escape")
        assert screen.pilot.app.screen is screen.screen  # the mark is gone first
        await screen.press("escape")
        await until(screen.pilot, lambda: screen.pilot.app.screen is not screen.screen)


async def test_the_mouse_opens_a_message_and_teaches_it(english: TaughtAssistant) -> None:
    async with inbox(english) as screen:
        await screen.pilot.click("#inbox-items", offset=(5, 2))
        await until(screen.pilot, lambda: screen.choices[:1] == ["weather.now"])
        await screen.pilot.click("#choices", offset=(5, screen.choices.index("weather.rain")))
        await screen.left(BOSSA, KOREAN)
    assert english.own() == [("weather.rain", CUPS)]


async def test_the_keys_at_the_bottom_are_named_and_clicked(english: TaughtAssistant) -> None:
    async with inbox(english) as screen:
        line = words_on(screen.screen.query_one("#keys")).splitlines()[-1]
        for key in ("Teach", "Space Mark", "F7 Right", "F8 None", "F9 Ignore", "^Z Undo"):
            assert key in line
        await screen.pilot.click("#keys", offset=(line.index("F9"), 1))
        await screen.left(KOREAN, CUPS)


async def test_an_empty_inbox_says_what_will_appear_in_it(tmp_path: Path) -> None:
    async with inbox(with_history(tmp_path, "en")) as screen:
        assert screen.tab == "Inbox"
        shown = words_on(screen.screen.query_one(InboxPane))
        assert "Nothing to review." in shown and "will wait here" in shown
        await screen.press("enter", "space", "f7", "f8", "f9", "ctrl+z")
        assert "nothing to undo" in screen.said


async def test_the_studio_opens_on_the_examples_whatever_waits(english: TaughtAssistant) -> None:
    app = AssistantApp(english)  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        screen = StudioScreen(english)  # type: ignore[arg-type]
        await app.push_screen(screen)
        await until(pilot, lambda: screen.query_one("#tab-inbox", Tab).label_text == "Inbox 3")
        await pilot.press("r", "a", "i", "n")
        assert screen.query_one("#filter", Field).text == "rain"
        assert screen.query_one(Tabs).active == "tab-examples"


async def test_what_is_taught_under_examples_leaves_the_inbox(english: TaughtAssistant) -> None:
    async with inbox(english) as screen:
        await screen.press("f6")
        await until(screen.pilot, lambda: screen.screen.query_one("#filter").has_focus)
        await screen.press("enter")
        screen.screen.query_one("#editor", Field).put(BOSSA)
        await screen.press("enter")
        await screen.left(KOREAN, CUPS)
        assert screen.tab.endswith(" 2")


async def test_a_history_that_cannot_be_read_is_said(english: TaughtAssistant) -> None:
    async with inbox(english) as screen:
        english.history.close()
        await screen.press("f9")
        await until(screen.pilot, lambda: "history is closed" in screen.said)
        assert screen.items == [BOSSA, KOREAN, CUPS]
