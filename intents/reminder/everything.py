"""All that is said of one thing: the message without its frame and without the time that is used.

The network often marks only part of a thing, "buy milk" of "buy milk, eggs and cheese"; what it
marked says where the thing is, the message says how long it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .times import Said, Span

_SENTENCE = re.compile(r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bst)[.!?;]+\s+(?=\w)", re.I)


class Frame(Protocol):
    """What a language says around a thing and its time."""

    def around(self, text: str, said: Span) -> Span:
        """A time with its preposition or particle."""

    def names_thing(self, text: str, said: Said) -> bool:
        """Whether a time stands before a noun that it names: "the 5:15 bus"."""

    def bounds(self, text: str, blank: str, marked: Span) -> Span | None:
        """Where all of the thing stands whose part is marked; `blank` is the text without times."""

    def finished(self, words: str) -> str:
        """The words of a thing as its text; "" where they hold another request."""


@dataclass(frozen=True)
class Whole:
    """All words of a thing, and where they stand."""

    words: str
    span: Span


def everything(
    text: str, marked: Sequence[Span], used: Sequence[Span], frame: Frame
) -> Whole | None:
    """The whole thing of which parts are marked; None where it is not sure."""
    if not marked:
        return None
    blank = text
    for span in used:
        start, end = frame.around(text, span)
        end -= text[start:end].find(".") == end - start - 1  # of "at 6pm.", not of "at 6 p.m."
        blank = blank[:start] + " " * (end - start) + blank[end:]
    first, last = marked[0]
    bounds = frame.bounds(text, blank, (first, last))
    if bounds is None or bounds[0] > first:
        return None
    start, end = bounds
    for stop in _SENTENCE.finditer(blank, start, end):
        if stop.end() <= first:
            return None
        if stop.start() >= last:
            end = stop.start()
            break
    words = _joined(blank[start:end])
    found = frame.finished(words)
    return Whole(found, (start, end)) if found else None


def outside(text: str, used: Sequence[Span], times: Sequence[Said], frame: Frame) -> Said | None:
    """The time that is meant where the one that was taken names the thing.

    So 2pm in "print the 3pm agenda at 2pm"; there has to be one such time, with "at" before it.
    """
    taken = [each for each in times if any(_meet(each, span) for span in used)]
    if len(taken) != 1 or not frame.names_thing(text, taken[0]):
        return None
    others = [each for each in times if each is not taken[0] and not frame.names_thing(text, each)]
    if len(others) != 1 or not others[0].clock:
        return None
    before = re.search(r"(?<!\w)(?:at|in|on)\s+$", text[: others[0].start], re.I)
    ends = not re.search(r"\w", text[others[0].end :]) or others[0].end < taken[0].start
    return others[0] if before and ends else None


def _joined(words: str) -> str:
    """Words between which a time stood, as one: "call mum ,   about it" as "call mum, about it"."""
    words = re.sub(r"\s+(?=[,.;!?])", "", words)
    return re.sub(r"\s+", " ", re.sub(r"(?:,\s*)+,", ",", words)).strip(" ,;:")


def _meet(said: Said, span: Span) -> bool:
    return said.start < span[1] and span[0] < said.end
