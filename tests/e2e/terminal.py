"""The real command in a real (pseudo) terminal, and what a person would see of it."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pyte

PATIENCE = 40.0  # seconds until a test gives up; nothing is slept through


class Terminal:
    """A process behind a terminal of `columns` × `rows`."""

    def __init__(self, process: "subprocess.Popen[bytes]", master: int, columns: int, rows: int):
        self.process = process
        self._master = master
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self._cells)

    @property
    def _cells(self) -> list[list[str]]:
        """The character of each cell; none where the one before takes two cells."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return [[buffer[y][x].data for x in columns] for y in range(self._screen.lines)]

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def click(self, words: str) -> None:
        """Click where these words, which are on the screen, begin."""
        for y, row in enumerate(self._cells, 1):
            if (before := "".join(row).find(words)) >= 0:
                x = next(x for x in range(len(row)) if len("".join(row[:x])) == before) + 1
                self.type(f"\x1b[<0;{x + 1};{y}M\x1b[<0;{x + 1};{y}m")
                return
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text}")

    def until(self, *words: str, patience: float = PATIENCE) -> str:
        """Read until all the words are on the screen. AssertionError with the screen if never."""
        return self._read_until(
            lambda: all(word in self.text for word in words), f"{words}", patience
        )

    def until_gone(self, words: str) -> str:
        """Read until the words are no longer on the screen."""
        return self._read_until(lambda: words not in self.text, f"the end of {words!r}")

    def _read_until(self, seen: Callable[[], bool], what: str, patience: float = PATIENCE) -> str:
        deadline = time.monotonic() + patience
        while not seen():
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._master], [], [], max(left, 0))
            assert ready, f"{what} never came:\n{self.text}"
            try:
                data = os.read(self._master, 65_536)
            except OSError:
                data = b""
            assert data, f"it ended before {what} came:\n{self.text}"
            self._stream.feed(data)
        return self.text

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ends(self) -> int:
        """Read until it ends; its exit status."""
        while self.process.poll() is None:
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    os.read(self._master, 65_536)
                except OSError:
                    break
        return self.process.wait(PATIENCE)


@contextmanager
def app(columns: int = 80, rows: int = 24, **environment: str) -> Iterator[Terminal]:
    """`assistant` in a terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    settings: Mapping[str, str] = {
        **os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant"], stdin=slave, stdout=slave, stderr=slave,
        env=settings, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        yield Terminal(process, master, columns, rows)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(master)
