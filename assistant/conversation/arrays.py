"""Arrays in the cache folder, which may be gone or broken at any time: then they are made anew."""

import logging
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assistant.files import write_atomically
from assistant.problems import AssistantError

log = logging.getLogger("assistant")


def read_arrays(file: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Arrays and what is said of them; nothing when the file is missing or broken."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, "np") as opened:
            names = opened.keys()
            arrays = {name: opened.get_tensor(name) for name in names}
            return arrays, opened.metadata() or {}
    except (OSError, SafetensorError, ValueError):
        return {}, {}


def write_arrays(file: Path, arrays: Mapping[str, np.ndarray], about: dict[str, str]) -> None:
    """A disk that refuses costs a line in the log: they are made again the next time."""
    from safetensors.numpy import save

    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    try:
        write_atomically(file, save(whole, metadata=about))
    except AssistantError as error:
        log.warning("%s", error)
