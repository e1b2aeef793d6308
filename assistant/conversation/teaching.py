"""What was taught since the model in use was trained, fitted into its classifier in a moment.

The encoder stays as it is. The classifier is fitted to the new phrases together with some of the
old ones, rehearsed so that they are kept: those nearest to the new, and a sample of the others.
What is costly is kept in the cache folder, and made again when it is gone or of another model:

    taught.safetensors      the classifier as it was fitted last
    rehearsal.safetensors   what the encoder makes of the phrases to rehearse
"""

import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.conversation.arrays import read_arrays, write_arrays
from assistant.plugins.examples import is_held_out, name_as_phrase, same_phrase
from assistant.plugins.learned import learned_line, read_learned
from assistant.plugins.library import Library
from assistant.plugins.manifest import IntentSpec
from assistant.plugins.mine import OwnPhrase
from assistant.plugins.phrases import read_phrases, saved_since
from assistant.understanding.bundle import Bundle
from assistant.understanding.classifier import Classifier
from assistant.understanding.logistic import Inputs, Targets, fit
from assistant.understanding.model import Model
from assistant.understanding.understanding import OUT_OF_SCOPE

MOST_LESSONS = 1_000  # fitted at once; with more, a sample of each intent stands for the others
LESSON_WEIGHT = 30.0  # of a phrase beside one that is rehearsed
NEAREST = 300  # phrases rehearsed for being like a new one
SAMPLED = 500  # and for being like any
READY = 10_000  # phrases at most that are read to choose from: some seconds, and 20 MB
CONTRADICTED = 0.35  # cosine from which on an out-of-scope phrase gives way to a new one
PENALTY = 0.1  # on moving away from what was trained
STEPS = 30  # of the fit, at most
TRAINING = 3600.0  # seconds at most from reading the phrases to the model that knows them
AT_ONCE = 500  # phrases read before looking whether to stop


@dataclass(frozen=True, slots=True)
class Lesson:
    """A phrase that the classifier should be right of."""

    text: str
    intent: str
    negative: bool = False  # it must not end at this intent


@dataclass(frozen=True)
class Rehearsal:
    """The phrases that the model was trained on, but for the user's."""

    inputs: Inputs
    targets: Targets  # in the numbers of the model's labels


