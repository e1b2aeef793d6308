"""What else can be done here: keys with their words, to be clicked, on as many lines as need be."""

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from assistant.catalogue import say
from assistant.tui.widgets.keys import Key

NO_BREAK = "\N{NO-BREAK SPACE}"


class Deeds(Static):
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
        super().__init__(
            Content("   ").join([_drawn(key, language) for key in keys]), markup=False, id="deeds"
        )
        self.auto_links = False  # they are drawn as keys, not as links

    def action_choose(self, deed: str) -> None:
        self.post_message(self.Chosen(deed))


def _drawn(key: Key, language: str) -> Content:
    # The words of one key stay on one line, however narrow it is.
    words = say(key.words, language).replace(" ", NO_BREAK)
    click = Style.from_meta({"@click": f"choose({key.action!r})"})
    shown = (key.shown, "bold $footer-key-foreground")
    return Content.assemble(shown, f"{NO_BREAK}{words}").stylize(click)
