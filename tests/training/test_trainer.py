import itertools
import random

import numpy as np
import torch

from assistant.training.corpus import Row
from assistant.training.network import AssistantNetwork, EncoderNetwork
from assistant.training.trainer import Reader, Recipe, loss_of, train
from assistant.understanding.tagger import tag_names
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import BUCKETS, Sizes

LABELS = ("greet", "weather")
TAGS = tag_names(["city"])
ROWS = [
    *(Row(text, "greet", "en") for text in ("hello", "hi there", "good morning", "안녕")),
    *(
        Row(f"weather in {city}", "weather", "en", ((11, 11 + len(city), "city"),))
        for city in ("Paris", "Rome", "Oslo", "Lima")
    ),
]


def small_network() -> AssistantNetwork:
    torch.manual_seed(0)
    sizes = Sizes(pieces=16_000, embedding=12, units=8, vector=10)
    return AssistantNetwork(EncoderNetwork("gru", sizes), len(LABELS), len(TAGS), BUCKETS)


def run(network: AssistantNetwork, tokenizer: Tokenizer, **recipe: object) -> list[float]:
    steps = train(
        network, ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS,
        recipe=Recipe(**{"encoder_rate": 1e-2, **recipe}),  # type: ignore[arg-type]
    )  # fmt: skip
    return [step.loss for step in steps]


def test_the_loss_falls_and_the_phrases_are_learned(tokenizer: Tokenizer) -> None:
    network = small_network()
    losses = run(network, tokenizer, epochs=25, batch_size=4)
    assert losses[-1] < losses[0] / 2
    batch = Reader(tokenizer, LABELS, TAGS, 0).batch(ROWS, random.Random(0))
    with torch.no_grad():
        intents, tags = network(batch)
    assert (intents.argmax(dim=1) == batch.intents).all()
    marked = batch.tags != -100
    assert (tags.argmax(dim=2) == batch.tags)[marked].float().mean() > 0.9


def test_the_same_seed_gives_the_same_network(tokenizer: Tokenizer) -> None:
    assert run(small_network(), tokenizer, epochs=2) == run(small_network(), tokenizer, epochs=2)


def test_progress_counts_every_step_and_ends_every_epoch(tokenizer: Tokenizer) -> None:
    steps = list(
        train(
            small_network(), ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS,
            recipe=Recipe(epochs=3, batch_size=3),
        )
    )  # fmt: skip
    assert [step.step for step in steps] == list(range(1, 10))
    assert [step.step for step in steps if step.ends_epoch] == [3, 6, 9]
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


def test_a_negative_example_lowers_its_intent_and_names_no_other(tokenizer: Tokenizer) -> None:
    row = Row("hello weather", "weather", "en", negative=True)
    batch = Reader(tokenizer, LABELS, TAGS, 0).batch([row], random.Random(0))
    tags = torch.zeros(1, batch.ids.shape[1], len(TAGS))
    recipe = Recipe(tag_weight=0)

    def loss(weather: float) -> float:
        return float(loss_of((torch.tensor([[0.0, weather]]), tags), batch, recipe))

    assert loss(-3) < loss(0) < loss(3)
