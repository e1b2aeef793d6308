"""Korean times of day. What an hour without a part of the day means stands in times.py."""

import re
from functools import cache

from assistant.values import korean_numbers as numbers
from assistant.values.clock import Times, hours_of, times, within
from assistant.values.endings import ENDING, GLUED, INFLECTED
from assistant.values.rules import Rule, rule

_NAMED = {"정오": 12, "자정": 0}
_PARTS = "오전|오후|새벽|아침|점심|대낮|한낮|낮|저녁|한밤|밤|am|pm"
_NATIVE = "열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|여덜|아홉"
_SINO = "영|십[일이삼사오육칠팔구]|이십[일이삼사]?"  # in 24 hours; 오시 is a verb
_COUNT = "[0-9]{1,2}|[일이삼사오육칠팔구십]{1,4}"

# 내일오후3시 and 내일일곱시 are typed as one word; a syllable such as 세시 only after a space.
_LONG = rf"[0-9]|{_PARTS}|정오|자정|(?:다섯|여섯|일곱|여덟|여덜|아홉|열[한두])\s*시"
_BEFORE_DIGITS = r"(?<![0-9a-z])(?<![0-9][./:-])"
_BEFORE = rf"{_BEFORE_DIGITS}(?:(?<![가-힣])|(?<![제])(?={_LONG}))"
_VERBS = "깨워|알람|알려|회의|미팅|약속|출발|기상|예약|맞춰|시작|일어|울려|설정|경|즈음|무렵|정도"
AFTER = (
    rf"(?=(?:{ENDING}(?:(?![0-9a-z가-힣])|{GLUED}|{INFLECTED}(?![0-9a-z])|(?:{_VERBS})))"
    r"|(?:에|까지|부터|쯤|경)[가-힣])"
)
_AGO = r"전(?=에|까지|쯤|(?![가-힣]))"


@cache
def rules() -> tuple[Rule[None, Times], ...]:
    part = rf"(?:(?P<part>{_PARTS})(?:에)?\s*)?"
    # 한시도, 한시라도: not for a moment.
    hour = rf"(?!한\s*시(?:도|라도|바삐))(?P<hour>[0-9]{{1,2}}|{_NATIVE}|{_SINO})\s*시(?!\s*간)"
    minute = rf"\s*(?P<minute>{_COUNT})\s*분(?:\s*(?P<second>{_COUNT})\s*초)?"
    clock = rf"{part}{hour}(?:{minute}|\s*(?P<half>반)|\s*정각)?"
    away = rf"\s*(?P<away>{_COUNT})\s*분\s*{_AGO}"
    named = r"(?:(?:낮|밤)\s*)?(?P<named>정오|자정)"
    table = (
        clock,
        rf"{part}{hour}{away}",
        rf"(?P<part>{_PARTS})\s*(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})",
        rf"{named}",
        rf"{named}{away}",
    )
    return (
        *(rule(_BEFORE + each + AFTER, _meaning) for each in table),
        *(
            rule(rf"{_BEFORE_DIGITS}{each}(?:\s*(?:경|즈음|무렵|정도|쯤))?{AFTER}", _meaning,
                 spot=False)
            for each in table
        ),
    )  # fmt: skip


def _meaning(match: re.Match[str], _: None) -> Times | None:
    said = {name: words for name, words in match.groupdict().items() if words}
    named, part = said.get("named"), said.get("part")
    hour = _NAMED[named] if named else _number(said["hour"])
    minute = 30 if "half" in said else _number(said.get("minute", "영"))
    second, away = _number(said.get("second", "영")), _number(said.get("away", "영"))
    if hour is None or minute is None or second is None or away is None:
        return None
    exact = named is not None or (said["hour"].startswith("0") and not part)
    found = times(hour, minute, second, exact=exact, shift=-away)
    return within(found, hours_of(part) if part else None) or None


def _number(said: str) -> int | None:
    number = numbers.value(said)
    return None if number is None else int(number)
