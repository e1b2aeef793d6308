"""What a child prints, drained as it comes, so that no flood of it holds anything up."""

import threading
from typing import BinaryIO

from assistant.plugins.output import KEPT
from assistant.plugins.replies import clean

SETTLES = 1.0  # seconds; the mark is in the pipe before the reply is
_CHUNK = 65_536


class Printed:
    """The end of what was printed since the last mark."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._mark = b""
        self._marked = threading.Event()
        self._changing = threading.Lock()
        self._thread = threading.Thread(target=self._drain, name="plugin output", daemon=True)
        self._thread.start()

    def begin(self, mark: str) -> None:
        """A call begins, at whose end the child prints the mark."""
        with self._changing:
            self._kept.clear()
            self._mark = mark.encode("ascii")
            self._marked.clear()

    def text(self) -> str:
        """What the call has printed, once it is over or the child has ended."""
        self._marked.wait(SETTLES)
        with self._changing:
            kept = bytes(self._kept)
            if self._mark:
                kept = kept.partition(self._mark)[0]
        return clean(kept[-KEPT:].decode("utf-8", "replace"))

    def _drain(self) -> None:
        while chunk := self._stream.read1(_CHUNK):  # type: ignore[attr-defined]
            with self._changing:
                self._kept += chunk
                del self._kept[: -2 * KEPT]
                if self._mark and self._mark in self._kept:
                    self._marked.set()
        self._stream.close()
        self._marked.set()
