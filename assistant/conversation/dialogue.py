"""One conversation: what was asked back, what was said before, and what can be taken back.

A message is, in this order: a way out of a question, the answer to it, a fragment that goes on
from the message before, or a request of its own.
"""

import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.conversation.answers import chosen, gives_up, is_no, is_yes
from assistant.conversation.decision import Admit, Answer, AskWhich, decide
from assistant.conversation.followups import LASTS, follow_up, siblings
from assistant.conversation.questions import admission, choices_offered, grant_asked, which_of
from assistant.conversation.slots import fill_slots, words_outside
from assistant.plugins.api import YES_OR_NO, Call, Exchange, NotGrantedError, Reply, Slots
from assistant.plugins.calling import question
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.manifest import Plugin
from assistant.understanding.understanding import (
    OUT_OF_SCOPE,
    Entity,
    IntentScore,
    Understanding,
)

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.reviews import Decided

    Answered = tuple[Reply, Understanding, Decided | None]

log = logging.getLogger("assistant")

SURE = 0.9  # of an intent: enough to be a new request where an answer was expected
REMEMBERED = 10  # exchanges, and things that can be undone
GRANT = "grant"  # what is asked when a plugin wants to use a capability


@dataclass(frozen=True)
class Pending:
    """A question that was asked back."""

    intent: InstalledIntentSpec
    asks: str  # a slot, YES_OR_NO or GRANT
    seen: Understanding  # of the message that it began with
    filled: Slots
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Undoable:
    """What a reply named to take back what it did."""

    plugin: Plugin
    call: Call


