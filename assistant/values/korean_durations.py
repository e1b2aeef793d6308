"""Korean lengths of time: 30분, 한 시간 반, 사흘, 1년 6개월."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from assistant.values import korean_numbers as numbers
from assistant.values.endings import ENDING
from assistant.values.korean_dates import DAYS
from assistant.values.length_sums import Counts, total
from assistant.values.rules import Rule, below_zero, nothing, rule

_UNITS = {  # 주일 before the 일 that it ends in
    "시간": "hour", "분": "minute", "초": "second", "주일": "week", "주": "week", "일": "day",
    "개월": "month", "달": "month", "년": "year", "해": "year",
}  # fmt: skip
_HALF = Fraction(1, 2)
_BETWEEN = r"\s*(?:하고|,)?\s*"
_DAYS = "|".join(sorted(DAYS, key=len, reverse=True))
_COUNTED = (
    rf"(?:{numbers.NATIVE})\s*(?:시간|주일|주|개월|달|해)"
    rf"|(?:{numbers.MIXED}|{numbers.ARABIC}|{numbers.SINO})\s*(?:시간|분|초|주일|주|개월|달|년|일(?![일이삼사오육칠팔구십백천]))"
)
_PIECE = rf"(?:(?:{_DAYS}|{_COUNTED})(?:\s*반)?|반\s*(?:시간|년|달|분))"
LENGTH = rf"(?:{_PIECE}(?:{_BETWEEN}{_PIECE}){{0,5}})"

# A word glued to a length, as in 30분뒤에, 5분타이머.
_GLUED = (
    "동안|간|내내|뒤|후|이따|있다|짜리|정도|가량|안에|이내|타이머|알람|알려|깨워|맞춰|설정|연장|"
    "추가"
)
_LASTING = r"(?:\s*(?:동안|간|내내|짜리|정도|가량|이내|안))"
BEFORE = r"(?<![0-9a-z])(?<![0-9][./:,-])(?<!제)(?:(?<![가-힣])|(?=[0-9]))"
_AFTER = rf"(?!초과)(?!의\s*[0-9일이삼사])(?={ENDING}(?:(?![0-9a-z가-힣])|(?:{_GLUED})))"
PAST = r"전(?=에|부터|쯤|의|까지|(?![가-힣]))"
# Words that are rarely meant as a length: this person, this week, a year, the day of a month.
_ORDINARY = re.compile(
    rf"이\s*(?:분|초|주일?|달|년|일)|{numbers.SINO}\s*(?:주|일)|[0-9]{{4}}\s*년|[0-9]+\s*일"
)


def counts(said: str) -> Counts | None:
    """How many of each unit a length has; None when it has no meaning."""
    return total(_read(said))


def _read(said: str) -> Iterator[tuple[str, Fraction | None]]:
    for match in re.finditer(_PIECE, said):
        piece, half = re.subn(r"(?<=.)\s*반$", "", match.group())
        if piece.startswith("반"):
            yield _UNITS[piece[1:].strip()], _HALF
            continue
        day = DAYS.get(piece)
        unit = "일" if day else next(unit for unit in _UNITS if piece.endswith(unit))
        count = Fraction(day) if day else numbers.value(piece[: -len(unit)].rstrip())
        yield _UNITS[unit], count and count + half * _HALF


@cache
def rules() -> tuple[Rule[None, Counts], ...]:
    hour = rf"(?:[0-9]{{1,2}}|{numbers.NATIVE}|{numbers.SINO})\s*시"
    count = rf"(?:{numbers.ARABIC}|{numbers.SINO})"
    return (
        rule(rf"{BEFORE}({LENGTH})(?!에\s*(?:한|두|세|네|몇|[0-9])){_AFTER}", _spotted),
        rule(
            rf"({LENGTH})(?:{_LASTING}|\s*(?:만\s*)?(?:뒤|후|있다가?|이따가?))?", _told, spot=False
        ),
        # No lengths to come, times of day, and more than one length.
        rule(rf"{BEFORE}{LENGTH}\s*{PAST}", nothing),
        rule(rf"{BEFORE}{hour}\s*{count}\s*분(?:\s*{count}\s*초)?", nothing),
        rule(rf"{BEFORE}{count}\s*(?:시간|분|초|일)?\s*(?:~|-|에서)\s*{LENGTH}", nothing),
        rule(rf"{BEFORE}(?:한두|두세|두서너|서너|너댓|네댓|대여섯|이삼|삼사)\s*\w+", nothing),
    )


def _told(match: re.Match[str], _: None) -> Counts | None:
    return counts(match.group(1))


def _spotted(match: re.Match[str], _: None) -> Counts | None:
    lasts = re.match(_LASTING, match.string[match.end() : match.end() + 8])
    if below_zero(match) or (_ORDINARY.fullmatch(match.group(1)) and not lasts):
        return None
    return counts(match.group(1))
