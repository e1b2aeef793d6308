"""Calling the handlers of a built-in plugin as the assistant does, with files in a folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.korean import language_of
from assistant.paths import bundled
from assistant.plugins.api import Call, Context, Reply
from assistant.plugins.calling import call
from assistant.plugins.manifest import read_manifest
from assistant.plugins.replies import as_reply
from assistant.understanding.understanding import Entity
from assistant.values import resolve
from tests.intents.conftest import load_plugin_module

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))  # a Wednesday


@dataclass
class Plugin:
    """One that is asked something, at a time of the test."""

    name: str
    folder: Path
    now: datetime = NOW
    config: Mapping[str, object] = field(default_factory=dict)
    capabilities: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        folder = bundled("intents") / self.name
        self.manifest = read_manifest(folder, builtin=True)
        self.module = load_plugin_module(folder)

    def ask(
        self,
        intent: str,
        text: str = "",
        *,
        confirmed: bool = False,
        language: str = "",
        chosen: str = "",
        **slots: str | list[str],
    ) -> Reply:
        """The reply. `chosen` is a choice of the last question, filling its slot; the words of the
        other slots mean what the rules of their types say."""
        spec = next(each for each in self.manifest.intents if each.name == intent)
        assert spec.handler
        entities = []
        for name, given in slots.items():
            for raw in [given] if isinstance(given, str) else given:
                start = max(text.find(raw), 0)
                value = resolve(spec.slots[name].type, raw, self.now)
                value = chosen if chosen and name == self.asked else value
                entities.append(Entity(name, start, start + len(raw), raw, value))
        text = text or " ".join(entity.raw for entity in entities) or intent
        ctx = self.context(text, language, confirmed, tuple(entities))
        first = {entity.entity: entity for entity in reversed(entities)}
        reply = call(getattr(self.module, spec.handler), spec, ctx, first)
        shown = as_reply(reply, self.manifest, spec)
        self.asked = shown.asks
        return shown

    def undo(self, reply: Reply, language: str = "en") -> Reply:
        """What the reply says to call later, with data that went through JSON."""
        import json

        assert isinstance(reply.undo, Call)
        data = json.loads(json.dumps(dict(reply.undo.data)))
        result = getattr(self.module, reply.undo.function)(self.context("", language), **data)
        return as_reply(result, self.manifest, None)

    def later(self, **much: float) -> None:
        self.now += timedelta(**much)

    def context(
        self,
        text: str,
        language: str = "",
        confirmed: bool = False,
        entities: tuple[Entity, ...] = (),
    ) -> Context:
        return Context(
            text=text,
            language=language or language_of(text),
            intent="",
            now=self.now,
            plugin=self.name,
            storage=self.folder / "storage",
            cache=self.folder / "cache",
            config=self.config,
            capabilities=self.capabilities,
            entities=entities,
            confirmed=confirmed,
        )
