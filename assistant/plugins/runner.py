"""Calling a handler so that nothing it does stops the conversation.

A handler runs in a daemon thread of its own. Whatever it raises, and a time that is over, becomes
an AssistantError: a PluginFailedError where the plugin is at fault. A thread cannot be killed: one
that hangs is left behind, and a plugin that left several behind is not called again until they end.
A handler that must be stopped for certain runs in a process of its own: see isolation/.
"""

import threading
from collections.abc import Awaitable, Callable

from assistant.plugins.api import Call, Context, Reply, Slots
from assistant.plugins.calling import call
from assistant.plugins.failures import explained, took_too_long
from assistant.plugins.loading import (
    check_syntax,
    forget,
    function_of,
    import_code,
    is_loaded,
    restore,
)
from assistant.plugins.manifest import IntentSpec, Plugin, how_to_switch_off
from assistant.plugins.output import Capture, captured
from assistant.plugins.replies import as_reply
from assistant.problems import AssistantError

LEFT_BEHIND = 3  # threads that may hang before a plugin is called no more


def run(plugin: Plugin, spec: IntentSpec, ctx: Context, slots: Slots) -> Reply:
    """The handler's reply, safe to show. A coroutine function is awaited in a loop of its own.

    Raises PluginFailedError for a handler that cannot be imported, raises or exits, takes longer
    than the plugin's timeout, or returns something that is no reply; NotGrantedError for a
    capability; AssistantError for what the handler itself has to say.
    """
    return within_time(plugin, spec.handler or "", lambda: handled(plugin, spec, ctx, slots))


def run_call(plugin: Plugin, later: Call, ctx: Context) -> Reply:
    """The reply of a function that a reply named, such as one that undoes it. Raises like `run`."""
    return within_time(plugin, later.function, lambda: called_back(plugin, later, ctx))


def handled(plugin: Plugin, spec: IntentSpec, ctx: Context, slots: Slots) -> Reply:
    """The handler's reply, in this very thread. Raises whatever the handler raises."""
    result = call(function_of(plugin, spec.handler or ""), spec, ctx, slots)
    return as_reply(_awaited(result, plugin.timeout), plugin, spec)


def called_back(plugin: Plugin, later: Call, ctx: Context) -> Reply:
    """Likewise, of a function that a reply named."""
    result = function_of(plugin, later.function)(ctx, **later.data)
    return as_reply(_awaited(result, plugin.timeout), plugin, None)


def renew(plugin: Plugin) -> None:
    """Use the plugin's code as it is now, where it was imported before.

    Raises AssistantError for code that is no Python or cannot be imported; the code that was
    imported before is then still in use.
    """
    check_syntax(plugin)
    if not is_loaded(plugin):
        return

    def work() -> Reply:
        import_code(plugin)
        return Reply("")

    before = forget(plugin)
    try:
        within_time(plugin, "Importing it", work)
    except AssistantError:
        restore(plugin, before)
        raise


def within_time(
    plugin: Plugin,
    function: str,
    work: Callable[[], Reply],
    give_up: Callable[[], str] = lambda: "",
) -> Reply:
    """What `work` gives, done in a thread, or the reason why it gave nothing in time.

    `give_up` is called when the time is over, to end what can be ended; it says what was printed.
    """
    name = f"plugin {plugin.id}"
    if sum(thread.name == name for thread in threading.enumerate()) >= LEFT_BEHIND:
        raise AssistantError(
            "The plugin still hangs in earlier calls, so it is not called again.",
            where=str(plugin.folder),
            remedy=f"Start the assistant again, or {how_to_switch_off(plugin.id)}",
        )
    outcome: list[Reply | BaseException] = []  # one thing, once there is one
    output = Capture()

    def body() -> None:
        with captured(output):
            try:
                outcome.append(work())
            except BaseException as error:  # whatever it is, it is told to the user
                outcome.append(error)

    thread = threading.Thread(target=body, name=name, daemon=True)
    thread.start()
    # A coroutine is cancelled when the time is over; this much longer for it to end properly.
    thread.join(plugin.timeout + 0.2)
    if not outcome:
        raise took_too_long(plugin, function, give_up() or output.text)
    result = outcome[0]
    if isinstance(result, BaseException):
        raise explained(result, plugin, function, output.text) from result
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
