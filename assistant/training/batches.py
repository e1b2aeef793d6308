"""Sentences of unequal length → tensors."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def pad(sentences: Sequence[Sequence[int]], filler: int = 0) -> tuple[Tensor, Tensor]:
    """Numbers of B sentences → padded (B, T) and lengths (B,); an empty one is read as [filler]."""
    lengths = torch.tensor([max(len(sentence), 1) for sentence in sentences])
    padded = torch.full((len(sentences), int(lengths.max())), filler, dtype=torch.long)
    for row, sentence in enumerate(sentences):
        padded[row, : len(sentence)] = torch.tensor(sentence, dtype=torch.long)
    return padded, lengths


def batches(
    lengths: Sequence[float], size: int, chance: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """One pass over all rows: row numbers in batches of near-equal length, in random order."""
    order = np.lexsort((chance.random(len(lengths)), np.asarray(lengths)))
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    for part in chance.permutation(len(parts)):
        yield parts[part]


def batches_of_alike(
    labels: Sequence[str], lengths: Sequence[int], size: int, chance: np.random.Generator,
    together: int = 3,
) -> Iterator[NDArray[np.int64]]:  # fmt: skip
    """One pass as above, but rows of one label come in groups, so that they can be compared."""
    members: dict[str, list[int]] = defaultdict(list)
    for row in chance.permutation(len(labels)):
        members[labels[row]].append(int(row))
    groups = [
        rows[start : start + together]
        for rows in members.values()
        for start in range(0, len(rows), together)
    ]
    means = [float(np.mean([lengths[row] for row in group])) for group in groups]
    for part in batches(means, max(1, size // together), chance):
        yield np.concatenate([groups[number] for number in part])
