"""A table with a column for each piece of a message, which is stepped through from the left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assistant.xray.shades import SHADES, fitted, level

Cell = Sequence[tuple[str, str]]  # words, and what they look like: one of LOOKS

LOOKS = ("", "dim", "strong", *(f"level-{n}" for n in range(len(SHADES))))


@dataclass(frozen=True)
class Row:
    """A line of the table; a cell is drawn when it is seen."""

    label: str
    draw: Callable[[int], Cell]  # of the column with this number, as wide as may be


class Tape(ScrollView, can_focus=True):
    """The first row holds the names of the columns; the current one is marked with ▸.

    The labels stay where they are while the columns scroll.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tape--label",
        "tape--current",
        *(f"tape--{look}" for look in LOOKS if look),
    }
    DEFAULT_CSS = """
    Tape {
        height: 1fr;
        scrollbar-size: 1 1;
        &> .tape--label, &> .tape--dim { color: $foreground 55%; }
        &> .tape--strong { text-style: bold; }
        &> .tape--current { background: $primary 25%; }
        &> .tape--level-0, &> .tape--level-1 { color: $primary; }
        &> .tape--level-2 { color: $foreground 30%; }
        &> .tape--level-3 { color: $warning 65%; }
        &> .tape--level-4 { color: $warning; }
    }
    """

    current: reactive[int] = reactive(0, init=False)

    @dataclass
    class Picked(Message):
        """A column was clicked."""

        column: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._columns, self._width, self._label = 0, 1, 0
        self._drawn: dict[tuple[int, int, bool], list[Segment]] = {}

    def show(self, rows: Sequence[Row], columns: int, width: int, label: int) -> None:
        """Put other rows here: so many columns of a width, after labels of another."""
        self._rows, self._columns, self._width, self._label = rows, columns, width, label
        self.virtual_size = Size(label + columns * width, len(rows))
        self.current = min(self.current, max(columns - 1, 0))
        self._keep_in_view()
        self.redraw()

    def redraw(self) -> None:
        """Draw every cell anew: what they show has changed."""
        self._drawn.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        self._drawn.clear()
        super().notify_style_update()

    def watch_current(self) -> None:
        self._keep_in_view()
        self.refresh()

    def _keep_in_view(self) -> None:
        # The labels cover the left of what is scrolled, so a column counts from where it stands.
        x = self.current * self._width
        region = Region(x, self.scroll_offset.y, self._width + self._label, 1)
        self.scroll_to_region(region, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = self.scroll_offset.y + y
        plain = self._plain
        if number >= len(self._rows):
            return Strip.blank(width, plain)
        row = self._rows[number]
        label = self.get_component_rich_style("tape--label")
        left, room = self.scroll_offset.x, max(width - self._label, 0)
        first = left // self._width
        last = min((left + room) // self._width + 1, self._columns)
        segments = [
            segment for column in range(first, last) for segment in self._cell(row, number, column)
        ]
        skipped = left - first * self._width
        body = Strip(segments).crop(skipped, skipped + room).extend_cell_length(room, plain)
        head = Strip([Segment(fitted(row.label, self._label), label)], self._label)
        return Strip.join([head, body]).crop(0, width)

    def _cell(self, row: Row, number: int, column: int) -> list[Segment]:
        """A cell as it was drawn last."""
        here = column == self.current
        key = (number, column, here)
        if key not in self._drawn:
            self._drawn[key] = self._draw(row.draw(column), here, heading=number == 0)
        return self._drawn[key]

    def _draw(self, cell: Cell, here: bool, *, heading: bool) -> list[Segment]:
        """In exactly the width of a column."""
        room = self._width - 1
        segments = [Segment("▸" if here and heading else " ", self._style("strong", here))]
        for words, look in cell:
            if room <= 0:
                break
            cells = min(cell_len(words), room)
            segments.append(Segment(fitted(words, cells), self._style(look, here)))
            room -= cells
        segments.append(Segment(" " * room, self._style("", here)))
        return segments

    def _style(self, look: str, here: bool) -> Style:
        style = self.get_component_rich_style(f"tape--{look}") if look else self._plain
        if here and not look.startswith("level"):  # shades mean the same in every column
            style += Style(bgcolor=self.get_component_rich_style("tape--current").bgcolor)
        return style

    @property
    def _plain(self) -> Style:
        return self.visual_style.rich_style

    async def _on_click(self, event: events.Click) -> None:
        x = event.x - self._label
        column = (x + self.scroll_offset.x) // self._width
        if x >= 0 and column < self._columns:
            self.post_message(self.Picked(column))


def heat(values: Sequence[float], scale: float) -> Cell:
    """Values as shades, each in its look."""
    return [
        (SHADES[n] * len(list(run)), f"level-{n}")
        for n, run in groupby(level(value, scale) for value in values)
    ]
