"""Which alarms are to be switched off, for good or once: "cancel the alarms at 6 and 7"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.picking import (
    is_chosen,
    named,
    pick,
    pick_others,
    pick_row,
    rings_at,
    those,
)
from assistant.plugins.rows import Span, names, segments
from assistant.plugins.sparing import Row, Spared, bare, parted, spared, what_stays
from assistant.understanding.understanding import Entity
from assistant.values import dates, resolve, spot
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.recurrences import Recurrence

from .moving import KIND
from .words import Words

LONGEST = 3  # words of a time
Time = Instant | Day | Recurrence
When = Time | None

_LASTING = re.compile(
    r"\b(?:from|starting|beginning|since|every|each|daily|forever|permanently|for good|any ?more|"
    r"and all|others?)\b|부터|매일|마다|매주|영영|영원히|완전히|앞으로|계속",
    re.I,
)
_ONCE = re.compile(r"\bskip\b|건너\s?뛰|한\s?번만|이번만|\bjust (?:this )?once\b", re.I)
_WEEKDAY = re.compile(  # without "this" or "next" it is all of what rings on that day
    r"(?:on\s+)?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?:'s)?|[월화수목금토일]요일",
    re.I,
)
_NOUN = re.compile(r"\balarms?\b|알람", re.I)
_LEAD = re.compile(r"the|my|our|ones?|at|for|on", re.I)
_TAIL = re.compile(r"\s*(?:\balarms?\b|알람).*$", re.I | re.S)
_HALF = re.compile(r"\b[ap]\.?m\b|오전|오후|아침|저녁|밤|새벽", re.I)

_HOUR = re.compile(
    r"\b(?:the|my|our)\s+(?P<time>\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?)\s+(?:alarm|one)\b",
    re.I,
)


@dataclass(frozen=True)
class Named:
    """One of the alarms that a message names: by a time, a day, its label or both."""

    when: When
    label: str

    @property
    def said(self) -> str:
        return self.label or (self.when.said if self.when else "")


def cancelled(ctx: Context, when: Entity | None, label: str) -> Reply:
    """Switch off the alarms that are meant; one reply and one undo for all."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    kept = None if is_chosen(label) else spared(ctx.text, [each.label for each in there])
    if kept:
        return _all_but(ctx, kept, there)
    if when is None and not label and (when := _hour_said(ctx)):
        ctx = replace(ctx, entities=(*ctx.entities, when))
    said = _said_when(ctx, when)
    if when is not None and said is None:
        return ctx.ask("when", words.unclear(when.raw))
    row = named_in(ctx)
    if len(row) < 2:
        fitting = [each for each in named(there, label) if _is_meant(ctx, each, said)]
        question = words.which() if fitting else f"{words.unknown()} {words.which()}"
        found = pick(ctx, "label", label, there, fitting, words.choice, question)
        return found if isinstance(found, Reply) else _off(ctx, found, words.off(found), "")
    each_fitting = [
        [one for one in named(there, each.label) if _is_meant(ctx, one, each.when)] for each in row
    ]
    pairs = zip(row, each_fitting, strict=True)
    missing = words.missing([(each.when, each.said) for each, fitting in pairs if not fitting])
    question = f"{missing} {words.which()}".strip()
    if {type(each.when) for each in row} >= {Instant, Day}:  # the 7 of "7 on monday and tuesday"
        each_fitting = [list({one.id: one for fit in each_fitting for one in fit}.values())]
    found = pick_row(ctx, "label", label, there, each_fitting, words.choice, question)
    return found if isinstance(found, Reply) else _off(ctx, found, words.off_each(found), missing)


