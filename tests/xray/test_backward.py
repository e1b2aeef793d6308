"""Every gradient that NumPy carries back through time is torch's."""

import numpy as np
import pytest
import torch

from assistant.training.network import EncoderNetwork
from assistant.understanding.cells import CellWeights, run_both_ways
from assistant.understanding.embedding import Embedding
from assistant.understanding.weights import GATES, Sizes, build_encoder
from assistant.xray.backward import through_encoder, through_time
from assistant.xray.gates import read_with_gates

SIZES = Sizes(pieces=30, embedding=12, units=16, projected=10)
CELLS = sorted(GATES)


@pytest.fixture(params=[1, 2, 9, 60])
def embedded(request: pytest.FixtureRequest) -> np.ndarray:
    chance = np.random.default_rng(request.param)
    return chance.normal(size=(request.param, SIZES.embedding)).astype(np.float32)


def network(cell: str) -> EncoderNetwork:
    torch.manual_seed(1)
    made = EncoderNetwork(cell, SIZES).eval()
    kept = Embedding.of(made.export()["embedding"])  # as precisely as NumPy has it
    made.load({**made.export(), "embedding": kept.whole()})
    return made


def weights_of(network: EncoderNetwork) -> CellWeights:
    exported = network.export()
    return build_encoder(network.cell, Embedding.of(exported["embedding"]), exported).recurrent


@pytest.mark.parametrize("cell", CELLS)
def test_the_gates_lead_to_the_states_of_the_cell(cell: str, embedded: np.ndarray) -> None:
    weights = weights_of(network(cell))
    gates = read_with_gates(cell, embedded, weights)
    states = np.concatenate([gates.states[:, 0], gates.states[::-1, 1]], axis=1)
    assert np.abs(states - run_both_ways(cell, embedded[None], weights)[0]).max() < 1e-6
    if cell == "gru":
        assert gates.write is not None and gates.keep is not None
        led = gates.write * gates.candidate + gates.keep * gates.before
        assert np.abs(led - gates.states).max() < 1e-5
    if cell == "lstm":
        assert gates.show is not None and gates.memory is not None
        assert np.abs(gates.show * np.tanh(gates.memory) - gates.states).max() < 1e-5


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_of_a_loss_by_inputs_and_weights(cell: str, embedded: np.ndarray) -> None:
    net = network(cell)
    weights = weights_of(net)
    wanted = np.random.default_rng(7).normal(size=(len(embedded), 2 * SIZES.units))
    x = torch.from_numpy(embedded)[None].requires_grad_()
    (net.recurrent(x)[0][0] * torch.from_numpy(wanted)).sum().backward()

    outer = np.stack([wanted[:, : SIZES.units], wanted[::-1, SIZES.units :]], axis=1)
    gates = read_with_gates(cell, embedded, weights)
    found = through_time(cell, gates, weights, outer[:, :, None].astype(np.float32))
    by_input = found.inputs[:, 0, 0] + found.inputs[::-1, 1, 0]
    assert x.grad is not None
    assert np.abs(by_input - x.grad[0].numpy()).max() < 1e-5
    by_weight = found.weights(gates)
    for way, suffix in enumerate(("l0", "l0_reverse")):
        for ours, theirs in (
            (by_weight.input[way].T, f"weight_ih_{suffix}"),
            (by_weight.state[way], f"weight_hh_{suffix}"),
            (by_weight.input_bias[way], f"bias_ih_{suffix}"),
            (by_weight.state_bias[way], f"bias_hh_{suffix}"),
        ):
            gradient = getattr(net.recurrent, theirs).grad.numpy()
            assert np.abs(ours - gradient).max() < 1e-5 * max(1, np.abs(gradient).max())


@pytest.mark.parametrize("cell", CELLS)
def test_the_last_state_by_every_number_of_an_earlier_input(cell: str) -> None:
    """The whole Jacobian at once, which says how much of each piece the last state keeps."""
    net = network(cell)
    embedded = np.random.default_rng(3).normal(size=(6, SIZES.embedding)).astype(np.float32)

    def last(x: torch.Tensor) -> torch.Tensor:
        state: torch.Tensor = net.recurrent(x[None])[0][0, -1, : SIZES.units]
        return state

    expected = torch.autograd.functional.jacobian(last, torch.from_numpy(embedded)).numpy()
    weights = weights_of(net)
    outer = np.zeros((6, 2, SIZES.units, SIZES.units), np.float32)
    outer[-1, 0] = np.eye(SIZES.units)
    gates = read_with_gates(cell, embedded, weights)
    found = through_time(cell, gates, weights, outer).inputs[:, 0]
    assert np.abs(found.transpose(1, 0, 2) - expected).max() < 1e-5


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_by_the_embeddings_and_the_projection(cell: str) -> None:
    net = network(cell)
    torch.nn.init.normal_(net.salience)
    ids = [3, 1, 4, 1, 5, 9, 2, 6]
    exported = net.export()
    encoder = build_encoder(cell, Embedding.of(exported["embedding"]), exported)
    wanted = np.random.default_rng(2).normal(size=SIZES.vector).astype(np.float32)
    seen: list[torch.Tensor] = []

    def keep(_module: torch.nn.Module, _ids: object, output: torch.Tensor) -> None:
        output.retain_grad()
        seen.append(output)

    net.embedding.register_forward_hook(keep)
    vector = net(torch.tensor([ids]), torch.tensor([len(ids)])).vector[0]
    (vector * torch.from_numpy(wanted)).sum().backward()

    embedded = exported["embedding"][ids]
    gates = read_with_gates(cell, embedded, encoder.recurrent)
    found = through_encoder(encoder, ids, gates, wanted)
    assert seen[0].grad is not None and net.projection.weight.grad is not None
    assert np.abs(found.embedded - seen[0].grad[0].numpy()).max() < 1e-5
    assert np.abs(found.projection - net.projection.weight.grad.numpy()).max() < 1e-5
