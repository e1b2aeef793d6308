"""What time it is in one place when it is a certain time in another."""

import re
from datetime import datetime, timedelta

from assistant.korean import with_particle
from assistant.plugins.api import Context, Reply, Slots
from assistant.values import Spotted, spot
from assistant.values.cities import City
from assistant.values.instants import Instant

from .places import Place, places, zone
from .words import copula, moment

_HERE = re.compile(r"\bhere\b|\bmy time\b|\bfor (?:me|us)\b|여기|우리|이쪽|내\s?시간", re.I)
# A length from now is the same everywhere.
_LENGTH = re.compile(
    r"\b(?:hours?|minutes?|ago)\b|(?:시간|분|초)\s?반?\s?(?:뒤|후|전)|있다가", re.I
)  # fmt: skip
NEAR = timedelta(minutes=1)  # what is no further off is now


def converted(ctx: Context, slots: Slots) -> Reply | None:
    """The time in one place at a time in another; None where no time but now is named."""
    times = [
        each for each in spot("datetime", ctx.text, ctx.now)
        if isinstance(each.value, Instant) and abs(each.value.at - ctx.now) > NEAR
    ]  # fmt: skip
    named = places(ctx, slots)
    if len(times) != 1 or not named:
        return None
    time = times[0]
    assert isinstance(time.value, Instant)
    base = _base(ctx, time, named)
    at = time.value.at
    if base is not None and not time.value.zone and not _LENGTH.search(time.value.said):
        at = at.replace(tzinfo=zone(base.city))
    targets: list[City | None] = [place.city for place in named if place is not base]
    if base is not None and (not targets or _HERE.search(ctx.text)):
        targets.append(None)
    return Reply("\n".join(_said(ctx, at, base and base.city, target) for target in targets))


def _base(ctx: Context, time: Spotted, named: list[Place]) -> Place | None:
    """The place whose time is given: what stands nearest to it. None: here."""
    nearest = min(named, key=lambda place: _apart(place.start, place.end, time))
    here = _HERE.search(ctx.text)
    if here is not None and _apart(*here.span(), time) < _apart(nearest.start, nearest.end, time):
        return None
    return nearest if here is not None or len(named) > 1 else None


def _apart(start: int, end: int, time: Spotted) -> int:
    return max(time.start - end, start - time.end, 0)


def _said(ctx: Context, at: datetime, base: City | None, target: City | None) -> str:
    first, second = (_there(ctx, at, city) for city in (base, target))
    one, other = moment(first, ctx.language), moment(second, ctx.language)
    if ctx.language == "ko":
        where = base.name_in("ko") if base else "여기"
        to = target.name_in("ko") if target else "여기"
        return (
            f"{with_particle(where, '이', '가')} {one}일 때 "
            f"{with_particle(to, '은', '는')} {other}{copula(second)}"
        )
    where = f"in {base.name_in('en')}" if base else "here"
    to = f"in {target.name_in('en')}" if target else "here"
    return f"When it is {one} {where}, it is {other} {to}."


def _there(ctx: Context, at: datetime, city: City | None) -> datetime:
    return at.astimezone(zone(city) if city else ctx.now.tzinfo)
