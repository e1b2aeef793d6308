"""The cities that a message names, their time zones, and what is said of one that is not known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.plugins.api import Context, Reply, Slots, Suggestion
from assistant.plugins.plain import plain
from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity
from assistant.values import spot
from assistant.values.cities import City
from assistant.values.repairs import repairs


@dataclass(frozen=True)
class Place:
    """A city that a message names, and where."""

    start: int
    end: int
    city: City


def cities(ctx: Context, slots: Slots) -> tuple[City, ...]:
    """All cities that are named, in their order, each once."""
    return tuple(dict.fromkeys(place.city for place in places(ctx, slots)))


def places(ctx: Context, slots: Slots) -> list[Place]:
    """Where cities are named, in their order.

    Those of the slot, and what stands beside them in the message: "from Seoul to Berlin", where
    nothing but the rules for cities sees the second.
    """
    said = _said(ctx, slots)
    here = [entity for entity in said if ctx.text[entity.start : entity.end] == entity.raw]
    beside = [
        spotted
        for spotted in spot("city", ctx.text, ctx.now)
        if not any(spotted.start < each.end and each.start < spotted.end for each in here)
    ]
    spans = [(each.start, each.end) for each in (*here, *beside)]
    gone = [repair.gone for repair in repairs(ctx.text, spans)]
    found = [
        Place(each.start, each.end, each.value)
        for each in (*said, *beside)
        if isinstance(each.value, City) and (each.start, each.end) not in gone
    ]
    return sorted(found, key=lambda place: (place.start, place.end))


def unknown_names(ctx: Context, slots: Slots) -> tuple[str, ...]:
    """The words that stand where a city should and name none."""
    said = _said(ctx, slots)
    return tuple(entity.raw for entity in said if not isinstance(entity.value, City))


def _said(ctx: Context, slots: Slots) -> list[Entity]:
    return [entity for entity in ctx.entities if entity.entity == "city"] or [
        entity for name, entity in slots.items() if name == "city"
    ]


def time_in(city: City, now: datetime) -> datetime:
    """The moment on the clocks of a city. Raises AssistantError as `zone` does."""
    return now.astimezone(zone(city))


def zone(city: City) -> ZoneInfo:
    """Raises AssistantError for a time zone that this computer does not know."""
    try:
        return ZoneInfo(city.timezone)
    except ZoneInfoNotFoundError as error:
        raise AssistantError(
            f"This computer does not know the time zone {city.timezone}.",
            where=city.name,
            remedy="Install the Python package tzdata.",
        ) from error


def minutes_ahead(there: datetime, here: datetime) -> int:
    """How far the clocks there are ahead of the clocks here."""
    ahead = (there.utcoffset() or timedelta()) - (here.utcoffset() or timedelta())
    return round(ahead.total_seconds() / 60)


def unknown_city(ctx: Context, raw: str) -> Reply:
    """That there is no such city, and the question for another."""
    here = Suggestion(
        ctx.say("What time is it here?", "여기는 지금 몇 시야?"),
        ctx.say("what time is it", "지금 몇 시야?"),
    )
    text = ctx.say(
        f"I don't know a city called “{plain(raw, 40)}”.", f"“{plain(raw, 40)}”라는 도시는 몰라요."
    )
    return Reply(text, (here,), asks="city")
