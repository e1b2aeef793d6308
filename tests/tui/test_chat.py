"""The conversation: writing, sending, reading the answers."""

import subprocess
import sys
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot

from assistant.problems import AssistantError, Problem
from assistant.tui.app import AssistantApp
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.widgets.prompt import LONGEST, ROWS
from assistant.tui.widgets.turn import Turn
from tests.tui.fake import FakeAssistant, until, words_on

Opened = tuple[ChatScreen, Pilot[None]]
Open = Callable[..., AbstractAsyncContextManager[Opened]]


@pytest.fixture
def opened(fake: FakeAssistant) -> Open:
    """Opens the app on the fake; `async with opened() as (chat, pilot)`."""

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), *, ready: bool = True
    ) -> AsyncIterator[Opened]:
        app = AssistantApp(fake)
        async with app.run_test(size=size) as pilot:
            if ready:
                await until(pilot, lambda: app.chat.backstage.ready)
            yield app.chat, pilot

    return open_app


async def say(chat: ChatScreen, pilot: Pilot[None], text: str) -> Turn:
    """Paste `text`, send it and wait for the answer."""
    before = len(chat.conversation.turns)
    chat.prompt.write(text)
    await pilot.press("enter")
    await until(pilot, lambda: len(chat.conversation.turns) > before)
    turn = chat.conversation.turns[-1]
    await until(pilot, lambda: not turn.has_class("-pending"))
    await pilot.pause()
    return turn


async def test_a_message_and_its_reply_stand_in_the_conversation(opened: Open) -> None:
    async with opened() as (chat, pilot):
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: "Ask me for the time" in words_on(chat.conversation))
        shown = words_on(chat.conversation)
        assert "you  hello" in shown
        assert "greeting.hello 99 %" in shown
        assert chat.prompt.text == ""


async def test_what_is_typed_and_sent_before_the_model_is_loaded_is_kept_and_answered_in_order(
    fake: FakeAssistant, opened: Open
) -> None:
    fake.gate_load()
    async with opened(ready=False) as (chat, pilot):
        await pilot.press(*"hello", "enter", *"rain", "enter", *"and then")
        assert [turn.said for turn in chat.conversation.turns] == ["hello", "rain"]
        assert "waits until I am awake" in words_on(chat.conversation)
        assert chat.prompt.text == "and then"
        assert fake.asked == []
        fake.open_load()
        await until(pilot, lambda: not chat.query("Turn.-pending"))
        assert fake.asked == ["hello", "rain"]
        assert chat.prompt.text == "and then"


async def test_messages_sent_while_one_is_answered_wait_their_turn(
    fake: FakeAssistant, opened: Open
) -> None:
    gate = fake.gate("hello")
    async with opened() as (chat, pilot):
        for text in ("hello", "rain", "forecast"):
            chat.prompt.write(text)
            await pilot.press("enter")
        await until(pilot, lambda: fake.asked == ["hello"])
        assert len(chat.query("Turn.-pending")) == 3
        gate.set()
        await until(pilot, lambda: not chat.query("Turn.-pending"))
        assert fake.asked == ["hello", "rain", "forecast"]


async def test_korean_is_shown_and_answered(opened: Open) -> None:
    async with opened() as (chat, pilot):
        await pilot.press(*"내일 우산 챙겨야 돼?", "enter")
        await until(pilot, lambda: "우산 챙기세요" in words_on(chat.conversation))
        assert "내일 우산 챙겨야 돼?" in words_on(chat.conversation)
        assert "weather.rain 96 %" in words_on(chat.conversation)


@pytest.mark.parametrize(
    "text",
    [
        "[/] [bold]x[/bold] [@click=app.quit]y[/]",
        "<b>bold</b> &amp; \\[x]",
        "👩‍👩‍👧 🇰🇷 emoji",
        "]][[ {x} $primary %s",
        "[#ff0000 on red]a",
    ],
)
async def test_brackets_and_emoji_appear_as_they_were_written(opened: Open, text: str) -> None:
    async with opened(size=(110, 24)) as (chat, pilot):
        await say(chat, pilot, text)
        assert text in words_on(chat.conversation)


