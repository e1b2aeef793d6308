"""A list of one-line rows that draws only what is seen, so that 20,000 phrases open at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Item = TypeVar("Item")


@dataclass(frozen=True)
class Heading:
    """A row between others that cannot be chosen."""

    text: str
    note: str = ""  # at its right


class Rows(ScrollView, Generic[Item], can_focus=True):
    """Rows of any values; `draw` turns one into what stands at its left and at its right.

    The row of the cursor is marked with ▸, so it is found without colour too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--hover",
        "rows--heading",
        "rows--empty",
    }
    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        overflow-x: hidden;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        &> .rows--cursor { background: $foreground 8%; }
        &> .rows--hover { background: $foreground 4%; }
        &> .rows--heading { color: $text-muted; text-style: bold; }
        &> .rows--empty { color: $text-muted; }
        &:focus > .rows--cursor { background: $primary 30%; text-style: bold; }
    }
    """
    MARKER = "▸ "

    cursor: reactive[int] = reactive(0, init=False)
    hovered: reactive[int] = reactive(-1)

    class Highlighted(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: "Rows[object]", item: object | None) -> None:
            super().__init__()
            self.rows, self.item = rows, item

        @property
        def control(self) -> "Rows[object]":
            return self.rows

    class Chosen(Highlighted):
        """A row was clicked, or Enter was pressed on it."""

    def __init__(
        self,
        draw: Callable[[Item], tuple[Content, Content]],
        *,
        empty: str = "",
        id: str | None = None,
        bindings: Sequence[BindingType] = (),
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._empty = empty
        self._items: Sequence[Item | Heading] = ()
        for binding in Binding.make_bindings(bindings):
            self._bindings.key_to_bindings.setdefault(binding.key, []).append(binding)

    @property
    def items(self) -> Sequence[Item | Heading]:
        return self._items

    @property
    def current(self) -> Item | None:
        """The value under the cursor; None in an empty list or on a heading."""
        if 0 <= self.cursor < len(self._items):
            item = self._items[self.cursor]
            return None if isinstance(item, Heading) else item
        return None

    def show(
        self, items: Sequence[Item | Heading], *, cursor: int | None = None, empty: str = "",
        tell: bool = True,
    ) -> None:  # fmt: skip
        """Put other rows here; the cursor stays where it was unless told where to go.

        Without `tell` nobody hears of it: whoever calls knows.
        """
        self._items = items
        self._empty = empty or self._empty
        wanted = self.cursor if cursor is None else cursor
        self._make_room(Size(0, max(len(items), 1)))
        place = self._nearest(min(wanted, len(items) - 1), 1)
        self.set_reactive(Rows.cursor, place)
        self._scroll_to_cursor()
        self.refresh()
        if tell:
            self.post_message(self.Highlighted(self, self.current))  # type: ignore[arg-type]

    def _make_room(self, size: Size) -> None:
        """For the rows; the screen is arranged anew only where that moves anything."""
        if self.styles.is_auto_height:
            self.virtual_size = size
        else:
            self.set_reactive(Rows.virtual_size, size)
        self._scroll_update(size)

    def watch_cursor(self) -> None:
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Highlighted(self, self.current))  # type: ignore[arg-type]

    def watch_hovered(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y
        if not self._items and index == 0 and self._empty:
            return self._strip(Content(" " * 2 + self._empty), Content(""), width, "rows--empty")
        if index >= len(self._items):
            return Strip.blank(width, self.visual_style.rich_style)
        item = self._items[index]
        if isinstance(item, Heading):
            return self._strip(Content(item.text), Content(item.note), width, "rows--heading")
        left, right = self._draw(item)
        state = (
            "rows--cursor"
            if index == self.cursor
            else "rows--hover"
            if index == self.hovered
            else ""
        )
        marker = self.MARKER if index == self.cursor else " " * len(self.MARKER)
        return self._strip(Content(marker) + left, right, width, state)

    def _strip(self, left: Content, right: Content, width: int, state: str) -> Strip:
        room = width - (right.cell_length + 2 if right else 1)
        if room < width // 3:  # too narrow for both
            right, room = Content(""), width - 1
        left = left.truncate(max(room, 0), ellipsis=True)
        gap = max(width - left.cell_length - right.cell_length - (1 if right else 0), 0)
        line = left + Content(" " * gap) + right
        style = self.get_visual_style(state) if state else self.visual_style
        (strip, *_) = Visual.to_strips(self, line, width, 1, style, pad=True)
        return strip

    def _nearest(self, index: int, step: int) -> int:
        """The nearest row at or after `index` (before it, when `step` is negative) to stand on."""
        for direction in (step, -step):
            place = index
            while 0 <= place < len(self._items):
                if not isinstance(self._items[place], Heading):
                    return place
                place += direction
        return max(0, min(index, len(self._items) - 1))

    def _scroll_to_cursor(self) -> None:
        width = self.scrollable_content_region.width
        above = self.cursor > 0 and isinstance(self._items[self.cursor - 1], Heading)
        top, height = (self.cursor - 1, 2) if above else (self.cursor, 1)
        self.scroll_to_region(Region(0, top, width, height), animate=False, force=True)

    def action_move(self, step: int) -> None:
        self.cursor = self._nearest(self.cursor + step, step)

    def action_page(self, direction: int) -> None:
        rows = max(self.scrollable_content_region.height - 1, 1) * direction
        self.cursor = self._nearest(
            max(0, min(self.cursor + rows, len(self._items) - 1)), direction
        )

    def action_first(self) -> None:
        self.cursor = self._nearest(0, 1)

    def action_last(self) -> None:
        self.cursor = self._nearest(len(self._items) - 1, -1)

    def action_choose(self) -> None:
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))  # type: ignore[arg-type]

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self.scroll_offset.y + event.y

    def _on_leave(self, _event: events.Leave) -> None:
        self.hovered = -1

    async def _on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y
        if index < len(self._items) and not isinstance(self._items[index], Heading):
            self.cursor = index
            self.action_choose()
