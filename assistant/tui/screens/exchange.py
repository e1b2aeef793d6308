"""Examples from a file of another system, or into one: looked at first, then taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from assistant.catalogue import say
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.taking import Difference, difference, take
from assistant.plugins.exchange.values import Labelled
from assistant.problems import AssistantError, Problem
from assistant.tui.text import clean
from assistant.tui.widgets.field import Field
from assistant.tui.widgets.options import Options

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.mine import OwnPhrase


@dataclass
class Looked(Message):
    """What a file holds, before any of it is taken."""

    phrases: tuple[OwnPhrase, ...]
    changes: Difference
    left_out: int
    problems: tuple[Problem, ...]


@dataclass
class Exported(Message):
    """The user's phrases were written."""

    count: int
    problems: tuple[Problem, ...]


@dataclass
class ExchangeFailed(Message):
    problem: Problem


class ExchangeScreen(ModalScreen["tuple[OwnPhrase, ...] | None"]):
    """Dismisses with the phrases to take over, or with None. It teaches nothing itself."""

    DEFAULT_CSS = """
    ExchangeScreen {
        align: center middle;
        .label { color: $text-muted; height: auto; }
        Options { margin-bottom: 1; }
        #file { background: $foreground 6%; margin-bottom: 1; padding: 0 1; }
        #found { height: auto; max-height: 9; scrollbar-size-vertical: 1; }
        #found > Static { height: auto; }
        #exchange-buttons { height: 1; margin-top: 1; }
        Button { margin-right: 2; min-width: 10; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="exchange.cancel"),
    ]

    def __init__(self, assistant: Assistant) -> None:
        super().__init__()
        self._assistant = assistant
        self._looked: Looked | None = None

    def compose(self) -> ComposeResult:
        ways = [(way, self._say(way)) for way in ("import", "export")]
        with Vertical(classes="dialog") as box:
            box.border_title = self._say("title")
            box.border_subtitle = self._say("keys")
            yield Options(ways, "import", id="way")
            yield Static(self._say("format"), classes="label", markup=False)
            yield Options([(name, name) for name in FORMATS], next(iter(FORMATS)), id="format")
            yield Static(self._say("file"), classes="label", markup=False)
            yield Field(self._say("file_hint"), id="file")
            with VerticalScroll(id="found", can_focus=False):
                yield Static(id="found-words", markup=False)
            with Horizontal(id="exchange-buttons"):
                yield Button(self._say("look"), "primary", id="go", compact=True)
                yield Button(say("studio.cancel", self._language), id="cancel", compact=True)

    def on_mount(self) -> None:
        self.query_one("#file").focus()

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    @on(Options.Changed)
    @on(Field.Changed, "#file")
    def _chosen(self) -> None:
        """Another choice: what was found is of the former one."""
        self._looked = None
        self._show("")
        exporting = self.query_one("#way", Options).value == "export"
        self.query_one("#go", Button).label = self._say("write" if exporting else "look")

    @on(Field.Submitted, "#file")
    @on(Button.Pressed, "#go")
    def _go(self) -> None:
        name = self.query_one("#file", Field).text.strip()
        if self._looked is not None and self._looked.phrases:
            self.dismiss(self._looked.phrases)
        elif name:
            self._show(self._say("working"))
            file, form = Path(name).expanduser(), self.query_one("#format", Options).value
            if self.query_one("#way", Options).value == "import":
                self._look(file, form)
            else:
                self._write(file, form)

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)

    @work(thread=True, exclusive=True)
    def _look(self, file: Path, form: str) -> None:
        try:
            contents = FORMATS[form].read(file)
            taken = take(contents.examples, {}, self._assistant.library)
            changes = difference(self._assistant.mine.phrases(), taken.phrases)
        except AssistantError as error:
            self.post_message(ExchangeFailed(error.problem))
            return
        problems = (*contents.problems, *taken.problems)
        left_out = contents.left_out + taken.left_out
        self.post_message(Looked(tuple(taken.phrases), changes, left_out, problems))

    @work(thread=True, exclusive=True)
    def _write(self, file: Path, form: str) -> None:
        own = self._assistant.mine.phrases
        try:
            examples = [Labelled(p.intent, p.language, p.example) for p in own()]
            written = FORMATS[form].write(file, examples)
        except AssistantError as error:
            self.post_message(ExchangeFailed(error.problem))
            return
        count = len(examples) - written.left_out
        self.post_message(Exported(count, tuple(written.problems)))

    def on_looked(self, message: Looked) -> None:
        self._looked = message
        changes = message.changes
        words = self._say(
            "found", added=changes.added, replaced=changes.replaced,
            unchanged=changes.unchanged, left_out=message.left_out,
        )  # fmt: skip
        more = self._say("enter_takes" if message.phrases else "nothing")
        self._show(f"{words} {more}", message.problems)
        if message.phrases:
            self.query_one("#go", Button).label = self._say("take")

    def on_exported(self, message: Exported) -> None:
        self._show(self._say("exported", n=message.count), message.problems)

    def on_exchange_failed(self, message: ExchangeFailed) -> None:
        self._show("", (message.problem,))

    def _show(self, words: str, problems: tuple[Problem, ...] = ()) -> None:
        lines = [Content(words)] if words else []
        lines += [
            Content.styled(clean(f"{p.where}: {p.what} {p.remedy}"), "$text-warning")
            for p in problems
        ]
        self.query_one("#found-words", Static).update(Content("\n").join(lines))

    def _say(self, key: str, **values: object) -> str:
        return say(f"exchange.{key}", self._language, **values)
