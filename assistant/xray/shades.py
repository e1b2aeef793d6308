"""How numbers are drawn with characters: shades and bars that need no colour."""

from collections.abc import Iterable

import numpy as np
from rich.cells import cell_len, set_cell_size

from assistant.understanding.cells import Array

SHADES = " ░▒▓█"  # from the most negative to the most positive
EIGHTHS = " ▏▎▍▌▋▊▉█"


def grouped(values: Array, groups: int) -> Array:
    """The means of as many stretches of the last axis (…, H) as there are groups, or values."""
    count = values.shape[-1]
    edges = np.linspace(0, count, min(groups, count) + 1).astype(np.int64)
    sums = np.add.reduceat(values, edges[:-1], axis=-1)
    return np.asarray(sums / np.diff(edges), np.float32)


def scale_of(values: Array) -> float:
    """What the darkest shade stands for: a size that one in ten of the values exceeds."""
    return max(round(float(np.quantile(np.abs(values), 0.9)), 2), 0.01) if values.size else 1.0


def level(value: float, scale: float) -> int:
    """Which of the SHADES: the middle one is about 0."""
    return min(max(round((value / scale + 1) * 2), 0), 4)


def shaded(values: Iterable[float], scale: float) -> str:
    """A character a value."""
    return "".join(SHADES[level(value, scale)] for value in values)


def bar(share: float, width: int) -> str:
    """A bar from the left, `width` characters with what is empty."""
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (EIGHTHS[rest] if rest else "")).ljust(width)


def short(value: float) -> str:
    """A number of any size in at most five characters: 1.00, .091, 2e-6."""
    size = abs(value)
    if size < 1e-30:
        return "0"
    if size < 0.001:
        mantissa, _, exponent = f"{value:.0e}".partition("e")
        return f"{mantissa}e{int(exponent)}"
    digits = 3 if size < 0.0995 else 2 if size < 9.995 else 1 if size < 99.95 else 0
    text = f"{value:.{digits}f}"
    return text.replace("0.", ".", 1) if size < 0.995 else text


def fitted(text: str, cells: int) -> str:
    """`text` in exactly so many cells, ending in … where it is cut."""
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    return set_cell_size(set_cell_size(text, max(cells - 1, 0)).rstrip() + "…", cells)


def named(intent: str, cells: int) -> str:
    """The name of an intent in at most so many cells; what follows its dot is cut last."""
    if cell_len(intent) <= cells:
        return intent
    head, dot, tail = intent.rpartition(".")
    room = cells - cell_len(dot + tail) - 1
    if dot and room > 0:
        return set_cell_size(head, room) + "…" + dot + tail
    return fitted(intent, cells).rstrip()
