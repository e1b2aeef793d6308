"""The assistant: text in, Reply out. One core under the app, the command line and the library."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.catalogue import say
from assistant.conversation.decision import Admit, Answer, AskWhich, decide
from assistant.conversation.knowledge import InUse, Knowledge
from assistant.conversation.questions import admission, which_of
from assistant.conversation.slots import fill_slots, words_outside
from assistant.paths import Paths, user_paths
from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.examples import Example, same_phrase
from assistant.plugins.library import InstalledIntentSpec, Library
from assistant.plugins.manifest import SlotSpec
from assistant.plugins.mine import Mine
from assistant.problems import AssistantError, Problem
from assistant.settings import Settings, read_settings
from assistant.understanding.understanding import OUT_OF_SCOPE, Entity, Understanding

if TYPE_CHECKING:
    from assistant.conversation.history import History
    from assistant.conversation.reviews import Decided
    from assistant.understanding.model import Model
    from assistant.understanding.versions import Versions
    from assistant.values.cities import City

    Answered = tuple[Reply, Understanding, Decided | None]

log = logging.getLogger("assistant")

GIVING_UP = {"never mind", "nevermind", "cancel", "forget it", "stop", "nothing",
             "됐어", "됐어요", "괜찮아", "괜찮아요", "취소", "아니야", "그만"}  # fmt: skip
SURE = 0.9  # of an intent: enough to be a new request where an answer was expected


@dataclass(frozen=True)
class Pending:
    """A question that was asked back: the next message may fill the slot."""

    intent: InstalledIntentSpec
    slot: str
    filled: Slots


class Assistant:
    """A conversation partner. Use it in a `with`, or close it.

    `understand` may be called from any thread at any time; `reply` answers one message at a time.
    Nothing heavy is loaded until it is needed; `load` does it ahead.
    """

    def __init__(
        self, home: Path | None = None, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        """`home` holds all of the user's files; None leaves them where the platform keeps them."""
        self.paths: Paths = user_paths(home)
        self.settings: Settings
        self.settings, self._settings_problems = read_settings(self.paths.settings)
        self._clock = clock
        self._lock = threading.RLock()  # one reply, or one change of what is known, at a time
        self._knowledge = Knowledge(self.paths, self.settings)
        self._closing = threading.Event()
        self._pending: Pending | None = None
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
            *self._settings_problems, *self._knowledge.problems, *history,
            *self._history_problems,
        )  # fmt: skip

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
            return datetime.now().astimezone()
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
        from assistant.plugins.runner import forget

        with self._lock:
            self.settings, self._settings_problems = read_settings(self.paths.settings)
            for plugin in self.library.plugins:
                forget(plugin)
            self._knowledge.reload(self.settings)

    def close(self) -> None:
        self._closing.set()
        with self._lock:
            if "history" in self.__dict__:
                self.__dict__.pop("history").close()

    def understand(self, text: str) -> Understanding:
        """What a message means, without acting on it."""
        understanding = self._knowledge.model.understand(text)
        taught = self._knowledge.known.taught.get(same_phrase(understanding.text))
        if taught is not None:
            understanding = _as_taught(understanding, taught)
        intent = understanding.intent
        declared = self._slots_of(intent.name) if intent else {}
        slots = fill_slots(understanding.text, understanding.entities, declared, self.now())
        entities = sorted(slots.values(), key=lambda entity: entity.start)
        return replace(understanding, entities=tuple(entities))

    def reply(self, text: str, *, session: int | None = None) -> Reply:
        """Answer a message, and keep the turn in the history when a session is given.

        Whatever the message or a plugin does, there is a Reply. Raises AssistantError only when no
        model can be loaded.
        """
        with self._lock:
            reply, understanding, decided = self._answer(text, self.understand(text))
            reply = replace(reply, understanding=understanding)
            if session is not None:
                self._remember(session, understanding, reply, decided)
            return reply

    async def areply(self, text: str, *, session: int | None = None) -> Reply:
        """`reply`, for callers that must not wait: the event loop goes on meanwhile."""
        import asyncio

        return await asyncio.to_thread(self.reply, text, session=session)

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

    def _slots_of(self, intent: str) -> Mapping[str, SlotSpec]:
        found = self.library.intents.get(intent)
        return found.spec.slots if found else {}

    def _answer(self, text: str, seen: Understanding) -> "Answered":
        """The reply, what the message was taken to mean in this conversation, what was decided."""
        from assistant.understanding.tokenizer import MAX_CHARACTERS

        if not seen.text.strip():
            return Reply(say("conversation.empty", self.settings.interface_language)), seen, None
        if len(text) > MAX_CHARACTERS:
            sizes = {"length": len(text), "limit": MAX_CHARACTERS}
            return Reply(say("conversation.too_long", seen.language, **sizes)), seen, None
        pending, self._pending = self._pending, None
        if pending is not None:
            if same_phrase(seen.text).rstrip(".!") in GIVING_UP:
                return Reply(say("conversation.never_mind_reply", seen.language)), seen, None
            answer = self._as_answer(seen, pending)
            if answer is not None:
                slots = {**pending.filled, **{e.entity: e for e in answer.entities}}
                return self._run(pending.intent.name, answer, slots), answer, "answered"
        match decide(seen):
            case Admit(nearest):
                return admission(nearest, seen.language), seen, "admitted"
            case AskWhich(first, second):
                names = {name: self._described(name, seen.language) for name in (first, second)}
                return which_of(names, seen.language), seen, "asked"
            case Answer(intent):
                slots = {entity.entity: entity for entity in seen.entities}
                return self._run(intent, seen, slots), seen, "answered"

    def _described(self, intent: str, language: str) -> str:
        found = self.library.intents.get(intent)
        return (found.spec.description.get(language) if found else None) or intent

    def _run(self, intent: str, understanding: Understanding, slots: Slots) -> Reply:
        """Let the intent's handler answer, once it has the slots that it requires."""
        language = understanding.language
        found = self.library.intents.get(intent)
        if found is None or not found.spec.answers:
            return Reply(say("conversation.no_answer", language, intent=intent))
        missing = next(
            (s for s in found.spec.slots.values() if s.required and s.name not in slots), None
        )
        if missing is not None:
            self._pending = Pending(found, missing.name, slots)
            question = missing.prompt.get(language) or say(
                "conversation.ask_slot", language, slot=missing.name
            )
            return Reply(question, asks=missing.name)
        if not found.spec.handler:
            replies = found.spec.reply
            return Reply(replies.get(language) or next(iter(replies.values())))
        reply = self._call(found, understanding, slots)
        if reply.asks:
            self._pending = Pending(found, reply.asks, slots)
        return reply

    def _call(
        self, found: InstalledIntentSpec, understanding: Understanding, slots: Slots
    ) -> Reply:
        from assistant.plugins.runner import run

        plugin = found.plugin
        assert plugin is not None and found.spec.handler
        shown = tuple(
            intent.shown() for name, intent in self.library.intents.items() if name != OUT_OF_SCOPE
        )
        context = Context(
            text=understanding.text,
            language=understanding.language,
            intent=found.name,
            now=self.now(),
            plugin=plugin.id,
            storage=self.paths.data / "plugins" / plugin.id,
            cache=self.paths.cache / plugin.id,
            home=self.home,
            config=self.settings.plugins.get(plugin.id, {}),
            capabilities=plugin.capabilities,
            intents=shown,
        )
        try:
            return run(plugin, found.spec, context, slots)
        except AssistantError as error:
            log.warning("%s", error)
            problem = error.problem
            return Reply(
                say(
                    "conversation.failed", understanding.language,
                    what=problem.what, remedy=problem.remedy,
                )
            )  # fmt: skip

    def _as_answer(self, seen: Understanding, pending: Pending) -> Understanding | None:
        """The message as the answer to the question; None when it is a new request."""
        spec = pending.intent.spec.slots[pending.slot]
        text = seen.text.strip()
        start = seen.text.index(text)
        whole = Entity(spec.name, start, start + len(text), text)
        filled = fill_slots(seen.text, [whole], {spec.name: spec}, self.now())[spec.name]
        other = seen.intent
        if other is not None and other.name != pending.intent.name:
            # Free text would take any words; a sentence that the network is sure of is a request.
            sure = other.confidence > SURE and len(text.split()) > 2
            beside = words_outside(filled, seen.text) > 2
            if filled.value is None or beside or (filled.raw == filled.value and sure):
                return None
        return replace(_as_taught(seen, pending.intent.name), entities=(filled,))

    def _remember(
        self, session: int, understanding: Understanding, reply: Reply, decided: "Decided | None"
    ) -> None:
        from assistant.conversation.history import Turn

        best = understanding.ranking[0] if understanding.ranking else None
        turn = Turn(
            id=0,
            at=self.now(),
            said=understanding.text,
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


def _as_taught(understanding: Understanding, intent: str) -> Understanding:
    """The same, certain to mean `intent`."""
    from assistant.understanding.understanding import IntentScore

    if intent == OUT_OF_SCOPE:
        return replace(understanding, in_scope=False, scope=0.0)
    others = tuple(
        IntentScore(score.name, 0.0) for score in understanding.ranking if score.name != intent
    )
    return replace(
        understanding, ranking=(IntentScore(intent, 1.0), *others), in_scope=True, scope=1.0
    )
