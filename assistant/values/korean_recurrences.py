"""Korean repetitions: 매일, 평일마다, 매주 월요일과 목요일, 격주 금요일, 매달 1일, 사흘마다."""

import re
from collections.abc import Mapping
from functools import cache

from assistant.values import korean_durations
from assistant.values.endings import ENDING, GLUED
from assistant.values.english_recurrences import WEEK, WEEKEND, WORKDAYS, single_unit
from assistant.values.recurrence_sums import MOST, Recurrence, Unit
from assistant.values.rules import Rule, nothing, rule

_DAYS = "월화수목금토일"
_NTH = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "마지막": -1}
_UNITS: dict[str, tuple[int, Unit]] = {
    r"매일(?:매일|같이)?|날마다|하루하루": (1, "day"),
    r"격일|하루\s*걸러(?:\s*(?:하루|한\s*번))?": (2, "day"),
    r"매주|주마다": (1, "week"),
    r"격주|한\s*주\s*걸러": (2, "week"),
    r"매달|매월|달마다|다달이": (1, "month"),
    r"격월|한\s*달\s*걸러": (2, "month"),
    r"매\s*분기|분기마다": (3, "month"),
    r"매년|매해|해마다": (1, "year"),
    r"매\s*시간?|시간마다": (1, "hour"),
    r"매\s*분|분마다": (1, "minute"),
}

_PARTS = "아침|오전|점심|대낮|낮|오후|저녁|한밤|밤|새벽"
_HOUR = r"(?:[0-9]|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두)\s*시|정오|자정)"
_PART = rf"(?:\s*(?:이른\s*|늦은\s*)?(?:{_PARTS})(?!\s*(?:에\s*)?{_HOUR}))?"
_VERBS = "깨워|알람|알려|울려|맞춰|설정|일어|기상|회의|약속|리마인드"
_BEFORE = r"(?<![0-9a-z가-힣])(?<![0-9][./:-])"
_AFTER = rf"(?={ENDING}(?:(?![a-z가-힣])|{GLUED}|(?:{_VERBS})))"
_EACH = r"(?:\s*마다)?"


@cache
def rules() -> tuple[Rule[None, Recurrence], ...]:
    weekday = rf"[{_DAYS}](?:요일|욜)(?:날)?"
    then = r"\s*(?:[,·/]|과|와|이?랑|하고|및|그리고)?\s*"
    row = rf"{weekday}(?:{then}{weekday}){{0,6}}"
    short = rf"[{_DAYS}](?:\s*[,·/]?\s*[{_DAYS}]){{1,6}}(?:요일|욜)?"  # 월수금, 월, 수, 금
    sets = "평일|주중|주말"
    days = rf"(?P<days>(?:{row}|{short}|{sets})(?:{then}(?:{row}|{sets}))?)"
    unit = rf"(?P<unit>{'|'.join(_UNITS)})"
    every = (
        rf"(?:{unit}|(?P<length>{korean_durations.LENGTH})\s*(?:마다|에\s*한\s*번(?:씩)?)(?:씩)?)"
    )
    date = r"(?P<date>[0-9]{1,2})\s*일"
    last = r"(?P<last>말일|마지막\s*날|말(?![가-힣]))"
    nth = rf"(?P<nth>{'|'.join(_NTH)})\s*(?:번째|째)?\s*(?P<nth_day>{weekday})"
    month = r"(?P<month>[0-9]{1,2})\s*월"
    span = rf"(?P<from>{weekday})\s*(?:부터|에서|~|-)\s*(?P<to>{weekday})(?:까지)?"
    without = r"(?:을|를|은|는|만)?\s*(?:빼고는?|제외하고는?|말고는?)"
    anywhere = (
        rf"{every}(?:로|에)?{_EACH}{_PART}",
        rf"{every}\s*(?:의\s*)?{days}{_EACH}{_PART}",
        rf"{days}\s*마다{_PART}",
        rf"{days}\s*(?P<daily>매일|매번){_PART}",
        rf"(?P<days>평일|주중){_PART}",
        rf"(?P<part>{_PARTS})\s*마다",
        rf"{every}\s*(?:의\s*)?(?:{date}|{last}){_EACH}{_PART}",
        r"(?P<last>월말)\s*마다",
        rf"{every}\s*(?:의\s*)?{nth}{_EACH}{_PART}",
        rf"{every}\s*{month}\s*{date}{_EACH}{_PART}",
        rf"{span}\s*(?:매일|마다){_PART}",
        rf"(?:매주|매일)\s*{span}{_PART}",
        rf"{days}{without}\s*(?P<all>매일|날마다|평일(?:마다)?){_PART}",
        rf"(?P<all>매일|날마다|평일(?:마다|에)?)\s*,?\s*{days}{without}{_PART}",
    )
    # Weeks of a month are counted in several ways: none is right for all.
    weeks = rf"{every}\s*(?:의\s*)?(?:{'|'.join(_NTH)})\s*(?:번째|째)?\s*주(?:\s*{weekday})?"
    counted = "(?:" + "|".join(name for name in _NTH if name != "마지막") + r")\s*(?:번째|째)"
    in_week = rf"(?:{counted}|마지막)\s*주\s*{weekday}\s*마다"
    unknown = rf"[가-힣]+{without}\s*(?:매일|날마다|평일(?:마다)?)"
    return (
        *(rule(_BEFORE + each + _AFTER, _meaning) for each in anywhere),
        rule(_BEFORE + weeks, nothing),
        rule(_BEFORE + in_week, nothing),
        rule(_BEFORE + unknown, nothing),
        rule(_BEFORE + span + _AFTER, _meaning, spot=False),
        rule(rf"{_BEFORE}(?P<days>{short}){_AFTER}", _meaning, spot=False),  # 월수금
    )


