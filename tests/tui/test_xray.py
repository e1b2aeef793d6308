"""The X-ray: opening it, and reading a message step by step."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.catalogue import say
from assistant.tui.app import AssistantApp
from assistant.tui.screens.correct import CorrectScreen
from assistant.tui.screens.xray import PANES, XrayScreen
from assistant.tui.screens.xray_words import TERMS, WordsScreen
from assistant.tui.widgets.pieces import Pieces, bracket
from assistant.tui.widgets.tab_line import TabLine
from assistant.tui.widgets.tape import Tape
from assistant.understanding.tokenizer import Piece
from assistant.xray.shades import shaded
from tests.tui.fake import FakeAssistant, until, words_on
from tests.tui.xrayed import xrayed

KOREAN = "내일 서울에 비 와?"
SLOW = 3600.0  # seconds a step
LONG = " ".join(["will it rain in seoul tomorrow evening when i walk home"] * 18)


@pytest.mark.parametrize(("language", "hint"), [("en", "Say something"), ("ko", "먼저 말을")])
async def test_f3_before_any_message_says_what_it_is_for(
    fake: FakeAssistant, language: str, hint: str
) -> None:
    fake.settings = replace(fake.settings, language=language)
    app = AssistantApp(fake)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("f3")
        await until(pilot, lambda: app._notifications)
        assert hint in next(iter(app._notifications)).message
        assert app.screen is app.chat


async def test_f3_opens_the_last_message_and_f2_there_teaches_it(home: Path) -> None:
    with Assistant(home) as bot:
        bot.settings = replace(bot.settings, language="en", first_start_done=True)
        bot.prepare_teaching = lambda after=1.0: None  # type: ignore[method-assign]
        app = AssistantApp(bot)
        async with app.run_test(size=(80, 24)) as pilot:
            for said in ("hello", "what time is it"):
                app.chat.prompt.write(said)
                await pilot.press("enter")
            await until(
                pilot, lambda: (t := app.chat.conversation.last) and t.belonging is not None
            )
            await pilot.press("f3")
            await until(pilot, lambda: "▁time" in words_on(app.screen))
            assert isinstance(app.screen, XrayScreen)
            await pilot.press("f2")
            await until(pilot, lambda: isinstance(app.screen, CorrectScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, XrayScreen))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.chat)


@pytest.mark.parametrize(("language", "name"), [("en", "X-ray"), ("ko", "엑스레이")])
async def test_the_chat_names_f3_in_its_keys_and_in_the_help(
    fake: FakeAssistant, language: str, name: str
) -> None:
    fake.settings = replace(fake.settings, language=language)
    app = AssistantApp(fake)
    async with app.run_test(size=(60, 24)) as pilot:
        await until(pilot, lambda: f"F3 {name}" in words_on(app.chat.query_one("#keys")))
    assert "F3" in say("chat.help_body", language) and name in say("chat.help_body", language)


async def test_without_a_model_every_tab_says_what_is_wrong(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await app.chat.send("hello")
        await pilot.press("f3")
        for key in ("1", "2", "3", "4"):
            await pilot.press(key)
            await until(pilot, lambda: "There is no model. Reinstall it." in words_on(app.screen))
        await pilot.press("right", "space", "f8", "f7", "escape")
        await until(pilot, lambda: app.screen is app.chat)


async def test_f3_on_an_earlier_turn_opens_that_one(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await app.chat.send("hello")
        await app.chat.send("will it rain")
        first = app.chat.conversation.turns[0]
        first.focus()
        await pilot.pause()
        assert app.chat._chosen is first


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (160, 50)])
@pytest.mark.parametrize(
    ("language", "text", "first", "words"),
    [("en", "What time is it?", "▁what", "step 1 of 5"), ("ko", KOREAN, "▁내일", "5단계 중 1단계")],
)
async def test_the_first_step_is_shown_with_its_ranking(
    home: Path, language: str, text: str, first: str, words: str, size: tuple[int, int]
) -> None:
    async with xrayed(home, text, language, size) as opened:
        await opened.shows(words, f"▸{first}", text)
        assert all(w.region.right <= size[0] for w in opened.screen.query("*"))
        tape = opened.screen.query_one(Tape)
        assert any(shade in words_on(tape) for shade in "░▒▓█")


@pytest.mark.parametrize(("width", "hint"), [(59, True), (60, False)])
async def test_a_narrow_screen_says_from_where_on_more_fits(
    home: Path, width: int, hint: bool
) -> None:
    async with xrayed(home, "What time is it?", size=(width, 24)) as opened:
        await opened.shows("▸▁what", "More fits in 60 columns" if hint else "or less")
        await opened.pilot.press("right")
        await opened.shows("▸▁time")


async def test_the_shades_are_those_of_the_states_without_any_colour(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        pane = opened.reading
        assert pane.reading is not None and pane._heat is not None
        row = words_on(opened.screen.query_one(Tape)).splitlines()[1]
        width = pane._heat.shape[2] // 2  # two lines a state
        assert shaded(pane._heat[0, 0, :width].tolist(), pane._scale) in row


async def test_the_arrows_step_and_stop_at_both_ends(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        await opened.pilot.press("right")
        await opened.shows("step 2 of 5", "▸▁time", "If it ended here: time.now")
        await opened.pilot.press(*["right"] * 9)
        await opened.shows("step 5 of 5", "▸?")
        await opened.pilot.press(*["left"] * 9)
        await opened.shows("step 1 of 5", "▸▁what")


async def test_space_plays_to_the_end_and_from_there_again(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        await opened.pilot.press("space")
        await until(opened.pilot, lambda: opened.reading.step == 4)
        await until(opened.pilot, lambda: not opened.screen.playing)
        opened.screen.pace = SLOW
        await opened.pilot.press("space")
        assert (opened.reading.step, opened.screen.playing) == (0, True)
        await opened.pilot.press("space")
        assert (opened.reading.step, opened.screen.playing) == (0, False)


async def test_an_arrow_stops_it_playing(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        opened.screen.pace = SLOW
        await opened.pilot.press("space")
        assert (opened.reading.step, opened.screen.playing) == (1, True)
        await opened.pilot.press("right")
        assert (opened.reading.step, opened.screen.playing) == (2, False)


async def test_a_click_on_a_piece_goes_there(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        line = words_on(opened.screen.query_one(Tape)).splitlines()[0]
        await opened.pilot.click("#tape", offset=(line.index("▁is"), 0))
        await opened.shows("step 3 of 5", "▸▁is")


async def test_numbers_stand_in_for_the_shades(home: Path) -> None:
    async with xrayed(home, "What time is it?") as opened:
        tape = opened.screen.query_one(Tape)
        await opened.pilot.press("f8")
        await until(opened.pilot, lambda: not set("░▒▓█") & set(words_on(tape)))
        state = opened.reading.reading.steps[0].forward.state  # type: ignore[union-attr]
        assert state.size > 100
        assert "-." in words_on(tape)
        await opened.pilot.press("f8")
        await until(opened.pilot, lambda: set("░▒▓█") & set(words_on(tape)))


async def test_a_message_of_two_hundred_pieces_scrolls_along(home: Path) -> None:
    async with xrayed(home, LONG) as opened:
        assert opened.reading.steps > 190
        opened.reading.move(149)
        await opened.shows(f"step 150 of {opened.reading.steps}")
        piece = opened.reading.reading.steps[149].piece  # type: ignore[union-attr]
        await opened.shows(f"▸{piece.text}")
        assert "┗" in opened.words


async def test_a_message_without_words_has_nothing_to_read(home: Path) -> None:
    async with xrayed(home, "   ") as opened:
        await opened.shows("nothing to read")
        for key in ("right", "space", "f8", "2", "3", "4", "right", "f7"):
            await opened.pilot.press(key)
        await opened.shows("nothing to read")


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Words of the X-ray"), ("ko", "엑스레이 용어")]
)
async def test_f1_explains_the_words_of_the_tab_first(
    home: Path, language: str, title: str
) -> None:
    async with xrayed(home, "hello", language, (60, 24)) as opened:
        await opened.pilot.press("f1")
        await opened.shows(title)
        assert isinstance(opened.app.screen, WordsScreen)
        names = [str(w.render()).splitlines()[0] for w in opened.app.screen.query("#words Static")]
        assert len(names) == sum(map(len, TERMS.values())) == len(set(names))
        assert names[0] == {"en": "Piece", "ko": "조각"}[language]
        await opened.pilot.press("escape")
        await until(opened.pilot, lambda: opened.app.screen is opened.screen)


async def test_f6_and_the_digits_and_clicks_go_through_the_tabs(home: Path) -> None:
    async with xrayed(home, "hello") as opened:
        for number, pane in (*list(enumerate(PANES))[1:], (0, PANES[0])):
            await opened.pilot.press("f6")
            await until(opened.pilot, lambda pane=pane: opened.screen.shown == pane)
            await opened.shows(f"▸{number + 1} ")
        await opened.pilot.press("3")
        await until(opened.pilot, lambda: opened.screen.shown == "deciding")
        line = words_on(opened.screen.query_one(TabLine)).splitlines()[0]
        await opened.pilot.click("#tabs", offset=(line.index("Memory"), 0))
        await until(opened.pilot, lambda: opened.screen.shown == "memory")


def test_a_bracket_is_as_wide_as_the_words_above_it() -> None:
    assert [bracket(n, heavy=False) for n in range(5)] == ["", "╵", "└┘", "└─┘", "└──┘"]
    assert bracket(3, heavy=True) == "┗━┛"


async def test_brackets_stand_under_wide_characters(home: Path) -> None:
    async with xrayed(home, KOREAN) as opened:
        above, below = words_on(opened.screen.query_one(Pieces)).splitlines()
        assert above == " " + KOREAN or above == KOREAN
        assert below.strip() == "┗━━┛ └────┘ └┘ └┘╵"


def test_bytes_of_one_character_have_no_bracket_of_their_own() -> None:
    pieces = Pieces()
    pieces.show("a\tb", [Piece(1, "a", 0, 1), Piece(2, "<0x09>", 2, 2), Piece(3, "b", 2, 3)])
    assert pieces._text == "a b"
