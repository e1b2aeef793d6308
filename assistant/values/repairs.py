"""What a message takes back as it goes: "at 7, no, at 8", "not Rome but Milan", "내일 말고 모레".

A reparandum, an editing term and its repair (Shriberg, "Preliminaries to a Theory of Speech
Disfluencies", 1994). Only a value is taken back, and only for another of the same slot.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]  # characters of the message

_SMALL = r"(?:(?:at|on|in|for|to|the|from|until|till|by)\s+)*"
_EDITING = (
    r"no|nope|nah|wait|hang on|hold on|sorry|oops|whoops|scratch that|strike that|make (?:that|it)|"
    r"i (?:mean|meant)|or rather|rather|actually|correction|better"
)
_MENDED = re.compile(  # stands between what is taken back and what is meant
    rf"[\s,.;…–—-]+(?:(?:{_EDITING})\b[\s,.;…–—-]*)+{_SMALL}"
    r"|(?:이|가|은|는|을|를|에서?|까지|부터|으?로)?[\s,.…]*"
    r"(?:말고|아니고|아니라|대신에?|아니(?:지|다|야|요)?|아참|아차|아 참)[\s,.…]*(?:그냥\s*)?",
    re.I,
)
_EXCLUDED = re.compile(  # stands between what is meant and what is not
    rf"[\s,]+(?:and\s+|but\s+)?(?:not|instead of|rather than)\s+{_SMALL}", re.I
)
_NOT = re.compile(rf"\bnot\s+{_SMALL}$", re.I)
_BUT = re.compile(rf"[\s,]+but(?:\s+rather)?\s+{_SMALL}", re.I)
_HINT = re.compile(
    rf"\b(?:{_EDITING}|not|instead|than)\b|말고|아니|대신|아참|아차|아 참", re.I
)  # fmt: skip


def may_take_back(text: str) -> bool:
    """Whether it is worth looking for: most messages say nothing of the kind."""
    return _HINT.search(text) is not None


def taken_back(text: str, values: Iterable[Span]) -> list[Span]:
    """Which of the values of one slot the message takes back for another of them."""
    gone = []
    for first, second in pairwise(sorted(set(values))):
        between = text[first[1] : second[0]]
        if _EXCLUDED.fullmatch(between):
            gone.append(second)
        elif _MENDED.fullmatch(between) or (
            _BUT.fullmatch(between) and _NOT.search(text[: first[0]])
        ):
            gone.append(first)
    return gone


def parted(text: str, span: Span) -> Sequence[Span]:
    """A span that the network marked as one, cut where it takes something back."""
    start, end = span
    for found in (_MENDED.search(text, start, end), _EXCLUDED.search(text, start, end)):
        if found is not None and start < found.start() and found.end() < end:
            return [(start, found.start()), (found.end(), end)]
    return [span]
