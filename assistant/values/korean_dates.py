"""Korean date expressions. What 다음 금요일 and its like mean stands in dates.py."""

import re
from datetime import date
from functools import cache

from assistant.values import calendar_sums as sums
from assistant.values import date_rules
from assistant.values.calendar_sums import Span, on
from assistant.values.date_rules import Meaning, Rule, by_word
from assistant.values.endings import ENDING, GLUED, INFLECTED
from assistant.values.holidays import korean_holidays, named, next_holiday
from assistant.values.rules import below_zero, nothing, rule
from assistant.values.rules import read as read_rules

_AWAY = by_word(
    {
        -3: "그끄저께, 그끄제",
        -2: "그저께, 그제",
        -1: "어제, 어저께, 작일",
        0: "오늘, 금일",
        1: "내일, 낼, 명일",
        2: "모레, 낼모레, 낼 모레, 내일모레, 내일 모레, 낼모래, 내일모래",
        3: "글피",
        4: "그글피",
    }
)
DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7,
    "여드레": 8, "아흐레": 9, "열흘": 10, "열하루": 11, "열이틀": 12, "보름": 15,
}  # fmt: skip
_NATIVE = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12,
}  # fmt: skip
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_MONTHS = {"유월": 6, "시월": 10}
_WEEKDAYS = "월화수목금토일"
# The names of weeks, months and years, as patterns.
_WEEKS = {
    r"지지난\s*주|저저번\s*주": -2,
    r"지난\s*주|저번\s*주": -1,
    r"이번\s*주|요번\s*주|이\s*주|금주": 0,
    r"다음\s*주|담\s*주|오는\s*주|내주|차주": 1,
    r"다다음\s*주|다음\s*다음\s*주|담담\s*주": 2,
}
_MONTHS_AHEAD = {
    r"지난\s*달|저번\s*달": -1,
    r"이번\s*달|요번\s*달|이달|금월": 0,
    r"다음\s*달|담\s*달|내달": 1,
    r"다다음\s*달|다음\s*다음\s*달": 2,
}
_YEARS = {
    r"재작년": -2,
    r"작년|지난\s*해": -1,
    r"올해|금년|이번\s*해": 0,
    r"내년|다음\s*해": 1,
    r"후년": 2,
}
_NTH = {
    "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "마지막": -1,
}  # fmt: skip

_PART = r"(?:\s*(?:이른\s*|늦은\s*)?(?:아침|오전|점심|정오|낮|오후|저녁|밤|새벽))?"
_BEFORE = r"(?<![0-9a-z가-힣])(?<![0-9][./:-])"
_AFTER = rf"(?={ENDING}(?:(?![0-9a-z가-힣])|{GLUED}|{INFLECTED}(?![0-9a-z])))"


def _any(words: "dict[str, int]") -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(word.replace(" ", r"\s*") for word in longest_first) + ")"


def _value(table: "dict[str, int]", said: str) -> int:
    """The value of the pattern in `table` that is all of `said`."""
    return next(value for pattern, value in table.items() if re.fullmatch(pattern, said))


def _number(said: str) -> int | None:
    """Digits, or 십오, 이십삼, 백; None when the syllables are no number."""
    if said.isdecimal():
        return int(said)
    total, digit = 0, 0
    for syllable in said:
        if syllable in ("십", "백"):
            total, digit = total + (digit or 1) * (10 if syllable == "십" else 100), 0
        elif digit:
            return None
        else:
            digit = _SINO[syllable]
    return total + digit


def read(words: str, today: date) -> Span | None:
    """What the whole of `words` means."""
    return read_rules(rules(), words, today)


