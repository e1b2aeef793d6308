"""How much of each piece is left at the end of the message, in the model in use and by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.problems import AssistantError
from assistant.settings import CELLS
from assistant.tui.screens.xray_messages import KeptDone, LeftOutDone, LookFailed, PiecesDone
from assistant.tui.screens.xray_pane import XrayPane
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.rows import Rows
from assistant.xray.memory import ratio_of
from assistant.xray.shades import bar, fitted, short

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.understanding.cells import Array
    from assistant.understanding.model import Model

PIECE = (9, 14)  # cells of a piece's name: at least, at most
NUMBER = 6  # cells of a number and the gap after it
IN_USE = ""  # the model in use, among the cells
ORDER = sorted(CELLS, key=["rnn", "lstm", "gru"].index)


class MemoryPane(XrayPane):
    """A row a piece: the gradient both ways, what leaving it out changes, and the three cells."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    MemoryPane {
        padding: 0 1;
        #columns { height: 2; color: $foreground 70%; }
        #kept { height: 1fr; }
        #ratios { height: auto; border-top: solid $foreground 15%; }
        #memory-about { height: auto; max-height: 4; color: $foreground 55%; }
    }
    """

    def __init__(self, assistant: Assistant, text: str) -> None:
        super().__init__(assistant, text, id="memory")
        self.pieces: tuple[str, ...] = ()
        self.kept: dict[str, KeptDone] = {}  # by cell
        self.left: tuple[float, ...] | None = None
        self._cell = ""  # of the model in use

    def compose(self) -> ComposeResult:
        yield Static(id="columns", markup=False)
        rows: Rows[int] = Rows(self._draw_row, empty="…", id="kept")
        yield rows
        yield Static(id="ratios", markup=False)
        yield Static(classes="xray--said", id="memory-about", markup=False)

    @work(thread=True, exclusive=True, group="xray-memory")
    def read(self) -> None:
        from assistant.paths import bundled
        from assistant.understanding.bundle import read_bundle
        from assistant.understanding.tokenizer import clean
        from assistant.xray.memory import kept_of, without_each

        worker = get_current_worker()
        try:
            model = self._assistant.model
            pieces = model.tokenizer.pieces(clean(self._text))
            names = tuple(piece.text for piece in pieces)
            self.post_message(PiecesDone(model.encoder.cell, names))
            if not pieces:
                return
            for name in (IN_USE, *ORDER):
                looked: Model = model
                if name != IN_USE:
                    looked = read_bundle(bundled("models") / name).model()
                ids = [piece.id for piece in looked.tokenizer.pieces(clean(self._text))]
                if worker.is_cancelled:
                    return
                self.post_message(KeptDone(name, *kept_of(looked.encoder, ids)))
        except AssistantError as error:
            self.post_message(LookFailed(error.problem))
            return
        apart: list[float] = []
        for distance in without_each(model.encoder, [piece.id for piece in pieces]):
            if worker.is_cancelled:
                return
            apart.append(distance)
        total = max(sum(apart), 1e-9)
        self.post_message(LeftOutDone(tuple(distance / total for distance in apart)))

    def on_pieces_done(self, message: PiecesDone) -> None:
        self._cell, self.pieces = message.cell, message.pieces
        self.kept, self.left = {}, None
        empty = "" if self.pieces else self._say("nothing")
        self.query_one("#kept", Rows).show(range(len(self.pieces)), empty=empty)
        self.query_one("#memory-about", Static).update(self._say("memory_about"))
        self.draw()

    def on_kept_done(self, message: KeptDone) -> None:
        self.kept[message.name] = message
        self.draw()

    def on_left_out_done(self, message: LeftOutDone) -> None:
        self.left = message.left
        self.draw()

    # Stepping

    def move(self, by: int) -> bool:
        rows = self.query_one("#kept", Rows)
        to = min(max(rows.cursor + by, 0), len(self.pieces) - 1)
        if to == rows.cursor or not self.pieces:
            return False
        rows.cursor = to
        return True

    def rewind(self) -> None:
        self.move(-self.query_one("#kept", Rows).cursor)

    # Drawing

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        name, width = self._widths()
        heads = [
            (self._say("in_use", cell=self._cell), "→"), ("", "←"), (self._say("left"), ""),
            *((cell, "→") for cell in ORDER),
        ]  # fmt: skip
        # Two columns share the name of the model in use.
        first = fitted(heads[0][0], 2 * width - 1) + " "
        above = " " * (name + 2) + first + "".join(
            fitted(head, width - 1) + " " for head, _ in heads[2:]
        )  # fmt: skip
        below = " " * (name + 2) + "".join(fitted(arrow, width - 1) + " " for _, arrow in heads)
        self.query_one("#columns", Static).update(Content(f"{above}\n{below}"))
        self.query_one("#kept", Rows).refresh()
        self.query_one("#ratios", Static).update(self._ratios(name, width))

    def _widths(self) -> tuple[int, int]:
        """Cells of a piece's name, and of each of the six columns."""
        least, most = PIECE
        longest = max((cell_len(piece) for piece in self.pieces), default=least)
        name = min(max(longest + 1, least), most)
        return name, max((self.query_one("#kept").size.width - name - 3) // 6, NUMBER)

    def _draw_row(self, t: int) -> tuple[Content, Content]:
        name, width = self._widths()
        parts: list[str | tuple[str, str]] = [(fitted(self.pieces[t], name - 1) + " ", "bold")]
        for column, array in enumerate(self._columns()):
            value = None if array is None else float(array[t])
            drawn = self._bar(value, width, share=column == 2)
            parts.append((drawn, "$accent" if column < 2 else "$success" if column == 2 else ""))
        return Content.assemble(*parts), Content("")

    def _columns(self) -> list[Array | tuple[float, ...] | None]:
        """What is known for every piece; None where it is not there yet."""
        used = self.kept.get(IN_USE)
        cells = [found.forward if (found := self.kept.get(cell)) else None for cell in ORDER]
        ways = (used.forward, used.backward) if used else (None, None)
        return [*ways, self.left, *cells]

    def _bar(self, value: float | None, width: int, *, share: bool) -> str:
        if value is None:
            return "…".ljust(width)
        if self.numbers:
            digits = f"{value:.2%}" if share else f"{value:.2e}" if value < 0.01 else f"{value:.4f}"
            return fitted(digits, width - 1) + " "
        number = f"{value * 100:.0f}%" if share else short(value)
        return bar(value, width - NUMBER - 1) + " " * (width > NUMBER) + number.ljust(NUMBER)

    def _ratios(self, name: int, width: int) -> Content:
        """The first step's gradient over the last one's, in the columns of the cells."""
        words = [short(ratio_of(self.kept[cell].forward)) if cell in self.kept else "…"
                 for cell in (IN_USE, *ORDER)]  # fmt: skip
        ratios = [words[0], "", "", *words[1:]]
        label = fitted(self._say("ratio"), name + 1) + " "
        cells = "".join(fitted(word, width - 1) + " " for word in ratios)
        return Content.assemble((label, DIM), (cells, "bold"))
