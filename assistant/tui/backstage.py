"""Everything the chat asks of the assistant, away from the event loop.

Workers live here. They touch no widget: they post messages to the screen.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assistant.catalogue import say
from assistant.problems import AssistantError, Problem
from assistant.tui.messages import (
    Answered,
    Answering,
    Believed,
    ModelLoaded,
    ModelSummary,
    Noted,
    PhraseTaught,
    Revived,
    SessionOpened,
    Unanswered,
)
from assistant.tui.plugin_watch import PluginWatch
from assistant.tui.ringing import Ringing
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.conversation.assistant import Assistant
    from assistant.conversation.history import Session

T = TypeVar("T")

MESSAGES_KEPT = 500  # earlier messages that the Up key can bring back

log = logging.getLogger(__name__)


@dataclass
class SessionRef:
    """The session that messages are sent in; it gets its number when the first one is answered."""

    id: int | None = None


@dataclass(frozen=True)
class Sent:
    """A message on its way to the assistant."""

    ticket: int
    text: str
    session: SessionRef


class Backstage:
    """The chat's workers. Messages are answered one at a time, in the order they were sent."""

    def __init__(self, screen: "Screen[None]", assistant: "Assistant") -> None:
        self.screen = screen
        self.assistant = assistant
        self.ringing = Ringing(screen, assistant)
        self._model = asyncio.Event()  # the model is there, or will not come
        self._past = asyncio.Event()  # the history was read, or cannot be
        self._outbox: asyncio.Queue[Sent] = asyncio.Queue()
        self._unread: str | None = None  # the newest words of the prompt, not yet understood
        self._reading = False
        self._shown: set[Problem] = set()
        self.plugins = PluginWatch(self)

    @property
    def ready(self) -> bool:
        """Whether messages are answered at once."""
        return self._model.is_set()

    @property
    def intents(self) -> int:
        """How many intents are understood."""
        return sum(name != OUT_OF_SCOPE for name in self.assistant.library.intents)

    def start(self) -> None:
        """Read the history and load the model; from now on answer messages and ring."""
        self._run(self._open_latest())
        self._run(self._load())
        self._run(self._answer())
        self._run(self.ringing.run())

    def send(self, ticket: int, text: str, session: SessionRef) -> None:
        self._outbox.put_nowait(Sent(ticket, text, session))

    def believe(self, text: str) -> None:
        """Have `text` understood. While one is being read, only the newest of the others waits."""
        self._unread = text
        if self.ready and not self._reading:
            self._reading = True
            self._run(self._believe())

    def open_session(self, session: int) -> None:
        self._run(self._open(session, fresh=False))

    def correct(self, text: str, intent: str, *, ticket: int, session: int | None) -> None:
        """Teach that `text` means `intent`, mark the turn it came from, and answer it anew."""
        self._run(self._correct(text, intent, ticket, session))

    def mark_corrected(self, text: str, intent: str, session: int | None) -> None:
        """Note in the history that the last turn with `text` was taught as `intent`."""
        if session is not None:
            self.do(lambda: self._mark(text, intent, session))

    def revive(self, plugin: str, text: str) -> None:
        """Have a plugin called again that failed too often, and then the message said again."""
        self._run(self._revive(plugin, text))

    def reload(self) -> None:
        """Read the plugins and the model in use again."""
        self._run(self._load(again=True))

    def do(self, work: Callable[[], object]) -> None:
        """Have `work` done; when it raises, the conversation says so."""
        self._run(self._guarded(work))

    async def _load(self, *, again: bool = False) -> None:
        def work() -> ModelSummary:
            if again:
                self.assistant.reload()
            self.assistant.load()
            return self._summary()

        summary = await self._guarded(work)
        self._model.set()
        if summary is not None or not again:
            self.screen.post_message(ModelLoaded(summary))
        self.assistant.prepare_teaching()
        self.plugins.start()
        self.note_problems()
        if self._unread is not None:
            self.believe(self._unread)

    def _summary(self) -> ModelSummary:
        version = self.assistant.versions.current()
        return ModelSummary(version.cell, self.intents, version.trained, version.bundled)

    async def _open_latest(self) -> None:
        sessions = await self._guarded(self._sessions) or ()
        await self._open(sessions[0].id if sessions else None, fresh=True)
        self._past.set()
        self.note_problems()

    def _sessions(self) -> "tuple[Session, ...]":
        return self.assistant.history.sessions()  # the history is opened here, in the thread

    def _start_session(self) -> int:
        return self.assistant.history.start_session()

    async def _open(self, session: int | None, *, fresh: bool) -> None:
        def read() -> SessionOpened:
            history = self.assistant.history
            turns = history.turns(session) if session is not None else ()
            messages = history.recent_messages(MESSAGES_KEPT)[::-1]
            return SessionOpened(session, turns, messages, fresh)

        opened = await self._guarded(read)
        self.screen.post_message(opened or SessionOpened(None, (), (), fresh))

    async def _answer(self) -> None:
        await self._past.wait()
        await self._model.wait()
        while True:
            sent = await self._outbox.get()
            self.screen.post_message(Answering(sent.ticket))
            if sent.session.id is None:
                sent.session.id = await self._guarded(self._start_session)
            try:
                reply = await asyncio.to_thread(
                    self.assistant.reply, sent.text, session=sent.session.id
                )
            except Exception as error:
                self.screen.post_message(Unanswered(sent.ticket, self.problem(error)))
            else:
                self.screen.post_message(Answered(sent.ticket, reply))
            self.ringing.look()

    async def _believe(self) -> None:
        while self._unread is not None:
            text, self._unread = self._unread, None
            try:
                understanding = await asyncio.to_thread(self.assistant.understand, text)
            except Exception as error:
                log.warning("could not understand what is being typed: %s", type(error).__name__)
                self.screen.post_message(Believed(text, None))
            else:
                self.screen.post_message(Believed(text, understanding))
        self._reading = False

    async def _correct(self, text: str, intent: str, ticket: int, session: int | None) -> None:
        try:
            await asyncio.to_thread(self.assistant.correct, text, intent)
        except Exception as error:
            self.note(self.problem(error), again=True)
            return
        if session is not None:  # before it is answered anew: the turn that was wrong is the last
            await self._guarded(lambda: self._mark(text, intent, session))
        self.screen.post_message(PhraseTaught(intent, text, ticket, again=True))

    async def _revive(self, plugin: str, text: str) -> None:
        await self._guarded(lambda: self.assistant.revive(plugin))
        self.screen.post_message(Revived(text))

    def _mark(self, text: str, intent: str, session: int) -> None:
        history = self.assistant.history
        for turn in reversed(history.turns(session)):
            if turn.said == text:
                history.mark_corrected(turn.id, intent)
                return

    async def _guarded(self, work: Callable[[], T]) -> T | None:
        """What `work` gives, done in a thread; None and a visible line when it raises."""
        try:
            return await asyncio.to_thread(work)
        except Exception as error:
            self.note(self.problem(error))
            return None

    def problem(self, error: Exception) -> Problem:
        """An error in words; one that nobody expected is in the log."""
        if isinstance(error, AssistantError):
            return error.problem
        log.exception("unexpected", exc_info=error)
        language = self.assistant.settings.interface_language
        kind = type(error).__name__
        return Problem(
            say("chat.unexpected", language, error=f"{kind}: {error}" if str(error) else kind),
            "assistant",
            say("chat.unexpected_remedy", language),
        )

    def note_problems(self) -> None:
        """Show what is broken and was not shown yet."""
        for problem in self.assistant.problems:
            self.note(problem)

    def note(self, problem: Problem, *, again: bool = False) -> None:
        """Show a problem, once unless `again`."""
        if again or problem not in self._shown:
            self._shown.add(problem)
            self.screen.post_message(Noted(problem))

    def told(self, problems: Iterable[Problem]) -> None:
        """These are shown already."""
        self._shown.update(problems)

    def _run(self, work: Coroutine[None, None, object]) -> None:
        self.screen.run_worker(work, group="backstage", exit_on_error=True)
