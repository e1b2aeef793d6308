"""Phrases varied as they are read, so that few of them go further.

Slot values are swapped for others of the same kind; letters are lost and spaces dropped the way
people lose and drop them. Only training rows are varied, never held-out ones.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.korean import is_korean, language_of, with_particle
from assistant.plugins.library import Library
from assistant.training.corpus import Row

# A particle whose form depends on the sound before it: after a consonant, after a vowel.
PARTICLES = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"))


@dataclass(frozen=True)
class Augmentation:
    """How often each variation is made."""

    values: Mapping[tuple[str, str], Sequence[str]]  # by slot name and language
    swap: float = 0.7  # of slots
    typo: float = 0.08  # of phrases without Hangul
    unspaced: float = 0.12  # of phrases with Hangul
    loosened: float = 0.05  # of phrases with Hangul

    def vary(self, row: Row, chance: random.Random) -> Row:
        """A variation of the row, with its slots where they now stand; maybe the row itself."""
        row = self._swap_values(row, chance)
        if is_korean(row.text):
            row = loosen_particle(row, chance) if chance.random() < self.loosened else row
            return drop_space(row, chance) if chance.random() < self.unspaced else row
        return misspell(row, chance) if chance.random() < self.typo else row

    def _swap_values(self, row: Row, chance: random.Random) -> Row:
        for number, (_, _, name) in enumerate(row.slots or ()):
            values = self.values.get((name, row.language))
            if values and chance.random() < self.swap:
                row = replace_slot(row, number, chance.choice(values))
        return row


def slot_values(
    rows: Iterable[Row], more: Mapping[tuple[str, str], Sequence[str]] | None = None
) -> dict[tuple[str, str], list[str]]:
    """The values that the slots of the rows have, by slot name and language.

    To those that occur, the values of `more` are added.
    """
    values: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        for start, end, name in row.slots or ():
            values.setdefault((name, row.language), {})[row.text[start:end]] = None
    return {key: [*found, *(more or {}).get(key, ())] for key, found in values.items()}


def city_values(count: int = 3_000) -> dict[tuple[str, str], list[str]]:
    """Names of the largest cities, in both languages, as values of a slot `city`."""
    from assistant.values.cities import largest

    cities = largest(count)
    return {
        ("city", "en"): [city.name for city in cities],
        ("city", "ko"): [city.korean for city in cities if city.korean],
    }


def listed_values(library: Library) -> dict[tuple[str, str], list[str]]:
    """The wordings that slots declare themselves, by the slot's name and language."""
    values: dict[tuple[str, str], list[str]] = {}
    for intent in library.intents.values():
        for slot in intent.spec.slots.values():
            for value, wordings in slot.values.items():
                for wording in dict.fromkeys((value, *wordings)):
                    language = language_of(wording)
                    values.setdefault((slot.name, language), []).append(wording)
    return values


def replace_slot(row: Row, number: int, value: str) -> Row:
    """The row with another value in one slot; a Korean particle behind it follows its sound."""
    assert row.slots is not None
    start, end, name = row.slots[number]
    rest = row.text[end:]
    for pair in PARTICLES:
        old = next((form for form in pair if _is_particle(rest, form)), None)
        if old is not None:
            rest = with_particle(value, *pair)[len(value) :] + rest[len(old) :]
            break
    text = row.text[:start] + value + rest
    shift = len(text) - len(row.text)
    slots = [(s, e, n) if e <= start else (s + shift, e + shift, n) for s, e, n in row.slots]
    slots[number] = (start, start + len(value), name)
    return replace(row, text=text, slots=tuple(slots))


def _is_particle(rest: str, form: str) -> bool:
    return rest.startswith(form) and not is_korean(rest[len(form) : len(form) + 1])


def misspell(row: Row, chance: random.Random) -> Row:
    """One letter dropped, doubled or exchanged with the next, outside slots."""
    places = [
        i for i, c in enumerate(row.text[:-1])
        if c.isalpha() and row.text[i + 1].isalpha()
        and all(i + 1 < start or i >= end for start, end, _ in row.slots or ())
    ]  # fmt: skip
    if len(places) < 4:
        return row
    i = chance.choice(places)
    a, b = row.text[i], row.text[i + 1]
    return _splice(row, i, i + 2, chance.choice([b, a + a + b, b + a]))


def drop_space(row: Row, chance: random.Random) -> Row:
    """One space left out."""
    places = [i for i, c in enumerate(row.text) if c == " "]
    return _splice(row, i := chance.choice(places), i + 1, "") if places else row


def loosen_particle(row: Row, chance: random.Random) -> Row:
    """A space between a slot and the particle that sticks to it: "서울 에서"."""
    ends = [end for _, end, _ in row.slots or () if is_korean(row.text[end : end + 1])]
    return _splice(row, end := chance.choice(ends), end, " ") if ends else row


def _splice(row: Row, start: int, end: int, new: str) -> Row:
    """Replace text[start:end], which no slot's edge lies inside; slots behind it move along."""
    shift = len(new) - (end - start)

    def moved(place: int) -> int:
        return place if place <= start else place + shift

    slots = None if row.slots is None else tuple((moved(s), moved(e), n) for s, e, n in row.slots)
    return replace(row, text=row.text[:start] + new + row.text[end:], slots=slots)
