"""The slot loss: how probable the right tags are among all legal ways to tag the sentence."""

import torch
from torch import Tensor

NO_TAG = -100  # marks what has no tag: no piece, or a sentence without annotation


def crf_loss(scores: Tensor, tags: Tensor, transitions: Tensor, legal: Tensor) -> Tensor:
    """-log p of the tags, a piece; of a linear-chain conditional random field (Lafferty et al.,
    ICML 2001).

    `scores` (B, T, L) say how well each tag fits each piece, `transitions` (L, L) what the second
    tag is worth after the first; "O", number 0, stands before the first piece. `legal` (L, L) is
    false where a tag may not follow. `tags` (B, T) hold NO_TAG behind a sentence's end and
    throughout one that is not annotated; where none is, the loss is 0.
    """
    annotated = tags[:, 0] != NO_TAG
    if not bool(annotated.any()):
        return scores.new_zeros(())
    scores, tags = scores[annotated], tags[annotated]
    mask = tags != NO_TAG
    right = tags.clamp(min=0)
    before = torch.cat([torch.zeros_like(right[:, :1]), right[:, :-1]], dim=1)
    fit = scores.gather(2, right.unsqueeze(2)).squeeze(2) + transitions[before, right]
    return (_log_partition(scores, mask, transitions, legal).sum() - fit[mask].sum()) / mask.sum()


def _log_partition(scores: Tensor, mask: Tensor, transitions: Tensor, legal: Tensor) -> Tensor:
    """(B,), log of the sum over all legal paths of exp(their score): the forward algorithm.

    A step is one product of matrices, far cheaper than a logarithm of sums for each pair of tags.
    """
    step = transitions.exp() * legal
    paths = scores[:, 0] + transitions[0].masked_fill(~legal[0], -1e4)  # (B, L), by their last tag
    for t in range(1, scores.shape[1]):
        highest = paths.detach().amax(dim=1, keepdim=True)
        summed = ((paths - highest).exp() @ step).clamp(min=1e-30).log()
        paths = torch.where(mask[:, t : t + 1], summed + highest + scores[:, t], paths)
    return paths.logsumexp(dim=1)
