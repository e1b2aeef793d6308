"""What is typed before the app is there must not be lost.

Until somebody says otherwise, the terminal turns Enter into a newline, which in the prompt means
something else. So the app takes the terminal at once and reads what is waiting, before anything is
drawn.
"""

import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_KEYS = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?|[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")


@contextmanager
def typed_ahead() -> Iterator[tuple[str, ...]]:
    """The lines typed so far, the last one unfinished; afterwards the terminal is as it was.

    Nothing where standard input is no terminal of this kind.
    """
    try:
        import termios
    except ImportError:  # Windows
        yield ("",)
        return
    try:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
    except (OSError, ValueError, termios.error):
        yield ("",)
        return
    now = termios.tcgetattr(descriptor)
    now[0] &= ~termios.ICRNL
    now[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(descriptor, termios.TCSANOW, now)
    try:
        yield lines_of(_waiting(descriptor))
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def lines_of(typed: bytes) -> tuple[str, ...]:
    """Typed bytes as lines, without keys that are no text."""
    text = _KEYS.sub("", typed.decode("utf-8", "replace").replace("\r", "\n"))
    return tuple(text.split("\n"))


def _waiting(descriptor: int) -> bytes:
    typed = b""
    while select.select([descriptor], [], [], 0)[0]:
        chunk = os.read(descriptor, 65_536)
        if not chunk:
            break
        typed += chunk
    return typed
