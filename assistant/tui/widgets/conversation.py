"""The turns, newest at the bottom, and the lines between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from assistant.catalogue import say
from assistant.problems import Problem
from assistant.tui.text import clean
from assistant.tui.widgets.ring import Ring
from assistant.tui.widgets.turn import Belonging, Turn
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation import history

LATEST = 50  # turns that a session is opened with
PAGE = 20  # turns that are shown more at once


class Earlier(Static):
    """How many turns stand before these; a click shows some of them."""

    @dataclass
    class Wanted(Message):
        """Earlier turns are to be shown."""

    def on_click(self) -> None:
        self.post_message(self.Wanted())


class Conversation(VerticalScroll, can_focus=False):
    """Stays at the newest turn until one scrolls up, and shows older turns as one goes on."""

    DEFAULT_CSS = """
    Conversation {
        height: 1fr;
        padding: 1 0 0 0;
        align-vertical: bottom;
        scrollbar-size-vertical: 1;
        Earlier { margin: 0 0 1 8; color: $text-muted; &:hover { color: $foreground; } }
        .conversation--line { margin: 0 2 1 8; color: $text-muted; height: auto; }
        .conversation--problem { margin: 0 2 1 8; color: $text-warning; height: auto; }
    }
    """

    def __init__(self, language: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.language = language
        self._older: list[history.Turn] = []  # not on the screen yet, oldest first
        self._tickets = 0

    def compose(self) -> ComposeResult:
        yield Static(
            Content(say("chat.empty", self.language).strip()),
            id="empty",
            classes="conversation--line",
            markup=False,
        )

    def on_mount(self) -> None:
        self.anchor()

    def relabel(self, language: str) -> None:
        """Say what comes from now on, and the invitation to begin, in another language."""
        self.language = language
        for empty in self.query("#empty").results(Static):
            empty.update(Content(say("chat.empty", language).strip()))

    @property
    def turns(self) -> list[Turn]:
        """The turns on the screen, oldest first."""
        return list(self.query_children(Turn))

    @property
    def last(self) -> Turn | None:
        turns = self.turns
        return turns[-1] if turns else None

    def turn(self, ticket: int) -> Turn | None:
        """The turn with this ticket; None when it is no longer on the screen."""
        return next((turn for turn in self.turns if turn.ticket == ticket), None)

    async def add(self, said: str) -> Turn:
        """A new turn at the bottom, not answered yet."""
        for turn in self.turns:
            turn.withdraw()
        turn = Turn(self._ticket(), said, self.language)
        await self._mount_last(turn)
        self.scroll_end(animate=False)
        return turn

    async def line(self, words: str) -> None:
        """Something the app itself says."""
        await self._mount_last(
            Static(Content(clean(words)), classes="conversation--line", markup=False)
        )

    async def ring(self, text: str, late: str) -> None:
        """A timer, an alarm or a reminder rings; `late` says when it should have."""
        await self._mount_last(Ring(text, late))

    async def problem(self, problem: Problem) -> None:
        """What is broken and how to mend it, as a quiet line."""
        words = clean(f"! {problem.where}: {problem.what}\n  {problem.remedy}")
        await self._mount_last(
            Static(Content(words), classes="conversation--problem", markup=False)
        )

    async def clear(self) -> None:
        self._older = []
        await self.remove_children()

    async def show_past(self, turns: "Sequence[history.Turn]") -> None:
        """Put the turns of a session above what is on the screen."""
        self._older = [*turns]
        await self.show_earlier(LATEST)

    async def show_earlier(self, count: int = PAGE) -> None:
        """Show some more of the older turns, without moving what is being read."""
        if not self._older:
            return
        page, self._older = self._older[-count:], self._older[:-count]
        restored = [self._restored(turn) for turn in page]
        bottom = self.max_scroll_y - self.scroll_y
        at_end = self.is_vertical_scroll_end
        await self.query("#empty").remove()
        await self.query(Earlier).remove()
        before = self.children[0] if self.children else None
        await self.mount_all(restored, before=before) if before else await self.mount_all(restored)
        if self._older:
            await self.mount(self._earlier_line(), before=0)

        def keep_place() -> None:
            self.scroll_to(y=self.max_scroll_y - bottom, animate=False)

        if at_end:
            self.scroll_end(animate=False)
        else:
            self.call_after_refresh(keep_place)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._older and new_value == 0 < old_value:
            self.post_message(Earlier.Wanted())

    async def on_earlier_wanted(self, event: Earlier.Wanted) -> None:
        event.stop()
        await self.show_earlier()

    async def _mount_last(self, widget: Static | Turn | Ring) -> None:
        await self.query("#empty").remove()
        await self.mount(widget)

    def _earlier_line(self) -> Earlier:
        count = len(self._older)
        key = "chat.earlier" if count > 1 else "chat.earlier_one"
        return Earlier(Content(say(key, self.language, count=count)), markup=False)

    def _restored(self, past: "history.Turn") -> Turn:
        known = past.in_scope is not False and past.intent not in (None, OUT_OF_SCOPE)
        belonging = Belonging(past.intent if known else None, past.confidence)
        note = ""
        if past.corrected:
            none = past.corrected == OUT_OF_SCOPE
            name = say("chat.no_intent", self.language) if none else past.corrected
            note = say("chat.taught_mark", self.language, intent=name)
        turn = Turn(self._ticket(), past.said, self.language)
        return turn.restore(past.reply, belonging, note)

    def _ticket(self) -> int:
        self._tickets += 1
        return self._tickets
