"""A list that goes on behind the slot: of "add eggs and tea" the network may see the eggs alone."""

import re

from assistant.plugins.api import Context

_ON = re.compile(
    r"\s*[,;、]\s*(?:and\s+)?(?=\w)|\s+(?:and|&|plus|및|그리고)\s+(?=\w)|(?:이랑|랑|하고|와|과)\s+(?=\w)",
    re.I,
)
_END = re.compile(  # of the things, where the words about the list begin
    r"\s+(?:to|on|onto|in|into)\s+(?:my|the|our|a|that|this)\b|\s+(?:please|too|as well)\b"
    r"|\s*(?:[.?!]|$)|(?:이?라고|을|를|도|은|는)?\s*(?:추가|넣|적어|써|등록|올려|기록|더해)"
    r"|\s*(?:을|를|도)?\s*(?:할\s?일|목록|리스트|투두)",
    re.I,
)
_NO_THING = re.compile(  # such words begin another sentence
    r"(?:add|put|write|note|tick|please|can|could|would|will|i|it|that|them|thanks?|ok)\b|[^\w\s]",
    re.I,
)

_BEFORE = re.compile(
    r"^\W*(?:(?:please|add|put|write|note|also|and|then|just|maybe|oh|그럼|그리고|또)\b[\s,]+)+",
    re.I,
)
_BEHIND = re.compile(
    r"(?:\s+(?:to|on|onto)\s+(?:my|the|our)\b.*|[\s,]+(?:please|too|as well))+\W*$"
    r"|\s*(?:을|를|도|이?라고)?\s*(?:추가|넣어|적어|써|올려)\s?(?:해|놔|둬)?\s?(?:줘|줘요|주세요|줄래)?\W*$",
    re.I,
)


def items_said(ctx: Context, items: list[str]) -> list[str]:
    """The items, the last that stands in the message with what is listed behind it."""
    if len(items) == 1 and items[0] not in ctx.text:
        return [_answered(items[0])]
    there = [each for each in ctx.entities if each.entity == "item"]
    if not there or ctx.text[there[-1].start : there[-1].end] != there[-1].raw:
        return items
    last = there[-1]
    return [*items[:-1], ctx.text[last.start : _end(ctx.text, last.end)]]


def _answered(words: str) -> str:
    """The thing in the answer to "what shall I put on it?": "add honey to my list, please"."""
    bare = _BEHIND.sub("", _BEFORE.sub("", words)).strip(" .,!?")
    return bare or words


def _end(text: str, at: int) -> int:
    """Where the list ends that goes on at a place."""
    stop = _END.search(text, at)
    while (on := _ON.match(text, at)) and stop and on.end() <= stop.start():
        if _NO_THING.match(text, on.end()):
            return at
        further = _ON.search(text, on.end())
        at = min(further.start(), stop.start()) if further else stop.start()
    return at