def named_in(ctx: Context) -> list[Named]:
    """The alarms that the words of a message name, in its order."""
    whens = [each for each in ctx.entities if each.entity == "when" and _stands(ctx, each)]
    labels = [each for each in ctx.entities if each.entity == "label" and _stands(ctx, each)]
    read = {(each.start, each.end): _said_when(ctx, each) for each in whens}
    times = {span: value for span, value in read.items() if value is not None}
    spotted = spot("datetime", ctx.text, ctx.now)
    parts = segments(ctx.text, [*times, *((each.start, each.end) for each in spotted)])
    if times:
        times |= _beside(ctx, parts, times)
    called = names(ctx.text, parts, [(each.start, each.end) for each in labels], _NOUN)
    found = []
    for part, name in zip(parts, called, strict=True):
        within = [value for span, value in sorted(times.items()) if _holds(part, span)]
        name = "" if within and not any(_holds(part, (e.start, e.end)) for e in labels) else name
        found += [Named(value, name) for value in within]
        found += [Named(None, name)] if name and not within else []
    return _of_one_half(ctx, found)


def _all_but(ctx: Context, said: Spared, there: Sequence[Scheduled]) -> Reply:
    """Switch off all but the alarms that are to stay."""
    words = Words(ctx.language, ctx.now)

    def row(named_so: str) -> Row[Scheduled]:
        found: dict[str, Sequence[Scheduled]] = {}
        for each in _in_words(ctx, named_so):
            fitting = [one for one in named(there, each.label) if _is_meant(ctx, one, each.when)]
            if isinstance(each.when, Instant) or len(fitting) < 2:
                found[each.said] = fitting
            else:  # all of what rings on a day
                found |= {f"{each.said} {one.id}": [one] for one in fitting}
        return found

    found = parted(there, said, row)
    missing = words.missing(
        [(each.when, each.said) for each in _in_words(ctx, said.kept) if each.said in found.absent]
    )
    off = pick_others(ctx, "label", there, found, words.choice, words.which(), missing)
    if isinstance(off, Reply):
        return off
    below = f"{what_stays(ctx, [words.choice(each) for each in found.staying])} {missing}"
    return _off(ctx, off, words.off_each(off), below)


def _in_words(ctx: Context, words: str) -> list[Named]:
    """The alarms that words name which say nothing else: "the 6 and the 7 am one"."""
    spotted = spot("datetime", words, ctx.now)
    found = []
    for start, end in segments(words, [(each.start, each.end) for each in spotted]):
        name = bare(words[start:end])
        within = [each.value for each in spotted if _holds((start, end), (each.start, each.end))]
        whole = resolve("datetime", name, ctx.now) or resolve("recurrence", name, ctx.now)
        whens = [each for each in ([whole] if whole else within) if isinstance(each, Time)]
        found += [Named(each, "") for each in whens] or [Named(None, name)]
    return _of_one_half(ctx, found)


def _hour_said(ctx: Context) -> Entity | None:
    """The time that is said right before the noun, where the network saw none: "the 7 alarm"."""
    found = _HOUR.search(ctx.text)
    value = resolve("datetime", found["time"], ctx.now) if found else None
    if found is None or not isinstance(value, Instant):
        return None
    return Entity("when", *found.span("time"), found["time"], value)


def _off(ctx: Context, found: Sequence[Scheduled], said: str, missing: str) -> Reply:
    """Switch them off; of what repeats and is meant for one day, only its next time."""
    words = Words(ctx.language, ctx.now)
    once = [each for each in found if _rings_then_alone(ctx, each)]
    ids = [each.id for each in found if each not in once]
    skipped = [each.id for each in once]
    ctx.schedule.cancel(ids)
    ctx.schedule.skip(skipped)
    passed_over = [[each.id, each.at.isoformat()] for each in once]
    undo = Call("undo_cancel", {"ids": ids, "skipped": passed_over})
    again = {each.id: each for each in those(ctx, KIND, skipped)}
    if once and len(again) == len(once) == len(found):
        said = "\n".join(words.skipped(each, again[each.id]) for each in once)
    apart = "\n\n" if "\n" in said else " "
    return Reply(f"{said}{apart}{missing}".strip(), undo=undo)


