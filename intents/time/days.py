"""The date and the weekday of a day."""

import re
from collections.abc import Callable
from datetime import timedelta

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Slots, Suggestion
from assistant.plugins.naming import listed
from assistant.plugins.plain import plain
from assistant.understanding.understanding import Entity
from assistant.values import resolve
from assistant.values.dates import Day
from assistant.values.saying import NEAR, figures, short

from .words import as_said, long, weekday

MOST = 7  # days that are told at once
_WAS = re.compile(r"\b(?:was|fell|did)\b|(?:이었|였)(?!으면|다면)", re.I)
# "I was wondering", "did you know", "if it was": said of something else than the day.
_ELSEWHERE = re.compile(r"\b(?:i|we) was\b|\bdid(?:n't| not)? (?:you|i|we)\b|\bif\b.*", re.I)
_TO_COME = re.compile(r"\b(?:next|this|coming|in|from)\b|다음|이번|담|오는|뒤|후", re.I)
_BACK = (1, 7, 31, 62, 400)  # days to look back for the last friday, 3rd, 31st or Easter


def date_of(ctx: Context, slots: Slots) -> Reply:
    """The date of today, or of each day that was named."""
    return _of_each(ctx, slots, _date_of)


def weekday_of(ctx: Context, slots: Slots) -> Reply:
    """Which day of the week a day is, or each of several."""
    return _of_each(ctx, slots, _weekday_of)


def _of_each(ctx: Context, slots: Slots, tell: Callable[[Context, Day], Reply]) -> Reply:
    if "date" not in slots:
        today = ctx.now.date()
        return tell(ctx, Day(today, today, ""))
    return of_each_day(ctx, slots["date"], tell)


def of_each_day(ctx: Context, date: Entity, tell: Callable[[Context, Day], Reply]) -> Reply:
    """What is told of the days in the message, of each a line; of a single one all of it."""
    named = [each for each in ctx.entities if each.entity == "date"] or [date]
    told = [
        tell(ctx, each.value)
        if isinstance(each.value, Day)
        else unknown_date(ctx.language, each.raw)
        for each in named[:MOST]
    ]
    if len(told) == 1:
        return told[0]
    lines = listed([each.text for each in told])
    return Reply(f"{lines}\n\n{_more(ctx)}" if len(named) > MOST else lines)


def _more(ctx: Context) -> str:
    return ctx.say(
        f"I tell {MOST} days at once. Ask me again about the others.",
        f"한 번에 {MOST}일까지 알려 드려요. 나머지는 다시 물어봐 주세요.",
    )


def _date_of(ctx: Context, day: Day) -> Reply:
    today, day = ctx.now.date(), of_the_past(ctx, day)
    if day.start == day.end == today:
        return Reply(_today(ctx))
    said = as_said(day, ctx.language)
    if ctx.language == "ko":
        subject = with_particle(said, "은", "는") + " " if said else ""
        if day.start == day.end:
            return _with_until(ctx, day, f"{subject}{long(day.start, 'ko')}이에요.")
        return Reply(f"{subject}{long(day.start, 'ko')}부터 {long(day.end, 'ko')}까지예요.")
    subject = said or "That"
    if day.start == day.end:
        verb = "was" if day.start < today else "is"
        return _with_until(ctx, day, f"{subject} {verb} {long(day.start, 'en')}.")
    verb = "ran" if day.end < today else "runs"
    return Reply(f"{subject} {verb} from {long(day.start, 'en')} to {long(day.end, 'en')}.")


def _weekday_of(ctx: Context, day: Day) -> Reply:
    if day.start != day.end:
        return _date_of(ctx, day)
    today, day = ctx.now.date(), of_the_past(ctx, day)
    near = NEAR[ctx.language].get((day.start - today).days)
    on = weekday(day.start, ctx.language)
    said, plain = as_said(day, ctx.language), figures(day.start, ctx.language)
    named = bool(said) and not re.search(r"\d", said)
    if ctx.language == "ko":
        subject = near or (f"{said}({short(day.start, today, 'ko')})" if named else plain)
        # The particle follows what is spoken: the word before the bracket.
        particle = with_particle(said if named and not near else subject, "은", "는")[-1]
        past = day.start < today
        return _with_until(ctx, day, f"{subject}{particle} {on}{'이었어요' if past else '이에요'}.")
    verb = "was" if day.start < today else "is"
    if near:
        return Reply(f"{near.capitalize()} {verb} {on}.")
    subject = f"{said}, {plain}," if named else plain
    return _with_until(ctx, day, f"{subject} {verb} a {on}.")


def of_the_past(ctx: Context, day: Day, past: re.Pattern[str] = _WAS) -> Day:
    """The last such day instead of the next, where it is spoken of as past: "what day was the 3rd".

    A day that moves with today, such as tomorrow, stays what it is.
    """
    today, text = ctx.now.date(), _ELSEWHERE.sub("", ctx.text)
    if day.start <= today or _TO_COME.search(day.said) or not past.search(text):
        return day
    ago = [_meant_then(ctx, day, days) for days in _BACK]
    if ago[0] is not None and ago[0].start == day.start - timedelta(days=1):
        return day
    return next((then for then in ago if then is not None and then.end < today), day)


def _meant_then(ctx: Context, day: Day, ago: int) -> Day | None:
    """What the same words would have meant so many days ago."""
    then = resolve("date", day.said, ctx.now - timedelta(days=ago))
    return then if isinstance(then, Day) else None


def _with_until(ctx: Context, day: Day, text: str) -> Reply:
    """The reply, offering the days that are left to a day still to come."""
    if (day.start - ctx.now.date()).days < 2 or not as_said(day, ctx.language):
        return Reply(text)
    if ctx.language == "ko":
        return Reply(text, (Suggestion("며칠 남았어?", f"{day.said}까지 며칠 남았어?"),))
    return Reply(
        text, (Suggestion("How many days until then?", f"how many days until {day.said}"),)
    )


def _today(ctx: Context) -> str:
    if ctx.language == "ko":
        return f"오늘은 {long(ctx.now.date(), 'ko')}이에요."
    return f"Today is {long(ctx.now.date(), 'en')}."


def unknown_date(language: str, raw: str) -> Reply:
    """That the words are no date, and the question for another."""
    if language == "ko":
        return Reply(f"“{plain(raw, 40)}”, 이 날짜는 잘 모르겠어요. 언제인가요?", asks="date")
    return Reply(f"I can't make out the date “{plain(raw, 40)}”. Which day is it?", asks="date")
