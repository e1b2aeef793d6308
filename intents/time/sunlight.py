"""When the sun rises and sets, in words."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply
from assistant.plugins.naming import listed
from assistant.values.cities import City
from assistant.values.dates import Day
from assistant.values.saying import clock, short

from .places import time_in, zone
from .sun import FIRST_YEAR, LAST_YEAR, Daylight, daylight
from .sun_words import in_english, in_korean, on
from .words import weekday

MOST = 7  # days, in one place or together in several, that are told at once
SEARCHED = 200  # days; no polar night or day is longer


def sun(
    ctx: Context, event: tuple[str, ...] = (), city: City | None = None, date: Day | None = None
) -> Reply:
    """When it rises or sets in each city on each day; both where no event is said, or both are."""
    home = city or ctx.home
    if home is None:
        return ctx.ask("city", ctx.say("In which city?", "어느 도시에서요?"))
    places = dict.fromkeys(each.value for each in ctx.entities if isinstance(each.value, City))
    days = [each.value for each in ctx.entities if isinstance(each.value, Day)]
    asked = list(product(places or [home], days or [date]))
    if len(asked) > MOST:
        much = ctx.say(
            "That is too much at once: ask for fewer cities or days.",
            "한 번에 너무 많아요. 도시나 날을 나눠서 물어봐 주세요.",
        )
        return Reply(much)
    told = [_told(ctx, place, event, day) for place, day in asked]
    return Reply("\n\n".join(told) if "\n" in "".join(told) else listed(told))


def _told(ctx: Context, place: City, event: tuple[str, ...], date: Day | None) -> str:
    now = time_in(place, ctx.now)
    first = last = now.date()
    if date and not date.start == date.end == ctx.now.date():  # "today" is what it is there
        first, last = date.start, date.end
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        return ctx.say(
            f"I only know when the sun rises and sets from {FIRST_YEAR} to {LAST_YEAR}.",
            f"해가 뜨고 지는 시각은 {FIRST_YEAR}년부터 {LAST_YEAR}년까지만 알아요.",
        )
    if first < last:
        return _table(ctx, place, first, min(last, first + timedelta(days=MOST - 1)))
    light = _light(place, first)
    if light.rise and light.set:  # where it only does one of them, that is told
        light = replace(
            light,
            rise=None if set(event) == {"sunset"} else light.rise,
            set=None if set(event) == {"sunrise"} else light.set,
        )
    if light.rise is None and light.set is None:
        return _never(ctx, place, first, now.date(), up=light.up_at_noon)
    tell = in_korean if ctx.language == "ko" else in_english
    return tell(place, first, now, light)


def _never(ctx: Context, place: City, day: date, today: date, *, up: bool) -> str:
    """That it does not cross the horizon on that day, and when it will again."""
    name, language = place.name_in(ctx.language), ctx.language
    again = _next(place, day, up=up)
    when = short(again, today, language) if again else ""
    on_day, topic = on(day, today, language), with_particle(name, "은", "는")
    if up:
        next_time = ctx.say(f" It sets again on {when}.", f" {when}에 다시 져요.") if when else ""
        return ctx.say(
            f"{on_day} in {name} the sun does not set: it is up all day and all night.{next_time}",
            f"{on_day} {topic} 백야예요. 해가 하루 종일 지지 않아요.{next_time}",
        )
    next_time = ctx.say(f" It rises again on {when}.", f" {when}에 다시 떠요.") if when else ""
    return ctx.say(
        f"{on_day} in {name} the sun does not rise: it is polar night.{next_time}",
        f"{on_day} {topic} 극야예요. 해가 하루 종일 뜨지 않아요.{next_time}",
    )


def _next(place: City, day: date, *, up: bool) -> date | None:
    """The next day on which it sets, where it is up, or else rises."""
    for ahead in range(1, SEARCHED):
        later = day + timedelta(days=ahead)
        if later.year > LAST_YEAR:
            return None
        light = _light(place, later)
        if crossing := light.set if up else light.rise:
            return crossing.date()
    return None


def _table(ctx: Context, place: City, first: date, last: date) -> str:
    name = place.name_in(ctx.language)
    lines = [
        ctx.say(f"The sun in {name}:", f"{name}의 해 뜨는 시각과 지는 시각이에요."),
        "",
        ctx.say("| Day | Sunrise | Sunset |", "| 날 | 해돋이 | 해넘이 |"),
        "| --- | --- | --- |",
    ]
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        light = _light(place, day)
        label = ctx.say(
            f"{weekday(day, 'en')[:3]} {day.day}", f"{day.day}일 ({weekday(day, 'ko')[0]})"
        )
        none = ctx.say("all day", "종일") if light.up_at_noon else "–"
        cells = [clock(at, ctx.language) if at else none for at in (light.rise, light.set)]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _light(place: City, day: date) -> Daylight:
    """On the clocks of that place, to the minute. Raises AssistantError as `zone` does."""
    there = zone(place)
    light = daylight(day, place.latitude, place.longitude, there)
    rise, sets = (
        at and (at + timedelta(seconds=30)).replace(second=0, microsecond=0).astimezone(there)
        for at in (light.rise, light.set)
    )
    return replace(light, rise=rise, set=sets)
