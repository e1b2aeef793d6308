"""미세먼지: the quality of the air in Korean, by the grades of the Ministry of Environment."""

from collections.abc import Sequence
from datetime import date

from assistant.values.cities import City

from .air import COARSE, FINE, AirHour
from .korean_days import hour, on
from .words import Words

GRADES = ("좋음", "보통", "나쁨", "매우 나쁨")
SAID = ("좋아요", "보통이에요", "나빠요", "매우 나빠요")
NAMES = {FINE: "초미세먼지", COARSE: "미세먼지"}
ADVICE = ("", "", " 나갈 때 마스크 챙기세요.", " 되도록 실내에 계시고, 나갈 때 마스크 챙기세요.")


class KoreanAir(Words):
    def air_scales(self, city: City) -> tuple[str, ...]:
        return (FINE, COARSE)

    def air_now(self, place: str, now: AirHour, scales: tuple[str, ...]) -> str:
        grade = now.worst(*scales) or 0
        return (
            f"지금 {place} 공기는 {SAID[grade]}. "
            f"{hour(now.time)} 기준 {_figures(now)}.{ADVICE[grade]}"
        )

    def air_day(self, place: str, worst: AirHour, scales: tuple[str, ...], today: date) -> str:
        grade = worst.worst(*scales) or 0
        return (
            f"{on(worst.time.date(), today)} {place} 공기는 가장 나쁠 때 {SAID[grade]}. "
            f"{hour(worst.time)}쯤 {_figures(worst)}.{ADVICE[grade]}"
        )

    def air_days(
        self, place: str, worst: Sequence[AirHour], scales: tuple[str, ...], today: date
    ) -> str:
        lines = [f"- {on(each.time.date(), today)}: {_figures(each)}" for each in worst]
        return "\n".join([f"{place} 공기가 가장 나쁠 때예요.", "", *lines])

    def air_tomorrow(self, place: str) -> tuple[str, str]:
        return "내일 미세먼지", f"내일 {place} 미세먼지 어때"


def _figures(hour: AirHour) -> str:
    """초미세먼지 23 ㎍/㎥ (보통), 미세먼지 41 ㎍/㎥ (보통)."""
    return ", ".join(
        f"{name} {round(hour.figures[key])} ㎍/㎥ ({GRADES[grade]})"
        for key, name in NAMES.items()
        if (grade := hour.grade(key)) is not None
    )
