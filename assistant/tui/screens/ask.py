"""Asks for one line: a name, or where a file is."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from assistant.catalogue import say
from assistant.tui.widgets.field import Field


class AskScreen(ModalScreen[str | None]):
    """Dismisses with what was written, or with None where nothing was."""

    DEFAULT_CSS = """
    AskScreen {
        align: center middle;
        .label { color: $text-muted; height: auto; }
        Field { background: $foreground 6%; margin: 1 0; padding: 0 1; }
        Button { min-width: 10; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="ask.cancel"),
    ]

    def __init__(self, language: str, *, title: str, label: str, text: str = "") -> None:
        super().__init__()
        self._language, self._title, self._label, self._text = language, title, label, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._title
            box.border_subtitle = say("models.ask_keys", self._language)
            yield Static(self._label, classes="label", markup=False)
            yield Field(text=self._text, id="asked")
            yield Button(self._title, "primary", id="answer", compact=True)

    def on_mount(self) -> None:
        field = self.query_one(Field)
        field.move_cursor(field.document.end)
        field.focus()

    @on(Field.Submitted)
    @on(Button.Pressed)
    def _answered(self) -> None:
        self.dismiss(self.query_one(Field).text.strip() or None)
