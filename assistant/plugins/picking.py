"""Which of the things that a plugin has scheduled a message is about."""

import re
from collections.abc import Callable, Sequence

from assistant.plugins.api import Context, Reply, Scheduled
from assistant.plugins.matching import place_in
from assistant.plugins.rows import is_choice, ways
from assistant.values.dates import Day
from assistant.values.instants import Instant

CHOICES = 8  # of what a row may mean, at most

_ALL = "#all"
_CHOSEN = re.compile(r"#\d+(?: #\d+)*")  # what a choice stands for: ids
_EVERY_ONE = re.compile(
    r"\b(?:all|both|everything|every\s+(?:single\s+)?(?:one|timer|alarm|reminder))\b"
    r"|모두|모든|전부|전체|싹|다\s*(?:꺼|끄|취소|지워|지우|삭제|없애|해제|멈춰|그만)",
    re.I,
)

_BUT = re.compile(  # before what stays: "all alarms but the one at 7", 7시만 빼고 다
    r"\b(?:but(?! also)|except(?:ing)?|besides|apart from|other than)\b"
    r"|빼고|제외하고|말고|남기고|외에",
    re.I,
)
_DAY = re.compile(r"\d(?:st|nd|rd|th)\b", re.I)  # "on the 3rd" is no place in a list


def pick(
    ctx: Context,
    slot: str,
    said: str,
    there: Sequence[Scheduled],
    fitting: Sequence[Scheduled],
    words: Callable[[Scheduled], str],
    question: str,
) -> Sequence[Scheduled] | Reply:
    """Those that are meant: the one that fits, or all that do where all were asked for.

    Where it is not clear the Reply asks, and `said`, the text of `slot`, is the answer next time.
    `there` are all that could be meant, `fitting` those that fit the message.
    """
    if said == _ALL:
        return there
    if spares(ctx.text) and (others := _without(there, fitting)):
        return others
    chosen = _chosen(said, there)
    if chosen or len(fitting) == 1:
        return chosen or fitting
    if fitting and _EVERY_ONE.search(ctx.text):
        return fitting
    place = place_in(ctx.text, len(fitting))
    if place is not None and len(fitting) > 1 and not _DAY.search(ctx.text):
        return fitting[place : place + 1]
    offered = fitting or there
    choices = {f"#{each.id}": words(each) for each in offered}
    if len(offered) == len(there) > 1:
        choices[_ALL] = ctx.say(en="All of them", ko="모두")
    return ctx.ask(slot, question, choices)


def pick_row(
    ctx: Context,
    slot: str,
    said: str,
    there: Sequence[Scheduled],
    row: Sequence[Sequence[Scheduled]],
    words: Callable[[Scheduled], str],
    question: str,
) -> Sequence[Scheduled] | Reply:
    """Those that are meant where several are named: what fits each of them, as `row` has it.

    Where more than one fits, each choice of the Reply names all that would go.
    """
    found = [fitting for fitting in row if fitting]
    every = list(dict.fromkeys(each for fitting in found for each in fitting))
    if said == _ALL or _chosen(said, there) or not found:
        return pick(ctx, slot, said, there, (), words, question)
    if spares(ctx.text) and (others := _without(there, every)):
        return others
    if is_choice(ctx.text):
        return pick(ctx, slot, said, there, every, words, question)
    if all(len(fitting) == 1 for fitting in found) or _EVERY_ONE.search(ctx.text):
        return every
    choices = {_key(each): ", ".join(map(words, each)) for each in ways(found, CHOICES)}
    choices[_key(every)] = ctx.say(en="All of these", ko="모두")
    return ctx.ask(slot, question, choices)


def spares(text: str) -> bool:
    """Whether it is about all but those that it names."""
    return _EVERY_ONE.search(text) is not None and _BUT.search(text) is not None


def those(ctx: Context, kind: str, ids: Sequence[int]) -> list[Scheduled]:
    """What has these ids and has still to ring."""
    return [each for each in ctx.schedule.pending(kind) if each.id in ids]


def rings_at(each: Scheduled, when: Instant | Day | None) -> bool:
    """Whether it rings at that time of day, or on that day; any does where nothing was said."""
    if isinstance(when, Day):
        return when.start <= each.at.date() <= when.end
    if when is None:
        return True
    clock = each.at.time().replace(second=0, microsecond=0)
    return clock in [reading.at.time() for reading in (when, *when.alternatives)]


def named(there: Sequence[Scheduled], name: str) -> list[Scheduled]:
    """Those whose label has the name in it, or the other way round; all for an empty name."""
    folded = name.casefold().strip()
    return [
        each
        for each in there
        if not folded
        or folded in each.label.casefold()
        or (each.label and each.label.casefold() in folded)
    ]


def _chosen(said: str, there: Sequence[Scheduled]) -> list[Scheduled]:
    """What the choice stands for that was the answer."""
    ids = said.split() if _CHOSEN.fullmatch(said) else []
    return [each for each in there if f"#{each.id}" in ids]


def _without(there: Sequence[Scheduled], spared: Sequence[Scheduled]) -> list[Scheduled]:
    """The others; nothing where none is spared."""
    return [each for each in there if each not in spared] if spared else []


def _key(each: Sequence[Scheduled]) -> str:
    return " ".join(f"#{one.id}" for one in each)
