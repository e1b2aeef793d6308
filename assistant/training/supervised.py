"""The second stage of pretraining: what people mean by a sentence, from public labelled sets.

    python -m assistant.training.supervised --data DIR --base models/base --out DIR

The teachers of the first stage know which sentences are alike; labels know that "turn it on" and
"turn it off" are not. Every set gets an intent layer and, where its slots are annotated, a tag
layer of its own, which are thrown away afterwards; the encoder keeps what it learned. Beside the
sets stand our own paraphrases: nearly two thousand fine intentions in both languages. What means
the same is also drawn together (`contrast`), which is what a new intent of few examples lives on.
The embedding stays, since the three cells share it.

`--without SET ...` leaves sets out, in every language, so that an encoder can be measured on them.
"""

import argparse
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn

from assistant.training.augmentation import Augmentation, city_values, slot_values
from assistant.training.batches import batches_of_alike, pad
from assistant.training.corpus import Row
from assistant.training.crf import NO_TAG
from assistant.training.data_sets import RowFile
from assistant.training.descent import descend
from assistant.training.network import EncoderNetwork
from assistant.training.paraphrases import LANGUAGES, Group, draw, read_groups
from assistant.training.pretraining import PARAPHRASES, save_encoder
from assistant.training.trainer import contrast
from assistant.understanding.embedding import Embedding
from assistant.understanding.tagger import piece_tags, tag_names
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.understanding.weights import GATES, Sizes

# Sets that share their labels share a head: the two languages of one set teach each other.
# ATIS is not among them: its licence is not ours to rely on.
SETS: dict[str, tuple[str, ...]] = {
    "clinc150": ("clinc150",),
    "banking77": ("banking77",),
    "snips": ("snips",),
    "massive": ("massive_en", "massive_ko"),
    "home_assistant": ("home_assistant_en", "home_assistant_ko"),
    "stylekqc": ("stylekqc",),
    "3i4k": ("3i4k",),
}
MOST_ROWS = 12_000  # of one set and language in one pass; the large ones are sampled anew
REPEATS = {"home_assistant": 5}  # small, and closest to what an assistant is asked

SLOT_UNITS = 128  # of a set's slot layer
DRAWS = 12  # of batches of each domain of the paraphrases in one pass
CONTRAST = 1.0  # weight of the contrastive loss beside the intent loss
BESIDE = 0.5  # weight of what is learned beside a corpus
FINE = 30  # intents from which on a set's are fine enough to draw their sentences together
TEMPERATURE = 0.1

Batches = list[list[Row]]

log = logging.getLogger("pretraining")


@dataclass(frozen=True)
class Task:
    """One head's worth of rows."""

    name: str
    files: tuple[tuple[Row, ...], ...]
    labels: tuple[str, ...]
    tags: tuple[str, ...]  # ("O",) where nothing is annotated

    def batches(self, size: int, chance: random.Random, order: np.random.Generator) -> Batches:
        """The rows of one pass, those of one intent in groups."""
        rows = [
            row
            for rows in self.files
            for row in chance.sample(rows, min(len(rows), MOST_ROWS))
            for _ in range(REPEATS.get(self.name, 1))
        ]
        intents, lengths = [row.intent for row in rows], [len(row.text) for row in rows]
        return [
            [rows[number] for number in numbers]
            for numbers in batches_of_alike(intents, lengths, size, order)
        ]


