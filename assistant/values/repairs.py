"""What a message takes back as it goes: "at 7, no, at 8", "not Rome but Milan", "내일 말고 모레".

A reparandum, an editing term and its repair (Shriberg, "Preliminaries to a Theory of Speech
Disfluencies", 1994). Only a value is taken back, and only for another of the same slot.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]  # characters of the message

_GAP = r"[\s,.;:!?()…–—-]"
_SMALL = r"(?:(?:at|on|in|for|to|the|from|until|till|by)\s+)*"
_EDITING = (
    r"no|nope|nah|wait|hang on|hold on|(?:i'm |im )?sorry|oops|whoops|scratch that|strike that|"
    r"make (?:that|it)|i (?:mean|meant)|or rather|rather|actually|correction|better"
)
_PARTICLE = r"(?:이|가|은|는|을|를|요|에서?|까지|부터|으?로)?"
_NOT_SO = rf"(?:말고|아니고|아니라|대신에?|아니(?:지|다|야|요)?|아참|아차|아 참)(?={_GAP})"
# What stands between a value that is taken back and the one that is meant …
_MENDED = re.compile(
    rf"(?<!{_GAP}){_GAP}++(?:(?:{_EDITING})\b{_GAP}*+)+{_SMALL}"
    rf"|{_PARTICLE}(?<!{_GAP}){_GAP}*+{_NOT_SO}{_GAP}*+(?:그냥\s*)?",
    re.I,
)
# … and between one that is meant and one that is not.
_EXCLUDED = re.compile(
    rf"(?<!{_GAP}){_GAP}++(?:and\s+|but\s+)?(?:not|instead of|rather than)\s+{_SMALL}", re.I
)
_NOT = re.compile(rf"\bnot\s+{_SMALL}$", re.I)
_BUT = re.compile(rf"{_GAP}++but(?:\s+rather)?\s+{_SMALL}", re.I)
# Of words that could mean anything "no" and "actually" take nothing back: "bread, no salt chips".
_CLEARLY_MENDED = re.compile(
    r"\s*(?:,\s*no\s*,|,?\s*(?:no wait|scratch that|i meant?)\b,?)\s*"
    rf"|{_GAP}*(?:말고|아니고|아니라)\s+",
    re.I,
)
_HINT = re.compile(
    rf"\b(?:{_EDITING}|not|instead|than)\b|말고|아니|대신|아참|아차|아 참", re.I
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[:.]\d+)?")


@dataclass(frozen=True, slots=True)
class Repair:
    """A value that the message takes back, and the one that is meant."""

    gone: Span
    meant: Span


def may_take_back(text: str) -> bool:
    """Whether it is worth looking for: most messages say nothing of the kind."""
    return _HINT.search(text) is not None


def repairs(text: str, values: Iterable[Span], *, free: bool = False) -> list[Repair]:
    """Which of the values of one slot the message takes back for another of them.

    Values of a `free` text are any words: there only clear terms count, and what is meant is no
    shorter than what it stands for ("buy bread, no, milk" would lose the buying).
    """
    found = []
    for first, second in pairwise(sorted(set(values))):
        between = text[first[1] : second[0]]
        if free:
            words = [len(text[start:end].split()) for start, end in (first, second)]
            if _CLEARLY_MENDED.fullmatch(between) and words[0] <= words[1]:
                found.append(Repair(first, second))
        elif _EXCLUDED.fullmatch(between):
            found.append(Repair(second, first))
        elif _MENDED.fullmatch(between) or (
            _BUT.fullmatch(between) and _NOT.search(text[: first[0]])
        ):
            found.append(Repair(first, second))
    return found


def parted(text: str, span: Span, means: Callable[[str], bool]) -> Sequence[Span]:
    """A span that was marked as one value, cut where it takes something back.

    Only where it `means` nothing as a whole: Lithuania is 리투아니아, with a 아니 in it.
    """
    start, end = span
    if means(text[start:end]):
        return [span]
    for found in (_MENDED.search(text, start, end), _EXCLUDED.search(text, start, end)):
        if found is not None and means(text[start : found.start()]) and found.end() < end:
            return [(start, found.start()), (found.end(), end)]
    return [span]


def completions(gone: str, meant: str) -> list[str]:
    """What the words that are meant may be short for, the likeliest first.

    Whoever says "friday at 3pm, no, 4" means Friday, and the afternoon: "friday at 4pm".
    """
    first, second = gone.split(), meant.split()
    whole = []
    if _NUMBER.fullmatch(meant) and (numbers := list(_NUMBER.finditer(gone))):
        whole.append(gone[: numbers[-1].start()] + meant + gone[numbers[-1].end() :])
    whole += [" ".join(first[:kept] + second) for kept in range(len(first) - 1, 0, -1)]
    whole += [" ".join(second + first[begun:]) for begun in range(len(first))]
    return whole
