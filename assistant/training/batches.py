"""Sentences of unequal length → tensors."""

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
    lengths: Sequence[float] | NDArray[np.float64], size: int, chance: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """One pass over all rows: row numbers in batches of near-equal length, in random order."""
    order = np.lexsort((chance.random(len(lengths)), np.asarray(lengths)))
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    for part in chance.permutation(len(parts)):
        yield parts[part]


def batches_of_alike(
    labels: Sequence[str] | NDArray[np.int64], lengths: Sequence[int] | NDArray[np.int64],
    size: int, chance: np.random.Generator, together: int = 3,
) -> Iterator[NDArray[np.int64]]:  # fmt: skip
    """One pass as above, but rows of one label come in groups, so that they can be compared.

    A few numbers a row are kept, whatever the number of labels: a million rows take 50 MB.
    """
    _, numbers = np.unique(np.asarray(labels), return_inverse=True)
    order = np.lexsort((chance.random(len(numbers)), numbers))
    begins = np.searchsorted(numbers[order], numbers[order])  # where the rows of its label begin
    firsts = np.flatnonzero((np.arange(len(order)) - begins) % together == 0)
    ends = np.append(firsts[1:], len(order))
    means = np.add.reduceat(np.asarray(lengths, np.float64)[order], firsts) / (ends - firsts)
    for part in batches(means, max(1, size // together), chance):
        yield np.concatenate([order[firsts[group] : ends[group]] for group in part])
