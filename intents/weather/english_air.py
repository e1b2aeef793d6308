"""The quality of the air, in English: by the index of Europe there, elsewhere by the one of the
United States."""

from collections.abc import Sequence
from datetime import date

from assistant.values.cities import City
from assistant.values.saying import capital

from .air import AMERICAN, COARSE, EUROPEAN, FINE, AirHour
from .english_days import hour, on
from .words import Words

GRADES = {
    AMERICAN: (
        *("good", "moderate", "unhealthy for sensitive people", "unhealthy", "very unhealthy"),
        "hazardous",
    ),
    EUROPEAN: ("good", "fair", "moderate", "poor", "very poor", "extremely poor"),
}
NAMES = {AMERICAN: "US AQI", EUROPEAN: "European AQI", FINE: "PM2.5", COARSE: "PM10"}
ADVICE = {2: " Take it easy outdoors if you are sensitive."}  # by grade
WORSE = " Better stay in and keep the windows shut."


class EnglishAir(Words):
    def air_scales(self, city: City) -> tuple[str, ...]:
        return (EUROPEAN,) if city.timezone.startswith("Europe/") else (AMERICAN,)

    def air_now(self, place: str, now: AirHour, scales: tuple[str, ...]) -> str:
        said = _said(now, scales)
        air = f"The air in {place} is {said} right now" if said else f"The air in {place} right now"
        return f"{air}: {_figures(now, scales)} at {now.time:%H:%M}.{_advice(now, scales)}"

    def air_day(self, place: str, worst: AirHour, scales: tuple[str, ...], today: date) -> str:
        said = _said(worst, scales)
        air = f"the air should be {said} at worst" if said else "the air at worst"
        return (
            f"{capital(on(worst.time.date(), today))} in {place} {air}: "
            f"{_figures(worst, scales)} at about {hour(worst.time)}.{_advice(worst, scales)}"
        )

    def air_days(
        self, place: str, worst: Sequence[AirHour], scales: tuple[str, ...], today: date
    ) -> str:
        lines = [
            f"- {capital(on(each.time.date(), today).removeprefix('on '))}: "
            f"{_said(each, scales) or 'no index'} at worst, {_figures(each, scales)}"
            for each in worst
        ]
        return "\n".join([f"The air in {place}:", "", *lines])

    def air_tomorrow(self, place: str) -> tuple[str, str]:
        return "The air tomorrow", f"air quality in {place} tomorrow"


def _said(hour: AirHour, scales: tuple[str, ...]) -> str:
    """The grade in words; "" where the index is missing."""
    (scale,) = scales
    grade = hour.grade(scale)
    return "" if grade is None else GRADES[scale][grade]


def _figures(hour: AirHour, scales: tuple[str, ...]) -> str:
    """US AQI 72, PM2.5 23, PM10 41 µg/m³."""
    shown = [
        f"{NAMES[key]} {round(hour.figures[key])}"
        for key in (*scales, FINE, COARSE)
        if key in hour.figures
    ]
    return ", ".join(shown) + " µg/m³"


def _advice(hour: AirHour, scales: tuple[str, ...]) -> str:
    grade = hour.worst(*scales) or 0
    return WORSE if grade > 2 else ADVICE.get(grade, "")
