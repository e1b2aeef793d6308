"""F3, the X-ray: one message, and all that the network does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import ContentSwitcher

from assistant.catalogue import say
from assistant.tui.screens.xray_pane import XrayPane
from assistant.tui.screens.xray_reading import ReadingPane
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.tab_line import TabLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.conversation.assistant import Assistant
    from assistant.conversation.neighbours import Memorised

PANES = ("reading", "memory", "deciding", "lesson-pane")
PACE = 0.7  # seconds a step, while it plays


class XrayKeys(Keys):
    """The keys that work in the tab shown."""

    def show(self, *keys: Key) -> None:
        self._keys = keys
        self.refresh()


class XrayScreen(Screen[None]):
    """Tabs over four panes, each made when it is first shown.

    `teach` opens the screen that corrects this message; what comes of it is looked at anew.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-roomy")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False, id="xray.close"),
        Binding("f1,question_mark", "words", show=False, id="xray.words"),
        Binding("f2", "teach", show=False, id="xray.teach"),
        Binding("f4", "studio", show=False, id="xray.studio"),
        Binding("f6", "next_tab", show=False, priority=True, id="xray.next_tab"),
        Binding("f7", "next_cell", show=False, id="xray.next_cell"),
        Binding("f8", "numbers", show=False, id="xray.numbers"),
        Binding("left", "move(-1)", show=False, priority=True, id="xray.back"),
        Binding("right", "move(1)", show=False, priority=True, id="xray.on"),
        Binding("space", "play", show=False, priority=True, id="xray.play"),
        *(
            Binding(str(n), f"tab({n - 1})", show=False, id=f"xray.tab_{n}")
            for n in range(1, len(PANES) + 1)
        ),
    ]
    DEFAULT_CSS = """
    XrayScreen {
        TabLine { height: 2; border-bottom: solid $foreground 15%; }
        ContentSwitcher { height: 1fr; }
        XrayKeys { border-top: solid $foreground 15%; height: 2; }
    }
    """

    def __init__(
        self,
        assistant: Assistant,
        text: str,
        memorised: Memorised,
        teach: Callable[[], None],
        *,
        pace: float = PACE,
    ) -> None:
        super().__init__()
        self._assistant = assistant
        self._text = text
        self._memorised = memorised
        self._correct = teach
        self.pace = pace
        self._numbers = False
        self._playing: Timer | None = None
        self._outdated = False  # it may have been taught in the meantime

    def compose(self) -> ComposeResult:
        yield TabLine(self._say("title"), [self._tab_name(pane) for pane in PANES], id="tabs")
        with ContentSwitcher(initial=PANES[0]):
            yield ReadingPane(self._assistant, self._text)
        yield XrayKeys((), id="keys")

    def on_mount(self) -> None:
        self._show_keys()

    @property
    def shown(self) -> str:
        """The pane that is shown, one of PANES."""
        return self.query_one(ContentSwitcher).current or PANES[0]

    @property
    def pane(self) -> XrayPane:
        return self.query_one(f"#{self.shown}", XrayPane)

    @property
    def playing(self) -> bool:
        return self._playing is not None

    def _tab_name(self, pane: str) -> str:
        return self._say(f"tab_{pane.split('-')[0]}")

    # Tabs

    async def action_tab(self, number: int) -> None:
        """Show a tab, which is made now where it was not yet shown."""
        name = PANES[number]
        if name == self.shown:
            return
        self._stop()
        switcher = self.query_one(ContentSwitcher)
        if not switcher.query(f"#{name}"):
            await switcher.add_content(self._make(name), id=name)
        switcher.current = name
        self.query_one(TabLine).current = number
        self.pane.show_numbers(self._numbers)
        first = {
            "reading": "#tape", "memory": "#kept", "deciding": "#deciding-scroll",
            "lesson-pane": "#intents",
        }[name]  # fmt: skip
        self.query_one(first).focus()
        self._show_keys()

    async def action_next_tab(self) -> None:
        await self.action_tab((PANES.index(self.shown) + 1) % len(PANES))

    def _make(self, name: str) -> XrayPane:
        match name:
            case "memory":
                from assistant.tui.screens.xray_memory import MemoryPane

                return MemoryPane(self._assistant, self._text)
            case "deciding":
                from assistant.tui.screens.xray_deciding import DecidingPane

                return DecidingPane(self._assistant, self._text, self._memorised)
            case _:
                from assistant.tui.screens.xray_lesson import LessonPane

                return LessonPane(self._assistant, self._text)

    def _show_keys(self) -> None:
        def key(shown: str, words: str, action: str) -> Key:
            return Key(shown, f"xray.key_{words}", f"screen.{action}")

        play = key("␣", "stop" if self.playing else "play", "play")
        own = {
            "reading": (key("→", "step", "move(1)"), key("←", "back", "move(-1)"), play),
            "memory": (key("→", "step", "move(1)"), key("←", "back", "move(-1)"), play),
            "deciding": (key("F4", "studio", "studio"),),
            "lesson-pane": (
                key("→", "step", "move(1)"), key("←", "back", "move(-1)"), play,
                key("F7", "cell", "next_cell"),
            ),
        }[self.shown]  # fmt: skip
        self.query_one(XrayKeys).show(
            *own,
            key("F1", "words", "words"), key("F2", "teach", "teach"),
            key("F8", "shades" if self._numbers else "numbers", "numbers"),
            key("F6", "next_tab", "next_tab"), key("Esc", "close", "dismiss"),
        )  # fmt: skip

    # Keys

    def action_move(self, by: int) -> None:
        self._stop()
        self.pane.move(by)

    def action_play(self) -> None:
        """Go on by itself, from the beginning where it stands at the end."""
        if self.playing:
            self._stop()
            return
        if not self.pane.move(1):
            self.pane.rewind()
        self._playing = self.set_interval(self.pace, self._play_on)
        self._show_keys()

    def _play_on(self) -> None:
        if not self.pane.move(1):
            self._stop()

    def _stop(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None
            self._show_keys()

    def action_numbers(self) -> None:
        self._numbers = not self._numbers
        self.pane.show_numbers(self._numbers)
        self._show_keys()

    def action_next_cell(self) -> None:
        from assistant.tui.screens.xray_lesson import LessonPane

        pane = self.pane
        if isinstance(pane, LessonPane):
            pane.next_cell()

    def action_words(self) -> None:
        from assistant.tui.screens.xray_words import WordsScreen

        self._stop()
        self.app.push_screen(WordsScreen(self._assistant.settings.interface_language, self.shown))

    def action_teach(self) -> None:
        self._stop()
        self._outdated = True
        self._correct()

    async def action_studio(self) -> None:
        """The Studio, at the taught phrase that speaks most against what was decided."""
        from assistant.tui.screens.studio import StudioScreen
        from assistant.tui.screens.xray_deciding import DecidingPane
        from assistant.tui.widgets.field import Field

        self._stop()
        self._outdated = True
        pane = self.pane
        phrase = pane.clashing if isinstance(pane, DecidingPane) else ""
        studio = StudioScreen(self._assistant)
        await self.app.push_screen(studio)
        studio.show_pane("examples")
        if phrase:
            studio.query_one("#filter", Field).put(phrase)

    def on_screen_resume(self) -> None:
        if self._outdated:
            self._outdated = False
            self._read_anew()

    def on_model_refreshed(self) -> None:
        self._read_anew()

    def _read_anew(self) -> None:
        for pane in self.query(XrayPane):
            pane.read()

    def _say(self, key: str, **values: object) -> str:
        return say(f"xray.{key}", self._assistant.settings.interface_language, **values)
