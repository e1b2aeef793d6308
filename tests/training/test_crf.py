import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from assistant.training.crf import NO_TAG, crf_loss
from assistant.understanding.tagger import best_path, legal_transitions, tag_names

TAGS = tag_names(["city", "date"])
LEGAL = torch.from_numpy(legal_transitions(TAGS))


def random_scores(seed: int, *shape: int) -> torch.Tensor:
    return 3 * torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def score(path: tuple[int, ...], scores: torch.Tensor, transitions: torch.Tensor) -> torch.Tensor:
    steps = itertools.pairwise((0, *path))
    return sum(scores[t, b] + transitions[a, b] for t, (a, b) in enumerate(steps))  # type: ignore[return-value]


def legal_paths(length: int) -> list[tuple[int, ...]]:
    return [
        path
        for path in itertools.product(range(len(TAGS)), repeat=length)
        if all(LEGAL[a, b] for a, b in itertools.pairwise((0, *path)))
    ]


@given(st.integers(0, 1000), st.integers(1, 4))
def test_the_loss_counts_every_legal_path_and_no_other(seed: int, length: int) -> None:
    scores = random_scores(seed, length, len(TAGS))
    transitions = random_scores(seed + 1, len(TAGS), len(TAGS))
    paths = legal_paths(length)
    right = paths[seed % len(paths)]
    each = torch.stack([score(path, scores, transitions) for path in paths])
    expected = (each.logsumexp(0) - score(right, scores, transitions)) / length
    found = crf_loss(scores[None], torch.tensor([right]), transitions, LEGAL)
    assert found.item() == pytest.approx(expected.item(), abs=1e-4)


def test_sentences_of_a_batch_do_not_touch_each_other() -> None:
    """Nor do padding and sentences without annotation."""
    transitions = random_scores(1, len(TAGS), len(TAGS))
    scores = random_scores(2, 3, 4, len(TAGS))
    tags = torch.tensor([[1, 2, 0, 3], [0, 1, NO_TAG, NO_TAG], [NO_TAG] * 4])
    alone = [
        crf_loss(scores[:1], tags[:1], transitions, LEGAL) * 4,
        crf_loss(scores[1:2, :2], tags[1:2, :2], transitions, LEGAL) * 2,
    ]
    together = crf_loss(scores, tags, transitions, LEGAL) * 6
    assert together.item() == pytest.approx(sum(alone).item(), abs=1e-4)  # type: ignore[union-attr]


def test_without_annotation_there_is_no_loss() -> None:
    nothing = torch.full((2, 3), NO_TAG)
    scores = random_scores(3, 2, 3, len(TAGS))
    assert crf_loss(scores, nothing, torch.zeros(len(TAGS), len(TAGS)), LEGAL) == 0


def test_descending_it_makes_the_right_tags_the_best_path() -> None:
    scores = random_scores(4, 1, 4, len(TAGS)).requires_grad_()
    transitions = torch.zeros(len(TAGS), len(TAGS), requires_grad=True)
    optimizer = torch.optim.SGD([scores, transitions], lr=2.0)
    for _ in range(100):
        optimizer.zero_grad()
        crf_loss(scores, torch.tensor([[3, 4, 0, 1]]), transitions, LEGAL).backward()
        optimizer.step()
    found = transitions.detach().masked_fill(~LEGAL, float("-inf")).numpy()
    assert best_path(scores[0].detach().numpy(), found) == [3, 4, 0, 1]
