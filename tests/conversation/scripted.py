"""A conversation whose network understands just what a test says: no model is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from assistant import Assistant
from assistant.korean import language_of
from assistant.plugins.api import Reply
from assistant.understanding.tokenizer import clean
from assistant.understanding.understanding import Entity, IntentScore, Understanding

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # a Wednesday; 10:00 in Seoul


@dataclass(frozen=True)
class Meaning:
    """What the network makes of a message."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)  # by name, the words of the message
    confidence: float = 0.95
    second: str = "greeting.hello"


@dataclass
class Network:
    """Stands in for a Model. What it was not told is out of scope."""

    meanings: dict[str, Meaning]

    def understand(self, text: str) -> Understanding:
        text = clean(text)
        language = language_of(text)
        meant = self.meanings.get(text.strip())
        if meant is None:
            names = ("greeting.hello", "time.now", "sky.stars")
            guesses = tuple(IntentScore(name, 0.2) for name in names)
            return Understanding(text, language, guesses, False, 0.1, (), "scripted")
        ranking = (
            IntentScore(meant.intent, meant.confidence),
            IntentScore(meant.second, 1 - meant.confidence),
            IntentScore("time.date", 0.0),
        )
        entities = tuple(
            Entity(name, text.index(raw), text.index(raw) + len(raw), raw)
            for name, raw in meant.slots.items()
        )
        return Understanding(text, language, ranking, True, 0.97, entities, "scripted")

    def entities(self, text: str, intent: str) -> tuple[Entity, ...]:
        return self.understand(text).entities

    def marks(self, intent: str, slot: str) -> bool:
        return True


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


def scripted(clock: Clock, meanings: Mapping[str, Meaning]) -> Assistant:
    bot = Assistant(clock=clock)
    bot._knowledge._model = cast(Any, Network(dict(meanings)))
    return bot


def say(bot: Assistant, *messages: str) -> Reply:
    """The reply to the last of the messages."""
    return [bot.reply(message) for message in messages][-1]
