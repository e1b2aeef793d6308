"""What may come next, under a reply: numbered words to click, or Alt and the digit."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from assistant.plugins.api import Suggestion
from assistant.tui.text import one_line
from assistant.tui.widgets.line import flowed

MOST = 9  # there are as many digits
LONGEST = 60  # characters of one label


class Suggestions(Widget):
    """`1 Teach me   2 It was weather.now`; a label is never broken over two lines."""

    DEFAULT_CSS = """
    Suggestions {
        height: auto;
        margin-left: 5;
        color: $foreground 75%;
        pointer: pointer;
        &:hover { color: $foreground; }
    }
    """

    @dataclass
    class Picked(Message):
        """One was clicked, or its digit was pressed."""

        suggestion: Suggestion

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        super().__init__()
        self.auto_links = False  # they are drawn as choices, not as links
        self.suggestions = tuple(suggestions[:MOST])

    def pick(self, number: int) -> None:
        """Choose the one with this number, 1 to 9; nothing happens where there is none."""
        if 1 <= number <= len(self.suggestions):
            self.post_message(self.Picked(self.suggestions[number - 1]))

    def action_pick(self, number: int) -> None:
        self.pick(number)

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        labels = [
            Content.assemble(
                (str(number), "bold $text-accent"),
                " ",
                one_line(suggestion.label or suggestion.say, min(LONGEST, max(width - 3, 1))),
            ).stylize(Style.from_meta({"@click": f"pick({number})"}))
            for number, suggestion in enumerate(self.suggestions, 1)
        ]
        return flowed(labels, "   ", width)
