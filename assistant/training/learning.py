"""A corpus → a whole new model: the network is begun, trained, calibrated and measured."""

import random
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import numpy as np
import torch

from assistant.paths import bundled
from assistant.problems import AssistantError
from assistant.training.augmentation import Augmentation, slot_values
from assistant.training.calibration import calibrate
from assistant.training.checkpoint import Checkpoint
from assistant.training.corpus import Corpus, Joined, Row
from assistant.training.epochs import course
from assistant.training.evaluation import Answer, answers, figures
from assistant.training.network import AssistantNetwork, EncoderNetwork
from assistant.training.trainer import Companion, Recipe, Step
from assistant.understanding.bundle import (
    Bundle,
    Manifest,
    read_base,
    read_base_encoder,
    read_bundle,
)
from assistant.understanding.cells import Array
from assistant.understanding.embedding import Embedding
from assistant.understanding.logistic import Targets, fit
from assistant.understanding.model import Model
from assistant.understanding.tagger import tag_names
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.understanding.weights import BUCKETS, Sizes, Weights, halved

Origin = Literal["pretrained", "scratch"]
FEW = 30  # examples an intent, on average, up to which the intent layer is fitted anew
REHEARSED = 9_000  # phrases read again in a training that begins at heads that know them
NEW_TIMES = 8  # a phrase that is new to them is read in such a training, as far as …
NEW_ROWS = 2_000  # … all of them together come to no more rows than these
SAMPLE = 40  # phrases of an intent that its prototype is the mean of
OWN_PIECES = 8_000  # at most, of a tokenizer trained on the corpus itself


@dataclass(frozen=True)
class Beginning:
    """What a network is before it sees the corpus."""

    tokenizer: Tokenizer
    encoder: EncoderNetwork
    pretrained: bool


def begin(
    cell: str, corpus: Corpus, *, from_scratch: bool, units: int | None, seed: int
) -> Beginning:
    """The bundled encoder, which knows both languages; or one that knows nothing yet, which may
    have another number of units.

    Raises AssistantError when the bundled encoder is broken.
    """
    torch.manual_seed(seed)
    if from_scratch:
        tokenizer = train_tokenizer([row.text for row in corpus.train])
        sizes = Sizes(pieces=tokenizer.size)
        sizes = replace(sizes, units=units or sizes.units)
        return Beginning(tokenizer, EncoderNetwork(cell, sizes), False)
    base = read_base()
    pieces, width = base.embedding.shape
    encoder = EncoderNetwork(cell, Sizes(pieces=pieces, embedding=width))
    encoder.load({"embedding": base.embedding.whole(), **read_base_encoder(cell)})
    return Beginning(base.tokenizer, encoder, True)


def bundled_heads(cell: str) -> Bundle | None:
    """The bundled model of a cell, which knows the built-in phrases: a training on them and the
    user's need not begin at nothing. None where it is broken."""
    try:
        return read_bundle(bundled("models") / cell)
    except AssistantError:
        return None


def train_tokenizer(texts: Sequence[str]) -> Tokenizer:
    """A tokenizer of the texts' own, for languages that the bundled pieces do not cover."""
    import io

    from sentencepiece import SentencePieceTrainer

    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=OWN_PIECES,
        hard_vocab_limit=False, normalization_rule_name="nmt_nfkc_cf", character_coverage=0.9995,
        byte_fallback=True, bos_id=-1, eos_id=-1, pad_id=-1, minloglevel=2,
    )  # fmt: skip
    return Tokenizer(model.getvalue())


