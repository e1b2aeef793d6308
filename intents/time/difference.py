"""How far the clocks of a city are ahead of others, at this moment."""

from datetime import datetime

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.naming import listed
from assistant.values.cities import City
from assistant.values.saying import clock

from .places import cities, minutes_ahead, time_in, unknown_city, unknown_names
from .words import copula, moment, than


def difference(ctx: Context, slots: Slots) -> Reply:
    """The difference between two cities; from here, where only one is named."""
    named, unknown = cities(ctx, slots), unknown_names(ctx, slots)
    if unknown and len(named) < 2:
        return unknown_city(ctx, unknown[0])
    if not named:
        return ctx.ask("city", ctx.say("To which city?", "어느 도시와의 시차요?"))
    if len(named) == 1:
        return _from_here(ctx, named[0])
    first, *others = named
    return Reply(listed([_between(ctx, first, other) for other in others]))


def _from_here(ctx: Context, city: City) -> Reply:
    if city == ctx.home:
        asked = ctx.say(
            f"{city.name} is your own city. Which other one?",
            f"{with_particle(city.name_in('ko'), '은', '는')} 지금 계신 도시예요. 다른 도시는요?",
        )
        return ctx.ask("city", asked)
    there = time_in(city, ctx.now)
    minutes, said = minutes_ahead(there, ctx.now), moment(there, ctx.language)
    name = city.name_in(ctx.language)
    topic = with_particle(name, "은", "는")
    if minutes == 0:
        return Reply(
            ctx.say(
                f"None: {name} has the same time as you. It is {said} there, too.",
                f"{topic} 여기와 시차가 없어요. 거기도 지금 {said}{copula(there)}",
            )
        )
    return Reply(
        ctx.say(
            f"{name} is {than(minutes, 'you', 'en')}. It is {said} there.",
            f"{topic} {than(minutes, '여기', 'ko')} 거기는 지금 {said}{copula(there)}",
        )
    )


def _between(ctx: Context, first: City, second: City) -> str:
    one, other = time_in(first, ctx.now), time_in(second, ctx.now)
    minutes = minutes_ahead(one, other)
    name, base = first.name_in(ctx.language), second.name_in(ctx.language)
    said = moment(one, ctx.language)
    if minutes == 0:
        return ctx.say(
            f"{name} and {base} have the same time: {said}.",
            f"{with_particle(name, '과', '와')} {with_particle(base, '은', '는')} 시차가 없어요. "
            f"지금 {said}{copula(one)}",
        )
    there = _also(one, other, ctx.language)
    return ctx.say(
        f"{name} is {than(minutes, base, 'en')}: it is {said} in {name} and {there} in {base}.",
        f"{with_particle(name, '은', '는')} {than(minutes, base, 'ko')} 지금 {name} {said}, "
        f"{base} {there}{copula(other)}",
    )


def _also(one: datetime, other: datetime, language: str) -> str:
    """A second moment, with its day only where that is another."""
    return (clock if one.date() == other.date() else moment)(other, language)
