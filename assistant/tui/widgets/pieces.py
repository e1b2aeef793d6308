"""The user's message, and under its characters the pieces that it was cut into."""

from collections.abc import Sequence
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from assistant.tui.text import clean
from assistant.understanding.tokenizer import Piece


class Pieces(Widget):
    """Two lines: the text, and a bracket under each piece, a heavy one under the current."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pieces--current", "pieces--bracket"}
    DEFAULT_CSS = """
    Pieces {
        height: 2;
        &> .pieces--current { color: $accent; text-style: bold; }
        &> .pieces--bracket { color: $foreground 45%; }
    }
    """

    current: reactive[int] = reactive(0)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._pieces: Sequence[Piece] = ()
        self._cells = [0]  # where each character begins, and where the last one ends

    def show(self, text: str, pieces: Sequence[Piece]) -> None:
        # Character for character, so that the pieces still fit.
        self._text = "".join(c if c not in "\n\t" and clean(c) == c else " " for c in text)
        self._pieces = pieces
        self._cells = [0, *accumulate(cell_len(c) for c in self._text)]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        plain = self.visual_style.rich_style
        current = self.get_component_rich_style("pieces--current")
        faint = self.get_component_rich_style("pieces--bracket")
        segments: list[Segment] = []
        at = 0  # characters drawn
        for number, piece in enumerate(self._pieces):
            if piece.start < at or piece.start == piece.end:
                continue
            here = number == self.current
            gap, words = self._text[at : piece.start], self._text[piece.start : piece.end]
            at = piece.end
            if y == 0:
                segments += [Segment(gap, plain), Segment(words, current if here else plain)]
            else:
                mark = bracket(cell_len(words), heavy=here)
                segments += [
                    Segment(" " * cell_len(gap), plain),
                    Segment(mark, current if here else faint),
                ]
        if y == 0:
            segments.append(Segment(self._text[at:], plain))
        left = self._left(self.size.width)
        strip = Strip(segments).crop(left, left + self.size.width)
        return strip.extend_cell_length(self.size.width, plain)

    def _left(self, width: int) -> int:
        """The first cell shown: the current piece stands in the middle of a text too long."""
        if self._cells[-1] <= width or not self._pieces:
            return 0
        piece = self._pieces[min(self.current, len(self._pieces) - 1)]
        middle = self._cells[min(piece.start, len(self._text))] - width // 2
        return max(0, min(middle, self._cells[-1] - width))


def bracket(cells: int, *, heavy: bool) -> str:
    """What stands under a piece so many cells wide."""
    if cells < 2:
        return ("╹" if heavy else "╵") * cells
    left, line, right = "┗━┛" if heavy else "└─┘"
    return left + line * (cells - 2) + right
