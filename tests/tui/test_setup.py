"""The first start, and the app's own settings."""

from dataclasses import dataclass, replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.settings import Settings, read_settings
from assistant.tui import themes
from assistant.tui.app import AssistantApp
from assistant.tui.screens import setup
from assistant.tui.screens.setup import SetupScreen
from tests.tui.fake import FakeAssistant, until, words_on


@dataclass(frozen=True)
class Town:
    name: str
    korean: str
    country: str
    timezone: str

    def name_in(self, language: str) -> str:
        return self.korean if language == "ko" else self.name


TOWNS = {"seoul": Town("Seoul", "서울", "KR", "Asia/Seoul")}
TOWNS["서울"] = TOWNS["seoul"]


@pytest.fixture(autouse=True)
def cities(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(words: str) -> tuple[Town, ...]:
        town = TOWNS.get(words.casefold())
        return (town,) if town else ()

    monkeypatch.setattr(setup, "find_cities", find)


@pytest.fixture
def new(fake: FakeAssistant) -> FakeAssistant:
    """An assistant that was never started."""
    fake.settings = Settings(language="en")
    return fake


async def shown(app: AssistantApp, pilot: Pilot[None]) -> SetupScreen:
    await until(pilot, lambda: isinstance(app.screen, SetupScreen))
    await pilot.pause()
    assert isinstance(app.screen, SetupScreen)
    return app.screen


def saved(fake: FakeAssistant) -> Settings:
    return read_settings(fake.paths.settings)[0]


async def test_the_first_start_asks_for_city_and_language_and_keeps_them(
    new: FakeAssistant,
) -> None:
    app = AssistantApp(new)
    async with app.run_test() as pilot:
        screen = await shown(app, pilot)
        await pilot.press(*"서울")
        await until(pilot, lambda: "Seoul, KR · Asia/Seoul" in words_on(screen))
        await pilot.press("enter", "end", "enter")
        await until(pilot, lambda: app.screen is app.chat)
        await until(pilot, lambda: saved(new).first_start_done)
        assert saved(new).home_city == "서울"
        assert saved(new).language == "ko"
        await until(pilot, lambda: "도움말" in words_on(app.chat))
        assert "무엇이든 물어보세요" in words_on(app.chat)


async def test_escape_skips_both_and_it_is_not_asked_again(new: FakeAssistant) -> None:
    app = AssistantApp(new)
    async with app.run_test() as pilot:
        await shown(app, pilot)
        await pilot.press(*"seoul", "escape")
        await until(pilot, lambda: saved(new).first_start_done)
        assert saved(new).home_city == ""
        assert app.screen is app.chat
        assert app.chat.focused is app.chat.prompt


async def test_an_unknown_city_is_said_and_not_kept(new: FakeAssistant) -> None:
    app = AssistantApp(new)
    async with app.run_test() as pilot:
        screen = await shown(app, pilot)
        await pilot.press(*"[/]xyz")
        await until(pilot, lambda: "I know no such city" in words_on(screen))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: saved(new).first_start_done)
        assert saved(new).home_city == ""


@pytest.mark.parametrize("last", ["enter", "escape"])
async def test_a_message_written_in_the_place_of_a_city_is_not_lost(
    new: FakeAssistant, last: str
) -> None:
    app = AssistantApp(new)
    async with app.run_test() as pilot:
        screen = await shown(app, pilot)
        await pilot.press(*"wake me")
        await until(pilot, lambda: "I know no such city" in words_on(screen))
        await pilot.press("enter", last)
        await until(pilot, lambda: app.screen is app.chat)
        await until(pilot, lambda: app.chat.prompt.text == "wake me")
        assert saved(new).home_city == ""


async def test_the_whole_advice_about_an_unknown_city_is_seen(new: FakeAssistant) -> None:
    app = AssistantApp(new)
    async with app.run_test(size=(50, 24)) as pilot:
        screen = await shown(app, pilot)
        await pilot.press(*"xyz")
        await until(pilot, lambda: "or leave it empty." in words_on(screen))


async def test_the_invitation_to_begin_follows_the_language(new: FakeAssistant) -> None:
    app = AssistantApp(new)
    async with app.run_test() as pilot:
        await shown(app, pilot)
        await pilot.press("enter", "end", "enter")
        await until(pilot, lambda: "날씨를 묻고" in words_on(app.chat))
        assert "Ask me the time" not in words_on(app.chat)


async def test_a_korean_is_asked_for_a_theme_in_korean(fake: FakeAssistant) -> None:
    fake.settings = replace(fake.settings, language="ko")
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        app.search_themes()
        await until(pilot, lambda: app.screen is not app.chat and app.screen.query(Input))
        assert app.screen.query_one(Input).placeholder == "테마 찾기…"


async def test_a_later_start_asks_nothing(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.chat.backstage.ready)
        await pilot.pause()
        assert app.screen is app.chat


@pytest.mark.parametrize("size", [(50, 24), (80, 24)])
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_all_of_it_fits_the_screen(
    new: FakeAssistant, size: tuple[int, int], language: str
) -> None:
    new.settings = replace(new.settings, language=language)
    app = AssistantApp(new)
    async with app.run_test(size=size) as pilot:
        screen = await shown(app, pilot)
        await until(pilot, lambda: "한국어" in words_on(screen))
        assert "English" in words_on(screen)
        assert all(widget.region.right <= size[0] for widget in screen.query("*"))


async def test_the_chosen_theme_is_kept(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        assert app.theme == themes.DEFAULT
        app.theme = "dawn"
        await until(pilot, lambda: saved(fake).theme == "dawn")
    again = AssistantApp(fake)
    assert again.theme == "dawn"


async def test_what_was_written_for_a_plugin_meanwhile_stays(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        fake.paths.settings.parent.mkdir(parents=True, exist_ok=True)
        fake.paths.settings.write_text("[plugins.tea]\nsugar = 2\n")
        app.theme = "dawn"
        await until(pilot, lambda: saved(fake).theme == "dawn")
    assert saved(fake).plugins == {"tea": {"sugar": 2}}


def test_a_theme_that_does_not_exist_falls_back_to_ours(fake: FakeAssistant) -> None:
    fake.settings = replace(fake.settings, theme="no such theme")
    assert AssistantApp(fake).theme == themes.DEFAULT


async def test_settings_that_cannot_be_written_are_said_and_hold_for_now(
    fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr("assistant.settings.write_settings", refuse)
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        app.theme = "dawn"
        await until(pilot, lambda: "read-only" in words_on(app.chat.conversation))
        assert app.theme == "dawn"
