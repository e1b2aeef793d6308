"""Asking the time handlers a message, as the assistant would once its intent is known."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.conversation.dialogue import first_of_each
from assistant.conversation.slots import enumerated, fill_slots
from assistant.korean import language_of
from assistant.paths import bundled
from assistant.plugins.api import Context, Reply
from assistant.plugins.calling import call
from assistant.plugins.manifest import read_manifest
from assistant.understanding.understanding import Entity
from assistant.values.cities import City
from tests.intents.conftest import load_plugin_module

FOLDER = bundled("intents") / "time"
NOW = datetime(2026, 11, 25, 10, 4, tzinfo=ZoneInfo("Asia/Seoul"))  # a Wednesday
SEOUL = City("Seoul", "서울", "KR", 37.566, 126.9784, "Asia/Seoul", 10_349_312)


def ask(
    intent: str, text: str, *, now: datetime = NOW, home: City | None = SEOUL, **unknown: str
) -> Reply:
    """`unknown`: slots whose words were tagged and mean nothing."""
    spec = next(each for each in read_manifest(FOLDER, builtin=True).intents if each.name == intent)
    filled = fill_slots(text, (), spec.slots, now)
    filled |= {name: Entity(name, 0, len(raw), raw) for name, raw in unknown.items()}
    entities = enumerated(text, filled, spec.slots, now)
    ctx = Context(
        text=text, language=language_of(text), intent=intent, now=now, plugin="time",
        storage=Path("nowhere"), cache=Path("nowhere"), home=home, entities=entities,
    )  # fmt: skip
    handler = getattr(load_plugin_module(FOLDER), spec.handler or "")
    reply = call(handler, spec, ctx, first_of_each(entities))
    assert isinstance(reply, Reply)
    return reply
