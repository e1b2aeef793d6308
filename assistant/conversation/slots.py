"""Which words of a message fill which slot of an intent, and what they mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.conversation.edges import trimmed
from assistant.plugins.slot_specs import FREE_TEXT, SlotSpec
from assistant.understanding.understanding import Entity
from assistant.values import Spotted, resolve, spot
from assistant.values.endings import is_ending
from assistant.values.repairs import (
    Repair,
    Span,
    completions,
    may_take_back,
    parted,
    repairs,
)

_COMPLETED = ("date", "datetime", "duration", "time")  # types of slots that are repaired in part
_TIMED = ("date", "datetime", "time", "recurrence")  # types that other words look like
RECURRENCE = "recurrence"  # the type of a slot that says how often
_ROW = re.compile(
    r"\s*(?:,|&|·|/|,?\s*\b(?:and|or|vs\.?|plus)\b(?:\s+(?:another|one|then)\b)*"
    r"|이?랑|하고|[와과]|및|그리고)\s*(?:\b(?:in|for|at)\s+)?",
    re.I,
)

_OR = re.compile(r"\s*,?\s*\bor\b\s*|(?:에)?(?:이?나|\s(?:또는|혹은|아니면))\s+", re.I)
_ROW_OF_NUMBERS = re.compile(
    rf"(?:{_ROW.pattern})(?:at\s+)?(\d{{1,2}}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b)?)(?![\w:.%])", re.I
)


def fill_slots(
    text: str, tagged: Iterable[Entity], declared: Mapping[str, SlotSpec], now: datetime
) -> dict[str, Entity]:
    """The declared slots that the message fills, by name.

    The network says where a slot is, the rules for its type where exactly it begins and ends. What
    only one of them finds counts too; words that mean nothing to the rules keep no value, and give
    way to words that mean something.
    """
    tagged, made = _repaired(text, tagged, declared, now)
    filled = _as_tagged(text, tagged, declared, now)
    # A repetition ("every monday at 7") is cut first: a day in it is no slot of its own.
    for name, spec in sorted(declared.items(), key=lambda item: item[1].type != RECURRENCE):
        found = filled.get(name)
        others = [entity for entity in filled.values() if entity.entity != name]
        for spotted in _spotted(text, spec, now, made):
            if found is not None and _overlap(spotted, found):
                others = [_shortened(other, spotted, declared) for other in others]
            in_the_way = [other for other in others if _overlap(spotted, other)]
            if spec.type != RECURRENCE and any(other.value is not None for other in in_the_way):
                continue
            if found is None or found.value is None or _reaches_better(spotted, found, text):
                filled |= {other.entity: other for other in others}
                for other in in_the_way:
                    del filled[other.entity]
                filled[name] = _entity(name, spotted, text)
                break
    for name, repaired in made.items():
        for repair in repaired:
            if name in filled and _touches(filled[name], [repair.meant]):
                gone = Entity(name, *repair.gone, text[slice(*repair.gone)])
                filled[name] = completed(filled[name], gone, declared[name], now)
    if len(tagged) == 1 and tagged[0].raw == text.strip():
        return {name: _answer(text, each, declared, now) for name, each in filled.items()}
    return filled


def _answer(text: str, found: Entity, declared: Mapping[str, SlotSpec], now: datetime) -> Entity:
    """What is a message as a whole, with all its values: "6 and 8". "6 or 8" is none of them.

    Whoever answers "5" to "for how long?" means minutes.
    """
    spec = declared[found.entity]
    said = text.strip()
    start = text.index(said)
    whole = replace(found, start=start, end=start + len(said), raw=said, value=None)
    if spec.type == "duration" and (row := _numbers_of_one_unit(whole, spec, now)):
        return whole if _OR.search(said) else replace(row[0], others=tuple(row[1:]))
    if spec.type == "duration" and found.value is None:
        minutes = (resolve("duration", f"{said}{unit}", now) for unit in (" minutes", "분"))
        return replace(whole, value=next((each for each in minutes if each is not None), None))
    if spec.type in _COMPLETED and _values(whole, _OR, spec, now):
        return whole
    if spec.type in _COMPLETED and found.value is None:
        first, *others = _values(whole, _ROW, spec, now) or [found]
    else:
        first, *others = enumerated(text, {found.entity: found}, declared, now)
    return replace(first, others=tuple(others))


def _numbers_of_one_unit(words: Entity, spec: SlotSpec, now: datetime) -> list[Entity]:
    """The lengths of "5 and 10 minutes", and of "5 and 10", which are minutes."""
    *bare, last = _ROW.split(words.raw)
    if not bare or not all(each.isdecimal() for each in bare):
        return []
    unit = last.lstrip("0123456789.") or " minutes"
    found: list[Entity] = []
    for said in (*bare, last):
        start = words.raw.index(said, found[-1].end - words.start if found else 0) + words.start
        raw = f"{said}{unit}" if said.isdecimal() else said
        value = resolve(spec.type, raw, now)
        found.append(Entity(spec.name, start, start + len(said), raw, value))
    return found if all(each.value is not None for each in found) else []


def _values(words: Entity, joint: re.Pattern[str], spec: SlotSpec, now: datetime) -> list[Entity]:
    """What the words between joints mean; nothing where one of them means nothing."""
    found: list[Entity] = []
    for said in joint.split(words.raw):
        begin = found[-1].end - words.start if found else 0
        start = words.start + words.raw.index(said, begin)
        value = resolve(spec.type, said, now)
        found.append(Entity(spec.name, start, start + len(said), said, value))
    return found if len(found) > 1 and all(each.value is not None for each in found) else []


def _repaired(
    text: str, tagged: Iterable[Entity], declared: Mapping[str, SlotSpec], now: datetime
) -> tuple[list[Entity], dict[str, list[Repair]]]:
    """The marked words without what the message takes back, and the repairs of each slot."""
    kept = list(tagged)
    if not may_take_back(text):
        return kept, {}
    made: dict[str, list[Repair]] = {}
    for name, spec in declared.items():
        free = spec.type == FREE_TEXT

        def means(words: str, spec: SlotSpec = spec) -> bool:
            return resolve(spec.type, words, now, spec.values) is not None

        marked = [(each.start, each.end) for each in kept if each.entity == name]
        spans = marked if free else [part for one in marked for part in parted(text, one, means)]
        found = spot(spec.type, text, now, spec.values)
        beside = [(value.start, value.end) for value in found if not _touches(value, spans)]
        if not (repaired := repairs(text, [*spans, *beside], free=free)):
            continue
        made[name] = repaired
        gone = [repair.gone for repair in repaired]
        kept = [entity for entity in kept if entity.entity != name]
        kept += [
            Entity(name, start, end, text[start:end])
            for start, end in spans
            if (start, end) not in gone
        ]
    return sorted(kept, key=lambda entity: entity.start), made


def _spotted(
    text: str, spec: SlotSpec, now: datetime, made: Mapping[str, Sequence[Repair]]
) -> list[Spotted]:
    """What the rules find of the slot's type, but for what is taken back."""
    found = spot(spec.type, text, now, spec.values)
    gone = [repair.gone for repaired in made.values() for repair in repaired]
    return [value for value in found if not _touches(value, gone)]


