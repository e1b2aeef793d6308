"""Figures as both languages write them."""

from datetime import datetime, timedelta

from .chance import Chance


def wet(day: Chance, before: str, after: str = "") -> str:
    """The probability, where there is one."""
    return "" if day.probability is None else before + percent(day.probability) + after


def percent(probability: float) -> str:
    return f"{round(probability)} %"


def nearest_hour(moment: datetime) -> int:
    return (moment + timedelta(minutes=30)).hour
