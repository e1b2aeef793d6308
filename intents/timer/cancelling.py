"""Which timers are to be stopped: "cancel the 5 and the 10 minute timers"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.plugins.api import Call, Context, Reply, Scheduled
from assistant.plugins.picking import is_chosen, named, pick, pick_others, pick_row
from assistant.plugins.rows import names, segments
from assistant.plugins.sparing import Row, Spared, bare, parted, spared, what_stays
from assistant.values.durations import Duration
from assistant.values.repairs import repairs

from .lengths import lengths
from .words import Words

KIND = "timer"
SAME = timedelta(seconds=2)  # two lengths that differ by less are the same

_GOES_ON = re.compile(r"\b(?:not|keep|need|leave)\b|n['’]t\b", re.I)  # one that is to run on
_NOUN = re.compile(r"\btimers?\b|타이머", re.I)


@dataclass(frozen=True)
class Named:
    """One of the timers that a message names: by its length, its name or both."""

    duration: Duration | None
    label: str

    @property
    def said(self) -> str:
        return self.label or (self.duration.said if self.duration else "")


def cancelled(ctx: Context, label: str, duration: Duration | None) -> Reply:
    """Stop the timers that are meant; one reply and one undo for all."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    kept = None if is_chosen(label) else spared(ctx.text, [each.label for each in there])
    if kept:
        return _all_but(ctx, kept, there)
    row = named_in(ctx)
    if len(row) < 2:
        fitting = [each for each in named(there, label) if has_length(each, duration)]
        question = words.which() if fitting else f"{words.unknown(label)} {words.which()}"
        found = pick(ctx, "label", label, there, fitting, words.choice, question)
        return found if isinstance(found, Reply) else _stopped(ctx, found, words.stopped(found))
    each_fitting = [
        [one for one in named(there, each.label) if has_length(one, each.duration)] for each in row
    ]
    pairs = zip(row, each_fitting, strict=True)
    missing = words.missing([(each.duration, each.label) for each, fitting in pairs if not fitting])
    question = f"{missing} {words.which()}".strip()
    found = pick_row(ctx, "label", label, there, each_fitting, words.choice, question)
    if isinstance(found, Reply):
        return found
    return _stopped(ctx, found, words.stopped_each(found, missing))


def named_in(ctx: Context) -> list[Named]:
    """The timers that the words of a message name, in its order."""
    times = lengths(ctx.text, ctx.now)
    gone = [each.gone for each in repairs(ctx.text, [(one.start, one.end) for one in times])]
    labels = [
        (each.start, each.end)
        for each in ctx.entities
        if each.entity == "label"
        and ctx.text[each.start : each.end] == each.raw
        and all(each.end <= time.start or time.end <= each.start for time in times)
    ]
    parts = segments(ctx.text, [(each.start, each.end) for each in times])
    found = []
    for (start, end), name in zip(parts, names(ctx.text, parts, labels, _NOUN), strict=True):
        if _GOES_ON.search(ctx.text, start, end):
            continue
        within = [
            each.duration
            for each in times
            if start <= each.start and each.end <= end and (each.start, each.end) not in gone
        ]
        marked = any(start < last and first < end for first, last in labels)
        label = name if marked or not within else ""
        found += [Named(each, label) for each in within]
        found += [Named(None, label)] if label and not within else []
    return found


def _all_but(ctx: Context, said: Spared, there: Sequence[Scheduled]) -> Reply:
    """Stop all but the timers that are to go on."""
    words = Words(ctx.language, ctx.now)

    def row(named_so: str) -> Row[Scheduled]:
        return {
            each.said: [one for one in named(there, each.label) if has_length(one, each.duration)]
            for each in _in_words(ctx, named_so)
        }

    found = parted(there, said, row)
    missing = words.missing([(None, each) for each in found.absent])
    stopped = pick_others(ctx, "label", there, found, words.choice, words.which(), missing)
    if isinstance(stopped, Reply):
        return stopped
    below = f"{what_stays(ctx, [words.called(each) for each in found.staying])} {missing}".strip()
    return _stopped(ctx, stopped, words.stopped_each(stopped, below))


def _in_words(ctx: Context, words: str) -> list[Named]:
    """The timers that words name which say nothing else: "the pasta and the 5 minute one"."""
    times = lengths(words, ctx.now)
    found = []
    for start, end in segments(words, [(each.start, each.end) for each in times]):
        within = [each.duration for each in times if start <= each.start and each.end <= end]
        found += [Named(each, "") for each in within] or [Named(None, bare(words[start:end]))]
    return found


def _stopped(ctx: Context, found: Sequence[Scheduled], said: str) -> Reply:
    ids = [each.id for each in found]
    ctx.schedule.cancel(ids)
    return Reply(said, undo=Call("undo_cancel", {"ids": ids}))


def has_length(timer: Scheduled, duration: Duration | None) -> bool:
    """Whether it was set for that long."""
    end = duration.after(timer.created) if duration is not None else timer.at
    return end is not None and abs(end.timestamp() - timer.at.timestamp()) <= SAME.total_seconds()
