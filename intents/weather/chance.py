"""Whether a day will be wet, with what, and from when: judged from a forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from .forecast import Daily, Forecast, Hour

LIKELY = 50  # %, from which it is "yes"
POSSIBLE = 30  # %, from which it is "probably not"
WET_DAY = 1.0  # mm, from which a day without a probability counts as wet

Kind = Literal["rain", "snow"]


@dataclass(frozen=True, slots=True)
class Chance:
    """How wet a day, or what is left of it, will be."""

    day: Daily
    kind: Kind
    probability: float | None
    likely: bool
    possible: bool  # true of what is likely, too
    start: datetime | None  # when the first wet hour begins, where the hours tell
    end: datetime | None  # when the wet hours that begin then are over; None: not that day


def is_wet(code: int | None) -> bool:
    """Whether a WMO code stands for anything falling from the sky."""
    return code is not None and 51 <= code <= 99


def is_snow(code: int | None) -> bool:
    return code in (71, 73, 75, 77, 85, 86)


def chance(forecast: Forecast, day: Daily, since: datetime | None = None) -> Chance:
    """The chance of rain or snow on a day, or on what is left of it after `since`."""
    hours = [
        hour
        for hour in forecast.hours
        if hour.start.date() == day.date
        and (since is None or hour.start + timedelta(hours=1) > since)
    ]
    known = [hour.probability for hour in hours if hour.probability is not None]
    probability = max(known) if known else day.probability
    if probability is None:
        likely = is_wet(day.code) and (day.amount is None or day.amount >= WET_DAY)
        possible = likely or is_wet(day.code)
    else:
        likely, possible = probability >= LIKELY, probability >= POSSIBLE
    wet = [hour for hour in hours if _is_wet(hour)]
    first = wet[0] if wet else None
    code = first.code if first and is_wet(first.code) else day.code
    return Chance(
        day,
        "snow" if is_snow(code) else "rain",
        probability,
        likely,
        possible,
        start=first.start if first else None,
        end=_dry_again(hours, first) if first else None,
    )


def likeliest(days: Sequence[Chance]) -> Chance | None:
    """The day most worth an umbrella; None when all should stay dry."""
    wet = [day for day in days if day.possible]
    return max(wet, key=lambda day: (day.likely, day.probability or 0), default=None)


def wet_days(days: Sequence[Chance], asked: Kind) -> list[Chance]:
    """The days that will be wet; only those with snow, where snow was meant and will fall."""
    likely = [day for day in days if day.likely]
    snowy = [day for day in likely if day.kind == "snow"]
    return snowy if asked == "snow" and snowy else likely


def _is_wet(hour: Hour) -> bool:
    if hour.probability is None:
        return is_wet(hour.code)
    return hour.probability >= LIKELY


def _dry_again(hours: list[Hour], first: Hour) -> datetime | None:
    return next((h.start for h in hours if h.start > first.start and not _is_wet(h)), None)
