"""The requests of one message: "what time is it, and set a timer for ten minutes" holds two.

A message is cut only where its words join clauses and both sides are sure requests of their own;
so "call mum and dad" stays whole, and so does a sentence that only says what the next one is about.
A verb may be said once for two: "cancel the alarm and the timer", 할 일이랑 메모 보여줘.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from assistant.conversation.corrections import corrects
from assistant.conversation.decision import Answer, decide
from assistant.conversation.followups import only_values
from assistant.conversation.slots import required_texts
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.manifest import IntentSpec
from assistant.plugins.slot_specs import FREE_TEXT
from assistant.understanding.understanding import Entity, Understanding
from assistant.values import spot

SURE = 0.8  # of the intent of each request
VERY_SURE = 0.95  # where a doubt remains: behind words that may go on, or with a verb lent to it
WHOLE = 0.9  # of the whole message's intent: from here on other readings of it are doubtful
BARE = 2  # words, without a slot: "the timer" sets none behind "cancel the alarm"
MOST_CLAUSES = 5  # of which at most fifteen runs are read, each with a few verbs lent to it
LONGEST = 400  # characters; what is longer tells a story

_THEN = r"(?:(?:and|then|also|plus|but|그리고|그다음에|그러고 나서|또)\s+)"
_JOINT = re.compile(
    rf"(?P<stop>(?:(?<=[.?!;~…])\s+|\s*\n\s*|\s*,\s+){_THEN}*)"
    rf"|\s+{_THEN}+"
    r"|(?<=[가-힣])(?:이랑|랑|하고|[와과])\s+"
    r"|(?<=[가-힣]고)(?<![라다냐자]고)\s+",
    re.I,
)
_NAMED = re.compile(r"(?:the|my|our)\b|(?:\w+\s+)?\d+\b", re.I)  # how what has no verb begins
_MORE = re.compile(r"(?:one|another)\b|[\W\d_]*$", re.I)  # "an alarm for 6, 7 and one for 8"
_SENTENCE_ENDS = re.compile(r"[.?!;~…\n]")


@dataclass(frozen=True)
class Clause:
    """Words between two joints."""

    start: int
    end: int
    stopped: bool = False  # before it a comma or the end of a sentence, without a word that joins
    ended: bool = False  # before it the end of a sentence


def requests_in(
    whole: Understanding,
    understand: Callable[[str], Understanding],
    intents: Mapping[str, InstalledIntentSpec],
    now: datetime,
) -> tuple[Understanding, ...]:
    """The requests of a message that was understood as a `whole`; nothing where that is right.

    What this finds, and cuts by mistake, is measured in `benchmarks/several.py`.
    """
    found = clauses(whole.text)
    if len(found) < 2:
        return ()
    return Parting(whole, found, cache(understand), intents, now).requests()


def clauses(text: str) -> list[Clause]:
    """The clauses of a message, cut at every joint; nothing where there is none, or too many."""
    if len(text) > LONGEST:
        return []
    joints = [each for each in _JOINT.finditer(text) if each.start() and each.end() < len(text)]
    if not 0 < len(joints) < MOST_CLAUSES:
        return []
    found = [Clause(0, joints[0].start())]
    ends = [*(each.start() for each in joints[1:]), len(text)]
    for joint, end in zip(joints, ends, strict=True):
        ended = _SENTENCE_ENDS.search(text, joint.start() - 1, joint.end()) is not None
        stopped = joint["stop"] is not None and not re.search(r"[^\W\d_]", joint[0])
        found.append(Clause(joint.end(), end, stopped, ended))
    return found


@dataclass(frozen=True)
class Request:
    """Some clauses that ask for something."""

    first: int  # clause
    last: int
    seen: Understanding
    spec: IntentSpec
    lent: bool = False  # with a verb that is said beside it

    @property
    def confidence(self) -> float:
        return self.seen.ranking[0].confidence


@dataclass(frozen=True)
class Parting:
    """One message that may part into several."""

    whole: Understanding
    clauses: Sequence[Clause]
    understand: Callable[[str], Understanding]
    intents: Mapping[str, InstalledIntentSpec]
    now: datetime

    def requests(self) -> tuple[Understanding, ...]:
        """All of them, in their order; one where the whole is taken for the thanks behind it."""
        found = [request.seen for request in self._from(0, None)]
        several = len(found) > 1 and self._may_be(found)
        return tuple(found) if several else self._before_thanks()

    def _before_thanks(self) -> tuple[Understanding, ...]:
        """What is asked for before thanks, or their like, that the whole is taken for."""
        last = len(self.clauses) - 1
        thanks = self._words(last, last)
        short = len(thanks.split()) <= BARE
        if not (short and self._is_aside(self.understand(thanks)) and self._is_aside(self.whole)):
            return ()
        found = replace(self, clauses=self.clauses[:last])._from(0, None)
        sure = all(request.confidence >= VERY_SURE for request in found)
        return tuple(request.seen for request in found) if sure else ()

    def _is_aside(self, seen: Understanding) -> bool:
        """Whether it is a word beside requests, such as thanks."""
        found = self.intents.get(seen.intent.name) if seen.intent else None
        return found is not None and found.spec.aside

    def _from(self, first: int, before: Request | None) -> list[Request]:
        """The requests from a clause on, as many as there are; nothing where some are none."""
        if before is not None and _MORE.match(self._words(first, first)):
            return []
        for last in range(first, len(self.clauses)):
            for request in self._readings(first, last, before):
                if before is not None and not self._parts(before, request):
                    continue
                if last + 1 == len(self.clauses):
                    return [request]
                if rest := self._from(last + 1, request):
                    return [request, *rest]
        return []

    def _readings(self, first: int, last: int, before: Request | None) -> Iterator[Request]:
        """What the clauses ask for; where nothing, what they do with the verb beside them."""
        words = self._words(first, last)
        asked = self._asked(words, before)
        bare = len(words.split()) <= BARE and not (asked and asked[0].entities)
        if bare or asked is None:
            for lent in self._with_verb_beside(words, last, before):
                with_it = self._asked(lent, None)
                if with_it and with_it[0].ranking[0].confidence >= VERY_SURE:
                    yield Request(first, last, *with_it, lent=True)
        if asked is not None:
            yield Request(first, last, *asked)

    def _with_verb_beside(self, words: str, last: int, before: Request | None) -> Iterator[str]:
        if self.whole.language == "ko" and last + 1 < len(self.clauses):
            yield " ".join([words, *self._words(last + 1, last + 1).split()[-1:]])
        elif self.whole.language != "ko" and before is not None:
            said = before.seen.text.split()
            values = min((each.start for each in before.seen.entities), default=LONGEST)
            for verb in (" ".join(said[:count]) for count in (1, 2)):
                if len(verb) <= values:  # "200 minutes" is none
                    yield f"{verb} {words}"

    def _words(self, first: int, last: int) -> str:
        return self.whole.text[self.clauses[first].start : self.clauses[last].end]

    def _asked(self, words: str, before: Request | None) -> tuple[Understanding, IntentSpec] | None:
        """What is asked for, where the words surely ask and say all that it needs."""
        seen = self._finished(self.understand(words))
        if before is not None:
            seen = self._on_its_day(seen, before.seen)
        match decide(seen):
            case Answer(intent) if intent in self.intents and seen.ranking[0].confidence >= SURE:
                spec = self.intents[intent].spec
            case _:
                return None
        filled = {entity.entity: entity for entity in seen.entities}
        part = not (spec.aside or spec.alone or required_texts(spec.slots, filled))
        return (seen, spec) if part else None

    def _finished(self, seen: Understanding) -> Understanding:
        """A clause that ends in 고 with the slots of a whole sentence.

        The network takes all of 우유 넣고 for an item, and of 우유 넣고 싶어 only 우유.
        """
        if not seen.text.endswith("고"):
            return seen
        whole = self.understand(f"{seen.text} 싶어")
        within = tuple(each for each in whole.entities if each.end <= len(seen.text))
        same = seen.intent and whole.intent and seen.intent.name == whole.intent.name
        return replace(seen, entities=within) if same and within else seen

    def _on_its_day(self, seen: Understanding, before: Understanding) -> Understanding:
        """With the day that was named before: "wake me tomorrow at 7 and remind me at 8 to …"."""
        times = self._times(before)
        if not times or not self._times(seen) or spot("date", seen.text, self.now):
            return seen
        days = [each.raw[day.start : day.end] for each in times
                for day in spot("date", each.raw, self.now)]  # fmt: skip
        if len(days) != 1:
            return seen
        found = self.understand(f"{days[0]} {seen.text}")
        return found if _same_but_for_the_time(found, seen) else seen

    def _times(self, seen: Understanding) -> list[Entity]:
        """The times at which something is to happen."""
        found = self.intents.get(seen.ranking[0].name) if seen.ranking else None
        slots = found.spec.slots if found else {}
        timed = [name for name, slot in slots.items() if slot.type == "datetime"]
        return [each for each in seen.entities if each.entity in timed and each.value is not None]

    def _parts(self, before: Request, request: Request) -> bool:
        """Whether a request stands apart from the one before."""
        seen = request.seen
        if corrects(seen.text):
            return False
        # Of "wake me in 20 and 40 minutes" the end is no timer.
        bare = only_values(seen.text, seen.entities)
        if before.spec is not request.spec and (bare or self._shares_verb(before, request)):
            return False
        if before.spec is request.spec and (
            before.lent
            or request.lent
            or (bare and len({each.entity for each in seen.entities}) < 2)
            or not _ask_for_different(before, request)
            or self._holds_both(before, request)
        ):
            return False
        may_go_on = not self.clauses[request.first].ended and _ends_in_free_text(before)
        return not may_go_on or request.confidence >= VERY_SURE

    def _shares_verb(self, before: Request, request: Request) -> bool:
        """Whether one verb is for both, and the other only sounds like a sibling without it.

        Of "cancel the 5 minute and the 10 minute timer" the end alone sets a timer.
        """
        names = [each.spec.name for each in (before, request)]
        if names[0].partition(".")[0] != names[1].partition(".")[0]:
            return False
        if self.whole.language == "ko":
            said, seen = self._words(before.first, before.last), request.seen
            ends = any(said.endswith(each.raw) for each in before.seen.entities)
            if not ends and said.split()[-1] not in seen.text:
                return False
            behind = [said + seen.text[each.end :] for each in seen.entities]
            lent, meant = [*self._with_verb_beside(said, before.last, None), *behind], names[1]
        else:
            if not _NAMED.match(request.seen.text):
                return False
            said = self._words(request.first, request.last)
            lent, meant = list(self._with_verb_beside(said, request.last, before)), names[0]
        tops = [top for words in lent for top in self.understand(words).ranking[:1]]
        return any(top.name == meant and top.confidence >= SURE for top in tops)

    def _holds_both(self, before: Request, request: Request) -> bool:
        """Whether one request for all of their words has the values of both."""
        joined = self.understand(self._words(before.first, request.last))
        values = {(each.entity, each.raw) for each in joined.entities}
        wanted = {(e.entity, e.raw) for one in (before, request) for e in one.seen.entities}
        return wanted <= values

    def _may_be(self, found: Sequence[Understanding]) -> bool:
        """Whether the reading of the whole leaves room for several.

        Where the network is sure of it, it must be one of them or a sibling. Without a word that
        joins them no two may be siblings: the first clause of "the deadline is 31 march, how many
        days is that" asks for no date.
        """
        if self.whole.intent is None or self.whole.intent.confidence < WHOLE:
            return True
        names = {each.ranking[0].name for each in found}
        groups = {name.partition(".")[0] for name in names}
        stopped = any(clause.stopped for clause in self.clauses)
        among = self.whole.intent.name.partition(".")[0] in groups
        return among and (not stopped or len(groups) == len(names))


def _same_but_for_the_time(one: Understanding, other: Understanding) -> bool:
    """Whether both ask for the same, in the same free words."""
    said = [
        (seen.ranking[0].name, {(e.entity, e.raw) for e in seen.entities if e.value == e.raw})
        for seen in (one, other)
    ]
    return said[0] == said[1]


def _ask_for_different(one: Request, other: Request) -> bool:
    """Whether both give the same slots other values."""
    values = [
        {(each.entity, each.raw.casefold()) for each in request.seen.entities}
        for request in (one, other)
    ]
    names = [{name for name, _ in found} for found in values]
    return names[0] == names[1] and values[0] != values[1]


def _ends_in_free_text(request: Request) -> bool:
    """Whether its last words may go on: "remind me to call mum" before "and dad"."""
    slots, seen = request.spec.slots, request.seen
    return any(
        slots[each.entity].type == FREE_TEXT and not re.search(r"\w", seen.text[each.end :])
        for each in seen.entities
        if each.entity in slots
    )
