"""What a message asks to be reminded of: one thing or several, nothing of it left out unsaid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from assistant.plugins.api import Context
from assistant.understanding.understanding import Entity
from assistant.values import resolve
from assistant.values.dates import Day
from assistant.values.endings import ENDING
from assistant.values.instants import Instant
from assistant.values.repairs import repairs

from .english import English
from .everything import everything, outside
from .korean_clauses import Korean
from .parting import Grammar, Wish, wishes
from .times import ROW, Said, Span, either, find, names_day, of_day, taken

MOST = 20  # times in one message that are all set


@dataclass(frozen=True)
class Heard:
    """How a message about reminders is taken."""

    wishes: tuple[Wish, ...] = ()  # where it asks for more than the slots hold
    what: str = ""  # all words of the one thing, where there are more than the slot's
    sure: bool = True  # that it is one thing
    left_out: tuple[str, ...] = ()  # times that are neither used nor said of the thing
    choice: tuple[Said, ...] = ()  # times of which it leaves open which: "at 6 or 7"


def heard(ctx: Context) -> Heard:
    """What the words of a message are about; what came as an answer has none there."""
    grammar: English | Korean = Korean() if ctx.language == "ko" else English()
    whens = [each for each in ctx.entities if each.entity in ("when", "repeat")]
    if not whens or not all(_stands(ctx, each) for each in whens):
        return _answered(ctx, whens, grammar)
    marked = [(each.start, each.end) for each in whens if each.entity == "when"]
    times = find(ctx.text, ctx.now, marked)
    if len(times) > MOST:
        return Heard(sure=False)
    if repaired := repairs(ctx.text, [(each.start, each.end) for each in times]):
        spans = [*marked, *(span for each in repaired for span in (each.gone, each.meant))]
        left = [each for each in times if not any(_meet(each, span) for span in spans)]
        return Heard(left_out=tuple(ctx.text[each.start : each.end] for each in left))
    for pair in pairwise(times):
        if either(ctx.text, *pair) and any(_meet(e, span) for e in pair for span in marked):
            return Heard(choice=pair)
    what = next((each for each in ctx.entities if each.entity == "what"), None)
    what = what if what and _stands(ctx, what) else None
    own = [each for each in times if not grammar.belongs_to_thing(ctx.text, each)]
    if parts := _untimed(ctx.text, own, grammar):
        return Heard(wishes=(Wish((own[0],), parts[0]),), left_out=(parts[1],))
    found = _wishes(ctx, own, what, grammar)
    if found:
        return Heard(wishes=tuple(found))
    one = _all_said(ctx, whens, times, grammar) or _alone(ctx, whens, what, times)
    return replace(one, sure=found is not None)


def _answered(ctx: Context, whens: Sequence[Entity], grammar: English | Korean) -> Heard:
    """The thing of a message that names no time, and all times of the answer to "when?"."""
    marked = [(e.start, e.end) for e in ctx.entities if e.entity == "what" and _stands(ctx, e)]
    said = [e for e in find(ctx.text, ctx.now) if not grammar.belongs_to_thing(ctx.text, e)]
    whole = everything(ctx.text, marked, [(each.start, each.end) for each in said], grammar)
    times = [time for each in whens if (time := taken(each.value))]
    several = len(times) == len(whens) > 1
    return Heard(
        wishes=(Wish(tuple(times), ""),) if several else (), what=whole.words if whole else ""
    )


def _untimed(text: str, times: Sequence[Said], grammar: English | Korean) -> tuple[str, str] | None:
    """The thing of the only time, and one beside it that has none."""
    if len(times) != 1:
        return None
    return grammar.untimed(text[: times[0].start], text[times[0].end :])


def _all_said(
    ctx: Context, whens: list[Entity], times: list[Said], grammar: English | Korean
) -> Heard | None:
    """The one thing with everything that is said of it; None where that is not sure."""
    taken = [(each.start, each.end) for each in whens]
    free = [each for each in times if not any(_meet(each, span) for span in taken)]
    marked = [
        (_with_its_time(ctx.text, each.start, free), each.end)
        for each in ctx.entities
        if each.entity == "what" and _stands(ctx, each)
    ]
    days = [each.value.at.date() for each in whens if isinstance(each.value, Instant)]
    meant = outside(ctx.text, taken, times, grammar)
    used = [meant] if meant else [e for e in times if any(_meet(e, span) for span in taken)]
    naming = [each for each in used if grammar.names_thing(ctx.text, each)]
    used += [e for e in times if e not in used and not meant and _is_day_of(e, days, ctx.now)]
    spans = [(each.start, each.end) for each in used if each not in naming]
    if not meant and not naming:
        spans += taken
    whole = everything(ctx.text, marked, spans, grammar)
    if whole is None:
        return None
    if meant:
        return Heard(wishes=(Wish((meant,), whole.words),))
    covered = [whole.span, *taken, *spans]
    left = [each for each in times if not any(_meet(each, span) for span in covered)]
    return Heard(
        what=whole.words,
        left_out=tuple(ctx.text[each.start : each.end] for each in left),
    )


def _with_its_time(text: str, start: int, times: Sequence[Said]) -> int:
    """Where a thing begins, with a time that stands right before it: 5시 회의."""
    before = [each.start for each in times if text[each.end : start].isspace()]
    return before[0] if before else start


def _alone(ctx: Context, whens: list[Entity], what: Entity | None, times: list[Said]) -> Heard:
    """The one thing in the words of its slot, and the times that are left out."""
    used = [(each.start, each.end) for each in (*whens, *([what] if what else []))]
    days = [each.value.at.date() for each in whens if isinstance(each.value, Instant)]
    left_out = [
        each
        for each in times
        if not any(_meet(each, span) for span in used) and not _is_day_of(each, days, ctx.now)
    ]
    return Heard(left_out=tuple(ctx.text[each.start : each.end] for each in left_out))


def _wishes(
    ctx: Context, times: list[Said], what: Entity | None, grammar: Grammar
) -> list[Wish] | None:
    """What is asked for at two times or more, or at one that the slots have not wholly.

    None where the message does not part surely, [] where the slots say it all.
    """
    if len(times) < 2:
        days = [e for e in ctx.entities if e.entity == "when" and isinstance(e.value, Day)]
        late = days and times and times[0].clock  # "tomorrow please remind me at 6 to eat"
        return [Wish(tuple(times), "")] if late else []
    text = ctx.text
    before, last = times[-2:]
    around = (text[: before.start], text[before.end : last.start], text[last.end :])
    if grammar.wants_last(*around):
        at, start = of_day(last, before, ctx.now), 0
        if before.repeat and not (before.clock or grammar.says_what(text[: before.start])):
            at, start = replace(at, repeat=before.repeat), before.end
        return [Wish((at,), grammar.thing(text[start : last.start], ""))]
    text, times = _with_day(text, times, grammar, ctx.now)
    place = what.start if what else -1
    found = wishes(text, times, place, grammar)
    if not found:
        return None
    several = len(found) > 1 and what is not None
    if several or len(found[0].times) > 1 or len(times) == 1:
        return found
    return [] if len(found) == 1 else None


def _with_day(
    text: str, times: list[Said], grammar: Grammar, now: datetime
) -> tuple[str, list[Said]]:
    """The first time with a day before it that belongs to it, and the text without that day.

    So in "friday I need a reminder at 6" and in "tomorrow to call mum at 6", not in "tomorrow that
    the train leaves at 7".
    """
    day, clock = times[:2]
    if not day.day or day.clock or not clock.clock or names_day(clock, now):
        return text, times
    between = text[day.end : clock.start]
    joined = ROW.fullmatch(between) or grammar.cut("", between, "") is not True
    if joined or grammar.says_what(text[: day.start]) or re.search(r"\bthat\b", between):
        return text, times
    particle = re.match(ENDING, between)
    end = day.end + (particle.end() if particle else 0)
    blank = text[: day.start] + " " * (end - day.start) + text[end:]
    return blank, [replace(clock, day=day.day, repeat=day.repeat), *times[2:]]


def _is_day_of(said: Said, days: Sequence[date], now: datetime) -> bool:
    """Whether it only says the day of a time that is used."""
    day = resolve("date", said.day, now) if said.day and not said.clock else None
    return isinstance(day, Day) and any(day.start <= each <= day.end for each in days)


def _stands(ctx: Context, entity: Entity) -> bool:
    """Whether it stands in the message itself: an answer, or a slot that goes on, does not."""
    return ctx.text[entity.start : entity.end] == entity.raw


def _meet(said: Said, span: Span) -> bool:
    return said.start < span[1] and span[0] < said.end