def learn(
    corpus: Corpus,
    *,
    cell: str = "gru",
    recipe: Recipe | None = None,
    from_scratch: bool = False,
    units: int | None = None,
    keep_embedding: bool = False,
    one_language: bool = False,
    heads: Bundle | None = None,
    buckets: int = BUCKETS,
    extra_values: dict[tuple[str, str], list[str]] | None = None,
    beside: Callable[[EncoderNetwork, Tokenizer], Companion] | None = None,
    checkpoint_file: Path | None = None,
) -> Iterator[Step | float | Bundle]:
    """Train on a corpus. Yields every step, the held-out accuracy after every epoch (a float), and
    at last the finished bundle, calibrated on what was held out.

    With `heads`, a model on the bundled encoder, the intent and slot layers begin where that one's
    are, as far as they have the same names, and as many lexical features; otherwise at nothing.
    With `keep_embedding` the embedding stays the bundled one. `extra_values` are further slot
    values, by slot name and language, that phrases are varied with. `beside` makes what the encoder
    is to learn with the rows. With `checkpoint_file` a training of the same rows that was
    interrupted goes on where it was. With `one_language` the encoder may forget the language that
    the rows are not in, which makes it better at the other.
    """
    recipe = recipe or Recipe()
    beginning = begin(cell, corpus, from_scratch=from_scratch, units=units, seed=recipe.seed)
    tokenizer, encoder = beginning.tokenizer, beginning.encoder
    if keep_embedding:
        encoder.embedding.requires_grad_(False)
    elif beginning.pretrained:
        encoder.adapt(pieces_of(corpus.train, tokenizer))
    if not beginning.pretrained:
        recipe = replace(recipe, encoder_rate=recipe.head_rate)
    elif not one_language and len({row.language for row in corpus.train}) == 1:
        recipe = replace(recipe, encoder_rate=recipe.one_language_rate)
    labels = corpus.intents
    tags = tag_names([name for row in corpus.train for _, _, name in row.slots or ()])
    buckets = heads.manifest.buckets if heads is not None else buckets
    network = AssistantNetwork(encoder, len(labels), len(tags), buckets)
    if heads is not None:
        network.take_heads(heads.weights, heads.manifest.labels, heads.manifest.tags, labels, tags)
    rows: Sequence[Row] = Joined(corpus.learnable, corpus.names)
    if heads is not None:
        rows = rehearsal(rows, heads.manifest.labels, recipe.seed)
    manifest = Manifest(
        cell=cell,
        trained=datetime.now(UTC).replace(microsecond=0),
        sizes=encoder.sizes,
        labels=labels,
        tags=tags,
        buckets=buckets,
        slots=slots_by_intent(corpus.train),
        examples=len(corpus.train),
        examples_hash=corpus.hash,
    )

    def judge(network: AssistantNetwork) -> tuple[float, float]:
        model = bundle_of(network, tokenizer, manifest).model()
        return accuracies(answers(model, corpus.held_out))

    checkpoint = None
    if checkpoint_file:
        training = (
            f"{corpus.hash} {cell} {from_scratch} {units} {keep_embedding} {one_language} {recipe}"
        )
        checkpoint = Checkpoint(checkpoint_file, training)
    network = yield from course(
        network, rows, tokenizer=tokenizer, labels=labels, tags=tags, recipe=recipe,
        judge=judge if corpus.held_out else None,
        pick=not are_few(rows, labels),  # few cannot tell which is best
        augmentation=Augmentation(slot_values(corpus.train, extra_values)),
        companion=beside(encoder, tokenizer) if beside else None,
        checkpoint=checkpoint,
    )  # fmt: skip

    def bundle(manifest: Manifest, refitted: Weights | None = None) -> Bundle:
        return bundle_of(network, tokenizer, manifest, refitted)

    refitted = refit(bundle(manifest).model(), rows)
    if refitted and corpus.held_out:
        with_it, without = bundle(manifest, refitted).model(), bundle(manifest).model()
        if intents_right(with_it, corpus.held_out) < intents_right(without, corpus.held_out):
            refitted = {}
    prototypes = intent_prototypes(bundle(manifest, refitted).model(), rows)
    refitted = {**refitted, "prototypes": prototypes}
    manifest = replace(manifest, prototypes=len(prototypes))
    calibration = calibrate(bundle(manifest, refitted).model(), corpus.held_out, recipe.keep)
    manifest = replace(manifest, calibration=calibration)
    if corpus.held_out:
        model = bundle(manifest, refitted).model()
        manifest = replace(manifest, metrics=metrics(model, corpus.held_out))
    yield bundle(manifest, refitted)
    if checkpoint:
        checkpoint.remove()


def bundle_of(
    network: AssistantNetwork, tokenizer: Tokenizer, manifest: Manifest,
    refitted: Weights | None = None,
) -> Bundle:  # fmt: skip
    """A network as it is stored, `refitted` weights in the place of its own."""
    weights = network.export() | dict(refitted or {})
    embedding = Embedding.of(weights.pop("embedding"))
    # What is measured is what is stored.
    return Bundle("new", manifest, tokenizer, embedding, halved(weights))


