"""Whether it will rain or snow, in English."""

from collections.abc import Sequence
from datetime import date

from assistant.values.saying import capital

from .chance import Chance, Kind, likeliest, wet_days
from .english_days import hour, on, until
from .figures import wet
from .words import Words


class EnglishRain(Words):
    def falling(self, place: str, asked: Kind, now: Chance, plain: bool) -> str:
        falls = {"rain": "raining", "snow": "snowing"}[now.kind]
        end = f"until about {hour(now.end)}" if now.end else "for the rest of the day"
        answer = f"it is {falls} in {place} now, probably {end}."
        return _lead(asked, now.kind, plain, answer) + _advice(now)

    def rain(self, place: str, asked: Kind, day: Chance, today: date, plain: bool) -> str:
        when = f"{on(day.day.date, today)} in {place}"
        if not day.possible:
            dry = "it should stay dry" if asked == "rain" else "no snow is expected"
            answer = f"{dry} {when}{wet(day, ' (', ')')}."
            return capital(answer) if plain else f"No, {answer}"
        if not day.likely:
            return f"Probably no {day.kind} {when}, but it is possible{wet(day, ': ')}."
        start = f" from about {hour(day.start)}" if day.start else ""
        figures = [wet(day, ""), self.amount_to_tell(day)]
        figures.append(f"high {self.degrees(day.day.high)}")
        answer = f"{day.kind}{start} {when}: {', '.join(filter(None, figures))}."
        return _lead(asked, day.kind, plain, answer) + _advice(day)

    def rainy_days(
        self, place: str, asked: Kind, days: Sequence[Chance], today: date, plain: bool
    ) -> str:
        likely = wet_days(days, asked)
        best = likeliest(days)
        if not best:
            dry = "it should stay dry" if asked == "rain" else "no snow is expected"
            answer = f"{dry} in {place} {until(days[-1].day.date, today)}."
            return capital(answer) if plain else f"No, {answer}"
        listed = ", ".join(
            f"{day.kind} {on(day.day.date, today)}{wet(day, ' (', ')')}" for day in likely or [best]
        )
        if not likely:
            return f"Probably not in {place}. Most likely would be {listed}."
        kind: Kind = asked if any(day.kind == asked for day in likely) else likely[0].kind
        return _lead(asked, kind, plain, f"in {place}: {listed}.") + _advice(likely[0])


def _lead(asked: Kind, kind: Kind, plain: bool, answer: str) -> str:
    if asked == "snow" and kind == "rain":
        return f"No snow, but {answer}"
    return capital(answer) if plain else f"Yes, {answer}"


def _advice(day: Chance) -> str:
    return " Take an umbrella." if day.kind == "rain" else " Wrap up warm."
