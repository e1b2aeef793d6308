"""What a message asks to convert: how much of which unit, and into which."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from assistant.values.endings import ENDING
from assistant.values.rules import lowered

from . import amounts
from .units import Unit, units

LONGEST = 300  # characters that are read

Candidates = tuple[Unit, ...]  # what words may mean, the likeliest first


@dataclass(frozen=True)
class Mention:
    """A unit in a message, with its amount if it has one; the places enclose both."""

    start: int
    end: int
    units: Candidates
    amount: Fraction | None = None
    is_target: bool = False


@dataclass(frozen=True)
class Given:
    """What is to be converted; what is missing is empty or None."""

    amount: Fraction | None = None
    units: Candidates = ()


@dataclass(frozen=True)
class Question:
    """What could be read of a message; each of the given goes into each target that fits it."""

    given: tuple[Given, ...] = ()
    targets: tuple[Candidates, ...] = ()

    @property
    def first(self) -> Given:
        return self.given[0] if self.given else Given()


def read(text: str) -> Question:
    """The question of a message."""
    text = _plainer(text)
    found = mentions(text)
    source = _source(text, found)
    if source is None:
        return Question(targets=tuple(each.units for each in found))
    sources = _in_a_row(text, found, source)
    if len(sources) == len(found) and source.amount is None:  # "metres and feet"
        sources = [source]
    others = [each for each in found if each not in sources]
    target = next((each for each in others if each.is_target), others[0] if others else None)
    targets = _in_a_row(text, others, target) if target else []
    given = [each for one in sources for each in _given(text, one, source)]
    return Question(tuple(given), tuple(each.units for each in targets))


def _source(text: str, found: Sequence[Mention]) -> Mention | None:
    """The first that has an amount, else the first that is none of the targets."""
    if source := next((each for each in found if each.amount is not None), None):
        return source
    target = next((each for each in found if each.is_target), None)
    targets = _in_a_row(text, found, target) if target else []
    return next((each for each in found if each not in targets and not each.is_target), None)


def _in_a_row(text: str, found: Sequence[Mention], one: Mention) -> list[Mention]:
    """The mention, and its like that stand in a row with it."""
    low = high = found.index(one)
    while low and _goes_on(text, found[low - 1], found[low]):
        low -= 1
    while high + 1 < len(found) and _goes_on(text, found[high], found[high + 1]):
        high += 1
    return list(found[low : high + 1])


def _goes_on(text: str, one: Mention, other: Mention) -> bool:
    alike = (one.amount is None) == (other.amount is None)
    return alike and bool(_BETWEEN.fullmatch(text, one.end, other.start))


def _given(text: str, mention: Mention, first: Mention) -> list[Given]:
    """What is given, also of the 5 and 10 in "5, 10 and 15 miles"; 도 means what it did before."""
    meant = first.units if first.units[0] in mention.units else mention.units
    found = [Given(mention.amount, meant)]
    small, start = lowered(text), mention.start
    while mention.amount is not None and (joint := _JOINT_BEFORE.search(small, 0, start)):
        number = amounts.before(small, joint.start())
        if number is None:
            break
        start = number[0]
        found.insert(0, Given(number[1], meant))
    return found


def mentions(text: str) -> list[Mention]:
    """The units of a message in its order; 5 foot 11 is one, like 1 hour 30 minutes."""
    small = lowered(text := _plainer(text))
    found: list[Mention] = []
    for mention in _mentions(text, small):
        last = found[-1] if found else None
        if last and mention.start < last.end:
            continue  # the 도 of 섭씨 30도, which is a part of it
        summed = _summed(last, mention, small) if last else None
        if summed:
            found[-1] = summed
        else:
            found.append(mention)
    return [each for each in found if not _is_vague(each, found)]


def _plainer(text: str) -> str:
    """As it is read: units stand behind their amounts."""
    text = unicodedata.normalize("NFC", text)[:LONGEST]
    for pattern, plainer in _REWRITTEN:
        text = pattern.sub(plainer, text)
    return text


def _mentions(text: str, small: str) -> Iterator[Mention]:
    for match in _wordings().finditer(small):
        start, end = match.span()
        candidates = units().called(text[start:end])
        number = amounts.before(small, start)
        is_target = bool(_ASKED.search(small[:start]) or _INTO.match(small, end))
        words = small[start:end]
        if number is not None:
            if words != "in" or _AN_INCH.match(small, end):
                yield Mention(number[0], end, candidates, number[1])
        elif small[start - 1 : start] >= "가" or words in _NEED_AMOUNTS:
            continue  # within a Korean word; no inch but a quotation mark
        elif _HAS_PREFIX.fullmatch(words) and (behind := amounts.after(small, end)):
            rest = _SWALLOWED.match(small, behind[0])
            yield Mention(start, rest.end() if rest else behind[0], candidates, behind[1])
        elif words == "in":
            if is_target and _AN_INCH.match(small, end):
                yield Mention(start, end, candidates, None, is_target)
        elif is_target or len(words) > 1 or words in _ALONE or not words.isalnum():
            yield Mention(start, end, candidates, None, is_target)


def _summed(first: Mention, second: Mention, small: str) -> Mention | None:
    """Two amounts of one quantity that belong together, "5 feet and 3 inches"; None where they do
    not."""
    if first.amount is None or second.amount is None:
        return None
    joint = re.fullmatch(r"\s*(,|and|하고)?\s*", small[first.end : second.start])
    if joint is None:
        return None
    for one in first.units:
        for other in second.units:
            if one.quantity == other.quantity and one.factor > other.factor and not one.offset:
                more = one.of_base(other.base(second.amount))
                if joint[1] and more >= 1:  # "5 miles and 10 km" are two
                    return None
                return replace(first, end=second.end, units=(one,), amount=first.amount + more)
    return None


def _is_vague(mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether it is the 도 of 화씨로 몇 도, beside what says more."""
    if mention.amount is not None or len(mention.units) < 3:
        return False
    return any(each is not mention and each.units[0] in mention.units for each in found)


