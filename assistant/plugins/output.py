"""Catching what a handler prints, while the rest of the process prints on.

sys.stdout and sys.stderr belong to the whole process, so a call never swaps them: two at once would
restore them in the wrong order, and a bot's own threads would lose their output. Whoever owns the
process puts a Router in their place once, with `routed`; it takes what is written in the context of
a call (its thread, and what `asyncio.to_thread` begins in it) and passes on everything else. Where
nobody did, as in a bot that embeds the library, output goes where it always went and none is kept.
A thread that a handler starts itself has a context of its own: what it prints is passed on. So is
what is written to file descriptors, past Python.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO, cast

from assistant.files import storable

KEPT = 8_192  # characters of one call: the last ones say most, and more holds up the screen


class Capture:
    """The end of what was written."""

    def __init__(self) -> None:
        self._kept = ""

    @property
    def text(self) -> str:
        return self._kept[-KEPT:]

    def write(self, text: str) -> None:
        self._kept += text[-KEPT:]
        if len(self._kept) > 4 * KEPT:
            self._kept = self.text


_capture: ContextVar[Capture | None] = ContextVar("capture", default=None)


@contextmanager
def captured(capture: Capture) -> Iterator[None]:
    """Keep what is printed in this context, as far as the streams of the process are routed."""
    token = _capture.set(capture)
    try:
        yield
    finally:
        _capture.reset(token)


@contextmanager
def routed() -> Iterator[None]:
    """Have a Router in the place of sys.stdout and sys.stderr."""
    before = sys.stdout, sys.stderr
    route()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def route() -> None:
    """Put it there, for an owner who will put back what was there himself."""
    sys.stdout = cast(TextIO, Router(sys.stdout))
    sys.stderr = cast(TextIO, Router(sys.stderr))


class Router:
    """Stands for a stream, and is like it in all but what is written during a call."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        capture = _capture.get()
        if capture is None:
            self._stream.write(text)
        else:
            capture.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    @property
    def buffer(self) -> Any:
        """Bytes are text in UTF-8."""
        capture = _capture.get()
        return self._stream.buffer if capture is None else _Bytes(capture)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Bytes:
    """The buffer of a stream during a call."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture

    def write(self, data: bytes) -> int:
        self._capture.write(storable(bytes(data[-4 * KEPT :]).decode("utf-8", "replace")))
        return len(data)

    def flush(self) -> None:
        pass
