"""한국어로 말하는 날씨: the weather in Korean."""

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.korean import with_particle

from .chance import Chance, likeliest
from .chart import CHARTED, chart
from .figures import percent, wet
from .forecast import Current
from .korean_air import KoreanAir
from .korean_days import WEEKDAYS, dated, how_long, on, short
from .korean_rain import FALLS, KoreanRain
from .sky import sky

TROUBLE = {
    "unreachable": (
        "날씨 서비스에 연결할 수 없어요.",
        "네트워크 연결을 확인하고 다시 물어봐 주세요.",
    ),
    "busy": ("날씨 서비스가 지금 요청을 받지 않아요.", "몇 분 뒤에 다시 물어봐 주세요."),
    "broken": ("날씨 서비스가 읽을 수 없는 답을 보냈어요.", "몇 분 뒤에 다시 물어봐 주세요."),
    "address": (
        "날씨 서비스 주소가 올바른 웹 주소가 아니에요.",
        "config.toml의 `[plugins.weather]`에 있는 `url`(대기질은 `air_url`)을 고쳐 주세요.",
    ),
}


class Korean(KoreanRain, KoreanAir):
    def which_city(self) -> str:
        return (
            "어느 도시의 날씨를 알려 드릴까요? 사는 도시를 정해 두면 다시 묻지 않아요 "
            "(Ctrl+P → “사는 도시와 언어”)."
        )

    def unknown_city(self, said: str) -> str:
        return f"“{said}”, 제가 모르는 도시예요. 어느 도시인지 다르게 적어 주시겠어요?"

    def unknown_date(self, said: str) -> str:
        return f"“{said}”, 어느 날인지 모르겠어요. 내일이나 12월 24일처럼 말해 주시겠어요?"

    def too_far(self, last: date, days: int) -> str:
        return f"{days}일치, {dated(last)}까지만 볼 수 있어요. 날이 가까워지면 다시 물어봐 주세요."

    def past(self) -> str:
        return "이미 지난 날이에요. 저는 오늘부터의 날씨만 알아요."

    def trouble(self, reason: str) -> str:
        return " ".join(TROUBLE[reason])

    def last_known(self, reason: str, age: timedelta) -> str:
        return f"{TROUBLE[reason][0]} {how_long(age)} 전에 받은 예보예요."

    def now(self, place: str, current: Current, today: Chance | None) -> str:
        topic = with_particle(place, "은", "는")
        weather = f"{sky(current.code)[2]} {self.degrees(current.temperature)}".strip()
        sentences = [f"{topic} 지금 {weather}예요"]
        air = []
        if current.feels is not None and self.is_felt(current):
            air.append(f"체감 {self.degrees(current.feels)}")
        if current.wind is not None:
            air.append(f"바람 {self._speed(current.wind)}")
        if current.humidity is not None:
            air.append(f"습도 {percent(current.humidity)}")
        if air:
            sentences.append(", ".join(air))
        if today:
            rest = f"오늘 최저 {self.degrees(today.day.low)}, 최고 {self.degrees(today.day.high)}"
            sentences.append(rest + wet(today, ", 강수 확률 "))
        return ". ".join(sentences) + "."

    def day(self, place: str, day: Chance, today: date) -> str:
        weather = f"{sky(day.day.code)[2]}, ".removeprefix(", ")
        text = (
            f"{on(day.day.date, today)} {with_particle(place, '은', '는')} {weather}"
            f"최저 {self.degrees(day.day.low)}, 최고 {self.degrees(day.day.high)}예요."
        )
        return text + wet(day, " 강수 확률 ", ".")

    def days(self, place: str, days: Sequence[Chance], today: date) -> str:
        low, high = min(day.day.low for day in days), max(day.day.high for day in days)
        topic = with_particle(place, "은", "는")
        summary = f"{topic} {self.degrees(low)}에서 {self.degrees(high)} 사이예요. "
        wettest = likeliest(days)
        if wettest:
            when = on(wettest.day.date, today)
            summary += (
                f"{FALLS[wettest.kind]} 가장 올 것 같은 날은 "
                f"{with_particle(when, '이에요', '예요')}{wet(wettest, ' (', ')')}."
            )
        else:
            summary += "비 소식은 없어요."
        return f"{summary}\n\n{self._week(days) if len(days) >= CHARTED else self._table(days)}"

    def _week(self, days: Sequence[Chance]) -> str:
        labels = [f"{WEEKDAYS[day.day.date.weekday()]} {day.day.date.day:>2}" for day in days]
        return chart([self.bar(*pair, " 눈") for pair in zip(labels, days, strict=True)], " 강수")

    def _table(self, days: Sequence[Chance]) -> str:
        rows = [
            f"| {short(day.day.date)} | {sky(day.day.code)[1]} "
            f"| {self.degrees(day.day.low)} ~ {self.degrees(day.day.high)} "
            f"| {self.likelihood(day, ' 눈')} |"
            for day in days
        ]
        return "\n".join(["| 날 | 날씨 | 기온 | 강수 확률 |", "| --- | --- | --- | --- |", *rows])

    def tomorrow(self, place: str) -> tuple[str, str]:
        return "내일 날씨", f"내일 {place} 날씨"

    def week(self, place: str) -> tuple[str, str]:
        return "주간 예보", f"{place} 주간 예보 보여줘"

    def rain_tomorrow(self, place: str) -> tuple[str, str]:
        return "내일 비 와?", f"내일 {place}에 비 와?"

    def again(self) -> str:
        return "다시 물어보기"

    def _speed(self, kilometres: float) -> str:
        if self.imperial:
            return f"시속 {round(kilometres / 1.609344)}마일"
        return f"시속 {round(kilometres)} km"
