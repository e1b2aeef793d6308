"""Calling a handler so that nothing it does stops the conversation.

A handler runs in a daemon thread of its own. Whatever it raises, and a time that is over, becomes
an AssistantError. A thread cannot be killed: one that hangs is left behind, and a plugin that left
several behind is not called again until they end.

What a handler prints is not caught here. sys.stdout belongs to the whole process: two calls at once
that swap it would restore it in the wrong order, and a bot's own threads would lose their output.
Whoever owns the process swaps it once: Textual does so for the app, the command line for itself.
"""

import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

from assistant.plugins.api import Call, Context, NotGrantedError, Reply, Slots
from assistant.plugins.calling import call
from assistant.plugins.loading import (
    check_code,
    forget,
    function_of,
    import_code,
    is_loaded,
    restore,
)
from assistant.plugins.manifest import IntentSpec, Plugin, how_to_switch_off
from assistant.plugins.replies import as_reply, clean
from assistant.problems import AssistantError

LEFT_BEHIND = 3  # threads that may hang before a plugin is called no more


def run(plugin: Plugin, spec: IntentSpec, ctx: Context, slots: Slots) -> Reply:
    """The handler's reply, safe to show. A coroutine function is awaited in a loop of its own.

    Raises AssistantError for a handler that cannot be imported, raises or exits, takes longer than
    the plugin's timeout, or returns something that is no reply; NotGrantedError for a capability.
    """
    name = spec.handler or ""

    def work() -> Reply:
        result = call(function_of(plugin, name), spec, ctx, slots)
        return as_reply(_awaited(result, plugin.timeout), plugin, spec)

    return _in_thread(plugin, name, work)


def run_call(plugin: Plugin, later: Call, ctx: Context) -> Reply:
    """The reply of a function that a reply named, such as one that undoes it. Raises like `run`."""

    def work() -> Reply:
        result = function_of(plugin, later.function)(ctx, **later.data)
        return as_reply(_awaited(result, plugin.timeout), plugin, None)

    return _in_thread(plugin, later.function, work)


def renew(plugin: Plugin) -> None:
    """Use the plugin's code as it is now, where it was imported before.

    Raises AssistantError for code that is no Python or cannot be imported; the code that was
    imported before is then still in use.
    """
    check_code(plugin)
    if not is_loaded(plugin):
        return

    def work() -> Reply:
        import_code(plugin)
        return Reply("")

    before = forget(plugin)
    try:
        _in_thread(plugin, "Importing it", work)
    except AssistantError:
        restore(plugin, before)
        raise


def _in_thread(plugin: Plugin, function: str, work: Callable[[], Reply]) -> Reply:
    name = f"plugin {plugin.id}"
    if sum(thread.name == name for thread in threading.enumerate()) >= LEFT_BEHIND:
        raise AssistantError(
            "The plugin still hangs in earlier calls, so it is not called again.",
            where=str(plugin.folder),
            remedy=f"Start the assistant again, or {how_to_switch_off(plugin.id)}",
        )
    outcome: list[Reply | BaseException] = []  # one thing, once there is one

    def body() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # whatever it is, it is told to the user
            outcome.append(error)

    thread = threading.Thread(target=body, name=name, daemon=True)
    thread.start()
    # A coroutine is cancelled when the time is over; this much longer for it to end properly.
    thread.join(plugin.timeout + 0.2)
    if not outcome:
        raise _took_too_long(plugin, function)
    result = outcome[0]
    if isinstance(result, BaseException):
        raise _explained(result, plugin, function) from result
    return result


def _awaited(result: object, timeout: float) -> object:
    """The result of a coroutine; anything else as it is."""
    return _await(result, timeout) if isinstance(result, Awaitable) else result


def _await(result: Awaitable[object], timeout: float) -> object:
    import asyncio

    async def caught() -> object:
        try:
            return await result
        except (SystemExit, KeyboardInterrupt) as error:
            return error  # raised in the loop they would end it, and be told once more by asyncio

    async def within_time() -> object:
        return await asyncio.wait_for(caught(), timeout)

    outcome = asyncio.run(within_time())
    if isinstance(outcome, SystemExit | KeyboardInterrupt):
        raise outcome
    return outcome


def _took_too_long(plugin: Plugin, function: str) -> AssistantError:
    return AssistantError(
        f"{function} did not answer within {plugin.timeout:g} seconds.",
        where=f"plugin {plugin.id}",
        remedy=f"Try again, or give it a longer timeout in {plugin.source}.",
    )


def _explained(error: BaseException, plugin: Plugin, function: str) -> AssistantError:
    """What the handler raised, in words; what it meant to say itself is told in its own."""
    if isinstance(error, NotGrantedError):
        return error
    if isinstance(error, AssistantError):
        problem = error.problem
        return AssistantError(
            clean(problem.what), where=clean(problem.where), remedy=clean(problem.remedy)
        )
    if isinstance(error, TimeoutError) and not _line(error, plugin):
        return _took_too_long(plugin, function)
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        where = f"{error.filename}, line {error.lineno}"
    else:
        where = _line(error, plugin) or str(plugin.module)
    if isinstance(error, ModuleNotFoundError):
        remedy = f"Install the package {error.name!r} where the assistant is, or mend the import."
    else:
        remedy = f"Mend that line, or {how_to_switch_off(plugin.id)}"
    return AssistantError(
        f"The plugin {plugin.id!r} failed: {_said(error)}.", where=where, remedy=remedy
    )


def _line(error: BaseException, plugin: Plugin) -> str:
    """The innermost line of the plugin's own code that the error came through, if any."""
    found = ""
    traceback = error.__traceback__
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.is_relative_to(plugin.folder) or file == plugin.module:
            found = f"{file}, line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return found


def _said(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:  # an exception that cannot even be shown is still named
        words = ""
    words = clean(words).split("\n")[0].rstrip(".")
    if len(words) > 200:
        words = words[:199] + "…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
