"""What a message names in a row: "the 5 and the 10 minute timer", 1번이랑 3번, "notes 1 and 2"."""

import re
from collections.abc import Hashable, Iterable, Sequence
from itertools import islice, product
from typing import TypeVar

from assistant.korean import is_korean, with_particle
from assistant.plugins.matching import ORDINALS, folded, place

T = TypeVar("T", bound=Hashable)
Span = tuple[int, int]  # characters of a text

LONGEST = 3  # words of a name

_AND = r"(?<!\s)\s*(?:,\s*(?:(?:and|그리고)\s+)?|&|\b(?:and|plus)\b|그리고|및)\s*"
_JOINT = re.compile(rf"{_AND}|(?P<particle>이랑|랑|하고|[과와])\s+", re.I)
_PARTICLES = {"이랑": ("이랑", "랑"), "랑": ("이랑", "랑"), "과": ("과", "와"), "와": ("과", "와")}
_OR = re.compile(
    r"\bor\b|(?<=[가-힣])(?<!하)(?<!바나)(?<!언제)(?<!누구)(?<!어디)(?<![^가-힣]누)(?<!^누)이?나\s"
    r"|또는|혹은|아니면",
    re.I,
)
# Words that end like what joins others: 안과 예약 is no 안 and 예약.
ENDS_LIKE_A_PARTICLE = re.compile(
    r".*(?:결과|효과|성과|학과|교과|안과|내과|외과|소아과|통과|초과|부과|사랑|자랑|신랑|명랑|기와)$"
)
_SMALL = re.compile(r"(?:(?:the|my|our|to|about|of|for|at|on|one|that|also)\s+)+", re.I)
_PLEASE = re.compile(r"(?<!\s)(?:\s+(?:please|too|as well|now))*[\s.!?]*$", re.I)

_NUMBER = rf"(?:\d{{1,4}}(?:st|nd|rd|th|\s?번(?:째)?)?|{'|'.join(ORDINALS)}|last|마지막)"
_PLACE = (
    r"(?:the\s+)?(?:(?:numbers?|no\.|notes?|items?|tasks?|메모|할\s?일|항목)\s*|#)?(?:the\s+)?"
    rf"{_NUMBER}(?:\s?(?:메모|항목|것|거))?"
)
_PLACES = re.compile(
    rf"(?<![\w.:,#-]){_PLACE}(?:(?:{_AND}|(?:이랑|랑|하고|[과와])\s*){_PLACE})+(?![a-z\d%]|[.:]\d)"
)
_BARE = re.compile(r"[\d\s,&]+(?:(?:and|plus)[\d\s,&]+)*")
_NO_UNIT = re.compile(  # what comes behind numbers that count nothing
    r"\s*(?:$|[.!?])|\s+(?:as|from|off|on|in|please|done|too|notes?|items?|tasks?|ones?)\b"
    r"|\s*(?:메모|항목|완료|했|끝|지워|지우|삭제|빼|체크)"
)


def segments(text: str, keep: Iterable[Span] = ()) -> list[Span]:
    """The words between what joins things in a row; inside the spans to keep nothing is cut."""
    whole = list(keep)
    found: list[Span] = []
    start = 0
    for joint in _JOINT.finditer(text):
        inside = any(begin < joint.end() and joint.start() < end for begin, end in whole)
        if joint.start() <= start or inside or not _fits(text[start : joint.start()], joint):
            continue
        found.append((start, joint.start()))
        start = joint.end()
    return [*found, (start, len(text))]


def pieces(words: str) -> list[str]:
    """Each of the things that words name: 우유랑 계란, "milk, eggs and tea"."""
    found = (_SMALL.sub("", words[start:end].strip(), count=1) for start, end in segments(words))
    return [each for each in found if each]


def ways(row: Sequence[Sequence[T]], most: int) -> list[list[T]]:
    """What a row may mean where more than one thing fits some of it, no more than `most` ways."""
    return [list(dict.fromkeys(each)) for each in islice(product(*row), most)]


def is_choice(text: str) -> bool:
    """Whether it leaves open which is meant: "6 or 7"."""
    return _OR.search(text) is not None


def names(
    text: str, parts: Sequence[Span], marked: Sequence[Span], noun: re.Pattern[str]
) -> list[str]:
    """What each part of a text calls a thing, "" for nothing.

    The network often marks only the first: of "the pasta and the egg timer" the pasta.
    """
    found = [_marked(text, part, marked) for part in parts]
    if not any(found):
        return found
    first = next(at for at, name in enumerate(found) if name)
    nouns = [at for at, part in enumerate(parts) if noun.search(text, *part)]
    before = noun.search(text, 0, min(marked)[0])  # "the timers for pasta and eggs"
    last = len(parts) - 1 if before else max(nouns, default=0)
    for at in range(first + 1, last + 1):
        found[at] = found[at] or _name(text[slice(*parts[at])], noun)
    return found


def places(text: str, said: Sequence[str], count: int) -> dict[str, int | None]:
    """The places (from 0) in a list of so many that a row of numbers names, by its words.

    None is the place of what the list has not. `said` are the words that the network marked; they
    have to be in the row, or to be one.
    """
    if len(said) == 1 and (row := _PLACES.fullmatch(folded(said[0]))):
        return _each_place(row[0], count)
    for row in _PLACES.finditer(whole := folded(text)):
        bare = _BARE.fullmatch(row[0]) and not _NO_UNIT.match(whole, row.end())
        if not bare and all(folded(each) in row[0] for each in said):
            return _each_place(row[0], count)
    return {}


def _each_place(row: str, count: int) -> dict[str, int | None]:
    return {said: place(said, count) for said in re.findall(_NUMBER, row)}


def _fits(before: str, joint: re.Match[str]) -> bool:
    """Whether it is a particle, and no end of the word before: 사과 is no 사 with 과."""
    word, said = before.split()[-1:], joint["particle"]
    if said not in _PARTICLES or not word or not is_korean(word[0][-1]):
        return bool(word)
    joined = word[0] + said
    return with_particle(word[0], *_PARTICLES[said]) == joined and not (
        ENDS_LIKE_A_PARTICLE.match(joined)
    )


def _marked(text: str, part: Span, marked: Sequence[Span]) -> str:
    """The words of a part that the network marked."""
    found = [(max(part[0], start), min(part[1], end)) for start, end in marked]
    return next((text[start:end].strip() for start, end in found if start < end), "")


def _name(words: str, noun: re.Pattern[str]) -> str:
    """The name that the words are, with or without what is called so: "the egg timer"."""
    bare = _SMALL.sub("", _PLEASE.sub("", words).strip(), count=1)
    called = noun.search(bare)
    name = bare[: called.start()].strip() if called else bare
    return name if len(name.split()) <= LONGEST else ""
