"""How the weather is said: what both languages share. Their sentences: english.py, korean.py."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.plugins.api import Context
from assistant.values.cities import City

from .air import AirHour
from .chance import Chance, Kind
from .chart import Bar
from .figures import wet
from .forecast import Current


@dataclass(frozen=True)
class Words(ABC):
    """The sentences of one language. Units are converted here and nowhere else."""

    imperial: bool = False

    # What is wrong, or missing

    @abstractmethod
    def which_city(self) -> str: ...

    @abstractmethod
    def unknown_city(self, said: str) -> str: ...

    @abstractmethod
    def unknown_date(self, said: str) -> str: ...

    @abstractmethod
    def too_far(self, last: date, days: int) -> str: ...

    @abstractmethod
    def past(self) -> str: ...

    @abstractmethod
    def trouble(self, reason: str) -> str:
        """What is wrong with the service, and what to do."""

    @abstractmethod
    def last_known(self, reason: str, age: timedelta) -> str:
        """What is wrong with the service, and how old what follows is."""

    # The weather

    @abstractmethod
    def now(self, place: str, current: Current, today: Chance | None) -> str: ...

    @abstractmethod
    def day(self, place: str, day: Chance, today: date) -> str: ...

    @abstractmethod
    def days(self, place: str, days: Sequence[Chance], today: date) -> str:
        """A line that sums the days up, and a table or a chart."""

    # Rain and snow. `plain`: without yes or no, for a question such as "will it stay dry"

    @abstractmethod
    def falling(self, place: str, asked: Kind, now: Chance, plain: bool) -> str:
        """It rains or snows at this moment."""

    @abstractmethod
    def rain(self, place: str, asked: Kind, day: Chance, today: date, plain: bool) -> str: ...

    @abstractmethod
    def rainy_days(
        self, place: str, asked: Kind, days: Sequence[Chance], today: date, plain: bool
    ) -> str: ...

    # The air

    @abstractmethod
    def air_scales(self, city: City) -> tuple[str, ...]:
        """The scales of air.py that people go by."""

    @abstractmethod
    def air_now(self, place: str, hour: AirHour, scales: tuple[str, ...]) -> str: ...

    @abstractmethod
    def air_day(self, place: str, worst: AirHour, scales: tuple[str, ...], today: date) -> str: ...

    @abstractmethod
    def air_days(
        self, place: str, worst: Sequence[AirHour], scales: tuple[str, ...], today: date
    ) -> str:
        """A line for each day, by its worst hour."""

    # What may be asked next: what is shown, and the message it sends

    @abstractmethod
    def tomorrow(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def week(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def rain_tomorrow(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def air_tomorrow(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def again(self) -> str: ...

    # Quantities

    def degrees(self, celsius: float) -> str:
        return f"{round(celsius * 9 / 5 + 32)}°F" if self.imperial else f"{round(celsius)}°"

    def amount(self, millimetres: float) -> str:
        if self.imperial:
            return f"{millimetres / 25.4:.1f} in"
        return f"{round(millimetres)} mm"

    def likelihood(self, day: Chance, snow: str, width: int = 0) -> str:
        """How probable rain is; `snow` follows where it would be that."""
        if day.probability is None:
            return ""
        return wet(day, "").rjust(width) + (snow if day.possible and day.kind == "snow" else "")

    def bar(self, label: str, day: Chance, snow: str) -> Bar:
        low, high = day.day.low, day.day.high
        ends = (self.degrees(low), self.degrees(high))
        return Bar(label, low, high, ends, self.likelihood(day, snow, width=5))

    def is_felt(self, current: Current) -> bool:
        """Whether it feels notably warmer or colder than it is."""
        return current.feels is not None and abs(current.feels - current.temperature) >= 2

    def amount_to_tell(self, day: Chance) -> str:
        """How much rain, where it is worth a word. What is measured of snow is its water."""
        amount = day.day.amount
        return self.amount(amount) if day.kind == "rain" and amount and amount >= 1 else ""


def words_for(ctx: Context) -> Words:
    """The sentences in the language and the units of the answer."""
    imperial = ctx.config.get("units") == "imperial"
    if ctx.language == "ko":
        from .korean import Korean

        return Korean(imperial)
    from .english import English

    return English(imperial)
