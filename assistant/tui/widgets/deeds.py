"""What else can be done here: keys with their words, to be clicked, on as many lines as need be."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from assistant.catalogue import say
from assistant.tui.widgets.keys import Key
from assistant.tui.widgets.line import flowed

GAP = Content("   ")


class Deeds(Widget):
    """Where the bottom line has no room. The action of each key is the name that `Chosen` tells."""

    DEFAULT_CSS = """
    Deeds { height: auto; color: $text-muted; pointer: pointer; }
    """

    class Chosen(Message):
        """One of them was clicked."""

        def __init__(self, deed: str) -> None:
            super().__init__()
            self.deed = deed

    def __init__(self, keys: Sequence[Key], language: str) -> None:
        super().__init__(id="deeds")
        self.auto_links = False  # they are drawn as keys, not as links
        self._drawn = [_drawn(key, language) for key in keys]

    def render(self) -> RenderResult:
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        return flowed(self._drawn, GAP, width)

    def action_choose(self, deed: str) -> None:
        self.post_message(self.Chosen(deed))


def _drawn(key: Key, language: str) -> Content:
    click = Style.from_meta({"@click": f"choose({key.action!r})"})
    shown = (key.shown, "bold $footer-key-foreground")
    return Content.assemble(shown, f" {say(key.words, language)}").stylize(click)
