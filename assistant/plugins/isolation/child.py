"""The child: `python -u -P -m assistant.plugins.isolation.child`, started by its parent alone.

Lines on stdin are calls and the answers to what a handler asked for; lines on what was stdout are
what the handler asks for, and how each call ended. Before any code of the plugin runs, both move
to descriptors that it does not know: it reads nothing from 0, and whatever it prints or writes to 1
goes to stderr. The child ends when its parent does, for then stdin does.
"""

import contextlib
import faulthandler
import os
import queue
import sys
import threading
from typing import Any, BinaryIO

from assistant.plugins.failures import explained
from assistant.plugins.isolation.calls import Message, function_of_call, plugin_of, work_of
from assistant.plugins.isolation.codec import from_line, to_line
from assistant.plugins.isolation.host import AskingHost
from assistant.plugins.isolation.trouble import error_of, told
from assistant.problems import AssistantError


def main() -> None:
    """Serve the parent until it ends."""
    lines, out = _own_pipes()
    faulthandler.enable(all_threads=False)  # a crash says where, on stderr
    link = Link(lines, out)
    link.tell({"kind": "ready"})
    me = os.getpid()
    while True:
        call = link.next_call()
        said = _served(call, link)
        if os.getpid() != me:  # the handler has forked, and this is the copy
            os._exit(0)
        link.end_call(said, str(call["mark"]))


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Copies of stdin and stdout that nothing inherits; 0 is empty now, and 1 the same as 2."""
    lines, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return lines, out


class Link:
    """The child's end of the line. A thread reads it, so that its end is seen at once."""

    def __init__(self, lines: BinaryIO, out: BinaryIO) -> None:
        self._out = out
        self._calls: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._asking = threading.Lock()  # of the handler's threads one at a time
        self._plugin = ""  # that is called now; empty between calls
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def next_call(self) -> Message:
        call = self._calls.get()
        self._plugin = str(call["plugin"]["id"])
        return call

    def ask(self, name: str, /, **given: object) -> Any:
        """The parent's answer; raises the error that it met."""
        with self._asking:
            if not self._plugin:
                raise AssistantError(
                    "The call is over.", where=name, remedy="Ask before the handler returns."
                )
            self.tell({"kind": "ask", "name": name, "given": given})
            answer = self._answers.get()
            if answer["kind"] == "refused":
                raise error_of(answer, self._plugin)
            return answer["value"]

    def end_call(self, said: Message, mark: str) -> None:
        """Say how it ended, once all that was printed is out; the mark stands at its end."""
        with self._asking:
            self._plugin = ""
            for stream in (sys.stdout, sys.stderr):
                with contextlib.suppress(Exception):
                    stream.flush()
            with contextlib.suppress(OSError):  # the handler may have closed it
                os.write(2, mark.encode("ascii"))
            self.tell(said)

    def tell(self, message: Message) -> None:
        self._out.write(to_line(message))
        self._out.flush()

    def _read(self, lines: BinaryIO) -> None:
        try:
            for line in lines:
                message = from_line(line)
                (self._calls if message["kind"] == "call" else self._answers).put(message)
        finally:
            os._exit(0)


def _served(call: Message, link: Link) -> Message:
    """How a call ended: a message."""
    try:
        reply = work_of(call, AskingHost(link.ask))()
        to_line(reply)  # what cannot cross is a fault of the plugin
    except BaseException as error:  # whatever it is, it is told to the user
        failure = explained(error, plugin_of(call), function_of_call(call))
        return {"kind": "failed", **told(failure)}
    return {"kind": "reply", "reply": reply}


if __name__ == "__main__":
    main()
