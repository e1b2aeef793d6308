"""The parent's side: a process for each isolated plugin, started at its first call and kept.

A process that has nothing to do ends after a while; one that does not answer in time is killed with
all that it started, and the next call begins another.
"""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
from typing import Any, BinaryIO

from assistant.plugins.api import Call, Context, Reply, Slots
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.isolation.broker import answered
from assistant.plugins.isolation.calls import Message, call_of
from assistant.plugins.isolation.codec import CodecError, from_line, to_line
from assistant.plugins.isolation.environment import child_environment
from assistant.plugins.isolation.printed import Printed
from assistant.plugins.isolation.trouble import error_of
from assistant.plugins.manifest import IntentSpec, Plugin, how_to_switch_off
from assistant.plugins.replies import as_reply
from assistant.plugins.runner import within_time

IDLE = 300.0  # seconds without a call after which a child is ended
STARTS = 30.0  # seconds that Python may take to start; they are not the plugin's
LONGEST_LINE = 32 * 1024 * 1024  # bytes; what a server answers is at most 16 MB
COMMAND = ("-u", "-P", "-m", "assistant.plugins.isolation.child")


class Children:
    """The processes of one assistant's isolated plugins. One thread at a time may use it."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._children: dict[str, Child] = {}

    def run(self, plugin: Plugin, spec: IntentSpec, ctx: Context, slots: Slots) -> Reply:
        """As `runner.run`, in the plugin's process; what it printed is known then."""
        return self._call(plugin, ctx, spec.handler or "", (spec, slots), spec)

    def run_call(self, plugin: Plugin, later: Call, ctx: Context) -> Reply:
        """As `runner.run_call`, in the plugin's process."""
        return self._call(plugin, ctx, later.function, later, None)

    def end(self, plugin: str) -> None:
        """End the plugin's process, if it has one: its code is read anew by the next."""
        if child := self._children.pop(plugin, None):
            child.kill()

    def close(self) -> None:
        for plugin in tuple(self._children):
            self.end(plugin)

    def _call(
        self,
        plugin: Plugin,
        ctx: Context,
        function: str,
        what: tuple[IntentSpec, Slots] | Call,
        spec: IntentSpec | None,
    ) -> Reply:
        child = self._children.get(plugin.id)
        if child is None or not child.keep():
            self.end(plugin.id)
            child = self._children[plugin.id] = Child(plugin, self._idle)

        def work() -> Reply:
            return as_reply(child.call(ctx, what), plugin, spec)

        try:
            return within_time(plugin, function, work, give_up=child.kill)
        except PluginFailedError as error:
            error.printed = error.printed or child.printed()
            raise


class Child:
    """One plugin's process. Raises PluginFailedError when it does not start."""

    def __init__(self, plugin: Plugin, idle: float = IDLE) -> None:
        self._plugin = plugin
        self._idle = idle
        self._timer: threading.Timer | None = None
        self._calling = threading.Lock()
        try:
            self._process = subprocess.Popen(
                [sys.executable, *COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, env=child_environment(os.environ), **_own_group(),
            )  # fmt: skip
        except OSError as error:
            raise self._ended(f"could not be started ({error.strerror})") from error
        self._printed = Printed(_pipe(self._process.stderr))
        self._await_ready()

    def keep(self) -> bool:
        """Whether it is there; if so it will not be ended as idle before its next call is over."""
        if self._process.poll() is not None:
            return False
        with self._calling:
            self._stay()
            return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    def call(self, ctx: Context, what: tuple[IntentSpec, Slots] | Call) -> object:
        """What the handler replies. Blocks until it does, or until the child is killed.

        Raises what the handler raised, as `trouble` tells it, and PluginFailedError when the child
        ends instead.
        """
        mark = secrets.token_hex(16)
        line = to_line(call_of(self._plugin, ctx, mark, what))
        with self._calling:
            self._stay()
            self._printed.begin(mark)
            self._send(line)
            while (message := self._read())["kind"] == "ask":
                found = answered(ctx, str(message.get("name")), message.get("given", {}))
                self._send(self._line_of(found))
            self._rest()
        if message["kind"] == "failed":
            raise error_of(message, self._plugin.id)
        return message.get("reply")

    def printed(self) -> str:
        """What was printed in the call that is over."""
        return self._printed.text()

    def kill(self) -> str:
        """End the process and what it started; what it had printed in its last call."""
        self._stay()
        _kill_group(self._process)
        if self._calling.acquire(timeout=1):  # else a thread still does what the child asked for
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # what it did not read is of no use now
                    _pipe(pipe).close()
            self._calling.release()
        return self._printed.text()

    def _await_ready(self) -> None:
        late = threading.Timer(STARTS, _kill_group, [self._process])
        late.daemon = True
        late.start()
        try:
            self._read()
        except PluginFailedError as error:
            error.printed = self.kill()
            raise
        finally:
            late.cancel()

    def _send(self, line: bytes) -> None:
        try:
            pipe = _pipe(self._process.stdin)
            pipe.write(line)
            pipe.flush()
        except OSError:  # it has ended; reading says how
            return

    def _read(self) -> Message:
        """The child's next message. One that ends, or says what no child of ours would, is gone."""
        line = _pipe(self._process.stdout).readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            if line:
                _kill_group(self._process)
            raise self._ended(_how(self._process))
        try:
            message = from_line(line)
            if message["kind"] == "failed":
                error_of(message, self._plugin.id)
            if message["kind"] in ("ready", "ask", "failed", "reply"):
                return dict(message)
        except (CodecError, LookupError, TypeError):
            pass
        _kill_group(self._process)
        raise self._ended("said what no handler says")

    def _line_of(self, answer: Message) -> bytes:
        try:
            return to_line(answer)
        except CodecError as error:
            return to_line({"kind": "refused", "error": "codec", "text": str(error)})

    def _ended(self, how: str) -> PluginFailedError:
        return PluginFailedError(
            f"The process of the plugin {self._plugin.id!r} {how}.",
            where=str(self._plugin.module),
            remedy=f"Mend the plugin, or {how_to_switch_off(self._plugin.id)}",
        )

    def _rest(self) -> None:
        """From now on nothing is to be done; when that lasts, the process is ended."""
        self._timer = threading.Timer(self._idle, self._end_idle)
        self._timer.daemon = True
        self._timer.start()

    def _stay(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end_idle(self) -> None:
        with self._calling:
            if self._timer is threading.current_thread():  # nobody called in the meantime
                _kill_group(self._process)


def _own_group() -> dict[str, Any]:
    """A group of its own: keys such as Ctrl+C are not for it, and it is killed as a whole."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Windows ends the process alone: what it started goes on there."""
    if process.returncode is not None:  # waited for: its number may be another's by now
        return
    if os.name == "nt":
        process.kill()
    else:
        _kill_all_of(process.pid)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)


def _kill_all_of(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _how(process: "subprocess.Popen[bytes]") -> str:
    """How it ended, in words; what it had started ends too."""
    try:
        status = process.wait(5)
    except subprocess.TimeoutExpired:
        _kill_group(process)
        return "closed its line"
    if os.name != "nt":
        _kill_all_of(process.pid)
    if status >= 0:
        return f"ended in the middle of a call (exit status {status})"
    try:
        return f"was ended in the middle of a call ({signal.Signals(-status).name})"
    except ValueError:
        return f"was ended in the middle of a call (signal {-status})"


def _pipe(pipe: Any) -> BinaryIO:
    assert pipe is not None
    return pipe  # type: ignore[no-any-return]