@dataclass(frozen=True)
class Paraphrases:
    """The head of our own groups of paraphrases."""

    groups: tuple[Group, ...]
    name: str = "paraphrases"
    tags: tuple[str, ...] = ("O",)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(sorted(map(_label, self.groups)))

    @property
    def files(self) -> tuple[tuple[Row, ...], ...]:
        return ()

    def batches(self, size: int, chance: random.Random, order: np.random.Generator) -> Batches:
        """Of one domain each, so that neighbours are told apart; every group in both languages."""
        domains: dict[str, list[Group]] = {}
        for group in self.groups:
            domains.setdefault(group.domain, []).append(group)
        return [
            [
                Row(draw(pattern, chance), _label(group), language, slots=None)
                for group in chance.sample(groups, min(len(groups), max(2, size // 4)))
                for language in LANGUAGES
                for pattern in chance.sample(group.patterns[language], 2)
            ]
            for groups in domains.values()
            for _ in range(DRAWS)
        ]


def _label(group: Group) -> str:
    return f"{group.domain}: {group.name}"


def read_tasks(
    data: Path, paraphrases: Path | None = None, without: Sequence[str] = ()
) -> list[Task | Paraphrases]:
    """The train splits under `data`, out-of-scope rows with them, and our own paraphrases."""
    tasks: list[Task | Paraphrases] = []
    if paraphrases is not None:
        tasks.append(Paraphrases(tuple(read_groups(paraphrases))))
    for name, folders in SETS.items():
        if name in without:
            continue
        files = []
        for folder in folders:
            rows = list(RowFile(data / folder / "train.jsonl"))
            extra = data / folder / "oos_train.jsonl"
            files.append((*rows, *(RowFile(extra) if extra.exists() else ())))
        tasks.append(_task(name, files))
    return tasks


def _task(name: str, files: Sequence[tuple[Row, ...]]) -> Task:
    everything = [row for rows in files for row in rows]
    return Task(
        name,
        tuple(files),
        labels=tuple(sorted({row.intent for row in everything})),
        tags=tag_names([slot for row in everything for _, _, slot in row.slots or ()]),
    )


class Heads(nn.Module):
    """An intent layer and a tag layer for every task."""

    def __init__(self, sizes: Sizes, tasks: Sequence[Task | Paraphrases]) -> None:
        super().__init__()
        seen = 2 * sizes.units + sizes.embedding
        self.intents = nn.ModuleDict(
            {task.name: nn.Linear(sizes.vector, len(task.labels)) for task in tasks}
        )
        self.tags = nn.ModuleDict(
            {
                task.name: nn.Sequential(
                    nn.Linear(seen, SLOT_UNITS),
                    nn.ReLU(),
                    nn.Linear(SLOT_UNITS, len(task.tags)),
                )
                for task in tasks
            }
        )


def teach(
    encoder: EncoderNetwork,
    tokenizer: Tokenizer,
    tasks: Sequence[Task | Paraphrases],
    *,
    passes: int = 2,
    rate: float = 5e-4,
    batch_size: int = 64,
    seed: int = 0,
) -> None:
    """Train the encoder in place."""
    torch.manual_seed(seed)
    chance, order = random.Random(seed), np.random.default_rng(seed)
    heads = Heads(encoder.sizes, tasks)
    dropout = nn.Dropout(0.2)
    encoder.embedding.weight.requires_grad_(False)
    parameters = [p for p in (*encoder.parameters(), *heads.parameters()) if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": rate},
            {"params": list(heads.parameters()), "lr": 3 * rate},
        ],
        weight_decay=0.01,
    )
    turns = [
        (task, rows)
        for _ in range(passes)
        for turn in [
            [(task, rows) for task in tasks for rows in task.batches(batch_size, chance, order)]
        ]
        for task, rows in chance.sample(turn, len(turn))
    ]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, 3 * rate], total_steps=len(turns) + 1, pct_start=0.15
    )
    varied = augmentations(tasks)
    running = 0.0
    for step, (task, rows) in enumerate(turns, 1):
        rows = [varied[task.name].vary(row, chance) for row in rows]
        loss = _loss(encoder, heads, dropout, tokenizer, task, rows)
        descend(loss, parameters, optimizer, schedule)
        running += (loss.item() - running) / min(step, 200)
        if step % 200 == 0:
            log.info("%s: step %d of %d, loss %.3f", encoder.cell, step, len(turns), running)


def augmentations(tasks: Sequence[Task | Paraphrases]) -> dict[str, Augmentation]:
    """How the sentences of each task are varied."""
    cities = city_values()
    return {
        task.name: Augmentation(
            slot_values((row for rows in task.files for row in rows), cities), swap=0.3
        )
        for task in tasks
    }


