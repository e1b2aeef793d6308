"""The weather in English."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from .chance import Chance, Kind
from .provider import Current
from .words import Words, likeliest, nearest_hour, percent, sky, wet_days

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
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
        "Mend `url` under `[plugins.weather]` in config.toml.",
    ),
}


class English(Words):
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
        return f"I can see {days} days, until {_date(last)}. Ask me again closer to the day."

    def past(self) -> str:
        return "That day is over, and I only know the weather from today on."

    def trouble(self, reason: str) -> str:
        return " ".join(TROUBLE[reason])

    def last_known(self, reason: str, age: timedelta) -> str:
        return f"{TROUBLE[reason][0]} As of {_age(age)} ago:"

    def now(self, place: str, current: Current, today: Chance | None) -> str:
        weather = sky(current.code)[0]
        temperature = self.degrees(current.temperature)
        first = f"{weather} and {temperature} in {place} right now"
        sentences = [_capital(first) if weather else f"It is {temperature} in {place} right now"]
        if current.feels is not None and self.is_felt(current):
            sentences.append(f"It feels like {self.degrees(current.feels)}")
        air = [f"wind {self._speed(current.wind)}"] if current.wind is not None else []
        if current.humidity is not None:
            air.append(f"humidity {percent(current.humidity)}")
        if air:
            sentences.append(_capital(", ".join(air)))
        if today:
            rest = f"Today {self.degrees(today.day.low)} to {self.degrees(today.day.high)}"
            sentences.append(rest + self._wet(today, f", {today.kind} "))
        return ". ".join(sentences) + "."

    def day(self, place: str, day: Chance, today: date) -> str:
        degrees = f"{self.degrees(day.day.low)} to {self.degrees(day.day.high)}"
        weather = ", ".join(filter(None, [sky(day.day.code)[0], degrees]))
        text = f"{_capital(_on(day.day.date, today))} in {place}: {weather}."
        return text + self._wet(day, f" Chance of {day.kind} ", ".")

    def days(self, place: str, days: Sequence[Chance], today: date) -> str:
        low, high = min(day.day.low for day in days), max(day.day.high for day in days)
        summary = f"{place}: {self.degrees(low)} to {self.degrees(high)}, "
        wettest = likeliest(days)
        if wettest:
            when = _on(wettest.day.date, today)
            summary += f"{wettest.kind} likeliest {when}{self._wet(wettest, ' (', ')')}."
        else:
            summary += "and it should stay dry."
        rows = [
            f"| {_short(day.day.date)} | {sky(day.day.code)[0]} "
            f"| {self.degrees(day.day.low)} to {self.degrees(day.day.high)} "
            f"| {self._wet(day, '')}{' snow' if day.possible and day.kind == 'snow' else ''} |"
            for day in days
        ]
        return "\n".join([summary, "", "| Day | Weather | Degrees | Rain |", *_RULE, *rows])

    def falling(self, place: str, asked: Kind, now: Chance, plain: bool) -> str:
        falls = {"rain": "raining", "snow": "snowing"}[now.kind]
        until = f"until about {_hour(now.end)}" if now.end else "for the rest of the day"
        answer = f"it is {falls} in {place} now, probably {until}."
        return _lead(asked, now.kind, plain, answer) + self._advice(now)

    def rain(self, place: str, asked: Kind, day: Chance, today: date, plain: bool) -> str:
        when = f"{_on(day.day.date, today)} in {place}"
        if not day.possible:
            dry = "it should stay dry" if asked == "rain" else "no snow is expected"
            answer = f"{dry} {when}{self._wet(day, ' (', ')')}."
            return _capital(answer) if plain else f"No, {answer}"
        if not day.likely:
            return f"Probably no {day.kind} {when}, but it is possible{self._wet(day, ': ')}."
        start = f" from about {_hour(day.start)}" if day.start else ""
        figures = [self._wet(day, ""), self.amount_to_tell(day)]
        figures.append(f"high {self.degrees(day.day.high)}")
        answer = f"{day.kind}{start} {when}: {', '.join(filter(None, figures))}."
        return _lead(asked, day.kind, plain, answer) + self._advice(day)

    def rainy_days(
        self, place: str, asked: Kind, days: Sequence[Chance], today: date, plain: bool
    ) -> str:
        likely = wet_days(days, asked)
        best = likeliest(days)
        if not best:
            dry = "it should stay dry" if asked == "rain" else "no snow is expected"
            answer = f"{dry} in {place} {_until(days[-1].day.date, today)}."
            return _capital(answer) if plain else f"No, {answer}"
        listed = ", ".join(
            f"{day.kind} {_on(day.day.date, today)}{self._wet(day, ' (', ')')}"
            for day in likely or [best]
        )
        if not likely:
            return f"Probably not in {place}. Most likely would be {listed}."
        kind: Kind = asked if any(day.kind == asked for day in likely) else likely[0].kind
        return _lead(asked, kind, plain, f"in {place}: {listed}.") + self._advice(likely[0])

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

    def _wet(self, day: Chance, before: str, after: str = "") -> str:
        """The probability, where there is one."""
        return "" if day.probability is None else before + percent(day.probability) + after

    def _advice(self, day: Chance) -> str:
        return " Take an umbrella." if day.kind == "rain" else " Wrap up warm."


_RULE = ("| --- | --- | --- | --- |",)


def _lead(asked: Kind, kind: Kind, plain: bool, answer: str) -> str:
    if asked == "snow" and kind == "rain":
        return f"No snow, but {answer}"
    return _capital(answer) if plain else f"Yes, {answer}"


def _on(day: date, today: date) -> str:
    """today, tomorrow, on Friday, on Friday, 4 December."""
    ahead = (day - today).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    return f"on {WEEKDAYS[day.weekday()]}" if ahead < 7 else f"on {_date(day)}"


def _until(day: date, today: date) -> str:
    on = _on(day, today)
    return f"until {on.removeprefix('on ')}"


def _date(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"


def _short(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def _hour(moment: datetime) -> str:
    hour = nearest_hour(moment)
    if hour in (0, 12):
        return "noon" if hour else "midnight"
    return f"{hour % 12} {'am' if hour < 12 else 'pm'}"


def _age(age: timedelta) -> str:
    minutes = age // timedelta(minutes=1)
    if minutes < 60:
        return _count(max(minutes, 1), "minute")
    return _count(minutes // 60, "hour") if minutes < 48 * 60 else _count(age.days, "day")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
