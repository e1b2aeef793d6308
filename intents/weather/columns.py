"""Reading a service's JSON: tables whose columns are lists, and what may be missing in them."""

import math
from collections.abc import Mapping


def table(value: object) -> Mapping[str, object]:
    """Raises TypeError for anything else."""
    if not isinstance(value, dict):
        raise TypeError("a table is missing")
    return value


def column(table: Mapping[str, object], key: str, count: int | None) -> list[object]:
    """A list of `count` values; of nothing but None when only the times were sent.

    Raises TypeError for anything else.
    """
    value = table[key] if count is None else table.get(key, [None] * count)
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise TypeError(f"{key} is no list of that length")
    return value


def number(value: object) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def code(value: object) -> int | None:
    found = number(value)
    return None if found is None else int(found)
