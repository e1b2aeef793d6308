"""One line of the interface with something at its left and something at its right."""

from collections.abc import Iterable

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class Line(Widget):
    """A line that is never more than one: what does not fit is cut, the right side first."""

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def left(self) -> Content:
        return Content("")

    def right(self, room: int) -> Content:
        """What stands at the right, in at most `room` cells."""
        return Content("")

    def render(self) -> RenderResult:
        width = self.content_size.width
        left = self.left()
        right = self.right(max(width - left.cell_length - 2, 0))
        gap = width - left.cell_length - right.cell_length
        return left if gap < 1 else left + Content(" " * gap) + right


def flowed(items: Iterable[Content], gap: Content | str, width: int) -> list[Content]:
    """The items on lines, as many each as there is room for; none of them is broken."""
    lines: list[Content] = []
    for item in items:
        longer = lines[-1] + gap + item if lines else item
        if lines and longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(item)
    return lines
