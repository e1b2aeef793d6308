"""What a handler prints is caught, and nobody else's words are."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.plugins.output import KEPT, Capture, Router, captured, routed


@contextmanager
def called() -> Iterator[Capture]:
    """As in a call. No fixture: pytest has other streams while it sets one up."""
    capture = Capture()
    with routed(), captured(capture):
        yield capture


def test_what_is_printed_is_kept_and_shown_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    with called() as output:
        print("to stdout")
        print("to stderr", file=sys.stderr)
        sys.stdout.writelines(["one\n", "two\n"])
        sys.stdout.buffer.write("바이트\n".encode() + b"\xff\n")
        sys.stdout.flush()
    assert output.text == "to stdout\nto stderr\none\ntwo\n바이트\n\ufffd\n"
    assert capsys.readouterr() == ("", "")


def test_what_another_thread_prints_goes_where_it_always_went(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with called() as output:
        other = threading.Thread(target=print, args=("another's",))
        other.start()
        other.join()
        print("the handler's")
    assert capsys.readouterr().out == "another's\n"
    assert output.text == "the handler's\n"


def test_two_calls_at_once_do_not_mix() -> None:
    both = threading.Barrier(2)
    captures = [Capture(), Capture()]

    def call(number: int) -> None:
        with captured(captures[number]):
            for _ in range(20):
                both.wait(20)
                print(number)

    with routed():
        threads = [threading.Thread(target=call, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [capture.text for capture in captures] == ["0\n" * 20, "1\n" * 20]


async def test_what_a_coroutine_has_done_in_a_thread_is_its_own() -> None:
    with called() as output:
        await asyncio.to_thread(print, "inside")
    assert output.text == "inside\n"


def test_a_flood_leaves_its_end() -> None:
    with called() as output:
        print("x" * 100_000_000)
        for number in range(50_000):
            print(number)
    assert len(output.text) == KEPT
    assert output.text.endswith("49998\n49999\n")


def test_without_a_router_nothing_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    capture = Capture()
    with captured(capture):
        print("as always")
    assert capture.text == ""
    assert capsys.readouterr().out == "as always\n"


def test_the_streams_are_put_back() -> None:
    before = sys.stdout, sys.stderr
    with pytest.raises(ValueError), routed():
        assert isinstance(sys.stdout, Router)
        raise ValueError
    assert (sys.stdout, sys.stderr) == before


def test_a_router_is_like_its_stream_in_all_else() -> None:
    before = sys.stdout
    with routed():
        assert sys.stdout.encoding == before.encoding
        assert sys.stdout.isatty() == before.isatty()
        with pytest.raises(AttributeError):
            sys.stdout.no_such_thing  # type: ignore[attr-defined]  # noqa: B018
