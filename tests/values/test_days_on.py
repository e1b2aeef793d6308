"""Days counted on from a day: "thursday week", "a week today", 다음 주 오늘.

Now is Wednesday, November 25, 2026, 06:04.
"""

from datetime import datetime, time

import pytest

from assistant.values import dates, resolve, spot, to_json
from assistant.values.dates import Day
from assistant.values.moments import usual_time

NOW = datetime(2026, 11, 25, 6, 4)

DAYS = {
    "thursday week": "2026-12-03",
    "wednesday week": "2026-12-02",
    "sunday week": "2026-12-06",
    "this friday week": "2026-12-04",
    "on friday week": "2026-12-04",
    "thursday week morning": "2026-12-03",
    "monday fortnight": "2026-12-14",
    "today week": "2026-12-02",
    "tomorrow week": "2026-12-03",
    "tmrw fortnight": "2026-12-10",
    "a week today": "2026-12-02",
    "a week tomorrow": "2026-12-03",
    "a fortnight today": "2026-12-09",
    "two weeks tomorrow": "2026-12-10",
    "a week on thursday": "2026-12-03",
    "a week friday": "2026-12-04",
    "three weeks monday": "2026-12-21",
    "a month today": "2026-12-25",
    "a year tomorrow": "2027-11-26",
    "two days after friday week": "2026-12-06",
    "from friday week to monday week": "2026-12-04/2026-12-07",
    "일주일 뒤 목요일": "2026-12-03",
    "다음 주 오늘": "2026-12-02",
    "다음주의 오늘": "2026-12-02",
    "지난주 오늘": "2026-11-18",
    "다음 달 오늘": "2026-12-25",
    "작년 오늘": "2025-11-25",
    "일주일 뒤 오늘": "2026-12-02",
    "1년 전 오늘": "2025-11-25",
}
NONE = [
    "next friday week", "last friday week", "yesterday week", "tonight week", "week", "a week",
    "the week of thursday", "thursday weeks", "a month friday", "사흘 뒤 오늘", "다음 주 내일",
    "-3 days from now", "minus 2 weeks ago", "in -3 days", "-3일 뒤", "마이너스 3일 뒤",
]  # fmt: skip


@pytest.mark.parametrize(("words", "days"), DAYS.items())
def test_a_day_counted_on_from_another_is_understood(words: str, days: str) -> None:
    assert to_json(dates.parse(words, NOW)) == days


@pytest.mark.parametrize("words", NONE)
def test_what_may_be_two_days_or_none_is_refused(words: str) -> None:
    assert dates.parse(words, NOW) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i am off thursday week, ok?", ["thursday week"]),
        ("the report is due monday week 7pm", ["monday week"]),
        ("monday week 5 of the course", ["monday"]),
        ("the week of thursday", ["thursday"]),
        ("thursday weekly review", ["thursday"]),
        ("remind me a week tomorrow", ["a week tomorrow"]),
        ("from monday to friday week", ["from monday to friday week"]),
        ("how was your week today", ["today"]),
        ("it has been a week today", []),  # a length, and a day
        ("a hotel for a week tomorrow", []),
        ("twice a week tomorrow", []),
        ("next friday week", []),  # one week later to some, two to others
        ("-3 days from now", []),
        ("-2 weeks from tomorrow", []),
        ("- 3 days from now", ["3 days from now"]),
        ("마이너스 3일 뒤", []),
        ("다음 주 오늘이면 며칠이야", ["다음 주 오늘"]),
        ("다음 주, 오늘", ["다음 주", "오늘"]),
    ],
)
def test_they_are_found_in_a_message(text: str, said: list[str]) -> None:
    assert [text[found.start : found.end] for found in dates.spot(text, NOW)] == said


@pytest.mark.parametrize(
    ("on", "words", "day"),
    [
        ("2026-11-28", "friday week", "2026-12-11"),  # a Saturday
        ("2026-11-27", "friday week", "2026-12-04"),
        ("2028-02-29", "a year today", "2029-02-28"),
        ("9999-12-31", "a week today", None),
        ("9999-12-30", "friday week", None),
    ],
)
def test_they_are_counted_from_the_day_it_is_said(on: str, words: str, day: str | None) -> None:
    assert to_json(dates.parse(words, datetime.fromisoformat(on))) == day


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("a fortnight on saturday", 9), ("thursday fortnight", 9), ("saturday night", 21),
        ("a fortnight on saturday night", 21), ("tonight", 21), ("every weeknight", 21),
        ("tomorrow afternoon", 15), ("at noon", 12),
    ],
)  # fmt: skip
def test_a_fortnight_is_no_night(words: str, hour: int) -> None:
    assert usual_time(words) == time(hour)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("다음다음주", "다다음 주"), ("다음다음 주 월요일", "다다음 주 월요일"),
        ("다음 다음 주 금요일", "다다음 주 금요일"), ("다음다음 달", "다다음 달"),
        ("다음다음달 3일", "다다음 달 3일"),
    ],
)  # fmt: skip
def test_next_but_one(words: str, same: str) -> None:
    one, other = resolve("date", words, NOW), resolve("date", same, NOW)
    assert isinstance(one, Day) and isinstance(other, Day)
    assert (one.start, one.end) == (other.start, other.end)
    (there,) = spot("date", f"{words}에 알려줘", NOW)
    assert isinstance(there.value, Day) and there.value.start == one.start
