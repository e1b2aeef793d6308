"""What several networks say together, and the loss by which one network learns it.

Networks that differ only in where they began err in different places, so together they are right
more often than each (Hansen and Salamon, IEEE PAMI 1990); and what they say together, how near the
other answers are included, can be taught to a single one (Hinton et al., 2015).
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from assistant.training.crf import crf_loss, crf_loss_to
from assistant.training.network import AssistantNetwork, Batch, Outputs

HEEDED = 0.5  # weight of what is said together beside that of the labels
TEMPERATURE = 2.0  # at which intents are compared: how near the others are counts more


class Ensemble:
    """Networks of the same labels and tags, which learn no more."""

    def __init__(self, networks: Sequence[AssistantNetwork]) -> None:
        self._networks = [network.eval() for network in networks]

    @torch.no_grad()
    def __call__(self, batch: Batch) -> Outputs:
        """The means of their logits."""
        said = [network(batch) for network in self._networks]
        return Outputs(
            *(torch.stack(each).mean(dim=0) for each in zip(*map(_tensors, said), strict=True))
        )


def intent_losses(outputs: Outputs, taught: Outputs, batch: Batch) -> tuple[Tensor, Tensor]:
    """(B,) how far the intents are from what is taught, and (B,) its weight beside the labels'.

    What is taught counts only where it agrees with the label.
    """
    soft = (taught.intents / TEMPERATURE).softmax(dim=1)
    apart = TEMPERATURE**2 * nn.functional.cross_entropy(
        outputs.intents / TEMPERATURE, soft, reduction="none"
    )
    agrees = (taught.intents.argmax(dim=1) == batch.intents) & ~batch.negative
    return apart, HEEDED * agrees.float()


def slot_loss(outputs: Outputs, taught: Outputs, batch: Batch, legal: Tensor) -> Tensor:
    """Of the tags, half by the annotation and half by what is taught."""
    annotated = crf_loss(outputs.tags, batch.tags, outputs.transitions, legal)
    said = crf_loss_to(
        outputs.tags, outputs.transitions, taught.tags, taught.transitions, batch.tags, legal
    )
    return (1 - HEEDED) * annotated + HEEDED * said


def _tensors(outputs: Outputs) -> tuple[Tensor, ...]:
    return outputs.vector, outputs.intents, outputs.tags, outputs.transitions