@cache
def rules() -> tuple[Rule, ...]:
    number = r"(?:\d{1,4}|[일이삼사오육칠팔구십백]{1,5}?)"
    native = _any(_NATIVE)
    length = (
        rf"({_any(DAYS)}|{number}\s*일|{native}\s*(?:주일?|달|해)"
        rf"|{number}\s*(?:주일?|개월|달|년)|반년)(?:\s*간)?"
    )
    weekday = rf"[{_WEEKDAYS}](?:요일|욜)"
    week, month_ahead, year_ahead = _any(_WEEKS), _any(_MONTHS_AHEAD), _any(_YEARS)
    which = r"(?:이번|요번|오는|다가오는|돌아오는|다음|담|지난|저번)"
    year = rf"(?:(?:\d{{4}}\s*년도?|{year_ahead})(?:의|에)?\s*)?"
    month = r"(?:\d{1,2}\s*월|(?:십일|십이|[일이삼사오칠팔구십])\s*월|유월|시월)"
    day = r"(?:\d{1,2}\s*일|[일이삼사오육칠팔구십]{1,4}일)"
    last_day = r"말일|마지막\s*날|첫째?\s*날"
    aside = rf"(?:\s*\(?({weekday}|(?<=\()[{_WEEKDAYS}])\)?)?"
    nth = rf"({_any(_NTH)})\s*(?:번째|째)?\s*"
    holiday = "(?:" + "|".join(korean_holidays()) + ")"
    digits = r"(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}/\d{1,2})"
    base = (
        rf"((?:{_any(_AWAY)}|{year}{month}\s*{day}|(?:(?:{week}|{which})\s*)?{weekday}"
        rf"|{year}{holiday}|{digits}|{month_ahead}\s*{day}|\d{{1,2}}일))"
    )
    # A longer expression that goes on in a way we do not know must not be read in part.
    lasting = r"(?!\s*(?:간|동안|내|안|만에|째|차|뒤|후|전))"
    no_day = r"(?!\s*(?:\d|[일이삼사오육칠팔구십]+일))"
    no_weekday = rf"(?!\s*(?:의\s*)?{weekday})"
    no_month = rf"(?!\s*(?:의\s*)?{month})"
    table: tuple[tuple[str, Meaning], ...] = (
        (rf"({_any(_AWAY)}){_PART}", _relative),
        (r"엊그제|엊그저께", nothing),  # a few days ago
        (rf"음력(?:으로)?\s*{year}{month}(?:\s*{day})?{_PART}", nothing),  # the moon's calendar
        # Two years ahead to some, three to others.
        (rf"내후년(?:\s*(?:{month}(?:\s*{day})?|{holiday}))?", nothing),
        (rf"{length}\s*(뒤|후|이따가?|있다가|지나서|전)(\s*(?:의\s*)?오늘)?", _away),
        (rf"({native}|{number})\s*주일?\s*(?:뒤|후)에?\s*({weekday})", _weeks_ahead),
        (rf"{base}\s*(?:로?부터|에서|보다|의)?\s*{length}\s*(뒤|후|전)", _beside),
        (rf"{base}\s*(?:의\s*)?(전날|다음\s*날|담\s*날|이튿날)", _neighbour),
        (rf"({week})\s*(?:의\s*)?({weekday})(?:날)?{_PART}", _in_week),
        (rf"(?:({which})\s*)?({weekday})(?:날)?{_PART}", _which),
        (rf"({week})(?:\s*간)?{no_weekday}", _week),
        (rf"(?:({week})\s*|({which})\s*)?주말", _weekend),
        (rf"(?:({week})|({month_ahead})|({year_ahead}))\s*(?:의\s*)?오늘", _this_day),
        (rf"({month_ahead}){no_day}", _month_ahead),
        (rf"({month_ahead})\s*({day}|말|{last_day}){aside}{_PART}", _in_month_ahead),
        (rf"(?:({year_ahead})|(\d{{4}})\s*년){no_month}", _whole_year),
        (r"(이번\s*달|이달|다음\s*달|월)?\s*말일|월말", _last_of_month),
        (rf"({year_ahead})\s*말|연말", _last_of_year),
        (rf"({year})({month})\s*({day}|{last_day}){aside}(?:날)?{_PART}", _month_day),
        (rf"({year})(\d{{1,2}}\s*월){no_day}", _month),
        (
            rf"(\d{{1,2}}\s*일|[이삼]?십[일이삼사오육칠팔구]?일){lasting}{aside}{_PART}",
            _day_alone,
        ),
        (
            rf"(?:({year})({month})|({month_ahead}))\s*(?:의\s*)?{nth}({weekday})",
            _nth_weekday,
        ),
        # Weeks of a month are counted in several ways: none is right for all.
        (rf"(?:{year}{month}|{month_ahead})\s*(?:의\s*)?{nth}주(?:\s*{weekday}|말)?", nothing),
        (rf"(?:앞으로|향후)\s*{length}", _coming),
        (rf"({year})({holiday})(\s*연휴)?", _holiday),
        (rf"{base}\s*(?:부터|에서|~|-)\s*{base}(?:까지)?", _range),
    )
    return (
        *date_rules.digit_rules(),
        *(rule(_BEFORE + pattern + _AFTER, meaning) for pattern, meaning in table),
        # 오월, 이월: read when told that it is a date.
        rule(_BEFORE + rf"({year})({month})" + _AFTER, _month, spot=False),
    )


