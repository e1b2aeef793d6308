"""What a slot's words mean, in both languages.

`kind` is the slot's type: "city", "date", "time", "datetime", "duration", "number"; "choice" for a
slot with values of its own; any other kind is the words themselves. What is not wholly understood
has no value. A time or an instant that may be meant otherwise too has `alternatives`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Values = Mapping[str, tuple[str, ...]]  # what a slot may be → the wordings of it


@dataclass(frozen=True, slots=True)
class Spotted:
    """A value whose words stand in a text."""

    start: int  # characters into the text
    end: int  # exclusive
    value: object


def resolve(kind: str, words: str, now: datetime, values: Values | None = None) -> object | None:
    """The City, Day, Time, Instant, Duration, number, choice of `values` or text that `words` mean;
    None when they are not understood."""
    if values:
        from assistant.values import choices

        return choices.parse(words, values)
    if kind == "city":
        from assistant.values import cities

        return next(iter(cities.find(words)), None)
    if kind == "date":
        from assistant.values import dates

        return dates.parse(words, now)
    if kind == "time":
        from assistant.values import times

        return times.parse(words, now)
    if kind == "datetime":
        from assistant.values import instants

        return instants.parse(words, now)
    if kind == "duration":
        from assistant.values import durations

        return durations.parse(words, now)
    if kind == "number":
        from assistant.values import numbers

        return numbers.parse(words, now)
    return words


def spot(kind: str, text: str, now: datetime, values: Values | None = None) -> tuple[Spotted, ...]:
    """The values of that kind standing in `text`, in its order; () for kinds without rules."""
    if values:
        from assistant.values import choices

        return choices.spot(text, values)
    if kind == "city":
        from assistant.values import cities

        return cities.spot(text)
    if kind == "date":
        from assistant.values import dates

        return dates.spot(text, now)
    if kind == "time":
        from assistant.values import times

        return times.spot(text, now)
    if kind == "datetime":
        from assistant.values import instants

        return instants.spot(text, now)
    if kind == "duration":
        from assistant.values import durations

        return durations.spot(text, now)
    if kind == "number":
        from assistant.values import numbers

        return numbers.spot(text, now)
    return ()


def to_json(value: object) -> object:
    """Dates, times, instants and durations in their ISO 8601 form ("2026-11-24/2026-11-30",
    "07:30", "2026-11-26T15:00", "PT1H30M"), a City by its English name, else the value itself."""
    if value is None or isinstance(value, str | int | float):
        return value
    from assistant.values.cities import City

    return value.name if isinstance(value, City) else getattr(value, "iso", value)
