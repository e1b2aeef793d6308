"""Lengths in a row that share their unit."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import spot
from assistant.values.counted_rows import spot as rows
from assistant.values.instants import Instant

NOW = datetime(2026, 11, 25, 10)


def found(text: str) -> list[str]:
    """Each with its time: "in 5 10:05"."""
    return [
        f"{text[each.start : each.end]} {each.value.at:%H:%M}"
        for each in spot("datetime", text, NOW)
        if isinstance(each.value, Instant)
    ]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("in 5, 10 and 15 minutes", ["in 5 10:05", "10 10:10", "15 minutes 10:15"]),
        ("wake me in 20 and 40 minutes", ["in 20 10:20", "40 minutes 10:40"]),
        ("in one, two, and three hours", ["in one 11:00", "two 12:00", "three hours 13:00"]),
        ("in 5 minutes and 10 minutes", ["in 5 minutes 10:05", "10 minutes 10:10"]),
        ("5분, 10분, 15분 뒤에", ["5분 10:05", "10분 10:10", "15분 뒤 10:15"]),
        ("20분이랑 40분 뒤에 깨워줘", ["20분 10:20", "40분 뒤 10:40"]),
        ("한 시간하고 두 시간 후에", ["한 시간 11:00", "두 시간 후 12:00"]),
        ("5, 10분 뒤", ["5 10:05", "10분 뒤 10:10"]),
    ],
)
def test_each_counts_the_unit_of_the_last(text: str, times: list[str]) -> None:
    assert found(text) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("in 1 hour and 30 minutes", ["in 1 hour and 30 minutes 11:30"]),
        ("in 2 and a half hours", ["in 2 and a half hours 12:30"]),
        ("1시간하고 30분 뒤", ["1시간하고 30분 뒤 11:30"]),
        ("dinner in 5 and 10 people", []),
    ],
)
def test_one_length_stays_one(text: str, times: list[str]) -> None:
    assert found(text) == times


@given(st.text(alphabet="in 125,and minutes시간분이랑 뒤에", max_size=50))
def test_members_stand_one_behind_the_other(text: str) -> None:
    places = [(each.start, each.end) for each in rows(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
