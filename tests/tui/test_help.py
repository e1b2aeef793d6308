"""Help, plugins, the commands of Ctrl+P and the words of the interface."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from textual.command import CommandList, CommandPalette

import assistant.catalogue
from assistant.tui.app import AssistantApp
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.plugins import PluginsScreen
from tests.tui.fake import FakeAssistant, until, words_on

CHAT_WORDS = Path(assistant.catalogue.__file__).with_name("chat.toml")


@pytest.mark.parametrize(("language", "words"), [("en", "Earlier"), ("ko", "이전")])
@pytest.mark.parametrize("size", [(80, 24), (50, 24)])
async def test_f1_tells_the_keys_and_how_to_teach(
    fake: FakeAssistant, language: str, words: str, size: tuple[int, int]
) -> None:
    fake.settings = replace(fake.settings, language=language)
    app = AssistantApp(fake)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await until(pilot, lambda: "F2" in words_on(app.screen))
        assert all(w.region.right <= size[0] for w in app.screen.query("*"))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.chat)


@pytest.mark.parametrize(("language", "first"), [("en", "That was…"), ("ko", "이 말은…")])
async def test_control_p_has_every_command_and_quitting_comes_last(
    fake: FakeAssistant, language: str, first: str
) -> None:
    fake.settings = replace(fake.settings, language=language)
    app = AssistantApp(fake)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await until(pilot, lambda: first in words_on(app.screen))
        titles = [command.title for command in app.get_system_commands(app.chat)]
        shown = words_on(app.screen)
        places = [shown.find(title) for title in titles]
        assert -1 not in places
        assert places == sorted(places)


async def test_a_command_can_be_found_by_what_it_does(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press(*"colours")
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: "Theme" in words_on(found))
        await until(pilot, lambda: "Quit" not in words_on(found))


async def test_control_c_says_how_to_quit_and_does_not(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test(notifications=True) as pilot:
        app.action_help_quit()
        await until(pilot, lambda: app._notifications)
        assert app.is_running


def test_every_word_is_there_in_both_languages_with_the_same_blanks() -> None:
    for name, entry in tomllib.loads(CHAT_WORDS.read_text(encoding="utf-8")).items():
        assert set(entry) == {"en", "ko"}, name
        blanks = {lang: set(re.findall(r"{(\w+)}", words)) for lang, words in entry.items()}
        assert blanks["en"] == blanks["ko"], name


def test_every_word_that_the_code_says_is_in_the_catalogue_and_none_is_left_over() -> None:
    words = set(tomllib.loads(CHAT_WORDS.read_text(encoding="utf-8")))
    package = Path(assistant.catalogue.__file__).parents[1]
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("tui/**/*.py"))
    said = set(re.findall(r'(?<!id=)"chat\.([a-z_]+)"', code))
    said |= {name for name in words if name.startswith("command_") and "chat.command_{" in code}
    assert said - words == set()
    assert words - said == set()


async def test_a_key_of_the_bottom_line_can_be_clicked(fake: FakeAssistant) -> None:
    app = AssistantApp(fake)
    async with app.run_test() as pilot:
        keys = app.chat.query_one("#keys")
        place = words_on(keys).splitlines()[1].index("Plugins")
        await pilot.click("#keys", offset=(place, 1))
        await until(pilot, lambda: isinstance(app.screen, PluginsScreen))
