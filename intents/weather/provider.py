"""Where forecasts come from: °C, km/h, mm and %; times are the place's own, without a zone.

`Provider` is all that a second weather service would have to be.
"""

import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import httpx

HORIZON = 16  # days that a forecast covers, today included
LARGEST = 1_000_000  # bytes of an answer; they have about 25,000


@dataclass(frozen=True, slots=True)
class Current:
    temperature: float
    code: int  # WMO weather code
    feels: float | None
    wind: float | None
    humidity: float | None


@dataclass(frozen=True, slots=True)
class Hour:
    start: datetime  # the hour that begins then
    probability: float | None  # of rain or snow
    code: int | None


@dataclass(frozen=True, slots=True)
class Daily:
    date: date
    code: int | None
    low: float
    high: float
    probability: float | None  # services leave it out now and then, above all for late days
    amount: float | None  # of rain or melted snow


@dataclass(frozen=True, slots=True)
class Forecast:
    current: Current
    days: tuple[Daily, ...]
    hours: tuple[Hour, ...]


class ServiceError(Exception):
    """The weather service gave no forecast; `reason` is a key of the words for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason  # "unreachable", "busy", "broken" or "address"
        super().__init__(f"{reason} {detail}".strip())


class Provider(Protocol):
    """A weather service. What it answers is kept as it came, so one reader serves both."""

    @property
    def name(self) -> str: ...

    def fetch(self, http: "httpx.Client", latitude: float, longitude: float, until: float) -> str:
        """The service's answer, had before the clock `time.monotonic` shows `until`.

        Raises ServiceError.
        """

    def read(self, answer: str) -> Forecast:
        """What an answer says. Raises ServiceError for one that is no forecast."""


@dataclass(frozen=True)
class OpenMeteo:
    """https://open-meteo.com: free, without a key. Its data are under CC BY 4.0."""

    url: str = "https://api.open-meteo.com/v1/forecast"
    name: str = "open-meteo"

    def fetch(self, http: "httpx.Client", latitude: float, longitude: float, until: float) -> str:
        import httpx

        asked: dict[str, str | float] = {
            "latitude": latitude,
            "longitude": longitude,
            "current": "temperature_2m,apparent_temperature,weather_code,wind_speed_10m,"
            "relative_humidity_2m",
            "hourly": "precipitation_probability,weather_code",
            "daily": "weather_code,temperature_2m_max,temperature_2m_min,"
            "precipitation_probability_max,precipitation_sum",
            "timezone": "auto",
            "forecast_days": HORIZON,
        }
        try:
            with http.stream("GET", self.url, params=asked) as response:
                if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
                    raise ServiceError("busy")
                if not response.is_success:
                    raise ServiceError("broken", str(response.status_code))
                body = b""
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LARGEST:
                        raise ServiceError("broken", "too long")
                    if time.monotonic() > until:
                        raise ServiceError("unreachable", "too slow")
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
            raise ServiceError("address", str(error)) from error
        except httpx.DecodingError as error:
            raise ServiceError("broken", str(error)) from error
        except httpx.HTTPError as error:
            raise ServiceError("unreachable", str(error)) from error
        return body.decode("utf-8", "replace")

    def read(self, answer: str) -> Forecast:
        try:
            data = _table(json.loads(answer))
            return Forecast(
                _current(_table(data["current"])),
                _days(_table(data["daily"])),
                _hours(_table(data["hourly"])),
            )
        # OverflowError: a time at the very end of the calendar.
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
            raise ServiceError("broken", f"{type(error).__name__}: {error}") from error


def _current(table: Mapping[str, object]) -> Current:
    temperature, code = _number(table["temperature_2m"]), _code(table["weather_code"])
    if temperature is None or code is None:
        raise ValueError("no temperature now")
    return Current(
        temperature,
        code,
        _number(table.get("apparent_temperature")),
        _number(table.get("wind_speed_10m")),
        _number(table.get("relative_humidity_2m")),
    )


def _days(table: Mapping[str, object]) -> tuple[Daily, ...]:
    """The days in order; one without temperatures is left out."""
    count = len(_column(table, "time", None))
    days = []
    for day, code, low, high, probability, amount in zip(
        _column(table, "time", count),
        _column(table, "weather_code", count),
        _column(table, "temperature_2m_min", count),
        _column(table, "temperature_2m_max", count),
        _column(table, "precipitation_probability_max", count),
        _column(table, "precipitation_sum", count),
        strict=True,
    ):
        coldest, warmest = _number(low), _number(high)
        if coldest is not None and warmest is not None:
            when = date.fromisoformat(str(day))
            days.append(
                Daily(when, _code(code), coldest, warmest, _number(probability), _number(amount))
            )
    if not days:
        raise ValueError("no days")
    return tuple(days)


def _hours(table: Mapping[str, object]) -> tuple[Hour, ...]:
    count = len(_column(table, "time", None))
    rows = zip(
        _column(table, "time", count),
        _column(table, "precipitation_probability", count),
        _column(table, "weather_code", count),
        strict=True,
    )
    # A probability is that of the hour before its time.
    return tuple(
        Hour(
            datetime.fromisoformat(str(time)).replace(tzinfo=None) - timedelta(hours=1),
            _number(probability),
            _code(code),
        )
        for time, probability, code in rows
    )


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a table is missing")
    return value


def _column(table: Mapping[str, object], key: str, count: int | None) -> list[object]:
    """A list of `count` values; of nothing but None when only the times were sent."""
    value = table[key] if count is None else table.get(key, [None] * count)
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise TypeError(f"{key} is no list of that length")
    return value


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _code(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)