class Dialogue:
    """Answers messages one at a time."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._handling = assistant.handling
        self._pending: Pending | None = None
        self._previous: deque[tuple[datetime, Exchange]] = deque(maxlen=REMEMBERED)
        self._undoable: deque[Undoable] = deque(maxlen=REMEMBERED)

    def answer(self, text: str, seen: Understanding, *, redirected: bool = False) -> "Answered":
        """The reply, what the message was taken to mean in this conversation, what was decided."""
        reply, seen, slots, decided = self._answer(text, seen)
        if reply.redirect and not redirected:
            again = self._assistant.understand(reply.redirect)
            return self.answer(reply.redirect, again, redirected=True)
        if reply.undoes:
            reply = self._undo(seen, reply)
        if decided is not None:
            self._remember(seen, slots, reply)
        return reply, seen, decided

    def _answer(
        self, text: str, seen: Understanding
    ) -> "tuple[Reply, Understanding, Slots, Decided | None]":
        from assistant.understanding.tokenizer import MAX_CHARACTERS

        if not seen.text.strip():
            language = self._assistant.settings.interface_language
            return Reply(say("conversation.empty", language)), seen, {}, None
        if len(text) > MAX_CHARACTERS:
            sizes = {"length": len(text), "limit": MAX_CHARACTERS}
            return Reply(say("conversation.too_long", seen.language, **sizes)), seen, {}, None
        pending, self._pending = self._pending, None
        if pending is not None:
            if gives_up(seen.text) or (pending.asks in (YES_OR_NO, GRANT) and is_no(seen.text)):
                reply = Reply(say("conversation.never_mind_reply", seen.language))
                return reply, seen, {}, None
            if found := self._as_answer(seen, pending):
                return found
        if found := self._as_follow_up(seen):
            return found
        match decide(seen):
            case Admit(nearest):
                return admission(nearest, seen.language), seen, {}, "admitted"
            case AskWhich(first, second):
                names = {name: self._described(name, seen.language) for name in (first, second)}
                return which_of(names, seen.language), seen, {}, "asked"
            case Answer(intent):
                slots = first_of_each(seen.entities)
                return self._run(intent, seen, slots), seen, slots, "answered"

    def _described(self, intent: str, language: str) -> str:
        found = self._assistant.library.intents.get(intent)
        return (found.spec.description.get(language) if found else None) or intent

    def _as_answer(
        self, seen: Understanding, pending: Pending
    ) -> "tuple[Reply, Understanding, Slots, Decided] | None":
        """What follows from the answer to a question; None when it is a new request."""
        name = pending.intent.name
        if pending.asks in (YES_OR_NO, GRANT):
            if not is_yes(seen.text):
                return None
            answer = as_taught(replace(seen, entities=()), name)
            if pending.asks == GRANT:
                assert pending.intent.plugin is not None
                self._handling.grant(pending.intent.plugin)
            origin = replace(pending.seen, language=seen.language)
            confirmed = pending.asks == YES_OR_NO
            reply = self._run(name, origin, pending.filled, confirmed=confirmed)
            return reply, answer, pending.filled, "answered"
        if pending.choices:
            filled = _chosen_entity(seen, pending)
        else:
            filled = self._slot_answer(seen, pending)
        if filled is None:
            return None
        answer = replace(as_taught(seen, name), entities=(filled,))
        slots = {**pending.filled, pending.asks: filled}
        others = (e for e in pending.seen.entities if e.entity != pending.asks)
        origin = replace(pending.seen, language=seen.language, entities=(*others, *answer.entities))
        return self._run(name, origin, slots), answer, slots, "answered"

    def _slot_answer(self, seen: Understanding, pending: Pending) -> Entity | None:
        spec = pending.intent.spec.slots[pending.asks]
        text = seen.text.strip()
        start = seen.text.index(text)
        whole = Entity(spec.name, start, start + len(text), text)
        now = self._assistant.now()
        filled = fill_slots(seen.text, [whole], {spec.name: spec}, now)[spec.name]
        other = seen.intent
        if other is not None and other.name != pending.intent.name:
            # Free text would take any words; a sentence that the network is sure of is a request.
            sure = other.confidence > SURE and len(text.split()) > 2
            beside = words_outside(filled, seen.text) > 2
            if filled.value is None or beside or (filled.raw == filled.value and sure):
                return None
        return filled

    def _as_follow_up(
        self, seen: Understanding
    ) -> "tuple[Reply, Understanding, Slots, Decided] | None":
        now = self._assistant.now()
        if not self._previous:
            return None
        at, before = self._previous[0]
        if before.intent is None or not at <= now <= at + LASTS:
            return None
        ranking = [score.name for score in seen.ranking]
        intents = siblings(self._assistant.library.intents, before.intent, ranking)
        found = follow_up(seen.text, intents, before.slots, now)
        if found is None:
            return None
        intent, entities, slots = found
        meant = replace(as_taught(seen, intent.name), entities=entities)
        return self._run(intent.name, meant, slots), meant, slots, "answered"

    def _run(
        self, intent: str, seen: Understanding, slots: Slots, *, confirmed: bool = False
    ) -> Reply:
        """Let the intent's handler answer, once it has the slots that it requires."""
        language = seen.language
        found = self._assistant.library.intents.get(intent)
        if found is None or not found.spec.answers:
            return Reply(say("conversation.no_answer", language, intent=intent))
        missing = next(
            (s.name for s in found.spec.slots.values() if s.required and s.name not in slots), None
        )
        if missing is not None:
            reply = Reply(question(found.spec, missing, language), asks=missing)
        elif not found.spec.handler:
            replies = found.spec.reply
            return Reply(replies.get(language) or next(iter(replies.values())))
        else:
            try:
                reply = self._handling.call(
                    found, seen, slots, tuple(e for _, e in self._previous), confirmed=confirmed
                )
            except NotGrantedError as error:
                return self._ask_for_grant(error, found, seen, slots)
        if reply.asks:
            self._pending = Pending(found, reply.asks, seen, slots, reply.choices)
            reply = choices_offered(reply, language)
        if reply.undo is not None:
            assert found.plugin is not None
            self._undoable.appendleft(Undoable(found.plugin, reply.undo))
        return reply

    def _ask_for_grant(
        self, error: NotGrantedError, found: InstalledIntentSpec, seen: Understanding, slots: Slots
    ) -> Reply:
        assert found.plugin is not None
        if error.capability not in found.plugin.capabilities:
            return self._handling.failed(found.plugin, error, seen.language)
        self._pending = Pending(found, GRANT, seen, slots)
        return grant_asked(found.plugin, seen.language)

    def _undo(self, seen: Understanding, reply: Reply) -> Reply:
        """Take back what the last reply that can be undone did."""
        if not self._undoable:
            return Reply(say("conversation.nothing_to_undo", seen.language))
        last = self._undoable.popleft()
        undone = self._handling.call_back(last.plugin, last.call, seen)
        return undone if undone.text else replace(undone, text=reply.text)

    def _remember(self, seen: Understanding, slots: Slots, reply: Reply) -> None:
        exchange = Exchange(
            said=seen.text,
            intent=seen.intent.name if seen.intent else None,
            confidence=seen.ranking[0].confidence if seen.ranking else 0.0,
            slots=slots,
            ranking=tuple(score.name for score in seen.ranking[:5]),
            reply=reply.text,
        )
        self._previous.appendleft((self._assistant.now(), exchange))


def first_of_each(entities: "tuple[Entity, ...]") -> Slots:
    """By slot name; of several values of one slot the first."""
    return {entity.entity: entity for entity in reversed(entities)}


def as_taught(understanding: Understanding, intent: str) -> Understanding:
    """The same, certain to mean `intent`."""
    if intent == OUT_OF_SCOPE:
        return replace(understanding, in_scope=False, scope=0.0)
    others = tuple(
        IntentScore(score.name, 0.0) for score in understanding.ranking if score.name != intent
    )
    return replace(
        understanding, ranking=(IntentScore(intent, 1.0), *others), in_scope=True, scope=1.0
    )


def _chosen_entity(seen: Understanding, pending: Pending) -> Entity | None:
    value = chosen(seen.text, pending.choices)
    if value is None:
        return None
    return Entity(pending.asks, 0, len(seen.text), seen.text, value)