def _loss(
    encoder: EncoderNetwork, heads: Heads, dropout: nn.Dropout, tokenizer: Tokenizer,
    task: Task | Paraphrases, rows: Sequence[Row],
) -> Tensor:  # fmt: skip
    pieces = [tokenizer.pieces(row.text) for row in rows]
    encoded = encoder(*pad([[piece.id for piece in sentence] for sentence in pieces]))
    expected = torch.tensor([task.labels.index(row.intent) for row in rows])
    loss: Tensor = nn.functional.cross_entropy(
        heads.intents[task.name](dropout(encoded.vector)), expected, label_smoothing=0.1
    )
    if len(task.labels) >= FINE:
        coherent = torch.tensor([row.intent != OUT_OF_SCOPE for row in rows])
        loss = loss + CONTRAST * contrast(encoded.vector, expected, coherent, TEMPERATURE)
    if len(task.tags) == 1:
        return loss
    marked, _ = pad(
        [
            [NO_TAG] * len(sentence)
            if row.slots is None
            else [task.tags.index(tag) for tag in piece_tags(row.slots, sentence)]
            for row, sentence in zip(rows, pieces, strict=True)
        ],
        filler=NO_TAG,
    )
    if bool((marked == NO_TAG).all()):
        return loss
    seen = dropout(torch.cat([encoded.states, encoded.embedded], dim=2))
    tags = heads.tags[task.name](seen).flatten(0, 1)
    return loss + nn.functional.cross_entropy(tags, marked.flatten(), ignore_index=NO_TAG)


class Beside(nn.Module):
    """Our paraphrases and the labelled sets, learned beside the intents of a corpus.

    A few dozen intents alone would have an encoder forget whatever they do not ask of it, and with
    it what tells a near miss from a phrase of theirs. Every other batch is of paraphrases.
    """

    def __init__(
        self, encoder: EncoderNetwork, tokenizer: Tokenizer, tasks: Sequence[Task | Paraphrases],
        *, batch_size: int = 64, seed: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        self.heads = Heads(encoder.sizes, tasks)
        chance, order = random.Random(seed), np.random.default_rng(seed)
        varied, dropout = augmentations(tasks), nn.Dropout(0.2)

        def batches(
            tasks: Sequence[Task | Paraphrases],
        ) -> Iterator[tuple[Task | Paraphrases, list[Row]]]:
            while True:
                turn = [(t, rows) for t in tasks for rows in t.batches(batch_size, chance, order)]
                yield from chance.sample(turn, len(turn))

        kinds = [[t for t in tasks if isinstance(t, kind)] for kind in (Paraphrases, Task)]
        endless = cycle([batches(tasks) for tasks in kinds if tasks])

        def loss() -> Tensor:
            task, rows = next(next(endless))
            rows = [varied[task.name].vary(row, chance) for row in rows]
            return BESIDE * _loss(encoder, self.heads, dropout, tokenizer, task, rows)

        self.loss = loss  # the encoder is no attribute: its parameters are the network's


def main() -> None:
    parser = argparse.ArgumentParser(description="Teach the bundled encoders from labelled sets.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cells", nargs="+", default=sorted(GATES), choices=sorted(GATES))
    parser.add_argument("--paraphrases", type=Path, default=PARAPHRASES)
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(SETS))
    parser.add_argument("--passes", type=int, default=2)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    tokenizer = Tokenizer((options.base / "tokenizer.model").read_bytes())
    embedding = Embedding.read(load_file(options.base / "embedding.safetensors")).whole()
    tasks = read_tasks(options.data, options.paraphrases, options.without)
    options.out.mkdir(parents=True, exist_ok=True)
    for cell in options.cells:
        sizes = Sizes(pieces=tokenizer.size, embedding=embedding.shape[1])
        encoder = EncoderNetwork(cell, sizes)
        weights = load_file(options.base / f"{cell}.safetensors")
        encoder.load({"embedding": embedding, **weights})
        teach(encoder, tokenizer, tasks, passes=options.passes)
        save_encoder(options.out, encoder)


if __name__ == "__main__":
    main()
