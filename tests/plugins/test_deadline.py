import threading

import pytest

from assistant.plugins.deadline import within


def test_what_comes_in_time_is_given_and_what_is_raised_is_raised() -> None:
    assert within(5, lambda: "done", "test") == "done"
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0, "test")


def test_what_hangs_is_left_behind() -> None:
    over = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.01, over.wait, "test")
    over.set()
