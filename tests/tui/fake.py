"""A FakeAssistant with the API of assistant.conversation.assistant: the screens without a model.

It understands a few messages (RULES), answers at once, and keeps history in memory. What a test
wants slow it holds back with an Event (`gates`), what it wants broken it makes raise (`raising`):

    fake.gate_load()                     # load() waits until fake.open_load()
    fake.raising["boom"] = ValueError()  # reply("boom") raises it
"""

from __future__ import annotations

import re
import threading
import time
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.conversation.history import Turn
from assistant.conversation.knowledge import InUse
from assistant.korean import is_korean
from assistant.paths import Paths, user_paths
from assistant.plugins.api import Reply, Suggestion
from assistant.plugins.examples import Example
from assistant.plugins.library import Library
from assistant.plugins.manifest import MINE, IntentSpec, Plugin
from assistant.plugins.mine import Mine
from assistant.plugins.phrases import Source
from assistant.plugins.reloading import PluginChange
from assistant.plugins.schedule import Rung, due, next_due
from assistant.problems import AssistantError, Problem
from assistant.settings import Settings
from assistant.understanding.understanding import (
    OUT_OF_SCOPE,
    Entity,
    IntentScore,
    Understanding,
)
from tests.stub_model import stub_model
from tests.tui.fake_stores import NOW, History, Versions

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.widget import Widget


# Words in a message: the intent, its confidence, the replies in both languages, suggestions.
RULES: tuple[tuple[str, str, float, str, str, tuple[Suggestion, ...]], ...] = (
    (
        r"time.*(?P<city>tokyo|paris)",
        "time.now",
        0.98,
        "It is 06:04 on Tuesday in Tokyo, nine hours ahead of you.",
        "지금 도쿄는 화요일 6시 4분이에요. 여기보다 아홉 시간 빨라요.",
        (),
    ),
    (
        r"umbrella|rain|우산|비 와",
        "weather.rain",
        0.96,
        "It will rain in Seoul from the afternoon on: 80 %, at most 14°. Take an umbrella.",
        "내일 서울은 오후부터 비가 와요. 강수 확률 80 %, 최고 14°. 우산 챙기세요.",
        (
            Suggestion("이번 주 날씨"),
            Suggestion("아침에 알려 줘", say="비 오는 날 아침에 알려 줘"),
        ),
    ),
    (
        r"forecast|날씨",
        "weather.forecast",
        0.71,
        "| Day | | High | Low |\n|---|---|---|---|\n"
        "| Tue | ☀ | 14° | 3° |\n| Wed | ☂ | 11° | 4° |\n\n"
        "Mostly **dry**, some rain on Wednesday.",
        "| 날 | | 최고 | 최저 |\n|---|---|---|---|\n"
        "| 화 | ☀ | 14° | 3° |\n| 수 | ☂ | 11° | 4° |\n\n"
        "대체로 **맑고**, 수요일에 비가 조금 와요.",
        (),
    ),
    (
        r"hello|hi\b|안녕",
        "greeting.hello",
        0.99,
        "Hello! Ask me for the time or the weather.",
        "안녕하세요! 시간이나 날씨를 물어보세요.",
        (),
    ),
)
UNKNOWN = {
    "en": (
        "I don't know that yet.",
        (
            Suggestion("Teach me", action="teach"),
            Suggestion("It was weather.now", action="correct:weather.now"),
            Suggestion("Never mind", action="dismiss"),
        ),
    ),
    "ko": (
        "그건 아직 몰라요.",
        (
            Suggestion("가르쳐 주기", action="teach"),
            Suggestion("weather.now였어", action="correct:weather.now"),
            Suggestion("괜찮아", action="dismiss"),
        ),
    ),
}


