"""What a service says of a place: what is at hand while it is fresh, anew, or the last known."""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from assistant.plugins.api import Context
from assistant.plugins.deadline import within
from assistant.values.cities import City

from .cache import Place, recall, remember
from .provider import OpenMeteo, OpenMeteoAir, Provider, ServiceError

LONGEST_WAIT = 4.0  # seconds

T = TypeVar("T")


@dataclass(frozen=True)
class Found(Generic[T]):
    """An answer, and why it is not a new one where it should be."""

    answer: T
    age: timedelta = timedelta(0)
    trouble: ServiceError | None = None


def forecasts(ctx: Context) -> OpenMeteo:
    url = _url(ctx, "url")
    return OpenMeteo(url) if url else OpenMeteo()


def air_quality(ctx: Context) -> OpenMeteoAir:
    url = _url(ctx, "air_url")
    return OpenMeteoAir(url) if url else OpenMeteoAir()


def deadline(ctx: Context) -> float:
    """The moment of `time.monotonic` until which the service may be waited for."""
    return time.monotonic() + _timeout(ctx)


def look_up(ctx: Context, provider: Provider[T], city: City, until: float) -> Found[T]:
    """What it says of a city. Raises ServiceError when there is nothing, not even something old."""
    # About a kilometre: enough for the weather, and all that the service gets to know.
    place = (provider.name, round(city.latitude, 2), round(city.longitude, 2))
    known = recall(ctx.cache, place)
    old: T | None = None
    if known:
        try:
            old = provider.read(known.answer)
        except ServiceError:
            known = None  # the cache holds what this version cannot read
    if known and old and known.is_fresh(ctx.now):
        return Found(old)
    try:
        return Found(_fetch(ctx, provider, place, until))
    except ServiceError as error:
        if known and old:
            return Found(old, max(ctx.now - known.fetched, timedelta(0)), error)
        raise


def _fetch(ctx: Context, provider: Provider[T], place: Place, until: float) -> T:
    _, latitude, longitude = place
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise ServiceError("unreachable", "too slow")

    def fetch() -> str:
        with ctx.http(timeout=seconds) as http:
            return provider.fetch(http, latitude, longitude, until)

    try:
        answer = within(seconds, fetch, "weather service")
    except TimeoutError as error:
        raise ServiceError("unreachable", "too slow") from error
    found = provider.read(answer)
    remember(ctx.cache, place, answer, ctx.now)
    return found


def _url(ctx: Context, setting: str) -> str:
    url = ctx.config.get(setting)
    return url if isinstance(url, str) else ""


def _timeout(ctx: Context) -> float:
    given = ctx.config.get("timeout")
    if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
        return LONGEST_WAIT
    return float(min(given, LONGEST_WAIT))
