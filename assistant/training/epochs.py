"""A whole training of one network: epoch after epoch, and of them the best."""

from collections.abc import Callable, Generator, Sequence
from typing import Any, cast

from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from assistant.training.augmentation import Augmentation
from assistant.training.checkpoint import Checkpoint
from assistant.training.corpus import Row
from assistant.training.network import AssistantNetwork
from assistant.training.trainer import Companion, Recipe, Step, train
from assistant.understanding.tokenizer import Tokenizer

AVERAGED = 0.04  # share of the steps that the weights are a running mean over

# Every step, the held-out accuracy after every epoch, and at last the network as it is kept.
Course = Generator[Step | float, None, AssistantNetwork]
# Shares of the held-out rows: those that end where they should, and those with all slots as well.
Judge = Callable[[AssistantNetwork], tuple[float, float]]


def course(
    network: AssistantNetwork,
    rows: Sequence[Row],
    *,
    tokenizer: Tokenizer,
    labels: Sequence[str],
    tags: Sequence[str],
    recipe: Recipe,
    judge: Judge | None,
    pick: bool,
    augmentation: Augmentation,
    companion: Companion | None,
    checkpoint: Checkpoint | None,
) -> Course:
    """Train a network. With `pick` the best epoch is kept, and nothing is tried for long in vain;
    otherwise the last one."""
    mean, best = running_mean(network, recipe.steps_for(len(rows))), BestEpoch()
    averaged = cast(AssistantNetwork, mean.module)
    for step in train(
        network, rows, tokenizer=tokenizer, labels=labels, tags=tags, recipe=recipe,
        augmentation=augmentation, companion=companion, checkpoint=checkpoint, beside=[mean, best],
    ):  # fmt: skip
        mean.update_parameters(network)
        yield step
        if step.ends_epoch and judge is not None:
            reached, whole = judge(averaged)
            yield reached
            if not pick:
                continue
            best.consider(step.epoch, whole, averaged)
            if step.epoch - best.epoch >= recipe.patience:
                break
    best.restore(averaged)
    return averaged


def running_mean(network: AssistantNetwork, steps: int) -> AveragedModel:
    """The weights, averaged over the last steps: less of it hangs on the chance of the last batches
    (Polyak and Juditsky, SIAM J. Control Optim. 1992)."""
    window = max(AVERAGED * steps, 1.0)
    moving = get_ema_multi_avg_fn(1 - 1 / window)  # type: ignore[no-untyped-call]
    return AveragedModel(network, multi_avg_fn=moving).eval()


class BestEpoch:
    """The network as it was when it was right of most held-out rows, slots included."""

    def __init__(self) -> None:
        self.epoch = 0
        self._reached = -1.0
        self._network: dict[str, Tensor] = {}

    def consider(self, epoch: int, reached: float, network: AssistantNetwork) -> None:
        """Keep it if it is at least as good as those before."""
        if reached >= self._reached:
            self.epoch, self._reached = epoch, reached
            self._network = {name: t.clone() for name, t in network.state_dict().items()}

    def restore(self, network: AssistantNetwork) -> None:
        """Take the network back there, if there was any."""
        if self._network:
            network.load_state_dict(self._network)

    def state_dict(self) -> dict[str, Any]:
        return {"epoch": self.epoch, "reached": self._reached, "network": self._network}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.epoch, self._reached = state["epoch"], state["reached"]
        self._network = state["network"]
