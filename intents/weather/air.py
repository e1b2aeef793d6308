"""The quality of the air by the hour, and how good that is.

Dust is in µg/m³. The grades are those that people of a language know: in Korean the four of the
Ministry of Environment (PM10 and PM2.5, in force since March 27, 2018; the worse one counts), else
the European index in Europe and the one of the United States elsewhere.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .columns import column, number, table

AIR_HORIZON = 5  # days, today included
FINE, COARSE = "pm2_5", "pm10"
EUROPEAN, AMERICAN = "european_aqi", "us_aqi"
# The last figure of each grade but the worst.
LIMITS = {
    COARSE: (30, 80, 150),
    FINE: (15, 35, 75),
    EUROPEAN: (20, 40, 60, 80, 100),
    AMERICAN: (50, 100, 150, 200, 300),
}


@dataclass(frozen=True, slots=True)
class AirHour:
    """What the air is like at an hour; a figure that the service lacks is left out."""

    time: datetime  # the place's own, without a zone
    figures: Mapping[str, float]  # by its key in LIMITS

    def grade(self, scale: str) -> int | None:
        """From 0, which is good; None without the figure."""
        figure = self.figures.get(scale)
        return None if figure is None else bisect_left(LIMITS[scale], round(figure))

    def worst(self, *scales: str) -> int | None:
        """The worst grade on these scales, as far as there are figures."""
        return max(
            (grade for each in scales if (grade := self.grade(each)) is not None), default=None
        )

    def severity(self, *scales: str) -> tuple[int, float]:
        """To compare hours by: the grade, and within it the first scale's figure."""
        grade = self.worst(*scales)
        return -1 if grade is None else grade, self.figures.get(scales[0], 0.0)


@dataclass(frozen=True, slots=True)
class Air:
    hours: tuple[AirHour, ...]

    def at(self, now: datetime) -> AirHour | None:
        """The hour that `now` is in, or one a little earlier where it lacks figures."""
        past = [h for h in self.hours if timedelta(0) <= now - h.time < timedelta(hours=3)]
        return past[-1] if past else None

    def on(self, day: date, since: datetime | None = None) -> tuple[AirHour, ...]:
        """The hours of a day, or what is left of them."""
        return tuple(
            h for h in self.hours
            if h.time.date() == day and (since is None or h.time + timedelta(hours=1) > since)
        )  # fmt: skip


def read_air(data: Mapping[str, object]) -> Air:
    """Raises ValueError, KeyError, TypeError or OverflowError for what is none."""
    hourly = table(data["hourly"])
    times = column(hourly, "time", None)
    rows = zip(*(column(hourly, key, len(times)) for key in LIMITS), strict=True)
    hours = []
    for time, row in zip(times, rows, strict=True):
        known = {
            key: n
            for key, value in zip(LIMITS, row, strict=True)
            if (n := number(value)) is not None
        }
        if COARSE in known or FINE in known:
            hours.append(AirHour(datetime.fromisoformat(str(time)).replace(tzinfo=None), known))
    if not hours:
        raise ValueError("no hours")
    return Air(tuple(hours))
