"""Taking examples from elsewhere into the user's own: under names of ours, and counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.plugins.examples import Example, is_slot_name, same_phrase
from assistant.plugins.exchange.names import is_intent_name, our_intent, our_slot
from assistant.plugins.exchange.values import Labelled, reported
from assistant.plugins.library import Library
from assistant.plugins.manifest import check_intent_name
from assistant.plugins.mine import OwnPhrase
from assistant.problems import AssistantError, Problem
from assistant.tables import did_you_mean


@dataclass(frozen=True)
class Taken:
    """Examples as the user's own phrases, each phrase once."""

    phrases: tuple[OwnPhrase, ...]
    problems: tuple[Problem, ...]
    left_out: int


@dataclass(frozen=True)
class Difference:
    """What teaching phrases does to those taught before."""

    added: int
    replaced: int  # the same phrase had another intent, language or other slots
    unchanged: int


def take(examples: Iterable[Labelled], names: Mapping[str, str], library: Library) -> Taken:
    """The examples as phrases that the user can own; `names` maps foreign names to ours.

    A slot that the intent's plugin does not know is left out, its words stay. Raises AssistantError
    for a name among `names` that is none.
    """
    taker = _Taker(names, library)
    kept: dict[str, OwnPhrase] = {}
    for entry in examples:
        phrase = taker.phrase(entry)
        if phrase is None:
            continue
        key = same_phrase(phrase.example.text)
        if key in kept and kept[key].intent != phrase.intent:
            taker.note(
                f"The phrase stands under {kept[key].intent} and {phrase.intent}; "
                f"{phrase.intent} is taken.",
                f"{entry.where}, “{phrase.example.text[:60]}”",
                "Remove it from one of them.",
            )
        kept[key] = phrase
    taker.complain_of_unused_names()
    return Taken(tuple(kept.values()), reported(taker.problems(), "all files"), taker.left_out)


def difference(before: Iterable[OwnPhrase], taught: Sequence[OwnPhrase]) -> Difference:
    """How many phrases are new among `taught`, and how many are changed."""
    known = {same_phrase(phrase.example.text): phrase for phrase in before}
    former = [known.get(same_phrase(phrase.example.text)) for phrase in taught]
    added = former.count(None)
    unchanged = sum(old == new for old, new in zip(former, taught, strict=True))
    return Difference(added, len(taught) - added - unchanged, unchanged)


class _Taker:
    """Remembers what was said of a name, so that it is said once."""

    def __init__(self, names: Mapping[str, str], library: Library) -> None:
        self.names = names
        self.library = library
        self.left_out = 0
        self._used: set[str] = set()
        self._seen: set[str] = set()
        self._intents: dict[str, str | None] = {}
        self._slots: dict[str, str | None] = {}
        self._notes: list[Problem] = []
        self._lost: dict[tuple[str, str, str], list[str]] = {}  # places by what was lost

    def phrase(self, entry: Labelled) -> OwnPhrase | None:
        """The example as a phrase of the user's; None when its intent has no name of ours."""
        intent = self._intent(entry)
        if intent is None:
            self.left_out += 1
            return None
        slots = []
        for slot in entry.example.slots:
            name = self._slot(slot.name, entry)
            if name is not None and self._declared(intent, name, entry):
                slots.append(replace(slot, name=name))
        return OwnPhrase(intent, entry.language, Example(entry.example.text, tuple(slots)))

    def note(self, what: str, where: str, remedy: str) -> None:
        self._notes.append(Problem(what, where, remedy))

    def problems(self) -> list[Problem]:
        lost = [
            Problem(what, f"{places[0]}{_and_more(len(places) - 1)}", remedy)
            for (what, remedy, _), places in self._lost.items()
        ]
        return self._notes + lost

    def complain_of_unused_names(self) -> None:
        for name in self.names.keys() - self._used:
            self.note(
                f"Nothing is called {name[:60]!r}.", "--as", did_you_mean(name, sorted(self._seen))
            )

    def _intent(self, entry: Labelled) -> str | None:
        name = entry.intent
        self._seen.add(name)
        if name not in self._intents:
            if name in self.names:
                check_intent_name(self.names[name])
                self._used.add(name)
            ours = self.names.get(name) or our_intent(name)
            self._intents[name] = ours
            if ours is not None and ours != name and name not in self.names:
                self.note(
                    f"The intent {name[:60]!r} is taken as {ours}.", entry.where,
                    f"To choose another name: --as '{name[:60]}=NAME'.",
                )  # fmt: skip
        if self._intents[name] is None:
            what = f"{name[:60]!r} cannot be the name of an intent."
            self._lose(what, f"Give it one: --as '{name[:60]}=NAME'.", name, entry.where)
        return self._intents[name]

    def _slot(self, name: str, entry: Labelled) -> str | None:
        self._seen.add(name)
        if name not in self._slots:
            mapped = self.names.get(name)
            if mapped is not None:
                self._used.add(name)
            ours = mapped if mapped and is_slot_name(mapped) else our_slot(name)
            self._slots[name] = ours
            if ours is not None and ours not in (name, mapped):
                self.note(
                    f"The slot {name[:60]!r} is taken as {ours}.", entry.where,
                    f"To choose another name: --as '{name[:60]}=NAME'.",
                )  # fmt: skip
        if self._slots[name] is None:
            what = f"{name[:60]!r} cannot be the name of a slot; its words stay."
            self._lose(what, f"Give it one: --as '{name[:60]}=NAME'.", name, entry.where)
        return self._slots[name]

    def _declared(self, intent: str, slot: str, entry: Labelled) -> bool:
        """Whether the plugin that answers the intent, if there is one, knows the slot."""
        declared = declared_slots(self.library, intent)
        if declared is None or slot in declared:
            return True
        what = f"The intent {intent} has no slot {slot!r}; its words stay."
        remedy = f"{did_you_mean(slot, declared)} Map it: --as {slot}=NAME." if declared else ""
        where = f"{entry.where}, “{entry.example.text[:60]}”"
        self._lose(what, remedy or "Nothing need be done.", intent, where)
        return False

    def _lose(self, what: str, remedy: str, name: str, where: str) -> None:
        self._lost.setdefault((what, remedy, name), []).append(where)


def declared_slots(library: Library, intent: str) -> tuple[str, ...] | None:
    """The slots that phrases of an intent may have; None when the user may add others."""
    found = library.intents.get(intent)
    if found is None or found.plugin is None or not found.spec.handler:
        return None
    return tuple(found.spec.slots)


def parse_names(pairs: Iterable[str]) -> dict[str, str]:
    """`["GetWeather=weather.now"]` as a mapping. Raises AssistantError for what is no such pair."""
    names: dict[str, str] = {}
    for pair in pairs:
        old, equals, new = pair.rpartition("=")
        if not (equals and old):
            raise AssistantError(
                f"{pair[:60]!r} is no pair of names.", where="--as",
                remedy="Write it as GetWeather=weather.now, behind the files.",
            )  # fmt: skip
        if not (is_intent_name(new) or is_slot_name(new)):
            check_intent_name(new)
        names[old] = new
    return names


def _and_more(count: int) -> str:
    return f", and {count:,} more" if count else ""
