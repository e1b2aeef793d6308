"""What rang, as a line of its own in the conversation."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.catalogue import say
from assistant.korean import language_of
from assistant.tui.widgets.turn import reply_widget

if TYPE_CHECKING:
    from assistant.plugins.schedule import Rung

LATE = timedelta(minutes=1)  # more than this is told


class Ring(Vertical):
    """A plugin's words at their time. Like a turn it draws its mark itself."""

    DEFAULT_CSS = """
    Ring {
        height: auto;
        padding: 0 1 0 2;
        margin: 0 0 1 0;
        color: $accent;
        border-left: outer $accent;

        & > .turn--reply { margin-left: 5; color: $foreground; text-style: bold; }
        & > .ring--late { margin-left: 5; color: $text-warning; }
    }
    """

    def __init__(self, text: str, late: str) -> None:
        super().__init__()
        self._text = text
        self._late = late

    def compose(self) -> ComposeResult:
        yield reply_widget(self._text)
        if self._late:
            yield Static(Content(self._late), classes="ring--late", markup=False)

    def render(self) -> RenderResult:
        return Content("♪")


def when_due(rung: "Rung", now: datetime) -> str:
    """When it should have rung, in the language of what rings; "" when it is on time."""
    if rung.late <= LATE:
        return ""
    from assistant.values.saying import moment

    language = language_of(rung.text)
    return say("chat.rang_late", language, when=moment(rung.at, now, language))
