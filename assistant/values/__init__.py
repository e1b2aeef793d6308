"""What a slot's words mean: dates and cities, in both languages.

`kind` is the slot's type: "city", "date"; any other kind is the words themselves.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Spotted:
    """A value whose words stand in a text."""

    start: int  # characters into the text
    end: int  # exclusive
    value: object


def resolve(kind: str, words: str, now: datetime) -> object | None:
    """The City, Day or text that `words` mean; None when they are not understood."""
    if kind == "city":
        from assistant.values import cities

        return next(iter(cities.find(words)), None)
    if kind == "date":
        from assistant.values import dates

        return dates.parse(words, now)
    return words


def spot(kind: str, text: str, now: datetime) -> tuple[Spotted, ...]:
    """The values of that kind standing in `text`, in its order; () for kinds without rules."""
    if kind == "city":
        from assistant.values import cities

        return cities.spot(text)
    if kind == "date":
        from assistant.values import dates

        return dates.spot(text, now)
    return ()


def to_json(value: object) -> object:
    """Day → "2026-11-24" or "2026-11-24/2026-11-30", City → its English name, else as it is."""
    from assistant.values.cities import City
    from assistant.values.dates import Day

    if isinstance(value, Day):
        first, last = value.start.isoformat(), value.end.isoformat()
        return first if first == last else f"{first}/{last}"
    return value.name if isinstance(value, City) else value
