"""The backward pass and the step that follows it, the same for every loop of ours."""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

LONGEST_GRADIENT = 1.0  # longer ones are cut (Pascanu et al., ICML 2013): recurrence can explode


def descend(
    loss: Tensor,
    parameters: Iterable[nn.Parameter],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    """Move the parameters a step against the gradient of the loss."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(parameters, LONGEST_GRADIENT)
    optimizer.step()
    schedule.step()
