"""Values as JSON and back, by a closed list of types: nothing that is read runs code.

Texts, numbers, booleans, None and lists are themselves, a dict with texts as keys too. Anything
else is an object whose `$` names its type. What is not on the list cannot be written, and what
says to be something else cannot be read.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any

TYPE = "$"

# Where the dataclasses live that may cross; a module is imported when one of it comes by.
_DATACLASSES = {
    "Call": "assistant.plugins.api",
    "Exchange": "assistant.plugins.api",
    "InstalledIntent": "assistant.plugins.api",
    "Reply": "assistant.plugins.api",
    "Scheduled": "assistant.plugins.api",
    "Suggestion": "assistant.plugins.api",
    "SlotSpec": "assistant.plugins.slot_specs",
    "Entity": "assistant.understanding.understanding",
    "City": "assistant.values.cities",
    "Day": "assistant.values.dates",
    "Duration": "assistant.values.durations",
    "Instant": "assistant.values.instants",
    "Recurrence": "assistant.values.recurrence_sums",
    "Time": "assistant.values.times",
}


class CodecError(ValueError):
    """A value that cannot cross, or a line that is none of ours."""


def to_line(value: object) -> bytes:
    """A value as one line of JSON. Raises CodecError for one that is not on the list."""
    try:
        return json.dumps(_encoded(value)).encode("ascii") + b"\n"
    except (ValueError, RecursionError) as error:
        raise CodecError(str(error)) from error


def from_line(line: bytes) -> Any:
    """The value of a line. Raises CodecError for anything but what `to_line` writes."""
    try:
        return _decoded(json.loads(line))
    except CodecError:
        raise
    except (
        ArithmeticError, AttributeError, ImportError, LookupError, OSError, RecursionError,
        TypeError, ValueError,
    ) as error:  # fmt: skip
        raise CodecError(f"{type(error).__name__}: {error}") from error


def _encoded(value: object) -> object:
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind is list:
        return [_encoded(each) for each in value]  # type: ignore[attr-defined]
    if isinstance(value, Mapping):
        if all(type(key) is str for key in value) and TYPE not in value:
            return {key: _encoded(each) for key, each in value.items()}
        return _tagged("dict", of=[[_encoded(key), _encoded(each)] for key, each in value.items()])
    if isinstance(value, Path):
        return _tagged("Path", of=str(value))
    if kind.__module__ == _DATACLASSES.get(kind.__name__):
        held = {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]
        return _tagged(kind.__name__, **{name: _encoded(each) for name, each in held.items()})
    if kind not in _PLAIN:
        raise CodecError(f"A {kind.__name__} cannot be told to another process.")
    return _PLAIN[kind](value)


def _tagged(name: str, /, **held: object) -> dict[str, object]:
    return {TYPE: name, **held}


def _zone(zone: tzinfo | None, at: datetime | None) -> object:
    """A zone by its name, one without a name by its distance from UTC then."""
    if zone is None or getattr(zone, "key", None):
        return getattr(zone, "key", None)
    offset = zone.utcoffset(at)
    return None if offset is None else [offset.total_seconds(), zone.tzname(at)]


_PLAIN: Mapping[type, Callable[[Any], object]] = {
    tuple: lambda value: _tagged("tuple", of=[_encoded(each) for each in value]),
    frozenset: lambda value: _tagged("frozenset", of=[_encoded(each) for each in value]),
    bytes: lambda value: _tagged("bytes", of=b64encode(value).decode("ascii")),
    timedelta: lambda value: _tagged("timedelta", of=[value.days, value.seconds,
                                                      value.microseconds]),
    date: lambda value: _tagged("date", of=value.isoformat()),
    time: lambda value: _tagged(
        "time", of=value.replace(tzinfo=None).isoformat(), fold=value.fold,
        zone=_zone(value.tzinfo, None),
    ),
    datetime: lambda value: _tagged(
        "datetime", of=value.replace(tzinfo=None).isoformat(), fold=value.fold,
        zone=_zone(value.tzinfo, value),
    ),
}  # fmt: skip


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(each) for each in value]
    if not isinstance(value, dict):
        return value
    if TYPE not in value:
        return {key: _decoded(each) for key, each in value.items()}
    name = value.pop(TYPE)
    if module := _DATACLASSES.get(name):
        made: type[Any] = getattr(import_module(module), name)
        return made(**{key: _decoded(each) for key, each in value.items()})
    read = _READ.get(name)
    if read is None:
        raise CodecError(f"Nothing of the type {name!r} is expected.")
    return read(**value)


def _zone_of(zone: Any) -> tzinfo | None:
    if isinstance(zone, str):
        from zoneinfo import ZoneInfo

        return ZoneInfo(zone)
    if zone is None:
        return None
    seconds, name = zone
    offset = timedelta(seconds=seconds)
    return timezone(offset, name) if name else timezone(offset)


def _datetime(of: str, fold: int, zone: Any) -> datetime:
    return datetime.fromisoformat(of).replace(tzinfo=_zone_of(zone), fold=fold)


def _time(of: str, fold: int, zone: Any) -> time:
    return time.fromisoformat(of).replace(tzinfo=_zone_of(zone), fold=fold)


_READ: Mapping[str, Callable[..., object]] = {
    "tuple": lambda of: tuple(_decoded(of)),
    "frozenset": lambda of: frozenset(_decoded(of)),
    "dict": lambda of: {_decoded(key): _decoded(each) for key, each in of},
    "bytes": lambda of: b64decode(of, validate=True),
    "timedelta": lambda of: timedelta(*of),
    "date": lambda of: date.fromisoformat(of),
    "time": _time,
    "datetime": _datetime,
    "Path": lambda of: Path(of),
}
