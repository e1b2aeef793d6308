"""Finding what is wrong with the examples: no training, only the phrases and what is known of them.

Built-in phrases count as material, but what is told always has a phrase or an intent of the user,
or of a plugin that the user put in: something to act on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from assistant.conversation.decision import UNSURE_BELOW
from assistant.conversation.findings import (
    Finding,
    Kind,
    misread,
    pulled,
    said_twice,
    too_close,
)
from assistant.conversation.likeness import Numbers, Turned, nearest_others, nearest_within
from assistant.conversation.material import Material, Stated
from assistant.plugins.examples import same_phrase
from assistant.understanding.cells import Array
from assistant.understanding.judging import Verdict
from assistant.understanding.understanding import OUT_OF_SCOPE

# Of the built-in phrases 4 in 1,000 are as near as this to one of another intent and so much
# nearer to it than to any of their own. Put into a wrong intent, 6 in 10 are.
CLOSE = 0.85  # cosine
CLOSER = 0.05
PULLED = 0.7  # cosine from which on a phrase can be the cause that another is misread
FEW = 5  # phrases; an intent with fewer is told


def of_words(material: Material, interface_language: str) -> tuple[Finding, ...]:
    """What is seen without a model: copies, too few phrases, a language or slots missing."""
    return (*_copies(material), *_too_few(material, interface_language), *_slots(material))


def of_likeness(material: Material, among: Turned) -> tuple[Finding, ...]:
    """Phrases of different intents that lie too close, by the vectors of `material.all`."""
    phrases, asked = material.all, len(material.added)
    if not asked:
        return ()
    groups = numbered(phrases)
    nearest, cosines = nearest_others(among, groups, asked, CLOSE)
    places = np.flatnonzero(nearest >= 0)
    closer = cosines[places] >= nearest_within(among.rows, groups, places) + CLOSER
    found: dict[frozenset[int], Finding] = {}
    for place in places[closer].tolist():
        other = int(nearest[place])
        pair = frozenset((place, other))
        found.setdefault(pair, too_close(phrases[place], phrases[other], float(cosines[place])))
    return tuple(found.values())


def of_verdicts(
    material: Material, rows: Array, verdicts: Sequence[Verdict], told: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Phrases that the model gets wrong: those it was told of, and built-in ones that are taken for
    something else because of a phrase of the user.

    `rows` and `verdicts` belong to `material.all`; `told` are the user's phrases that the model
    knows, with their intents.
    """
    asked = len(material.added)
    found = [
        misread(phrase, verdict)
        for phrase, verdict in zip(material.added, verdicts, strict=False)
        if verdict.intent != phrase.intent
        and (phrase.own is None or told.get(same_phrase(phrase.text)) == phrase.intent)
    ]
    groups = numbered(material.all)
    number = {phrase.intent: int(group) for phrase, group in zip(material.all, groups, strict=True)}
    for place, phrase in enumerate(material.builtin, asked):
        verdict = verdicts[place]
        if verdict.intent == phrase.intent or verdict.confidence < UNSURE_BELOW:
            continue
        there = np.flatnonzero(groups == number.get(verdict.intent, -1))
        cosines = rows[there] @ rows[place]
        if cosines.max(initial=0) >= PULLED:
            cause = material.all[int(there[cosines.argmax()])]
            if cause.origin != "builtin":
                found.append(pulled(phrase, cause, verdict))
    return tuple(found)


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of their kinds, the plainest first; what a phrase is told for once is not told
    again: it may go with the first."""
    kinds = list(Kind)
    ordered = sorted(findings, key=lambda f: (kinds.index(f.kind), -(f.figure or 0)))
    said: set[Stated] = set()
    kept = []
    for finding in ordered:
        sides = (finding.phrase, finding.other)
        about = {side for side in sides if side is not None and side.origin != "builtin"}
        if not about & said:
            said |= about
            kept.append(finding)
    return tuple(kept)


def numbered(phrases: Sequence[Stated]) -> Numbers:
    """A number a phrase, the same for those of one intent."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(p.intent, len(numbers)) for p in phrases], np.int64)


def _copies(material: Material) -> list[Finding]:
    found = []
    for places in material.alike.values():
        first, *others = (material.all[place] for place in places)  # one of the user's, if any is
        other = next((phrase for phrase in others if phrase.intent != first.intent), None)
        if first.origin != "builtin" and other is not None:
            found.append(said_twice(first, other))
    return found


def _too_few(material: Material, interface_language: str) -> list[Finding]:
    by_intent: dict[str, list[str]] = defaultdict(list)  # the languages of the phrases
    for phrase in material.all:
        by_intent[phrase.intent].append(phrase.language)
    ours = {phrase.intent for phrase in material.builtin}
    spoken = {interface_language} | {p.language for p in material.added if p.own is not None}
    found = []
    for intent, languages in by_intent.items():
        if intent in ours or intent == OUT_OF_SCOPE:
            continue
        if len(languages) < FEW:
            found.append(Finding(
                Kind.FEW, intent, "health.what_few", "health.remedy_few",
                figure=len(languages), values={"least": FEW},
            ))  # fmt: skip
            continue
        found += [
            Finding(Kind.LANGUAGE, intent, f"health.what_no_{language}", "health.remedy_language")
            for language in sorted(spoken - set(languages))
        ]
    return found


def _slots(material: Material) -> list[Finding]:
    """Slots that a manifest of the user's plugins names or that an added phrase marks."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    sizes: dict[str, int] = defaultdict(int)
    for phrase in material.all:
        sizes[phrase.intent] += 1
        for span in phrase.example.slots:
            words = phrase.text[span.start : span.end]
            values[phrase.intent, span.name].add(same_phrase(words))
    declared = [(intent, slot) for intent, slots in material.declared.items() for slot in slots]
    marked = [(p.intent, span.name) for p in material.added for span in p.example.slots]
    found = []
    for intent, slot in dict.fromkeys([*declared, *marked]):
        seen = values[intent, slot]
        about: dict[str, object] = {"slot": slot, "value": next(iter(seen), "")}
        if not seen and intent in sizes:
            keys = "health.what_slot_unseen", "health.remedy_slot_unseen"
        elif len(seen) == 1 and sizes[intent] >= FEW:  # of few phrases that is told already
            keys = "health.what_slot_single", "health.remedy_slot_single"
        else:
            continue
        found.append(Finding(Kind.SLOT, intent, *keys, figure=len(seen), values=about))
    return found
