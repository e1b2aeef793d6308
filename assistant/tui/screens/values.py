"""The values that the slots of one's own intents may have: a list to add to, change and shorten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.catalogue import say
from assistant.plugins.mine import Mine
from assistant.problems import AssistantError, Problem
from assistant.tui.text import clean
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.options import Options
from assistant.tui.widgets.phrases import DIM
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Rows
from assistant.values import Values


@dataclass
class ValuesStored(Message):
    """The values of a slot are now these."""

    slot: str
    values: Values


@dataclass
class ValuesFailed(Message):
    """They could not be stored."""

    problem: Problem


class ValuesScreen(ModalScreen[bool]):
    """Stores every change at once. Dismisses with whether anything was changed."""

    DEFAULT_CSS = """
    ValuesScreen {
        align: center middle;
        .dialog { height: 80%; max-height: 24; }
        .label { color: $text-muted; height: auto; margin-bottom: 1; }
        Options { margin-bottom: 1; }
        Rows { height: 1fr; }
        #adding { height: auto; border-top: solid $foreground 15%; }
        #adding > .mark { width: 2; color: $primary; }
        #values-said { height: auto; color: $text-warning; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, id="values.leave"),
        Binding("ctrl+z", "undo", show=False, id="values.undo"),
    ]

    def __init__(
        self, language: str, mine: Mine, intent: str, slots: tuple[str, ...],
        values: Mapping[str, Values],
    ) -> None:  # fmt: skip
        super().__init__()
        self._language, self._mine, self._intent, self._slots = language, mine, intent, slots
        self._values = {slot: dict(values.get(slot, {})) for slot in slots}
        self._changed = self._busy = False
        self._done: list[tuple[str, Values]] = []  # what Ctrl+Z brings back, last one last

    def compose(self) -> ComposeResult:
        rows: Rows[str] = Rows(
            self._draw, id="values", bindings=[Binding("delete", "screen.remove", show=False)]
        )
        with Vertical(classes="dialog") as box:
            box.border_title = say("values.title", self._language, intent=clean(self._intent))
            box.border_subtitle = say("values.keys", self._language)
            yield Static(say("values.about", self._language), classes="label", markup=False)
            yield Options([(slot, slot) for slot in self._slots], self._slots[0], id="slot")
            yield rows
            with Horizontal(id="adding"):
                yield Static("› ", classes="mark", markup=False)
                yield Field(say("values.add", self._language), id="value")
            yield Static(id="values-said", markup=False)

    def on_mount(self) -> None:
        self._list()
        self.query_one("#value").focus()

    @property
    def _slot(self) -> str:
        return self.query_one("#slot", Options).value

    def _draw(self, value: str) -> tuple[Content, Content]:
        row = self._values[self._slot].get(value, ())
        others = ", ".join(clean(wording) for wording in row if wording != value)
        return Content.assemble(clean(value), (f"  {others}", DIM)), Content("")

    @on(Options.Changed, "#slot")
    def _list(self) -> None:
        values = list(self._values[self._slot])
        self.query_one("#values", Rows).show(values, empty=say("values.none", self._language))

    @on(Rows.Chosen, "#values")
    def _edit(self) -> None:
        value = self.query_one("#values", Rows).current
        if isinstance(value, str):
            field = self.query_one("#value", Field)
            field.put(format_value(value, self._values[self._slot][value]))
            field.focus()

    @on(Field.Submitted, "#value")
    def _add(self, message: Field.Submitted) -> None:
        parsed = parse_value(message.text)
        if parsed is None:
            self._say(say("values.unclear", self._language) if message.text.strip() else "")
            return
        self._change(self._values[self._slot] | dict([parsed]))

    def action_remove(self) -> None:
        value = self.query_one("#values", Rows).current
        if isinstance(value, str):
            rest = {v: row for v, row in self._values[self._slot].items() if v != value}
            self._change(rest)

    def action_leave(self) -> None:
        self.dismiss(self._changed)

    def action_undo(self) -> None:
        if self._done and not self._busy:
            self._busy = True
            self._store(*self._done.pop())

    def _change(self, values: Values) -> None:
        if not self._busy:  # one at a time, or one would undo the other
            self._busy = True
            self._done.append((self._slot, self._values[self._slot]))
            self._store(self._slot, values)

    @work(thread=True)
    def _store(self, slot: str, values: Values) -> None:
        try:
            self._mine.set_values(self._intent, slot, values)
        except AssistantError as error:
            self.post_message(ValuesFailed(error.problem))
        else:
            self.post_message(ValuesStored(slot, values))

    def on_values_stored(self, message: ValuesStored) -> None:
        self._values[message.slot] = dict(message.values)
        self._changed, self._busy = True, False
        self.query_one("#value", Field).put("")
        self._say("")
        self._list()

    def on_values_failed(self, message: ValuesFailed) -> None:
        self._busy = False
        if self._done:
            self._done.pop()  # it was not done
        self._say(said(message.problem, self._language))

    def _say(self, text: str) -> None:
        self.query_one("#values-said", Static).update(Content(text))


def parse_value(line: str) -> tuple[str, tuple[str, ...]] | None:
    """`large = big, 큰` → the value and its wordings; None for a line without a value."""
    value, _, rest = line.partition("=")
    wordings = tuple(dict.fromkeys(word.strip() for word in rest.split(",") if word.strip()))
    return (value.strip(), wordings or (value.strip(),)) if value.strip() else None


def format_value(value: str, wordings: tuple[str, ...]) -> str:
    """The line that `parse_value` reads as this value."""
    others = ", ".join(wording for wording in wordings if wording != value)
    return f"{value} = {others}" if others else value
