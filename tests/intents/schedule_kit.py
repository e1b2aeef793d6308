"""Calls the handlers of plugins that ring, with a real schedule. Now is a Wednesday, 10:00."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from assistant.conversation.slots import enumerated, fill_slots
from assistant.korean import language_of
from assistant.paths import bundled
from assistant.plugins.api import Context, Reply
from assistant.plugins.calling import call
from assistant.plugins.manifest import read_manifest
from assistant.plugins.schedule import PluginSchedule, Rung, due
from assistant.understanding.understanding import Entity
from tests.intents.conftest import load_plugin_module

if TYPE_CHECKING:
    import httpx

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))


@dataclass(frozen=True)
class ScheduleHost:
    """A Host that has a schedule and nothing else."""

    file: Path
    plugin: str
    now: Callable[[], datetime]

    @property
    def schedule(self) -> PluginSchedule:
        return PluginSchedule(self.file, self.plugin, self.now)

    def notify(self, title: str, text: str) -> None:
        raise NotImplementedError

    def open(self, target: str) -> None:
        raise NotImplementedError

    def secret(self, name: str) -> str | None:
        raise NotImplementedError

    def http(self, timeout: float) -> "httpx.Client":
        raise NotImplementedError


class Talk:
    """A conversation with one plugin: `say` marks the slots that the network would find."""

    def __init__(self, plugin: str, folder: Path) -> None:
        self.manifest = read_manifest(bundled("intents") / plugin, builtin=True)
        self.module: ModuleType = load_plugin_module(self.manifest.folder)
        self.file = folder / "schedule.db"
        self.now = NOW
        self.host = ScheduleHost(self.file, plugin, lambda: self.now)

    def say(self, intent: str, text: str, **slots: str) -> Reply:
        """The handler's reply. A slot that is given is a part of the text, or its answer later."""
        spec = next(each for each in self.manifest.intents if each.name == intent)
        tagged = [
            Entity(name, text.find(said), text.find(said) + len(said), said)
            for name, said in slots.items()
        ]
        inside = [entity for entity in tagged if entity.start >= 0]
        filled = fill_slots(text, inside, spec.slots, self.now)
        for entity in tagged:
            if entity.start < 0:  # an answer, or the value of a choice
                whole = Entity(entity.entity, 0, len(entity.raw), entity.raw)
                answer = fill_slots(entity.raw, [whole], spec.slots, self.now)[entity.entity]
                filled[entity.entity] = answer
        entities = enumerated(text, filled, spec.slots, self.now, inside)
        ctx = replace(self._context(text), intent=intent, entities=entities)
        handler = getattr(self.module, spec.handler or "")
        reply = call(handler, spec, ctx, filled)
        assert isinstance(reply, Reply)
        return reply

    def undo(self, reply: Reply, text: str = "undo that") -> str:
        """What is said when the reply's deed is taken back."""
        assert reply.undo is not None
        undone = getattr(self.module, reply.undo.function)(self._context(text), **reply.undo.data)
        assert isinstance(undone, Reply)
        return undone.text

    def later(self, **length: float) -> tuple[Rung, ...]:
        """Let that much time pass; what rings then."""
        self.now += timedelta(**length)
        return due(self.file, self.now)

    def _context(self, text: str) -> Context:
        return Context(
            text=text, language=language_of(text), intent="", now=self.now,
            plugin=self.manifest.id, storage=self.file.parent, cache=self.file.parent,
            capabilities=self.manifest.capabilities, host=self.host,
        )  # fmt: skip


def left(talk: Talk) -> list[str]:
    """What has still to ring, by its time and label."""
    return sorted(f"{each.at:%H:%M} {each.label}".strip() for each in talk.host.schedule.pending())
