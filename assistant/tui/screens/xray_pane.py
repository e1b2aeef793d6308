"""What the four tabs of the X-ray have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.catalogue import say
from assistant.tui.screens.xray_messages import LookFailed
from assistant.tui.widgets.problem import said

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant


class XrayPane(Vertical):
    """One tab: it does its own reading and drawing, and goes through its own steps."""

    numbers = False  # numbers in place of shades

    def __init__(self, assistant: Assistant, text: str, *, id: str) -> None:
        super().__init__(id=id)
        self._assistant = assistant
        self._text = text

    def on_mount(self) -> None:
        self.read()

    def read(self) -> object:
        """Look at the message anew, with the model in use."""

    def move(self, by: int) -> bool:
        """Go on by some steps; False where that leads nowhere."""
        return False

    def rewind(self) -> None:
        """Go to the first step."""

    def show_numbers(self, on: bool) -> None:
        self.numbers = on
        self.draw()

    def draw(self) -> None:
        """Draw everything again."""

    def on_look_failed(self, message: LookFailed) -> None:
        self.query_one(".xray--said", Static).update(Content(said(message.problem, self._language)))

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    def _say(self, key: str, **values: object) -> str:
        return say(f"xray.{key}", self._language, **values)
