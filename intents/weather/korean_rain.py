"""비나 눈이 올지: whether it will rain or snow, in Korean."""

from collections.abc import Sequence
from datetime import date

from assistant.korean import with_particle

from .chance import Chance, Kind, likeliest, wet_days
from .figures import wet
from .korean_days import hour, on
from .words import Words

FALLS = {"rain": "비가", "snow": "눈이"}
NAMES = {"rain": "비", "snow": "눈"}


class KoreanRain(Words):
    def falling(self, place: str, asked: Kind, now: Chance, plain: bool) -> str:
        end = f"{hour(now.end)}쯤 그칠 것 같아요" if now.end else "오늘은 계속 올 것 같아요"
        answer = f"지금 {place}에 {FALLS[now.kind]} 와요. {end}."
        return _lead(asked, now.kind, plain) + answer + _advice(now)

    def rain(self, place: str, asked: Kind, day: Chance, today: date, plain: bool) -> str:
        topic = f"{on(day.day.date, today)} {with_particle(place, '은', '는')}"
        if not day.possible:
            no = "" if plain else "아니요, "
            figure = wet(day, " 강수 확률 ", ".")
            return f"{no}{topic} {NAMES[asked]} 소식이 없어요.{figure}"
        if not day.likely:
            figure = wet(day, " 강수 확률 ", ".")
            return f"{topic} {FALLS[day.kind]} 아마 안 오겠지만 올 수도 있어요.{figure}"
        start = f"{hour(day.start)}쯤부터 " if day.start else ""
        figures = [wet(day, "강수 확률 "), self.amount_to_tell(day)]
        figures.append(f"최고 {self.degrees(day.day.high)}")
        answer = f"{topic} {start}{FALLS[day.kind]} 와요. {', '.join(filter(None, figures))}."
        return _lead(asked, day.kind, plain) + answer + _advice(day)

    def rainy_days(
        self, place: str, asked: Kind, days: Sequence[Chance], today: date, plain: bool
    ) -> str:
        likely = wet_days(days, asked)
        best = likeliest(days)
        topic = with_particle(place, "은", "는")
        if not best:
            no = "" if plain else "아니요, "
            last = on(days[-1].day.date, today)
            return f"{no}{topic} {last}까지 {NAMES[asked]} 소식이 없어요."
        listed = ", ".join(
            f"{on(day.day.date, today)} {NAMES[day.kind]}{wet(day, ' (', ')')}"
            for day in likely or [best]
        )
        if not likely:
            return f"{topic} 아마 안 올 것 같아요. 가장 가능성 있는 날: {listed}."
        kind: Kind = asked if any(day.kind == asked for day in likely) else likely[0].kind
        answer = f"{topic} {listed} 소식이 있어요."
        return _lead(asked, kind, plain) + answer + _advice(likely[0])


def _lead(asked: Kind, kind: Kind, plain: bool) -> str:
    if asked == "snow" and kind == "rain":
        return "눈은 아니고 비예요. "
    return "" if plain else "네, "


def _advice(day: Chance) -> str:
    return " 우산 챙기세요." if day.kind == "rain" else " 따뜻하게 입으세요."
