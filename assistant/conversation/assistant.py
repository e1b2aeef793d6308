"""The assistant: text in, Reply out. One core under the app, the command line and the library."""

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.conversation.decision import as_taught
from assistant.conversation.dialogue import Dialogue
from assistant.conversation.handling import Handling
from assistant.conversation.knowledge import InUse, Knowledge
from assistant.conversation.patterns import slots_by_example
from assistant.conversation.requests import requests_in
from assistant.conversation.slots import enumerated, fill_slots, required_texts
from assistant.paths import Paths, user_paths
from assistant.plugins.api import Host, Reply
from assistant.plugins.examples import Example, same_phrase
from assistant.plugins.library import Library
from assistant.plugins.loading import forget
from assistant.plugins.mine import Mine
from assistant.plugins.reloading import PluginChange
from assistant.plugins.slot_specs import SlotSpec
from assistant.problems import AssistantError, Problem
from assistant.settings import Settings, read_settings, switch_plugin
from assistant.understanding.understanding import Entity, IntentScore, Understanding
from assistant.zones import local_zone

if TYPE_CHECKING:
    from assistant.conversation.history import History
    from assistant.conversation.reviews import Decided
    from assistant.plugins.schedule import Rung
    from assistant.understanding.model import Model
    from assistant.understanding.versions import Versions
    from assistant.values.cities import City

log = logging.getLogger("assistant")


