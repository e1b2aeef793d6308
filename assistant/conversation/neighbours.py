"""Which taught phrases a message is most like, by the sentence vectors of the model in use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from assistant.conversation.likeness import units
from assistant.plugins.examples import same_phrase
from assistant.plugins.library import InstalledIntentSpec
from assistant.understanding.cells import Array
from assistant.understanding.encoder import Encoder
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE, Understanding

PHRASES = 2_000  # read for what is like a message, at most
AT_ONCE = 500  # of them, before looking whether to stop
SHOWN = 6  # the nearest


@dataclass(frozen=True, slots=True)
class Taught:
    """A phrase that was taught."""

    text: str
    intent: str
    own: bool  # the user's


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A taught phrase beside a message."""

    phrase: Taught
    likeness: float  # cosine of their sentence vectors
    same: bool  # word by word


def candidates(
    intents: Mapping[str, InstalledIntentSpec], understanding: Understanding
) -> list[Taught]:
    """The phrases that a message may be like: the user's own, and all of the two most probable
    intents, and of none where it is out of scope; PHRASES at most. Reads phrase files."""
    likely = [score.name for score in understanding.ranking[:2]]
    if not understanding.in_scope:
        likely.append(OUT_OF_SCOPE)
    found = {
        same_phrase(phrase.example.text): Taught(phrase.example.text, name, True)
        for name, intent in intents.items()
        for phrase in intent.spec.phrases
        if phrase.origin == "own" and not phrase.negative
    }
    for name in likely:
        for phrase in intents[name].spec.phrases if name in intents else ():
            if not phrase.negative:
                taught = Taught(phrase.example.text, name, False)
                found.setdefault(same_phrase(taught.text), taught)
    return list(found.values())[:PHRASES]


class Memorised:
    """The sentence vectors of phrases, each read once an encoder. One thread at a time."""

    def __init__(self) -> None:
        self._encoder: Encoder | None = None
        self._vectors: dict[str, Array] = {}

    def nearest(
        self,
        model: Model,
        text: str,
        phrases: Iterable[Taught],
        stop: Callable[[], bool] = lambda: False,
    ) -> tuple[Neighbour, ...]:
        """The phrases that are most like `text`; none when it was stopped, or there are none."""
        if self._encoder is not model.encoder:
            self._encoder, self._vectors = model.encoder, {}
        phrases = list(phrases)
        new = [phrase.text for phrase in phrases if phrase.text not in self._vectors]
        for start in range(0, len(new), AT_ONCE):
            if stop():
                return ()
            some = new[start : start + AT_ONCE]
            self._vectors.update(zip(some, units(model.inputs(some).vectors), strict=True))
        if not phrases:
            return ()
        vector = units(model.inputs([text]).vectors)[0]
        cosines = np.array([self._vectors[phrase.text] for phrase in phrases]) @ vector
        said = same_phrase(text)
        return tuple(
            Neighbour(phrases[n], float(cosines[n]), same_phrase(phrases[n].text) == said)
            for n in np.argsort(-cosines, kind="stable")[:SHOWN]
        )
