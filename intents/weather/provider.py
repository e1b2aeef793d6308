"""Where forecasts and the quality of the air come from.

`Provider` is all that a second service would have to be.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from .air import AIR_HORIZON, Air, read_air
from .columns import table
from .forecast import HORIZON, Forecast, read_forecast

if TYPE_CHECKING:
    import httpx

LARGEST = 1_000_000  # bytes of an answer; they have about 25,000

T = TypeVar("T")
Told = TypeVar("Told", covariant=True)
Asked = Mapping[str, str | float]


class ServiceError(Exception):
    """The service gave no answer to go by; `reason` is a key of the words for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason  # "unreachable", "busy", "broken" or "address"
        super().__init__(f"{reason} {detail}".strip())


class Provider(Protocol[Told]):
    """A service. What it answers is kept as it came, so one reader serves both."""

    @property
    def name(self) -> str: ...

    def fetch(self, http: "httpx.Client", latitude: float, longitude: float, until: float) -> str:
        """The service's answer, had before the clock `time.monotonic` shows `until`.

        Raises ServiceError.
        """

    def read(self, answer: str) -> Told:
        """What an answer says. Raises ServiceError for one that says nothing."""


@dataclass(frozen=True)
class OpenMeteo:
    """https://open-meteo.com: free, without a key. Its data are under CC BY 4.0."""

    url: str = "https://api.open-meteo.com/v1/forecast"
    name: str = "open-meteo"

    def fetch(self, http: "httpx.Client", latitude: float, longitude: float, until: float) -> str:
        asked: Asked = {
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
        return _get(http, self.url, asked, until)

    def read(self, answer: str) -> Forecast:
        return _read(answer, read_forecast)


@dataclass(frozen=True)
class OpenMeteoAir:
    """Its air quality: models of the Copernicus Atmosphere Monitoring Service (CAMS)."""

    url: str = "https://air-quality-api.open-meteo.com/v1/air-quality"
    name: str = "open-meteo-air"

    def fetch(self, http: "httpx.Client", latitude: float, longitude: float, until: float) -> str:
        asked: Asked = {
            "latitude": latitude,
            "longitude": longitude,
            "hourly": "pm10,pm2_5,european_aqi,us_aqi",
            "timezone": "auto",
            "forecast_days": AIR_HORIZON,
        }
        return _get(http, self.url, asked, until)

    def read(self, answer: str) -> Air:
        return _read(answer, read_air)


def _get(http: "httpx.Client", url: str, asked: Asked, until: float) -> str:
    import httpx

    try:
        with http.stream("GET", url, params=dict(asked)) as response:
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


def _read(answer: str, reader: Callable[[Mapping[str, object]], T]) -> T:
    try:
        return reader(table(json.loads(answer)))
    # OverflowError: a time at the very end of the calendar.
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise ServiceError("broken", f"{type(error).__name__}: {error}") from error
