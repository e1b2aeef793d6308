"""Finds an intent: a field to filter by, and below it those found, the likeliest first."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.catalogue import say
from assistant.tui.choices import Choice, Choices, draw_choice, listed
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.rows import Rows


class IntentPicker(Vertical):
    """Posts Picked when a choice is made: by Enter, in the field or the list, or by a click."""

    DEFAULT_CSS = """
    IntentPicker {
        height: 1fr;
        #finding { border-top: solid $foreground 15%; height: 2; }
        #finding > .mark { width: 2; color: $primary; }
    }
    """

    class Picked(Message):
        """A choice was made; `typed` are the words of the field."""

        def __init__(self, choice: Choice, typed: str) -> None:
            super().__init__()
            self.choice, self.typed = choice, typed

    def __init__(self, language: str) -> None:
        super().__init__()
        self.rows: Rows[Choice] = Rows(self._draw, empty="…", id="choices")
        self.choices: Choices | None = None  # not before they were read
        self._language = language
        self._early = False  # Enter was quicker than the network
        self._listed = ""  # what the list is filtered by

    def compose(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield Static("/ ", classes="mark", markup=False)
            yield Field(say("studio.find", self._language), drives=self.rows, id="find")
        yield self.rows

    @property
    def field(self) -> Field:
        return self.query_one("#find", Field)

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor."""
        return self.rows.current

    def show(self, choices: Choices) -> None:
        """Offer these from now on."""
        self.choices = choices
        self._list()
        if self._early:
            self._early = False
            self.choose()

    def reset(self) -> None:
        """Wait for other choices, with an empty field."""
        self.choices, self._early = None, False
        self.field.put("")

    @on(Rows.Chosen, "#choices")
    def choose(self) -> None:
        """What Enter does."""
        if self.choices is None:
            self._early = True
            return
        if self.field.text != self._listed:  # Enter was quicker than the list
            self._list()
        if self.current is not None:
            self.post_message(self.Picked(self.current, self.field.text.strip()))

    @on(Field.Changed, "#find")
    def _list(self) -> None:
        self._listed = self.field.text
        items = listed(self.choices or Choices(), self._listed, self._language)
        self.rows.show(items, cursor=0)

    def _draw(self, choice: Choice) -> tuple[Content, Content]:
        return draw_choice(choice, self.field.text, self._language)