_ASKED = re.compile(
    r"(?:\bhow (?:many|much)|\b(?:in|into|to|as|what)|=|→|->|몇|얼마)\s*(?:of\s+)?(?:the\s+)?$"
)
_INTO = re.compile(r"\s?(?:으로|로)(?![가-힣])|\s?(?:이?면)?\s?몇")
_JOINT = r"\s*(?:,\s*(?:and\b|그리고)?|and\b|&|그리고|및|(?:이?랑|하고|[과와])(?=\s))\s*"
_BETWEEN = re.compile(  # two of a row
    rf"(?:으?로)?{_JOINT}(?:(?:how (?:many|much)|in|into|to)\s+|몇\s*)?", re.I
)
_JOINT_BEFORE = re.compile(rf"{_JOINT}$")
_NEED_AMOUNTS = frozenset("'\"′″”’")
_ALONE = frozenset("원엔평")  # of one letter, and yet hardly anything else
# What may stand before its amount: signs and codes of money, 섭씨, Mach.
_HAS_PREFIX = re.compile(r"[^\w\s'\"′″”’°]|[a-z]{0,3}\$|[a-z]{3}|섭씨|화씨|마하|mach")
_SWALLOWED = re.compile(
    r"\s?(?:도(?!씨)|degrees?\b|dollars?\b|bucks\b|pounds?\b|euros?\b|원|달러|유로)"
)
# Units that stand around their amount: 시속 100킬로, 5'11, 5 foot 11.
_INCHES = r"(?:\"|″|”|''|\s?inch(?:es)?\b|\s?in(?=\s+(?:in|to|into)\b))"
_REWRITTEN = tuple(
    (re.compile(pattern, re.I), plainer)
    for pattern, plainer in (
        (r"((?:몇|얼마)\s?[^\s,]{1,8}?)이?고(?=\s+(?:몇|얼마))", r"\1,"),
        (r"시속\s*(.{1,12}?)\s*(?:킬로미터|킬로|키로|km)", r"\1 km/h"),
        (r"시속\s*(.{1,12}?)\s*마일", r"\1 mph"),
        (r"초속\s*(.{1,12}?)\s*(?:미터|m(?![a-z]))", r"\1 m/s"),
        (r"리터당\s*(.{1,12}?)\s*(?:킬로미터|킬로|키로|km)", r"\1 km/l"),
        (r"갤런당\s*(.{1,12}?)\s*마일", r"\1 mpg"),
        (
            rf"([0-9]+)\s?(?:'|′|’|ft\.?|foot|feet)\s?([0-9]{{1,2}}(?:\.[0-9])?){_INCHES}?(?=\s|[?!,]|$)",
            r"\1 feet \2 inches",
        ),
    )
)
_AN_INCH = re.compile(r"(?=\s*(?:$|[?.!,=]|in\b|into\b|to\b|는|은|를|을))")


@cache
def _wordings() -> re.Pattern[str]:
    """Any wording of a unit; the longest first."""
    latin, korean = [], []
    for words in sorted(units().folded, key=len, reverse=True):
        if "가" <= words[-1] <= "힣":
            korean.append(re.escape(words))
        else:
            begin = r"(?<![a-z])" if words[0].isascii() and words[0].isalpha() else ""
            end = r"(?![a-z0-9²³^/])" if words[-1].isalnum() else ""
            latin.append(begin + re.escape(words) + end)
    behind = rf"(?={ENDING}(?:면|짜리|씩|어치|정도)?(?![가-힣]))"
    return re.compile(f"{'|'.join(latin)}|(?:{'|'.join(korean)}){behind}")
