"""한국어로 말하는 날씨: the weather in Korean."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from assistant.korean import with_particle

from .chance import Chance, Kind
from .provider import Current
from .words import Words, likeliest, nearest_hour, percent, sky, wet_days

WEEKDAYS = "월화수목금토일"
FALLS = {"rain": "비가", "snow": "눈이"}
NAMES = {"rain": "비", "snow": "눈"}
TROUBLE = {
    "unreachable": (
        "날씨 서비스에 연결할 수 없어요.",
        "네트워크 연결을 확인하고 다시 물어봐 주세요.",
    ),
    "busy": ("날씨 서비스가 지금 요청을 받지 않아요.", "몇 분 뒤에 다시 물어봐 주세요."),
    "broken": ("날씨 서비스가 읽을 수 없는 답을 보냈어요.", "몇 분 뒤에 다시 물어봐 주세요."),
    "address": (
        "날씨 서비스 주소가 올바른 웹 주소가 아니에요.",
        "config.toml의 `[plugins.weather]`에 있는 `url`을 고쳐 주세요.",
    ),
}


class Korean(Words):
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
        return f"{days}일치, {_date(last)}까지만 볼 수 있어요. 날이 가까워지면 다시 물어봐 주세요."

    def past(self) -> str:
        return "이미 지난 날이에요. 저는 오늘부터의 날씨만 알아요."

    def trouble(self, reason: str) -> str:
        return " ".join(TROUBLE[reason])

    def last_known(self, reason: str, age: timedelta) -> str:
        return f"{TROUBLE[reason][0]} {_age(age)} 전에 받은 예보예요."

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
            sentences.append(rest + self._wet(today, ", 강수 확률 "))
        return ". ".join(sentences) + "."

    def day(self, place: str, day: Chance, today: date) -> str:
        weather = f"{sky(day.day.code)[2]}, ".removeprefix(", ")
        text = (
            f"{_on(day.day.date, today)} {with_particle(place, '은', '는')} {weather}"
            f"최저 {self.degrees(day.day.low)}, 최고 {self.degrees(day.day.high)}예요."
        )
        return text + self._wet(day, " 강수 확률 ", ".")

    def days(self, place: str, days: Sequence[Chance], today: date) -> str:
        low, high = min(day.day.low for day in days), max(day.day.high for day in days)
        topic = with_particle(place, "은", "는")
        summary = f"{topic} {self.degrees(low)}에서 {self.degrees(high)} 사이예요. "
        wettest = likeliest(days)
        if wettest:
            when = _on(wettest.day.date, today)
            summary += (
                f"{FALLS[wettest.kind]} 가장 올 것 같은 날은 "
                f"{with_particle(when, '이에요', '예요')}{self._wet(wettest, ' (', ')')}."
            )
        else:
            summary += "비 소식은 없어요."
        rows = [
            f"| {_short(day.day.date)} | {sky(day.day.code)[1]} "
            f"| {self.degrees(day.day.low)} ~ {self.degrees(day.day.high)} | {self._wet(day, '')} |"
            for day in days
        ]
        return "\n".join([summary, "", "| 날 | 날씨 | 기온 | 강수 확률 |", *_RULE, *rows])

    def falling(self, place: str, asked: Kind, now: Chance, plain: bool) -> str:
        end = f"{_hour(now.end)}쯤 그칠 것 같아요" if now.end else "오늘은 계속 올 것 같아요"
        answer = f"지금 {place}에 {FALLS[now.kind]} 와요. {end}."
        return _lead(asked, now.kind, plain) + answer + self._advice(now)

    def rain(self, place: str, asked: Kind, day: Chance, today: date, plain: bool) -> str:
        topic = f"{_on(day.day.date, today)} {with_particle(place, '은', '는')}"
        if not day.possible:
            no = "" if plain else "아니요, "
            figure = self._wet(day, " 강수 확률 ", ".")
            return f"{no}{topic} {NAMES[asked]} 소식이 없어요.{figure}"
        if not day.likely:
            figure = self._wet(day, " 강수 확률 ", ".")
            return f"{topic} {FALLS[day.kind]} 아마 안 오겠지만 올 수도 있어요.{figure}"
        start = f"{_hour(day.start)}쯤부터 " if day.start else ""
        figures = [self._wet(day, "강수 확률 "), self.amount_to_tell(day)]
        figures.append(f"최고 {self.degrees(day.day.high)}")
        answer = f"{topic} {start}{FALLS[day.kind]} 와요. {', '.join(filter(None, figures))}."
        return _lead(asked, day.kind, plain) + answer + self._advice(day)

    def rainy_days(
        self, place: str, asked: Kind, days: Sequence[Chance], today: date, plain: bool
    ) -> str:
        likely = wet_days(days, asked)
        best = likeliest(days)
        topic = with_particle(place, "은", "는")
        if not best:
            no = "" if plain else "아니요, "
            last = _on(days[-1].day.date, today)
            return f"{no}{topic} {last}까지 {NAMES[asked]} 소식이 없어요."
        listed = ", ".join(
            f"{_on(day.day.date, today)} {NAMES[day.kind]}{self._wet(day, ' (', ')')}"
            for day in likely or [best]
        )
        if not likely:
            return f"{topic} 아마 안 올 것 같아요. 가장 가능성 있는 날: {listed}."
        kind: Kind = asked if any(day.kind == asked for day in likely) else likely[0].kind
        answer = f"{topic} {listed} 소식이 있어요."
        return _lead(asked, kind, plain) + answer + self._advice(likely[0])

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

    def _wet(self, day: Chance, before: str, after: str = "") -> str:
        """The probability, where there is one."""
        return "" if day.probability is None else before + percent(day.probability) + after

    def _advice(self, day: Chance) -> str:
        return " 우산 챙기세요." if day.kind == "rain" else " 따뜻하게 입으세요."


_RULE = ("| --- | --- | --- | --- |",)


def _lead(asked: Kind, kind: Kind, plain: bool) -> str:
    if asked == "snow" and kind == "rain":
        return "눈은 아니고 비예요. "
    return "" if plain else "네, "


def _on(day: date, today: date) -> str:
    """오늘, 내일, 모레, 금요일, 12월 4일 금요일."""
    ahead = (day - today).days
    if ahead in (0, 1, 2):
        return ("오늘", "내일", "모레")[ahead]
    return f"{WEEKDAYS[day.weekday()]}요일" if ahead < 7 else _date(day)


def _date(day: date) -> str:
    return f"{day.month}월 {day.day}일 {WEEKDAYS[day.weekday()]}요일"


def _short(day: date) -> str:
    return f"{day.month}/{day.day} ({WEEKDAYS[day.weekday()]})"


def _hour(moment: datetime) -> str:
    hour = nearest_hour(moment)
    if hour == 0:
        return "자정"
    parts = ((6, "새벽"), (12, "오전"), (13, "낮"), (18, "오후"), (21, "저녁"), (24, "밤"))
    part = next(name for end, name in parts if hour < end)
    return f"{part} {(hour - 1) % 12 + 1}시"


def _age(age: timedelta) -> str:
    minutes = age // timedelta(minutes=1)
    if minutes < 60:
        return f"{max(minutes, 1)}분"
    return f"{minutes // 60}시간" if minutes < 48 * 60 else f"{age.days}일"
