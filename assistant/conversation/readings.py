"""What a model's encoder makes of many phrases: a fifth of a millisecond each, so it is kept.

`phrases.safetensors` in the cache folder holds it for the phrases that were asked for last, by a
hash of their text.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.conversation.arrays import read_arrays, write_arrays
from assistant.understanding.logistic import Inputs
from assistant.understanding.model import Model

FILE = "phrases.safetensors"
AT_ONCE = 500  # phrases read before looking whether to stop
FEW = 20  # phrases that are sooner read again than remembered
WORTH_WRITING = 50  # new phrases; fewer are read again the next time

Stop = Callable[[], bool]


class Readings:
    """The inputs of phrases for one model. One thread at a time may use it."""

    def __init__(self, model: Model, identity: str, cache: Path) -> None:
        """`identity` is another for every encoder, so that what another one made is not used."""
        self._model = model
        self._identity = identity
        self._file = cache / FILE
        self._rows: dict[int, int] = {}  # where a phrase stands in what is known, by its hash
        self._known = _nothing(model)
        self._stored: frozenset[int] = frozenset()
        self._opened = False

    def of(self, texts: Sequence[str], stop: Stop = lambda: False) -> Inputs | None:
        """The inputs of the texts, in their order; None when it was stopped.

        Never raises for a cache that is broken or cannot be written.
        """
        if not self._opened:
            self._open()
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True)
                   if key not in self._rows}  # fmt: skip
        if missing and len(texts) <= FEW:
            return _rounded(self._model.inputs(texts))
        if missing and not self._read(missing, stop):
            return None
        found = self._known.take(np.array([self._rows[key] for key in keys], np.int64))
        if len(frozenset(keys) - self._stored) >= WORTH_WRITING:
            self._write(keys, found)
        return replace(found, vectors=found.vectors.astype(np.float32))

    def _read(self, missing: dict[int, str], stop: Stop) -> bool:
        """Take the phrases in, as far as it gets; False when it was stopped."""
        keys = list(missing)
        parts, row = [self._known], len(self._known.vectors)  # a phrase may be stored twice
        for start in range(0, len(keys), AT_ONCE):
            if stop():
                break
            some = keys[start : start + AT_ONCE]
            parts.append(_halved(self._model.inputs([missing[key] for key in some])))
            self._rows |= {key: row + n for n, key in enumerate(some)}
            row += len(some)
        self._known = Inputs.join(parts)
        return keys[-1] in self._rows

    def _open(self) -> None:
        self._opened = True
        arrays, about = read_arrays(self._file)
        if about.get("key") != self._identity:
            return
        try:
            known = Inputs(
                arrays["vectors"], arrays["buckets"].astype(np.int64), arrays["counts"]
            )  # fmt: skip
            keys = arrays["keys"].tolist()
        except KeyError:
            return
        whole = (
            len(keys) == len(known.vectors) == len(known.counts)
            and known.counts.sum() == len(known.buckets)
            and known.vectors.shape[1:] == self._known.vectors.shape[1:]
        )
        if whole:
            self._known, self._stored = known, frozenset(keys)
            self._rows = {key: row for row, key in enumerate(keys)}

    def _write(self, keys: Sequence[int], inputs: Inputs) -> None:
        self._stored = frozenset(keys)
        arrays: dict[str, np.ndarray] = {
            "keys": np.array(keys, np.uint64),
            "vectors": inputs.vectors,
            "buckets": inputs.buckets.astype(np.uint16),
            "counts": inputs.counts,
        }
        write_arrays(self._file, arrays, {"key": self._identity})


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _halved(inputs: Inputs) -> Inputs:
    """With vectors as they are stored, so that a phrase is the same before and after."""
    return replace(inputs, vectors=inputs.vectors.astype(np.float16))


def _rounded(inputs: Inputs) -> Inputs:
    return replace(inputs, vectors=_halved(inputs).vectors.astype(np.float32))


def _nothing(model: Model) -> Inputs:
    return _halved(model.inputs([]))
