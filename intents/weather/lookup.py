"""The forecast for a place: the one at hand while it is fresh, a new one, or the last known."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assistant.plugins.api import Context
from assistant.values.cities import City

from .cache import Place, recall, remember
from .provider import Forecast, OpenMeteo, Provider, ServiceError

LONGEST_WAIT = 4.0  # seconds


@dataclass(frozen=True)
class Found:
    """A forecast, and why it is not a new one where it should be."""

    forecast: Forecast
    age: timedelta = timedelta(0)
    trouble: ServiceError | None = None


def look_up(ctx: Context, city: City) -> Found:
    """The forecast for a city. Raises ServiceError when there is none, not even an old one."""
    provider = _provider(ctx)
    # About a kilometre: enough for the weather, and all that the service gets to know.
    place = (provider.name, round(city.latitude, 2), round(city.longitude, 2))
    known = recall(ctx.cache, place)
    old: Forecast | None = None
    if known:
        try:
            old = provider.read(known.answer)
        except ServiceError:
            known = None  # the cache holds what this version cannot read
    if known and old and known.is_fresh(ctx.now):
        return Found(old)
    try:
        return Found(_fetch(ctx, provider, place))
    except ServiceError as error:
        if known and old:
            return Found(old, max(ctx.now - known.fetched, timedelta(0)), error)
        raise


def _fetch(ctx: Context, provider: Provider, place: Place) -> Forecast:
    _, latitude, longitude = place
    seconds = _timeout(ctx)
    until = time.monotonic() + seconds

    def fetch() -> str:
        with ctx.http(timeout=seconds) as http:
            return provider.fetch(http, latitude, longitude, until)

    answer = _within(seconds, fetch)
    forecast = provider.read(answer)
    remember(ctx.cache, place, answer, ctx.now)
    return forecast


def _within(seconds: float, work: Callable[[], str]) -> str:
    """What `work` returns or raises. Raises ServiceError when the time is over.

    httpx limits the wait for each step, not for all of them, and looking up a name not at all:
    without a network that alone may take half a minute. So a thread does it, and is left behind.
    """
    outcome: list[str | BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # raised again below, in the thread that asked
            outcome.append(error)

    thread = threading.Thread(target=run, name="weather service", daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise ServiceError("unreachable", "too slow")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _provider(ctx: Context) -> Provider:
    url = ctx.config.get("url")
    return OpenMeteo(url) if isinstance(url, str) and url else OpenMeteo()


def _timeout(ctx: Context) -> float:
    given = ctx.config.get("timeout")
    if isinstance(given, bool) or not isinstance(given, int | float) or not given > 0:
        return LONGEST_WAIT
    return float(min(given, LONGEST_WAIT))
