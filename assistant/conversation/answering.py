"""What the answer to a question fills: the slot that was asked for, or one of the choices."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from assistant.conversation.answers import bare_words, chosen, is_no, names_all, row_chosen
from assistant.conversation.corrections import instead
from assistant.conversation.decision import Answer, decide
from assistant.conversation.followups import only_values
from assistant.conversation.outcomes import IDS, Pending
from assistant.conversation.slots import fill_slots, words_outside
from assistant.plugins.slot_specs import SlotSpec
from assistant.understanding.understanding import Entity, Understanding
from assistant.values import spot

SURE = 0.9  # of an intent: enough to be a new request where an answer was expected …
SIBLING = 0.6  # … and where it is about the same things, such as the same list
_KINDS = ("datetime", "duration")  # that tell one choice from another

_SENTENCE = re.compile(  # what asks or tells to do something, as far as its words show
    r"^(?:please |can you |could you )?(?:what|when|where|who|why|how|is|are|will|does?|did|tell|"
    r"show|list|set|start|stop|cancel|delete|remove|clear|turn|switch|add|play|open|close|search|"
    r"find|call|send|put|make|move|change|remind|wake)\b.*\s"
    r"|\s\S*(?:줘|줘요|줄래|주세요|하자|해|해요|해라|어때|어때요|[가-힣]니|나요|까|까요|[야지]|세요)\W*$",
    re.I | re.S,
)


def filled_by(
    seen: Understanding, pending: Pending, declared: Mapping[str, SlotSpec], now: datetime
) -> dict[str, Entity]:
    """The slots that the answer fills, the one that was asked for among them; else none."""
    if pending.choices:
        place = chosen(seen.text, pending.choices)
        value = place or _by_value(instead(seen.text), pending.choices, now)
        if (
            place is not None and seen.text.strip(" .!").isdecimal()
        ):  # 3: the third, or of 3 minutes?
            called = _by_value(seen.text, pending.choices, now)
            value = place if called in (None, place) else None
        whole = Entity(pending.asks, 0, len(seen.text), seen.text, value)
        return {} if value is None else {pending.asks: whole}
    spec = declared.get(pending.asks)
    if spec is None:  # the plugin is another one by now
        return {}
    other = seen.intent
    sure = other is not None and other.confidence > SURE
    if other is not None and sure and other.name == pending.intent:
        said = {each.entity: each for each in reversed(seen.entities)}
        if said.keys() & pending.filled.keys() - {pending.asks}:
            return {}  # it says anew what is known already: another request of the same kind
        if spec.name in said and len(said) > 1:  # the whole request again, with all it needs
            return dict(said)
    text = seen.text.strip()
    start = seen.text.index(text)
    whole = Entity(spec.name, start, start + len(text), text)
    filled = fill_slots(seen.text, [whole], {spec.name: spec}, now).get(spec.name)
    if filled is None or (filled.value is None and is_no(text)):  # None: it was only "???"
        return {}
    if sure and filled.value is None:
        return {}
    if other is not None and other.name != pending.intent:
        # Free text would take any words; a sentence that the network is sure of is a request.
        row = (filled, *filled.others)
        span = replace(filled, start=row[0].start, end=row[-1].end)
        beside = words_outside(span, seen.text) > 2
        request = filled.raw == filled.value and _is_request(seen, pending.intent)
        if filled.value is None or beside or request:
            return {}
    return {spec.name: filled}


def all_but(seen: Understanding, pending: Pending) -> str:
    """The message with what the answer leaves out of all choices: "all but the 8 one"; else ""."""
    if not pending.choices:
        return ""
    from assistant.plugins.sparing import spared

    korean = seen.language == "ko"
    parts = (seen.text, pending.seen.text)
    whole = " ".join(parts if korean else parts[::-1])
    return whole if spared(whole) and not spared(pending.seen.text) else ""


def leaves(seen: Understanding, pending: Pending, again: Pending | None) -> bool:
    """Whether words that only led to the same question `again` are a sentence of their own."""
    if again is None or (again.intent, again.asks) != (pending.intent, pending.asks):
        return False
    match decide(seen):
        case Answer(intent) if intent != pending.intent:
            return True
    return _SENTENCE.search(seen.text.strip()) is not None


def answer_language(seen: Understanding, asked: Understanding) -> str:
    """The language to go on in: a number says nothing of it."""
    return seen.language if re.search(r"[^\W\d_]", seen.text) else asked.language


def names_none(text: str, pending: Pending, now: datetime) -> bool:
    """Whether it can only be an answer, though it names none of the choices: a time, a length, or
    "both" of three."""
    if pending.choices and names_all(text):
        return True
    said, shown = bare_words(text), pending.choices.values()
    return any(
        _values(said, kind, now) and any(spot(kind, each, now) for each in shown) for kind in _KINDS
    )


def _is_request(seen: Understanding, asked: str) -> bool:
    """Whether words that could be the answer are another request, for it or for its sibling."""
    if seen.intent is None:
        return False
    name, words = seen.intent.name, len(seen.text.split())
    if seen.intent.confidence > SURE and words > 2:
        return True
    sibling = name.partition(".")[0] == asked.partition(".")[0]
    sure = seen.intent.confidence > SIBLING
    return sibling and sure and words > 1 and _SENTENCE.search(seen.text.strip()) is not None


def _by_value(text: str, choices: Mapping[str, str], now: datetime) -> str | None:
    """The choice that is named by the time or the length that is in its words: the 8 of "at 08:00".

    Several are one answer where their ids may be: "3 and 5 minutes".
    """
    said = bare_words(text)
    fitting = (_fitting(said, choices, kind, now) for kind in _KINDS)
    found = next(filter(None, fitting), []) or row_chosen(text, choices)
    keys = list(dict.fromkeys(found))
    together = len(keys) == 1 or all(IDS.fullmatch(key) for key in keys)
    return " ".join(keys) if keys and together else None


def _fitting(said: str, choices: Mapping[str, str], kind: str, now: datetime) -> list[str]:
    """The choice for each of the values that were said; nothing where one has none, or several."""
    keys: list[str] = []
    for value in _values(said, kind, now):
        named = [key for key, shown in choices.items() if _has(shown, value, kind, now)]
        if len(named) != 1:
            return []
        keys += named
    return keys


def _values(said: str, kind: str, now: datetime) -> list[object]:
    """What words mean that are nothing but values."""
    whole = Entity(kind, 0, len(said), said)
    found = fill_slots(said, [whole], {kind: SlotSpec(kind, kind)}, now).get(kind)
    row = () if found is None else (found, *found.others)
    values = [each.value for each in row]
    return values if None not in values and only_values(said, row) else []


def _has(shown: str, value: object, kind: str, now: datetime) -> bool:
    """Whether the words of a choice have a value in them, by its clock, its day or its length."""
    return any(_same(each.value, value) for each in spot(kind, shown, now))


def _same(shown: object, said: object) -> bool:
    from assistant.values.dates import Day  # here, since the app starts without them
    from assistant.values.durations import Duration
    from assistant.values.instants import Instant

    match shown, said:
        case Instant(), Instant():
            return shown.at.time() in [each.at.time() for each in (said, *said.alternatives)]
        case Instant(), Day():
            return said.start <= shown.at.date() <= said.end
        case Duration(), Duration():
            return shown.iso == said.iso
    return False
