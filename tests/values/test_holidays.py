"""Holidays of the moon's calendar, said in Korean."""

from datetime import datetime

import pytest

from assistant.values import spot, to_json
from assistant.values.dates import parse

NOW = datetime(2026, 11, 25, 6, 4)

LUNAR = {  # Seollal, Chuseok, Buddha's Birthday; from the Korean almanac
    2025: ("2025-01-29", "2025-10-06", "2025-05-05"),
    2026: ("2026-02-17", "2026-09-25", "2026-05-24"),
    2027: ("2027-02-07", "2027-09-15", "2027-05-13"),
    2028: ("2028-01-27", "2028-10-03", "2028-05-02"),
    2029: ("2029-02-13", "2029-09-22", "2029-05-20"),
    2030: ("2030-02-03", "2030-09-12", "2030-05-09"),
    2031: ("2031-01-23", "2031-10-01", "2031-05-28"),
    2032: ("2032-02-11", "2032-09-19", "2032-05-16"),
    2033: ("2033-01-31", "2033-09-08", "2033-05-06"),
    2034: ("2034-02-19", "2034-09-27", "2034-05-25"),
    2035: ("2035-02-08", "2035-09-16", "2035-05-15"),
}


@pytest.mark.parametrize("year", LUNAR)
def test_the_lunar_holidays_fall_on_the_days_of_the_almanac(year: int) -> None:
    names = ("설날", "추석", "석가탄신일")
    assert tuple(to_json(parse(f"{year}년 {name}", NOW)) for name in names) == LUNAR[year]


@pytest.mark.parametrize("words", ["음력 8월 15일 오전 9시에 알려줘", "음력 1월 1일에 깨워줘"])
def test_a_day_of_the_moons_calendar_is_not_taken_for_one_of_the_suns(words: str) -> None:
    assert spot("datetime", words, NOW) == ()
