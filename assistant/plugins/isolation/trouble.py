"""Errors as values that cross between the two processes, and the errors again."""

from collections.abc import Mapping
from typing import Any

from assistant.plugins.api import NotGrantedError
from assistant.plugins.errors import PluginFailedError
from assistant.problems import AssistantError

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
    """The error that was told; raises KeyError for what tells none."""
    kind = str(said["error"])
    if kind == "not granted":
        return NotGrantedError(plugin, str(said["capability"]))
    if kind in ("problem", "failed"):
        words = {key: str(said[key]) for key in ("what", "where", "remedy")}
        if kind == "failed":
            return PluginFailedError(**words, trace=str(said["trace"]))
        return AssistantError(**words)
    text = str(said["text"])
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
