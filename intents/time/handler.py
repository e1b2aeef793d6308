"""The time here and elsewhere, dates, weekdays, and how many days are left."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.korean import is_korean, with_particle
from assistant.plugins.api import Context, Reply, Slots, Suggestion
from assistant.problems import AssistantError
from assistant.values.cities import City
from assistant.values.dates import Day

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ko": ("월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SMALL = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
]  # fmt: skip
NEAR = {
    "en": {0: "today", 1: "tomorrow", -1: "yesterday"},
    "ko": {0: "오늘", 1: "내일", -1: "어제"},
}
RANGE = re.compile(r"\s(?:to|until|till|through|thru|and)\s|[-–~]|부터|에서")
HOLIDAYS = re.compile(
    r"(?:christmas|new year'?s?|valentine'?s?|boxing|independence|mother'?s|father'?s|labou?r"
    r"|memorial|children'?s|liberation|hangu?e?ul|earth|patrick'?s)(?: (?:eve|day))?"
    r"|halloween|thanksgiving|easter|good friday|black friday|chuseok|seollal|xmas|nye"
)
NAMES = re.compile("|".join([*WEEKDAYS["en"], *MONTHS]).lower())


def now(ctx: Context, slots: Slots) -> Reply:
    """What time it is, here or in a city."""
    if "city" not in slots:
        if ctx.language == "ko":
            return Reply(f"지금은 {_clock_ko(ctx.now)}{_copula(ctx.now)}")
        return Reply(f"It is {ctx.now:%H:%M} on {_weekday(ctx.now, 'en')}.")
    city = slots["city"].value
    if not isinstance(city, City):
        return _unknown_city(ctx.language, slots["city"].raw)
    there = ctx.now.astimezone(_zone(city))
    ahead = (there.utcoffset() or timedelta()) - (ctx.now.utcoffset() or timedelta())
    minutes = round(ahead.total_seconds() / 60)
    name = city.name_in(ctx.language)
    if ctx.language == "ko":
        said = f"{with_particle(name, '은', '는')} 지금 {_clock_ko(there)}{_copula(there)}"
        return Reply(f"{said} {_difference_ko(minutes)}")
    return Reply(
        f"It is {there:%H:%M} on {_weekday(there, 'en')} in {name}, {_difference_en(minutes)}."
    )


def date_of(ctx: Context, slots: Slots) -> Reply:
    """The date of today, or of the day that was named."""
    if "date" not in slots:
        return Reply(_today(ctx))
    day = slots["date"].value
    if not isinstance(day, Day):
        return _unknown_date(ctx.language, slots["date"].raw)
    today = ctx.now.date()
    if day.start == day.end == today:
        return Reply(_today(ctx))
    said = _said(day, ctx.language)
    if ctx.language == "ko":
        subject = with_particle(said, "은", "는") + " " if said else ""
        if day.start == day.end:
            return _with_until(ctx, day, f"{subject}{_long(day.start, 'ko')}이에요.")
        return Reply(f"{subject}{_long(day.start, 'ko')}부터 {_long(day.end, 'ko')}까지예요.")
    subject = said or "That"
    if day.start == day.end:
        verb = "was" if day.start < today else "is"
        return _with_until(ctx, day, f"{subject} {verb} {_long(day.start, 'en')}.")
    verb = "ran" if day.end < today else "runs"
    return Reply(f"{subject} {verb} from {_long(day.start, 'en')} to {_long(day.end, 'en')}.")


def weekday_of(ctx: Context, slots: Slots) -> Reply:
    """Which day of the week a day is."""
    today = ctx.now.date()
    day = slots["date"].value if "date" in slots else Day(today, today, "")
    if not isinstance(day, Day):
        return _unknown_date(ctx.language, slots["date"].raw)
    if day.start != day.end:
        return date_of(ctx, slots)
    near = NEAR[ctx.language].get((day.start - today).days)
    weekday = _weekday(day.start, ctx.language)
    said, figures = _said(day, ctx.language), _figures(day.start, ctx.language)
    named = bool(said) and not re.search(r"\d", said)
    if ctx.language == "ko":
        subject = near or (f"{said}({_short(day.start, today, 'ko')})" if named else figures)
        # The particle follows what is spoken: the word before the bracket.
        particle = with_particle(said if named and not near else subject, "은", "는")[-1]
        past = day.start < today
        return _with_until(
            ctx, day, f"{subject}{particle} {weekday}{'이었어요' if past else '이에요'}."
        )
    verb = "was" if day.start < today else "is"
    if near:
        return Reply(f"{near.capitalize()} {verb} {weekday}.")
    subject = f"{said}, {figures}," if named else figures
    return _with_until(ctx, day, f"{subject} {verb} a {weekday}.")


def days_until(ctx: Context, slots: Slots) -> Reply:
    """How many days are left until a day, or have passed since."""
    if "date" not in slots:
        ask = "어느 날까지요?" if ctx.language == "ko" else "Until which day?"
        return Reply(ask, asks="date")
    day = slots["date"].value
    if not isinstance(day, Day):
        return _unknown_date(ctx.language, slots["date"].raw)
    if day.start != day.end and RANGE.search(day.said):
        return Reply(_length(day, ctx.language))
    today = ctx.now.date()
    say = _until_ko if ctx.language == "ko" else _until_en
    return Reply(say(day, today))


def _until_en(day: Day, today: date) -> str:
    days, name = (day.start - today).days, _said(day, "en")
    on = f"{_weekday(day.start, 'en')}, {_short(day.start, today, 'en')}"
    if day.start != day.end:
        name = name or "That"
        if days > 0:
            return f"{name} starts {_in_days(days)}, on {on}."
        if day.end >= today:
            end = f"{_weekday(day.end, 'en')}, {_short(day.end, today, 'en')}"
            return f"{name} is under way and ends on {end}."
        return f"{name} ended {_days_ago((today - day.end).days)}."
    if not name or re.search(r"\d", name):
        name, on = _figures(day.start, "en"), f"a {_weekday(day.start, 'en')}"
        link = ", "
    else:
        link = ", on "
    if days == 0:
        return f"{name} is today." if name != "Today" else "That is today."
    if days == 1 or days == -1:
        link = ", "
    if days > 0:
        return (
            f"{name} is {_in_days(days)}{link}{on}." if name != "Tomorrow" else "That is tomorrow."
        )
    return (
        f"{name} was {_days_ago(-days)}{link}{on}."
        if name != "Yesterday"
        else "That was yesterday."
    )


def _until_ko(day: Day, today: date) -> str:
    days = (day.start - today).days
    name = _said(day, "ko") or _short(day.start, today, "ko")
    subject = with_particle(name, "은", "는")
    on = f"{_short(day.start, today, 'ko')} {_weekday(day.start, 'ko')}"
    if day.start != day.end and days <= 0:
        if day.end < today:
            return f"{subject} {(today - day.end).days:,}일 전에 끝났어요."
        end = f"{_short(day.end, today, 'ko')} {_weekday(day.end, 'ko')}"
        return f"{subject} 지금이에요. {end}에 끝나요."
    if days == 0:
        return f"{subject} 바로 오늘이에요." if name != "오늘" else "바로 오늘이에요."
    if days < 0:
        return f"{subject} {-days:,}일 전이었어요. {on}이었어요."
    when = f"{on}에 시작해요" if day.start != day.end else f"{on}이에요"
    left = "하루" if days == 1 else f"{days:,}일"
    return f"{name}까지 {left} 남았어요. {when}."


def _length(day: Day, language: str) -> str:
    days = (day.end - day.start).days
    if language == "ko":
        return f"{_figures(day.start, 'ko')}부터 {_figures(day.end, 'ko')}까지 {days:,}일이에요."
    first, last = _figures(day.start, "en"), _figures(day.end, "en")
    return f"From {first} to {last} it is {_count(days, 'day')}."


def _with_until(ctx: Context, day: Day, text: str) -> Reply:
    """The reply, offering the days that are left to a day still to come."""
    if (day.start - ctx.now.date()).days < 2 or not _said(day, ctx.language):
        return Reply(text)
    if ctx.language == "ko":
        return Reply(text, (Suggestion("며칠 남았어?", f"{day.said}까지 며칠 남았어?"),))
    return Reply(
        text, (Suggestion("How many days until then?", f"how many days until {day.said}"),)
    )


def _today(ctx: Context) -> str:
    if ctx.language == "ko":
        return f"오늘은 {_long(ctx.now.date(), 'ko')}이에요."
    return f"Today is {_long(ctx.now.date(), 'en')}."


def _unknown_city(language: str, raw: str) -> Reply:
    if language == "ko":
        text = f"“{_quoted(raw)}”라는 도시는 몰라요."
        return Reply(text, (Suggestion("여기는 지금 몇 시야?", "지금 몇 시야?"),), asks="city")
    text = f"I don't know a city called “{_quoted(raw)}”."
    return Reply(text, (Suggestion("What time is it here?", "what time is it"),), asks="city")


def _unknown_date(language: str, raw: str) -> Reply:
    if language == "ko":
        return Reply(f"“{_quoted(raw)}”, 이 날짜는 잘 모르겠어요. 언제인가요?", asks="date")
    return Reply(f"I can't make out the date “{_quoted(raw)}”. Which day is it?", asks="date")


def _quoted(raw: str) -> str:
    """The user's own words on one line, short, and without what Markdown would read."""
    words = " ".join(re.sub(r"[\\`*_\[\]<>#|~!]", "", raw).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _zone(city: City) -> ZoneInfo:
    try:
        return ZoneInfo(city.timezone)
    except ZoneInfoNotFoundError as error:
        raise AssistantError(
            f"This computer does not know the time zone {city.timezone}.",
            where=city.name,
            remedy="Install the Python package tzdata.",
        ) from error


def _said(day: Day, language: str) -> str:
    """The user's words for the day where they are of the reply's language, else ""."""
    if is_korean(day.said) != (language == "ko") or not re.search(r"[^\W\d_]", day.said):
        return ""
    if language == "ko":
        return day.said
    words = re.sub(r"^(?:(?:on|in|by|for|until|till|of|since)\s+)(?!\d|an? )", "", day.said.lower())
    words = HOLIDAYS.sub(lambda m: " ".join(w.capitalize() for w in m[0].split()), words)
    words = NAMES.sub(lambda m: m[0].capitalize(), words)
    return words[:1].upper() + words[1:]


def _weekday(day: date, language: str) -> str:
    return WEEKDAYS[language][day.weekday()]


def _figures(day: date, language: str) -> str:
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _short(day: date, today: date, language: str) -> str:
    """Without the year where it is this one."""
    if day.year != today.year:
        return _figures(day, language)
    return (
        f"{day.month}월 {day.day}일" if language == "ko" else f"{MONTHS[day.month - 1]} {day.day}"
    )


def _long(day: date, language: str) -> str:
    if language == "ko":
        return f"{_figures(day, 'ko')} {_weekday(day, 'ko')}"
    return f"{_weekday(day, 'en')}, {_figures(day, 'en')}"


def _clock_ko(at: datetime) -> str:
    hour = {0: "밤 12시", 12: "낮 12시"}.get(at.hour)
    hour = hour or f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12}시"
    return f"{_weekday(at, 'ko')} {hour}" + (f" {at.minute}분" if at.minute else "")


