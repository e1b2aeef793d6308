"""The bottom line: the keys that work here, each of which can be clicked."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.style import Style

from assistant.catalogue import say
from assistant.tui.widgets.line import Line


@dataclass(frozen=True)
class Key:
    """A key and what it does here."""

    shown: str  # "F1", "^P"
    words: str  # a key of the catalogue
    action: str  # what a click does


class Keys(Line):
    """`F1 Help  F2 That was…  ^P Commands`. Where they do not all fit, the last one stays."""

    DEFAULT_CSS = """
    Keys {
        padding: 0 1;
        color: $text-muted;
        pointer: pointer;
    }
    """

    def __init__(self, keys: Sequence[Key], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False  # they are drawn as keys, not as links
        self._keys = tuple(keys)

    def render(self) -> RenderResult:
        width = self.content_size.width
        drawn = [self._draw(key) for key in self._keys]
        while len(drawn) > 2 and _width(drawn) > width:
            del drawn[-2]
        return Content("  ").join(drawn)

    def _draw(self, key: Key) -> Content:
        words = say(key.words, str(getattr(self.app, "language", "en")))
        click = Style.from_meta({"@click": key.action})
        return Content.assemble((key.shown, "bold $footer-key-foreground"), f" {words}").stylize(
            click
        )


def _width(parts: Sequence[Content]) -> int:
    return sum(part.cell_length for part in parts) + 2 * (len(parts) - 1)
