"""Which of the things that a plugin has scheduled a message is about."""

import re
from collections.abc import Callable, Sequence

from assistant.plugins.api import Context, Reply, Scheduled
from assistant.plugins.matching import place_in

_ALL = "#all"
_EVERY_ONE = re.compile(
    r"\b(?:all|both|everything|every\s+(?:single\s+)?(?:one|timer|alarm|reminder))\b"
    r"|모두|모든|전부|전체|싹|다\s*(?:꺼|끄|취소|지워|지우|삭제|없애|해제|멈춰|그만)",
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
    chosen = [each for each in there if said == f"#{each.id}"]
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


def those(ctx: Context, kind: str, ids: Sequence[int]) -> list[Scheduled]:
    """What has these ids and has still to ring."""
    return [each for each in ctx.schedule.pending(kind) if each.id in ids]


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
