"""Alarms: once or repeating, several at once."""

import re
from collections.abc import Sequence

from assistant.plugins.api import Call, Context, Reply, Scheduled, Suggestion
from assistant.plugins.picking import named, pick, those
from assistant.plugins.plain import one_line
from assistant.values import dates, resolve, spot
from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.moments import meant, row_meant
from assistant.values.recurrences import Recurrence

from .moving import KIND, moved, moves, rings
from .words import Words

_LASTING = re.compile(
    r"\b(?:from|starting|beginning|since|every|each|daily|forever|permanently|for good|any ?more|"
    r"and all|others?)\b|부터|매일|마다|매주|영영|영원히|완전히|앞으로|계속",
    re.I,
)
MORNING = range(4, 12)  # the hours that an alarm means where a time has two readings


def set_alarm(
    ctx: Context,
    when: Instant | Day | None = None,
    repeat: Recurrence | None = None,
    label: str = "",
) -> Reply:
    """Set an alarm and say when it will ring."""
    words = Words(ctx.language, ctx.now)
    if moves(ctx.text):
        return moved(ctx, label)
    if not isinstance(when, Instant):
        return ctx.ask("when", words.what_time())
    at = meant(_on_day_named(ctx, when), ctx.now, repeat, MORNING)
    if at is None:
        return ctx.ask("when", words.passed(when))
    label = one_line(label)
    others = [each for each in ctx.values("when") if isinstance(each, Instant) and each != when]
    times = [at] if repeat else row_meant(at, others, ctx.now, MORNING)
    alarms = [
        ctx.schedule.add(
            time, words.ring(time, label), kind=KIND, label=label,
            repeat=repeat and repeat.begun(time),
        )
        for time in times
    ]  # fmt: skip
    said = words.set(alarms[0]) if len(alarms) == 1 else words.set_several(alarms)
    return Reply(said, undo=Call("undo_set", {"ids": [alarm.id for alarm in alarms]}))


def list_alarms(ctx: Context) -> Reply:
    """Which alarms are set."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    off = Suggestion(
        ctx.say(en="Switch off", ko="끄기"),
        ctx.say(en="cancel the alarm", ko="알람 꺼줘"),
    )
    return Reply(words.listed(there), (off,))


def cancel_alarm(ctx: Context, when: Instant | Day | None = None, label: str = "") -> Reply:
    """Switch one alarm off, or all; ask which where several fit."""
    there, words = ctx.schedule.pending(KIND), Words(ctx.language, ctx.now)
    if not there:
        return Reply(words.none())
    fitting = [each for each in named(there, label) if rings(each, when)]
    question = words.which() if fitting else f"{words.unknown()} {words.which()}"
    found = pick(ctx, "label", label, there, fitting, words.choice, question)
    if isinstance(found, Reply):
        return found
    once = [each for each in found if _rings_then_alone(ctx, each)]
    ids = [each.id for each in found if each not in once]
    skipped = [each.id for each in once]
    ctx.schedule.cancel(ids)
    ctx.schedule.skip(skipped)
    undo = Call("undo_cancel", {"ids": ids, "skipped": skipped})
    if len(once) == len(found) == 1 and (again := those(ctx, KIND, skipped)):
        return Reply(words.skipped(once[0], again[0]), undo=undo)
    return Reply(words.off(found), undo=undo)


def undo_set(ctx: Context, ids: Sequence[int]) -> Reply:
    """Take back that alarms were set."""
    there, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    ctx.schedule.cancel(ids)
    return Reply(words.off(there) if there else words.gone())


def undo_cancel(ctx: Context, ids: Sequence[int], skipped: Sequence[int] = ()) -> Reply:
    """Take back that alarms were switched off, or were to pass over their next time."""
    ctx.schedule.restore(ids)
    ctx.schedule.unskip(skipped)
    ids = [*ids, *skipped]
    back, words = those(ctx, KIND, ids), Words(ctx.language, ctx.now)
    return Reply(words.on_again(back) if back else words.gone())


def undo_move(ctx: Context, old: int, new: int) -> Reply:
    """Take back that an alarm was moved."""
    ctx.schedule.cancel([new])
    ctx.schedule.restore([old])
    back, words = those(ctx, KIND, [old]), Words(ctx.language, ctx.now)
    return Reply(words.on_again(back) if back else words.gone())


def _on_day_named(ctx: Context, when: Instant) -> Instant:
    """The 7 that answers "at what time?" is one of the day that the message named."""
    if when.said in ctx.text:
        return when
    days = [each.value for each in spot("datetime", ctx.text, ctx.now)]
    if len(days) == 1 and isinstance(days[0], Day):
        together = resolve("datetime", f"{days[0].said} {when.said}", ctx.now)
        return together if isinstance(together, Instant) else when
    return when


def _rings_then_alone(ctx: Context, alarm: Scheduled) -> bool:
    """Whether only the next time of a repeating alarm is meant: "tomorrow's alarm".

    Whoever says "from tomorrow on", "every" or two days means more; "the monday alarm" is all of
    what rings on mondays.
    """
    repeat = alarm.repeat
    if repeat is None or repeat.unit not in ("day", "week") or len(repeat.weekdays) == 1:
        return False
    days = [each.value for each in dates.spot(ctx.text, ctx.now)]
    if len(days) != 1 or _LASTING.search(ctx.text):
        return False
    (day,) = days
    return isinstance(day, Day) and day.start == day.end == alarm.at.date()
