"""The weather of now and of days to come, and whether it will rain."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from assistant.plugins.api import Context, Reply, Slots, Suggestion

from .chance import Chance, chance, is_snow, is_wet
from .lookup import Found, look_up
from .provider import ServiceError
from .question import WEEK, Question, asks_when, read, suggest

NOW_LASTS = timedelta(hours=6)  # what was measured longer ago says nothing about now

Tell = Callable[[Question, Found], str]


def now(ctx: Context, slots: Slots) -> Reply:
    """The weather at this moment, or of the days that the message names."""
    return _answer(ctx, read(ctx, slots), _now)


def forecast(ctx: Context, slots: Slots) -> Reply:
    """The weather of a day or of several; of a week when none is named."""
    return _answer(ctx, read(ctx, slots, WEEK), _days)


def rain(ctx: Context, slots: Slots) -> Reply:
    """Whether it rains or snows: yes or no, how probably, and from when."""
    return _answer(ctx, read(ctx, slots, WEEK if asks_when(ctx.text) else 1), _rain)


def _answer(ctx: Context, question: Question | Reply, tell: Tell) -> Reply:
    if isinstance(question, Reply):
        return question
    words = question.words
    again = Suggestion(words.again(), ctx.text)
    try:
        found = look_up(ctx, question.city)
    except ServiceError as error:
        return Reply(words.trouble(error.reason), (again,))
    text = tell(question, found) if _chances(question, found) else ""
    if found.trouble:
        reason = found.trouble.reason
        last_known = f"{words.last_known(reason, found.age)}\n\n{text}"
        return Reply(last_known if text else words.trouble(reason), (again,))
    if not text:
        return Reply(words.trouble("broken"), (again,))
    return Reply(text, _next(question, tell))


def _now(question: Question, found: Found) -> str:
    if not question.is_today or found.age > NOW_LASTS:
        return _days(question, found)
    today = _chances(question, found)[0]
    return question.words.now(question.place, found.forecast.current, today)


def _days(question: Question, found: Found) -> str:
    chances = _chances(question, found)
    if len(chances) == 1:
        return question.words.day(question.place, chances[0], question.today)
    return question.words.days(question.place, chances, question.today)


def _rain(question: Question, found: Found) -> str:
    words, place, kind = question.words, question.place, question.kind
    chances = _chances(question, found)
    if len(chances) > 1:
        return words.rainy_days(place, kind, chances, question.today, question.plain)
    code = found.forecast.current.code
    if question.is_today and is_wet(code) and not found.trouble:
        return words.falling(place, kind, _falling(chances[0], code, question), question.plain)
    return words.rain(place, kind, chances[0], question.today, question.plain)


def _falling(today: Chance, code: int, question: Question) -> Chance:
    """The chance of today, knowing that something falls at this moment."""
    goes_on = today.start is not None and today.start <= question.now
    return replace(
        today,
        kind="snow" if is_snow(code) else "rain",
        end=today.end if goes_on else question.now + timedelta(hours=1),
    )


def _chances(question: Question, found: Found) -> list[Chance]:
    """The days asked for, as far as the forecast has them; of today, what is left of it."""
    return [
        chance(found.forecast, day, question.now if day.date == question.today else None)
        for day in found.forecast.days
        if question.first <= day.date <= question.last
    ]


def _next(question: Question, tell: Tell) -> tuple[Suggestion, ...]:
    words, city = question.words, question.said
    if question.last > question.first:
        return suggest(words.rain_tomorrow(city))
    if tell is _rain or not question.is_today:
        return suggest(words.week(city))
    return suggest(words.tomorrow(city), words.week(city))
