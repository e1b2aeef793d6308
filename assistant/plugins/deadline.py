"""Work that must be over in time, whatever hangs in it."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T], name: str) -> T:
    """What `work` returns or raises. Raises TimeoutError when the time is over.

    httpx limits the wait for each step, not for all of them, and looking up a name not at all:
    without a network that alone may take half a minute. So a thread of that `name` does it, and is
    left behind.
    """
    outcome: list[T | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # raised again below, in the thread that asked
            outcome.append(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TimeoutError
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result
