"""A Markdown table as one quiet widget: columns as wide as their words, wrapped where they must."""

from collections.abc import Sequence

from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets._markdown import MarkdownTable

GAP = 3  # cells between columns
NARROWEST = 6  # cells that a column keeps when others need room


class Table(Widget):
    """Headers over a thin rule over rows."""

    DEFAULT_CSS = """
    Table { height: auto; width: 1fr; }
    """

    def __init__(self, headers: Sequence[Content], rows: Sequence[Sequence[Content]]) -> None:
        super().__init__()
        self._headers = [header.stylize("bold") for header in headers]
        self._rows = rows

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        rows = [self._headers, *self._rows] if any(self._headers) else [*self._rows]
        widths = column_widths(rows, max(width, 1))
        lines: list[Content] = []
        for row in rows:
            cells = [_cell(cell, room) for cell, room in zip(row, widths, strict=False)]
            for number in range(max(map(len, cells), default=0)):
                parts = [cell[number] if number < len(cell) else Content("") for cell in cells]
                lines.append(_joined(parts, widths))
            if row is self._headers:
                rule = "─" * min(sum(widths) + GAP * (len(widths) - 1), width)
                lines.append(Content.styled(rule, "$foreground 25%"))
        return lines


def column_widths(rows: Sequence[Sequence[Content]], width: int) -> list[int]:
    """Cells a column: what its words need, and where that is too much the widest gives way."""
    columns = max(map(len, rows), default=0)
    widths = [
        max((row[column].cell_length for row in rows if column < len(row)), default=0)
        for column in range(columns)
    ]
    over = sum(widths) + GAP * (columns - 1) - width
    while over > 0 and max(widths) > NARROWEST:
        widest = widths.index(max(widths))
        second = max((w for i, w in enumerate(widths) if i != widest), default=0)
        take = max(1, min(over, widths[widest] - max(second, NARROWEST)))
        widths[widest] -= take
        over -= take
    return widths


def _cell(cell: Content, room: int) -> list[Content]:
    return list(cell.wrap(room)) if room and cell.cell_length > room else [cell]


def _joined(parts: Sequence[Content], widths: Sequence[int]) -> Content:
    line = Content("")
    for number, (part, room) in enumerate(zip(parts, widths, strict=True)):
        last = number == len(parts) - 1
        line += part if last else part + Content(" " * (room - part.cell_length + GAP))
    return line


class QuietTable(MarkdownTable):
    """What a table of a reply becomes."""

    DEFAULT_CSS = """
    QuietTable { width: 1fr; height: auto; }
    """

    def compose(self) -> ComposeResult:
        headers, rows = self._get_headers_and_rows()
        self._headers, self._rows = headers, rows
        self._blocks.clear()
        yield Table(headers, rows)
