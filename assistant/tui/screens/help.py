"""F1: the keys, and how to teach."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from assistant.catalogue import say
from assistant.tui.widgets.markdown import ReplyMarkdown


class HelpScreen(ModalScreen[None]):
    """One page, scrolled where it does not fit."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #help { width: 84; scrollbar-size-vertical: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,enter", "dismiss", show=False, id="help.close"),
    ]

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help", classes="dialog") as box:
            box.border_title = say("chat.help_title", self._language)
            box.border_subtitle = say("chat.esc_closes", self._language)
            yield ReplyMarkdown(say("chat.help_body", self._language))
