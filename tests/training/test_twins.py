"""What torch trains and what NumPy runs are the same network."""

import numpy as np
import pytest
import torch

from assistant.training.batches import pad
from assistant.training.network import AssistantNetwork, Batch, EncoderNetwork
from assistant.understanding import encoder as encoder_module
from assistant.understanding.classifier import Calibration, Classifier
from assistant.understanding.embedding import Embedding
from assistant.understanding.encoder import Encoder
from assistant.understanding.weights import GATES, Sizes, build_encoder

SIZES = Sizes(pieces=300, embedding=48, units=64, projected=80)
LENGTHS = [1, 2, 3, 7, 20, 61, 128, 200]


def random_network(cell: str) -> EncoderNetwork:
    torch.manual_seed(3)
    network = EncoderNetwork(cell, SIZES).eval()
    torch.nn.init.normal_(network.salience)
    kept = Embedding.of(network.export()["embedding"])  # as precisely as NumPy has it
    network.load({**network.export(), "embedding": kept.whole()})
    return network


def numpy_twin(network: AssistantNetwork | EncoderNetwork, cell: str = "gru") -> Encoder:
    weights = network.export()
    return build_encoder(cell, Embedding.of(weights["embedding"]), weights)


@pytest.fixture
def sentences() -> list[list[int]]:
    chance = np.random.default_rng(5)
    return [chance.integers(0, SIZES.pieces, length).tolist() for length in LENGTHS]


@pytest.mark.parametrize("cell", sorted(GATES))
def test_every_cell_gives_the_same_states_and_vector(cell: str, sentences: list[list[int]]) -> None:
    """Read alone by NumPy, and by torch in one padded batch."""
    network = random_network(cell)
    encoder = numpy_twin(network, cell)
    with torch.no_grad():
        batch = network(*pad(sentences))
    for row, sentence in enumerate(sentences):
        alone = encoder.encode(sentence)
        states = batch.states[row, : len(sentence)].numpy()
        assert np.abs(alone.states - states).max() < 1e-5
        assert np.abs(alone.vector - batch.vector[row].numpy()).max() < 1e-5


@pytest.mark.parametrize("cell", sorted(GATES))
def test_sentences_read_side_by_side_have_the_vectors_of_each_alone(
    cell: str, sentences: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder_module, "AT_ONCE", 3)
    encoder = numpy_twin(random_network(cell), cell)
    many = [*sentences, *(sentence[::-1] for sentence in sentences), *sentences]
    alone = np.array([encoder.encode(sentence).vector for sentence in many])
    assert np.abs(encoder.vectors(many) - alone).max() < 1e-5
    assert encoder.vectors([]).shape == (0, alone.shape[1])


@pytest.mark.parametrize("cell", sorted(GATES))
def test_exported_weights_can_be_taken_over(cell: str) -> None:
    weights = random_network(cell).export()
    other = EncoderNetwork(cell, SIZES)
    other.load(weights)
    assert all((array == weights[name]).all() for name, array in other.export().items())


def test_weights_of_another_size_are_refused() -> None:
    weights = random_network("gru").export()
    with pytest.raises(ValueError, match="shape"):
        EncoderNetwork("gru", Sizes(pieces=300, embedding=48, units=32, projected=80)).load(weights)


def test_both_twins_of_the_classifier_agree(sentences: list[list[int]]) -> None:
    network = AssistantNetwork(random_network("gru"), classes=4, tags=3, buckets=50).eval()
    torch.nn.init.normal_(network.lexical.weight)
    torch.nn.init.normal_(network.dense.weight)
    features = [sorted({piece % 50 for piece in sentence}) for sentence in sentences]
    ids, lengths = pad(sentences)
    batch = Batch(
        ids=ids,
        lengths=lengths,
        features=torch.tensor([f for found in features for f in found]),
        offsets=torch.tensor([0, *np.cumsum([len(found) for found in features])[:-1]]),
        feature_weights=torch.tensor([len(found) ** -0.5 for found in features for _ in found]),
        intents=torch.zeros(len(sentences), dtype=torch.long),
        negative=torch.zeros(len(sentences), dtype=torch.bool),
        coherent=torch.ones(len(sentences), dtype=torch.bool),
        tags=torch.zeros_like(ids),
    )
    with torch.no_grad():
        expected = network(batch).intents.softmax(dim=1).numpy()
    weights = network.export()
    encoder = numpy_twin(network)
    classifier = Classifier(
        ("a", "b", "c", "d"), weights["dense"], weights["lexical"], weights["bias"], Calibration()
    )
    for row, sentence in enumerate(sentences):
        found = classifier.probabilities(encoder.encode(sentence).vector, features[row])
        assert np.abs(found - expected[row]).max() < 1e-5
