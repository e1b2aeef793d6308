"""What a message leaves out of what it asks to schedule: "every day at 7 except on sundays"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.plugins.api import Context, Scheduled
from assistant.plugins.picking import those
from assistant.understanding.understanding import Entity
from assistant.values import recurrences, resolve
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.recurrence_exceptions import Exceptions, Span, exceptions
from assistant.values.recurrences import Recurrence

MOST = 7  # times passed over in a row

_BUT = re.compile(r"[\s,]*but\s+(?!not\b|except|exclud|apart|other|do\b|don)", re.I)


def excepted(
    ctx: Context, repeat: Recurrence | None, once: bool = False
) -> tuple[Context, Recurrence | None, Exceptions]:
    """The message without what it leaves out, in place of which spaces stand, how often, and that.

    Of what does not repeat only times of day can be left out; days too where `once` says so.
    """
    found = exceptions(ctx.text, ctx.now)
    spans = (*found.spans, *found.unread_spans)
    if repeat is None and spans:  # "every day except holidays" was none
        often = [each.value for each in recurrences.spot(_blank(ctx.text, spans), ctx.now)]
        repeat = next((each for each in often if isinstance(each, Recurrence)), None)
    days = once and (found.days or found.weekdays) and not _rather(ctx.text, found.spans)
    if not (found.times or repeat or days):
        return ctx, repeat, Exceptions()
    text = _blank(ctx.text, found.spans)
    read = [_read_again(each, text, ctx) for each in ctx.entities]
    left = replace(ctx, text=text, entities=tuple(each for each in read if each))
    return left, repeat, found


def beyond(
    plan: Sequence[tuple[datetime, Recurrence | None]], left: Exceptions
) -> list[tuple[datetime, Recurrence | None]]:
    """The plan with what rings once, on a day that is left out, on the first day that is not.

    It is dropped where the same time of day is on another day already.
    """
    clocks = {at.time() for at, again in plan if again or not left.is_on(at)}
    return [
        (at if again else left.after(at), again)
        for at, again in plan
        if again or not left.is_on(at) or at.time() not in clocks
    ]


def passed_over(
    ctx: Context, kind: str, ringing: Scheduled, days: tuple[Day, ...]
) -> tuple[Scheduled, list[Day]]:
    """What repeats, once its next times have passed over the days; the days that are later."""
    if ringing.repeat is None:
        return ringing, []
    for _ in range(MOST):
        if not any(day.start <= ringing.at.date() <= day.end for day in days):
            break
        ctx.schedule.skip([ringing.id])
        (ringing,) = those(ctx, kind, [ringing.id])
    return ringing, [day for day in days if day.end > ringing.at.date()]


def _rather(text: str, spans: Iterable[Span]) -> bool:
    """Whether a day is what is meant: "not tomorrow but friday"."""
    return any(_BUT.match(text, start, end) for start, end in spans)


def _blank(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _read_again(entity: Entity, text: str, ctx: Context) -> Entity | None:
    """It as it is in the text that is left; None where nothing of it is. An answer stays."""
    if ctx.text[entity.start : entity.end] != entity.raw:
        return entity
    left = text[entity.start : entity.end]
    raw = left.strip()
    start = entity.start + len(left) - len(left.lstrip())
    if not raw:
        return None
    value = raw if entity.value == entity.raw else entity.value
    if isinstance(value, Instant):  # the day that is left out was taken for its own
        value = resolve("datetime", raw, ctx.now) or value
    return replace(entity, start=start, end=start + len(raw), raw=raw, value=value)
