"""Slots that the network was never trained on, found by the phrases that have them.

"make me a [large](size) coffee" says where the size stands in "make me a huge coffee". So a phrase
that was just taught, or came with a plugin, works with other values before any training.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from assistant.plugins.examples import Example
from assistant.understanding.understanding import Entity

LONGEST = 200  # characters of a message that is compared
MOST_SLOTS = 4  # of a phrase: more would take long to compare
MOST = 500  # phrases

_INDEFINITE = re.compile(
    r"(?:some|any)thing|stuff|뭐|뭔가|무언가|뭐\s?좀|아무거나|아무\s?거나", re.I
)


def slots_by_example(
    text: str, examples: Iterable[Example], wanted: Collection[str], *, least_words: int = 0
) -> tuple[Entity, ...]:
    """The `wanted` slots, where the message is one of the phrases but for their values.

    Of several phrases the one that has most words in common with it counts. Those with fewer than
    `least_words` beside their slots do not: "[milk](what) reminder" would be any reminder. Nor does
    "something" fill a slot.
    """
    if len(text) > LONGEST:
        return ()
    found: tuple[Entity, ...] = ()
    common = -1
    for example in [e for e in examples if 0 < len(e.slots) <= MOST_SLOTS][:MOST]:
        if len(_words_beside(example)) < least_words:
            continue
        match = _pattern(example).fullmatch(text)
        same = len(example.text) - sum(slot.end - slot.start for slot in example.slots)
        if match is not None and same > common:
            common = same
            found = tuple(
                Entity(slot.name, *match.span(number), match[number])
                for number, slot in enumerate(example.slots, 1)
                if slot.name in wanted and not _INDEFINITE.fullmatch(match[number])
            )
    return found


def _words_beside(example: Example) -> list[str]:
    """The words of a phrase that stand in no slot."""
    text = example.text
    for slot in sorted(example.slots, key=lambda slot: -slot.start):
        text = f"{text[: slot.start]} {text[slot.end :]}"
    return re.findall(r"\w+", text)


@lru_cache(maxsize=2 * MOST)
def _pattern(example: Example) -> re.Pattern[str]:
    """The phrase with anything in place of its slots, whatever its case, spaces and end."""
    parts: list[str] = []
    at = 0
    for slot in example.slots:
        parts += [_literal(example.text[at : slot.start]), r"(\S(?:.*?\S)??)"]
        at = slot.end
    parts.append(_literal(example.text[at:].rstrip(" .!?~")))
    return re.compile(r"\s*" + "".join(parts) + r"[\s.!?~]*", re.I | re.S)


def _literal(words: str) -> str:
    return re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(words))