class Assistant:
    """A conversation partner. Use it in a `with`, or close it.

    `understand` may be called from any thread at any time; `reply` answers one message at a time.
    Nothing heavy is loaded until it is needed; `load` does it ahead.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
        plugins: Sequence[Path] = (),
        host: Callable[[str], Host] | None = None,
    ) -> None:
        """`home` holds all of the user's files; None leaves them where the platform keeps them.

        `plugins` are folders or single files that lie elsewhere. `host` gives what a plugin, by
        its id, reaches outside; the user's machine unless given.
        """
        self.paths: Paths = user_paths(home)
        self.settings: Settings
        self.settings, self._settings_problems = read_settings(self.paths.settings)
        self._clock = clock
        self.host = host
        self._lock = threading.RLock()  # one reply, or one change of what is known, at a time
        self._knowledge = Knowledge(self.paths, self.settings, plugins)
        self._closing = threading.Event()
        self.handling = Handling(self)
        self._dialogue = Dialogue(self)
        self._session: int | None = None  # that the dialogue is of
        self._history_problems: tuple[Problem, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is broken while the assistant goes on, as far as it has been met."""
        opened = self.__dict__.get("history")
        history = opened.problems if opened is not None else ()
        return (
            *self._settings_problems, *self._knowledge.problems, *self.stopped.values(),
            *history, *self._history_problems,
        )  # fmt: skip

    @property
    def stopped(self) -> Mapping[str, Problem]:
        """The plugins, by id, that failed too often to be called again, and why: see `revive`."""
        return self.handling.stopped

    @property
    def library(self) -> Library:
        """The plugins that are there."""
        return self._knowledge.known.library

    @property
    def model(self) -> "Model":
        """The model that answers now, with what was taught fitted in.

        Raises AssistantError when none can be loaded.
        """
        return self._knowledge.model

    @property
    def versions(self) -> "Versions":
        """The models that there are."""
        return self._knowledge.versions

    @cached_property
    def history(self) -> "History":
        from assistant.conversation.history import History

        return History(self.paths.history)

    @property
    def mine(self) -> Mine:
        """The user's own phrases."""
        return self._knowledge.mine

    def now(self) -> datetime:
        """The time where the user lives: at the home city, else where this machine is."""
        if self._clock is not None:
            return self._clock()
        if self.home is None:
            return datetime.now(local_zone())
        from zoneinfo import ZoneInfo

        return datetime.now(ZoneInfo(self.home.timezone))

    @property
    def home(self) -> "City | None":
        """The configured home city, if the city database knows it."""
        if not self.settings.home_city:
            return None
        from assistant.values.cities import find

        return next(iter(find(self.settings.home_city)), None)

    def load(self) -> None:
        """Load the model now, otherwise it happens at the first message.

        Raises AssistantError when not even the bundled model can be read.
        """
        self.model  # noqa: B018  reading it loads it

    def reload(self) -> None:
        """Read the settings, the plugins, the user's phrases and the model in use again."""
        with self._lock:
            self.settings, self._settings_problems = read_settings(self.paths.settings)
            self.handling.reload()
            self._knowledge.reload(self.settings)
            for place, plugin in self.library.places.items():
                if place not in self.library.broken:
                    forget(plugin)

    def reload_plugins(self, places: Collection[Path]) -> tuple[PluginChange, ...]:
        """Read the plugins again, those at `places` (folders or single files) with their code.

        Their phrases are learned when this returns, as those of `teach` are. A plugin that became
        broken stays in use as it was. May be called from any thread; messages are answered
        meanwhile.
        """
        changes = self._knowledge.read_changed(frozenset(places))
        with self._lock:  # a call that goes on is not ended in its middle
            for change in changes:
                self.handling.renewed(change.plugin)
        return changes

    def switch_plugin(self, plugin: str, *, on: bool) -> None:
        """Use a plugin or not, from now on.

        Raises AssistantError when config.toml is broken or cannot be written.
        """
        with self._lock:
            written = switch_plugin(self.paths.settings, plugin, on=on)
            self.settings = replace(self.settings, plugins=written.plugins)
            self._knowledge.settings = self.settings
            self.handling.renewed(plugin)
            self._knowledge.learn()

    def revive(self, plugin: str) -> None:
        """Call a plugin again that failed too often, with its code read anew."""
        with self._lock:
            self.handling.revive(plugin)

    def close(self) -> None:
        self._closing.set()
        with self._lock:
            self.handling.close()
            if "history" in self.__dict__:
                self.__dict__.pop("history").close()

    def understand(self, text: str) -> Understanding:
        """What a message means, without acting on it."""
        whole = self._understand(text)
        if self.is_taught(whole.text):
            return whole
        requests = requests_in(whole, self._understand, self.library.intents, self.now())
        if not requests:
            return whole
        entities = tuple(
            each for each in requests[0].entities if whole.text[each.start : each.end] == each.raw
        )
        return replace(requests[0], text=whole.text, entities=entities, requests=requests)

    def is_taught(self, text: str) -> bool:
        """Whether the user has said what exactly these words mean."""
        return self._taught(text) is not None

    def reply(self, text: str, *, session: int | None = None) -> Reply:
        """Answer a message, and keep the turn in the history when a session is given.

        Whatever the message or a plugin does, there is a Reply. Raises AssistantError only when no
        model can be loaded.
        """
        with self._lock:
            if session != self._session:
                self._dialogue, self._session = Dialogue(self), session
            heard = self.understand(text)
            reply, understanding, decided = self._dialogue.answer(text, heard)
            reply = replace(reply, understanding=understanding)
            if session is not None:
                self._remember(session, heard.text, understanding, reply, decided)
            return reply

    async def areply(self, text: str, *, session: int | None = None) -> Reply:
        """`reply`, for callers that must not wait: the event loop goes on meanwhile."""
        import asyncio

        return await asyncio.to_thread(self.reply, text, session=session)

    def due(self) -> "tuple[Rung, ...]":
        """What rings now, late rather than never; each is given once, whoever else asks.

        The app asks by itself, a bot has to. Raises AssistantError when the disk refuses.
        """
        from assistant.plugins.schedule import due

        return due(self.paths.schedule, self.now())

    def next_due(self) -> datetime | None:
        """When something rings next; None when nothing does. Raises like `due`."""
        from assistant.plugins.schedule import next_due

        return next_due(self.paths.schedule)

    def correct(self, text: str | Example, intent: str) -> None:
        """Learn that a phrase means `intent`, which may be new, or OUT_OF_SCOPE: see `teach`."""
        self.teach([text], intent)

    def teach(self, phrases: Sequence[str | Example], intent: str) -> None:
        """Learn that the phrases mean `intent`, which may be new, or OUT_OF_SCOPE.

        When this returns it holds for these phrases, and for phrases like them as far as the
        classifier can tell on the encoder as it is; a training teaches the encoder too. Raises
        AssistantError for a name that cannot be one, and when the disk refuses.
        """
        from assistant.understanding.tokenizer import clean

        with self._lock:
            try:
                for phrase in phrases:
                    if isinstance(phrase, str):
                        phrase = Example(" ".join(clean(phrase).split()))
                    self.mine.add(intent, phrase)
            finally:  # what was stored before an error is known too
                self.learn()

    def learn(self) -> None:
        """Know the user's phrases as they are now, after a change in `mine`."""
        with self._lock:
            self._knowledge.learn()

    def in_use(self) -> InUse:
        """The model that answers now. Raises AssistantError when none can be loaded."""
        return self._knowledge.in_use

    def prepare_teaching(self, after: float = 1.0) -> None:
        """Do in the background what the first `teach` would otherwise wait for, once a model.

        It takes some seconds, and begins `after` that many, when a start is over.
        """
        self._knowledge.prepare_teaching(self._closing, after)

    def _understand(self, text: str) -> Understanding:
        """What a message means as one request."""
        model = self._knowledge.model
        understanding = model.understand(text)
        taught = self._taught(understanding.text)
        if taught is not None:
            entities = model.entities(understanding.text, taught)
            understanding = replace(as_taught(understanding, taught), entities=entities)
        intent = understanding.intent
        declared = self._slots_of(intent.name) if intent else {}
        text, now = understanding.text, self.now()
        tagged = (*understanding.entities, *self._untrained(text, intent, declared))
        slots = fill_slots(text, tagged, declared, now)
        if intent is not None and (open_texts := required_texts(declared, slots)):
            # What the network overlooked, a phrase may show: "remind me tonight to [read](what)".
            tagged = (*tagged, *self._by_example(text, intent, open_texts, least_words=2))
            slots = fill_slots(text, tagged, declared, now)
        return replace(understanding, entities=enumerated(text, slots, declared, now, tagged))

    def _taught(self, text: str) -> str | None:
        return self._knowledge.known.taught.get(same_phrase(text))

    def _untrained(
        self, text: str, intent: IntentScore | None, declared: Mapping[str, SlotSpec]
    ) -> tuple[Entity, ...]:
        """The slots of an intent that the network has never seen."""
        if intent is None:
            return ()
        model = self._knowledge.model
        wanted = [slot for slot in declared if not model.marks(intent.name, slot)]
        return self._by_example(text, intent, wanted) if wanted else ()

    def _by_example(
        self, text: str, intent: IntentScore, wanted: Sequence[str], least_words: int = 0
    ) -> tuple[Entity, ...]:
        found = self.library.intents.get(intent.name)
        examples = found.spec.examples if found else {}
        return slots_by_example(text, chain(*examples.values()), wanted, least_words=least_words)

    def _slots_of(self, intent: str) -> Mapping[str, SlotSpec]:
        found = self.library.intents.get(intent)
        return found.spec.slots if found else {}

    def _remember(
        self,
        session: int,
        said: str,
        understanding: Understanding,
        reply: Reply,
        decided: "Decided | None",
    ) -> None:
        from assistant.conversation.history import Turn

        best = understanding.ranking[0] if understanding.ranking else None
        turn = Turn(
            id=0,
            at=self.now(),
            said=said,
            intent=best.name if best else None,
            confidence=best.confidence if best else None,
            in_scope=understanding.in_scope,
            language=understanding.language,
            reply=reply.text,
            decided=decided,
        )
        try:
            self.history.add(session, turn)
            self._history_problems = ()
        except AssistantError as error:  # the answer is worth more than its record
            log.warning("%s", error)
            self._history_problems = (error.problem,)
