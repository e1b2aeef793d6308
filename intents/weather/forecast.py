"""A forecast: °C, km/h, mm and %; times are the place's own, without a zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .columns import code, column, number, table

HORIZON = 16  # days that a forecast covers, today included


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


def read_forecast(data: Mapping[str, object]) -> Forecast:
    """Raises ValueError, KeyError, TypeError or OverflowError for what is no forecast."""
    return Forecast(
        _current(table(data["current"])),
        _days(table(data["daily"])),
        _hours(table(data["hourly"])),
    )


def _current(values: Mapping[str, object]) -> Current:
    temperature, sky = number(values["temperature_2m"]), code(values["weather_code"])
    if temperature is None or sky is None:
        raise ValueError("no temperature now")
    return Current(
        temperature,
        sky,
        number(values.get("apparent_temperature")),
        number(values.get("wind_speed_10m")),
        number(values.get("relative_humidity_2m")),
    )


def _days(values: Mapping[str, object]) -> tuple[Daily, ...]:
    """The days in order; one without temperatures is left out."""
    count = len(column(values, "time", None))
    days = []
    for day, sky, low, high, probability, amount in zip(
        column(values, "time", count),
        column(values, "weather_code", count),
        column(values, "temperature_2m_min", count),
        column(values, "temperature_2m_max", count),
        column(values, "precipitation_probability_max", count),
        column(values, "precipitation_sum", count),
        strict=True,
    ):
        coldest, warmest = number(low), number(high)
        if coldest is not None and warmest is not None:
            when = date.fromisoformat(str(day))
            days.append(
                Daily(when, code(sky), coldest, warmest, number(probability), number(amount))
            )
    if not days:
        raise ValueError("no days")
    return tuple(days)


def _hours(values: Mapping[str, object]) -> tuple[Hour, ...]:
    count = len(column(values, "time", None))
    rows = zip(
        column(values, "time", count),
        column(values, "precipitation_probability", count),
        column(values, "weather_code", count),
        strict=True,
    )
    # A probability is that of the hour before its time.
    return tuple(
        Hour(
            datetime.fromisoformat(str(time)).replace(tzinfo=None) - timedelta(hours=1),
            number(probability),
            code(sky),
        )
        for time, probability, sky in rows
    )
