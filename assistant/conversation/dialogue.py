"""One conversation: what was asked back, what was said before, and what can be taken back.

A message is, in this order: a way out of a question, the answer to it, a fragment that goes on
from the message before, or requests of its own, of which there may be several.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.conversation.answering import all_but, answer_language, filled_by, leaves, names_none
from assistant.conversation.answers import chosen, gives_up, is_no, is_yes, takes_back
from assistant.conversation.corrections import calls_off, corrects, forbids, holds, leaves_alone
from assistant.conversation.decision import Admit, Answer, AskWhich, as_taught, decide
from assistant.conversation.followups import (
    LASTS,
    follow_up,
    is_bare,
    referred,
    said_anew,
    siblings,
    takes_values,
)
from assistant.conversation.outcomes import GRANT, WHICH, Outcome, Pending, Remembered, together
from assistant.conversation.questions import (
    admission,
    choices_offered,
    grant_asked,
    once_more,
    which_of,
)
from assistant.conversation.slots import fill_slots, spread
from assistant.conversation.undoing import Deed, Undoing, is_deed, means_both
from assistant.plugins.api import YES_OR_NO, NotGrantedError, Reply, Slots
from assistant.plugins.calling import question
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.slot_specs import FREE_TEXT, SlotSpec
from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity, Understanding

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.reviews import Decided

    Answered = tuple[Reply, Understanding, Decided | None]

REMEMBERED = 10  # exchanges
MOST_REDIRECTS = 3  # of one message
NOTHING: Slots = MappingProxyType({})


class Dialogue:
    """Answers messages one at a time."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._handling = assistant.handling
        self._pending: Pending | None = None
        self._previous: deque[Remembered] = deque(maxlen=REMEMBERED)
        self._of_last = self._of_this = 0  # how many exchanges those two messages were
        self._undoing = Undoing(self._handling)
        self._in_vain = False  # whether the message before wanted a deed, and none was done
        self._fruitless = ""  # the message before, where it did nothing
        self._open = False  # whether a question was open when this message came
        self._held = False  # whether the user said "no, wait" before it

    def answer(self, text: str, seen: Understanding) -> "Answered":
        """The reply, what the message was taken to mean in this conversation, what was decided."""
        self._open = self._pending is not None
        if holds(text) and not self._assistant.is_taught(text):
            self._held = self._undoing.did_something and not self._open
            return Reply(say("conversation.held", seen.language)), seen, None
        corrected, self._held = corrects(text) or self._held, False
        self._undoing.begin()
        self._of_last, self._of_this = self._of_this, 0
        came = self._settled(self._answer(text, seen, corrected))
        reply = came.reply
        self._undoing.end()
        self._in_vain = self._was_in_vain(came)
        self._fruitless = "" if self._undoing.did_something else (came.origin or came.seen).text
        if came.corrects:
            reply = self._undoing.instead(came.seen, reply, came.corrects)
        self._remember(replace(came, reply=reply))
        return reply, came.seen, came.decided

    def _settled(self, came: Outcome) -> Outcome:
        """What became of the message that the reply names, where it names another; and of the last
        deeds, where it takes those back."""
        for _ in range(MOST_REDIRECTS):
            if not came.reply.redirect:
                break
            text = came.reply.redirect
            came = self._answer(text, self._assistant.understand(text), corrected=True)
        if came.reply.redirect:  # it only ever names another message
            return replace(came, reply=admission(None, came.seen.language))
        return replace(came, reply=self._undone(came)) if came.reply.undoes else came

    def _was_in_vain(self, came: Outcome) -> bool:
        """Whether a message changed nothing that was more than a question or small talk."""
        if self._undoing.did_something or came.corrects:  # of the deed that is to be corrected
            return False
        wanted = came.seen.ranking[:1]
        return came.decided != "answered" or any(is_deed(each.name) for each in wanted)

    def _undone(self, came: Outcome) -> Reply:
        """What is said when the last message that did something is taken back."""
        if self._open and came.origin is None:
            return self._dropped(came.seen.language)
        if self._in_vain and self._undoing.possible:
            # What lies further back is not what the user has in mind.
            return Reply(say("conversation.nothing_done", came.seen.language))
        return self._undoing.undo(came.seen, came.reply)

    def _dropped(self, language: str) -> Reply:
        """What is said when an undo meets an open question: that is all it takes back."""
        name = "dropped_first" if self._undoing.possible else "dropped"
        return Reply(say(f"conversation.{name}", language))

    def _answer(self, text: str, seen: Understanding, corrected: bool) -> Outcome:
        from assistant.understanding.tokenizer import MAX_CHARACTERS

        if not seen.text.strip():
            language = self._assistant.settings.interface_language
            return Outcome(Reply(say("conversation.empty", language)), seen)
        if len(text) > MAX_CHARACTERS:
            sizes = {"length": len(text), "limit": MAX_CHARACTERS}
            return Outcome(Reply(say("conversation.too_long", seen.language, **sizes)), seen)
        pending, self._pending = self._pending, None
        if not self._assistant.is_taught(seen.text):
            if leaves_alone(seen.text):
                return Outcome(Reply(say("conversation.left_alone", seen.language)), seen)
            if pending is None and calls_off(seen.text):
                return Outcome(Reply("", undoes=True), seen, "answered")
            both = pending is None and means_both(seen.text)
            if both and (reply := self._undoing.undo_both(seen)) is not None:
                return Outcome(reply, seen, "answered")
        bare = corrected and is_bare(seen.text, self._assistant.now())
        unmet = bare and (self._in_vain or pending is not None)
        if unmet and not self._is_answer(seen, pending) and (anew := self._said_anew(seen)):
            return anew
        found = None
        if pending is not None:
            first, *others = seen.requests or (seen,)
            found = self._as_answer(first, pending)
            if found is not None and not gives_up(first.text) and not takes_back(first.text):
                found = self._going_on(seen, self._settled(found), others, pending.later)
        if found is None and not unmet:
            found = self._as_follow_up(seen, corrected)
        if found is None and bare:  # no deed of its own
            found = self._said_anew(seen)
            return found or Outcome(admission(None, seen.language), seen, "admitted")
        return found or self._all(seen)

    def _all(self, seen: Understanding) -> Outcome:
        """Answer a message that stands for itself."""
        if seen.requests:
            return self._each(seen, [(request, NOTHING) for request in seen.requests])
        return self._requested(seen)

    def _said_anew(self, seen: Understanding) -> Outcome | None:
        """What the message before comes to with the value of its correction, if it has a place for
        it; none where it was done."""
        text = said_anew(seen.text, self._fruitless, self._assistant.now())
        return self._all(self._assistant.understand(text)) if text else None

    def _is_answer(self, seen: Understanding, pending: Pending | None) -> bool:
        """Whether a value alone is the answer to the question, as one of its choices may be."""
        if pending is not None and pending.choices and pending.asks != WHICH:
            return bool(filled_by(seen, pending, {}, self._assistant.now()))
        spec = self._slots_of(pending.intent).get(pending.asks) if pending else None
        return spec is not None and spec.type != FREE_TEXT

    def _each(
        self, seen: Understanding, requests: Sequence[tuple[Understanding, Slots]]
    ) -> Outcome:
        """Answer several requests together, each with slots that it need not fill itself.

        What asks back comes last, one at a time.
        """
        done: list[Outcome] = []
        asking: list[tuple[Outcome, Pending]] = []
        for request, given in requests:
            came = self._settled(self._requested(request, given))
            self._remember(came)
            if self._pending is None:
                done.append(came)
            else:
                asking.append((came, self._pending))
                self._pending = None
        if asking:
            (came, first), *others = asking
            done.append(came)
            later = [each for _, other in others for each in (other.seen, *other.later)]
            self._pending = replace(first, later=(*first.later, *later))
        return together(seen, done)

    def _going_on(
        self, seen: Understanding, answered: Outcome, others: Sequence[Understanding],
        later: Sequence[Understanding],
    ) -> Outcome:  # fmt: skip
        """What follows once a question is answered: what `others` the answer's message asks, and
        what the first message asked beside. For that a city need not be answered twice."""
        if self._pending is not None:
            self._pending = replace(self._pending, later=(*others, *later))
        if self._pending is not None or not (others or later):
            return answered
        self._remember(answered)
        requests = [(request, NOTHING) for request in others]
        requests += [(request, answered.slots) for request in later]
        return together(seen, [answered, self._each(seen, requests)])

    def _requested(self, seen: Understanding, given: Slots = NOTHING) -> Outcome:
        """Answer a request of its own; `given` are slots that it need not fill itself."""
        match decide(seen):
            case Admit(nearest):
                return Outcome(admission(nearest, seen.language), seen, "admitted")
            case AskWhich(first, second):
                names = {name: self._described(name, seen.language) for name in (first, second)}
                self._pending = Pending(first, WHICH, seen, {}, names)
                return Outcome(which_of(names, seen.language), seen, "asked")
            case Answer(_) if forbids(seen.text) and not self._assistant.is_taught(seen.text):
                return Outcome(
                    Reply(say("conversation.left_alone", seen.language)), seen, "answered"
                )
            case Answer(intent):
                slots = {**self._cities(intent, given), **self._with_referents(intent, seen)}
                return Outcome(self._run(intent, seen, slots), seen, "answered", slots)

    def _with_referents(self, intent: str, seen: Understanding) -> Slots:
        """The slots of a message, those too that it only points to: "there", 그날."""
        slots, now = first_of_each(seen.entities), self._assistant.now()
        lately = (e.exchange.slots for e in self._previous if e.at <= now <= e.at + LASTS)
        return referred(seen.text, self._slots_of(intent), slots, lately)

    def _cities(self, intent: str, slots: Slots) -> Slots:
        """Those of the slots that are cities, and that the intent has too."""
        cities = [spec.name for spec in self._slots_of(intent).values() if spec.type == "city"]
        return {name: slots[name] for name in cities if name in slots}

    def _slots_of(self, intent: str) -> Mapping[str, SlotSpec]:
        found = self._assistant.library.intents.get(intent)
        return found.spec.slots if found else {}

    def _described(self, intent: str, language: str) -> str:
        found = self._assistant.library.intents.get(intent)
        return (found.spec.description.get(language) if found else None) or intent

    def _as_answer(self, seen: Understanding, pending: Pending) -> Outcome | None:
        """What follows from the answer to a question; None when it is a new request."""
        language = answer_language(seen, pending.seen)
        asked = replace(pending.seen, language=language)
        over = Outcome(Reply(say("conversation.never_mind_reply", language)), seen)
        if takes_back(seen.text):
            return Outcome(self._dropped(language), seen, "answered")
        yes, no = is_yes(seen.text), is_no(seen.text)
        if gives_up(seen.text) or (no and pending.asks == YES_OR_NO):
            return over
        if pending.asks == WHICH:
            which = chosen(seen.text, pending.choices)
            return self._read_as(which, seen, asked) if which is not None else None
        if pending.asks in (YES_OR_NO, GRANT):
            if not (yes or no):
                return None
            if pending.plugin is not None and yes:
                try:
                    self._handling.grant(pending.plugin)
                except AssistantError as error:
                    return Outcome(self._handling.failed(pending.plugin, error, language), seen)
            confirmed = pending.confirmed or pending.asks == YES_OR_NO
            reply = self._run(
                pending.intent, asked, pending.filled, confirmed=confirmed, refused=no
            )
            answer = as_taught(replace(seen, entities=()), pending.intent)
            return Outcome(reply, answer, "answered", pending.filled, asked)
        declared, now = self._slots_of(pending.intent), self._assistant.now()
        if whole := all_but(seen, pending):
            asked = replace(asked, text=whole, entities=())
            answer = as_taught(replace(seen, entities=()), pending.intent)
            return Outcome(self._run(pending.intent, asked, {}), answer, "answered", {}, asked)
        answered = filled_by(seen, pending, declared, now)
        if not answered and names_none(seen.text, pending, now):
            answer = as_taught(replace(seen, entities=()), pending.intent)
            reply = once_more(self._run(pending.intent, asked, pending.filled), seen.text, language)
            return Outcome(reply, answer, "answered", pending.filled, asked)
        if not answered:
            return over if no else None
        others = tuple(e for e in asked.entities if e.entity not in answered)
        asked = replace(asked, entities=(*others, *spread(answered.values())))
        slots = {**pending.filled, **answered}
        answer = as_taught(replace(seen, entities=tuple(answered.values())), pending.intent)
        reply = self._run(pending.intent, asked, slots)
        if leaves(seen, pending, self._pending):
            self._pending = None
            return None
        return Outcome(reply, answer, "answered", slots, asked)

    def _read_as(self, intent: str, seen: Understanding, asked: Understanding) -> Outcome:
        """Answer a message as the intent that the user chose for it, with that one's slots."""
        slots = fill_slots(
            asked.text, asked.entities, self._slots_of(intent), self._assistant.now()
        )
        asked = replace(as_taught(asked, intent), entities=tuple(slots.values()))
        answer = as_taught(replace(seen, entities=()), intent)
        return Outcome(self._run(intent, asked, slots), answer, "answered", slots, asked)

    def _as_follow_up(self, seen: Understanding, corrected: bool) -> Outcome | None:
        """What a fragment asks, of the last request that had values of this kind; further back than
        the last message only where that has none. A correction is of the last deed, or of what was
        looked up since."""
        now = self._assistant.now()
        if self._assistant.is_taught(seen.text):
            return None
        ranking = [score.name for score in seen.ranking]
        for place, each in enumerate(self._previous, 1):
            before = each.exchange
            if before.intent is None or not each.at <= now <= each.at + LASTS:
                return None
            intents = siblings(self._assistant.library.intents, before.intent, ranking)
            if corrected:  # it does not turn a cancelling into a setting
                intents = [i for i in intents if i.name == before.intent or not is_deed(i.name)]
            if found := follow_up(
                seen.text, intents, before.slots, now, corrects=corrected, said=before.said
            ):
                intent, entities, slots = found
                meant = replace(as_taught(seen, intent.name), entities=entities)
                reply = self._run(intent.name, meant, slots)
                done = each.deeds if corrected and intent.name == before.intent else ()
                return Outcome(reply, meant, "answered", slots, corrects=done)
            ends = is_deed(before.intent) if corrected else any(map(takes_values, intents))
            if place >= self._of_last and ends:
                return None
        return None

    def _run(
        self,
        intent: str,
        seen: Understanding,
        slots: Slots,
        *,
        confirmed: bool = False,
        refused: bool = False,
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
            previous = tuple(each.exchange for each in self._previous)
            try:
                reply = self._handling.call(
                    found, seen, slots, previous, confirmed=confirmed, refused=refused
                )
            except NotGrantedError as error:
                if refused:
                    return Reply(say("conversation.never_mind_reply", language))
                pending = Pending(intent, GRANT, seen, slots, confirmed=confirmed)
                return self._ask_for_grant(error, found, pending)
        if reply.asks and not reply.redirect:
            self._pending = Pending(intent, reply.asks, seen, slots, reply.choices)
            reply = choices_offered(reply, language)
        if reply.undo is not None:
            assert found.plugin is not None
            self._undoing.did(Deed(intent, found.plugin, reply.undo))
        return reply

    def _ask_for_grant(
        self, error: NotGrantedError, found: InstalledIntentSpec, pending: Pending
    ) -> Reply:
        assert found.plugin is not None
        language = pending.seen.language
        if error.capability not in found.plugin.capabilities:
            return self._handling.failed(found.plugin, error, language)
        self._pending = replace(pending, plugin=found.plugin)
        return grant_asked(found.plugin, language)

    def _remember(self, came: Outcome) -> None:
        if came.decided is None or came.several:
            return
        now = self._assistant.now()
        self._previous.appendleft(Remembered(now, came.exchange, self._undoing.now))
        self._of_this += 1


def first_of_each(entities: "tuple[Entity, ...]") -> Slots:
    """By slot name; of several values of one slot the first."""
    return {entity.entity: entity for entity in reversed(entities)}
