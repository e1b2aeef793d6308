"""F5: what is installed, what each plugin can do, and what is broken with its remedy."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.catalogue import say
from assistant.problems import Problem
from assistant.tui.text import clean, one_line
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.manifest import IntentSpec, Plugin


@dataclass
class PluginsRead(Message):
    """What is installed and what is broken, in words: a part for each."""

    parts: list[Content]


class PluginsScreen(ModalScreen[None]):
    """Only shows; plugins come and go as folders."""

    DEFAULT_CSS = """
    PluginsScreen {
        align: center middle;
        #plugins { width: 84; height: 80%; scrollbar-size-vertical: 1; }
        Static { height: auto; margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "dismiss", show=False, id="plugins.close"),
    ]

    def __init__(self, assistant: "Assistant") -> None:
        super().__init__()
        self._assistant = assistant

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="plugins", classes="dialog") as box:
            box.border_title = say("chat.plugins_title", self._language)
            box.border_subtitle = say("chat.esc_closes", self._language)
            yield Static(say("chat.plugins_reading", self._language), markup=False)

    def on_mount(self) -> None:
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        self.post_message(PluginsRead(self._parts()))

    async def on_plugins_read(self, message: PluginsRead) -> None:
        box = self.query_one("#plugins")
        await box.remove_children()
        await box.mount_all(Static(part, markup=False) for part in message.parts)

    def _parts(self) -> list[Content]:
        """Reads files: the manifests where they are not known yet, and a phrase of each intent."""
        plugins = self._assistant.library.plugins
        problems = dict.fromkeys(self._assistant.problems)
        folder = str(self._assistant.paths.intents)
        return [
            *(self._problem(problem) for problem in problems),
            *(self._plugin(plugin) for plugin in plugins if _named(plugin)),
            Content.styled(
                clean(say("chat.plugins_folder", self._language, folder=folder)), "$foreground 60%"
            ),
        ]

    def _problem(self, problem: Problem) -> Content:
        broken = say("chat.plugins_broken", self._language)
        return Content.assemble(
            (f"{broken}  ", "bold $text-error"),
            (clean(problem.where), "bold"),
            f"\n  {clean(problem.what)}\n  {clean(problem.remedy)}",
        )

    def _plugin(self, plugin: "Plugin") -> Content:
        notes = [
            plugin.version,
            say("chat.plugins_builtin" if plugin.builtin else "chat.plugins_own", self._language),
        ]
        if plugin.capabilities:
            capabilities = ", ".join(sorted(plugin.capabilities))
            notes.append(say("chat.plugins_uses", self._language, capabilities=capabilities))
        head = Content.assemble(
            (clean(plugin.id), "bold"), (f"  {clean(' · '.join(notes))}", "$foreground 60%")
        )
        return Content("\n").join([head, *(self._intent(intent) for intent in _named(plugin))])

    def _intent(self, intent: "IntentSpec") -> Content:
        phrase = one_line(_example(intent, self._language), 80)
        shown = f"  “{phrase}”" if phrase else ""
        return Content.assemble(f"  {clean(intent.name)}", (shown, "$foreground 60%"))


def _named(plugin: "Plugin") -> list["IntentSpec"]:
    return [intent for intent in plugin.intents if intent.name != OUT_OF_SCOPE]


def _example(intent: "IntentSpec", language: str) -> str:
    """One phrase of the intent, in `language` where there is one."""
    shown = intent.example.get(language) or next(iter(intent.example.values()), "")
    if shown:
        return shown
    phrases = intent.examples.get(language) or next(iter(intent.examples.values()), ())
    return phrases[0].text if phrases else ""
