"""What a slot's words mean, in both languages.

`kind` is the slot's type: "city", "date", "time", "datetime", "duration", "number", "recurrence";
"choice" for a slot with values of its own; any other kind is the words themselves. What is not
wholly understood has no value. A time or an instant that may be meant otherwise too has
`alternatives`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

Values = Mapping[str, tuple[str, ...]]  # what a slot may be → the wordings of it


MODULES = {
    "city": "cities",
    "date": "dates",
    "time": "times",
    "datetime": "moments",
    "duration": "durations",
    "number": "numbers",
    "recurrence": "recurrences",
}


class Rules(Protocol):
    """What the module of a kind offers."""

    def parse(self, words: str, now: datetime) -> object | None:
        """What all of the words mean; None when any of them is not understood."""

    def spot(self, text: str, now: datetime) -> "tuple[Spotted, ...]":
        """The values standing in a message, in its order."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A value whose words stand in a text."""

    start: int  # characters into the text
    end: int  # exclusive
    value: object


def resolve(kind: str, words: str, now: datetime, values: Values | None = None) -> object | None:
    """The City, Day, Time, Instant, Duration, Recurrence, number, choice of `values` or text that
    `words` mean; None when they are not understood."""
    if values:
        from assistant.values import choices

        return choices.parse(words, values)
    rules = _rules(kind)
    return words if rules is None else rules.parse(words, now)


def spot(kind: str, text: str, now: datetime, values: Values | None = None) -> tuple[Spotted, ...]:
    """The values of that kind standing in `text`, in its order; () for kinds without rules."""
    if values:
        from assistant.values import choices

        return choices.spot(text, values)
    rules = _rules(kind)
    return () if rules is None else rules.spot(text, now)


def _rules(kind: str) -> "Rules | None":
    """The module for a kind, imported when it is first asked for; None for kinds without rules."""
    module = MODULES.get(kind)
    return None if module is None else cast("Rules", import_module(f"assistant.values.{module}"))


def to_json(value: object) -> object:
    """Dates, times, instants and durations in their ISO 8601 form ("2026-11-24/2026-11-30",
    "07:30", "2026-11-26T15:00", "PT1H30M"), a Recurrence as a rule of RFC 5545, a City by
    its English name, else the value itself."""
    if value is None or isinstance(value, str | int | float):
        return value
    from assistant.values.cities import City

    return value.name if isinstance(value, City) else getattr(value, "iso", value)
