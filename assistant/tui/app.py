"""The app: its screens, its themes and the keys that work everywhere."""

import gc
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from assistant.catalogue import say
from assistant.plugins.output import route
from assistant.tui import themes
from assistant.tui.messages import ModelChanged, ModelRefreshed, PluginsRefreshed
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.typeahead import typed_ahead

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.settings import Settings
    from assistant.tui.screens.setup import Answers
    from assistant.tui.training import Train, TrainingSession


def _commands() -> type[Provider]:
    from assistant.tui.commands import Commands

    return Commands


class AssistantApp(App[None]):
    """The face of an Assistant.

    `typed` are lines to send at once, and one to begin with, typed before the app was there.
    `start_training` stands in for the training process in tests.
    """

    CSS_PATH: ClassVar[Any] = ["app.tcss", "screens/chat.tcss"]
    TITLE = "assistant"
    COMMANDS: ClassVar[Any] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False, id="app.help"),
        Binding("ctrl+q", "quit", show=False, priority=True, id="app.quit"),
    ]

    def __init__(
        self,
        assistant: "Assistant",
        *,
        typed: Sequence[str] = (),
        start_training: "Train | None" = None,
    ) -> None:
        super().__init__()
        self.assistant = assistant
        self.chat = ChatScreen(assistant, typed)
        self._start_training = start_training
        self._training: TrainingSession | None = None
        self._writing = threading.Lock()
        for theme in themes.OWN:
            self.register_theme(theme)
        wanted = assistant.settings.theme
        self.theme = wanted if wanted in self.available_themes else themes.DEFAULT

    @property
    def language(self) -> str:
        """The language of the interface, "en" or "ko"."""
        return self.assistant.settings.interface_language

    @property
    def training(self) -> "TrainingSession":
        """The one training that may go on, whatever screen is shown."""
        if self._training is None:
            from assistant.tui.training import TrainingSession

            given = {"train": self._start_training} if self._start_training else {}
            self._training = TrainingSession(self, self.assistant, **given)  # type: ignore[arg-type]
        return self._training

    def get_default_screen(self) -> Screen[None]:
        return self.chat

    def on_mount(self) -> None:
        route()  # over what Textual has put in place of the streams; it puts them back itself
        self.watch(self, "theme", self._keep_theme, init=False)
        if not self.assistant.settings.first_start_done:
            self.call_after_refresh(self.action_setup)

    def on_model_changed(self, event: ModelChanged) -> None:
        event.stop()
        self.chat.backstage.reload()

    def on_model_loaded(self) -> None:
        self.screen.post_message(ModelRefreshed())

    def on_plugins_reloaded(self) -> None:
        self.screen.post_message(PluginsRefreshed())

    def keep_settings(self, settings: "Settings") -> None:
        """Use these settings from now on, and write them down."""
        self.assistant.settings = settings
        self.chat.backstage.do(self._write_settings)

    def _write_settings(self) -> None:
        """Write the settings of now: of two threads that write, the later one has the newest.

        Those of plugins stay as they are in the file: people write them there.
        """
        from assistant.settings import read_settings, write_settings

        file = self.assistant.paths.settings
        with self._writing:
            plugins = read_settings(file)[0].plugins
            write_settings(file, replace(self.assistant.settings, plugins=plugins))

    def _keep_theme(self, theme: str) -> None:
        if theme != self.assistant.settings.theme:
            self.keep_settings(replace(self.assistant.settings, theme=theme))

    def action_help(self) -> None:
        from assistant.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.language))

    def action_setup(self) -> None:
        """Ask for the home city and the language."""
        from assistant.tui.screens.setup import SetupScreen

        def answered(answers: "Answers | None") -> None:
            if answers is not None:
                self.keep_settings(answers.settings)
                self.chat.relabel()
                if answers.message and not self.chat.prompt.text:
                    self.chat.prompt.put(answers.message)

        self.push_screen(SetupScreen(self.assistant.settings), answered)

    def action_help_quit(self) -> None:
        """Ctrl+C where there is nothing to copy."""
        self.notify(say("chat.quit_hint", self.language), markup=False)

    def action_command_palette(self) -> None:
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            placeholder = say("chat.command_search", self.language)
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def search_themes(self) -> None:
        """Textual's own list of themes, asked for in the language of the interface."""
        from textual.command import CommandPalette
        from textual.theme import ThemeProvider

        placeholder = say("chat.theme_search", self.language)
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder=placeholder))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        chat = self.chat
        commands: dict[str, Callable[[], Any]] = {
            "help": self.action_help,
            "theme": self.action_change_theme,
            "setup": self.action_setup,
            "quit": self.action_quit,
        }
        if screen is chat:
            commands = {
                "teach": chat.action_teach,
                "xray": chat.action_xray,
                "studio": chat.action_studio,
                "plugins": chat.action_plugins,
                "new": chat.action_new_session,
                "sessions": chat.action_sessions,
                **commands,
            }
        for name, work in commands.items():
            title = say(f"chat.command_{name}", self.language)
            does = say(f"chat.command_{name}_does", self.language)
            yield SystemCommand(title, does, work)


def tell_alt_digits() -> None:
    """Have Alt+1 arrive as alt+1.

    Textual reads Escape 1, which is what most terminals send for it, as the ¡ of a Mac's keyboard.
    """
    from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

    for digit in "123456789":
        ANSI_SEQUENCES_KEYS.pop(f"\x1b{digit}", None)  # type: ignore[attr-defined]


def collect_rarely() -> None:
    """Look for garbage seldom: beside 20,000 phrases a look takes a tenth of a second."""
    gc.set_threshold(10_000, 20, 20)


def run(home: Path | None = None) -> None:
    """Open the app on the assistant of `home`, until the user quits."""
    from assistant.conversation.assistant import Assistant
    from assistant.logfile import log_to

    tell_alt_digits()
    collect_rarely()
    with typed_ahead() as typed, Assistant(home) as assistant:
        log_to(assistant.paths.log)
        AssistantApp(assistant, typed=typed).run()
