"""Where a long training stands, so that it goes on after an interruption."""

import logging
import pickle
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch

log = logging.getLogger("assistant")


class Stateful(Protocol):
    """Such as a network, an optimizer or a schedule."""

    def state_dict(self) -> dict[str, Any]: ...
    def load_state_dict(self, state: Any, /) -> Any: ...


@dataclass(frozen=True)
class Checkpoint:
    """A file that holds the state after an epoch, of one training only."""

    file: Path
    training: str  # tells it from any other: of the rows, the recipe and the cell

    def save(self, epoch: int, *parts: Stateful) -> None:
        """Keep where the parts are after this epoch; a disk that refuses stops no training."""
        state = {"training": self.training, "epoch": epoch}
        unfinished = self.file.with_name(self.file.name + ".new")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            torch.save({**state, "states": [part.state_dict() for part in parts]}, unfinished)
            unfinished.replace(self.file)
        except (OSError, RuntimeError) as error:
            log.warning("No checkpoint was kept (%s).", error)
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def restore(self, *parts: Stateful) -> int:
        """Bring the parts to where they were, after an epoch; 0 where nothing fits."""
        if not self.file.exists():
            return 0
        try:
            # Nothing but tensors and numbers is unpickled, so a file from elsewhere runs no code.
            saved = torch.load(self.file, weights_only=True)
            if saved["training"] != self.training:
                return 0
            for part, state in zip(parts, saved["states"], strict=True):
                part.load_state_dict(state)
            return int(saved["epoch"])
        except (OSError, RuntimeError, ValueError, KeyError, TypeError, EOFError,
                pickle.UnpicklingError) as error:  # fmt: skip
            log.warning("A checkpoint cannot be used (%s); training begins anew.", error)
            return 0

    def remove(self) -> None:
        """The training has ended."""
        self.file.unlink(missing_ok=True)
