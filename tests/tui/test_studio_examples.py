"""The Studio's examples: seeing, adding, changing, removing, undoing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static, Tab

from assistant.plugins.examples import Example, SlotSpan, parse_example
from assistant.tui.screens.new_intent import NewIntentScreen
from assistant.tui.screens.studio import StudioScreen
from assistant.tui.screens.studio_examples import ExamplesPane
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Heading, Rows
from tests.tui.taught import TaughtAssistant, in_studio, until


class Studio:
    def __init__(self, pilot: Pilot[None], screen: StudioScreen) -> None:
        self.pilot, self.screen = pilot, screen
        self.pane = screen.query_one(ExamplesPane)

    @property
    def editor(self) -> Field:
        return self.screen.query_one("#editor", Field)

    @property
    def said(self) -> str:
        return str(self.screen.query_one("#said", Static).render())

    @property
    def intents(self) -> list[str]:
        return [entry.name for entry in self.screen.query_one("#intents", Rows).items]

    @property
    def phrases(self) -> list[str]:
        """The words of all rows on the right, without the headings."""
        return [
            getattr(item, "example", item).text
            for item in self.screen.query_one("#phrases", Rows).items
            if not isinstance(item, Heading)
        ]

    async def open(self, intent: str) -> None:
        self.screen.query_one("#filter", Field).put("")
        await self.pilot.pause()
        self.screen.query_one("#intents", Rows).cursor = self.intents.index(intent)
        await self.pilot.pause()
        self.screen.query_one("#filter").focus()
        await self.pilot.press("enter")
        await until(self.pilot, lambda: self.editor.has_focus)

    async def write(self, text: str) -> None:
        self.editor.put(text)
        await self.pilot.pause()
        self.editor.focus()
        await self.pilot.press("enter")

    async def stored(self) -> None:
        await until(self.pilot, lambda: self.editor.text == "" and self.said)


@asynccontextmanager
async def studio(
    assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Studio]:
    async with in_studio(assistant, size) as (pilot, screen):
        opened = Studio(pilot, screen)
        await until(pilot, lambda: opened.phrases)
        yield opened


@pytest.fixture
def assistant(tmp_path: Path) -> TaughtAssistant:
    return TaughtAssistant(tmp_path)


async def test_own_phrases_stand_above_the_built_in_ones(assistant: TaughtAssistant) -> None:
    assistant.mine.add("weather.rain", Example("brollies?"))
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        assert screen.phrases[0] == "brollies?"
        assert "우산 챙겨야 돼?" in screen.phrases[1:]


async def test_a_phrase_is_added_with_its_slots(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        await screen.write("[이번 주 토요일](date)에 눈 와?")
        await screen.stored()
        assert screen.phrases[0] == "이번 주 토요일에 눈 와?"
    (phrase,) = assistant.mine.phrases()
    assert phrase.language == "ko"
    assert phrase.example.slots == (SlotSpan(0, 8, "date"),)


async def test_several_pasted_lines_are_several_phrases(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.open("greeting.hello")
        await screen.write("howdy\n\n  good   evening \n안녕하십니까\nhowdy")
        await screen.stored()
    assert sorted(text for _, text in assistant.own()) == ["good evening", "howdy", "안녕하십니까"]


@pytest.mark.parametrize(
    "broken", ["snow [today](dat", "snow [today", "[a [b](date)](date)", "ok\nsnow [](date)"]
)
async def test_a_broken_annotation_is_said_below_and_nothing_is_lost(
    assistant: TaughtAssistant, broken: str
) -> None:
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        await screen.write(broken)
        assert screen.screen.query_one("#said").has_class("-problem")
        assert screen.editor.text == broken
        await screen.write("snow today")
        await screen.stored()
    assert assistant.own() == [("weather.rain", "snow today")]


async def test_a_broken_annotation_is_said_in_korean_to_a_korean(tmp_path: Path) -> None:
    async with studio(TaughtAssistant(tmp_path, "ko")) as screen:
        await screen.open("weather.rain")
        await screen.write("[내일(date) 눈 와?")
        assert "1번째 글자" in screen.said


async def test_a_slot_that_the_intent_does_not_have_is_refused(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        await screen.write("snow at [noon](hour)")
        assert "hour" in screen.said and "city, date" in screen.said
    assert assistant.own() == []


async def test_an_intent_of_ones_own_takes_any_slot(assistant: TaughtAssistant) -> None:
    assistant.mine.add("music.play", parse_example("play [jazz](genre)"))
    async with studio(assistant) as screen:
        await screen.open("music.play")
        await screen.write("play [Nina Simone](artist)")
        await screen.stored()
    assert ("music.play", "play Nina Simone") in assistant.own()


async def test_brackets_in_phrases_are_shown_as_they_are(assistant: TaughtAssistant) -> None:
    words = "play [/] [bold]x[/bold] \\"
    assistant.mine.add("music.play", Example(words))
    async with studio(assistant) as screen:
        await screen.open("music.play")
        strip = screen.screen.query_one("#phrases", Rows).render_line(1)
        assert words in strip.text


async def test_an_own_phrase_is_changed_where_it_stands(assistant: TaughtAssistant) -> None:
    assistant.mine.add("weather.rain", parse_example("rain [today](date)"))
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        screen.screen.query_one("#phrases").focus()
        await screen.pilot.press("home", "enter")
        assert screen.editor.text == "rain [today](date)"
        await screen.write("rain [tonight](date)?")
        await screen.stored()
    assert assistant.own() == [("weather.rain", "rain tonight?")]


async def test_escape_leaves_a_phrase_as_it_was(assistant: TaughtAssistant) -> None:
    assistant.mine.add("weather.rain", Example("rain today"))
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        screen.screen.query_one("#phrases").focus()
        await screen.pilot.press("home", "enter")
        await screen.pilot.press("x", "escape")
        assert screen.editor.text == ""
        assert screen.pilot.app.screen is screen.screen
    assert assistant.own() == [("weather.rain", "rain today")]


async def test_a_built_in_phrase_is_switched_off_not_changed_or_lost(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        await screen.open("greeting.hello")
        before = screen.phrases
        screen.screen.query_one("#phrases").focus()
        await screen.pilot.press("end", "enter")
        assert "stays as it is" in screen.said and screen.editor.text == ""

        def off() -> set[str]:
            entry = screen.pane.intent
            assert entry is not None
            return {example.text for example in entry.silenced}

        await screen.pilot.press("delete")
        await until(screen.pilot, lambda: off() == {before[-1]})
        assert "Switched off" in screen.said and screen.phrases == before
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: not off())
        await screen.pilot.press("delete")
        await until(screen.pilot, lambda: off() == {before[-1]})
        await screen.pilot.press("delete")
        await until(screen.pilot, lambda: not off())
        assert "on again" in screen.said


async def test_ctrl_z_brings_a_removed_phrase_back(assistant: TaughtAssistant) -> None:
    assistant.mine.add("weather.rain", parse_example("rain [today](date)"))
    async with studio(assistant) as screen:
        await screen.open("weather.rain")
        screen.screen.query_one("#phrases").focus()
        await screen.pilot.press("home", "delete")
        await until(screen.pilot, lambda: "rain today" not in screen.phrases)
        assert assistant.own() == []
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: "rain today" in screen.phrases)
    assert assistant.mine.phrases()[0].example == parse_example("rain [today](date)")


async def test_ctrl_z_undoes_typing_first_and_then_the_last_addition(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        await screen.open("greeting.hello")
        await screen.write("howdy")
        await screen.stored()
        await screen.pilot.press("x", "ctrl+z")
        assert screen.editor.text == ""
        assert assistant.own() == [("greeting.hello", "howdy")]
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: "howdy" not in screen.phrases)
    assert assistant.own() == []


async def test_teaching_a_phrase_for_another_intent_moves_it_and_undo_moves_it_back(
    assistant: TaughtAssistant,
) -> None:
    assistant.mine.add("greeting.thanks", Example("cheers"))
    async with studio(assistant) as screen:
        await screen.open("greeting.hello")
        await screen.write("Cheers")
        await screen.stored()
        assert "greeting.thanks" in screen.said
        assert assistant.own() == [("greeting.hello", "Cheers")]
        await screen.pilot.press("ctrl+z")
        await until(screen.pilot, lambda: "Cheers" not in screen.phrases)
    assert assistant.own() == [("greeting.thanks", "cheers")]


async def test_the_filter_finds_intents_by_name_description_and_phrase(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        for typed, found in (
            ("rain", "weather.rain"),
            ("snow", "weather.rain"),
            ("/rain", "weather.rain"),  # as the mark before the field invites to
            ("고마", "greeting.thanks"),
        ):
            screen.screen.query_one("#filter", Field).put(typed)
            await until(screen.pilot, lambda found=found: screen.intents == [found])
        assert screen.phrases == ["고마워"]
        screen.screen.query_one("#filter", Field).put("[/] nothing")
        await until(screen.pilot, lambda: screen.intents == [])


async def test_what_bears_the_words_in_its_name_stands_first(assistant: TaughtAssistant) -> None:
    assistant.mine.add("greeting.hello", Example("hi, will it rain"))
    async with studio(assistant) as screen:
        screen.screen.query_one("#filter", Field).put("rain")
        await until(screen.pilot, lambda: screen.intents == ["weather.rain", "greeting.hello"])


async def test_a_new_intent_exists_from_its_first_phrase_on(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.pilot.press("ctrl+n")
        await until(screen.pilot, lambda: isinstance(screen.pilot.app.screen, NewIntentScreen))
        form = screen.pilot.app.screen
        form.query_one("#name", Field).put("music.play")
        form.query_one("#reply", Field).put("Here you are.")
        form.query_one("#reply").focus()
        await screen.pilot.press("enter")
        await until(screen.pilot, lambda: screen.editor.has_focus)
        await screen.write("put on some [jazz](genre)")
        await screen.stored()
        assert "music.play" in screen.intents
    assert assistant.own() == [("music.play", "put on some jazz")]
    assert assistant.mine.replies() == {"music.play": {"en": "Here you are."}}  # type: ignore[attr-defined]


async def test_what_is_typed_fast_after_the_name_goes_into_the_reply(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant) as screen:
        app = screen.pilot.app
        await screen.pilot.press("ctrl+n")
        await until(screen.pilot, lambda: isinstance(app.screen, NewIntentScreen))
        for key in [*"jazz", "enter", *"yes"]:  # all are there before the first is handled
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(screen.pilot, lambda: app.screen.query_one("#reply", Field).text == "yes")
        assert app.screen.query_one("#name", Field).text == "jazz"


async def test_new_phrases_are_counted_until_they_are_trained(assistant: TaughtAssistant) -> None:
    assistant.mine.add("greeting.hello", Example("howdy"))
    async with studio(assistant) as screen:
        assert "1" in str(screen.screen.query_one("#new", Static).render())
        assert "13" in screen.screen.query_one("#tab-examples", Tab).label_text


async def test_at_50_columns_the_list_and_the_phrases_take_turns(
    assistant: TaughtAssistant,
) -> None:
    async with studio(assistant, size=(50, 24)) as screen:
        assert screen.screen.query_one("#list").display
        assert not screen.screen.query_one("#detail").display
        await screen.open("weather.rain")
        assert screen.screen.query_one("#detail").display
        assert not screen.screen.query_one("#list").display
        await screen.pilot.press("escape")
        assert screen.screen.query_one("#list").display
        assert screen.pilot.app.screen is screen.screen
        await screen.pilot.press("escape")
        await until(screen.pilot, lambda: screen.pilot.app.screen is not screen.screen)


async def test_the_mouse_opens_an_intent_and_a_phrase(assistant: TaughtAssistant) -> None:
    assistant.mine.add("greeting.hello", Example("howdy"))
    async with studio(assistant) as screen:
        await screen.pilot.click("#intents", offset=(5, screen.intents.index("greeting.hello")))
        await until(screen.pilot, lambda: screen.phrases[:1] == ["howdy"])
        await screen.pilot.click("#phrases", offset=(5, 1))
        await until(screen.pilot, lambda: screen.editor.text == "howdy")


async def test_leaving_after_a_change_lets_the_chat_know_it(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        before = assistant.reloads
        await screen.open("greeting.hello")
        await screen.write("howdy")
        await screen.stored()
        await screen.pilot.press("escape")
        await until(screen.pilot, lambda: assistant.reloads == before + 1)


async def test_a_broken_file_of_ones_own_is_said(assistant: TaughtAssistant) -> None:
    async with studio(assistant) as screen:
        await screen.open("greeting.hello")
        folder = assistant.mine.folder  # type: ignore[attr-defined]
        folder.mkdir(parents=True)
        (folder / "intent.toml").write_text("not toml [", encoding="utf-8")
        await screen.write("howdy")
        await until(screen.pilot, lambda: screen.screen.query_one("#said").has_class("-problem"))
        assert screen.editor.text == "howdy"


async def test_twenty_thousand_phrases_draw_only_what_is_seen(
    assistant: TaughtAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of a key must not grow with the phrases, so the rows drawn are counted."""
    folder = assistant.mine.folder  # type: ignore[attr-defined]
    assistant.mine.add("music.play", Example("song 0"))
    songs = "".join(f"노래 song {n} [/]\n" for n in range(1, 20_000))
    file = folder / "examples" / "music.play.en.txt"
    file.write_text(file.read_text("utf-8") + songs, encoding="utf-8")
    drawn = []
    draw = ExamplesPane._draw_phrase
    monkeypatch.setattr(
        ExamplesPane, "_draw_phrase", lambda *given: (drawn.append(given), draw(*given))[1]
    )
    async with studio(assistant) as screen:
        await screen.open("music.play")
        assert len(screen.phrases) == 20_000
        rows = screen.screen.query_one("#phrases", Rows)
        rows.focus()
        await screen.pilot.press("end", "pageup", "home", "pagedown")
        assert 0 < len(drawn) < 1_000
        await screen.pilot.press("end")
        assert "song 0" in rows.render_line(rows.size.height - 1).text
