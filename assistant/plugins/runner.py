"""Calling a handler so that nothing it does stops the conversation.

A handler runs in a daemon thread of its own. Whatever it raises, and a time that is over, becomes
an AssistantError. A thread cannot be killed: one that hangs is left behind, and a plugin that left
several behind is not called again until they end.

What a handler prints is not caught here. sys.stdout belongs to the whole process: two calls at once
that swap it would restore it in the wrong order, and a bot's own threads would lose their output.
Whoever owns the process swaps it once: Textual does so for the app, the command line for itself.
"""

import re
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType
from typing import cast

from assistant.files import storable
from assistant.plugins.api import Context, Reply, Slots, Suggestion
from assistant.plugins.manifest import MANIFEST, IntentSpec, Plugin, how_to_switch_off
from assistant.problems import AssistantError
from assistant.tables import did_you_mean

PACKAGE = "assistant_plugins"  # of which each plugin's folder is a subpackage, named by its id
LEFT_BEHIND = 3  # threads that may hang before a plugin is called no more

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line feed


def run(plugin: Plugin, intent_spec: IntentSpec, ctx: Context, slots: Slots) -> Reply:
    """The handler's reply, safe to show. A coroutine function is awaited in a loop of its own.

    Raises AssistantError for a handler that cannot be imported, raises or exits, takes longer than
    the plugin's timeout, or returns something that is no reply.
    """
    name = f"plugin {plugin.id}"
    if sum(thread.name == name for thread in threading.enumerate()) >= LEFT_BEHIND:
        raise AssistantError(
            "The plugin still hangs in earlier calls, so it is not called again.",
            where=str(plugin.folder),
            remedy=f"Start the assistant again, or {how_to_switch_off(plugin.id)}",
        )
    outcome: list[Reply | BaseException] = []  # one thing, once there is one
    thread = threading.Thread(
        target=_call, args=(plugin, intent_spec, ctx, slots, outcome), name=name, daemon=True
    )
    thread.start()
    # A coroutine is cancelled when the time is over; this much longer for it to end properly.
    thread.join(plugin.timeout + 0.2)
    if not outcome:
        raise _took_too_long(plugin, intent_spec)
    result = outcome[0]
    if isinstance(result, BaseException):
        raise _explained(result, plugin, intent_spec) from result
    return result


def forget(plugin: Plugin) -> None:
    """Import the plugin's code anew at its next call, for it may have changed."""
    own = f"{PACKAGE}.{plugin.id}"
    for name in [name for name in sys.modules if name == own or name.startswith(own + ".")]:
        sys.modules.pop(name, None)


def _call(
    plugin: Plugin,
    intent_spec: IntentSpec,
    ctx: Context,
    slots: Slots,
    outcome: list[Reply | BaseException],
) -> None:
    """The body of the thread: puts one thing into `outcome`."""
    try:
        result = _handler(plugin, intent_spec)(ctx, slots)
        if hasattr(result, "__await__"):
            result = _await(result, plugin.timeout)
        outcome.append(_reply(result, plugin, intent_spec))
    except BaseException as error:  # whatever it is, `run` tells it to the user
        outcome.append(error)


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


def _handler(plugin: Plugin, intent_spec: IntentSpec) -> Callable[[Context, Slots], object]:
    module = _module(plugin)
    name = intent_spec.handler or ""
    handler = getattr(module, name, None)
    if not callable(handler):
        functions = [key for key, value in vars(module).items() if callable(value)]
        raise AssistantError(
            f"There is no function {name!r} in it.",
            where=str(plugin.folder / "handler.py"),
            remedy=did_you_mean(name, functions)
            if functions
            else f"Write it, or mend the handler of {intent_spec.name} in {MANIFEST}.",
        )
    return cast(Callable[[Context, Slots], object], handler)


def _module(plugin: Plugin) -> ModuleType:
    """handler.py of the plugin, imported at the first call as a module of its own package."""
    import importlib

    own = f"{PACKAGE}.{plugin.id}"
    name = f"{own}.handler"
    package = sys.modules.get(own)
    if package is not None and list(package.__path__) != [str(plugin.folder)]:
        forget(plugin)  # another assistant of this process has a plugin of the same id elsewhere
    if name not in sys.modules:
        importlib.invalidate_caches()
        sys.modules.setdefault(PACKAGE, _package(PACKAGE))
        sys.modules.setdefault(own, _package(own, plugin.folder))
    try:
        return importlib.import_module(name)
    except BaseException:
        forget(plugin)
        raise


def _package(name: str, *folders: Path) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = [str(folder) for folder in folders]
    return package


def _took_too_long(plugin: Plugin, intent_spec: IntentSpec) -> AssistantError:
    return AssistantError(
        f"{intent_spec.handler} did not answer within {plugin.timeout:g} seconds.",
        where=f"plugin {plugin.id}",
        remedy=f"Try again, or give it a longer timeout in {plugin.folder / MANIFEST}.",
    )


def _explained(error: BaseException, plugin: Plugin, intent_spec: IntentSpec) -> AssistantError:
    """What the handler raised, in words; what it meant to say itself is told in its own."""
    if isinstance(error, AssistantError):
        problem = error.problem
        return AssistantError(
            _clean(problem.what), where=_clean(problem.where), remedy=_clean(problem.remedy)
        )
    if isinstance(error, TimeoutError) and not _line(error, plugin):
        return _took_too_long(plugin, intent_spec)
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        where = f"{error.filename}, line {error.lineno}"
    else:
        where = _line(error, plugin) or str(plugin.folder / "handler.py")
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
        file = traceback.tb_frame.f_code.co_filename
        if Path(file).is_relative_to(plugin.folder):
            found = f"{file}, line {traceback.tb_lineno}"
        traceback = traceback.tb_next
    return found


def _said(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:  # an exception that cannot even be shown is still named
        words = ""
    words = _clean(words).split("\n")[0].rstrip(".")
    if len(words) > 200:
        words = words[:199] + "…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _reply(result: object, plugin: Plugin, intent_spec: IntentSpec) -> Reply:
    """What the handler returned as a reply whose texts are texts no terminal would obey."""
    if isinstance(result, str):
        result = Reply(result)
    if not isinstance(result, Reply):
        raise AssistantError(
            f"{intent_spec.handler} returned {type(result).__name__}, which is no reply.",
            where=str(plugin.folder / "handler.py"),
            remedy="Return a Reply or a str.",
        )
    if result.asks and result.asks not in intent_spec.slots:
        raise AssistantError(
            f"{intent_spec.handler} asks for a slot {_clean(result.asks)[:40]!r} it does not have.",
            where=str(plugin.folder / "handler.py"),
            remedy=f"Declare it in {MANIFEST}, or ask for one of: {', '.join(intent_spec.slots)}.",
        )
    suggestions = result.suggestions if isinstance(result.suggestions, tuple | list) else ()
    return Reply(
        text=_clean(result.text),
        suggestions=tuple(
            Suggestion(_clean(each.label), _clean(each.say), _clean(each.action))
            for each in suggestions
            if isinstance(each, Suggestion)
        ),
        asks=result.asks or "",
    )


def _clean(text: object) -> str:
    text = text if isinstance(text, str) else str(text)
    return _CONTROL.sub("", storable(text).replace("\r\n", "\n"))
