"""What is decided of a message once it is read, with every number that decides it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from assistant.conversation.decision import Decision, decide
from assistant.understanding.cells import Array
from assistant.understanding.model import Model, possible_intents
from assistant.understanding.tokenizer import Piece
from assistant.understanding.understanding import OUT_OF_SCOPE, Understanding


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
        tuple(model.tagger.path(reading.encoding, possible_intents(understanding.ranking))),
    )


def _unsettled(probabilities: Array, temperature: float, labels: tuple[str, ...]) -> float:
    """Of the first intent, with a temperature of 1: logits are log probabilities up to a sum."""
    raised = np.maximum(probabilities.astype(np.float64), 1e-30) ** temperature
    inside = np.array([label != OUT_OF_SCOPE for label in labels])
    return float((raised * inside).max() / raised.sum())
