"""What is decided of a message once it is read, with every number that decides it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from assistant.conversation.decision import Decision, decide
from assistant.plugins.examples import same_phrase
from assistant.plugins.library import InstalledIntentSpec
from assistant.understanding.cells import Array
from assistant.understanding.encoder import Encoder
from assistant.understanding.model import Model
from assistant.understanding.tokenizer import Piece
from assistant.understanding.understanding import OUT_OF_SCOPE, Understanding

PHRASES = 2_000  # read for what is like a message, at most
AT_ONCE = 50  # of them, before looking whether to stop
SHOWN = 6  # of the taught phrases, the nearest


@dataclass(frozen=True, slots=True)
class ScopePart:
    """One of the numbers that say whether a message belongs to any intent."""

    name: Literal["bias", "odds", "likeness"]
    value: float
    weight: float

    @property
    def worth(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Scope:
    """The probability that a message belongs to any intent, and what it is made of."""

    score: float
    threshold: float
    parts: tuple[ScopePart, ...]  # the score is the sigmoid of their sum; none: all intents' sum

    @property
    def within(self) -> bool:
        return self.score >= self.threshold


@dataclass(frozen=True, slots=True)
class Decided:
    """A message as the model decides, without regard to phrases that were taught word by word."""

    understanding: Understanding
    temperature: float  # the logits were divided by it
    unsettled: float  # the first intent's probability without that
    scope: Scope
    pieces: tuple[Piece, ...]
    tags: tuple[str, ...]  # of each piece

    @property
    def decision(self) -> Decision:
        return decide(self.understanding)


def decided(model: Model, text: str) -> Decided | None:
    """None for a text without pieces."""
    understanding = model.understand(text)
    reading = model.read(understanding.text)
    if reading is None:
        return None
    classifier, vector = model.classifier, reading.encoding.vector
    calibration = classifier.calibration
    names = ("bias", "odds", "likeness")
    parts: tuple[ScopePart, ...] = ()
    if calibration.scope_weights is not None:
        values = (1.0, classifier.scope_odds(reading.probabilities), classifier.likeness(vector))
        parts = tuple(
            ScopePart(name, value, weight)  # type: ignore[arg-type]
            for name, value, weight in zip(names, values, calibration.scope_weights, strict=True)
        )
    return Decided(
        understanding,
        calibration.temperature,
        _unsettled(reading.probabilities, calibration.temperature, classifier.labels),
        Scope(understanding.scope, calibration.threshold(understanding.language), parts),
        tuple(reading.pieces),
        tuple(model.tagger.path(reading.encoding)),
    )


def _unsettled(probabilities: Array, temperature: float, labels: tuple[str, ...]) -> float:
    """Of the first intent, with a temperature of 1: logits are log probabilities up to a sum."""
    raised = np.maximum(probabilities.astype(np.float64), 1e-30) ** temperature
    inside = np.array([label != OUT_OF_SCOPE for label in labels])
    return float((raised * inside).max() / raised.sum())


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
            self._vectors.update(zip(some, _units(model.inputs(some).vectors), strict=True))
        if not phrases:
            return ()
        vector = _units(model.inputs([text]).vectors)[0]
        cosines = np.array([self._vectors[phrase.text] for phrase in phrases]) @ vector
        said = same_phrase(text)
        return tuple(
            Neighbour(phrases[n], float(cosines[n]), same_phrase(phrases[n].text) == said)
            for n in np.argsort(-cosines, kind="stable")[:SHOWN]
        )


def _units(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
