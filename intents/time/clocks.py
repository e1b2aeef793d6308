"""What time it is: here, in a city, or in several."""

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Slots
from assistant.plugins.plain import plain
from assistant.values.cities import City

from .converting import converted
from .places import cities, minutes_ahead, time_in, unknown_city, unknown_names
from .words import beside, copula, moment, than

MOST = 10  # cities that are told at once


def now(ctx: Context, slots: Slots) -> Reply:
    """What time it is, here or in the cities that are named."""
    if "city" not in slots:
        return _here(ctx)
    if (other := converted(ctx, slots)) is not None:
        return other
    named, unknown = cities(ctx, slots), unknown_names(ctx, slots)
    if not named:
        return unknown_city(ctx, unknown[0])
    if len(named) == 1 and not unknown:
        return _in_city(ctx, named[0])
    return _in_cities(ctx, named, unknown)


def _here(ctx: Context) -> Reply:
    said = moment(ctx.now, ctx.language)
    return Reply(ctx.say(f"It is {said}.", f"지금은 {said}{copula(ctx.now)}"))


def _in_city(ctx: Context, city: City) -> Reply:
    there = time_in(city, ctx.now)
    said, name = moment(there, ctx.language), city.name_in(ctx.language)
    minutes = minutes_ahead(there, ctx.now)
    if minutes == 0:
        apart = ctx.say("the same time as where you are", "여기와 같은 시간이에요.")
    else:
        apart = than(minutes, ctx.say("you", "여기"), ctx.language)
    return Reply(
        ctx.say(
            f"It is {said} in {name}, {apart}.",
            f"{with_particle(name, '은', '는')} 지금 {said}{copula(there)} {apart}",
        )
    )


def _in_cities(ctx: Context, named: tuple[City, ...], unknown: tuple[str, ...]) -> Reply:
    lines = []
    for city in named[:MOST]:
        there = time_in(city, ctx.now)
        apart = beside(minutes_ahead(there, ctx.now), ctx.language)
        lines.append(f"- {city.name_in(ctx.language)}: {moment(there, ctx.language)} {apart}")
    left = len(named) - MOST
    if left > 0:
        more = ctx.say(
            f"I tell {MOST} at once. Ask me again about the other {left}.",
            f"한 번에 {MOST}곳까지 알려 드려요. 나머지 {left}곳은 다시 물어봐 주세요.",
        )
        lines += ["", more]
    if unknown:
        names = ", ".join(f"“{plain(raw, 40)}”" for raw in unknown)
        lines += ["", ctx.say(f"I don't know {names}.", f"{names}, 이 도시는 몰라요.")]
    return Reply("\n".join(lines))
