"""Sums with lengths of time, without any language."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
Counts = Mapping[str, Fraction]  # how many of each unit


def total(pieces: Iterable[tuple[str, Fraction | None]]) -> Counts | None:
    """The pieces of a length together; None when one has no number or a unit comes twice."""
    counts: dict[str, Fraction] = {}
    for unit, count in pieces:
        if count is None or unit in counts:
            return None
        counts[unit] = count
    return counts or None
