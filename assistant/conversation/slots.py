"""Which words of a message fill which slot of an intent, and what they mean."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from assistant.plugins.manifest import SlotSpec
from assistant.understanding.understanding import Entity
from assistant.values import Spotted, resolve, spot
from assistant.values.endings import is_ending

_ROW = re.compile(
    r"\s*(?:,|&|·|/|,?\s*\b(?:and|or|vs\.?|plus)\b|이?랑|하고|[와과]|및|그리고)\s*(?:\b(?:in|for)\s+)?",
    re.I,
)


def fill_slots(
    text: str, tagged: Iterable[Entity], declared: Mapping[str, SlotSpec], now: datetime
) -> dict[str, Entity]:
    """The declared slots that the message fills, by name.

    The network says where a slot is, the rules for its type where exactly it begins and ends. What
    only one of them finds counts too; words that mean nothing to the rules keep no value.
    """
    filled: dict[str, Entity] = {}
    for entity in tagged:
        spec = declared.get(entity.entity)
        if spec is not None and entity.entity not in filled:
            value = resolve(spec.type, entity.raw, now, spec.values)
            filled[entity.entity] = replace(entity, value=value)
    for name, spec in declared.items():
        found = filled.get(name)
        others = [entity for entity in filled.values() if entity.entity != name]
        for spotted in spot(spec.type, text, now, spec.values):
            if any(_overlap(spotted, other) for other in others):
                continue
            if found is None or _reaches_better(spotted, found, text):
                raw = text[spotted.start : spotted.end]
                filled[name] = Entity(name, spotted.start, spotted.end, raw, spotted.value)
                break
    return filled


def enumerated(
    text: str, filled: Mapping[str, Entity], declared: Mapping[str, SlotSpec], now: datetime
) -> tuple[Entity, ...]:
    """The slots in the order of the text, with further values of one that stand in a row with it:
    "in Tokyo, Paris and Rome"."""
    found = list(filled.values())
    for name, entity in filled.items():
        spec = declared[name]
        row = [entity]
        for spotted in spot(spec.type, text, now, spec.values):
            if any(_overlap(spotted, other) for other in found):
                continue
            if any(_in_a_row(text, spotted, other) for other in row):
                raw = text[spotted.start : spotted.end]
                row.append(Entity(name, spotted.start, spotted.end, raw, spotted.value))
                found.append(row[-1])
    return tuple(sorted(found, key=lambda entity: entity.start))


def _in_a_row(text: str, value: Spotted, other: Entity) -> bool:
    """Whether nothing but "and" or its like stands between the two."""
    between = (
        text[other.end : value.start] if other.end <= value.start else text[value.end : other.start]
    )
    return bool(_ROW.fullmatch(between))


def words_outside(entity: Entity, text: str) -> int:
    """How many words a message has beside those of a slot, particles that stick to it left out."""
    return sum(
        word.end() <= entity.start or word.start() >= entity.end
        for word in re.finditer(r"\S+", text)
    )


def _reaches_better(value: Spotted, found: Entity, text: str) -> bool:
    """Whether the rules cut the same slot better: it means something only so, or they take more of
    it, all they leave out is a Korean particle, or they read the same words in their sentence."""
    if not _overlap(value, found):
        return False
    longer = value.end - value.start > found.end - found.start
    same = (value.start, value.end) == (found.start, found.end)
    particle = value.start <= found.start and is_ending(text[value.end : found.end])
    return found.value is None or longer or particle or same


def _overlap(value: Spotted, entity: Entity) -> bool:
    return value.start < entity.end and entity.start < value.end
