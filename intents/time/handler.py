"""The time here and elsewhere, the sun, dates, weekdays, and how many days are left."""

from .clocks import now
from .days import date_of, weekday_of
from .difference import difference
from .sunlight import sun
from .until import days_until

__all__ = ["date_of", "days_until", "difference", "now", "sun", "weekday_of"]
