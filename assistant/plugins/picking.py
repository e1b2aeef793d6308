"""Which of the things that a plugin has scheduled a message is about."""

import re
from collections.abc import Callable, Sequence

from assistant.plugins.api import Context, Reply, Scheduled
from assistant.plugins.matching import place_in
from assistant.plugins.rows import is_choice, ways
from assistant.plugins.sparing import Parted
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

_CANCELS = re.compile(
    r"^(?:please\s+|can you\s+|could you\s+)?"
    r"(?:cancel|skip|stop|delete|remove|(?:turn|switch)\s+off)\b"
    r"|(?:알람|타이머)(?:들)?(?:을|를|은|는|도)?\s*(?:다\s*|모두\s*|전부\s*|좀\s*)?"
    r"(?:꺼|끄|취소|지워|지우|삭제|없애|해제|멈춰|건너\s?뛰)",
    re.I,
)
_SETS = re.compile(r"\b(?:set|make|add|start|wake)\b|맞춰|맞추|설정|깨워", re.I)
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
    if is_choice(ctx.text):
        return pick(ctx, slot, said, there, every, words, question)
    if all(len(fitting) == 1 for fitting in found) or _EVERY_ONE.search(ctx.text):
        return every
    choices = {_key(each): ", ".join(map(words, each)) for each in ways(found, CHOICES)}
    choices[_key(every)] = ctx.say(en="All of these", ko="모두")
    return ctx.ask(slot, question, choices)


def pick_others(
    ctx: Context,
    slot: str,
    there: Sequence[Scheduled],
    found: Parted[Scheduled],
    words: Callable[[Scheduled], str],
    question: str,
    missing: str,
) -> Sequence[Scheduled] | Reply:
    """Those that go where a message says what stays; the Reply asks what that is in doubt."""
    if not found.staying:
        return pick(ctx, slot, "", there, (), words, f"{missing} {question}".strip())
    if not found.going:
        return Reply(
            f"{ctx.say(en='There is no other.', ko='그 밖에는 없어요.')} {missing}".strip()
        )
    if not found.in_doubt:
        return found.going
    every = (*found.going, *found.staying)
    choices = {
        _key([each for each in every if each not in way]): ", ".join(map(words, way))
        for way in ways(found.kept, CHOICES)
    }
    choices[_key(found.going)] = ctx.say(en="All of these", ko="모두")
    which = ctx.say(en="Which shall stay?", ko="어느 것을 남길까요?")
    return ctx.ask(slot, f"{missing} {which}".strip(), choices)


def cancels(text: str) -> bool:
    """Whether a message that sounds like setting an alarm or a timer is to cancel one."""
    return _CANCELS.search(text) is not None and not _SETS.search(text)


def is_chosen(said: str) -> bool:
    """Whether it is a choice of the last question."""
    return said == _ALL or _CHOSEN.fullmatch(said) is not None


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


def _key(each: Sequence[Scheduled]) -> str:
    return " ".join(f"#{one.id}" for one in each)
