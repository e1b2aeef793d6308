"""A training that was interrupted ends as if it had not been."""

import pickle
from pathlib import Path

import pytest
import torch

from assistant.training.checkpoint import Checkpoint
from assistant.training.corpus import Row
from assistant.training.epochs import BestEpoch
from assistant.training.network import AssistantNetwork, EncoderNetwork
from assistant.training.trainer import Recipe, train
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import BUCKETS, Sizes

ROWS = [Row(f"{word} {n}", word, "en") for word in ("rain", "hello") for n in range(6)]
RECIPE = Recipe(epochs=3, batch_size=6, least_steps=0)


def small_network() -> AssistantNetwork:
    torch.manual_seed(0)
    sizes = Sizes(pieces=16_000, embedding=8, units=4, projected=6)
    return AssistantNetwork(EncoderNetwork("gru", sizes), 2, 1, BUCKETS)


def run(
    tokenizer: Tokenizer, checkpoint: Checkpoint | None, *, stop_after: int = 9
) -> tuple[AssistantNetwork, list[int]]:
    """The network and the epochs that were gone through until it was stopped."""
    network, epochs = small_network(), []
    for step in train(
        network, ROWS, tokenizer=tokenizer, labels=("rain", "hello"), tags=("O",), recipe=RECIPE,
        checkpoint=checkpoint,
    ):  # fmt: skip
        if step.epoch > stop_after:
            break
        epochs.append(step.epoch)
    return network, sorted(set(epochs))


def test_it_goes_on_where_it_was(tokenizer: Tokenizer, tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "c", "this one")
    straight, _ = run(tokenizer, None)
    _, first = run(tokenizer, checkpoint, stop_after=2)
    resumed, second = run(tokenizer, checkpoint)
    assert (first, second) == ([1, 2], [3])
    for name, tensor in straight.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name]), name


def test_another_training_begins_at_the_beginning(tokenizer: Tokenizer, tmp_path: Path) -> None:
    run(tokenizer, Checkpoint(tmp_path / "c", "this one"), stop_after=2)
    assert run(tokenizer, Checkpoint(tmp_path / "c", "another"))[1] == [1, 2, 3]


@pytest.mark.parametrize("damage", [b"", b"no zip at all", None])
def test_a_broken_checkpoint_is_left_aside(
    tokenizer: Tokenizer, tmp_path: Path, damage: bytes | None
) -> None:
    checkpoint = Checkpoint(tmp_path / "c", "this one")
    run(tokenizer, checkpoint, stop_after=2)
    half = checkpoint.file.read_bytes()[:2000]
    checkpoint.file.write_bytes(half if damage is None else damage)
    assert run(tokenizer, checkpoint)[1] == [1, 2, 3]


def test_a_checkpoint_that_cannot_be_written_stops_nothing(
    tokenizer: Tokenizer, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    assert run(tokenizer, Checkpoint(tmp_path / "file" / "c", "this one"))[1] == [1, 2, 3]
    (tmp_path / "c.new").mkdir()
    assert run(tokenizer, Checkpoint(tmp_path / "c", "this one"))[1] == [1, 2, 3]


@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
def test_a_checkpoint_runs_no_code(tmp_path: Path) -> None:
    class Hostile:
        def __reduce__(self) -> object:
            return Path.touch, (tmp_path / "executed",)

    torch.save({"training": "this one", "epoch": 1, "states": [Hostile()]}, tmp_path / "c")
    assert Checkpoint(tmp_path / "c", "this one").restore() == 0
    (tmp_path / "c").write_bytes(pickle.dumps(Hostile()))
    assert Checkpoint(tmp_path / "c", "this one").restore() == 0
    assert not (tmp_path / "executed").exists()


def test_the_best_epoch_is_taken_back_also_after_an_interruption() -> None:
    network, best = small_network(), BestEpoch()
    best.consider(1, 0.8, network)
    good = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    with torch.no_grad():
        network.dense.weight.add_(1)
    best.consider(2, 0.7, network)
    again = BestEpoch()
    again.load_state_dict(best.state_dict())
    again.restore(network)
    assert again.epoch == 1
    assert all(torch.equal(good[name], tensor) for name, tensor in network.state_dict().items())
