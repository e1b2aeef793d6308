"""A line drawn in braille dots: how the loss falls and the accuracy rises."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

# The bit of each of the 2 × 4 dots of a braille cell, by column and row.
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
BRAILLE = 0x2800
LEFT = 0x47  # the dots of the left column: a dotted line has only these


def sampled(values: Sequence[float], columns: int) -> list[float]:
    """At most `columns` of the values: each the mean of a stretch."""
    if len(values) <= columns:
        return list(values)
    edges = [round(i * len(values) / columns) for i in range(columns + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges) if b > a]


def dots(
    values: Sequence[float], width: int, height: int, low: float, high: float, share: float = 1.0
) -> list[list[int]]:
    """The braille bits of a line through `values`, `height` rows of `width` cells.

    `low` and `high` are the values at the lower and the upper edge. The line takes the left
    `share` of the width: the part of the run that is over.
    """
    cells = [[0] * width for _ in range(height)]
    columns, rows = max(1, round(width * 2 * min(share, 1.0))), height * 4
    points = sampled(values, columns)
    if not points or not width or not height:
        return cells
    span = (high - low) or 1.0
    ys = [round((1 - min(max((v - low) / span, 0.0), 1.0)) * (rows - 1)) for v in points]
    step = (columns - 1) / max(len(points) - 1, 1)
    previous = ys[0]
    for x in range(columns if len(points) > 1 else 1):
        place = min(x / step, len(points) - 1) if step else 0.0
        left = int(place)
        right = min(left + 1, len(points) - 1)
        y = round(ys[left] + (ys[right] - ys[left]) * (place - left))
        # A steep stretch is drawn whole, from beside the dot where the last column ended.
        steep = range(y, previous) if y < previous else range(previous + 1, y + 1)
        for row in {y, *steep}:
            cells[row // 4][x // 2] |= DOTS[x % 2][row % 4]
        previous = y
    return cells


class Plot(Widget):
    """A line through `values`, with a dotted line at `reference` (what it was before)."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"plot--line", "plot--reference"}
    DEFAULT_CSS = """
    Plot {
        height: 4;
        &> .plot--line { color: $primary; }
        &> .plot--reference { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.values: Sequence[float] = ()
        self._share = 1.0
        self._reference: float | None = None

    def show(
        self, values: Sequence[float], *, share: float = 1.0, reference: float | None = None
    ) -> None:
        self.values, self._share, self._reference = values, share, reference
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        marks = [*self.values, *([] if self._reference is None else [self._reference])]
        low, high = min(marks, default=0.0), max(marks, default=1.0)
        line = dots(self.values, width, height, low, high, self._share)[y]
        level = [0] * width
        if self._reference is not None and self.values:
            level = dots([self._reference] * 2, width, height, low, high)[y]
        style = self.visual_style.rich_style
        drawn = self.get_component_rich_style("plot--line")
        faint = self.get_component_rich_style("plot--reference")
        return Strip(
            [
                Segment(chr(BRAILLE | bits), drawn)
                if bits
                else Segment(chr(BRAILLE | (mark & LEFT)), faint)
                if mark
                else Segment(" ", style)
                for bits, mark in zip(line, level, strict=True)
            ],
            width,
        )