async def test_markup_and_html_in_a_reply_are_only_text(fake: FakeAssistant, opened: Open) -> None:
    odd = "[/] [bold]x <b>hi</b> <script>y</script> [@click=app.quit]z[/]"
    async with opened(size=(110, 24)) as (chat, pilot):
        fake.raising["odd"] = AssistantError(odd, where="[/]", remedy="[red]mend")
        await say(chat, pilot, "odd")
        assert odd in words_on(chat.conversation)
        turn = chat.conversation.turns[-1]
        await turn._show_reply(odd)  # the same words as a Markdown reply
        await until(pilot, lambda: words_on(chat.conversation).count("<b>hi</b>") == 1)
        assert "[bold]x <b>hi</b> <script>y</script>" in words_on(chat.conversation)


async def test_what_could_steer_the_terminal_is_left_out(fake: FakeAssistant, opened: Open) -> None:
    async with opened() as (chat, pilot):
        await say(chat, pilot, "he\x1b[31mllo\x07 \ud800there\u202e")
        assert fake.asked == ["he[31mllo there"]
        assert "he[31mllo there" in words_on(chat.conversation)


async def test_a_table_in_a_reply_is_a_table(opened: Open) -> None:
    async with opened() as (chat, pilot):
        turn = await say(chat, pilot, "forecast")
        await until(pilot, lambda: "Mostly dry" in words_on(turn))
        assert "Tue   ☀   14°    3°" in words_on(turn)
        assert "|" not in words_on(turn)
        assert "**" not in words_on(turn)


async def test_an_unsure_answer_stands_out(opened: Open) -> None:
    async with opened() as (chat, pilot):
        sure = await say(chat, pilot, "hello")
        unsure = await say(chat, pilot, "forecast")
        assert not sure.query_one(".turn--tag").has_class("-unsure")
        assert unsure.query_one(".turn--tag").has_class("-unsure")


async def test_the_belief_line_follows_the_typing(opened: Open) -> None:
    async with opened() as (chat, pilot):
        await pilot.press(*"what time is it in paris")
        await until(pilot, lambda: "city “paris”" in words_on(chat.belief))
        assert "time.now 98 %" in words_on(chat.belief)
        await pilot.press("escape")
        await until(pilot, lambda: not words_on(chat.belief).strip())


async def test_a_belief_about_words_that_were_sent_meanwhile_is_not_shown(opened: Open) -> None:
    async with opened() as (chat, pilot):
        await say(chat, pilot, "hello")
        await pilot.pause()
        assert words_on(chat.belief).strip() == ""


async def test_words_typed_while_one_text_is_read_are_read_once_and_newest_first(
    fake: FakeAssistant, opened: Open
) -> None:
    async with opened() as (chat, pilot):
        for text in ("he", "hel", "hell", "hello"):
            chat.backstage.believe(text)
        await until(pilot, lambda: not chat.backstage._reading)
        assert fake.understood == ["hello"]


async def test_a_reply_that_raises_becomes_a_line_and_the_message_stays(
    fake: FakeAssistant, opened: Open
) -> None:
    fake.raising["boom"] = ValueError("[/] the handler fell over")
    async with opened(size=(100, 24)) as (chat, pilot):
        await say(chat, pilot, "boom")
        shown = words_on(chat.conversation)
        assert "boom" in shown
        assert "Something broke: ValueError: [/] the handler fell over" in shown
        assert "Traceback" not in shown
        await say(chat, pilot, "hello")
        assert "Ask me for the time" in words_on(chat.conversation)
        await pilot.press("up", "up")
        assert chat.prompt.text == "boom"


async def test_a_model_that_cannot_be_loaded_is_said_and_typing_goes_on(
    fake: FakeAssistant, opened: Open
) -> None:
    fake.load_error = AssistantError("The model is broken.", where="models/v2", remedy="Undo it.")
    async with opened() as (chat, pilot):
        await until(pilot, lambda: "Undo it." in words_on(chat.conversation))
        await until(pilot, lambda: "no model" in words_on(chat.query_one("#header")))
        await pilot.press(*"still here")
        assert chat.prompt.text == "still here"


