"""F5: every plugin, switched on and off, and what each of them may use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.catalogue import say
from assistant.plugins.grants import grant
from assistant.plugins.overview import Listed, overview
from assistant.problems import AssistantError, Problem
from assistant.tui.screens.plugins_rows import Capability, Row, about, draw, rows_of
from assistant.tui.text import clean, short_path
from assistant.tui.widgets.deeds import Deeds
from assistant.tui.widgets.keys import Key
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Heading, Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant


@dataclass
class PluginsRead(Message):
    """The rows, and what was done before they were read."""

    rows: list[Row | Heading]
    did: str


@dataclass
class PluginFailed(Message):
    """What one wanted could not be done."""

    problem: Problem


class PluginRows(Rows[Row]):
    """A click only goes to a row; a second one, as Space and Enter do, switches it."""

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()  # Textual would ask the class above too
        index = self.scroll_offset.y + event.y
        if index < len(self.items) and not isinstance(self.items[index], Heading):
            self.cursor = index
            if event.chain > 1:
                self.action_choose()


class PluginsScreen(ModalScreen[None]):
    """The plugins in a list, those of the user first; under it what is told of the one chosen."""

    DEFAULT_CSS = """
    PluginsScreen {
        align: center middle;
        #plugins { width: 84; height: 90%; padding: 1 2 0 2; }
        Rows { height: 1fr; min-height: 4; }
        #about-box {
            height: auto;
            max-height: 45%;
            border-top: solid $foreground 15%;
            padding: 0 2;
            scrollbar-size-vertical: 1;
            &:focus { border-top: solid $primary; }
        }
        #about { height: auto; }
        #said { height: auto; padding: 0 2; color: $text-muted; }
        #said.-problem { color: $text-warning; }
        #folder { height: auto; padding: 0 2; color: $text-muted; }
        Deeds { padding: 0 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "dismiss", show=False, id="plugins.close"),
    ]
    KEYS = (Key("Space", "plugins.key_switch", "switch"),)

    def __init__(self, assistant: "Assistant") -> None:
        super().__init__()
        self._assistant = assistant
        self._busy = False

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    def compose(self) -> ComposeResult:
        folder = clean(short_path(self._assistant.paths.intents))
        with Vertical(id="plugins", classes="dialog") as box:
            box.border_title = self._say("title")
            box.border_subtitle = say("chat.esc_closes", self._language)
            yield PluginRows(
                lambda row: draw(row, self._language),
                empty="…",
                bindings=[Binding("space", "choose", show=False)],
            )
            with VerticalScroll(id="about-box"):
                yield Static(id="about", markup=False)
            yield Static(id="said", markup=False)
            yield Deeds(self.KEYS, self._language)
            yield Static(Content(self._say("folder", folder=folder)), id="folder", markup=False)

    def on_mount(self) -> None:
        self._read()

    def on_plugins_refreshed(self) -> None:
        """A plugin was saved while one looks at them."""
        self._read()

    # In threads

    @work(thread=True)
    def _read(self) -> None:
        self.post_message(self._read_now(""))

    @work(thread=True)
    def _do(self, deed: Callable[[], object], done: str) -> None:
        try:
            deed()
        except AssistantError as error:
            self.post_message(PluginFailed(error.problem))
        else:
            self.post_message(self._read_now(done))

    def _read_now(self, did: str) -> PluginsRead:
        assistant = self._assistant
        plugins = overview(assistant.library, assistant.paths.data, assistant.stopped)
        return PluginsRead(rows_of(plugins, assistant.problems, self._language), did)

    # What came of it

    def on_plugins_read(self, message: PluginsRead) -> None:
        self._busy = False
        self.query_one(PluginRows).show(message.rows)
        self._tell(message.did)

    def on_plugin_failed(self, message: PluginFailed) -> None:
        self._busy = False
        self._tell(said(message.problem, self._language), problem=True)

    @on(Rows.Highlighted)
    def _highlighted(self) -> None:
        row = self.query_one(PluginRows).current
        self.query_one("#about", Static).update(about(row, self._language))
        self.query_one("#about-box").scroll_home(animate=False)

    # What one can do

    @on(Rows.Chosen)
    @on(Deeds.Chosen)
    def _switch(self) -> None:
        """Switch the plugin, or what it may use, on or off."""
        row = self.query_one(PluginRows).current
        if self._busy or row is None:
            return
        match row:
            case Capability(plugin, name, granted):
                self._grant(plugin, name, allowed=not granted)
            case Listed(state="broken") | Problem():
                self._tell(self._say("mend_first"))
            case Listed(id=plugin_id, state="stopped"):
                done = self._say("called_again", plugin=clean(plugin_id))
                self._begin(lambda: self._assistant.revive(plugin_id), done)
            case Listed(id=plugin_id, state=state):
                on = state == "off"
                done = self._say("switched_on" if on else "switched_off", plugin=clean(plugin_id))
                self._begin(lambda: self._assistant.switch_plugin(plugin_id, on=on), done)

    def _grant(self, plugin: Listed, capability: str, *, allowed: bool) -> None:
        data = self._assistant.paths.data
        word = "may_now" if allowed else "may_not_now"
        done = self._say(word, plugin=clean(plugin.id), capability=capability)
        self._begin(lambda: grant(data, plugin.id, [capability], allowed=allowed), done)

    def _begin(self, deed: Callable[[], object], done: str) -> None:
        self._busy = True
        self._tell(self._say("working"))
        self._do(deed, done)

    def _tell(self, text: str, *, problem: bool = False) -> None:
        line = self.query_one("#said", Static)
        line.update(Content(clean(text)))
        line.set_class(problem, "-problem")

    def _say(self, key: str, **values: object) -> str:
        return say(f"plugins.{key}", self._language, **values)
