"""When the sun rises and sets.

The equations are those of the NOAA Solar Calculator (https://gml.noaa.gov/grad/solcalc), which
come from Jean Meeus, Astronomical Algorithms. Angles are degrees, east and north are positive,
moments are UTC. On land as flat as the sea it is good to a minute, and near to the poles, where the
sun grazes the horizon, to a few.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import acos, asin, cos, degrees, radians, sin, tan

FIRST_YEAR, LAST_YEAR = 1901, 2099  # for which NOAA's tables were made
HORIZON = 90.833  # from the zenith: refraction at the horizon and half of the sun's disc included
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
ROUNDS = 5  # until the position of the sun is that of the moment which it leads to


@dataclass(frozen=True, slots=True)
class Daylight:
    """One day of the sun; where it does not cross the horizon, `rise` and `set` are None."""

    noon: datetime  # when it stands highest
    rise: datetime | None
    set: datetime | None
    up_at_noon: bool


def daylight(day: date, latitude: float, longitude: float, zone: tzinfo) -> Daylight:
    """The day whose noon is the nearest to 12 o'clock there.

    Raises ValueError for a year outside of FIRST_YEAR to LAST_YEAR.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the sun of {day.year} is not known")
    twelve = datetime.combine(day, time(12), zone).astimezone(UTC)
    late = (twelve.hour * 60 + twelve.minute + 4 * longitude) % 1440 - 720  # of the mean sun
    mean_noon = twelve - timedelta(minutes=late)
    noon = mean_noon - _equation_of_time(mean_noon)
    rise, sets = (_crossing(mean_noon, latitude, side) for side in (-1, 1))
    return Daylight(noon, rise, sets, _cos_hour_angle(noon, latitude) < 1)


def _crossing(mean_noon: datetime, latitude: float, side: int) -> datetime | None:
    """When it is at the horizon before (-1) or after (1) noon."""
    moment = mean_noon
    for _ in range(ROUNDS):
        cosine = _cos_hour_angle(moment, latitude)
        if not -1 <= cosine <= 1:
            return None
        away = timedelta(minutes=4 * degrees(acos(cosine)))
        moment = mean_noon - _equation_of_time(moment) + side * away
    return moment


def _cos_hour_angle(moment: datetime, latitude: float) -> float:
    """Of the sun at the horizon: above 1 it stays below, under -1 it stays above."""
    phi, delta = radians(latitude), asin(_sin_declination(moment))
    return cos(radians(HORIZON)) / (cos(phi) * cos(delta)) - tan(phi) * tan(delta)


def _sin_declination(moment: datetime) -> float:
    century = _centuries(moment)
    anomaly = radians(_mean_anomaly(century))
    centre = (
        sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + sin(3 * anomaly) * 0.000289
    )
    apparent = _mean_longitude(century) + centre - 0.00569 - 0.00478 * sin(_node(century))
    return sin(_obliquity(century)) * sin(radians(apparent))


def _equation_of_time(moment: datetime) -> timedelta:
    """How far the sun is ahead of the mean sun."""
    century = _centuries(moment)
    longitude, anomaly = radians(_mean_longitude(century)), radians(_mean_anomaly(century))
    e = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)  # of the earth's orbit
    y = tan(_obliquity(century) / 2) ** 2
    angle = (
        y * sin(2 * longitude)
        - 2 * e * sin(anomaly)
        + 4 * e * y * sin(anomaly) * cos(2 * longitude)
        - y * y * sin(4 * longitude) / 2
        - 1.25 * e * e * sin(2 * anomaly)
    )
    return timedelta(minutes=4 * degrees(angle))


def _centuries(moment: datetime) -> float:
    return (moment - J2000) / timedelta(days=36525)


def _mean_longitude(century: float) -> float:
    return 280.46646 + century * (36000.76983 + 0.0003032 * century)


def _mean_anomaly(century: float) -> float:
    return 357.52911 + century * (35999.05029 - 0.0001537 * century)


def _node(century: float) -> float:
    """Of the moon's orbit, whose pull makes the earth's axis nod: radians."""
    return radians(125.04 - 1934.136 * century)


def _obliquity(century: float) -> float:
    """Of the ecliptic, corrected for nutation: radians."""
    seconds = 21.448 - century * (46.815 + century * (0.00059 - 0.001813 * century))
    return radians(23 + (26 + seconds / 60) / 60 + 0.00256 * cos(_node(century)))
