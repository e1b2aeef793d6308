"""Which taught phrases are written most like another: cheap, and enough to see what misled it.

Likeness is that of the pairs of letters (Dice), so that it needs no network and works alike in both
languages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from operator import add

from assistant.plugins.examples import same_phrase
from assistant.plugins.library import Library
from assistant.plugins.mine import OwnPhrase

LIKE = 0.5  # from which on a phrase is shown


@dataclass(frozen=True)
class Alike:
    """A taught phrase, and how much it is like another, 0 to 1."""

    text: str
    intent: str
    likeness: float


class TaughtPhrases:
    """Phrases with what is compared of them."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """`phrases` are words and intent."""
        self._phrases = [(text, intent, _pairs(text)) for text, intent in phrases]

    @classmethod
    def of(cls, library: Library, own: Iterable[OwnPhrase]) -> "TaughtPhrases":
        """All phrases that teach what an intent is."""
        builtin = (
            (phrase.example.text, name)
            for name, intent in library.intents.items()
            for phrase in intent.spec.phrases
            if phrase.origin != "own" and not phrase.negative
        )
        return cls([*builtin, *((p.example.text, p.intent) for p in own)])

    def closest(self, text: str, most: int = 2) -> tuple[Alike, ...]:
        """Those most like `text`, the likest first; itself and what is unlike are left out."""
        same = same_phrase(text)
        pairs = _pairs(same)
        size = len(pairs)
        found = []
        for words, intent, theirs in self._phrases:
            likeness = 2 * len(pairs & theirs) / (size + len(theirs))
            if likeness >= LIKE and same_phrase(words) != same:
                found.append((likeness, words, intent))
        likest = nlargest(most, found, key=lambda each: each[0])
        return tuple(Alike(words, intent, likeness) for likeness, words, intent in likest)


def _pairs(text: str) -> frozenset[str]:
    padded = f" {text.casefold()} "
    return frozenset(map(add, padded, padded[1:]))
