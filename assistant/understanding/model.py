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
from assistant.understanding.understanding import Understanding


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
        return Understanding(
            text=text,
            language=language,
            ranking=ranking,
            in_scope=scope >= self.classifier.calibration.threshold(language),
            scope=scope,
            entities=self.tagger.entities(text, reading.pieces, reading.encoding),
            model=self.name,
        )

    def marks(self, slot: str) -> bool:
        """Whether it was trained to find a slot of that name."""
        return f"B-{slot}" in self.tagger.tags

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
