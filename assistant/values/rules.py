"""What the rules of all kinds share: a rule, how rules are applied, and which reading wins.

A rule is a pattern and what its words mean in a context (today, now). A pattern may match words
that mean nothing ("february 30"): then no shorter rule may read a part of them ("february").
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from assistant.values.endings import is_ending

# A dash with a space behind it or a word before it is no minus: "timer - 5 minutes", "timer-5".
_MINUS = re.compile(
    r"(?:(?<![a-z])(?:minus|negative)\s+|마이너스\s*|(?<![^\s(\[,:;\"'“‘])(?:[-–－]|−\s?))$"
)
_LESS = re.compile(r"\s*(?:minus\s|마이너스)")

LONGEST_EXPRESSION = 80  # characters
LONGEST_TEXT = 1000  # characters of a message that are read

C = TypeVar("C")
V = TypeVar("V")


class Rule(NamedTuple, Generic[C, V]):
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], C], V | None]
    spot: bool = True  # False: too ordinary to be taken out of a sentence ("sun", "may")


class Found(NamedTuple, Generic[V]):
    start: int
    end: int
    value: V | None  # None: words that look like a value and are none


def rule(
    pattern: str, meaning: Callable[[re.Match[str], C], V | None], *, spot: bool = True
) -> Rule[C, V]:
    return Rule(re.compile(pattern), meaning, spot)


def read(rules: Iterable[Rule[C, V]], words: str, context: C) -> V | None:
    """What the whole of `words` means."""
    for each in rules:
        match = each.pattern.fullmatch(words)
        value = each.meaning(match, context) if match else None
        if value is not None:
            return value
    return None


def scan(
    rules: Iterable[Rule[C, V]],
    text: str,
    context: C,
    start: int = 0,
    end: int = LONGEST_TEXT,
    *,
    told: bool = False,
) -> Iterator[Found[V]]:
    """All places between `start` and `end` where a rule applies; they may overlap.

    `told`: someone said that it is such a value, so that ordinary words count too.
    """
    for each in rules:
        if each.spot or told:
            for match in each.pattern.finditer(text, start, end):
                yield Found(match.start(), match.end(), each.meaning(match, context))


def longest(found: Iterable[Found[V]]) -> list[Found[V]]:
    """Those that do not overlap, the longest first chosen, in the order of the text.

    Of two readings of the same words the one that means something is chosen.
    """
    chosen: list[Found[V]] = []
    for each in sorted(found, key=lambda f: (f.start - f.end, f.value is None, f.start)):
        if all(each.end <= other.start or other.end <= each.start for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda f: f.start)


def nothing(match: re.Match[str], context: object) -> None:
    """The meaning of words that look like a value and are none."""


def below_zero(match: re.Match[str]) -> bool:
    """Whether a length has a minus before it, or one behind it that takes something off."""
    text, (start, end) = match.string, match.span()
    return minus_before(text, start) < start or _LESS.match(text, end) is not None


def minus_before(text: str, start: int) -> int:
    """Where a minus, or its word, begins that stands right before `start` in a text in lower
    case; `start` where none does.

    A network may mark the "3 minutes" of "negative 3 minutes" alone.
    """
    found = _MINUS.search(text, max(0, start - 12), start)
    return found.start() if found else start


def as_said(words: str) -> str:
    """`words` without what surrounds them; "" when they are too long to be one expression."""
    if len(words) > 4 * LONGEST_EXPRESSION:
        return ""
    said = unicodedata.normalize("NFC", words).rstrip(" \t\r\n.,!?'\"“”‘’")
    said = said.lstrip(" \t\r\n,!?'\"“”‘’")  # not ".": .5 is not 5
    return said if len(said) <= LONGEST_EXPRESSION else ""


def lowered(text: str) -> str:
    """Lower case without changing the length: İ would become two characters."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text).replace("’", "'")


def readings(said: str, leads: re.Pattern[str]) -> Iterator[str]:
    """`said` in lower case, and what is left of it without a lead ("on", "약") or particles."""
    words = " ".join(lowered(said).split())
    if not words:
        return
    yield words
    if lead := leads.match(words):
        words = words[lead.end() :]
        yield words
    for cut in range(len(words) - 1, max(0, len(words) - 8), -1):
        if is_ending(words[cut:]):
            yield words[:cut].rstrip()
