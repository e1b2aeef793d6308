"""The requests of one message: "what time is it, and set a timer for ten minutes" holds two.

A message is cut only where its words join clauses and both sides are sure requests of their own;
so "call mum and dad" stays whole, and so does a sentence that only says what the next one is about.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from assistant.conversation.corrections import corrects
from assistant.conversation.decision import Answer, decide
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.manifest import IntentSpec
from assistant.plugins.slot_specs import FREE_TEXT
from assistant.understanding.understanding import Understanding

SURE = 0.8  # of the intent of each request
VERY_SURE = 0.95  # of one behind words that may go on: "note that I left, and what time is it"
WHOLE = 0.9  # of the whole message's intent: from here on other readings of it are doubtful
MOST_CLAUSES = 6
LONGEST = 400  # characters; what is longer tells a story

_JOINT = re.compile(
    r"(?<=[.?!;~…])\s+(?:(?:and|then|also|그리고|그다음에|그리고 나서|또)\s+)*"
    r"|\s*\n\s*"
    r"|\s*,?\s+(?:and|then|also|plus|but)\s+(?:(?:then|also)\s+)*"
    r"|\s*,\s+(?:(?:and|then|also|plus|but|그리고|그다음에|또)\s+)*"
    r"|\s+(?:그리고|그다음에|그러고 나서|또)\s+"
    r"|(?<=[가-힣]고)\s+",
    re.I,
)
_SENTENCE_ENDS = re.compile(r"[.?!;~…\n]")


def requests_in(
    whole: Understanding,
    understand: Callable[[str], Understanding],
    intents: Mapping[str, InstalledIntentSpec],
) -> tuple[Understanding, ...]:
    """The requests of a message that was understood as a `whole`; nothing where it holds but one.

    What this finds, and cuts by mistake, is measured in `benchmarks/several.py`.
    """
    text = whole.text
    found: list[Understanding] = []
    begin = before = 0  # where the last one found begins, and the clause before ended
    for start, end in clauses(text):
        new = understand(text[start:end])
        ended = _SENTENCE_ENDS.search(text, before - 1, start) is not None
        if found and _parts(found[-1], new, ended, intents):
            found.append(new)
            begin = start
        else:
            found[-1:] = [understand(text[begin:end]) if found else new]
        before = end
    sure = all(_request(each, intents) for each in found)
    return tuple(found) if len(found) > 1 and sure and _may_be(whole, found) else ()


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of a message, cut at every joint; nothing where there is none, or too many."""
    joints = [each.span() for each in _JOINT.finditer(text) if 0 < each.start() < each.end()]
    joints = [(start, end) for start, end in joints if end < len(text)]
    if not 0 < len(joints) < MOST_CLAUSES or len(text) > LONGEST:
        return
    begins, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(text)]
    yield from zip(begins, ends, strict=True)


def _parts(
    before: Understanding,
    new: Understanding,
    ended: bool,
    intents: Mapping[str, InstalledIntentSpec],
) -> bool:
    """Whether a clause begins a request of its own; `ended` is the sentence before it."""
    one, other = _request(before, intents), _request(new, intents)
    if one is None or other is None or corrects(new.text):
        return False
    if one is other and (one.several or not _ask_for_different(before, new)):
        return False
    may_go_on = not ended and _ends_in_free_text(before, one)
    return not may_go_on or new.ranking[0].confidence >= VERY_SURE


def _request(seen: Understanding, intents: Mapping[str, InstalledIntentSpec]) -> IntentSpec | None:
    """What is asked for, where the words are surely a request and say all that it needs."""
    match decide(seen):
        case Answer(intent) if intent in intents and seen.ranking[0].confidence >= SURE:
            spec = intents[intent].spec
        case _:
            return None
    filled = {entity.entity for entity in seen.entities}
    texts = [slot for slot in spec.slots.values() if slot.required and slot.type == FREE_TEXT]
    whole = all(slot.name in filled for slot in texts)
    return spec if whole and not spec.aside else None


def _ask_for_different(one: Understanding, other: Understanding) -> bool:
    """Whether both give the same slots other values."""
    values = [
        {(each.entity, each.raw.casefold()) for each in seen.entities} for seen in (one, other)
    ]
    names = [{name for name, _ in found} for found in values]
    return bool(values[0]) and names[0] == names[1] and values[0].isdisjoint(values[1])


def _ends_in_free_text(seen: Understanding, spec: IntentSpec) -> bool:
    """Whether its last words may go on: "remind me to call mum" before "and dad"."""
    return any(
        spec.slots[each.entity].type == FREE_TEXT and not re.search(r"\w", seen.text[each.end :])
        for each in seen.entities
        if each.entity in spec.slots
    )


def _may_be(whole: Understanding, found: list[Understanding]) -> bool:
    """Whether the reading of the whole leaves room for several.

    Where the network is sure of it, it must be one of them, and none of them may be its sibling:
    the first clause of "the deadline is 31 march, how many days is that" asks for no date.
    """
    if whole.intent is None or whole.intent.confidence < WHOLE:
        return True
    names = {each.ranking[0].name for each in found}
    groups = {name.partition(".")[0] for name in names}
    return whole.intent.name in names and len(groups) == len(names)
