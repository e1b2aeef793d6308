"""What a message asks of the weather: where, which days, and how."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from assistant.plugins.api import Context, Reply, Slots, Suggestion
from assistant.values.cities import City
from assistant.values.dates import Day

from .chance import Kind
from .forecast import HORIZON
from .words import Words, words_for

WEEK = 7  # days

_SNOW = re.compile(r"\bsnow|\bsleet\b|\bflurr|눈")
_WHEN = re.compile(r"\bwhen\b|언제")
_ENDS = re.compile(r"\bstops?\b|\bend\b|그[쳐치칠친]|까지")
# To these, "yes" would say the opposite, or nothing.
_NO_YES = re.compile(
    r"\bdry\b|\bnot\b|won.t|without|at home|\bhow\b|\bwhat|"
    "안 ?(?:오|올|와)|없이|얼마|몇|확률|강수량"
)


@dataclass(frozen=True)
class Question:
    words: Words
    city: City
    place: str  # the city, in the language of the answer
    said: str  # the city, as a message of the user's would name it
    now: datetime  # the time there, without a zone
    first: date
    last: date  # inclusive
    kind: Kind  # snow, when that was asked for
    plain: bool  # to be answered without yes or no

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def is_today(self) -> bool:
        return self.first == self.last == self.today


def read(
    ctx: Context, slots: Slots, days: int = 1, *, horizon: int = HORIZON
) -> list[Question | Reply]:
    """The questions, of each city about each day that is named, or about `days` days from today; or
    replies that ask back.

    `horizon`: days that the service sees, today included.
    """
    rows = (
        [each for each in ctx.entities if each.entity == name] or [slots[name]]
        for name in ("city", "date")
        if name in slots
    )
    return [
        _read(ctx, {each.entity: each for each in said}, days, horizon) for said in product(*rows)
    ]


def _read(ctx: Context, slots: Slots, days: int, horizon: int) -> Question | Reply:
    words = words_for(ctx)
    city_slot, date_slot = slots.get("city"), slots.get("date")
    city = city_slot.value if city_slot else ctx.home
    if not isinstance(city, City):
        said = words.unknown_city(plain_text(city_slot.raw)) if city_slot else words.which_city()
        return Reply(said, asks="city")
    day = date_slot.value if date_slot else None
    if date_slot and not isinstance(day, Day):
        return Reply(words.unknown_date(plain_text(date_slot.raw)), asks="date")
    now = _time_in(city, ctx.now)
    today = now.date()
    end = today + timedelta(days=horizon - 1)
    first, last = today, today + timedelta(days=days - 1)
    if isinstance(day, Day):
        first, last = day.start, day.end
        if first == last == ctx.now.date():  # "today" is what it is there, not here
            first = last = today
    text = ctx.text.casefold()
    question = Question(
        words=words,
        city=city,
        place=city.name_in(ctx.language),
        said=plain_text(city_slot.raw) if city_slot else city.name_in(ctx.language),
        now=now,
        first=max(first, today),
        last=min(last, end),
        kind="snow" if _SNOW.search(text) else "rain",
        plain=any(pattern.search(text) for pattern in (_WHEN, _ENDS, _NO_YES)),
    )
    if first > end:
        return Reply(words.too_far(end, horizon), suggest(words.week(question.said)))
    if last < today:
        return Reply(words.past(), suggest(words.tomorrow(question.said)))
    return question


def suggest(*offers: tuple[str, str]) -> tuple[Suggestion, ...]:
    """What may be asked next: pairs of a label and the message it sends."""
    return tuple(Suggestion(label, message) for label, message in offers)


def asks_when(text: str) -> bool:
    """Whether it asks on which day something will begin, so that one day is no answer."""
    text = text.casefold()
    return bool(_WHEN.search(text)) and not _ENDS.search(text)


def plain_text(said: str) -> str:
    """The user's words as a reply may repeat them: short, and without what Markdown would read."""
    kept = "".join(c for c in said if c.isprintable() and c not in "\\`*_[]<>|#~&")
    return kept if len(kept) <= 40 else kept[:39] + "…"


def _time_in(city: City, now: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    try:
        return now.astimezone(ZoneInfo(city.timezone)).replace(tzinfo=None)
    except (ValueError, OSError, LookupError):  # a machine without time zones
        return now.replace(tzinfo=None)
