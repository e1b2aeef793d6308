"""One message, several reminders: "at 6 to call mum and at 7 to feed the cat".

Between two times a message parts where a word joins right before the second ("and at 7 …"), right
behind the first ("… at 6 and …"), or before another deed ("and to …"). A second time that nothing
joins belongs to the thing: "at 5 that the train leaves at 7". What is none of these parts nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .times import Said, Span


@dataclass(frozen=True)
class Wish:
    """A thing to be reminded of, and its times."""

    times: tuple[Said, ...]
    what: str  # "": that of the one before


class Grammar(Protocol):
    """What a language does to such messages."""

    def belongs_to_thing(self, text: str, said: Said) -> bool:
        """Whether a time is none at which to be reminded: "the 7 o'clock show"."""

    def is_row(self, before: str, between: str, behind: str) -> bool:
        """Whether two times of one thing stand there, with words around and between them."""

    def cut(self, before: str, between: str, behind: str) -> Span | bool:
        """Where, in the words between two times, the clause of the first ends and the next begins.

        True where the second time belongs to the thing of the first, False where that is not sure.
        """

    def says_what(self, words: str) -> bool:
        """Whether there are words of a thing, beside those that ask to be reminded."""

    def thing(self, before: str, after: str) -> str:
        """The thing that the words before a time and after it name together."""

    def again(self, rest: str) -> bool:
        """Whether a time with no thing of its own, and `rest` behind it, is one of the last."""

    def untimed(self, before: str, behind: str) -> tuple[str, str] | None:
        """The thing of the only time, and another one that is asked for without a time."""

    def wants_last(self, before: str, between: str, behind: str) -> bool:
        """Whether the first of two times belongs to the thing, and the second is meant."""


def wishes(text: str, times: Sequence[Said], marked: int, grammar: Grammar) -> list[Wish] | None:
    """What a message asks to be reminded of; None where it does not part surely.

    `marked` is where the thing begins that the network saw, or -1.
    """
    clauses = _clauses(text, times, marked, grammar)
    if clauses is None:
        return None
    found: list[Wish] = []
    for (start, end), said in clauses:
        start = marked if start < marked < said[0].start else start
        behind = marked if said[-1].end < marked < end else said[-1].end
        rest = text[behind:end]
        what = grammar.thing(text[start : said[0].start], rest)
        if not grammar.says_what(what):
            if len(clauses) > 1 and not (found and grammar.again(rest)):
                return None
            what = ""
        found.append(Wish(tuple(said), what))
    return found


def _clauses(
    text: str, times: Sequence[Said], marked: int, grammar: Grammar
) -> list[tuple[Span, list[Said]]] | None:
    """The parts of the message, with the times of each."""
    found: list[tuple[Span, list[Said]]] = []
    start, row = 0, [times[0]]
    for other in times[1:]:
        before, between = text[start : row[0].start], text[row[-1].end : other.start]
        if grammar.is_row(before, between, text[other.end :]):
            row.append(other)
            continue
        cut = grammar.cut(before, between, text[other.end :])
        if not isinstance(cut, bool):
            found.append(((start, row[-1].end + cut[0]), row))
            start, row = row[-1].end + cut[1], [other]
        elif not cut or (grammar.says_what(before) and not row[0].end <= marked):
            return None
    return [*found, ((start, len(text)), row)]
