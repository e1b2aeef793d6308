"""Asks for the name of a new intent, and for what to answer when it is meant."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from assistant.catalogue import say
from assistant.plugins.manifest import check_intent_name
from assistant.problems import AssistantError
from assistant.tui.widgets.field import Field
from assistant.understanding.understanding import OUT_OF_SCOPE


@dataclass(frozen=True)
class NewIntent:
    """An intent that the user wants to have."""

    name: str
    reply: str = ""  # the canned answer; empty when it has none


class NewIntentScreen(ModalScreen[NewIntent | None]):
    """Dismisses with what was written, or with None. It stores nothing."""

    DEFAULT_CSS = """
    NewIntentScreen {
        align: center middle;
        .label { color: $text-muted; height: auto; }
        Field { background: $foreground 6%; margin-bottom: 1; padding: 0 1; }
        #wrong { color: $text-warning; height: auto; }
        #wrong.-empty { display: none; }
        #new-buttons { height: 1; margin-top: 1; }
        Button { margin-right: 2; min-width: 10; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="new_intent.cancel"),
    ]

    def __init__(self, language: str, *, name: str = "", taken: Container[str] = ()) -> None:
        super().__init__()
        self._language = language
        self._name_given = name
        self._taken = taken

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._say("new_intent")
            box.border_subtitle = self._say("new_intent_keys")
            yield Static(self._say("new_name"), classes="label", markup=False)
            yield Field(
                self._say("new_name_hint"), text=self._name_given, entered=self._named, id="name"
            )
            yield Static(self._say("new_reply"), classes="label", markup=False)
            yield Field(self._say("new_reply_hint"), lines=True, id="reply")
            yield Static(id="wrong", classes="-empty", markup=False)
            with Horizontal(id="new-buttons"):
                yield Button(self._say("make"), "primary", id="make", compact=True)
                yield Button(self._say("cancel"), id="cancel", compact=True)

    def on_mount(self) -> None:
        name = self.query_one("#name", Field)
        name.move_cursor(name.document.end)
        name.focus()

    def _named(self) -> None:
        if self._checked_name() is not None:
            self.set_focus(self.query_one("#reply"))  # at once: what is typed next belongs there

    @on(Field.Changed, "#name")
    def _typed(self) -> None:
        self._wrong("")

    @on(Field.Submitted, "#reply")
    @on(Button.Pressed, "#make")
    def _make(self) -> None:
        name = self._checked_name()
        if name is not None:
            self.dismiss(NewIntent(name, self.query_one("#reply", Field).text.strip()))

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)

    def _checked_name(self) -> str | None:
        """The name, when it can be one; otherwise says why not."""
        field = self.query_one("#name", Field)
        name = field.text.strip()
        try:
            check_intent_name(name)
        except AssistantError:
            self._wrong(self._say("bad_name"))
        else:
            if name not in self._taken and name != OUT_OF_SCOPE:
                return name
            self._wrong(self._say("name_taken", name=name))
        field.focus()
        return None

    def _wrong(self, text: str) -> None:
        wrong = self.query_one("#wrong", Static)
        wrong.update(Content(text))
        wrong.set_class(not text, "-empty")

    def _say(self, key: str, **values: object) -> str:
        return say(f"studio.{key}", self._language, **values)
