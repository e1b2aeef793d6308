"""A message that takes one thing away and sets another: "cancel the 7 alarm and set one for 9"."""

import re
from dataclasses import replace

from assistant.plugins.api import Context

_HALVES = re.compile(
    r"^(?:\W*(?:please|can you|could you)\s+)?\W*"
    r"(?P<off>(?:cancel|stop|kill|delete|remove|(?:turn|switch)\s+off)\b.+?)"
    r"\s*(?:,\s*(?:and\s+)?(?:then\s+)?|\band\s+(?:then\s+|also\s+)?|\bthen\s+)"
    r"(?P<on>(?:set|start|make|add|create|put|wake)\b.+)$"
    r"|^(?P<off_korean>.+?(?:끄|취소하|지우|삭제하|없애|멈추|해제하))고\s+(?:다시\s+)?"
    r"(?P<on_korean>.+?(?:맞춰|맞추|설정|켜|추가|깨워|시작|재\s?줘|해\s?줘|걸어).*)$",
    re.I | re.S,
)


def halves(ctx: Context) -> tuple[Context, Context] | None:
    """The message that takes away and the one that sets; None where it is not both."""
    found = _HALVES.match(ctx.text)
    if found is None:
        return None
    names = ("off", "on") if found["off"] else ("off_korean", "on_korean")
    off, on = (_part(ctx, *found.span(name)) for name in names)
    return off, on


def _part(ctx: Context, start: int, end: int) -> Context:
    within = [each for each in ctx.entities if start <= each.start and each.end <= end]
    moved = [replace(each, start=each.start - start, end=each.end - start) for each in within]
    return replace(ctx, text=ctx.text[start:end], entities=tuple(moved))
