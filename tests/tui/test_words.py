"""Lines that change often ask for a new arrangement of the screen only when their height does."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.tui.widgets.rows import Rows
from assistant.tui.widgets.words import Words


class Page(App[None]):
    CSS = "#below { height: 1; } Words { height: auto; } #auto { height: auto; max-height: 5; }"

    def compose(self) -> ComposeResult:
        yield Words("one line", id="words")
        yield Rows(lambda item: (Content(str(item)), Content("")), id="auto")
        yield Static("below", id="below")


async def test_what_stands_below_moves_only_with_the_number_of_lines() -> None:
    page = Page()
    async with page.run_test(size=(20, 12)) as pilot:
        words, below = page.query_one(Words), page.query_one("#below")
        first = below.region.y
        for text, lines in (("[/] [b]", 1), ("two\nlines", 2), ("wraps, being too wide for it", 2)):
            words.say(Content(text))
            await pilot.pause()
            assert str(words.render()) == text
            assert below.region.y == first + lines - 1


async def test_rows_of_a_height_of_their_own_make_room_for_more() -> None:
    page = Page()
    async with page.run_test(size=(20, 12)) as pilot:
        rows, below = page.query_one(Rows), page.query_one("#below")
        for count in (1, 4, 2, 9):
            rows.show([str(number) for number in range(count)])
            await pilot.pause()
            assert rows.size.height == min(count, 5)
            assert below.region.y == rows.region.bottom
