"""A day of the sun in a sentence."""

from datetime import date, datetime, timedelta

from assistant.korean import with_particle
from assistant.values.cities import City
from assistant.values.saying import NEAR, clock, short

from .sun import Daylight
from .words import hours, moment, weekday


def in_english(place: City, day: date, now: datetime, light: Daylight) -> str:
    rise, sets = light.rise, light.set
    parts = []
    if rise:
        parts.append(f"{'rose' if rise < now else 'rises'} at {_at(rise, day, 'en')}")
    if sets:
        parts.append(f"{'set' if sets < now else 'sets'} at {_at(sets, day, 'en')}")
    length = f": {_length(rise, sets, 'en')} of daylight" if rise and sets else ""
    return f"{on(day, now.date(), 'en')} in {place.name} the sun {' and '.join(parts)}{length}."


def in_korean(place: City, day: date, now: datetime, light: Daylight) -> str:
    rise, sets = light.rise, light.set
    topic = f"{on(day, now.date(), 'ko')} {with_particle(place.name_in('ko'), '은', '는')}"
    up = rise and f"{_at(rise, day, 'ko')}에"
    down = sets and f"{_at(sets, day, 'ko')}에"
    rises = ("떴어요", "떴고") if rise and rise < now else ("떠요", "뜨고")
    falls = "졌어요" if sets and sets < now else "져요"
    if rise and sets:
        return (
            f"{topic} 해가 {up} {rises[1]} {down} {falls}. "
            f"낮은 {_length(rise, sets, 'ko')} 동안이에요."
        )
    return f"{topic} {up} 해가 {rises[0]}." if up else f"{topic} {down} 해가 {falls}."


def on(day: date, today: date, language: str) -> str:
    """Today, Tomorrow, On Friday, November 27; 오늘, 11월 27일 금요일."""
    near = NEAR[language].get((day - today).days)
    if language == "ko":
        return near or f"{short(day, today, 'ko')} {weekday(day, 'ko')}"
    return near.capitalize() if near else f"On {weekday(day, 'en')}, {short(day, today, 'en')}"


def _at(at: datetime, day: date, language: str) -> str:
    """Far in the north it may set after midnight: the weekday is said then."""
    return (clock if at.date() == day else moment)(at, language)


def _length(rise: datetime, sets: datetime, language: str) -> str:
    return hours((sets - rise) // timedelta(minutes=1), language)
