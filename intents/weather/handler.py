"""The weather of now and of days to come, whether it will rain, and how good the air is."""

from dataclasses import replace
from datetime import timedelta

from assistant.plugins.api import Context, Reply, Slots, Suggestion

from .air import AIR_HORIZON, Air, AirHour
from .answering import answer
from .chance import Chance, chance, is_snow, is_wet
from .forecast import Forecast
from .lookup import Found, air_quality, forecasts
from .question import WEEK, Question, asks_when, read, suggest

NOW_LASTS = timedelta(hours=6)  # what was measured longer ago says nothing about now


def now(ctx: Context, slots: Slots) -> Reply:
    """The weather at this moment, or of the days that the message names."""
    return answer(ctx, read(ctx, slots), forecasts(ctx), _now, _next)


def forecast(ctx: Context, slots: Slots) -> Reply:
    """The weather of a day or of several; of a week when none is named."""
    return answer(ctx, read(ctx, slots, WEEK), forecasts(ctx), _days, _next)


def rain(ctx: Context, slots: Slots) -> Reply:
    """Whether it rains or snows: yes or no, how probably, and from when."""
    days = WEEK if asks_when(ctx.text) else 1
    return answer(ctx, read(ctx, slots, days), forecasts(ctx), _rain, _next_of_rain)


def air(ctx: Context, slots: Slots) -> Reply:
    """How good the air is at this moment, or on a day or several."""
    question = read(ctx, slots, horizon=AIR_HORIZON)
    return answer(ctx, question, air_quality(ctx), _air, _next_of_air)


def _now(question: Question, found: Found[Forecast]) -> str:
    if not question.is_today or found.age > NOW_LASTS:
        return _days(question, found)
    chances = _chances(question, found)
    if not chances:
        return ""
    return question.words.now(question.place, found.answer.current, chances[0])


def _days(question: Question, found: Found[Forecast]) -> str:
    chances = _chances(question, found)
    if len(chances) > 1:
        return question.words.days(question.place, chances, question.today)
    return question.words.day(question.place, chances[0], question.today) if chances else ""


def _rain(question: Question, found: Found[Forecast]) -> str:
    words, place, kind = question.words, question.place, question.kind
    chances = _chances(question, found)
    if not chances:
        return ""
    if len(chances) > 1:
        return words.rainy_days(place, kind, chances, question.today, question.plain)
    code = found.answer.current.code
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


def _chances(question: Question, found: Found[Forecast]) -> list[Chance]:
    """The days asked for, as far as the forecast has them; of today, what is left of it."""
    return [
        chance(found.answer, day, question.now if day.date == question.today else None)
        for day in found.answer.days
        if question.first <= day.date <= question.last
    ]


def _air(question: Question, found: Found[Air]) -> str:
    words, place, today = question.words, question.place, question.today
    scales = words.air_scales(question.city)
    if question.is_today:
        hour = found.answer.at(question.now)
        return words.air_now(place, hour, scales) if hour else ""
    worst = _worst_hours(question, found.answer, scales)
    if len(worst) > 1:
        return words.air_days(place, worst, scales, today)
    return words.air_day(place, worst[0], scales, today) if worst else ""


def _worst_hours(question: Question, air: Air, scales: tuple[str, ...]) -> list[AirHour]:
    """The worst hour of each day that was asked for, as far as there are figures."""
    days = (question.last - question.first).days + 1
    hours = [
        air.on(day, question.now if day == question.today else None)
        for day in (question.first + timedelta(days=ahead) for ahead in range(days))
    ]
    return [max(day, key=lambda hour: hour.severity(*scales)) for day in hours if day]


def _next(question: Question) -> tuple[Suggestion, ...]:
    words, city = question.words, question.said
    if question.last > question.first:
        return suggest(words.rain_tomorrow(city))
    if not question.is_today:
        return suggest(words.week(city))
    return suggest(words.tomorrow(city), words.week(city))


def _next_of_rain(question: Question) -> tuple[Suggestion, ...]:
    several = question.last > question.first
    return _next(question) if several else suggest(question.words.week(question.said))


def _next_of_air(question: Question) -> tuple[Suggestion, ...]:
    return suggest(question.words.air_tomorrow(question.said)) if question.is_today else ()
