"""A bundle at work: text → Understanding."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assistant.korean import language_of
from assistant.understanding.cells import Array
from assistant.understanding.classifier import Classifier
from assistant.understanding.encoder import Encoder, Encoding
from assistant.understanding.lexical import lexical_features
from assistant.understanding.logistic import Inputs
from assistant.understanding.tagger import Tagger
from assistant.understanding.tokenizer import Piece, Tokenizer, clean
from assistant.understanding.understanding import Entity, IntentScore, Understanding

CONTENDS = 0.1  # share of the first intent's probability from which on another is in question
RIVALS = 5  # intents that are in question at most, the first among them
POSSIBLE = 0.1  # probability from which on a message may have the slots of an intent

Ranking = tuple[IntentScore, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The network's whole view of one message, for those who want to look inside."""

    text: str
    pieces: list[Piece]
    encoding: Encoding
    probabilities: Array  # (K,), in the order of the classifier's labels


@dataclass(frozen=True, slots=True)
class Model:
    """All parts of the network. Any thread may use it: nothing in it changes."""

    name: str
    tokenizer: Tokenizer
    encoder: Encoder
    classifier: Classifier
    tagger: Tagger

    def understand(self, text: str) -> Understanding:
        """Any text, of any length and of any characters. Takes about a millisecond."""
        text = clean(text)
        language = language_of(text)
        reading = self.read(text)
        if reading is None:
            return Understanding(text, language, (), False, 0.0, (), self.name)
        ranking, scope = self.classifier.rank(reading.probabilities, reading.encoding.vector)
        ranking = self._agreed(ranking, reading.encoding)
        return Understanding(
            text=text,
            language=language,
            ranking=ranking,
            in_scope=scope >= self.classifier.calibration.threshold(language),
            scope=scope,
            entities=self.tagger.entities(
                text, reading.pieces, reading.encoding, possible_intents(ranking)
            ),
            model=self.name,
        )

    def _agreed(self, ranking: Ranking, encoding: Encoding) -> Ranking:
        """The ranking, where more than one intent is in question, in the light of the slots.

        Words that fill a slot of one intent speak against another that has no such slot: the
        product of what both layers say (Hinton, "Products of Experts", 2002). How probable those
        intents are together stays.
        """
        least = CONTENDS * ranking[0].confidence if ranking else 1.0
        rivals = [score for score in ranking[:RIVALS] if score.confidence >= least]
        if len(rivals) < 2:
            return ranking
        before = np.array([rival.confidence for rival in rivals])
        weights = before * np.exp(self.tagger.agreement(encoding, [each.name for each in rivals]))
        weights *= before.sum() / max(weights.sum(), 1e-30)
        changed = [
            IntentScore(rival.name, float(weight))
            for rival, weight in zip(rivals, weights, strict=True)
        ]
        together = (*changed, *ranking[len(rivals) :])
        return tuple(sorted(together, key=lambda score: -score.confidence))

    def entities(self, text: str, intent: str) -> tuple[Entity, ...]:
        """The slots of a cleaned text of which it is known that it has that intent."""
        reading = self.read(text)
        if reading is None:
            return ()
        return self.tagger.entities(text, reading.pieces, reading.encoding, [intent])

    def marks(self, intent: str, slot: str) -> bool:
        """Whether it was trained to find a slot of that name in messages of that intent."""
        return self.tagger.marks(intent, slot)

    def inputs(self, texts: Iterable[str]) -> Inputs:
        """What the classifier sees of the texts; quick where they are many."""
        sentences, buckets, counts = [], [], []
        for text in map(clean, texts):
            pieces = self.tokenizer.pieces(text)
            features = lexical_features(text, pieces, len(self.classifier.lexical))
            sentences.append([piece.id for piece in pieces] or [0])
            buckets += features
            counts.append(len(features))
        return Inputs(
            self.encoder.vectors(sentences),
            np.array(buckets, np.int64),
            np.array(counts, np.int64),
        )

    def read(self, text: str) -> Reading | None:
        """Read a cleaned text; None when it has no pieces (it is empty or all spaces)."""
        pieces = self.tokenizer.pieces(text)
        if not pieces:
            return None
        encoding = self.encoder.encode([piece.id for piece in pieces])
        features = lexical_features(text, pieces, len(self.classifier.lexical))
        return Reading(
            text, pieces, encoding, self.classifier.probabilities(encoding.vector, features)
        )


def possible_intents(ranking: Ranking) -> list[str]:
    """The intents whose slots a message may have: the first, and others not far behind."""
    return [s.name for place, s in enumerate(ranking) if place == 0 or s.confidence >= POSSIBLE]