def completed(entity: Entity, instead_of: Entity, spec: SlotSpec, now: datetime) -> Entity:
    """With what it leaves unsaid of the time that it stands for: "tomorrow at 7, no, 8"."""
    if spec.type not in _COMPLETED or (spec.type == "duration" and entity.value is not None):
        return entity
    said = getattr(instead_of.value, "said", "") or instead_of.raw
    kind = type(resolve(spec.type, said, now, spec.values))
    values = [resolve(spec.type, w, now, spec.values) for w in completions(said, entity.raw)]
    found = [value for value in values if value is not None]
    # Of a day and a time both stay: 모레 after 내일 3시 is no 내일모레.
    whole = next((value for value in found if type(value) is kind), found[0] if found else None)
    return entity if whole is None else replace(entity, value=whole)


def _touches(value: Spotted | Entity, spans: Iterable[Span]) -> bool:
    """Whether it shares characters with any of the spans."""
    return any(value.start < end and start < value.end for start, end in spans)


def _as_tagged(
    text: str, tagged: Iterable[Entity], declared: Mapping[str, SlotSpec], now: datetime
) -> dict[str, Entity]:
    """What the network marked, by name; where it mistook one free text for another, set right."""
    if any(spec.type in _TIMED for spec in declared.values()):
        from assistant.values.lookalikes import is_lookalike
    filled: dict[str, Entity] = {}
    strays: list[Entity] = []
    for entity in tagged:
        spec = declared.get(entity.entity)
        if spec is None:
            strays.append(entity)
        elif spec.type in _TIMED and is_lookalike(spec.type, text, entity.start, entity.end):
            continue
        elif spec.name not in filled and (tidy := _tidy(entity, spec, text)) is not None:
            filled[spec.name] = _understood(tidy, spec, now)
    open_texts = [s for s in declared.values() if s.type == FREE_TEXT and s.name not in filled]
    if len(strays) == len(open_texts) == 1 and not any(
        _overlap(strays[0], e) for e in filled.values()
    ):
        (spec,) = open_texts
        if (tidy := _tidy(strays[0], spec, text)) is not None:
            filled[spec.name] = replace(tidy, entity=spec.name, value=tidy.raw)
    return filled


