"""How the weather is said: what both languages share. Their sentences: english.py, korean.py."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.plugins.api import Context

from .chance import Chance, Kind
from .provider import Current


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
        """A line that sums the days up, and a table."""

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

    # What may be asked next: what is shown, and the message it sends

    @abstractmethod
    def tomorrow(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def week(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def rain_tomorrow(self, place: str) -> tuple[str, str]: ...

    @abstractmethod
    def again(self) -> str: ...

    # Quantities

    def degrees(self, celsius: float) -> str:
        return f"{round(celsius * 9 / 5 + 32)}°F" if self.imperial else f"{round(celsius)}°"

    def amount(self, millimetres: float) -> str:
        if self.imperial:
            return f"{millimetres / 25.4:.1f} in"
        return f"{round(millimetres)} mm"

    def is_felt(self, current: Current) -> bool:
        """Whether it feels notably warmer or colder than it is."""
        return current.feels is not None and abs(current.feels - current.temperature) >= 2

    def amount_to_tell(self, day: Chance) -> str:
        """How much rain, where it is worth a word. What is measured of snow is its water."""
        amount = day.day.amount
        return self.amount(amount) if day.kind == "rain" and amount and amount >= 1 else ""


def percent(probability: float) -> str:
    return f"{round(probability)} %"


def likeliest(days: Sequence[Chance]) -> Chance | None:
    """The day most worth an umbrella; None when all should stay dry."""
    wet = [day for day in days if day.possible]
    return max(wet, key=lambda day: (day.likely, day.probability or 0), default=None)


def wet_days(days: Sequence[Chance], asked: Kind) -> list[Chance]:
    """The days that will be wet; only those with snow, where snow was meant and will fall."""
    likely = [day for day in days if day.likely]
    snowy = [day for day in likely if day.kind == "snow"]
    return snowy if asked == "snow" and snowy else likely


def nearest_hour(moment: datetime) -> int:
    return (moment + timedelta(minutes=30)).hour


def sky(code: int | None) -> tuple[str, str, str]:
    """What a weather code is called, see `SKY`; nothing for one that is not known."""
    return ("", "", "") if code is None else SKY.get(code, ("", "", ""))


def words_for(ctx: Context) -> Words:
    """The sentences in the language and the units of the answer."""
    imperial = ctx.config.get("units") == "imperial"
    if ctx.language == "ko":
        from .korean import Korean

        return Korean(imperial)
    from .english import English

    return English(imperial)


# WMO weather codes as Open-Meteo uses them: in English, in Korean, and the beginning of a Korean
# sentence that goes on with the temperature.
SKY = {
    0: ("clear", "맑음", "맑고"),
    1: ("mostly clear", "대체로 맑음", "대체로 맑고"),
    2: ("partly cloudy", "구름 조금", "구름이 조금 있고"),
    3: ("overcast", "흐림", "흐리고"),
    45: ("fog", "안개", "안개가 끼고"),
    48: ("freezing fog", "어는 안개", "어는 안개가 끼고"),
    51: ("light drizzle", "약한 이슬비", "이슬비가 조금 오고"),
    53: ("drizzle", "이슬비", "이슬비가 오고"),
    55: ("heavy drizzle", "굵은 이슬비", "이슬비가 많이 오고"),
    56: ("light freezing drizzle", "약한 어는 이슬비", "어는 이슬비가 조금 오고"),
    57: ("freezing drizzle", "어는 이슬비", "어는 이슬비가 오고"),
    61: ("light rain", "약한 비", "비가 조금 오고"),
    63: ("rain", "비", "비가 오고"),
    65: ("heavy rain", "강한 비", "비가 많이 오고"),
    66: ("light freezing rain", "약한 어는 비", "어는 비가 조금 오고"),
    67: ("freezing rain", "어는 비", "어는 비가 오고"),
    71: ("light snow", "약한 눈", "눈이 조금 오고"),
    73: ("snow", "눈", "눈이 오고"),
    75: ("heavy snow", "많은 눈", "눈이 많이 오고"),
    77: ("snow grains", "싸락눈", "싸락눈이 오고"),
    80: ("light showers", "약한 소나기", "소나기가 조금 오고"),
    81: ("showers", "소나기", "소나기가 오고"),
    82: ("violent showers", "강한 소나기", "소나기가 세차게 오고"),
    85: ("light snow showers", "약한 소낙눈", "소낙눈이 조금 오고"),
    86: ("heavy snow showers", "강한 소낙눈", "소낙눈이 많이 오고"),
    95: ("thunderstorms", "뇌우", "천둥 번개가 치고"),
    96: ("thunderstorms with hail", "우박과 뇌우", "천둥 번개와 함께 우박이 떨어지고"),
    99: ("thunderstorms with heavy hail", "강한 우박과 뇌우", "천둥 번개와 함께 우박이 쏟아지고"),
}