def plugins(folder: Path) -> tuple[Plugin, ...]:
    """Three plugins with seven intents, each with a phrase in both languages."""

    def intent(name: str, en: str, ko: str, does: str, does_ko: str) -> IntentSpec:
        sources = tuple(
            Source(language, "builtin", folder / "intent.toml", (phrase,))
            for language, phrase in (("en", en), ("ko", ko))
        )
        return IntentSpec(
            name,
            handler="answer",
            sources=sources,
            description={"en": does, "ko": does_ko},
            example={"en": en, "ko": ko},
        )

    def plugin(name: str, *intents: IntentSpec, capabilities: tuple[str, ...] = ()) -> Plugin:
        return Plugin(name, "0.1.0", folder / name, True, frozenset(capabilities), intents=intents)

    return (
        plugin(
            "greeting",
            intent("greeting.hello", "hello", "안녕", "says hello", "인사하기"),
            intent("greeting.thanks", "thank you", "고마워", "takes thanks", "고마움 받기"),
        ),
        plugin(
            "time",
            intent("time.now", "what time is it", "지금 몇 시야", "tells the time", "시각"),
            intent("time.date", "what is the date", "오늘 며칠이야", "tells the date", "날짜"),
        ),
        plugin(
            "weather",
            intent("weather.now", "how is the weather", "날씨 어때", "the weather", "날씨"),
            intent("weather.forecast", "weather this week", "이번 주 날씨", "some days", "예보"),
            intent("weather.rain", "will it rain", "비 와?", "rain or snow", "비나 눈"),
            capabilities=("network",),
        ),
    )