async def test_problems_are_quiet_lines_with_their_remedy(
    fake: FakeAssistant, opened: Open
) -> None:
    fake.problems = (Problem("It has no [[intent]].", "intents/music/intent.toml", "Add one."),)
    async with opened() as (chat, pilot):
        await until(pilot, lambda: "Add one." in words_on(chat.conversation))
        assert "intents/music/intent.toml: It has no [[intent]]." in words_on(chat.conversation)
        assert words_on(chat.conversation).count("Add one.") == 1


async def test_the_header_tells_the_model(opened: Open) -> None:
    async with opened() as (chat, pilot):
        await until(pilot, lambda: "gru · 7 intents" in words_on(chat.query_one("#header")))


async def test_the_prompt_grows_with_its_lines_and_then_scrolls(opened: Open) -> None:
    async with opened() as (chat, pilot):
        assert chat.prompt.size.height == 1
        await pilot.press("a", "ctrl+j", "b", "shift+enter", "c")
        await until(pilot, lambda: chat.prompt.size.height == 3)
        assert chat.prompt.text == "a\nb\nc"
        await pilot.press(*["ctrl+j"] * 10)
        await until(pilot, lambda: chat.prompt.size.height == ROWS)


async def test_a_huge_paste_is_cut_and_the_person_is_told(
    fake: FakeAssistant, opened: Open
) -> None:
    async with opened() as (chat, pilot):
        chat.prompt.post_message(events.Paste("가나다 " * 250_000))
        await until(pilot, lambda: f"first {LONGEST:,} characters" in words_on(chat.belief))
        assert len(chat.prompt.text) == LONGEST
        await pilot.press("x")
        assert len(chat.prompt.text) == LONGEST
        await pilot.press("enter")
        await until(pilot, lambda: fake.asked)
        assert len(fake.asked[0]) in (LONGEST - 1, LONGEST)  # a space at the end is no word
        await until(pilot, lambda: "more characters" in words_on(chat.conversation))


def test_the_longest_message_is_the_longest_that_the_tokenizer_reads() -> None:
    from assistant.understanding.tokenizer import MAX_CHARACTERS

    assert LONGEST == MAX_CHARACTERS


async def test_a_paste_is_inserted_once_wherever_the_focus_is(opened: Open) -> None:
    async with opened() as (chat, pilot):
        chat.app.post_message(events.Paste("one "))
        await until(pilot, lambda: chat.prompt.text == "one ")
        await pilot.press("enter")
        await until(pilot, lambda: chat.conversation.turns)
        chat.conversation.turns[0].focus()
        await pilot.pause()
        chat.app.post_message(events.Paste("two"))
        await until(pilot, lambda: chat.prompt.text == "two")
        assert chat.focused is chat.prompt


async def test_a_key_typed_anywhere_goes_into_the_prompt(opened: Open) -> None:
    async with opened() as (chat, pilot):
        turn = await say(chat, pilot, "hello")
        turn.focus()
        await pilot.pause()
        await pilot.press("h", "한")
        assert chat.prompt.text == "h한"
        assert chat.focused is chat.prompt


async def test_nothing_is_sent_when_there_are_no_words(fake: FakeAssistant, opened: Open) -> None:
    async with opened() as (chat, pilot):
        await pilot.press("enter", "space", "ctrl+j", "enter")
        assert chat.conversation.turns == []
        assert fake.asked == []


async def test_escape_clears_the_prompt_and_undo_brings_it_back(opened: Open) -> None:
    async with opened() as (chat, pilot):
        await pilot.press(*"oops", "escape")
        assert chat.prompt.text == ""
        await pilot.press("ctrl+z")
        assert chat.prompt.text == "oops"


@pytest.mark.parametrize("size", [(50, 24), (80, 24), (160, 40), (30, 10)])
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_nothing_is_wider_than_the_screen(
    fake: FakeAssistant, opened: Open, size: tuple[int, int], language: str
) -> None:
    from dataclasses import replace

    fake.settings = replace(fake.settings, language=language)
    async with opened(size=size) as (chat, pilot):
        await say(chat, pilot, "forecast")
        await say(chat, pilot, "보사노바 틀어 줘")
        for widget in chat.query("*"):
            assert widget.region.right <= size[0], widget
        if size[0] >= 50:
            commands = {"en": "^P Commands", "ko": "^P 명령"}[language]
            assert commands in words_on(chat.query_one("#keys"))
            assert "weather.forecast 71 %" in words_on(chat)


