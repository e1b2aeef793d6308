"""Several networks together, and one that learns from them."""

import random

import pytest
import torch

from assistant.training.corpus import Row
from assistant.training.ensemble import HEEDED, Ensemble, intent_losses
from assistant.training.network import AssistantNetwork, Batch, EncoderNetwork, Outputs
from assistant.training.trainer import Reader, Recipe, loss_of, train
from assistant.understanding.tagger import legal_transitions, tag_names
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import BUCKETS, Sizes

LABELS = ("greet", "weather")
TAGS = tag_names(["city"])
LEGAL = torch.from_numpy(legal_transitions(TAGS))
RECIPE = Recipe(lexical_dropout=0)
ROWS = [
    Row("hello", "greet", "en"),
    Row("weather in Oslo", "weather", "en", ((11, 15, "city"),)),
    Row("hello sunshine", "weather", "en", negative=True),
]


def network(seed: int) -> AssistantNetwork:
    torch.manual_seed(seed)
    sizes = Sizes(pieces=16_000, embedding=12, units=8, projected=10)
    made = AssistantNetwork(EncoderNetwork("gru", sizes), len(LABELS), len(TAGS), BUCKETS)
    torch.nn.init.normal_(made.dense.weight)
    return made


@pytest.fixture
def batch(tokenizer: Tokenizer) -> Batch:
    return Reader(tokenizer, LABELS, TAGS, BUCKETS, RECIPE).batch(ROWS, random.Random(0))


def test_together_they_say_the_mean_of_what_each_says(batch: Batch) -> None:
    networks = [network(seed).eval() for seed in (1, 2, 3)]
    together = Ensemble(networks)(batch)
    with torch.no_grad():
        said = [each(batch) for each in networks]
    assert torch.allclose(together.intents, sum(s.intents for s in said) / 3, atol=1e-6)
    assert torch.allclose(together.tags, sum(s.tags for s in said) / 3, atol=1e-6)
    assert not together.intents.requires_grad


def taught(*intents: tuple[float, float]) -> Outputs:
    logits = torch.tensor(intents)
    return Outputs(torch.zeros(3, 1), logits, torch.zeros(3, 1, len(TAGS)), torch.zeros(5, 5))


def test_what_is_taught_counts_where_it_agrees_with_the_label(batch: Batch) -> None:
    said = taught((2, 0), (3, 0), (0, 4))  # right, wrong, and of a row that says what it is not
    _, weight = intent_losses(said, said, batch)
    assert weight.tolist() == [HEEDED, 0, 0]


def test_nothing_is_nearer_to_what_is_taught_than_itself(batch: Batch) -> None:
    said, other = taught((2, 0), (0, 3), (0, 4)), taught((1, 0), (2, 0), (4, 4))
    same, apart = intent_losses(said, said, batch)[0], intent_losses(other, said, batch)[0]
    assert (same < apart).all()


def test_a_network_learns_what_others_say_of_slots_and_intents(
    tokenizer: Tokenizer, batch: Batch
) -> None:
    ensemble, student = Ensemble([network(1), network(2)]), network(3)
    student.encoder.embedding.weight.requires_grad_(False)
    recipe = Recipe(
        epochs=30, batch_size=3, encoder_rate=1e-2, head_rate=1e-2, contrast_weight=0,
        lexical_dropout=0,
    )  # fmt: skip
    said = ensemble(batch)

    def apart() -> float:
        with torch.no_grad():
            outputs = student.eval()(batch)
        return loss_of(outputs, batch, LEGAL, recipe, said).item()

    before = apart()
    for _ in train(
        student, ROWS, tokenizer=tokenizer, labels=LABELS, tags=TAGS, recipe=recipe,
        ensemble=ensemble,
    ):  # fmt: skip
        pass
    assert apart() < before / 2
