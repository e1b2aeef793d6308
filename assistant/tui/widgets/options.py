"""One of a few: `◉ GRU   ○ LSTM   ○ RNN`. Which one is seen without colour."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Options(Widget, can_focus=True):
    """Left and right move, and so does a click."""

    DEFAULT_CSS = """
    Options {
        width: auto;
        height: 1;
        &:focus { background: $foreground 8%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
    ]
    GAP = "   "

    value: reactive[str] = reactive("", init=False)

    class Changed(Message):
        """Another one was chosen."""

        def __init__(self, options: "Options", value: str) -> None:
            super().__init__()
            self.options, self.value = options, value

        @property
        def control(self) -> "Options":
            return self.options

    def __init__(
        self, options: Sequence[tuple[str, str]], value: str, *, id: str | None = None
    ) -> None:
        """`options` are values with their words."""
        super().__init__(id=id)
        self._options = tuple(options)
        self.set_reactive(Options.value, value)

    def watch_value(self, value: str) -> None:
        self.post_message(self.Changed(self, value))

    def render(self) -> Content:
        return Content(self.GAP).join([self._drawn(*option) for option in self._options])

    def _drawn(self, value: str, words: str) -> Content:
        on = value == self.value
        return Content.assemble(
            ("◉ " if on else "○ ", "$primary" if on else "$foreground 55%"),
            (words, "bold" if on else "$foreground 70%"),
        )

    def action_move(self, step: int) -> None:
        values = [value for value, _ in self._options]
        self.value = values[(values.index(self.value) + step) % len(values)]

    async def _on_click(self, event: events.Click) -> None:
        right = 0
        for value, words in self._options:
            right += self._drawn(value, words).cell_length + len(self.GAP)
            if event.x < right:
                self.value = value
                return
