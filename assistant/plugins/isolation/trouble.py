"""Errors as values that cross between the two processes, and the errors again."""

from collections.abc import Mapping
from typing import Any

from assistant.plugins.api import NotGrantedError
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.failures import LONGEST_TRACE
from assistant.plugins.replies import clean
from assistant.problems import AssistantError

LONGEST = 2_000  # characters of a sentence

Told = dict[str, object]


def told(error: BaseException) -> Told:
    """What the other side must know of an error."""
    if isinstance(error, NotGrantedError):
        return {"error": "not granted", "capability": error.capability}
    if isinstance(error, AssistantError):
        problem = error.problem
        said: Told = {"what": problem.what, "where": problem.where, "remedy": problem.remedy}
        if isinstance(error, PluginFailedError):
            return {"error": "failed", **said, "trace": error.trace}
        return {"error": "problem", **said}
    module = type(error).__module__.partition(".")[0]
    return {"error": f"{module}.{type(error).__name__}", "text": str(error)}


def error_of(said: Mapping[str, Any], plugin: str) -> Exception:
    """The error that was told, in words that are safe to show; raises KeyError for none."""
    kind = str(said["error"])
    if kind == "not granted":
        return NotGrantedError(plugin, clean(said["capability"])[:LONGEST])
    if kind in ("problem", "failed"):
        words = {key: clean(said[key])[:LONGEST] for key in ("what", "where", "remedy")}
        if kind == "failed":
            return PluginFailedError(**words, trace=clean(said["trace"])[-LONGEST_TRACE:])
        return AssistantError(**words)
    text = clean(said["text"])[:LONGEST]
    module, _, name = kind.partition(".")
    if module == "httpx":
        return _of_httpx(name, text)
    return RuntimeError(f"{name}: {text}")


def _of_httpx(name: str, text: str) -> Exception:
    """What a handler may want to catch, by its name."""
    import httpx

    found = getattr(httpx, name, None)
    if isinstance(found, type) and issubclass(found, httpx.RequestError):
        return found(text)
    return httpx.RequestError(f"{name}: {text}")
