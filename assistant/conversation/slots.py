"""Which words of a message fill which slot of an intent, and what they mean."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from assistant.plugins.manifest import SlotSpec
from assistant.understanding.understanding import Entity
from assistant.values import Spotted, resolve, spot


def fill_slots(
    text: str, tagged: Iterable[Entity], declared: Mapping[str, SlotSpec], now: datetime
) -> dict[str, Entity]:
    """The declared slots that the message fills, by name.

    What the network tagged comes first. Where that means nothing, or where it tagged nothing, the
    rules for the slot's type look for a value; what they find reaches as far as it can.
    """
    filled: dict[str, Entity] = {}
    for entity in tagged:
        spec = declared.get(entity.entity)
        if spec is not None and entity.entity not in filled:
            filled[entity.entity] = replace(entity, value=resolve(spec.type, entity.raw, now))
    for name, spec in declared.items():
        found = filled.get(name)
        if found is not None and found.value is not None:
            continue
        others = [entity for entity in filled.values() if entity.entity != name]
        for value in spot(spec.type, text, now):
            near = found is None or _overlap(value, found)
            if near and not any(_overlap(value, other) for other in others):
                filled[name] = Entity(
                    name, value.start, value.end, text[value.start : value.end], value.value
                )
                break
    return filled


def words_outside(entity: Entity, text: str) -> int:
    """How many words a message has beside those of a slot, particles that stick to it left out."""
    return sum(
        word.end() <= entity.start or word.start() >= entity.end
        for word in re.finditer(r"\S+", text)
    )


def _overlap(value: Spotted, entity: Entity) -> bool:
    return value.start < entity.end and entity.start < value.end
