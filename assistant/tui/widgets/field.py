"""A field to write in. A TextArea, not an Input, so that Korean stands where it is composed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.widgets import TextArea

from assistant.tui.text import clean

if TYPE_CHECKING:
    from assistant.tui.widgets.rows import Rows

LONGEST = 20_000  # characters; more would make every key slow


class Field(TextArea):
    """One line, or a few that Enter sends together (Ctrl+J begins another).

    With `drives`, the keys that move and choose act on a list of rows beside it, so that one can
    filter and choose without leaving the field. Enter calls `entered` before any later key is
    handled, where it is given; else it posts Submitted.
    """

    DEFAULT_CSS = """
    Field {
        height: auto;
        max-height: 5;
        background: transparent;
        padding: 0;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        &.-one-line { height: 1; max-height: 1; overflow: hidden hidden; }
    }
    """

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field, self.text = field, text

        @property
        def control(self) -> Field:
            return self.field

    def __init__(
        self,
        placeholder: str = "",
        *,
        text: str = "",
        lines: bool = False,
        drives: Rows[Any] | None = None,
        entered: Callable[[], object] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(
            text,
            id=id,
            placeholder=placeholder,
            compact=True,
            soft_wrap=lines,
            highlight_cursor_line=False,
            classes="" if lines else "-one-line",
        )
        self._lines = lines
        self._drives = drives
        self._entered = entered

    def on_unmount(self) -> None:
        # A TextArea watches the theme of the app, which so keeps it for ever: not what it led to.
        self._drives = self._entered = None

    def put(self, text: str) -> None:
        """Another text, with the cursor at its end and nothing to undo."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def _refresh_size(self) -> None:
        if self.soft_wrap:
            super()._refresh_size()
        else:  # without arranging the whole screen anew at every key: the height stays
            width, height = self.document.get_size(self.indent_width)
            self.set_reactive(Field.virtual_size, Size(width + self.gutter_width + 1, height))
            self._refresh_scrollbars()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the screen undo what it did when there is no typing to undo."""
        if action == "undo":
            return bool(self.history.undo_stack)
        return super().check_action(action, parameters)

    async def _on_key(self, event: events.Key) -> None:
        rows, focused = self._drives, self.screen.focused
        if isinstance(focused, Field) and focused is not self:
            # Typed fast, before this field knew that the focus went on.
            event.stop()
            event.prevent_default()
            focused.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            if rows is not None:
                rows.action_choose()
            elif self._entered is not None:
                self._entered()
            else:
                self.post_message(self.Submitted(self, self.text))
        elif event.key == "ctrl+j" and self._lines:
            event.stop()
            event.prevent_default()
            self.insert("\n")

    def _replace_via_keyboard(self, insert, start, end):  # type: ignore[no-untyped-def]
        # Keys and pastes both come through here.
        insert = clean(insert)
        if not self._lines:
            insert = insert.replace("\n", " ")
        room = max(LONGEST - len(self.text) + len(self.get_text_range(start, end)), 0)
        return super()._replace_via_keyboard(insert[:room], start, end)

    def action_cursor_up(self, select: bool = False) -> None:
        if self._drives is None:
            super().action_cursor_up(select)
        else:
            self._drives.action_move(-1)

    def action_cursor_down(self, select: bool = False) -> None:
        if self._drives is None:
            super().action_cursor_down(select)
        else:
            self._drives.action_move(1)

    def action_cursor_page_up(self) -> None:
        if self._drives is None:
            super().action_cursor_page_up()
        else:
            self._drives.action_page(-1)

    def action_cursor_page_down(self) -> None:
        if self._drives is None:
            super().action_cursor_page_down()
        else:
            self._drives.action_page(1)