def _beside(ctx: Context, parts: Sequence[Span], times: Mapping[Span, Time]) -> dict[Span, Time]:
    """Further times in a row with those that the network saw: "5:30 and the six o'clock alarm"."""
    first = min(times)
    found: dict[Span, Time] = {}
    for start, end in parts:
        if any(_holds((start, end), span) for span in times):
            continue
        words = list(re.finditer(r"\S+", _TAIL.sub("", ctx.text[start:end])))
        begins = range(max(0, len(words) - LONGEST), len(words)) if end <= first[0] else _led(words)
        for each in begins:
            span = (start + words[each].start(), start + words[-1].end())
            value = resolve("datetime", ctx.text[slice(*span)], ctx.now)
            if isinstance(value, Instant | Day):
                found[span] = value
                break
    return found


def _led(words: Sequence[re.Match[str]]) -> range:
    """Where a time may begin that stands first: behind "the" or its like."""
    lead = next((at for at, each in enumerate(words) if not _LEAD.fullmatch(each[0])), len(words))
    return range(lead, min(lead + 1, len(words)))


def _of_one_half(ctx: Context, row: Sequence[Named]) -> list[Named]:
    """The 6 of "6 and 7 am" and the 7시 of 오전 6시, 7시 with the half of the day of the other."""
    korean = ctx.language == "ko"
    half, found = "", []
    for each in row if korean else reversed(row):
        value = each.when
        if isinstance(value, Instant):
            own = _HALF.search(value.said)
            half = own[0] if own else half
            words = f"{half} {value.said}" if korean else f"{value.said} {half}"
            whole = resolve("datetime", words, ctx.now) if half and value.alternatives else None
            each = Named(whole, each.label) if isinstance(whole, Instant) and not own else each
        found.append(each)
    return found if korean else found[::-1]


def _stands(ctx: Context, each: Entity) -> bool:
    return ctx.text[each.start : each.end] == each.raw


def _holds(part: Span, span: Span) -> bool:
    return part[0] <= span[0] and span[1] <= part[1]


def _said_when(ctx: Context, when: Entity | None) -> When:
    """The time, the day or the days ("on mondays") that tell which alarm; None for other words."""
    value = when and when.value
    if isinstance(value, Instant | Day):
        return value
    repeat = resolve("recurrence", when.raw, ctx.now) if when else None
    return repeat if isinstance(repeat, Recurrence) else None


def _is_meant(ctx: Context, alarm: Scheduled, when: When) -> bool:
    if isinstance(when, Recurrence):
        repeat = alarm.repeat and alarm.repeat.begun(alarm.at)
        return repeat is not None and (repeat.unit, repeat.weekdays) == (when.unit, when.weekdays)
    return rings_at(alarm, when) or _is_of_day(ctx, alarm, when)


def _is_of_day(ctx: Context, alarm: Scheduled, when: Instant | Day | None) -> bool:
    """Whether it is "the sunday alarm", also where the next sunday is passed over already."""
    if not isinstance(when, Day) or not _WEEKDAY.fullmatch(when.said.strip()):
        return False
    days = alarm.repeat.weekdays if alarm.repeat and alarm.repeat.unit == "week" else ()
    return days == (when.start.weekday(),) and not _ONCE.search(ctx.text)


def _rings_then_alone(ctx: Context, alarm: Scheduled) -> bool:
    """Whether only the next time of a repeating alarm is meant: "tomorrow's alarm".

    Whoever says "from tomorrow on", "every" or two days means more; "the monday alarm" is all of
    what rings on mondays, and "the alarm this monday" is not.
    """
    repeat = alarm.repeat
    if repeat is None or repeat.unit not in ("day", "week"):
        return False
    days = [each.value for each in dates.spot(ctx.text, ctx.now)]
    if len(days) != 1 or _LASTING.search(ctx.text):
        return False
    (day,) = days
    bare = isinstance(day, Day) and _WEEKDAY.fullmatch(day.said.strip())
    if len(repeat.weekdays) == 1 and bare and not _ONCE.search(ctx.text):
        return False
    return isinstance(day, Day) and day.start == day.end == alarm.at.date()
