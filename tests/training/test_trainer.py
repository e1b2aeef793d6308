import itertools
import random

import numpy as np
import pytest
import torch

from assistant.training.batches import batches_of_alike
from assistant.training.corpus import Row
from assistant.training.crf import NO_TAG
from assistant.training.network import LAYERS, AssistantNetwork, EncoderNetwork, Outputs
from assistant.training.paraphrases import Group
from assistant.training.supervised import Beside, Paraphrases, Task
from assistant.training.trainer import Companion, Reader, Recipe, contrast, loss_of, train
from assistant.understanding.tagger import best_path, legal_transitions, tag_names
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import BUCKETS, Sizes

LABELS = ("greet", "weather")
TAGS = tag_names(["city"])
WHOLE = Recipe(lexical_dropout=0, resegmented=0)  # phrases are read as they are
LEGAL = torch.from_numpy(legal_transitions(TAGS))
ROWS = [
    *(Row(text, "greet", "en") for text in ("hello", "hi there", "good morning", "안녕")),
    *(
        Row(f"weather in {city}", "weather", "en", ((11, 11 + len(city), "city"),))
        for city in ("Paris", "Rome", "Oslo", "Lima")
    ),
]


def small_network() -> AssistantNetwork:
    torch.manual_seed(0)
    sizes = Sizes(pieces=16_000, embedding=12, units=8, projected=10)
    return AssistantNetwork(EncoderNetwork("gru", sizes), len(LABELS), len(TAGS), BUCKETS)


def run(
    network: AssistantNetwork, tokenizer: Tokenizer, companion: Companion | None = None,
    **recipe: object,
) -> list[float]:  # fmt: skip
    steps = train(
        network, ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS, companion=companion,
        recipe=Recipe(**{"encoder_rate": 1e-2, **recipe}),  # type: ignore[arg-type]
    )  # fmt: skip
    return [step.loss for step in steps]


def test_the_loss_falls_and_the_phrases_are_learned(tokenizer: Tokenizer) -> None:
    network = small_network()
    losses = run(network, tokenizer, epochs=25, batch_size=4, contrast_weight=0)
    assert losses[-1] < losses[0] / 2
    batch = Reader(tokenizer, LABELS, TAGS, BUCKETS, WHOLE).batch(ROWS, random.Random(0))
    with torch.no_grad():
        outputs = network(batch)
    assert (outputs.intents.argmax(dim=1) == batch.intents).all()
    transitions = network.transitions.detach().masked_fill(~LEGAL, float("-inf")).numpy()
    for scores, tags in zip(outputs.tags, batch.tags, strict=True):
        right = tags[tags != NO_TAG].tolist()
        assert best_path(scores[: len(right)].numpy(), transitions) == right


def test_the_encoder_learns_paraphrases_and_a_labelled_set_beside_the_rows(
    tokenizer: Tokenizer,
) -> None:
    patterns = {"en": ["is it bucketing down", "pouring out there"], "ko": ["비 와", "비 오나요"]}
    groups = [Group("weather", "rain", patterns), Group("weather", "wet", patterns)]
    tasks = [Paraphrases(tuple(groups)), Task("toy", (tuple(ROWS),), LABELS, TAGS)]
    apart, beside = small_network(), small_network()
    companion = Beside(beside.encoder, tokenizer, tasks, batch_size=8)
    before = [p.detach().clone() for p in companion.parameters()]
    run(apart, tokenizer, epochs=1, least_steps=0)
    run(beside, tokenizer, companion=companion, epochs=1, least_steps=0)
    after = list(companion.parameters())
    assert any(not torch.equal(b, a) for b, a in zip(before, after, strict=True))
    assert not set(map(id, after)) & set(map(id, beside.parameters()))
    assert not torch.equal(apart.encoder.projection.weight, beside.encoder.projection.weight)


def test_each_step_says_what_the_passes_took_and_how_each_layer_is_to_change(
    tokenizer: Tokenizer,
) -> None:
    network = small_network()
    steps = train(
        network, ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS, recipe=Recipe(epochs=2)
    )
    next(steps)
    step = next(steps)  # at the first, the heads are nothing, and pass no gradient on
    assert len(step.took) == 3 and min(step.took) > 0
    assert list(step.gradients) == list(LAYERS) and min(step.gradients.values()) > 0
    whole = sum(p.grad.square().sum() for p in network.parameters() if p.grad is not None) ** 0.5
    parts = sum(length**2 for length in step.gradients.values()) ** 0.5
    assert parts == pytest.approx(float(whole), rel=1e-4)