class Teaching:
    """Refits one model; what the encoder made of a phrase is remembered."""

    def __init__(self, bundle: Bundle, own_models: Path, cache: Path) -> None:
        self._about = bundle.manifest  # not the bundle: its weights are those of the model, stored
        self.model = bundle.model()
        self._learned = read_learned(own_models / bundle.name)
        self._cache = cache
        self._read: dict[str, Inputs] = {}
        self._rehearsal: Rehearsal | None = None
        self._rehearsed = ""  # what it was made of
        self._rehearsing = threading.Lock()
        about = self._about
        self.identity = f"{about.cell} {about.trained.isoformat()} {about.examples_hash}"

    def taught(self, library: Library, own: Sequence[OwnPhrase]) -> Model:
        """The model with what it has not learned yet fitted into it; itself when that is nothing.

        Never raises for a cache that is broken or cannot be written.
        """
        lessons = self._unlearned(library, own)
        if not lessons:
            return self.model
        key = _hash([self.identity, *(repr(lesson) for lesson in lessons)])
        classifier = self._stored(key)
        if classifier is None:
            classifier = self._fit(lessons, library)
            self._store(key, classifier)
        return replace(self.model, classifier=classifier)

    def prepare(self, library: Library, stop: threading.Event) -> None:
        """Read what is rehearsed now, so that the first phrase does not wait for it: seconds.

        Given up when `stop` is set.
        """
        self._rehearse(library, stop)

    def _unlearned(self, library: Library, own: Sequence[OwnPhrase]) -> list[Lesson]:
        """The user's phrases, if any is new; all phrases of intents that the model lacks; and those
        that plugins which are not built in may have got since it was trained."""
        new = [p for p in own if learned_line(p.intent, p.example) not in self._learned]
        lessons = [Lesson(p.example.text, p.intent) for p in own] if new else []
        for name, intent in library.intents.items():
            if name not in self._about.labels:
                lessons += [
                    Lesson(phrase.example.text, name, phrase.negative)
                    for phrase in intent.spec.phrases
                    if phrase.origin != "own"
                ]
            else:
                lessons += self._saved_since_training(name, intent.spec)
        return sample_of(lessons)

    def _saved_since_training(self, intent: str, spec: IntentSpec) -> list[Lesson]:
        """What stands in files that were saved since: only those are read."""
        since = self._about.trained.timestamp() - TRAINING
        saved = [s for s in spec.sources if s.origin == "plugin" and saved_since(s, since)]
        return [
            Lesson(phrase.example.text, intent, phrase.negative)
            for phrase in read_phrases(saved, None)[0]
            if same_phrase(phrase.example.text) not in spec.silenced
        ]

    def _fit(self, lessons: Sequence[Lesson], library: Library) -> Classifier:
        start = self.model.classifier
        added = {lesson.intent for lesson in lessons if not lesson.negative} - set(start.labels)
        start = _with_labels(start, sorted(added))
        number = {label: n for n, label in enumerate(start.labels)}
        lessons = [lesson for lesson in lessons if lesson.intent in number]
        names = [Lesson(name_as_phrase(intent), intent) for intent in sorted(added)]
        said = {lesson.text.casefold() for lesson in lessons}
        lessons += [name for name in names if name.text and name.text not in said]
        if not lessons:  # only what must not end at an intent that has no phrases
            return start
        inputs = Inputs.join([self._read_phrase(lesson.text) for lesson in lessons])
        wanted = [not lesson.negative and lesson.intent != OUT_OF_SCOPE for lesson in lessons]
        start = _with_prototypes(start, inputs.vectors[wanted])
        targets = Targets.of(
            [number[lesson.intent] for lesson in lessons],
            [lesson.negative for lesson in lessons],
            LESSON_WEIGHT,
        )
        moving = np.unique(inputs.buckets)  # words that no lesson has keep their weights
        old = self._rehearse(library)
        if old is not None and len(old.targets.classes):
            inside = np.array([lesson.intent != OUT_OF_SCOPE for lesson in lessons])
            outside = old.targets.classes == number.get(OUT_OF_SCOPE, -1)
            rows = _to_rehearse(inputs, old.inputs, inside, outside)
            inputs = Inputs.join([inputs, old.inputs.take(rows)])
            targets = Targets.join([targets, old.targets.take(rows)])
        return fit(start, inputs, targets, penalty=PENALTY, steps=STEPS, moving=moving)

    def _read_phrase(self, text: str) -> Inputs:
        if text not in self._read:
            self._read[text] = self.model.inputs([text])
        return self._read[text]

    def _rehearse(self, library: Library, stop: threading.Event | None = None) -> Rehearsal | None:
        """What the encoder makes of the old phrases; None when it was stopped."""
        file = self._cache / "rehearsal.safetensors"
        silenced = sorted(f"{n} {sorted(phrases)}" for n, phrases in library.silenced.items())
        made_of = _hash([self.identity, *silenced])
        with self._rehearsing:
            if self._rehearsed != made_of:
                self._rehearsal, self._rehearsed = _read_rehearsal(file, made_of), made_of
            if self._rehearsal is None:
                lessons = self._old(library)
                parts = []
                for start in range(0, len(lessons), AT_ONCE):
                    if stop is not None and stop.is_set():
                        return None
                    texts = [lesson.text for lesson in lessons[start : start + AT_ONCE]]
                    parts.append(self.model.inputs(texts))
                number = {label: n for n, label in enumerate(self.model.classifier.labels)}
                self._rehearsal = Rehearsal(
                    Inputs.join(parts or [self.model.inputs([])]),
                    Targets.of(
                        [number[lesson.intent] for lesson in lessons],
                        [lesson.negative for lesson in lessons],
                    ),
                )
                _write_rehearsal(file, made_of, self._rehearsal)
            return self._rehearsal

    def _old(self, library: Library) -> list[Lesson]:
        """Everyone's phrases of the intents that the model knows, but the user's and held-out."""
        labels = set(self.model.classifier.labels)
        rows = {
            same_phrase(phrase.example.text): Lesson(phrase.example.text, name, phrase.negative)
            for name, intent in library.intents.items() if name in labels
            for phrase in intent.spec.read()[0]
            if phrase.origin != "own" and not is_held_out(phrase.example.text)
        }  # fmt: skip
        return some_of(list(rows.values()), READY)

    def _stored(self, key: str) -> Classifier | None:
        arrays, about = read_arrays(self._cache / "taught.safetensors")
        if about.get("key") != key:
            return None
        try:
            lexical = self.model.classifier.lexical
            labels = tuple(json.loads(about["labels"]))
            changed = np.zeros((len(lexical), len(labels)), lexical.dtype)
            changed[:, : lexical.shape[1]] = lexical
            changed[arrays["buckets"]] = arrays["rows"]
            return replace(
                self.model.classifier, labels=labels, dense=arrays["dense"], lexical=changed,
                bias=arrays["bias"], prototypes=arrays["prototypes"],
            )  # fmt: skip
        except (KeyError, IndexError, ValueError):
            return None

    def _store(self, key: str, classifier: Classifier) -> None:
        before = np.zeros_like(classifier.lexical)
        known = self.model.classifier.lexical
        before[:, : known.shape[1]] = known
        buckets = np.flatnonzero((before != classifier.lexical).any(axis=1))
        arrays: dict[str, np.ndarray] = {
            "dense": classifier.dense,
            "bias": classifier.bias,
            "prototypes": classifier.prototypes,
            "buckets": buckets,
            "rows": classifier.lexical[buckets],
        }
        about = {"key": key, "labels": json.dumps(classifier.labels)}
        write_arrays(self._cache / "taught.safetensors", arrays, about)


