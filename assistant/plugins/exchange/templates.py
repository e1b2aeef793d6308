"""Phrases with choices: `(what is|tell me) the weather [today] in {city}`.

A line may stand for more phrases than there are atoms, so they are counted, not listed, and picked
by number.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.plugins.examples import LONGEST, Example, SlotSpan
from assistant.problems import AssistantError

TAKEN = 53  # phrases of one line; a prime, so that even steps meet every choice of a line
DEEPEST = 10  # brackets in brackets


@dataclass(frozen=True)
class Words:
    """Words, and the slot that they fill, if any."""

    text: str
    slot: str | None = None
    count: int = 1


@dataclass(frozen=True)
class Choice:
    """One of several."""

    options: "tuple[Template | Words, ...]"

    @cached_property
    def count(self) -> int:
        return sum(option.count for option in self.options)


@dataclass(frozen=True)
class Template:
    """One after the other."""

    parts: "tuple[Words | Choice, ...]"

    @cached_property
    def count(self) -> int:
        """How many phrases it stands for."""
        return math.prod(part.count for part in self.parts)

    def phrases(self) -> Iterator[Example]:
        """Its phrases, or TAKEN of them at even distances."""
        taken = min(self.count, TAKEN)
        for number in range(taken):
            text = ""
            slots: list[SlotSpan] = []
            for words in _pick(self, number * self.count // taken):
                if words.slot is not None:
                    slots.append(SlotSpan(len(text), len(text) + len(words.text), words.slot))
                text += words.text
            yield Example(text, tuple(slots))


def parse_template(line: str, fill: Callable[[str], Choice]) -> Template:
    """The template that a line stands for; `fill` gives the words of a slot.

    Raises AssistantError with the position for brackets that do not match, and for a long line.
    """
    if len(line) > 2 * LONGEST:
        raise AssistantError(
            f"The line has {len(line):,} characters; {2 * LONGEST:,} are the most.", where="",
            remedy="Write it as several lines.",
        )  # fmt: skip
    opened: list[tuple[str, int, list[Template]]] = []  # the bracket, its place, what is chosen
    parts: list[Words | Choice] = []
    outside: list[list[Words | Choice]] = []
    at = 0
    while at < len(line):
        sign = line[at]
        if sign in "([":
            if len(opened) == DEEPEST:
                raise _mistake("Too many brackets stand inside each other.", at, "Write two lines.")
            opened.append((sign, at, []))
            outside.append(parts)
            parts = []
        elif sign in ")]":
            if not opened or (opened[-1][0] == "(") != (sign == ")"):
                raise _mistake(f"Nothing opens this {sign}.", at, "Remove it, or open it.")
            bracket, _, options = opened.pop()
            options.append(Template(tuple(parts)))
            if bracket == "[":
                options.append(Template(()))
            parts = [*outside.pop(), Choice(tuple(options))]
        elif sign == "|" and opened:
            opened[-1][2].append(Template(tuple(parts)))
            parts = []
        elif sign == "}":
            raise _mistake("Nothing opens this }.", at, "Remove it, or open it.")
        elif sign == "{":
            end = line.find("}", at)
            name = line[at + 1 : end].partition(":")[0].strip() if end > 0 else ""
            if not name:
                raise _mistake("It is no slot.", at, "Write it as {city}.")
            parts.append(fill(name))
            at = end
        else:
            end = at + 1
            while end < len(line) and line[end] not in "([)]|{}":
                end += 1
            parts.append(Words(line[at:end]))
            at = end - 1
        at += 1
    if opened:
        bracket, place, _ = opened[-1]
        raise _mistake(f"This {bracket} is not closed.", place, "Close it.")
    return Template(tuple(parts))


def _pick(template: Template, number: int) -> list[Words]:
    """The words of one of the phrases."""
    picked: list[list[Words]] = []
    for part in reversed(template.parts):
        if isinstance(part, Words):
            picked.append([part])
            continue
        number, rest = divmod(number, part.count)
        for option in part.options:
            if rest < option.count:
                picked.append([option] if isinstance(option, Words) else _pick(option, rest))
                break
            rest -= option.count
    return [words for each in reversed(picked) for words in each]


def _mistake(what: str, at: int, remedy: str) -> AssistantError:
    return AssistantError(what, where=f"character {at + 1}", remedy=remedy)
