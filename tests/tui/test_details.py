"""A failure in the chat: one line, its details behind a key, and a plugin that is tried again."""

import threading
from dataclasses import replace

import pytest

from assistant.plugins.api import Reply, Suggestion
from assistant.plugins.output import Capture, captured
from assistant.tui.app import AssistantApp
from assistant.tui.screens.details import DetailsScreen
from tests.tui.fake import FakeAssistant, until, words_on

DETAILS = (
    "handler.py, line 3\n\nTraceback (most recent call last):\n  [/] [bold]x[/bold] 한국\n"
    + ("a line that was printed\n" * 200)
)


@pytest.fixture
def failing(fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """Every reply is a failure of the plugin music that was one too many."""
    answered = fake.reply

    def reply(text: str, *, session: int | None = None) -> Reply:
        found = answered(text, session=session)
        return replace(
            found,
            text="I could not do that.",
            suggestions=(Suggestion("Try it again", action="revive:music"),
                         Suggestion("Details", action="details")),
            details=DETAILS,
        )  # fmt: skip

    monkeypatch.setattr(fake, "reply", reply)
    return fake


@pytest.mark.parametrize("size", [(80, 24), (50, 16)])
async def test_details_are_a_page_of_plain_text(
    failing: FakeAssistant, size: tuple[int, int]
) -> None:
    app = AssistantApp(failing)
    async with app.run_test(size=size) as pilot:
        app.chat.prompt.write("hello")
        await pilot.press("enter")
        await until(pilot, lambda: "Details" in words_on(app.chat))
        assert "Traceback" not in words_on(app.chat)
        await pilot.press("alt+2")
        await until(pilot, lambda: isinstance(app.screen, DetailsScreen))
        await until(pilot, lambda: "Traceback" in words_on(app.screen))
        assert "[/] [bold]x[/bold] 한국" in words_on(app.screen)
        box = app.screen.query_one("#details")
        assert box.max_scroll_y > 100
        await pilot.press("end")
        await until(pilot, lambda: box.scroll_y == box.max_scroll_y)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)
        assert "Try it again" in words_on(app.chat)


async def test_try_it_again_revives_the_plugin_and_says_the_message_again(
    failing: FakeAssistant,
) -> None:
    app = AssistantApp(failing)
    async with app.run_test() as pilot:
        app.chat.prompt.write("hello")
        await pilot.press("enter")
        await until(pilot, lambda: "Try it again" in words_on(app.chat))
        await pilot.press("alt+1")
        await until(pilot, lambda: failing.asked == ["hello", "hello"])
        assert failing.revived == ["music"]


async def test_details_are_labelled_in_the_language_of_the_app(fake: FakeAssistant) -> None:
    fake.settings = replace(fake.settings, language="ko")
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await app.push_screen(DetailsScreen(app.language, "x"))
        await until(pilot, lambda: "자세히" in words_on(app.screen))


async def test_what_a_handler_prints_while_the_app_is_there_is_caught(
    fake: FakeAssistant, capfd: pytest.CaptureFixture[str]
) -> None:
    output = Capture()

    def call() -> None:
        with captured(output):
            print("a handler's")

    app = AssistantApp(fake)
    async with app.run_test():
        for work in (call, lambda: print("another's")):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
    assert output.text == "a handler's\n"
    # Textual passes on what is printed where there is no terminal, as here.
    assert capfd.readouterr().out == "another's\n"


async def test_the_app_leaves_the_streams_as_they_were(fake: FakeAssistant) -> None:
    import sys

    before = sys.stdout, sys.stderr
    async with AssistantApp(fake).run_test():
        assert sys.stdout is not before[0]
    assert (sys.stdout, sys.stderr) == before