def slots_by_intent(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """The slots that occur with each intent; nothing of an intent without annotated rows."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.slots is not None and row.intent != OUT_OF_SCOPE:
            found.setdefault(row.intent, set()).update(name for _, _, name in row.slots)
    return {intent: tuple(sorted(names)) for intent, names in sorted(found.items())}


def are_few(rows: Sequence[Row], labels: Sequence[str]) -> bool:
    """Whether the intents have so few examples that their layer is fitted anew at the end."""
    return len(rows) <= FEW * len(labels)


def refit(model: Model, rows: Sequence[Row]) -> Weights:
    """The intent layer fitted anew on the encoder as it was left, where examples are few.

    Nothing where they are many: the layer that was trained with the encoder, on varied phrases,
    tells better then what is out of scope.
    """
    labels = model.classifier.labels
    if not are_few(rows, labels):
        return {}
    number = {label: n for n, label in enumerate(labels)}
    targets = Targets.of([number[row.intent] for row in rows], [row.negative for row in rows])
    nothing = replace(
        model.classifier,
        dense=np.zeros_like(model.classifier.dense),
        lexical=np.zeros_like(model.classifier.lexical),
        bias=np.zeros_like(model.classifier.bias),
    )
    fitted = fit(nothing, model.inputs(row.text for row in rows), targets)
    return {"dense": fitted.dense, "lexical": fitted.lexical, "bias": fitted.bias}


def intent_prototypes(model: Model, rows: Sequence[Row]) -> Array:
    """(P, D), of length 1: the mean vector of every intent's phrases, of a sample of them."""
    samples: dict[str, list[str]] = defaultdict(list)
    for number in np.random.default_rng(0).permutation(len(rows)):
        row = rows[int(number)]
        if row.intent != OUT_OF_SCOPE and not row.negative and len(samples[row.intent]) < SAMPLE:
            samples[row.intent].append(row.text)
    means = [model.inputs(texts).vectors.mean(axis=0) for _, texts in sorted(samples.items())]
    return np.array([mean / np.linalg.norm(mean) for mean in means], np.float32)


def refreshing(recipe: Recipe) -> Recipe:
    """For a training that begins at heads that know the built-in phrases: one short epoch, at rates
    that keep what they know."""
    return replace(
        recipe, epochs=1, least_steps=100, encoder_rate=3e-4, head_rate=1e-3, lexical_rate=1e-3
    )


def rehearsal(rows: Sequence[Row], known: Container[str], seed: int) -> list[Row]:
    """What a training reads that begins at heads with the `known` intents.

    All that is new to them, the user's phrases and those of other intents, and as often as it
    takes: a few among thousands, in a training that is short, would be learned by halves. Of the
    rest as many by chance as keep it from being forgotten.
    """
    new = [row for row in rows if row.own or row.intent not in known]
    old = [row for row in rows if not row.own and row.intent in known]
    chosen = random.Random(seed).sample(old, min(REHEARSED, len(old)))
    times = min(NEW_TIMES, NEW_ROWS // max(len(new), 1))
    return chosen + new * max(times, 1)


def pieces_of(rows: Sequence[Row], tokenizer: Tokenizer) -> list[int]:
    """The ids of all pieces that occur."""
    return sorted({piece.id for row in rows for piece in tokenizer.pieces(row.text)})


def intents_right(model: Model, rows: Sequence[Row]) -> int:
    """How many rows have the intent, or out of scope, as the most probable class."""
    labels = model.classifier.labels
    readings = ((model.read(row.text), row.intent) for row in rows)
    return sum(
        reading is not None and labels[int(reading.probabilities.argmax())] == intent
        for reading, intent in readings
    )


def accuracies(given: Iterable[Answer]) -> tuple[float, float]:
    """Share of the answers that end where they should, out of scope included; and of those that do
    so with all slots, where those are annotated. Raises ZeroDivisionError when there are none."""
    rows = right = whole = 0
    for answer in given:
        rows += 1
        if answer.given == answer.row.intent:
            right += 1
            whole += answer.row.slots is None or answer.slots_are_right
    return right / rows, whole / rows


def metrics(model: Model, rows: Sequence[Row]) -> dict[str, float | int | None]:
    """What the manifest says of a model."""
    given = list(answers(model, rows))
    reached = figures(given)
    return {
        "held_out_rows": reached.rows,
        "held_out_accuracy": accuracies(given)[0],
        "intent_accuracy": reached.intent_accuracy,
        "slot_f1": reached.slot_f1,
        "in_scope_kept": reached.in_scope_kept,
        "oos_recall": reached.oos_recall,
        "auroc": reached.auroc,
    }
