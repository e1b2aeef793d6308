"""The loop: forward pass, loss, backward pass."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from assistant.training.augmentation import Augmentation
from assistant.training.batches import batches_of_alike, pad
from assistant.training.calibration import KEPT
from assistant.training.checkpoint import Checkpoint, Stateful
from assistant.training.corpus import Row
from assistant.training.crf import NO_TAG, crf_loss
from assistant.training.descent import descend
from assistant.training.network import AssistantNetwork, Batch, Outputs
from assistant.understanding.lexical import lexical_features
from assistant.understanding.tagger import legal_transitions, piece_tags
from assistant.understanding.tokenizer import Tokenizer, seed_samples
from assistant.understanding.understanding import OUT_OF_SCOPE


@dataclass(frozen=True)
class Recipe:
    """How a network is trained. The defaults suit a few thousand phrases."""

    epochs: int = 5
    least_steps: int = 200  # more epochs for a small corpus
    batch_size: int = 72
    head_rate: float = 3e-3
    encoder_rate: float = 1e-3
    one_language_rate: float = 3e-4  # of the encoder, lest it forgets the language it is not taught
    lexical_rate: float = 3e-3
    weight_decay: float = 0.01
    label_smoothing: float = 0.05
    tag_weight: float = 2.0  # of the slot loss beside the intent loss
    contrast_weight: float = 1.0  # of the contrastive loss beside the intent loss
    contrast_temperature: float = 0.1
    lexical_dropout: float = 0.3  # share of a phrase's surface features hidden at each reading
    resegmented: float = 0.0  # share of the readings that cut a phrase into pieces at random
    patience: int = 5  # epochs without progress on held-out rows until it stops
    keep: float = KEPT  # share of held-out in-scope rows that the scope threshold keeps
    seed: int = 0

    def epochs_for(self, rows: int) -> int:
        """Of a corpus of so many rows."""
        return max(self.epochs, -(-self.least_steps * self.batch_size // max(rows, 1)))

    def steps_for(self, rows: int) -> int:
        """About how many batches those are."""
        return self.epochs_for(rows) * -(-rows // self.batch_size)


@dataclass(frozen=True)
class Step:
    """Where the loop is after one batch."""

    epoch: int  # from 1
    epochs: int
    step: int  # of all, from 1
    steps: int
    loss: float  # running mean
    seconds_left: float
    ends_epoch: bool
    took: tuple[float, float, float]  # seconds for the forward pass, the loss, the backward pass
    gradients: Mapping[str, float]  # length by layer (`AssistantNetwork.gradients`)


class Companion(Protocol):
    """What the encoder learns beside the rows, a little with every batch of them."""

    def parameters(self) -> Iterator[nn.Parameter]: ...
    def loss(self) -> Tensor: ...


def train(
    network: AssistantNetwork,
    rows: Sequence[Row],
    *,
    tokenizer: Tokenizer,
    labels: Sequence[str],
    tags: Sequence[str],
    recipe: Recipe,
    augmentation: Augmentation | None = None,
    companion: Companion | None = None,
    checkpoint: Checkpoint | None = None,
    beside: Sequence[Stateful] = (),
) -> Iterator[Step]:
    """Train in place, yielding after every batch; whoever iterates may stop at any of them.

    With a checkpoint it goes on after the last epoch that was kept there, and keeps every other,
    together with what is `beside` it.
    """
    buckets = network.lexical.num_embeddings
    read = Reader(tokenizer, labels, tags, buckets, recipe)
    legal = torch.from_numpy(legal_transitions(tuple(tags)))
    groups = parameter_groups(network, recipe)
    if companion is not None:
        groups.append({"params": list(companion.parameters()), "lr": recipe.head_rate})
    optimizer = torch.optim.AdamW(groups)
    epochs = recipe.epochs_for(len(rows))
    number = {label: n for n, label in enumerate(labels)}
    labelled = ((number[row.intent], len(row.text)) for row in rows)
    about = np.asarray(np.fromiter(labelled, np.dtype((np.int64, 2)), len(rows)), np.int64)

    def plan(epoch: int) -> Iterator[NDArray[np.int64]]:
        order = np.random.default_rng((recipe.seed, epoch))
        return batches_of_alike(about[:, 0], about[:, 1], recipe.batch_size, order)

    each = sum(1 for _ in plan(1))
    steps = epochs * each
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [group["lr"] for group in optimizer.param_groups],
        total_steps=steps + 1, pct_start=0.2,
    )  # fmt: skip
    parts: tuple[Stateful, ...] = (network, optimizer, schedule, *beside)
    done = checkpoint.restore(*parts) if checkpoint else 0
    began, running = time.monotonic(), 0.0
    network.train()
    seed_samples(recipe.seed)
    for epoch in range(done + 1, epochs + 1):
        torch.manual_seed(recipe.seed * epochs + epoch)
        chance = random.Random(f"{recipe.seed} {epoch}")
        for step, numbers in enumerate(plan(epoch), 1 + (epoch - 1) * each):
            chosen = [rows[i] for i in numbers]
            if augmentation is not None:
                chosen = [augmentation.vary(row, chance) for row in chosen]
            batch = read.batch(chosen, chance)

            times = [time.perf_counter()]
            outputs = network(batch)  # forward pass
            times.append(time.perf_counter())
            loss = loss_of(outputs, batch, legal, recipe)
            if companion is not None:
                loss = loss + companion.loss()
            times.append(time.perf_counter())
            descend(loss, network.parameters(), optimizer, schedule)  # backward pass
            times.append(time.perf_counter())

            here = step - done * each
            running += (loss.item() - running) / min(here, 20)
            left = (time.monotonic() - began) / here * (steps - step)
            forward, middle, backward = (end - start for start, end in pairwise(times))
            yield Step(
                epoch, epochs, step, steps, running, left, step == epoch * each,
                (forward, middle, backward), network.gradients(),
            )  # fmt: skip
        if checkpoint and epoch < epochs:
            checkpoint.save(epoch, *parts)
    network.eval()


def loss_of(outputs: Outputs, batch: Batch, legal: Tensor, recipe: Recipe) -> Tensor:
    """-log p of the right intent (of not being the wrong one), and of the tags where annotated;
    and what `contrast` says of the vectors."""
    right = nn.functional.cross_entropy(
        outputs.intents, batch.intents, label_smoothing=recipe.label_smoothing, reduction="none"
    )
    wrong = outputs.intents.softmax(dim=1).gather(1, batch.intents.unsqueeze(1)).squeeze(1)
    loss = torch.where(batch.negative, -torch.log1p(-wrong.clamp(max=0.999)), right).mean()
    loss = loss + recipe.contrast_weight * contrast(
        outputs.vector, batch.intents, batch.coherent, recipe.contrast_temperature
    )
    return loss + recipe.tag_weight * crf_loss(outputs.tags, batch.tags, outputs.transitions, legal)


def contrast(vectors: Tensor, intents: Tensor, coherent: Tensor, temperature: float) -> Tensor:
    """Supervised contrastive loss (Khosla et al., NeurIPS 2020, equation 2) of vectors (B, D).

    Sentences of one intent are drawn together and away from all others; for few examples this
    teaches an encoder more than their labels alone. `coherent` (B,) is false where rows of one
    intent have nothing in common.
    """
    alone = torch.eye(len(vectors), dtype=torch.bool)
    unit = nn.functional.normalize(vectors, dim=1)
    likeness = (unit @ unit.T / temperature).masked_fill(alone, -1e4).log_softmax(dim=1)
    alike = (intents.unsqueeze(0) == intents.unsqueeze(1)) & ~alone & coherent & coherent[:, None]
    friends = alike.sum(dim=1)
    if not bool(friends.any()):
        return vectors.new_zeros(())
    each = -(likeness * alike).sum(dim=1) / friends.clamp(min=1)
    return each[friends > 0].mean()


def parameter_groups(network: AssistantNetwork, recipe: Recipe) -> list[dict[str, object]]:
    """The pretrained encoder moves slowly, the heads, which begin at nothing, faster."""

    def group(module: nn.Module, rate: float, decay: float) -> dict[str, object]:
        trained = [p for p in module.parameters() if p.requires_grad]
        return {"params": trained, "lr": rate, "weight_decay": decay}

    return [
        group(network.encoder, recipe.encoder_rate, recipe.weight_decay),
        group(network.lexical, recipe.lexical_rate, 0.0),
        group(network.dense, recipe.head_rate, recipe.weight_decay),
        group(network.tag_hidden, recipe.head_rate, recipe.weight_decay),
        group(network.tag_output, recipe.head_rate, recipe.weight_decay),
        {"params": [network.transitions], "lr": recipe.head_rate, "weight_decay": 0.0},
    ]


class Reader:
    """Rows → tensors."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        labels: Sequence[str],
        tags: Sequence[str],
        buckets: int,
        recipe: Recipe,
    ) -> None:
        self._tokenizer = tokenizer
        self._buckets = buckets
        self._label = {label: number for number, label in enumerate(labels)}
        self._tag = {tag: number for number, tag in enumerate(tags)}
        self._recipe = recipe

    def batch(self, rows: Sequence[Row], chance: random.Random) -> Batch:
        usual = [self._tokenizer.pieces(row.text) for row in rows]
        pieces = [
            self._tokenizer.sample(row.text) if chance.random() < self._recipe.resegmented else cut
            for row, cut in zip(rows, usual, strict=True)
        ]
        ids, lengths = pad([[piece.id for piece in sentence] for sentence in pieces])
        tags, _ = pad(
            [
                [NO_TAG] * len(sentence)
                if row.slots is None
                else [self._tag[tag] for tag in piece_tags(row.slots, sentence)]
                for row, sentence in zip(rows, pieces, strict=True)
            ],
            filler=NO_TAG,
        )
        features = [
            [f for f in lexical_features(row.text, sentence, self._buckets)
             if chance.random() >= self._recipe.lexical_dropout]
            for row, sentence in zip(rows, usual, strict=True)
        ]  # fmt: skip
        return Batch(
            ids=ids,
            lengths=lengths,
            features=torch.tensor([f for sentence in features for f in sentence], dtype=torch.long),
            offsets=torch.tensor([0, *accumulate(len(s) for s in features)][:-1]),
            feature_weights=torch.tensor([len(s) ** -0.5 for s in features for _ in s]),
            intents=torch.tensor([self._label[row.intent] for row in rows]),
            negative=torch.tensor([row.negative for row in rows]),
            coherent=torch.tensor(
                [not row.negative and row.intent != OUT_OF_SCOPE for row in rows]
            ),
            tags=tags,
        )
