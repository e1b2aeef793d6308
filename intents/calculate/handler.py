"""A calculator for sums in signs and in words, in both languages."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from assistant.plugins.api import Context, Reply
from assistant.plugins.naming import listed
from assistant.plugins.plain import plain

from .arithmetic import NoResultError, evaluate
from .grammar import read
from .shown import sentence, shown
from .tokens import LONGEST, tokens
from .tree import Apply, Node

MOST = 7  # sums that are worked out at once

_JOINT = re.compile(  # what parts two sums
    r"[은는이가]?\s*(?:얼마고|뭐고)?[\s,;?]*(?:and\b|그리고|및|이?랑|하고|[과와])?"
    r"(?:\s+(?:also|what(?:'s|’s| is| are)|how much is)\b)*\s*",
    re.I,
)
_OF_SUMS = ("number", "operator", "function", "command", "deed", "noun", "power", "postfix")
_TOGETHER = re.compile(
    r"\b(?:together|altogether|them|those|results?|totals?|sum|multiply|divide|subtract|product)\b"
    r"|합(?![니시])|[둘것]을",
    re.I,
)
_SIGNS = ("neg", "%", "°")
_FRACTION = re.compile(r"(\d{1,9})\s?/\s?(\d{1,9})")


@dataclass(frozen=True)
class Sum:
    """A sum that a text holds."""

    node: Node
    length: int  # in tokens
    rest: int = 0  # other tokens of the text
    leftover: bool = False  # some of them are figures


@dataclass(frozen=True)
class Part:
    """One of several sums in a text; the places are those of its characters."""

    node: Apply
    start: int
    end: int


def compute(ctx: Context, expression: str = "") -> Reply:
    """Work out the sum of the slot, or that of the message where it says more."""
    if max(len(ctx.text), len(expression)) > LONGEST:
        return Reply(ctx.say(en="That is too long for me.", ko="너무 길어서 못 읽겠어요."))
    if several := each_sum(ctx.text if expression in ctx.text else expression):
        return Reply(listed([_worked_out(ctx, node, alone=False) for node in several]))
    found = _found(ctx.text, expression)
    if found is None:
        return _unread(ctx, expression)
    if found.leftover:
        part = plain(shown(found.node, ctx.language), LONGEST)
        en = f"I can only read {part} of that. How do you mean the rest?"
        ko = f"{part}까지만 읽을 수 있어요. 나머지는 무슨 뜻이에요?"
        return ctx.ask("expression", ctx.say(en=en, ko=ko))
    return Reply(_worked_out(ctx, found.node))


def each_sum(text: str) -> list[Node]:
    """The sums of a text that holds several, each on its own: "2+2 and 3*3"; of any other, none."""
    text = unicodedata.normalize("NFC", text)
    there = tokens(text)
    found: list[Part] = []
    at = 0
    while at < len(there):
        sum_ = read(there, at) if there[at].kind else None
        if sum_ and isinstance(sum_[0], Apply):
            found.append(Part(sum_[0], there[at].start, there[sum_[1] - 1].end))
        elif there[at].kind in _OF_SUMS:
            return []
        at = sum_[1] if sum_ else at + 1
    gaps = (text[one.end : other.start] for one, other in pairwise(found))
    alone = all(_is_sum(each.node, text[each.start : each.end]) for each in found)
    if not alone or not all(map(_JOINT.fullmatch, gaps)) or _TOGETHER.search(text):
        return []
    return [each.node for each in found] if 1 < len(found) <= MOST else []


def _is_sum(node: Apply, said: str) -> bool:
    """Whether it is more than a number that is written as one: -3, 20%, 1/2."""
    written = _FRACTION.fullmatch(said)
    return node.name not in _SIGNS and not (written and int(written[1]) < int(written[2]))


def _worked_out(ctx: Context, node: Node, *, alone: bool = True) -> str:
    """What it comes to, or why it has no value; of several, which one has none."""
    try:
        return sentence(node, evaluate(node), ctx.language)
    except NoResultError as error:
        why = ctx.say(en=error.en, ko=error.ko)
        return why if alone else f"{plain(shown(node, ctx.language), LONGEST)}: {why}"


def longest_sum(text: str) -> Sum | None:
    """The longest sum in a text, of several the first."""
    there = tokens(text)
    best: tuple[int, int, Node] | None = None
    for start, token in enumerate(there):
        if token.kind and (best is None or start >= best[1]) and (sum_ := read(there, start)):
            node, end = sum_
            if best is None or end - start > best[1] - best[0]:
                best = (start, end, node)
    if best is None:
        return None
    start, end, node = best
    rest = (*there[:start], *there[end:])
    return Sum(node, end - start, len(rest), any(token.figures for token in rest))


def _found(text: str, expression: str) -> Sum | None:
    """The sum of the message, unless the slot holds more or answers a question."""
    said, whole = longest_sum(_to_the_end(text, expression)), longest_sum(text)
    if said is not None and not isinstance(said.node, Apply) and said.rest:
        said = None  # 사 is a number, 사과 is not 4
    if whole is not None and not isinstance(whole.node, Apply):
        whole = None
    if said is None or whole is None:
        return said or whole
    return whole if whole.length > said.length and expression in text else said


def _to_the_end(text: str, expression: str) -> str:
    """The expression with the rest of its last word: 이십칠은 may be cut behind 이십."""
    begin = text.find(expression)
    if begin < 0 or not expression:
        return expression
    rest = re.match(r"\w*", text[begin + len(expression) :])
    return expression + (rest[0] if rest else "")


def _unread(ctx: Context, expression: str) -> Reply:
    if not expression:
        return ctx.ask("expression", ctx.say(en="What shall I work out?", ko="뭘 계산할까요?"))
    if expression not in ctx.text:  # the answer to a question; nobody is to be stuck in one
        return Reply("", redirect=expression)
    words = plain(expression, 40)
    en = f"I can't read “{words}” as a sum. How else can you say it?"
    ko = f"“{words}”, 어떤 계산인지 모르겠어요. 다르게 말해 줄래요?"
    return ctx.ask("expression", ctx.say(en=en, ko=ko))
