"""Several timers in one message, each with its name: "pasta 8 minutes and eggs 5 minutes"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from assistant.korean import is_korean, without_particle
from assistant.values.durations import Duration
from assistant.values.repairs import repairs

from .lengths import Length, copies, count_said, either, is_row, joint, lengths

MOST = 20  # timers that one message sets
LONGEST = 3  # words of a name

_NO_NAME = re.compile(  # words around a length that name nothing
    r"(?:set|start|put|make|create|run|give|get|begin|do|time|me|us|a|an|the|my|our|some|timers?|"
    r"countdowns?|for|of|on|at|in|and|with|another|other|one|more|also|then|plus|please|pls|both|two|"
    r"three|four|five|six|seven|eight|nine|ten|separate|named|called|labelled|labeled|can|could|"
    r"would|you|i|need|want|like|hey|ok|okay|to|just|too|as|well|it|each|new|second|third|first|go|"
    r"is|are|needs?|takes?|last|up|thanks|let|know|when|they|they're|done|finish(?:ed)?|ring|beep|off|"
    r"타이머[를도랑]?|타이머들?|타이머이?랑|하고|맞추고|맞춰\S*|맞춤|켜\S*|설정\S*|시작\S*|"
    r"(?:해|재)(?:[줘주줄]\S*)?|줘\S*|주세요|"
    r"부탁\S*|돌려\S*|걸어\S*|만들\S*|추가\S*|알려\S*|울려\S*|좀|하나[랑도]?|개|두|세|씩|짜리\S*|동안|각각|"
    r"그리고|또|[를을도으로에이은는]|으로|이?랑|[와과]|뒤\S*|후에?|이따가?|있다가?|하나씩|한|따로)",
    re.I,
)
_NO_TIMER = re.compile(  # what begins another request
    r"\b(?:remind|wake|alarm|weather|turn|play|add|tell|show|what|how|call|open|no|not)\b"
    r"|깨워|알람|날씨|틀어|말고|아니",
    re.I,
)
_AND_BEHIND = re.compile(r"(?<=[가-힣])(?:이랑|랑|용)$")
_SHARES = re.compile(r"\btimers\b|타이머", re.I)


@dataclass(frozen=True)
class Wanted:
    """A timer that is asked for."""

    duration: Duration
    label: str


@dataclass(frozen=True)
class Heard:
    """The timers of a message."""

    timers: tuple[Wanted, ...] = ()  # two at least
    asked_for: int = 0  # how many the message says, where that is another number
    left_out: tuple[Duration, ...] = ()  # lengths of which it is not sure what they are of
    choice: tuple[Duration, ...] = ()  # lengths of which it leaves open which


def heard(text: str, label: str, now: datetime) -> Heard:
    """The timers that a message asks for, where these are several; `label` is the network's."""
    found = lengths(text, now)
    if repaired := repairs(text, [(each.start, each.end) for each in found]):
        spans = [span for each in repaired for span in (each.gone, each.meant)]
        left = [each for each in found if (each.start, each.end) not in spans]
        return Heard(left_out=tuple(each.duration for each in left))
    if not found:
        return Heard()
    number = count_said(text)
    durations = tuple(each.duration for each in found)
    if len(found) == 1:
        if 1 < number <= MOST and not _NO_TIMER.search(text):
            return Heard((Wanted(durations[0], label),) * number)
        return Heard(asked_for=number if number > MOST else 0)
    if any(either(text, *pair) for pair in pairwise(found)):
        return Heard(choice=durations)
    clauses = _clauses(text, found)
    names = [_name(text, span, each, label) for span, each in zip(clauses, found, strict=False)]
    if not clauses or None in names or len(found) > MOST:
        return Heard(left_out=durations)
    named = _shared(text, found, [name or "" for name in names])
    timers = [
        Wanted(each.duration, name)
        for each, name in zip(found, named, strict=True)
        for _ in range(copies(text, each))
    ]
    more = number if len(timers) == len(found) and number not in (0, len(timers)) else 0
    return Heard(tuple(timers), more)


def name_of(text: str, length: Length) -> str:
    """What the one timer of a message is called; "" for nothing."""
    return _name(text, (0, len(text)), length, "") or ""


def _clauses(text: str, found: Sequence[Length]) -> list[tuple[int, int]]:
    """The words around each length; none where these do not part surely."""
    cuts = [(0, 0)]
    first = bool(_words(text[: found[0].start]))
    last = bool(_words(text[found[-1].end :]))
    for one, other in pairwise(found):
        cut = joint(text, one, other)
        if cut is None and is_row(text, one, other):
            cut = (one.end, other.start)
        if cut is None and first != last and 0 < len(_words(text[one.end : other.start])) < LONGEST:
            at = one.end if first else other.start  # "pasta 8 minutes eggs 5 minutes"
            cut = (at, at)
        if cut is None:
            return []
        cuts.append(cut)
    cuts.append((len(text), len(text)))
    return [(one[1], other[0]) for one, other in pairwise(cuts)]


def _name(text: str, span: tuple[int, int], length: Length, label: str) -> str | None:
    """What a timer is called, "" for none; None where the words say more than a name."""
    words = f"{text[span[0] : length.start]} {text[length.end : span[1]]}"
    if _NO_TIMER.search(words):
        return None
    if label and span[0] <= text.find(label) < span[1]:
        return label
    named = _words(words)
    return None if len(named) > LONGEST else " ".join(named)


def _words(text: str) -> list[str]:
    """The words of a name among those around a length."""
    words = re.findall(r"[^\s,.!?;:~…]+", text)
    bare = [_AND_BEHIND.sub("", without_particle(w)) if is_korean(w) else w for w in words]
    return [word for word in bare if word and not _NO_NAME.fullmatch(word)]


def _shared(text: str, found: Sequence[Length], names: list[str]) -> list[str]:
    """With the name that a row shares: "pasta timers for 8 and 10 minutes"."""
    shared = list(names)
    for at in range(1, len(found)):
        if not shared[at] and is_row(text, found[at - 1], found[at]):
            shared[at] = shared[at - 1]
    for at in range(len(found) - 2, -1, -1):
        row = is_row(text, found[at], found[at + 1]) and _SHARES.search(text)
        if not shared[at] and row:
            shared[at] = shared[at + 1]
    return shared