def test_the_same_seed_gives_the_same_network(tokenizer: Tokenizer) -> None:
    assert run(small_network(), tokenizer, epochs=2) == run(small_network(), tokenizer, epochs=2)


def test_progress_counts_every_step_and_ends_every_epoch(tokenizer: Tokenizer) -> None:
    steps = list(
        train(
            small_network(), ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS,
            recipe=Recipe(epochs=3, batch_size=3, least_steps=0),
        )
    )  # fmt: skip
    each = steps[-1].step // 3
    assert [step.step for step in steps] == list(range(1, 3 * each + 1))
    assert [step.step for step in steps if step.ends_epoch] == [each, 2 * each, 3 * each]
    assert steps[-1].seconds_left == 0


def test_training_may_be_stopped_after_any_step(tokenizer: Tokenizer) -> None:
    steps = train(
        small_network(), ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS, recipe=Recipe()
    )
    assert len(list(itertools.islice(steps, 2))) == 2
    steps.close()  # type: ignore[attr-defined]


def test_only_the_embeddings_of_known_pieces_move(tokenizer: Tokenizer) -> None:
    network = small_network()
    before = network.export()["embedding"]
    known = sorted({piece.id for row in ROWS for piece in tokenizer.pieces(row.text)})
    network.encoder.adapt(known)
    run(network, tokenizer, epochs=1)
    moved = np.flatnonzero((network.export()["embedding"] != before).any(axis=1))
    assert set(moved) == set(known)


def test_a_phrase_cut_anew_keeps_its_slots(tokenizer: Tokenizer) -> None:
    reader = Reader(tokenizer, LABELS, TAGS, BUCKETS, Recipe(resegmented=1))
    first, second = TAGS.index("B-city"), TAGS.index("I-city")
    ways = set()
    for seed in range(20):
        batch = reader.batch(ROWS[4:], random.Random(seed))
        for ids, length, tags in zip(batch.ids, batch.lengths, batch.tags, strict=True):
            ways.add(tuple(ids[:length].tolist()))
            marked = tags[:length].tolist()
            assert marked.count(first) == 1
            start = marked.index(first)  # the city ends each of these
            assert marked[start:] == [first] + [second] * (len(marked) - start - 1)
    assert len(ways) > 2 * len(ROWS[4:])


def test_a_negative_example_lowers_its_intent_and_names_no_other(tokenizer: Tokenizer) -> None:
    row = Row("hello weather", "weather", "en", negative=True)
    batch = Reader(tokenizer, LABELS, TAGS, BUCKETS, WHOLE).batch([row], random.Random(0))
    tags = torch.zeros(1, batch.ids.shape[1], len(TAGS))
    recipe = Recipe(tag_weight=0)

    def loss(weather: float) -> float:
        outputs = Outputs(torch.ones(1, 4), torch.tensor([[0.0, weather]]), tags, torch.zeros(3, 3))
        return float(loss_of(outputs, batch, LEGAL, recipe))

    assert loss(-3) < loss(0) < loss(3)


def test_a_small_corpus_is_read_more_often() -> None:
    recipe = Recipe(epochs=8, least_steps=200, batch_size=72)
    assert recipe.epochs_for(100_000) == 8
    assert recipe.epochs_for(720) == 20


def test_contrast_is_less_where_sentences_of_one_intent_are_alike() -> None:
    intents = torch.tensor([0, 0, 1, 1])
    together = torch.tensor([[1.0, 0], [1, 0.1], [0, 1], [0.1, 1]])
    coherent = torch.ones(4, dtype=torch.bool)
    apart = together[[0, 2, 1, 3]]
    near, far = (float(contrast(v, intents, coherent, 0.1)) for v in (together, apart))
    assert near < far
    assert float(contrast(together, intents, ~coherent, 0.1)) == 0


def test_contrast_by_hand() -> None:
    """Two of one intent and one other, all at right angles: -log of 1 in 2."""
    loss = contrast(torch.eye(3), torch.tensor([0, 0, 1]), torch.ones(3, dtype=torch.bool), 0.5)
    assert float(loss) == pytest.approx(np.log(2), rel=1e-4)


def test_groups_of_one_intent_come_together_and_every_row_once() -> None:
    labels = ["a"] * 7 + ["b"] * 6 + ["c"]
    parts = list(
        batches_of_alike(labels, [1] * len(labels), size=6, chance=np.random.default_rng(0))
    )
    assert sorted(int(row) for part in parts for row in part) == list(range(len(labels)))
    with_friends = sum(
        sum(labels[other] == labels[row] for other in part) > 1 for part in parts for row in part
    )
    assert with_friends >= 11