class FakeAssistant:
    """Behaves as Assistant does, out of RULES. `corrections` holds what it was taught."""

    def __init__(
        self,
        home: Path | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
        settings: Settings | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.home = home or Path("fake-home")
        self.paths: Paths = user_paths(self.home)
        self.settings = settings or Settings(language="en", first_start_done=True)
        self.problems = problems
        self.history = History()
        self.versions = Versions()
        self.mine = Mine(self.paths.intents / MINE)
        self.library = Library(plugins(self.home))
        self.clock = clock or (lambda: NOW)
        self.raising: dict[str, Exception] = {}  # what reply() and understand() raise for a message
        self.gates: dict[str, threading.Event] = {}  # what reply() waits for before it answers
        self.asked: list[str] = []  # the messages reply() got, in order
        self.understood: list[str] = []  # the messages understand() got
        self.corrections: list[tuple[str, str]] = []
        self.loads = 0
        self.reloads = 0
        self.revived: list[str] = []
        self.stopped: dict[str, Problem] = {}
        self.reloaded: list[set[Path]] = []  # the places that reload_plugins() got
        self.reload_error: Exception | None = None
        self.changes: tuple[PluginChange, ...] = ()  # what reload_plugins() tells
        self.closed = False
        self._load_gate = threading.Event()
        self._load_gate.set()
        self.load_error: Exception | None = None
        self._lock = threading.Lock()

    @property
    def model(self) -> None:
        """There is none."""
        raise AssistantError("There is no model.", where="models", remedy="Reinstall it.")

    def gate_load(self) -> None:
        """From now on load() waits until open_load()."""
        self._load_gate.clear()

    def open_load(self) -> None:
        self._load_gate.set()

    def gate(self, text: str) -> threading.Event:
        """reply(text) waits until the event is set."""
        return self.gates.setdefault(text, threading.Event())

    def load(self) -> None:
        assert self._load_gate.wait(20)
        if self.load_error is not None:
            raise self.load_error
        self.loads += 1

    def understand(self, text: str) -> Understanding:
        text = unicodedata.normalize("NFC", text)
        self.understood.append(text)
        language = "ko" if is_korean(text) else "en"
        for phrase, intent in reversed(self.corrections):
            if phrase.casefold().split() == text.casefold().split():
                known = intent != OUT_OF_SCOPE
                ranking = (IntentScore(intent, 1.0),) if known else ()
                return Understanding(text, language, ranking, known, float(known), (), "fake")
        for pattern, name, confidence, *_ in RULES:
            if found := re.search(pattern, text, re.IGNORECASE):
                entities = tuple(
                    Entity(slot, *found.span(slot), found[slot], found[slot])
                    for slot in found.groupdict()
                )
                ranking = (
                    IntentScore(name, confidence),
                    IntentScore("weather.now", (1 - confidence) * 0.6),
                    IntentScore("time.date", (1 - confidence) * 0.3),
                )
                return Understanding(text, language, ranking, True, 0.97, entities, "fake")
        ranking = (IntentScore("weather.now", 0.41), IntentScore("time.now", 0.2))
        return Understanding(text, language, ranking, False, 0.12, (), "fake")

    def reply(self, text: str, *, session: int | None = None) -> Reply:
        with self._lock:
            self.asked.append(text)
            if text in self.gates:
                assert self.gates[text].wait(20)
            if text in self.raising:
                raise self.raising[text]
            reply = self._reply(self.understand(text))
            if session is not None:
                self.history.add(session, self._turn(reply))
            return reply

    async def areply(self, text: str, *, session: int | None = None) -> Reply:
        import asyncio

        return await asyncio.to_thread(self.reply, text, session=session)

    def now(self) -> datetime:
        return self.clock()

    def due(self) -> tuple[Rung, ...]:
        return due(self.paths.schedule, self.now())

    def next_due(self) -> datetime | None:
        return next_due(self.paths.schedule)

    def correct(self, text: str, intent: str) -> None:
        self.mine.add(intent, Example(text))
        self.corrections.append((text, intent))

    def teach(self, phrases: Sequence[str | Example], intent: str) -> None:
        for phrase in phrases:
            self.correct(phrase, intent)  # type: ignore[arg-type]

    def learn(self) -> None:
        self.corrections = [(p.example.text, p.intent) for p in self.mine.phrases()]

    def reload(self) -> None:
        self.reloads += 1

    def revive(self, plugin: str) -> None:
        self.revived.append(plugin)
        self.stopped.pop(plugin, None)

    def reload_plugins(self, places: Collection[Path]) -> tuple[PluginChange, ...]:
        """`changes`, or what `reload_error` is."""
        self.reloaded.append(set(places))
        if self.reload_error is not None:
            raise self.reload_error
        return self.changes

    def switch_plugin(self, plugin: str, *, on: bool) -> None:
        if self.reload_error is not None:
            raise self.reload_error
        settings = {**self.settings.plugins, plugin: {"enabled": on}}
        self.settings = replace(self.settings, plugins=settings)
        every = (*self.library.plugins, *self.library.switched_off)
        off = {p.id for p in self.library.switched_off} - {plugin} | ({plugin} if not on else set())
        self.library = replace(
            self.library,
            plugins=tuple(p for p in every if p.id not in off),
            switched_off=tuple(p for p in every if p.id in off),
        )

    def in_use(self) -> InUse:
        """A model that makes vectors of chance: no phrase is like another."""
        return InUse(stub_model({}), "fake", {})

    def prepare_teaching(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> FakeAssistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reply(self, understanding: Understanding) -> Reply:
        language, intent = understanding.language, understanding.intent
        for _, name, _, english, korean, suggestions in RULES:
            if intent is not None and intent.name == name:
                text = korean if language == "ko" else english
                return Reply(text, suggestions, understanding=understanding)
        if intent is not None:
            return Reply(f"({intent.name})", understanding=understanding)
        text, suggestions = UNKNOWN[language]
        return Reply(text, suggestions, understanding=understanding)

    def _turn(self, reply: Reply) -> Turn:
        understanding = reply.understanding
        assert understanding is not None
        intent = understanding.intent
        return Turn(
            id=0,
            at=self.clock(),
            said=understanding.text,
            intent=intent.name if intent else None,
            confidence=intent.confidence if intent else None,
            in_scope=understanding.in_scope,
            language=understanding.language,
            reply=reply.text,
        )


async def until(pilot: Pilot[object], condition: Callable[[], object]) -> None:
    """Let the app go on until `condition` holds; the test fails where it never does."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "what the test waits for did not happen"
        await pilot.pause()


def words_on(widget: Widget) -> str:
    """All the words that a widget draws, its children included, one line a row of the screen."""
    region = widget.region
    lines = widget.screen._compositor.render_strips()
    rows = lines[region.y : region.bottom]
    return "\n".join(row.crop(region.x, region.right).text.rstrip() for row in rows)