def _relative(match: re.Match[str], today: date) -> Span | None:
    return on(sums.shifted(today, _AWAY[re.sub(r"\s+", " ", match.group(1))], "day"))


def _shifted(day: date, said: str, sign: int) -> date | None:
    """`day` moved by a length such as 사흘, 2주일, 한 달, 반년."""
    said = re.sub(r"\s*간$", "", said)
    if said == "반년":
        return sums.shifted(day, 6 * sign, "month")
    if said in DAYS:
        return sums.shifted(day, sign * DAYS[said], "day")
    match = re.fullmatch(r"(.+?)\s*(주일|주|개월|달|해|년|일)", said)
    if match is None:
        return None
    count = _NATIVE.get(match.group(1)) or _number(match.group(1))
    units = {"주일": "week", "주": "week", "개월": "month", "달": "month", "일": "day"}
    return None if count is None else sums.shifted(
        day, sign * count, units.get(match.group(2), "year")
    )  # fmt: skip


def _away(match: re.Match[str], today: date) -> Span | None:
    length, side, on_this_day = match.groups()
    days = length in DAYS or re.search(r"(?<!주)일(?:\s*간)?$", length)
    if below_zero(match) or (on_this_day and days):  # 일주일 뒤 오늘, but not 사흘 뒤 오늘
        return None
    return on(_shifted(today, length, -1 if side == "전" else 1))


def _this_day(match: re.Match[str], today: date) -> Span | None:
    """다음 주 오늘, 작년 오늘: the day like today in that week, month or year."""
    for which, ahead, unit in zip(
        match.groups(), (_WEEKS, _MONTHS_AHEAD, _YEARS), ("week", "month", "year"), strict=True
    ):
        if which:
            return on(sums.shifted(today, _value(ahead, which), unit))
    return None


def _beside(match: re.Match[str], today: date) -> Span | None:
    base = read(match.group(1), today)
    if base is None or base[0] != base[1]:
        return None
    return on(_shifted(base[0], match.group(2), -1 if match.group(3) == "전" else 1))


def _neighbour(match: re.Match[str], today: date) -> Span | None:
    base = read(match.group(1), today)
    before = match.group(2) == "전날"
    return (
        on(sums.shifted(base[0] if before else base[1], -1 if before else 1, "day"))
        if base
        else None
    )


def _weekday(said: str) -> int:
    return _WEEKDAYS.index(said[0])


def _in_week(match: re.Match[str], today: date) -> Span | None:
    ahead = _value(_WEEKS, match.group(1))
    return on(sums.day_of_week(today, ahead, _weekday(match.group(2))))


def _weeks_ahead(match: re.Match[str], today: date) -> Span | None:
    ahead = _NATIVE.get(match.group(1)) or _number(match.group(1))
    return on(sums.day_of_week(today, ahead, _weekday(match.group(2)))) if ahead else None


def _which(match: re.Match[str], today: date) -> Span | None:
    which, weekday = match.group(1), _weekday(match.group(2))
    if which in ("다음", "담"):
        return on(sums.day_of_week(today, 1, weekday))
    if which in ("지난", "저번"):
        return on(sums.weekday_before(today, weekday))
    return on(sums.weekday_from(today, weekday))


def _week(match: re.Match[str], today: date) -> Span | None:
    return sums.week(today, _value(_WEEKS, match.group(1)))


def _month_ahead(match: re.Match[str], today: date) -> Span | None:
    return sums.month(today, _value(_MONTHS_AHEAD, match.group(1)))


