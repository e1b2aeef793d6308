"""The Studio's health: what is wrong is listed, explained, and mended from there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, Tab

from assistant.conversation.knowledge import InUse
from assistant.plugins.examples import Example, parse_example, same_phrase
from assistant.problems import AssistantError
from assistant.tui.app import AssistantApp
from assistant.tui.messages import ModelChanged
from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_health import HealthPane
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Heading, Rows
from tests.stub_model import near, spread, stub_model
from tests.tui.taught import TaughtAssistant, in_studio, until

A, B, C, D = spread(["rain", "hello", "music", "thanks"]).values()
MODEL = stub_model(
    {
        "do I need an umbrella": A,
        "will I get wet": near(A, 0.95),
        "젖을까": near(A, 0.93),
        "so rainy": near(A, 0.8),
        "play jazz": C,
        "cheers": D,
    },
    {"weather.rain": A, "greeting.hello": B, "music.play": C, "greeting.thanks": D},
)


class Taught(TaughtAssistant):
    """Its model holds “will I get wet” for a question of rain."""

    def in_use(self) -> InUse:
        own = {same_phrase(phrase.example.text): phrase.intent for phrase in self.mine.phrases()}
        return InUse(MODEL, "stub", own)


class Studio:
    def __init__(self, pilot: Pilot[None], screen: StudioScreen) -> None:
        self.pilot, self.screen = pilot, screen
        self.pane = screen.query_one(HealthPane)

    @property
    def rows(self) -> Rows[object]:
        return self.screen.query_one("#findings", Rows)

    @property
    def phrases(self) -> list[str]:
        """The words of all findings about a phrase."""
        found = [item for item in self.rows.items if not isinstance(item, Heading)]
        return [item.phrase.text for item in found if item.phrase]  # type: ignore[attr-defined]

    @property
    def tab(self) -> str:
        return str(self.screen.query_one("#tab-health", Tab).label_text)

    def words(self, where: str) -> str:
        return str(self.screen.query_one(where, Static).render())

    async def known(self) -> None:
        """Wait until everything was looked at."""
        await until(self.pilot, lambda: self.pane.whole)

    async def show(self) -> None:
        self.screen.show_pane("health")
        await until(self.pilot, lambda: self.screen.shown == "health")
        await self.pilot.pause()


@asynccontextmanager
async def studio(
    assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Studio]:
    async with in_studio(assistant, size) as (pilot, screen):
        opened = Studio(pilot, screen)
        await opened.known()
        yield opened


@pytest.fixture
def assistant(tmp_path: Path) -> Taught:
    return Taught(tmp_path)


@pytest.fixture
def clashing(assistant: Taught) -> Taught:
    """With a phrase that belongs to another intent."""
    assistant.mine.add("greeting.hello", Example("will I get wet"))
    return assistant


async def test_nothing_is_wrong_at_first(assistant: Taught) -> None:
    async with studio(assistant) as screen:
        await screen.show()
        assert screen.tab == "Health"
        assert "Nothing is wrong" in screen.rows.render_line(0).text


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", [(80, 24), (50, 24), (120, 40)])
async def test_a_finding_is_counted_listed_and_explained_at_every_size(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    assistant = Taught(tmp_path, language)
    assistant.mine.add("greeting.hello", Example("젖을까"))
    assistant.mine.add("music.play", Example("play jazz"))
    async with studio(assistant, size) as screen:
        await screen.show()
        assert screen.tab == ("Health 2" if language == "en" else "점검 2")
        lines = [screen.rows.render_line(n).text for n in range(4)]
        assert "젖을까" in lines[1] and "music.play" in lines[3]
        for words in ("젖을까", "do I need an umbrella", "greeting.hello", "weather.rain", "0.93"):
            assert words in screen.words("#what")
        for where in ("#findings", "#what", "#remedies"):
            widget = screen.screen.query_one(where)
            assert screen.screen.region.contains_region(widget.region) and widget.region.area


async def test_enter_shows_the_phrase_among_the_examples(clashing: Taught) -> None:
    async with studio(clashing) as screen:
        await screen.show()
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: screen.screen.shown == "examples")
        phrases = screen.screen.query_one("#phrases", Rows)
        await until(screen.pilot, lambda: phrases.has_focus)
        assert phrases.current == clashing.mine.phrases()[0]


async def test_enter_shows_the_intent_that_has_too_few_phrases(assistant: Taught) -> None:
    assistant.mine.add("music.play", Example("play jazz"))
    async with studio(assistant, (50, 24)) as screen:
        await screen.show()
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: screen.screen.shown == "examples")
        await until(screen.pilot, lambda: "music.play" in screen.words("#about"))


async def test_delete_removes_the_user_s_phrase_and_ctrl_z_brings_it_back(
    clashing: Taught,
) -> None:
    async with studio(clashing) as screen:
        await screen.show()
        await screen.pilot.press("delete")
        await until(screen.pilot, lambda: screen.tab == "Health")
        assert clashing.own() == []
        assert "Ctrl+Z" in screen.words("#health-said")
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: screen.tab == "Health 1")
        assert clashing.own() == [("greeting.hello", "will I get wet")]


async def test_f8_moves_the_phrase_to_the_other_intent(assistant: Taught) -> None:
    assistant.mine.add("greeting.hello", parse_example("will I get wet"))
    async with studio(assistant) as screen:
        await screen.show()
        await screen.pilot.press("f8")
        await until(screen.pilot, lambda: screen.tab == "Health")
        assert assistant.own() == [("weather.rain", "will I get wet")]
        assert "weather.rain" in screen.words("#health-said")
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: screen.tab == "Health 1")
        assert assistant.own() == [("greeting.hello", "will I get wet")]


async def test_a_phrase_that_moves_keeps_the_slots_that_the_other_intent_has(
    assistant: Taught,
) -> None:
    assistant.mine.add("music.play", parse_example("do [I](city) need an [umbrella](genre)!"))
    async with studio(assistant) as screen:
        await screen.show()
        await screen.pilot.press("home", "f8")
        await until(screen.pilot, lambda: [i for i, _ in assistant.own()] == ["weather.rain"])
        await screen.known()
    assert assistant.mine.phrases()[0].example == parse_example("do [I](city) need an umbrella!")


async def test_the_mouse_does_it_too(clashing: Taught) -> None:
    async with studio(clashing, (50, 24)) as screen:
        await screen.show()
        await screen.pilot.click("#findings", offset=(5, 1))
        await until(screen.pilot, lambda: screen.screen.shown == "examples")
        await screen.show()
        await screen.pilot.click("#remedies", offset=(6, 1))
        await until(screen.pilot, lambda: screen.tab == "Health")
        assert clashing.own() == []


async def test_an_intent_cannot_be_removed_with_a_key_meant_for_phrases(
    assistant: Taught,
) -> None:
    assistant.mine.add("music.play", Example("play jazz"))
    async with studio(assistant) as screen:
        await screen.show()
        await screen.pilot.press("delete", "f8")
        await until(screen.pilot, lambda: screen.words("#health-said"))
        assert assistant.own() == [("music.play", "play jazz")]


async def test_the_former_findings_stay_until_the_new_ones_are_there(
    clashing: Taught,
) -> None:
    async with studio(clashing) as screen:
        await screen.show()
        await screen.pilot.press("delete")
        while clashing.own():
            assert screen.phrases == ["will I get wet"]
            await screen.pilot.pause()
        await until(screen.pilot, lambda: screen.phrases == [])


async def test_another_model_is_looked_with_as_soon_as_it_answers(clashing: Taught) -> None:
    async with studio(clashing) as screen:
        await screen.show()
        assert screen.phrases == ["will I get wet"]
        away = stub_model({"will I get wet": B}, {"weather.rain": A, "greeting.hello": B})
        clashing.in_use = lambda: InUse(away, "another", {})  # type: ignore[method-assign]
        screen.pilot.app.post_message(ModelChanged("another"))
        await until(screen.pilot, lambda: screen.phrases == [])


@pytest.mark.parametrize(
    ("language", "phrase", "words"),
    [
        ("en", "Do I need an umbrella?", "weather.rain"),
        ("en", "will I get wet", "“do I need an umbrella” in weather.rain"),
        ("ko", "젖을까", "뜻이 아주 비슷해요"),
        ("en", "so rainy", "The model takes"),
    ],
)
async def test_a_phrase_that_clashes_is_said_below_the_field_when_it_is_added(
    tmp_path: Path, language: str, phrase: str, words: str
) -> None:
    assistant = Taught(tmp_path, language)
    assistant.mine.add("greeting.thanks", Example("cheers"))
    async with studio(assistant) as screen:
        screen.screen.query_one("#intents", Rows).cursor = 0
        await screen.pilot.pause()
        screen.screen.query_one("#editor", Field).put(phrase)
        screen.screen.query_one("#editor").focus()
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: words in screen.words("#said"))
        assert ("greeting.hello", phrase) in assistant.own()


async def test_a_phrase_that_does_not_clash_is_added_without_a_word(assistant: Taught) -> None:
    assistant.mine.add("greeting.thanks", Example("cheers"))
    async with studio(assistant) as screen:
        screen.screen.query_one("#editor", Field).put("howdy")
        screen.screen.query_one("#editor").focus()
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: screen.words("#said"))
        await screen.known()
        assert not screen.screen.query_one("#said").has_class("-problem")


async def test_a_model_that_cannot_be_loaded_is_said(
    assistant: Taught, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Taught) -> InUse:
        raise AssistantError("No model is [/] there.", where="models", remedy="Install again.")

    monkeypatch.setattr(Taught, "in_use", refuse)
    assistant.mine.add("music.play", Example("play jazz"))
    app = AssistantApp(assistant)  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        await app.push_screen(StudioScreen(assistant))  # type: ignore[arg-type]
        await until(pilot, lambda: app.screen.whole)  # type: ignore[attr-defined]
        screen = Studio(pilot, app.screen)  # type: ignore[arg-type]
        await until(pilot, lambda: "No model is [/] there." in screen.words("#health-said"))
        assert screen.tab == "Health 1"


async def test_brackets_in_a_finding_are_shown_as_they_are(assistant: Taught) -> None:
    words = "play [/] [bold]x[/]"
    assistant.mine.add("music.play", Example(words))
    assistant.mine.add("radio.on", Example("Play [/] [bold]x[/]?"))
    async with studio(assistant) as screen:
        await screen.show()
        assert words in screen.words("#what")
        assert words in screen.rows.render_line(1).text