def _copula(at: datetime) -> str:
    return "이에요." if at.minute else "예요."  # after 분, after 시


def _count(number: int, unit: str) -> str:
    said = SMALL[number] if number < len(SMALL) else f"{number:,}"
    return f"{said} {unit}" if number == 1 else f"{said} {unit}s"


def _in_days(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days:,} days"


def _days_ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{days:,} days ago"


def _difference_en(minutes: int) -> str:
    """nine hours ahead of you; half an hour behind you."""
    if minutes == 0:
        return "the same time as where you are"
    hours, rest = divmod(abs(minutes), 60)
    if rest == 30:
        length = f"{_count(hours, 'hour').split()[0]} and a half hours" if hours else "half an hour"
    else:
        parts = [_count(hours, "hour")] if hours else []
        length = " and ".join(parts + ([_count(rest, "minute")] if rest else []))
    return f"{length} {'ahead of' if minutes > 0 else 'behind'} you"


def _difference_ko(minutes: int) -> str:
    if minutes == 0:
        return "여기와 같은 시간이에요."
    hours, rest = divmod(abs(minutes), 60)
    length = " ".join([f"{hours}시간"] * bool(hours) + [f"{rest}분"] * bool(rest))
    return f"여기보다 {length} {'빨라요' if minutes > 0 else '느려요'}."
