"""The tabs of a screen as one line: fewer widgets than Textual's Tabs, so it opens at once."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from assistant.tui.widgets.line import Line


class TabLine(Line):
    """`▸1 Reading   2 Memory   3 Deciding`. A click on one runs `screen.tab` with its number."""

    DEFAULT_CSS = """
    TabLine { padding: 0 1; color: $text-muted; pointer: pointer; }
    """

    current: reactive[int] = reactive(0)

    def __init__(self, title: str, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False
        self._title = title
        self._names = tuple(names)

    def render(self) -> RenderResult:
        tabs = [self._draw(number, name) for number, name in enumerate(self._names)]
        line = Content("  ").join(tabs)
        title = Content.styled(f"{self._title}  ", "bold $foreground")
        return title + line if (title + line).cell_length <= self.content_size.width else line

    def _draw(self, number: int, name: str) -> Content:
        here = number == self.current
        click = Style.from_meta({"@click": f"screen.tab({number})"})
        words = Content.assemble(
            ("▸" if here else " ", "$accent"),
            (f"{number + 1} {name}", "bold underline $foreground" if here else ""),
        )
        return words.stylize(click)
