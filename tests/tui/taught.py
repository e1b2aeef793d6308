"""An assistant with phrases on disk and a training that a test leads, for the Studio's tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from assistant.plugins.examples import Example
from assistant.plugins.library import Library, find_plugins
from assistant.plugins.manifest import read_manifest
from assistant.plugins.mine import Mine
from assistant.settings import Settings
from assistant.training.worker import Event, Request
from assistant.tui.app import AssistantApp
from assistant.tui.screens.studio import StudioScreen
from tests.tui.fake import FakeAssistant

PLUGINS = {
    "greeting": """
schema = 1
id = "greeting"
version = "1"
api = 1
[[intent]]
name = "greeting.hello"
reply = { en = "Hello!", ko = "안녕하세요!" }
description = { en = "greets you", ko = "인사하기" }
[intent.examples]
en = ["hello there", "good morning"]
ko = ["안녕", "좋은 아침"]
[[intent]]
name = "greeting.thanks"
reply = { en = "Any time.", ko = "천만에요." }
description = { en = "takes thanks", ko = "고맙다는 말 받기" }
[intent.examples]
en = ["thank you so much"]
ko = ["고마워"]
""",
    "weather": """
schema = 1
id = "weather"
version = "1"
api = 1
[[intent]]
name = "weather.now"
reply = { en = "Sunny.", ko = "맑아요." }
description = { en = "the weather at this moment", ko = "지금 날씨" }
slots = { city = { type = "city" } }
[intent.examples]
en = ["how is the weather in [Paris](city)"]
ko = ["[서울](city) 날씨 어때"]
[[intent]]
name = "weather.rain"
reply = { en = "It may rain.", ko = "비가 올 거예요." }
description = { en = "will it rain or snow", ko = "비나 눈이 올지" }
slots = { city = { type = "city" }, date = { type = "date" } }
[intent.examples]
en = ["will it rain [tomorrow](date) in [Busan](city)", "do I need an umbrella"]
ko = ["[내일](date) [서울](city)에 비 와?", "우산 챙겨야 돼?"]
""",
}


class TaughtAssistant(FakeAssistant):
    """A FakeAssistant whose phrases are files in `home`, as the real one's are."""

    def __init__(self, home: Path, language: str = "en") -> None:
        super().__init__(home, settings=Settings(language=language, first_start_done=True))
        for name, manifest in PLUGINS.items():
            folder = home / "plugins" / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "intent.toml").write_text(manifest, encoding="utf-8")
        self.mine = Mine(self.paths.intents / "mine")  # type: ignore[assignment]
        self._read()

    def _read(self) -> None:
        builtin = tuple(
            read_manifest(self.home / "plugins" / name, builtin=True) for name in PLUGINS
        )
        own = tuple(p for p in find_plugins(self.paths).plugins if not p.builtin)
        self.library = Library((*builtin, *own))  # type: ignore[assignment]

    def correct(self, text: str | Example, intent: str) -> None:
        example = text if isinstance(text, Example) else Example(text)
        self.mine.add(intent, example)  # type: ignore[arg-type]
        self.corrections.append((example.text, intent))
        self._read()

    def learn(self) -> None:
        super().learn()
        self._read()

    def reload(self) -> None:
        super().reload()
        self._read()

    def own(self) -> list[tuple[str, str]]:
        """What the user taught, read from the files: intent and words."""
        return [(p.intent, p.example.text) for p in self.mine.phrases()]


class Training:
    """Stands in for the training process: a test sends the events, and sees when it was killed."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.killed = 0
        self._events: asyncio.Queue[Event | Exception] = asyncio.Queue()

    def send(self, *events: Event | Exception) -> None:
        for event in events:
            self._events.put_nowait(event)

    async def __call__(self, request: Request) -> AsyncIterator[Event]:
        self.requests.append(request)
        over = False
        try:
            while not over:
                event = await self._events.get()
                if isinstance(event, Exception):
                    raise event
                over = type(event).__name__ in ("Finished", "Failed")
                yield event
        finally:
            self.killed += not over


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the app and its threads work until the condition holds; fails when it never does."""
    async with asyncio.timeout(30):
        while not condition():
            await pilot.pause()


@asynccontextmanager
async def in_studio(
    assistant: TaughtAssistant, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], StudioScreen]]:
    """The Studio over a running app."""
    app = AssistantApp(assistant)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        screen = StudioScreen(assistant)  # type: ignore[arg-type]
        await app.push_screen(screen)
        await until(pilot, lambda: screen.whole)
        yield pilot, screen
