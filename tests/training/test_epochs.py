"""A whole training: what is averaged, what is counted, and what is kept."""

from collections.abc import Iterator
from typing import Any

import pytest
import torch

from assistant.training import epochs
from assistant.training.augmentation import Augmentation
from assistant.training.corpus import Row
from assistant.training.epochs import Course, course, running_mean
from assistant.training.network import AssistantNetwork, EncoderNetwork
from assistant.training.trainer import Recipe, Step
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import Sizes

ROWS = (
    *(Row(text, "greet", "en") for text in ("hello", "hi there", "good morning", "안녕")),
    *(
        Row(f"weather in {city}", "weather", "en", ((11, 11 + len(city), "city"),))
        for city in ("Paris", "Rome", "Oslo", "Lima")
    ),
)


def small_network() -> AssistantNetwork:
    sizes = Sizes(pieces=50, embedding=12, units=8, projected=10)
    return AssistantNetwork(EncoderNetwork("gru", sizes), 2, 3, 10)


def bias(network: AssistantNetwork) -> float:
    return network.dense.bias[0].item()


def step(epoch: int, number: int, ends: bool = True) -> Step:
    return Step(epoch, 2, number, 2, 1.0, 5.0 * (2 - number), ends, (0, 0, 0), {})


def test_the_mean_forgets_what_was_long_ago() -> None:
    network = small_network()
    mean = running_mean(network, steps=250)  # over ten of them
    for value in (8.0, *[1.0] * 100):
        torch.nn.init.constant_(network.dense.bias, value)
        mean.update_parameters(network)
    assert bias(mean.module) == pytest.approx(1, abs=0.001)
    torch.nn.init.constant_(network.dense.bias, 2.0)
    mean.update_parameters(network)
    assert bias(mean.module) == pytest.approx(1.1, abs=0.001)


def test_in_a_short_training_the_mean_is_the_network() -> None:
    network = small_network()
    mean = running_mean(network, steps=10)
    for value in (8.0, 1.0):
        torch.nn.init.constant_(network.dense.bias, value)
        mean.update_parameters(network)
    assert bias(mean.module) == 1


def outcome(one: Course) -> tuple[list[Step | float], AssistantNetwork]:
    seen = []
    while True:
        try:
            seen.append(next(one))
        except StopIteration as end:
            return seen, end.value


@pytest.mark.parametrize(("pick", "kept"), [(True, 2.0), (False, 3.0)])
def test_the_best_epoch_is_kept_or_the_last(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch, pick: bool, kept: float
) -> None:
    network, shares = small_network(), {1.0: 0.5, 2.0: 0.9, 3.0: 0.7}

    def train(*_: Any, **__: Any) -> Iterator[Step]:
        for epoch in (1, 2, 3):
            torch.nn.init.constant_(network.dense.bias, float(epoch))
            yield step(epoch, epoch)

    monkeypatch.setattr(epochs, "train", train)

    def judge(network: AssistantNetwork) -> tuple[float, float]:
        share = shares[round(bias(network), 3)]
        return share, share

    seen, network_kept = outcome(
        course(
            network, ROWS, tokenizer=tokenizer, labels=("greet", "weather"), tags=("O",),
            recipe=Recipe(epochs=1, least_steps=0), judge=judge, pick=pick,
            augmentation=Augmentation({}), companion=None, checkpoint=None,
        )
    )  # fmt: skip
    assert [share for share in seen if isinstance(share, float)] == [0.5, 0.9, 0.7]
    assert bias(network_kept) == kept