def sample_of(lessons: list[Lesson]) -> list[Lesson]:
    """All of them, or as many as a moment allows: of every intent those that were taught last."""
    if len(lessons) <= MOST_LESSONS:
        return lessons
    by_intent: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        by_intent.setdefault(lesson.intent, []).append(lesson)
    each = max(1, MOST_LESSONS // len(by_intent))
    return [lesson for taught in by_intent.values() for lesson in taught[-each:]]


def some_of(lessons: list[Lesson], most: int) -> list[Lesson]:
    """At most so many, in their order: always the same, by a hash of the phrase."""
    if len(lessons) <= most:
        return lessons
    by_chance = sorted(lessons, key=lambda lesson: hashlib.md5(lesson.text.encode()).digest())
    chosen = {lesson.text for lesson in by_chance[:most]}
    return [lesson for lesson in lessons if lesson.text in chosen]


def _to_rehearse(new: Inputs, old: Inputs, inside: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Row numbers: those nearest to any new phrase, and every so many of all.

    What was out of scope (`outside`, of the old) and is like a phrase that no longer is (`inside`,
    of the new) is not rehearsed: the user knows better what the assistant is for.
    """
    likeness = old.vectors @ new.vectors.T / np.float32(new.vectors.shape[1])  # cosines
    contradicted = outside & (likeness * inside > CONTRADICTED).any(axis=1)
    nearest = np.argsort(-likeness.max(axis=1))[:NEAREST]
    sample = np.linspace(0, len(likeness) - 1, SAMPLED).astype(np.int64)
    rows = np.union1d(nearest, sample)
    kept: np.ndarray = rows[~contradicted[rows]]
    return kept


def _with_labels(classifier: Classifier, added: Sequence[str]) -> Classifier:
    """With intents of which nothing is known yet."""

    def wider(array: np.ndarray, axis: int) -> np.ndarray:
        shape = list(array.shape)
        shape[axis] = len(added)
        return np.concatenate([array, np.zeros(shape, array.dtype)], axis=axis)

    return replace(
        classifier, labels=(*classifier.labels, *added), dense=wider(classifier.dense, 0),
        lexical=wider(classifier.lexical, 1), bias=wider(classifier.bias, 0),
    )  # fmt: skip


def _with_prototypes(classifier: Classifier, vectors: np.ndarray) -> Classifier:
    """With phrases that belong, each as what an intent looks like."""
    units = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    known = classifier.prototypes.reshape(-1, vectors.shape[1])
    return replace(classifier, prototypes=np.concatenate([known, units.astype(np.float32)]))


def _read_rehearsal(file: Path, made_of: str) -> Rehearsal | None:
    arrays, about = read_arrays(file)
    if about.get("key") != made_of:
        return None
    try:
        vectors = arrays["vectors"].astype(np.float32)
        inputs = Inputs(vectors, arrays["buckets"].astype(np.int64), arrays["counts"])
        targets = Targets.of(arrays["classes"].tolist(), arrays["negative"].tolist())
        return Rehearsal(inputs, targets)
    except KeyError:
        return None


def _write_rehearsal(file: Path, made_of: str, rehearsal: Rehearsal) -> None:
    arrays: dict[str, np.ndarray] = {
        "vectors": rehearsal.inputs.vectors.astype(np.float16),
        "buckets": rehearsal.inputs.buckets.astype(np.uint16),
        "counts": rehearsal.inputs.counts,
        "classes": rehearsal.targets.classes,
        "negative": rehearsal.targets.negative.astype(np.uint8),
    }
    write_arrays(file, arrays, {"key": made_of})


def _hash(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