async def test_decomposed_hangul_is_no_other_message(opened: Open) -> None:
    async with opened() as (chat, pilot):
        turn = await say(chat, pilot, unicodedata.normalize("NFD", "안녕"))
        assert turn.belonging is not None
        assert turn.belonging.intent == "greeting.hello"


async def test_page_keys_scroll_the_conversation_from_the_prompt(opened: Open) -> None:
    async with opened() as (chat, pilot):
        for _ in range(10):
            await say(chat, pilot, "hello")
        end = chat.conversation.scroll_y
        await pilot.press("pageup")
        await until(pilot, lambda: chat.conversation.scroll_y < end)
        assert chat.focused is chat.prompt
        await pilot.press("pagedown", "pagedown")
        await until(pilot, lambda: chat.conversation.scroll_y == end)


async def test_the_conversation_stays_where_one_reads_and_follows_at_the_end(opened: Open) -> None:
    async with opened() as (chat, pilot):
        for _ in range(10):
            await say(chat, pilot, "hello")
        await pilot.press("pageup")
        await until(pilot, lambda: not chat.conversation.is_vertical_scroll_end)
        reading = chat.conversation.scroll_y
        await chat.conversation.line("something else happened")
        await pilot.pause()
        assert chat.conversation.scroll_y == reading
        await say(chat, pilot, "hello")
        await until(pilot, lambda: chat.conversation.is_vertical_scroll_end)


async def test_no_colour_leaves_every_word(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as (chat, pilot):
        await say(chat, pilot, "hello")
        assert "greeting.hello 99 %" in words_on(chat)
        for strip in chat._compositor.render_strips():
            for segment in strip.apply_filter(chat.app._filters[-1], chat.background_colors[1]):
                for colour in (segment.style.color, segment.style.bgcolor):
                    if colour is not None and colour.triplet is not None:
                        assert len({*colour.triplet}) == 1  # a grey


async def test_keys_that_come_before_anything_has_the_focus_arrive_in_their_order(
    fake: FakeAssistant, opened: Open
) -> None:
    async with opened() as (chat, pilot):
        chat.set_focus(None)
        for key in ("h", "i", "enter", "하", "enter", "o", "k"):
            chat.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: chat.prompt.text == "ok")
        assert [turn.said for turn in chat.conversation.turns] == ["hi", "하"]


async def test_backspace_in_a_burst_of_keys_deletes_what_came_before_it(opened: Open) -> None:
    async with opened() as (chat, pilot):
        for key in ("t", "e", "h", "backspace", "backspace", "h", "e"):
            chat.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: chat.prompt.text == "the")


async def test_ctrl_c_copies_a_selection_and_otherwise_says_how_to_quit(opened: Open) -> None:
    async with opened() as (chat, pilot):
        told: list[str] = []
        chat.app.notify = lambda words, **_: told.append(words)  # type: ignore[method-assign]
        await pilot.press(*"hi", "ctrl+c")
        await until(pilot, lambda: told)
        assert "Ctrl+Q" in told[0]
        chat.prompt.select_all()
        await pilot.press("ctrl+c")
        await until(pilot, lambda: chat.app.clipboard == "hi")
        assert len(told) == 1 and chat.prompt.text == "hi"


def test_alt_and_a_digit_is_told_from_the_letters_of_a_mac() -> None:
    from textual._xterm_parser import XTermParser

    from assistant.tui.app import tell_alt_digits

    tell_alt_digits()
    parser = XTermParser()
    told = [*parser.feed("\x1b1"), *parser.feed("")]
    assert [event.key for event in told if isinstance(event, events.Key)] == ["alt+1"]


def test_the_app_begins_without_what_the_first_frame_does_not_need() -> None:
    code = "import sys, assistant.tui.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"torch", "numpy", "sentencepiece", "httpx", "sqlite3", "markdown_it"}
    assert heavy.isdisjoint(loaded)
    assert "assistant.tui.screens.studio" not in loaded
