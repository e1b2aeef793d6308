"""The details of a failure, for whoever mends it: as they are, to read and to copy."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.catalogue import say
from assistant.tui.text import clean


class DetailsScreen(ModalScreen[None]):
    """Plain text, scrolled where it does not fit."""

    DEFAULT_CSS = """
    DetailsScreen {
        align: center middle;
        #details { width: 90%; max-width: 110; height: auto; max-height: 80%;
                   scrollbar-size-vertical: 1; }
        Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", show=False, id="details.close"),
    ]

    def __init__(self, language: str, details: str) -> None:
        super().__init__()
        self._language, self._details = language, details

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="details", classes="dialog") as box:
            box.border_title = say("chat.details_title", self._language)
            box.border_subtitle = say("chat.esc_closes", self._language)
            yield Static(Content(clean(self._details)), markup=False)
