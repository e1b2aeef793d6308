"""Messages that only make sense after the one before: "and in Paris?", 내일은?

Such a message holds nothing but values of slots and the small words around them. It asks the same
again with these values; the slots that it does not name are carried over.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from assistant.conversation.corrections import CORRECTING, adds, changes
from assistant.conversation.outcomes import IDS
from assistant.conversation.slots import completed, enumerated, fill_slots
from assistant.korean import without_particle
from assistant.plugins.api import Slots
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.slot_specs import SlotSpec
from assistant.understanding.understanding import Entity
from assistant.values import MODULES, Spotted, resolve, spot
from assistant.values.endings import ENDING
from assistant.values.repairs import completions

_KINDS = ("datetime", "duration", "date", "number")  # of values that a deed may be done with

LASTS = timedelta(minutes=10)  # that a conversation stays at its subject

_SMALL_WORDS = (
    "and|what|how|about|then|or|so|now|ok|okay|but|in|on|at|for|to|by|the|also|instead|please|there|"
    "그럼|그러면|그리고|그런데|근데|혹시|또|어때|어때요|어떤가요|어떨까"
)


def _around(words: str) -> re.Pattern[str]:
    """Beside a value: an ending that sticks to it, small words, punctuation."""
    return re.compile(
        rf"(?:{ENDING}(?![가-힣]))?[\s,.?!~…]*(?:(?<![^\W_])(?:{words})(?![^\W_])[\s,.?!~…]*)*",
        re.I,
    )


_SMALL = _around(_SMALL_WORDS)
_CORRECTING = _around(f"{_SMALL_WORDS}|{CORRECTING}")
_NAMED = re.compile(r"(?<=\bthe\s)(.*\S)\s+ones?(?=\W*$)", re.I)  # "the 3 minute one"

# By a slot's type: the words that point back, and the class of the values that they point to; by
# name, since the modules of the values are only imported once one is read.
_REFERENTS: dict[str, tuple[re.Pattern[str], str]] = {
    "city": (
        re.compile(
            r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bbe )\bthere\b(?! (?:is|are|was|will|be|any)\b)"
            r"|거기|그\s?곳|그\s?도시",
            re.I,
        ),
        "City",
    ),
    "date": (re.compile(r"\b(?:that day|that date|until then|till then)\b|그\s?날", re.I), "Day"),
}


def follow_up(
    text: str,
    intents: Sequence[InstalledIntentSpec],
    before: Slots,
    now: datetime,
    *,
    corrects: bool = False,
    said: str = "",
) -> tuple[InstalledIntentSpec, tuple[Entity, ...], Slots] | None:
    """What the fragment asks: the intent, the entities of the message, and all slots.

    `intents` are those it may be about, the likeliest first; the first that has slots for all of
    the fragment's values is taken. None when the message says more than values. One that `corrects`
    what was said before leaves out what stays: of "tomorrow at 7" the day, in "no, 8";
    it may repeat words of the message that it is about, `said`.
    """
    if len(text) > 80:
        return None
    small = _SMALL
    if corrects:
        text, small = _NAMED.sub(r"\1", text), _repeating("" if adds(text) else said)
        before = {name: each for name, each in before.items() if not _is_chosen(each)}
    for intent in intents:
        declared = intent.spec.slots
        filled = fill_slots(text, (), declared, now)
        if corrects and not filled:
            filled = _bare(text, declared, before, small, now)
        entities = enumerated(text, filled, declared, now)
        if not entities or not only_values(text, entities, small):
            continue
        carried = {name: entity for name, entity in before.items() if name in declared}
        if corrects:
            filled = {
                name: completed(entity, carried[name], declared[name], now)
                if name in carried
                else entity
                for name, entity in filled.items()
            }
            entities = enumerated(text, filled, declared, now)
        return intent, entities, {**carried, **filled}
    return None


def _repeating(said: str) -> re.Pattern[str]:
    """What may stand around the values of a correction of what was said."""
    words = re.findall(r"[^\W\d_]+", said)
    if not words:
        return _CORRECTING
    known = "|".join(
        dict.fromkeys(each for word in words for each in (word, without_particle(word)))
    )
    return _around(f"{_SMALL_WORDS}|{CORRECTING}|{known}")


def _is_chosen(entity: Entity) -> bool:
    """Whether it stands for just the things that were picked, by their ids."""
    return isinstance(entity.value, str) and IDS.fullmatch(entity.value) is not None


def is_bare(text: str, now: datetime) -> bool:
    """Whether a correction is nothing but a value: "no, 9:30", 아니 9시반."""
    return _bare_value(text, now) is not None


def said_anew(text: str, before: str, now: datetime) -> str:
    """The message before with the value of a correction in the place of its own; "" for none."""
    found = _bare_value(text, now)
    if found is None:
        return ""
    kind, value = found
    meant = text[value.start : value.end]
    for each in _KINDS if kind == "number" else (kind, "number"):
        if spotted := spot(each, before, now):
            last = max(spotted, key=lambda one: one.end)
            gone = before[last.start : last.end]
            readings = ((said, resolve(each, said, now)) for said in completions(gone, meant))
            whole = next((said for said, it in readings if type(it) is type(last.value)), meant)
            return before[: last.start] + whole + before[last.end :]
    return ""


def _bare_value(text: str, now: datetime) -> tuple[str, Spotted] | None:
    """The one value that a correction consists of, and its kind."""
    if len(text) > 80 or changes(text):
        return None
    text = _NAMED.sub(r"\1", text)
    for kind in _KINDS:
        found = spot(kind, text, now)
        if len(found) == 1:
            entity = Entity(kind, found[0].start, found[0].end, "")
            if only_values(text, (entity,), _CORRECTING):
                return kind, found[0]
    return None


def _bare(
    text: str,
    declared: Mapping[str, SlotSpec],
    before: Slots,
    small: re.Pattern[str],
    now: datetime,
) -> dict[str, Entity]:
    """A value that only what it corrects makes one: the 8 of "no, 8" after "tomorrow at 7"."""
    begin = small.match(text)
    start = begin.end() if begin else 0
    ends = [word.end() for word in re.finditer(r"\S+", text) if word.end() > start]
    raws = [text[start:end].rstrip(" ,.?!~…") for end in ends[::-1]]
    for name, entity in before.items():
        spec = declared.get(name)
        if spec is None or spec.type not in MODULES:
            continue
        for raw in raws:
            if not raw or not small.fullmatch(text[start + len(raw) :]):
                continue
            value = resolve(spec.type, raw, now, spec.values)
            meant = completed(Entity(name, start, start + len(raw), raw, value), entity, spec, now)
            if meant.value is not None:
                return {name: meant}
    return {}


def referred(
    text: str, declared: Mapping[str, SlotSpec], said: Slots, before: Iterable[Slots]
) -> Slots:
    """The slots that a message fills with what was spoken of last: "there", "that day", 그날."""
    found = dict(said)
    for name, spec in declared.items():
        words, kind = _REFERENTS.get(spec.type, (None, ""))
        if name in said or words is None or not words.search(text):
            continue
        values = (entity for slots in before for entity in slots.values())
        entity = next((each for each in values if type(each.value).__name__ == kind), None)
        if entity is not None:
            found[name] = Entity(name, 0, 0, entity.raw, entity.value)
    return found


def siblings(
    intents: Mapping[str, InstalledIntentSpec], name: str, ranking: Sequence[str]
) -> list[InstalledIntentSpec]:
    """The intent and then the others of its plugin that answer, the most probable first."""
    group = name.partition(".")[0] + "."
    others = [other for other in ranking if other.startswith(group) and other != name]
    found = [intents[each] for each in (name, *others) if each in intents]
    return [intent for intent in found if intent.spec.answers]


def takes_values(intent: InstalledIntentSpec) -> bool:
    """Whether a fragment could be about it: another city, another day."""
    return any(slot.type in MODULES or slot.values for slot in intent.spec.slots.values())


def only_values(text: str, entities: Sequence[Entity], small: re.Pattern[str] = _SMALL) -> bool:
    """Whether a text says nothing but values, and the small words around them."""
    at = 0
    for start, end in (*((e.start, e.end) for e in entities), (len(text), len(text))):
        if not small.fullmatch(text[at:start]):
            return False
        at = end
    return True
