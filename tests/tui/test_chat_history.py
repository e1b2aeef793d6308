"""Earlier messages and earlier sessions."""

from collections.abc import Sequence

from textual.pilot import Pilot

from assistant.conversation.history import Turn as PastTurn
from assistant.tui.app import AssistantApp
from assistant.tui.messages import ModelChanged
from assistant.tui.screens.sessions import SessionsScreen
from assistant.tui.widgets.conversation import LATEST, PAGE, Earlier
from tests.tui.fake import FakeAssistant, until, words_on
from tests.tui.fake_stores import NOW


def remember(fake: FakeAssistant, said: Sequence[str], corrected: str | None = None) -> int:
    """A session of the history in which these messages were said."""
    session = fake.history.start_session()
    for text in said:
        turn = PastTurn(0, NOW, text, "time.now", 0.9, True, "en", f"(to {text})", corrected)
        fake.history.add(session, turn)
    return session


async def started(app: AssistantApp, pilot: Pilot[None]) -> None:
    backstage = app.chat.backstage
    await until(pilot, lambda: backstage.ready and backstage._past.is_set())
    await pilot.pause()


async def test_up_and_down_go_through_earlier_messages_and_keep_the_draft(
    fake: FakeAssistant,
) -> None:
    remember(fake, ["first", "second\nwith two lines"])
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        prompt = app.chat.prompt
        await pilot.press(*"draft", "up")
        assert prompt.text == "second\nwith two lines"
        await pilot.press("up", "up")
        assert prompt.text == "first"
        await pilot.press("up")
        assert prompt.text == "first"
        await pilot.press("down", "down", "down")
        assert prompt.text == "draft"


async def test_a_message_sent_now_is_the_first_that_up_brings_back(fake: FakeAssistant) -> None:
    remember(fake, ["long ago"])
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        await pilot.press(*"just now", "enter", "up")
        assert app.chat.prompt.text == "just now"
        await pilot.press("up")
        assert app.chat.prompt.text == "long ago"


async def test_the_latest_session_is_there_again_and_goes_on(fake: FakeAssistant) -> None:
    remember(fake, ["another day"])
    latest = remember(fake, ["yesterday [/]"], corrected="music.play")
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        shown = words_on(app.chat.conversation)
        assert "yesterday [/]" in shown
        assert "(to yesterday [/])" in shown
        assert "taught: music.play" in shown
        assert "another day" not in shown
        app.chat.prompt.write("hello")
        await pilot.press("enter")
        await until(pilot, lambda: len(fake.history.turns(latest)) == 2)


async def test_what_was_said_before_the_history_was_read_stands_below_it(
    fake: FakeAssistant,
) -> None:
    latest = remember(fake, ["yesterday"])
    fake.gate_load()
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: len(app.chat.conversation.turns) == 2)
        assert [turn.said for turn in app.chat.conversation.turns] == ["yesterday", "hello"]
        fake.open_load()
        await until(pilot, lambda: len(fake.history.turns(latest)) == 2)


async def test_older_turns_are_counted_and_shown_when_asked_for(fake: FakeAssistant) -> None:
    remember(fake, [f"message {n}" for n in range(LATEST + 7)])
    app = AssistantApp(fake)
    async with app.run_test(size=(80, 4 * LATEST)) as pilot:
        await started(app, pilot)
        conversation = app.chat.conversation
        assert len(conversation.turns) == LATEST
        assert conversation.turns[-1].said == f"message {LATEST + 6}"
        assert words_on(app.chat).count(f"message {LATEST + 6}") == 2  # said and answered
        await until(pilot, lambda: "7 earlier messages" in words_on(conversation))
        await pilot.click(Earlier)
        await until(pilot, lambda: len(conversation.turns) == LATEST + 7)
        assert not app.chat.query(Earlier)
        assert conversation.turns[0].said == "message 0"


async def test_scrolling_to_the_top_shows_older_turns_and_stays_in_place(
    fake: FakeAssistant,
) -> None:
    remember(fake, [f"message {n}" for n in range(LATEST + PAGE + 7)])
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        conversation = app.chat.conversation
        await until(pilot, lambda: conversation.scroll_y > 0)
        conversation.scroll_home(animate=False)
        await until(pilot, lambda: len(conversation.turns) == LATEST + PAGE)
        await until(pilot, lambda: f"message {PAGE + 7}" in words_on(conversation))
        await until(pilot, lambda: conversation.scroll_y > 0)


async def test_control_n_begins_an_empty_session_and_keeps_the_old_one(
    fake: FakeAssistant,
) -> None:
    old = remember(fake, ["yesterday"])
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: not app.chat.conversation.turns)
        app.chat.prompt.write("hello")
        await pilot.press("enter")
        await until(pilot, lambda: len(fake.history.sessions()) == 2)
        assert len(fake.history.turns(old)) == 1


async def test_a_reply_that_comes_after_control_n_belongs_to_the_old_session(
    fake: FakeAssistant,
) -> None:
    old = remember(fake, ["yesterday"])
    gate = fake.gate("hello")
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: fake.asked == ["hello"])
        await pilot.press("ctrl+n")
        await until(pilot, lambda: not app.chat.conversation.turns)
        gate.set()
        await until(pilot, lambda: len(fake.history.turns(old)) == 2)
        await pilot.pause()
        assert app.chat.conversation.turns == []


async def test_an_earlier_session_can_be_chosen_and_goes_on(fake: FakeAssistant) -> None:
    older = remember(fake, ["long [/] ago"])
    remember(fake, ["yesterday"])
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SessionsScreen))
        await until(pilot, lambda: "long [/] ago" in words_on(app.screen))
        assert "1 message" in words_on(app.screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "(to long [/] ago)" in words_on(app.chat.conversation))
        assert "yesterday" not in words_on(app.chat.conversation)
        app.chat.prompt.write("hello")
        await pilot.press("enter")
        await until(pilot, lambda: len(fake.history.turns(older)) == 2)


async def test_a_changed_model_is_loaded_and_told(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        await until(pilot, lambda: "trained" in words_on(app.chat.query_one("#header")))
        fake.versions.use("bundled")
        app.post_message(ModelChanged("bundled"))
        await until(pilot, lambda: "built-in model" in words_on(app.chat.query_one("#header")))
        assert fake.reloads == 1


async def test_a_broken_history_is_said_and_messages_are_answered_all_the_same(
    fake: FakeAssistant,
) -> None:
    def broken() -> int:
        raise OSError("disk I/O error")

    fake.history.start_session = broken  # type: ignore[method-assign]
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await started(app, pilot)
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: "Ask me for the time" in words_on(app.chat.conversation))
        assert "disk I/O error" in words_on(app.chat.conversation)