def _meaning(match: re.Match[str], _: None) -> Recurrence | None:
    said = {name: words for name, words in match.groupdict().items() if words}
    found = _how_often(said)
    if found is None:
        return None
    every, unit = found
    if "days" in said or "from" in said:
        if unit == "day" and every == 1:
            unit = "week"
        weekdays = _weekdays(said)
        fits = unit == "week" and bool(weekdays)
        return Recurrence(unit, every, weekdays) if fits and every <= MOST else None
    if "nth" in said:
        weekdays = (_DAYS.index(said["nth_day"][0]),)
        return Recurrence(unit, every, weekdays, _NTH[said["nth"]]) if unit == "month" else None
    day = int(said["date"]) if "date" in said else -1 if "last" in said else None
    month = int(said["month"]) if "month" in said else None
    fits = day is None or unit == ("month" if month is None else "year")
    if not fits or not (1 <= (month or 1) <= 12 and -1 <= (day or 1) <= 31 and day != 0):
        return None
    return Recurrence(unit, every, day=day, month=month) if 0 < every <= MOST else None


def _how_often(said: Mapping[str, str]) -> tuple[int, Unit] | None:
    """How many of which unit lie between two times."""
    if "length" in said:
        counts = korean_durations.counts(said["length"])
        return single_unit(counts) if counts else None
    if name := said.get("unit"):
        return next(found for words, found in _UNITS.items() if re.fullmatch(words, name))
    if "part" in said:
        return 1, "day"
    return (1, "month") if "last" in said else (1, "week")


def _weekdays(said: Mapping[str, str]) -> tuple[int, ...]:
    if "from" in said:
        first, last = _DAYS.index(said["from"][0]), _DAYS.index(said["to"][0])
        return tuple(sorted((first + each) % 7 for each in range((last - first) % 7 + 1)))
    words = said["days"]
    found: set[int] = set(WORKDAYS) if re.search("평일|주중", words) else set()
    found |= set(WEEKEND) if "주말" in words else set()
    names = re.sub("평일|주중|주말|요일날?|욜날?|그리고|하고", "", words)
    found |= {_DAYS.index(each) for each in names if each in _DAYS}
    if "all" in said:
        found = {*(WORKDAYS if "평일" in said["all"] else WEEK)} - found
    return tuple(sorted(found))
