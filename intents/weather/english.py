"""The weather in English."""

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.values.saying import capital

from .chance import Chance, likeliest
from .chart import CHARTED, chart
from .english_air import EnglishAir
from .english_days import dated, how_long, on, short, weekday
from .english_rain import EnglishRain
from .figures import percent, wet
from .forecast import Current
from .sky import sky

TROUBLE = {
    "unreachable": (
        "I cannot reach the weather service.",
        "Check the network connection, then ask again.",
    ),
    "busy": (
        "The weather service is turning requests away just now.",
        "Ask again in a few minutes.",
    ),
    "broken": (
        "The weather service sent no forecast that I can read.",
        "Ask again in a few minutes.",
    ),
    "address": (
        "The address of the weather service is not a web address.",
        "Mend `url`, or `air_url` for the air, under `[plugins.weather]` in config.toml.",
    ),
}


class English(EnglishRain, EnglishAir):
    def which_city(self) -> str:
        return (
            "For which city? With a home city I would not have to ask: "
            "Ctrl+P, then “Home city and language”."
        )

    def unknown_city(self, said: str) -> str:
        return f"I know no city called “{said}”. Which city, or how else is it spelled?"

    def unknown_date(self, said: str) -> str:
        return f"I do not know which day “{said}” is. Which one, such as tomorrow or 24 December?"

    def too_far(self, last: date, days: int) -> str:
        return f"I can see {days} days, until {dated(last)}. Ask me again closer to the day."

    def past(self) -> str:
        return "That day is over, and I only know the weather from today on."

    def trouble(self, reason: str) -> str:
        return " ".join(TROUBLE[reason])

    def last_known(self, reason: str, age: timedelta) -> str:
        return f"{TROUBLE[reason][0]} As of {how_long(age)} ago:"

    def now(self, place: str, current: Current, today: Chance | None) -> str:
        weather = sky(current.code)[0]
        temperature = self.degrees(current.temperature)
        first = f"{weather} and {temperature} in {place} right now"
        sentences = [capital(first) if weather else f"It is {temperature} in {place} right now"]
        if current.feels is not None and self.is_felt(current):
            sentences.append(f"It feels like {self.degrees(current.feels)}")
        air = [f"wind {self._speed(current.wind)}"] if current.wind is not None else []
        if current.humidity is not None:
            air.append(f"humidity {percent(current.humidity)}")
        if air:
            sentences.append(capital(", ".join(air)))
        if today:
            rest = f"Today {self.degrees(today.day.low)} to {self.degrees(today.day.high)}"
            sentences.append(rest + wet(today, f", {today.kind} "))
        return ". ".join(sentences) + "."

    def day(self, place: str, day: Chance, today: date) -> str:
        degrees = f"{self.degrees(day.day.low)} to {self.degrees(day.day.high)}"
        weather = ", ".join(filter(None, [sky(day.day.code)[0], degrees]))
        text = f"{capital(on(day.day.date, today))} in {place}: {weather}."
        return text + wet(day, f" Chance of {day.kind} ", ".")

    def days(self, place: str, days: Sequence[Chance], today: date) -> str:
        low, high = min(day.day.low for day in days), max(day.day.high for day in days)
        summary = f"{place}: {self.degrees(low)} to {self.degrees(high)}, "
        wettest = likeliest(days)
        if wettest:
            when = on(wettest.day.date, today)
            summary += f"{wettest.kind} likeliest {when}{wet(wettest, ' (', ')')}."
        else:
            summary += "and it should stay dry."
        return f"{summary}\n\n{self._week(days) if len(days) >= CHARTED else self._table(days)}"

    def _week(self, days: Sequence[Chance]) -> str:
        labels = [f"{weekday(day.day.date)[:3]} {day.day.date.day:>2}" for day in days]
        return chart([self.bar(*pair, " snow") for pair in zip(labels, days, strict=True)], " Rain")

    def _table(self, days: Sequence[Chance]) -> str:
        rows = [
            f"| {short(day.day.date)} | {sky(day.day.code)[0]} "
            f"| {self.degrees(day.day.low)} to {self.degrees(day.day.high)} "
            f"| {self.likelihood(day, ' snow')} |"
            for day in days
        ]
        return "\n".join(["| Day | Weather | Degrees | Rain |", "| --- | --- | --- | --- |", *rows])

    def tomorrow(self, place: str) -> tuple[str, str]:
        return "Tomorrow", f"weather in {place} tomorrow"

    def week(self, place: str) -> tuple[str, str]:
        return "The week ahead", f"week ahead in {place}"

    def rain_tomorrow(self, place: str) -> tuple[str, str]:
        return "Rain tomorrow?", f"will it rain in {place} tomorrow"

    def again(self) -> str:
        return "Try again"

    def _speed(self, kilometres: float) -> str:
        if self.imperial:
            return f"{round(kilometres / 1.609344)} mph"
        return f"{round(kilometres)} km/h"
