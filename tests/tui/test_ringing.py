"""Timers, alarms and reminders that ring while the app is open, and those that should have."""

import threading
from datetime import datetime, timedelta

import pytest

from assistant.plugins.schedule import PluginSchedule
from assistant.tui import ringing
from assistant.tui.app import AssistantApp
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.widgets.ring import Ring
from tests.tui.fake import FakeAssistant, until, words_on
from tests.tui.fake_stores import NOW


class Desktop:
    """What would have been shown on the desktop."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.threads: list[threading.Thread] = []

    def notify(self, title: str, text: str) -> None:
        self.shown.append((title, text))
        self.threads.append(threading.current_thread())


@pytest.fixture(autouse=True)
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    found = Desktop()
    monkeypatch.setattr(ringing.desktop, "notify", found.notify)
    return found


@pytest.fixture
def app(fake: FakeAssistant) -> AssistantApp:
    return AssistantApp(fake)


def plan(fake: FakeAssistant, text: str, at: datetime = NOW) -> None:
    PluginSchedule(fake.paths.schedule, "timer", fake.now).add(at, text)


def rung(chat: ChatScreen) -> list[str]:
    return [words_on(ring) for ring in chat.conversation.query(Ring)]


async def test_what_is_due_is_shown_while_one_types(
    fake: FakeAssistant, app: AssistantApp, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[None] = []
    monkeypatch.setattr(app, "bell", lambda: rings.append(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        plan(fake, "Your *pasta* timer is done. [/]", NOW + timedelta(minutes=10))
        await pilot.press(*"and no")
        assert not app.chat.conversation.query(Ring)
        fake.clock = lambda: NOW + timedelta(minutes=10, seconds=1)
        app.chat.backstage.ringing.look()
        await until(pilot, lambda: app.chat.conversation.query(Ring))
        await pilot.press("w")
        await pilot.pause()
        assert app.chat.prompt.text == "and now"
        (shown,) = rung(app.chat)
        assert "♪" in shown and "Your pasta timer is done. [/]" in shown
        assert "should have" not in shown
        assert len(rings) == 1
        await until(pilot, lambda: desktop.shown)
        assert desktop.shown == [("assistant", "Your pasta timer is done. [/]")]
        assert desktop.threads[0] is not threading.main_thread()
        assert not app._notifications  # it would hide what is being typed


async def test_a_ring_wakes_the_app_by_itself(fake: FakeAssistant, app: AssistantApp) -> None:
    started = datetime.now(NOW.tzinfo)
    fake.clock = lambda: NOW + (datetime.now(NOW.tzinfo) - started)
    plan(fake, "Up!", NOW + timedelta(seconds=0.5))
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.chat.conversation.query(Ring))
        assert fake.clock() >= NOW + timedelta(seconds=0.5)


async def test_what_a_message_schedules_is_waited_for_at_once(
    fake: FakeAssistant, app: AssistantApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "LOOK_AGAIN", 600.0)
    answer = fake.reply

    def reply(text: str, *, session: int | None = None) -> object:
        plan(fake, "Tea!")
        return answer(text, session=session)

    monkeypatch.setattr(fake, "reply", reply)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        await pilot.press(*"hello", "enter")
        await until(pilot, lambda: app.chat.conversation.query(Ring))


@pytest.mark.parametrize(
    ("text", "late", "said"),
    [
        ("Up!", timedelta(minutes=5), "It should have rung at 20:59."),
        ("Up!", timedelta(days=1), "It should have rung yesterday at 21:04."),
        ("일어나세요!", timedelta(minutes=5), "오늘 오후 8시 59분에 울렸어야 해요."),
        ("Up!", timedelta(seconds=50), ""),
    ],
)
async def test_what_was_missed_rings_late_and_says_so(
    fake: FakeAssistant, app: AssistantApp, text: str, late: timedelta, said: str
) -> None:
    plan(fake, text, NOW - late)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.chat.conversation.query(Ring))
        await pilot.pause()
        (shown,) = rung(app.chat)
        assert text in shown and said in shown
        assert bool(said) == ("should have" in shown or "울렸어야" in shown)


async def test_it_is_seen_in_another_screen_and_still_there_afterwards(
    fake: FakeAssistant, app: AssistantApp
) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        await pilot.press("f1")
        await until(pilot, lambda: app.screen is not app.chat)
        plan(fake, "Tea!")
        app.chat.backstage.ringing.look()
        await until(pilot, lambda: app.chat.conversation.query(Ring))
        await until(pilot, lambda: app.screen.query("Toast"))
        assert [note.message for note in app._notifications] == ["Tea!"]
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)
        await pilot.pause()
        assert "Tea!" in rung(app.chat)[0]


async def test_two_apps_ring_once(fake: FakeAssistant, app: AssistantApp) -> None:
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        other = AssistantApp(fake)
        async with other.run_test() as second:
            await until(second, lambda: other.chat.backstage.ready)
            for number in range(5):
                plan(fake, f"ring {number}")
            for each in (app, other):
                each.chat.backstage.ringing.look()
            both = (app.chat.conversation, other.chat.conversation)
            await until(second, lambda: sum(len(each.query(Ring)) for each in both) == 5)
            await pilot.pause()
            assert sum(len(each.query(Ring)) for each in both) == 5


async def test_a_broken_schedule_is_told_once_and_the_app_goes_on(
    fake: FakeAssistant, app: AssistantApp
) -> None:
    fake.paths.schedule.parent.mkdir(parents=True, exist_ok=True)
    fake.paths.schedule.write_bytes(b"nothing that SQLite would read " * 99)
    async with app.run_test(size=(110, 24)) as pilot:
        await until(pilot, lambda: app.chat.conversation.query(".conversation--problem"))
        plan(fake, "Tea!")
        app.chat.backstage.ringing.look()
        await until(pilot, lambda: app.chat.conversation.query(Ring))
        assert len(app.chat.conversation.query(".conversation--problem")) == 1


async def test_it_is_seen_by_who_reads_further_up(fake: FakeAssistant, app: AssistantApp) -> None:
    async with app.run_test(size=(80, 12)) as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        for _ in range(5):
            await app.chat.send("hello")
        await until(pilot, lambda: not app.chat.query("Turn.-pending"))
        await pilot.press("pageup")
        await until(pilot, lambda: not app.chat.conversation.is_vertical_scroll_end)
        plan(fake, "Tea!")
        app.chat.backstage.ringing.look()
        await until(pilot, lambda: app.chat.conversation.query(Ring))
        assert [note.message for note in app._notifications] == ["Tea!"]