def _whole_year(match: re.Match[str], today: date) -> Span | None:
    ahead, said = match.groups()
    return sums.whole_year(int(said) if said else today.year + _value(_YEARS, ahead))


def _last_of_month(match: re.Match[str], today: date) -> Span | None:
    span = sums.month(today, 1 if (match.group(1) or "").startswith("다음") else 0)
    return span and on(span[1])


def _last_of_year(match: re.Match[str], today: date) -> Span | None:
    year = today.year + (_value(_YEARS, match.group(1)) if match.group(1) else 0)
    return on(sums.safe_date(year, 12, 31))


def _weekend(match: re.Match[str], today: date) -> Span | None:
    week, which = match.groups()
    ahead = {"다음": 1, "담": 1, "지난": -1, "저번": -1}.get(which or "", 0)
    return sums.weekend(today, _value(_WEEKS, week) if week else ahead)


def _day_number(said: str) -> int:
    return _number(re.sub(r"\s*일$", "", said)) or 0


def _checked(day: date | None, weekday: str | None) -> Span | None:
    """The day, unless a weekday was said that it is not."""
    return on(day) if day and (not weekday or day.weekday() == _weekday(weekday)) else None


def _in_month_ahead(match: re.Match[str], today: date) -> Span | None:
    which, said, weekday = match.groups()
    span = sums.month(today, _value(_MONTHS_AHEAD, which))
    if span is None:
        return None
    if not said.endswith("일") or said == "말일":
        return _checked(span[0] if said.startswith("첫") else span[1], weekday)
    return _checked(sums.safe_date(span[0].year, span[0].month, _day_number(said)), weekday)


def _year(said: str, today: date) -> int | None:
    said = re.sub(r"[의에]?\s*$", "", said)
    if not said:
        return None
    digits = re.match(r"\d{4}", said)
    return int(digits.group()) if digits else today.year + _value(_YEARS, said)


def _month_number(said: str) -> int:
    return _MONTHS.get(said) or _number(re.sub(r"\s*월$", "", said)) or 0


def _month_day(match: re.Match[str], today: date) -> Span | None:
    year_said, month_said, said, weekday = match.groups()
    month, year = _month_number(month_said), _year(year_said, today)
    if said.endswith("날") or said == "말일":
        span = sums.next_month_named(today, month, year)
        return _checked(span[0 if said.startswith("첫") else 1], weekday) if span else None
    return _checked(sums.next_month_day(today, month, _day_number(said), year), weekday)


def _month(match: re.Match[str], today: date) -> Span | None:
    return sums.next_month_named(today, _month_number(match.group(2)), _year(match.group(1), today))


def _day_alone(match: re.Match[str], today: date) -> Span | None:
    return _checked(sums.next_day_of_month(today, _day_number(match.group(1))), match.group(2))


def _nth_weekday(match: re.Match[str], today: date) -> Span | None:
    year_said, month_said, ahead, nth, weekday = match.groups()
    if ahead:
        span = sums.month(today, _value(_MONTHS_AHEAD, ahead))
    else:
        span = sums.next_month_named(today, _month_number(month_said), _year(year_said, today))
    if span is None:
        return None
    day = sums.nth_weekday(span[0].year, span[0].month, _weekday(weekday), _NTH[nth])
    if day and day < today and month_said and not year_said:
        day = sums.nth_weekday(span[0].year + 1, span[0].month, _weekday(weekday), _NTH[nth])
    return on(day)


def _coming(match: re.Match[str], today: date) -> Span | None:
    last = _shifted(today, match.group(1), 1)
    return sums.days_ahead(today, (last - today).days) if last else None


def _holiday(match: re.Match[str], today: date) -> Span | None:
    year, name, with_neighbours = match.groups()
    day = next_holiday(named(korean_holidays(), name), today, _year(year, today))
    if day and with_neighbours:  # 연휴: with the day before and after
        first, last = sums.shifted(day, -1, "day"), sums.shifted(day, 1, "day")
        return (first, last) if first and last else None
    return on(day)


def _range(match: re.Match[str], today: date) -> Span | None:
    first = read(match.group(1), today)
    last = read(match.group(2), today)
    if first and last and last[1] < first[0]:
        last = read(match.group(2), first[0])
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None
