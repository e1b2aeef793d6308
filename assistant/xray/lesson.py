"""One step of learning, slowly: forward pass, loss, backward pass, update, and the new prediction.

What `assistant.training` does to thousands of phrases, done to one, by plain gradient descent.
"""

from dataclasses import dataclass, replace

import numpy as np

from assistant.understanding.cells import Array, CellWeights
from assistant.understanding.model import Model
from assistant.understanding.tokenizer import clean
from assistant.xray.backward import through_encoder
from assistant.xray.gates import read_with_gates

RATE = 0.05  # how far the weights go against the gradient
LONGEST = 1.0  # of the whole gradient; a longer one is cut, as in training


@dataclass(frozen=True, slots=True)
class Lesson:
    """A phrase, its intent, and what one step does."""

    text: str
    intent: str
    before: float  # probability of the intent, uncalibrated
    loss: float  # -log of it
    forward: Array  # (T,), length of the gradient at each step of the forward way
    backward: Array  # (T,), likewise of the backward way; both in the order of the pieces
    layers: dict[str, float]  # length of the gradient by layer
    after: float  # probability of the intent once the weights were moved

    @property
    def gained(self) -> float:
        return self.after - self.before


def one_step(model: Model, text: str, intent: str) -> Lesson:
    """Raises ValueError for a text without pieces and for an intent the model does not know."""
    text = clean(text)
    reading = model.read(text)
    if reading is None:
        raise ValueError("the text has no pieces")
    encoder, classifier = model.encoder, model.classifier
    right = classifier.labels.index(intent)
    plain = replace(classifier, calibration=replace(classifier.calibration, temperature=1.0))
    model = replace(model, classifier=plain)
    probabilities = _probabilities(model, text)

    vector = reading.encoding.vector
    by_logit = probabilities.copy()
    by_logit[right] -= 1  # of cross entropy through a softmax
    ids = [piece.id for piece in reading.pieces]
    gates = read_with_gates(encoder.cell, reading.encoding.embedded, encoder.recurrent)
    found = through_encoder(encoder, ids, gates, plain.dense.T @ by_logit)
    by_weights = found.cell.weights(gates)
    by_dense = np.outer(by_logit, vector)
    parts = {
        "forward": _length(*(weight[0] for weight in _arrays(by_weights))),
        "backward": _length(*(weight[1] for weight in _arrays(by_weights))),
        "vector": _length(found.projection),
        "intents": _length(by_dense, by_logit),
    }
    rate = RATE * min(1.0, LONGEST / max(_length(np.array([*parts.values()])), 1e-9))
    moved = CellWeights(
        *(
            w - rate * d
            for w, d in zip(_arrays(encoder.recurrent), _arrays(by_weights), strict=True)
        )
    )
    taught = replace(
        model,
        encoder=replace(
            encoder, recurrent=moved, projection=encoder.projection - rate * found.projection
        ),
        classifier=replace(
            plain, dense=plain.dense - rate * by_dense, bias=plain.bias - rate * by_logit
        ),
    )
    lengths = np.sqrt(np.square(found.cell.states[:, :, 0]).sum(axis=2))
    before, after = float(probabilities[right]), float(_probabilities(taught, text)[right])
    loss = -float(np.log(max(before, 1e-12)))
    return Lesson(text, intent, before, loss, lengths[:, 0], lengths[::-1, 1], parts, after)


def _probabilities(model: Model, text: str) -> Array:
    reading = model.read(text)
    assert reading is not None
    return reading.probabilities


def _arrays(weights: CellWeights) -> tuple[Array, Array, Array, Array]:
    return weights.input, weights.state, weights.input_bias, weights.state_bias


def _length(*arrays: Array) -> float:
    return float(np.sqrt(sum(float(np.square(array).sum()) for array in arrays)))
