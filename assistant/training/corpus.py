"""Everyone's examples → one data set."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from assistant.korean import language_of
from assistant.plugins.examples import Example, SlotSpan, is_held_out, name_as_phrase
from assistant.plugins.library import Library
from assistant.understanding.understanding import OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled phrase."""

    text: str  # NFC
    intent: str  # OUT_OF_SCOPE for phrases that belong to none
    language: str
    slots: tuple[tuple[int, int, str], ...] | None = ()  # (start, end, name); None: not annotated
    own: bool = False  # the user's, not ours
    negative: bool = False  # must not end at this intent, wherever else it may

    @property
    def key(self) -> str:
        """Rows with the same key are the same phrase."""
        return " ".join(self.text.casefold().split())

    @property
    def example(self) -> Example:
        return Example(self.text, tuple(SlotSpan(*slot) for slot in self.slots or ()))


class Rows(ABC, Sequence[Row]):
    """Rows that are not all in memory at once."""

    @abstractmethod
    def row(self, index: int) -> Row:
        """The row of that number, from 0. Raises IndexError beyond the last."""

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self.row(i) for i in range(*index.indices(len(self)))]
        return self.row(index + len(self) if index < 0 else index)


class Joined(Rows):
    """Some rows and then others, without a copy of either."""

    def __init__(self, *parts: Sequence[Row]) -> None:
        self._parts = [part for part in parts if part]

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def row(self, index: int) -> Row:
        for part in self._parts:
            if 0 <= index < len(part):
                return part[index]
            index -= len(part)
        raise IndexError("there is no such row")


@dataclass(frozen=True)
class Corpus:
    train: Sequence[Row]
    held_out: Sequence[Row]  # never trained on: calibrates, and compares one model to the next

    @property
    def hash(self) -> str:
        """Changes when any phrase does, whatever the order."""
        total = 0
        for row in self.train:
            line = f"{row.intent}\t{row.negative}\t{row.text}\t{row.slots}"
            total += int.from_bytes(hashlib.sha256(line.encode()).digest())
        return f"{total % 2**256:064x}"

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent with an example of its own, in alphabetical order."""
        return tuple(sorted({row.intent for row in self.train if not row.negative}))

    @property
    def learnable(self) -> Sequence[Row]:
        """The train rows, without those that say what an intent without examples is not."""
        if not any(row.negative for row in self.train):
            return self.train
        intents = set(self.intents)
        return tuple(row for row in self.train if row.intent in intents)

    @property
    def names(self) -> tuple[Row, ...]:
        """What each intent's name says, where nothing else is said of those words."""
        names = [(name_as_phrase(intent), intent) for intent in self.intents]
        rows = [
            Row(text, intent, language_of(text), slots=None)
            for text, intent in names
            if text and intent != OUT_OF_SCOPE
        ]
        keys = {row.key for row in rows}
        taken = {row.key for row in self.train if row.key in keys}
        return tuple(row for row in rows if row.key not in taken)


def rows_of(library: Library) -> Iterator[Row]:
    """All phrases of all plugins and of the user."""
    for name, intent in library.intents.items():
        for phrase in intent.spec.phrases:
            yield Row(
                text=phrase.example.text,
                intent=name,
                language=phrase.language,
                slots=tuple((slot.start, slot.end, slot.name) for slot in phrase.example.slots),
                own=phrase.origin == "own",
                negative=phrase.negative,
            )


def split(rows: Iterable[Row]) -> Corpus:
    """Hold out a tenth of the built-in phrases, always the same ones; the user's all train."""
    unique = {(row.key, row.intent): row for row in rows}.values()
    own = {row.key for row in unique if row.own}
    train: list[Row] = []
    held_out: list[Row] = []
    for row in unique:
        if row.own:
            train.append(row)
        elif row.key not in own:  # what the user says of a phrase replaces what we said
            apart = not row.negative and is_held_out(row.text)
            (held_out if apart else train).append(row)
    return Corpus(tuple(train), tuple(held_out))
