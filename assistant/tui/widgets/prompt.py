"""Where one writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location
from textual.message import Message
from textual.widgets import TextArea

from assistant.tui.text import clean

LONGEST = 4_000  # characters of one message; the tokenizer reads no more
ROWS = 6  # it grows up to this many rows, then scrolls


class Prompt(TextArea):
    """A TextArea that Enter sends. Up at its first row, and Down at its last, recall messages."""

    DEFAULT_CSS = f"""
    Prompt {{
        height: auto;
        min-height: 1;
        max-height: {ROWS};
        background: transparent;
        padding: 0;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
    }}
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", show=False, id="prompt.send"),
        Binding("shift+enter,ctrl+j", "newline", show=False, id="prompt.newline"),
        Binding("escape", "clear", show=False, id="prompt.clear"),
    ]

    @dataclass
    class Sent(Message):
        """Enter was pressed on a message with words in it."""

        text: str

    @dataclass
    class Edited(Message):
        """The words are others now; `cut` says that some did not fit."""

        text: str
        cut: bool

    @dataclass
    class Paged(Message):
        """The conversation is to be scrolled by a page: -1 up, 1 down."""

        direction: int

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            placeholder=placeholder,
            compact=True,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        self._earlier: list[str] = []
        self._place = 0  # in _earlier; its length is the draft
        self._draft = ""
        self._cut = False
        self._last_key: events.Key | None = None

    def remember(self, messages: Iterable[str]) -> None:
        """Put `messages`, oldest first, before what was sent since the start."""
        self._earlier[:0] = messages
        self._place = len(self._earlier)

    def put(self, text: str) -> None:
        """Another text, with the cursor at its end. It can be undone."""
        self.replace(clean(text)[:LONGEST], self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    def write(self, text: str) -> None:
        """Insert `text` at the cursor, as far as there is room."""
        if result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        # Keys and pastes both come through here.
        insert = clean(insert)
        replaced = len(self.get_text_range(start, end)) if start != end else 0
        room = max(LONGEST - len(self.text) + replaced, 0)
        self._cut = len(insert) > room
        if self._cut and room == 0:
            self._tell()
            return None
        return super()._replace_via_keyboard(insert[:room], start, end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        self.post_message(self.Edited(self.text, self._cut))
        self._cut = False

    def _on_resize(self) -> None:
        super()._on_resize()
        # The row of the cursor moved with the widget; an input method composes at the cursor.
        self.call_after_refresh(self._place_hardware_cursor)

    def _place_hardware_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    async def _on_key(self, event: events.Key) -> None:
        # Bindings usually wait until the key has bubbled up to the app. By then the letters that
        # came with it are inserted, so "a, Backspace, b" in one burst would lose the b.
        self._last_key = event
        if event.is_printable:
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            # What skips its turn, as Ctrl+C does with nothing to copy, goes on to the app.
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
            return

    def has_seen(self, event: events.Key) -> bool:
        """Whether this key went through the prompt, and the prompt had no use for it."""
        return event is self._last_key

    def action_send(self) -> None:
        text = self.text.strip()
        if not text:
            return
        if not self._earlier or self._earlier[-1] != text:
            self._earlier.append(text)
        self._place, self._draft = len(self._earlier), ""
        self.load_text("")
        self.post_message(self.Sent(text))

    def action_newline(self) -> None:
        self.write("\n")

    def action_clear(self) -> None:
        self._place, self._draft = len(self._earlier), ""
        self.clear()

    def action_cursor_up(self, select: bool = False) -> None:
        at_top = self.navigator.is_first_wrapped_line(self.cursor_location)
        if select or not at_top or not self._recall(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        at_bottom = self.navigator.is_last_wrapped_line(self.cursor_location)
        if select or not at_bottom or not self._recall(1):
            super().action_cursor_down(select)

    def _recall(self, step: int) -> bool:
        """Show the message `step` away, the draft after the last one; False when there is none."""
        place = self._place + step
        if not 0 <= place <= len(self._earlier):
            return False
        if self._place == len(self._earlier):
            self._draft = self.text
        self._place = place
        self.put(self._draft if place == len(self._earlier) else self._earlier[place])
        return True

    def action_cursor_page_up(self) -> None:
        self.post_message(self.Paged(-1))

    def action_cursor_page_down(self) -> None:
        self.post_message(self.Paged(1))
