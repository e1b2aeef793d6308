"""How many days are left until a day, or have passed since."""

import re
from datetime import date

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Slots
from assistant.values.dates import Day
from assistant.values.saying import count, figures, short

from .days import of_each_day, of_the_past
from .words import as_said, weekday

RANGE = re.compile(r"\s(?:to|until|till|through|thru|and)\s|[-–~]|부터|에서")
_SINCE = re.compile(r"\b(?:since|ago|passed)\b|지났", re.I)
_UNTIL = re.compile(r"\b(?:un)?till?\b|까지", re.I)


def days_until(ctx: Context, slots: Slots) -> Reply:
    """How many days are left until a day, or have passed since."""
    if "date" not in slots:
        ask = "어느 날까지요?" if ctx.language == "ko" else "Until which day?"
        return Reply(ask, asks="date")
    return of_each_day(ctx, slots["date"], _told)


def _told(ctx: Context, day: Day) -> Reply:
    if day.start != day.end and RANGE.search(day.said):
        return Reply(_length(day, ctx.language))
    if not _UNTIL.search(ctx.text):
        day = of_the_past(ctx, day, _SINCE)
    say = _until_ko if ctx.language == "ko" else _until_en
    return Reply(say(day, ctx.now.date()))


def _until_en(day: Day, today: date) -> str:
    days, name = (day.start - today).days, as_said(day, "en")
    on = f"{weekday(day.start, 'en')}, {short(day.start, today, 'en')}"
    if day.start != day.end:
        name = name or "That"
        if days > 0:
            return f"{name} starts {_in_days(days)}, on {on}."
        if day.end >= today:
            end = f"{weekday(day.end, 'en')}, {short(day.end, today, 'en')}"
            return f"{name} is under way and ends on {end}."
        return f"{name} ended {_days_ago((today - day.end).days)}."
    if not name or re.search(r"\d", name):
        name, on = figures(day.start, "en"), f"a {weekday(day.start, 'en')}"
        link = ", "
    else:
        link = ", on "
    if days == 0:
        return f"{name} is today." if name != "Today" else "That is today."
    if days == 1 or days == -1:
        link = ", "
    if days > 0:
        return (
            f"{name} is {_in_days(days)}{link}{on}." if name != "Tomorrow" else "That is tomorrow."
        )
    return (
        f"{name} was {_days_ago(-days)}{link}{on}."
        if name != "Yesterday"
        else "That was yesterday."
    )


def _until_ko(day: Day, today: date) -> str:
    days = (day.start - today).days
    name = as_said(day, "ko") or short(day.start, today, "ko")
    subject = with_particle(name, "은", "는")
    on = f"{short(day.start, today, 'ko')} {weekday(day.start, 'ko')}"
    if day.start != day.end and days <= 0:
        if day.end < today:
            return f"{subject} {(today - day.end).days:,}일 전에 끝났어요."
        end = f"{short(day.end, today, 'ko')} {weekday(day.end, 'ko')}"
        return f"{subject} 지금이에요. {end}에 끝나요."
    if days == 0:
        return f"{subject} 바로 오늘이에요." if name != "오늘" else "바로 오늘이에요."
    if days < 0:
        return f"{subject} {-days:,}일 전이었어요. {on}이었어요."
    when = f"{on}에 시작해요" if day.start != day.end else f"{on}이에요"
    left = "하루" if days == 1 else f"{days:,}일"
    return f"{name}까지 {left} 남았어요. {when}."


def _length(day: Day, language: str) -> str:
    days = (day.end - day.start).days
    if language == "ko":
        return f"{figures(day.start, 'ko')}부터 {figures(day.end, 'ko')}까지 {days:,}일이에요."
    first, last = figures(day.start, "en"), figures(day.end, "en")
    return f"From {first} to {last} it is {count(days, 'day')}."


def _in_days(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days:,} days"


def _days_ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days:,} days ago"
