"""What is said of a handler that failed: a line for the user, and details for whoever mends it."""

import traceback
from collections.abc import Collection
from dataclasses import astuple
from pathlib import Path
from types import TracebackType

from assistant.plugins.api import NotGrantedError
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.manifest import Plugin, how_to_switch_off
from assistant.plugins.replies import clean
from assistant.plugins.secrets import hidden
from assistant.problems import AssistantError

LONGEST_TRACE = 16_000  # characters; the end of it says most


def explained(
    error: BaseException, plugin: Plugin, function: str, printed: str = ""
) -> AssistantError:
    """What the handler raised, in words; what it meant to say itself is told in its own."""
    if isinstance(error, PluginFailedError):
        error.printed = error.printed or printed
        return error
    if isinstance(error, NotGrantedError):
        return error
    if isinstance(error, AssistantError):
        problem = error.problem
        return AssistantError(
            clean(problem.what), where=clean(problem.where), remedy=clean(problem.remedy)
        )
    if isinstance(error, TimeoutError) and not _line(error, plugin):
        return took_too_long(plugin, function, printed)
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        where = f"{error.filename}, line {error.lineno}"
    else:
        where = _line(error, plugin) or str(plugin.module)
    if isinstance(error, ModuleNotFoundError):
        remedy = f"Install the package {error.name!r} where the assistant is, or mend the import."
    else:
        remedy = f"Mend that line, or {how_to_switch_off(plugin.id)}"
    return PluginFailedError(
        f"The plugin {plugin.id!r} failed: {_said(error)}.",
        where=where, remedy=remedy, trace=_trace(error, plugin), printed=printed,
    )  # fmt: skip


def took_too_long(plugin: Plugin, function: str, printed: str = "") -> PluginFailedError:
    return PluginFailedError(
        f"{function} did not answer within {plugin.timeout:g} seconds.",
        where=f"plugin {plugin.id}",
        remedy=f"Try again, or give it a longer timeout in {plugin.source}.",
        printed=printed,
    )


def without_secrets(error: AssistantError, secrets: Collection[str]) -> AssistantError:
    """The same error, in which no secret of the plugin stands: it is shown, kept and logged."""
    if not secrets:
        return error
    what, where, remedy = (hidden(each, secrets) for each in astuple(error.problem))
    if isinstance(error, PluginFailedError):
        trace, printed = hidden(error.trace, secrets), hidden(error.printed, secrets)
        return PluginFailedError(what, where=where, remedy=remedy, trace=trace, printed=printed)
    return AssistantError(what, where=where, remedy=remedy)


def _line(error: BaseException, plugin: Plugin) -> str:
    """The innermost line of the plugin's own code that the error came through, if any."""
    found = ""
    frame = error.__traceback__
    while frame is not None:
        if _is_of(frame, plugin):
            found = f"{frame.tb_frame.f_code.co_filename}, line {frame.tb_lineno}"
        frame = frame.tb_next
    return found


def _trace(error: BaseException, plugin: Plugin) -> str:
    """The traceback, without the frames of ours that lie above the plugin's."""
    frame = error.__traceback__
    while frame is not None and not _is_of(frame, plugin):
        frame = frame.tb_next
    try:
        lines = traceback.format_exception(type(error), error, frame)
    except Exception:  # an exception may be made so that it cannot be shown
        return ""
    words = clean("".join(lines)).strip()
    return words if len(words) <= LONGEST_TRACE else "…" + words[1 - LONGEST_TRACE :]


def _is_of(frame: TracebackType, plugin: Plugin) -> bool:
    file = Path(frame.tb_frame.f_code.co_filename)
    return file.is_relative_to(plugin.folder) or file == plugin.module


def _said(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:  # an exception that cannot even be shown is still named
        words = ""
    words = clean(words).split("\n")[0].rstrip(".")
    if len(words) > 200:
        words = words[:199] + "…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
