"""Ctrl+O: the earlier conversations, to go on with one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen

from assistant.catalogue import say
from assistant.problems import AssistantError
from assistant.tui.text import one_line
from assistant.tui.widgets.problem import said
from assistant.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.history import Session


@dataclass
class SessionsRead(Message):
    """The earlier conversations, and what to say where there are none."""

    sessions: "tuple[Session, ...]"
    empty: str


class SessionsScreen(ModalScreen[int | None]):
    """Dismisses with the number of the session that was chosen."""

    DEFAULT_CSS = """
    SessionsScreen {
        align: center middle;
        #sessions { width: 84; height: 70%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False, id="sessions.close"),
    ]

    def __init__(self, assistant: "Assistant") -> None:
        super().__init__()
        self._assistant = assistant

    @property
    def _language(self) -> str:
        return self._assistant.settings.interface_language

    def compose(self) -> ComposeResult:
        with Vertical(id="sessions", classes="dialog") as box:
            box.border_title = say("chat.sessions_title", self._language)
            box.border_subtitle = say("chat.sessions_keys", self._language)
            yield Rows(self._draw, empty="…")

    def on_mount(self) -> None:
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            sessions = self._assistant.history.sessions()
            message = SessionsRead(sessions, say("chat.sessions_none", self._language))
        except AssistantError as error:
            message = SessionsRead((), said(error.problem, self._language))
        self.post_message(message)

    def on_sessions_read(self, message: SessionsRead) -> None:
        self.query_one(Rows).show(message.sessions, empty=message.empty)

    def _draw(self, session: "Session") -> tuple[Content, Content]:
        title = one_line(session.title, 200) or say("chat.no_title", self._language)
        key = "chat.messages" if session.turns != 1 else "chat.messages_one"
        count = say(key, self._language, count=session.turns)
        day = session.started.astimezone().strftime("%Y-%m-%d %H:%M")
        return Content(title), Content.styled(f"{count}  {day}", "dim")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        session: Session = event.item  # type: ignore[assignment]
        self.dismiss(session.id)
