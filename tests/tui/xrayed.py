"""An app with the bundled model and the X-ray of one message open, for the tests of that screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from textual.pilot import Pilot

from assistant import Assistant
from assistant.tui.app import AssistantApp
from assistant.tui.screens.xray import XrayScreen
from assistant.tui.screens.xray_reading import ReadingPane
from tests.tui.fake import until, words_on

QUICK = 0.001  # seconds a step


@dataclass
class Xrayed:
    """The screen in a running app."""

    pilot: Pilot[None]
    bot: Assistant
    screen: XrayScreen
    taught: list[str]  # each time that teaching was asked for

    @property
    def app(self) -> AssistantApp:
        app = self.pilot.app
        assert isinstance(app, AssistantApp)
        return app

    @property
    def reading(self) -> ReadingPane:
        return self.screen.query_one(ReadingPane)

    @property
    def words(self) -> str:
        return words_on(self.app.screen)

    async def shows(self, *words: str) -> None:
        await until(self.pilot, lambda: all(word in self.words for word in words))


@asynccontextmanager
async def xrayed(
    home: Path, text: str, language: str = "en", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Xrayed]:
    """The X-ray once every piece was read."""
    from assistant.conversation.neighbours import Memorised

    with Assistant(home) as bot:
        bot.settings = replace(bot.settings, language=language, first_start_done=True)
        bot.prepare_teaching = lambda after=1.0: None  # type: ignore[method-assign]
        app = AssistantApp(bot)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.chat.backstage.ready)
            taught: list[str] = []
            screen = XrayScreen(bot, text, Memorised(), lambda: taught.append(text), pace=QUICK)
            await app.push_screen(screen)
            opened = Xrayed(pilot, bot, screen, taught)
            await until(pilot, lambda: opened.reading.reading is not None)
            await until(pilot, lambda: len(opened.reading.endings) == opened.reading.steps)
            yield opened
