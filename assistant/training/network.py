"""The torch twin of the encoder: the same weights by the same names, with gradients.

`assistant.understanding` runs what is trained here; a test holds the two together for every cell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from assistant.understanding.weights import Sizes, Weights, encoder_shapes, tagger_units

_MODULES: dict[str, Callable[..., nn.RNNBase]] = {"gru": nn.GRU, "lstm": nn.LSTM, "rnn": nn.RNN}
_TORCH_NAMES = {
    "input": "weight_ih", "state": "weight_hh", "input_bias": "bias_ih", "state_bias": "bias_hh",
}  # fmt: skip
# In the order of the forward pass: the recurrent layer each way, and what lies around it.
LAYERS = ("embedding", "forward", "backward", "vector", "intents", "slots")
_WAYS = {"forward": "l0", "backward": "l0_reverse"}


@dataclass(frozen=True)
class Encoded:
    """A batch of B sentences, the longest of T pieces; what lies behind a sentence's end is 0."""

    embedded: Tensor  # (B, T, E)
    states: Tensor  # (B, T, 2H)
    mask: Tensor  # (B, T), true on pieces
    vector: Tensor  # (B, D)


class EncoderNetwork(nn.Module):
    """Pieces → hidden states → one vector (see assistant.understanding.encoder)."""

    shift_of: Tensor  # (V,), the row of `shift` for each piece; 0 for those that have none

    def __init__(self, cell: str, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.cell = cell
        self.sizes = sizes
        self.embedding = nn.Embedding(sizes.pieces, sizes.embedding)
        nn.init.normal_(self.embedding.weight, std=0.3)
        self.salience = nn.Parameter(torch.zeros(sizes.pieces))
        self.recurrent = _MODULES[cell](
            sizes.embedding, sizes.units, bidirectional=True, batch_first=True
        )
        self.projection = nn.Linear(sizes.pooled, sizes.projected, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.shift: nn.Embedding | None = None
        self.register_buffer("shift_of", torch.zeros(sizes.pieces, dtype=torch.long), False)

    def adapt(self, pieces: Sequence[int]) -> None:
        """From now on train the embeddings of these pieces only, as shifts that begin at nothing.

        An optimizer's pass over all pieces would cost as much as the whole network.
        """
        self.embedding.weight.requires_grad_(False)
        self.shift = nn.Embedding(len(pieces) + 1, self.sizes.embedding, padding_idx=0)
        nn.init.zeros_(self.shift.weight)
        self.shift_of[torch.tensor(list(pieces))] = torch.arange(1, len(pieces) + 1)

    def embed(self, ids: Tensor) -> Tensor:
        """Piece ids of any shape → their embeddings, one dimension more."""
        embedded: Tensor = self.embedding(ids)
        return embedded if self.shift is None else embedded + self.shift(self.shift_of[ids])

    def forward(self, ids: Tensor, lengths: Tensor) -> Encoded:
        """Padded piece ids (B, T) and their lengths (B,), all above 0."""
        embedded = self.dropout(self.embed(ids))
        packed = pack_padded_sequence(
            embedded, lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        states, _ = pad_packed_sequence(self.recurrent(packed)[0], batch_first=True)
        mask = torch.arange(ids.shape[1], device=ids.device) < lengths.unsqueeze(1)
        salience = self.salience[ids].masked_fill(~mask, float("-inf")).softmax(dim=1).unsqueeze(1)
        highest = states.masked_fill(~mask.unsqueeze(2), float("-inf")).amax(dim=1)
        mean = (salience @ embedded).squeeze(1)
        pooled = torch.cat([mean, highest, (salience @ states).squeeze(1)], dim=1)
        vector = torch.cat([_unit_rms(self.projection(pooled)), _unit_rms(mean)], dim=1)
        return Encoded(embedded, states, mask, vector)

    @torch.no_grad()
    def export(self) -> dict[str, np.ndarray]:
        """All weights by the names of assistant.understanding.weights, and `embedding`; float32."""
        tensors = {
            "embedding": self.embed(torch.arange(self.sizes.pieces)),
            "salience": self.salience,
            "projection": self.projection.weight,
        } | {
            f"{way}.{name}": getattr(self.recurrent, f"{theirs}_{suffix}")
            for way, suffix in _WAYS.items()
            for name, theirs in _TORCH_NAMES.items()
        }
        return {name: tensor.detach().cpu().numpy().copy() for name, tensor in tensors.items()}

    @torch.no_grad()
    def load(self, weights: Weights) -> None:
        """Take over exported weights. Raises ValueError for a shape that does not fit."""
        expected = encoder_shapes(self.cell, self.sizes) | {
            "embedding": (self.sizes.pieces, self.sizes.embedding)
        }
        for name, shape in expected.items():
            if weights[name].shape != shape:
                raise ValueError(f"{name} has shape {weights[name].shape}, not {shape}")
            self._tensor(name).copy_(torch.from_numpy(weights[name].astype(np.float32)))

    def _tensor(self, name: str) -> Tensor:
        way, _, part = name.partition(".")
        found: Tensor | nn.Module = (
            getattr(self.recurrent, f"{_TORCH_NAMES[part]}_{_WAYS[way]}")
            if way in _WAYS
            else getattr(self, name)
        )
        weight: Tensor = found if isinstance(found, Tensor) else found.weight  # type: ignore[assignment]
        return weight


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Tensor, Tensor]:
    """The places of the names that both have, in each."""
    both = [name for name in ours if name in set(theirs)]
    return (
        torch.tensor([ours.index(name) for name in both], dtype=torch.long),
        torch.tensor([theirs.index(name) for name in both], dtype=torch.long),
    )


def _layer_of(parameter: str) -> str:
    """Which of LAYERS a parameter of AssistantNetwork belongs to, by its name."""
    if parameter.startswith("encoder.recurrent."):
        return "backward" if parameter.endswith("_reverse") else "forward"
    if parameter.startswith(("encoder.embedding.", "encoder.shift.")):
        return "embedding"
    if parameter.startswith("encoder."):
        return "vector"
    return "slots" if parameter.startswith(("tag_", "transitions")) else "intents"


def _unit_rms(x: Tensor) -> Tensor:
    return x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + 1e-8)


class AssistantNetwork(nn.Module):
    """The encoder with both heads: the torch twin of assistant.understanding.model.Model."""

    def __init__(self, encoder: EncoderNetwork, classes: int, tags: int, buckets: int) -> None:
        super().__init__()
        seen = 2 * encoder.sizes.units + encoder.sizes.embedding
        self.encoder = encoder
        self.dense = nn.Linear(encoder.sizes.vector, classes)
        self.lexical = nn.EmbeddingBag(buckets, classes, mode="sum")
        self.tag_hidden = nn.Linear(seen, tagger_units(tags))
        self.tag_output = nn.Linear(tagger_units(tags), tags)
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.dropout = nn.Dropout(0.2)
        self.seen_dropout = nn.Dropout(0.3)
        nn.init.zeros_(self.dense.weight)
        nn.init.zeros_(self.lexical.weight)

    def forward(self, batch: "Batch") -> "Outputs":
        encoded = self.encoder(batch.ids, batch.lengths)
        intents = self.dense(self.dropout(encoded.vector)) + self.lexical(
            batch.features, batch.offsets, per_sample_weights=batch.feature_weights
        )
        seen = self.seen_dropout(torch.cat([encoded.states, encoded.embedded], dim=2))
        tags = self.tag_output(self.dropout(self.tag_hidden(seen).relu()))
        return Outputs(encoded.vector, intents, tags, self.transitions)

    @torch.no_grad()
    def take_heads(
        self, heads: Weights, their_labels: Sequence[str], their_tags: Sequence[str],
        labels: Sequence[str], tags: Sequence[str],
    ) -> None:  # fmt: skip
        """Begin both layers at another network's, for the labels and tags that both have."""

        def tensor(name: str) -> Tensor:
            return torch.from_numpy(heads[name].astype(np.float32))

        ours, theirs = _shared(labels, their_labels)
        self.dense.weight[ours] = tensor("dense")[theirs]
        self.dense.bias[ours] = tensor("bias")[theirs]
        self.lexical.weight[:, ours] = tensor("lexical")[:, theirs]
        if heads["tagger.hidden"].shape != self.tag_hidden.weight.shape:
            return
        ours, theirs = _shared(tags, their_tags)
        self.tag_hidden.weight.copy_(tensor("tagger.hidden"))
        self.tag_hidden.bias.copy_(tensor("tagger.hidden_bias"))
        self.tag_output.weight[ours] = tensor("tagger.output")[theirs]
        self.tag_output.bias[ours] = tensor("tagger.output_bias")[theirs]
        between = tensor("tagger.transitions")[theirs][:, theirs]
        self.transitions[ours.unsqueeze(1), ours] = between

    def gradients(self) -> dict[str, float]:
        """The length of the loss's gradient by layer, after a backward pass."""
        layers: dict[str, list[nn.Parameter]] = {layer: [] for layer in LAYERS}
        for name, parameter in self.named_parameters():
            layers[_layer_of(name)].append(parameter)
        return {
            layer: float(sum(p.grad.square().sum() for p in parameters if p.grad is not None))
            ** 0.5
            for layer, parameters in layers.items()
        }

    @torch.no_grad()
    def export(self) -> dict[str, np.ndarray]:
        """All weights by the names of assistant.understanding.bundle, and `embedding`."""
        heads = {
            "dense": self.dense.weight,
            "bias": self.dense.bias,
            "lexical": self.lexical.weight,
            "tagger.hidden": self.tag_hidden.weight,
            "tagger.hidden_bias": self.tag_hidden.bias,
            "tagger.output": self.tag_output.weight,
            "tagger.output_bias": self.tag_output.bias,
            "tagger.transitions": self.transitions,
        }
        return self.encoder.export() | {
            name: tensor.detach().cpu().numpy().copy() for name, tensor in heads.items()
        }


@dataclass(frozen=True)
class Outputs:
    """What the network says of a batch."""

    vector: Tensor  # (B, D)
    intents: Tensor  # (B, K), logits
    tags: Tensor  # (B, T, L), how well each tag fits each piece
    transitions: Tensor  # (L, L), what the second tag is worth after the first


@dataclass(frozen=True)
class Batch:
    """B sentences, ready for the network."""

    ids: Tensor  # (B, T) pieces
    lengths: Tensor  # (B,)
    features: Tensor  # lexical buckets of all sentences, one after the other
    offsets: Tensor  # (B,) where each sentence's begin
    feature_weights: Tensor  # 1/√n for each of a sentence's n features
    intents: Tensor  # (B,) class numbers
    negative: Tensor  # (B,), true where the class is the one it must not be
    coherent: Tensor  # (B,), false for negative rows and those out of scope
    tags: Tensor  # (B, T) tag numbers; NO_TAG where there is no piece or no annotation
