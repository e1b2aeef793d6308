"""A plugin in a single file: what its `@intent` decorators say, as the manifest they stand for.

The file is parsed, never run: finding plugins imports nothing of anybody's.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.files import storable
from assistant.plugins.api import API_VERSION
from assistant.plugins.python_code import valid_python
from assistant.problems import AssistantError
from assistant.tables import Table, did_you_mean

SCHEMA = 1
DECORATOR = "intent"
_KEYS = ("en", "ko", "never", "description", "example", "slots", "capabilities")
_NOT_SLOTS = ("ctx", "slots")
_TYPES = {  # of a slot, by the last name of the parameter's annotation
    "City": "city", "Day": "date", "date": "date", "Time": "time", "time": "time",
    "Instant": "datetime", "datetime": "datetime", "Duration": "duration",
    "timedelta": "duration", "int": "number", "float": "number", "Recurrence": "recurrence",
}  # fmt: skip


def parse_single_file(text: str, file: Path) -> Table | None:
    """The manifest that the text of a file stands for; None when nothing in it is decorated.

    Raises AssistantError, with the line, for what is not Python or not written out.
    """
    if f"@{DECORATOR}" not in text and f".{DECORATOR}(" not in text:
        return None
    with valid_python(file):
        tree = ast.parse(text)
        intents = [entry for node in tree.body for entry in _entries(node, file)]
    if not intents:
        return None
    capabilities = [each for entry in intents for each in entry.pop("capabilities", ())]
    data = {
        "schema": SCHEMA,
        "id": file.stem,
        "version": "0",
        "api": API_VERSION,
        "capabilities": list(dict.fromkeys(capabilities)),
        "intent": intents,
    }
    return Table(data, file)


def _entries(node: ast.stmt, file: Path) -> Iterator[dict[str, Any]]:
    """An [[intent]] for each decorator of a function."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    for decorator in node.decorator_list:
        if not isinstance(decorator, ast.Call) or _last_name(decorator.func) != DECORATOR:
            continue
        given = _literals(decorator, file)
        declared = given.pop("slots", {})
        examples = {
            key: list(given.pop(word))
            for word, key in (("en", "en"), ("ko", "ko"), ("never", "not"))
            if word in given
        }
        slots = {name: {**slot, **declared.get(name, {})} for name, slot in _slots(node).items()}
        yield {**given, "handler": node.name, "examples": examples, "slots": declared | slots}


def _literals(decorator: ast.Call, file: Path) -> dict[str, Any]:
    if len(decorator.args) != 1:
        raise _mistake(file, decorator, "@intent takes the intent's name and then key = value.")
    found: dict[str, Any] = {"name": _literal(decorator.args[0], file)}
    for keyword in decorator.keywords:
        if keyword.arg not in _KEYS:
            remedy = did_you_mean(keyword.arg or "**", _KEYS)
            raise _mistake(file, keyword, f"@intent knows no {keyword.arg or '**'!r}.", remedy)
        found[keyword.arg] = _literal(keyword.value, file)
    for key in ("en", "ko", "never", "capabilities"):
        texts = found.get(key, [])
        if not (isinstance(texts, list | tuple) and all(isinstance(each, str) for each in texts)):
            raise _mistake(file, decorator, f"{key} must be a list of texts.")
    for key in ("description", "example", "slots"):
        if not isinstance(found.get(key, {}), dict):
            raise _mistake(file, decorator, f"{key} must be a dict.")
    if not all(isinstance(slot, dict) for slot in found.get("slots", {}).values()):
        raise _mistake(file, decorator, "slots must be a dict of dicts.")
    return found


def _literal(node: ast.expr, file: Path) -> Any:
    try:
        value = ast.literal_eval(node)
        if _as_in_toml(value):
            return value
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        pass
    raise _mistake(
        file, node, "This is not written out.",
        "Write texts, lists and dicts there: the file is read, not run.",
    )  # fmt: skip


def _as_in_toml(value: object) -> bool:
    """Whether a manifest could hold it: no key but a text, no bytes, no lone surrogate."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _as_in_toml(key) for key in value) and _as_in_toml(
            list(value.values())
        )
    if isinstance(value, list | tuple):
        return all(map(_as_in_toml, value))
    if isinstance(value, str):
        return storable(value) == value
    return isinstance(value, bool | int | float)


def _slots(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, dict[str, object]]:
    """A slot for each parameter; one without a default is required."""
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    required = plain[: len(plain) - len(arguments.defaults)]
    required += [
        argument
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is None
    ]
    return {
        argument.arg: {**_type(argument.annotation), "required": argument in required}
        for argument in (*plain, *arguments.kwonlyargs)
        if argument.arg not in _NOT_SLOTS
    }


def _type(annotation: ast.expr | None) -> dict[str, object]:
    """What an annotation says of a slot: `City | None`, `list[City]`, `Literal["small", "big"]`."""
    match annotation:
        case ast.BinOp(left=left, op=ast.BitOr()):
            return _type(left)
        case ast.Subscript(value=value, slice=inner):
            if _last_name(value) == "Literal":
                words = [e.value for e in ast.walk(inner) if isinstance(e, ast.Constant)]
                return {"values": {str(word): [str(word)] for word in words}}
            return _type(inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner)
        case ast.Constant(value=str(text)):
            kind = _TYPES.get(text.rpartition(".")[2])
        case _:
            kind = _TYPES.get(_last_name(annotation)) if annotation is not None else None
    return {"type": kind} if kind else {}


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _mistake(
    file: Path, node: ast.expr | ast.keyword, what: str, remedy: str = "Mend that line."
) -> AssistantError:
    return AssistantError(what, where=f"{file}, line {node.lineno}", remedy=remedy)
