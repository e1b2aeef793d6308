"""A calculator for sums in signs and in words, in both languages."""

import re
from dataclasses import dataclass

from assistant.plugins.api import Context, Reply
from assistant.plugins.plain import plain

from .arithmetic import NoResultError, evaluate
from .grammar import read
from .shown import sentence, shown
from .tokens import LONGEST, tokens
from .tree import Apply, Node


@dataclass(frozen=True)
class Sum:
    """A sum that a text holds."""

    node: Node
    length: int  # in tokens
    rest: int = 0  # other tokens of the text
    leftover: bool = False  # some of them are figures


def compute(ctx: Context, expression: str = "") -> Reply:
    """Work out the sum of the slot, or that of the message where it says more."""
    if max(len(ctx.text), len(expression)) > LONGEST:
        return Reply(ctx.say(en="That is too long for me.", ko="너무 길어서 못 읽겠어요."))
    found = _found(ctx.text, expression)
    if found is None:
        return _unread(ctx, expression)
    if found.leftover:
        part = plain(shown(found.node, ctx.language), LONGEST)
        en = f"I can only read {part} of that. How do you mean the rest?"
        ko = f"{part}까지만 읽을 수 있어요. 나머지는 무슨 뜻이에요?"
        return ctx.ask("expression", ctx.say(en=en, ko=ko))
    try:
        return Reply(sentence(found.node, evaluate(found.node), ctx.language))
    except NoResultError as error:
        return Reply(ctx.say(en=error.en, ko=error.ko))


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