def _understood(words: Entity, spec: SlotSpec, now: datetime) -> Entity:
    """With what the words mean; of "6 and 7", which mean nothing together, each."""
    value = resolve(spec.type, words.raw, now, spec.values)
    if value is None and spec.type in _COMPLETED and (row := _values(words, _ROW, spec, now)):
        return replace(row[0], others=tuple(row[1:]))
    return replace(words, value=value)


def _tidy(entity: Entity, spec: SlotSpec, text: str) -> Entity | None:
    return trimmed(entity, text, free=spec.type == FREE_TEXT)


def _shortened(other: Entity, value: Spotted, declared: Mapping[str, SlotSpec]) -> Entity:
    """A free text that runs into a value ends before it: "call grandma tmrw" before "tmrw at 6"."""
    if declared[other.entity].type != FREE_TEXT or not other.start < value.start < other.end:
        return other
    raw = other.raw[: value.start - other.start].rstrip()
    return replace(other, end=other.start + len(raw), raw=raw, value=raw)


def _entity(name: str, spotted: Spotted, text: str) -> Entity:
    raw = text[spotted.start : spotted.end]
    return Entity(name, spotted.start, spotted.end, raw, spotted.value)


def required_texts(declared: Mapping[str, SlotSpec], filled: Mapping[str, Entity]) -> list[str]:
    """The free texts that an intent cannot do without and that are not there."""
    return [
        name
        for name, spec in declared.items()
        if spec.required and spec.type == FREE_TEXT and name not in filled
    ]


def spread(entities: Iterable[Entity]) -> list[Entity]:
    """Each value as an entity of its own."""
    return [replace(each, others=()) for one in entities for each in (one, *one.others)]


def enumerated(
    text: str,
    filled: Mapping[str, Entity],
    declared: Mapping[str, SlotSpec],
    now: datetime,
    tagged: Iterable[Entity] = (),
) -> tuple[Entity, ...]:
    """The slots in the order of the text, with further values of one that stand in a row with it:
    "in Tokyo, Paris and Rome"; of a free text, those that the network marked in a row."""
    tagged, made = _repaired(text, tagged, declared, now)
    found = spread(filled.values())
    for entity in tagged:
        one = declared.get(entity.entity)
        if one is not None and one.type == FREE_TEXT and one.name in filled:
            more = _tidy(entity, one, text)
            if more is None or any(_overlap(more, other) for other in found):
                continue
            before = [each for each in found if each.entity == one.name]
            if _ROW.fullmatch(text[before[-1].end : more.start]):
                found.append(replace(more, value=more.raw))
    for name, entity in filled.items():
        spec = declared[name]
        row = [entity, *entity.others]
        for spotted in _spotted(text, spec, now, made):
            if any(_overlap(spotted, other) for other in found):
                continue
            if any(_in_a_row(text, spotted, other) for other in row):
                row.append(_entity(name, spotted, text))
                found.append(row[-1])
        found += _marked_in_row(text, [e for e in tagged if e.entity == name], spec, row, now)
    return tuple(sorted(found, key=lambda entity: entity.start))


def _marked_in_row(
    text: str, tagged: Iterable[Entity], spec: SlotSpec, row: Sequence[Entity], now: datetime
) -> list[Entity]:
    """What means something only behind the values of a row: the 7 of "at 6:30 and 7"."""
    found: list[Entity] = []
    marked = list(tagged) if spec.type != FREE_TEXT else []
    end = max(entity.end for entity in row)
    while spec.type == "datetime" and (number := _ROW_OF_NUMBERS.match(text, end)):
        marked.append(Entity(spec.name, *number.span(1), number[1]))
        end = number.end(1)
    for entity in marked:
        before = [*row, *found]
        value = resolve(spec.type, entity.raw, now, spec.values)
        if value is None or any(_overlap(entity, other) for other in before):
            continue
        if any(_in_a_row(text, entity, other) for other in before):
            found.append(replace(entity, value=value))
    return found


def _in_a_row(text: str, value: Spotted | Entity, other: Entity) -> bool:
    """Whether nothing but "and" or its like, or a space, stands between the two."""
    between = (
        text[other.end : value.start] if other.end <= value.start else text[value.end : other.start]
    )
    return between.isspace() or bool(_ROW.fullmatch(between))


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


def _overlap(value: Spotted | Entity, entity: Entity) -> bool:
    return value.start < entity.end and entity.start < value.end
