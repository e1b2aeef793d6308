"""The health of an assistant's examples as they are now, in steps that can be stopped.

What was read for one checkup stays for the next, so that a new phrase is looked at in a moment.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.conversation.decision import UNSURE_BELOW
from assistant.conversation.findings import Finding, misread, said_twice, too_close
from assistant.conversation.health import (
    CLOSE,
    CLOSER,
    numbered,
    of_likeness,
    of_verdicts,
    of_words,
    told_once,
)
from assistant.conversation.likeness import Numbers, Turned, reaching, turned, units
from assistant.conversation.material import Material, Stated, gather, loosely
from assistant.conversation.readings import Readings, Stop
from assistant.plugins.examples import same_phrase
from assistant.plugins.mine import OwnPhrase
from assistant.understanding.cells import Array
from assistant.understanding.judging import judge
from assistant.understanding.logistic import Inputs
from assistant.understanding.understanding import OUT_OF_SCOPE

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.knowledge import InUse


@dataclass(frozen=True)
class Surroundings:
    """The phrases of the last checkup, so arranged that one more is compared in a moment."""

    phrases: tuple[Stated, ...] = ()
    alike: Mapping[str, Sequence[int]] = field(default_factory=dict)  # places, by `loosely`
    intents: Mapping[str, int] = field(default_factory=dict)  # numbers in `groups`
    groups: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    vectors: Turned | None = None

    @staticmethod
    def of(material: Material) -> "Surroundings":
        groups = numbered(material.all)
        numbers = zip((phrase.intent for phrase in material.all), groups.tolist(), strict=True)
        return Surroundings(material.all, material.alike, dict(numbers), groups)

    def copy_of(self, new: Stated) -> Finding | None:
        """The same phrase in another intent, unless it is what `new` takes the place of."""
        for place in self.alike.get(loosely(new.text), ()):
            other = self.phrases[place]
            if other.intent != new.intent and not _replaced(other, new):
                return said_twice(new, other)
        return None

    def near(self, new: Stated, vector: Array) -> Finding | None:
        """A phrase of another intent that is too close; nothing before their vectors are known."""
        if self.vectors is None:
            return None
        places, cosines = reaching(self.vectors, vector, CLOSE)
        group = self.intents.get(new.intent, -1)
        gone = [p for p in self.alike.get(loosely(new.text), ()) if _replaced(self.phrases[p], new)]
        apart = (self.groups[places] != group) & ~np.isin(places, gone)
        if not apart.any():
            return None
        best = int(np.where(apart, cosines, -1).argmax())
        own = np.setdiff1d(np.flatnonzero(self.groups == group), gone)
        kin = (self.vectors.rows[own] @ vector).max(initial=-1)
        if cosines[best] < kin + CLOSER:
            return None
        return too_close(new, self.phrases[places[best]], float(cosines[best]))


class Checkup:
    """Looks at one assistant's examples; any thread may ask, one at a time is answered."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._readings: Readings | None = None
        self._identity = ""
        self._around = Surroundings()
        self._asking = threading.Lock()

    def quick(self) -> tuple[Finding, ...]:
        """What is seen in the words alone. Raises AssistantError for a broken file of the user."""
        material = self._material()
        return told_once(of_words(material, self._assistant.settings.interface_language))

    def full(self, stop: Stop = lambda: False) -> tuple[Finding, ...] | None:
        """Everything; None when it was stopped.

        Phrases that this model has not read yet take a fifth of a millisecond each, once. Raises
        AssistantError for a broken file of the user, and when there is no model.
        """
        with self._asking:
            material = self._material()
            around = Surroundings.of(material)
            if self._around.vectors is None or not material.added:
                self._around = around  # else the former ones serve until these are whole
            found = of_words(material, self._assistant.settings.interface_language)
            if material.added:  # else there is nothing to act on, and nothing is read
                use = self._assistant.in_use()
                texts = [phrase.text for phrase in material.all]
                inputs = self._read(use, texts, stop)
                if inputs is None or stop():
                    return None
                vectors = turned(units(inputs.vectors))
                self._around = replace(around, vectors=vectors)
                verdicts = judge(use.model.classifier, inputs, texts)
                found += of_likeness(material, vectors)
                found += of_verdicts(material, vectors.rows, verdicts, use.taught)
            return told_once(found)

    def of_phrase(self, phrase: OwnPhrase) -> Finding | None:
        """What is wrong with one phrase beside those of the last checkup, in milliseconds.

        Its own words among them do not count. Raises AssistantError when there is no model.
        """
        new = Stated(phrase.intent, phrase.example, phrase.language, "own")
        with self._asking:
            copy = self._around.copy_of(new)
            if copy is not None:
                return copy
            use = self._assistant.in_use()
            inputs = self._read(use, [new.text])
            assert inputs is not None
            near = self._around.near(new, units(inputs.vectors)[0])
            if near is not None:
                return near
            (verdict,) = judge(use.model.classifier, inputs, [new.text])
        clashes = verdict.intent not in (new.intent, OUT_OF_SCOPE)
        return misread(new, verdict) if clashes and verdict.confidence >= UNSURE_BELOW else None

    def _material(self) -> Material:
        return gather(self._assistant.library, self._assistant.mine.folder)

    def _read(
        self, use: "InUse", texts: Sequence[str], stop: Stop = lambda: False
    ) -> Inputs | None:
        if self._readings is None or self._identity != use.identity:
            self._readings = Readings(use.model, use.identity, self._assistant.paths.cache)
            self._identity = use.identity
            self._around = replace(self._around, vectors=None)
        return self._readings.of(texts, stop)


def _replaced(other: Stated, new: Stated) -> bool:
    """Whether it is the user's phrase that `new` takes the place of."""
    return other.own is not None and same_phrase(other.text) == same_phrase(new.text)
