"""Several things that one message names in free words, and what is said of each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.korean import without_particle
from assistant.plugins.rows import Span, segments

LONGEST = 1000  # characters that are read
MANY = 12  # parts of a row; of more each is taken by itself
TOGETHER = 4  # parts that one thing may have

_COMMA = re.compile(r"\s*,\s*")
_MANNERS = (
    r"(?:\s*,)?\s+(?:please|pls|thanks|thank you|for me|right now|now|too|as well)(?![a-z])"
    r"|,\s+(?:i|i'm|it|it's|we|they|that|this|so|because|since|but)\b|\s+좀(?=\s|$)|[?!~…]+(?=\s|$)|\.\s*$"
)


@dataclass(frozen=True)
class Frame:
    """The words around what a request names; `link` parts two of its verbs: 뭐고, 열고."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    link: re.Pattern[str]


def frame(before: str, behind: str, link: str) -> Frame:
    """That of patterns; what is only polite stands behind, too."""
    return Frame(
        re.compile(rf"(?:.*\b(?:{before})\s+)?", re.I | re.S),
        re.compile(rf"{behind}|{_MANNERS}", re.I),
        re.compile(link),
    )


def named(
    text: str, said: Sequence[str], around: Frame, is_one: Callable[[str], bool]
) -> tuple[str, ...]:
    """What a message names, where the network marked what is `said`: often only a part of it.

    Words with an "and" in them stay together where they are one thing as a whole.
    """
    if not all(each in text for each in said):
        text = said[0]  # it answers a question
    if len(text) > LONGEST:
        return tuple(said)
    linked = around.link.sub(" 그리고 ", text)
    text = linked if all(each in linked for each in said) else text
    parts = list(_row(text, list(_places(text, said)), around))
    longest = TOGETHER if len(parts) <= MANY else 1
    found: list[str] = []
    while parts:
        runs = [text[parts[0][0] : end].strip() for _, end in parts[:longest]]
        count = next((n for n in range(len(runs), 1, -1) if is_one(runs[n - 1])), 1)
        found.append(runs[count - 1])
        parts = parts[count:]
    return tuple(dict.fromkeys(each for each in found if each))


def listed(lines: Sequence[str]) -> str:
    """What is said of each, a line each; of a single thing as it is."""
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _places(text: str, said: Sequence[str]) -> Iterator[Span]:
    """Where the words stand that were marked, in their order."""
    end = 0
    for words in said:
        start = text.find(words, end)
        if start >= 0:
            end = start + len(words)
            yield start, end


def _row(text: str, marked: Sequence[Span], around: Frame) -> Iterator[Span]:
    """The parts of the row that what is marked stands in."""
    first, last = (marked[0][0], marked[-1][1]) if marked else (0, 0)
    lead, stop = around.before.match(text), around.behind.search(text, last)
    begin, end = min(lead.end() if lead else 0, first), stop.start() if stop else len(text)
    parts = [(begin + one, begin + other) for one, other in segments(text[begin:end])]
    commas = [bool(_COMMA.fullmatch(text[one[1] : other[0]])) for one, other in pairwise(parts)]
    held = [at for at, part in enumerate(parts) if _inside(part, marked)]
    if not held:
        return
    low, high = held[0], held[-1]
    while low and not commas[low - 1]:
        low -= 1
    # "open firefox, dear" ends with no further thing; a row has an "and", or a verb behind it.
    if not all(commas) or (stop and not stop[0].startswith((",", "?", "!", "."))):
        high = len(parts) - 1
    for part in parts[low : high + 1]:
        inside = _inside(part, marked)
        words = without_particle(text[slice(*part)].rstrip())
        yield from inside or [(part[0], part[0] + len(words))]


def _inside(part: Span, marked: Sequence[Span]) -> list[Span]:
    """What is marked of a part."""
    cut = [(max(part[0], start), min(part[1], end)) for start, end in marked]
    return [(start, end) for start, end in cut if start < end]
