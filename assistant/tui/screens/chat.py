"""The conversation: what was said, what was answered, and where one writes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assistant.catalogue import say
from assistant.plugins.api import Suggestion
from assistant.tui.backstage import Backstage, SessionRef
from assistant.tui.messages import (
    Answered,
    Answering,
    Believed,
    ModelLoaded,
    Noted,
    PhraseTaught,
    PluginsReloaded,
    Rang,
    Revived,
    SessionOpened,
    Unanswered,
)
from assistant.tui.plugin_words import became, problems_told
from assistant.tui.text import one_line, plain
from assistant.tui.widgets.belief import Belief
from assistant.tui.widgets.conversation import Conversation
from assistant.tui.widgets.header import Header
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.prompt import LONGEST, Prompt
from assistant.tui.widgets.ring import when_due
from assistant.tui.widgets.suggestions import Suggestions
from assistant.tui.widgets.turn import Turn
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.neighbours import Memorised

KEYS = (
    Key("F1", "chat.key_help", "app.help"),
    Key("F2", "chat.key_teach", "screen.teach"),
    Key("F3", "chat.key_xray", "screen.xray"),
    Key("F4", "chat.key_studio", "screen.studio"),
    Key("F5", "chat.key_plugins", "screen.plugins"),
    Key("^P", "chat.key_commands", "app.command_palette"),
)
SHOWN = 15  # seconds that what rings is shown over any screen


class ChatScreen(Screen[None]):
    """One session at a time. What takes time the Backstage does, which posts what came of it."""

    AUTO_FOCUS = "#prompt"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-roomy")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "teach", show=False, id="chat.teach"),
        Binding("f3", "xray", show=False, id="chat.xray"),
        Binding("f4", "studio", show=False, id="chat.studio"),
        Binding("f5", "plugins", show=False, id="chat.plugins"),
        Binding("ctrl+n", "new_session", show=False, id="chat.new"),
        Binding("ctrl+o", "sessions", show=False, id="chat.sessions"),
        Binding("escape", "focus_prompt", show=False, id="chat.focus_prompt"),
        Binding("pageup", "page(-1)", show=False, id="chat.page_up"),
        Binding("pagedown", "page(1)", show=False, id="chat.page_down"),
        *(
            # With priority: to the prompt Alt+1 is a printable 1.
            Binding(f"alt+{n}", f"pick({n})", show=False, priority=True, id=f"chat.pick_{n}")
            for n in range(1, 10)
        ),
    ]

    def __init__(self, assistant: "Assistant", typed: Sequence[str] = ()) -> None:
        super().__init__()
        self.assistant = assistant
        self.session = SessionRef()
        self._typed = typed
        self.backstage = Backstage(self, assistant)
        self._memorised: Memorised | None = None  # what the X-ray knows of taught phrases

    @property
    def language(self) -> str:
        return self.assistant.settings.interface_language

    def compose(self) -> ComposeResult:
        yield Header(id="header")
        yield Conversation(self.language, id="conversation")
        with Vertical(id="below"):
            with Horizontal(id="writing"):
                yield Static(Content(" › "), id="mark", markup=False)
                yield Prompt(say("chat.placeholder", self.language), id="prompt")
            yield Belief(id="belief")
        yield Keys(KEYS, id="keys")

    def on_mount(self) -> None:
        self.prompt = self.query_one(Prompt)
        self.conversation = self.query_one(Conversation)
        self.belief = self.query_one(Belief)
        for number, line in enumerate(self._typed, 1):
            self.prompt.write(line)
            if number < len(self._typed):
                self.prompt.action_send()
        self.call_after_refresh(self.backstage.start)  # the first frame first

    def relabel(self) -> None:
        """Read every word of the interface again, in the language set now."""
        self.conversation.relabel(self.language)
        self.prompt.placeholder = say("chat.placeholder", self.language)
        for line in self.query("Header, Belief, Keys"):
            line.refresh()

    # Writing and sending

    async def on_prompt_sent(self, event: Prompt.Sent) -> None:
        event.stop()
        await self.send(event.text)

    async def send(self, text: str) -> None:
        """Say `text`; its turn is there at once, its reply when the ones before are answered."""
        turn = await self.conversation.add(text)
        turn.pend(say("chat.thinking" if self.backstage.ready else "chat.waiting", self.language))
        self.backstage.send(turn.ticket, text, self.session)

    def on_prompt_edited(self, event: Prompt.Edited) -> None:
        event.stop()
        cut = say("chat.kept", self.language, limit=f"{LONGEST:,}") if event.cut else ""
        self.belief.notice = cut
        if event.text.strip():
            self.backstage.believe(event.text)
        else:
            self.belief.understanding = None

    def on_prompt_paged(self, event: Prompt.Paged) -> None:
        event.stop()
        self.action_page(event.direction)

    def on_key(self, event: events.Key) -> None:
        """What is typed while something else has the focus belongs into the prompt.

        At the start nothing has the focus yet: what was typed then comes here, in its order.
        """
        early = self.focused in (None, self.prompt) and not self.prompt.has_seen(event)
        if early or event.is_printable:
            event.stop()
            self.prompt.focus()
            self.prompt.post_message(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        if self.focused is not self.prompt:
            event.stop()
            self.prompt.focus()
            self.prompt.write(event.text)

    # What the backstage tells

    def on_model_loaded(self, event: ModelLoaded) -> None:
        header = self.query_one(Header)
        header.summary, header.missing = event.summary, event.summary is None
        for turn in self.conversation.query("Turn.-pending").results(Turn):
            turn.pend(say("chat.thinking", self.language))
        self.backstage.do(_import_xray)

    def on_believed(self, event: Believed) -> None:
        if self.prompt.text.strip():  # it may have been sent in the meantime
            self.belief.understanding = event.understanding

    def on_answering(self, event: Answering) -> None:
        if turn := self.conversation.turn(event.ticket):
            turn.pend(say("chat.thinking", self.language))

    async def on_answered(self, event: Answered) -> None:
        if turn := self.conversation.turn(event.ticket):
            await turn.answer(event.reply)
            if turn is not self.conversation.last:
                turn.withdraw()

    def on_unanswered(self, event: Unanswered) -> None:
        if turn := self.conversation.turn(event.ticket):
            turn.fail(event.problem)

    async def on_noted(self, event: Noted) -> None:
        await self.conversation.problem(event.problem)

    async def on_rang(self, event: Rang) -> None:
        """It stands in the conversation, and is heard and seen whatever is shown instead of it."""
        late = when_due(event.rung, self.assistant.now())
        self.app.bell()
        if self.app.screen is not self or not self.conversation.is_vertical_scroll_end:
            words = plain(f"{event.rung.text}\n{late}".strip())
            self.notify(words, timeout=SHOWN, markup=False)
        await self.conversation.ring(event.rung.text, late)

    def _count_intents(self) -> None:
        """Tell again how many there are, after plugins came or went."""
        header = self.query_one(Header)
        if header.summary is not None:
            header.summary = replace(header.summary, intents=self.backstage.intents)

    async def on_plugins_reloaded(self, event: PluginsReloaded) -> None:
        self._count_intents()
        for change in event.changes:
            if words := became(change, self.language):
                await self.conversation.line(words)
            for problem in problems_told(change, self.language):
                await self.conversation.problem(problem)

    async def on_session_opened(self, event: SessionOpened) -> None:
        if event.fresh:
            self.prompt.remember(event.messages)
        else:
            await self.conversation.clear()
            self.session = SessionRef()
        if self.session.id is None:
            self.session.id = event.session
        await self.conversation.show_past(event.turns)

    async def on_phrase_taught(self, event: PhraseTaught) -> None:
        text = one_line(event.text, 60)
        key = "chat.taught_nothing" if event.intent == OUT_OF_SCOPE else "chat.taught"
        words = say(key, self.language, text=text, intent=event.intent)
        turn = self.conversation.turn(event.ticket) if event.ticket is not None else None
        if turn is None:
            await self.conversation.line(words)
        else:
            turn.withdraw()
            turn.note(words)
        if event.again:
            await self.send(event.text)

    # Suggestions

    def action_pick(self, number: int) -> None:
        if (turn := self.conversation.last) and (offered := turn.query(Suggestions)):
            offered.first().pick(number)

    async def on_turn_picked(self, event: Turn.Picked) -> None:
        event.stop()
        await self._follow(event.suggestion, event.turn)
        self.prompt.focus()

    async def _follow(self, suggestion: Suggestion, turn: Turn) -> None:
        action, _, named = suggestion.action.partition(":")
        match action:
            case "":
                await self.send(suggestion.say or suggestion.label)
            case "teach":
                self._teach(turn, turn.about)
            case "correct" | "choose":
                turn.withdraw()
                self.backstage.correct(
                    turn.about, named, ticket=turn.ticket, session=self.session.id
                )
            case "details":
                self._show_details(turn)
            case "revive":
                turn.withdraw()
                self.backstage.revive(named, turn.said)
            case _:  # "dismiss"
                turn.withdraw()

    async def on_revived(self, event: Revived) -> None:
        await self.send(event.text)

    def _show_details(self, turn: Turn) -> None:
        from assistant.tui.screens.details import DetailsScreen

        self.app.push_screen(DetailsScreen(self.language, turn.details))

    # Keys

    @property
    def _chosen(self) -> Turn | None:
        """The turn that a key is about: the focused one, else the last."""
        return self.focused if isinstance(self.focused, Turn) else self.conversation.last

    def action_teach(self) -> None:
        turn = self._chosen
        if turn is None:
            self.notify(say("chat.nothing_to_teach", self.language), markup=False)
        else:
            self._teach(turn)

    def _teach(self, turn: Turn, text: str = "") -> None:
        """Ask what was meant, with the turn's message or with an earlier one that it is about."""
        from assistant.tui.screens.correct import CorrectScreen

        said = text or turn.said

        def taught(intent: str | None) -> None:
            if intent:
                self.backstage.mark_corrected(said, intent, self.session.id)
                self.post_message(PhraseTaught(intent, said, turn.ticket))

        thought = turn.belonging.intent if turn.belonging and said == turn.said else None
        self.app.push_screen(CorrectScreen(self.assistant, said, thought), taught)

    def action_xray(self) -> None:
        turn = self._chosen
        if turn is None:
            self.notify(say("chat.nothing_to_xray", self.language), markup=False)
            return
        from assistant.conversation.neighbours import Memorised
        from assistant.tui.screens.xray import XrayScreen

        self._memorised = self._memorised or Memorised()
        screen = XrayScreen(self.assistant, turn.said, self._memorised, lambda: self._teach(turn))
        self.app.push_screen(screen)

    def action_studio(self) -> None:
        from assistant.tui.screens.studio import StudioScreen

        self.app.push_screen(StudioScreen(self.assistant))

    def action_plugins(self) -> None:
        from assistant.tui.screens.plugins import PluginsScreen

        self.app.push_screen(PluginsScreen(self.assistant), lambda _: self._count_intents())

    async def action_new_session(self) -> None:
        self.session = SessionRef()
        await self.conversation.clear()
        await self.conversation.line(say("chat.new_session", self.language))
        self.prompt.focus()

    def action_sessions(self) -> None:
        from assistant.tui.screens.sessions import SessionsScreen

        def chosen(session: int | None) -> None:
            if session is not None and session != self.session.id:
                self.backstage.open_session(session)

        self.app.push_screen(SessionsScreen(self.assistant), chosen)

    def action_focus_prompt(self) -> None:
        self.prompt.focus()

    def action_page(self, direction: int) -> None:
        if direction < 0:
            self.conversation.scroll_page_up(animate=False)
        else:
            self.conversation.scroll_page_down(animate=False)


def _import_xray() -> None:
    """Half of the time until its first frame, if it happened at the key."""
    import assistant.tui.screens.xray
    import assistant.xray.deciding
    import assistant.xray.reading  # noqa: F401
