"""Repetitions in both languages, and the moments they come to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import recurrences, resolve, spot, to_json
from assistant.values.recurrences import Recurrence
from assistant.values.saying_repeats import repeats

NOW = datetime(2026, 11, 25, 10, 0)  # a Wednesday
BERLIN = ZoneInfo("Europe/Berlin")
SEOUL = ZoneInfo("Asia/Seoul")

MEANT = {
    "every day": "FREQ=DAILY",
    "everyday": "FREQ=DAILY",
    "daily": "FREQ=DAILY",
    "every single day": "FREQ=DAILY",
    "every morning": "FREQ=DAILY",
    "every weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "on weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekends": "FREQ=WEEKLY;BYDAY=SA,SU",
    "every weekend": "FREQ=WEEKLY;BYDAY=SA,SU",
    "every monday and thursday": "FREQ=WEEKLY;BYDAY=MO,TH",
    "every mon, wed and fri": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "Mondays and Thursdays": "FREQ=WEEKLY;BYDAY=MO,TH",
    "every monday morning": "FREQ=WEEKLY;BYDAY=MO",
    "every day on mondays": "FREQ=WEEKLY;BYDAY=MO",
    "every day except sunday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA",
    "weekdays apart from friday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH",
    "every weekend except sunday": "FREQ=WEEKLY;BYDAY=SA",
    "daily but not on saturday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SU",
    "every day from monday to friday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "monday to friday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "every other day": "FREQ=DAILY;INTERVAL=2",
    "every third day": "FREQ=DAILY;INTERVAL=3",
    "every 2 weeks": "FREQ=WEEKLY;INTERVAL=2",
    "every fortnight": "FREQ=WEEKLY;INTERVAL=2",
    "every two weeks on friday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "every second friday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "weekly on monday": "FREQ=WEEKLY;BYDAY=MO",
    "every month": "FREQ=MONTHLY",
    "every month on the 1st": "FREQ=MONTHLY;BYMONTHDAY=1",
    "the 15th of each month": "FREQ=MONTHLY;BYMONTHDAY=15",
    "last day of every month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "the first monday of every month": "FREQ=MONTHLY;BYDAY=1MO",
    "every last friday of the month": "FREQ=MONTHLY;BYDAY=-1FR",
    "every quarter": "FREQ=MONTHLY;INTERVAL=3",
    "every year": "FREQ=YEARLY",
    "every year on march 3": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3",
    "every 3rd of march": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3",
    "every hour": "FREQ=HOURLY",
    "every half hour": "FREQ=MINUTELY;INTERVAL=30",
    "every hour and a half": "FREQ=MINUTELY;INTERVAL=90",
    "FREQ=WEEKLY;BYDAY=MO,TU": "FREQ=WEEKLY;BYDAY=MO,TU",
    "매일": "FREQ=DAILY",
    "매일 아침": "FREQ=DAILY",
    "아침마다": "FREQ=DAILY",
    "하루에 한 번": "FREQ=DAILY",
    "월수금": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "이틀에 한 번": "FREQ=DAILY;INTERVAL=2",
    "격일로": "FREQ=DAILY;INTERVAL=2",
    "평일마다": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "평일에": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "주말마다": "FREQ=WEEKLY;BYDAY=SA,SU",
    "주말 빼고 매일": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "매일 일요일 빼고": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA",
    "매주 월요일": "FREQ=WEEKLY;BYDAY=MO",
    "매주 월요일과 목요일에": "FREQ=WEEKLY;BYDAY=MO,TH",
    "매주 월수금": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "월, 수, 금마다": "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "월요일 목요일마다": "FREQ=WEEKLY;BYDAY=MO,TH",
    "월요일부터 금요일까지 매일": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "격주 금요일": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "2주마다 금요일": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "매달 1일": "FREQ=MONTHLY;BYMONTHDAY=1",
    "매월 말일": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "매달 첫째 월요일": "FREQ=MONTHLY;BYDAY=1MO",
    "두 달마다": "FREQ=MONTHLY;INTERVAL=2",
    "매년 3월 3일": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3",
    "해마다": "FREQ=YEARLY",
    "매시간": "FREQ=HOURLY",
    "30분마다": "FREQ=MINUTELY;INTERVAL=30",
}
NOTHING = [
    "", "every", "monday", "on monday", "tomorrow", "every day at 7", "every 0 days",
    "every 2000 days", "every 30 seconds", "every 32nd", "every day except holidays",
    "every bananas", "2 weeks", "FREQ=SECONDLY", "FREQ=DAILY;COUNT=2", "FREQ=WEEKLY;BYDAY=XX",
    "월요일에", "주말에 비 와", "매달 32일", "매달 첫째 주 월요일", "공휴일 빼고 매일", "이메일",
    "\ud800",
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), MEANT.items())
def test_a_repetition_is_understood(words: str, expected: str) -> None:
    found = resolve("recurrence", words, NOW)
    assert isinstance(found, Recurrence)
    assert (to_json(found), found.said) == (expected, words)


@pytest.mark.parametrize("words", NOTHING)
def test_what_is_no_repetition_is_refused(words: str) -> None:
    assert recurrences.parse(words, NOW) is None


@pytest.mark.parametrize("text", ["첫째 주 월요일마다 회의", "마지막 주 금요일마다 알려줘"])
def test_a_week_of_the_month_is_not_taken_for_every_week(text: str) -> None:
    assert spot("recurrence", text, NOW) == ()


@pytest.mark.parametrize(
    ("text", "repeat", "when"),
    [
        ("wake me every weekday at 7", "every weekday", "7"),
        ("set an alarm on mondays at 8", "mondays", "8"),
        ("every sat at 7", "every sat", "7"),
        ("every evening at 7", "every evening", "7"),
        ("remind me on the 1st of every month at 9", "the 1st of every month", "9"),
        ("remind me every monday", "every monday", None),
        ("매주 월요일 아침 8시에 깨워줘", "매주 월요일", "아침 8시"),
        ("평일마다 7시에 깨워줘", "평일마다", "7시"),
        ("매일 아침 7시에 알람", "매일", "아침 7시"),
        ("매일 아침 약 먹으라고 알려줘", "매일 아침", None),
        ("매달 1일 9시에 월세 내라고 알려줘", "매달 1일", "9시"),
        ("월요일부터 금요일까지 매일 7시에 깨워줘", "월요일부터 금요일까지 매일", "7시"),
        ("wake me on monday at 7", None, "monday at 7"),
        ("wake me tomorrow", None, "tomorrow"),
        ("the daily standup at 9", None, "9"),
        ("every day except holidays at 7", None, "7"),
        ("공휴일 빼고 매일 7시에 깨워줘", None, "7시"),
    ],
)
def test_a_repetition_and_its_moment_share_no_words(
    text: str, repeat: str | None, when: str | None
) -> None:
    found = {kind: [text[s.start : s.end] for s in spot(kind, text, NOW)]
             for kind in ("recurrence", "datetime")}  # fmt: skip
    assert found["recurrence"] == ([repeat] if repeat else [])
    assert found["datetime"] == ([when] if when else [])


def recurrence(**given: object) -> Recurrence:
    return Recurrence(**given)  # type: ignore[arg-type]


weekdays = st.sets(st.integers(0, 6), max_size=7).map(lambda found: tuple(sorted(found)))
every = st.integers(1, 40)
RECURRENCES = st.one_of(
    st.builds(recurrence, unit=st.sampled_from(["minute", "hour", "day"]), every=every),
    st.builds(recurrence, unit=st.just("week"), every=every, weekdays=weekdays),
    st.builds(recurrence, unit=st.just("month"), every=every,
              day=st.none() | st.just(-1) | st.integers(1, 31)),
    st.builds(recurrence, unit=st.just("month"), every=every, nth=st.sampled_from([1, 2, 4, 5, -1]),
              weekdays=st.integers(0, 6).map(lambda one: (one,))),
    st.builds(recurrence, unit=st.just("year"), every=every, month=st.integers(1, 12),
              day=st.integers(1, 31)),
    st.builds(recurrence, unit=st.just("year"), every=every),
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(
    lambda at: at.replace(microsecond=0)
)


@given(RECURRENCES)
def test_its_rule_is_read_back(repeat: Recurrence) -> None:
    assert Recurrence.from_iso(repeat.iso) == repeat
    again = recurrences.parse(repeat.iso, NOW)
    assert again is not None and again.iso == repeat.iso


@given(RECURRENCES, st.sampled_from(["en", "ko"]))
def test_every_repetition_has_words(repeat: Recurrence, language: str) -> None:
    assert repeats(repeat, language).startswith("every") == (language == "en")


@pytest.mark.parametrize("rule", ["", "FREQ", "FREQ=WEEKLY;BYDAY=MO;X=1", "FREQ=DAILY;INTERVAL=0"])
def test_other_rules_are_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="recurrence rule"):
        Recurrence.from_iso(rule)


@given(RECURRENCES, MOMENTS, MOMENTS, st.sampled_from([BERLIN, SEOUL, UTC]))
def test_the_next_time_is_the_first_after_now(
    repeat: Recurrence, at: datetime, now: datetime, zone: ZoneInfo
) -> None:
    at, now = at.replace(tzinfo=zone), now.replace(tzinfo=zone)
    found = repeat.next_after(at, now)
    assert found.timestamp() > now.timestamp()
    assert found.timestamp() >= at.timestamp()
    just_before = (found.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
    assert repeat.next_after(at, just_before) == found  # nothing lies in between
    if repeat.unit not in ("minute", "hour"):
        skipped = datetime.combine(found.date(), at.time().replace(fold=0), zone)
        there = skipped.astimezone(UTC).astimezone(zone)
        assert found == there  # the clock shows the same, but where an hour is left out
        assert not repeat.weekdays or found.weekday() in repeat.weekdays
        assert repeat.month is None or found.month == repeat.month


@given(RECURRENCES, MOMENTS, st.integers(1, 30))
def test_going_on_from_each_time_is_as_counting_from_the_first(
    repeat: Recurrence, at: datetime, steps: int
) -> None:
    at = at.replace(tzinfo=SEOUL)
    there = repeat.first(at)
    for _ in range(steps):
        there = repeat.next_after(at, there)
    assert repeat.next_after(there, there) == repeat.next_after(at, there) or (
        repeat.day is None and repeat.unit in ("month", "year")  # Jan 31 goes on as Feb 28
    )


def test_the_clock_on_the_wall_stays_when_daylight_saving_begins() -> None:
    daily = Recurrence("day")
    at = datetime(2027, 3, 26, 2, 30, tzinfo=BERLIN)
    found = [at]
    for _ in range(3):
        found.append(daily.next_after(at, found[-1]))
    # At 2:00 of March 28 the clock goes to 3:00.
    assert [f"{each:%d %H:%M}" for each in found] == [
        "26 02:30",
        "27 02:30",
        "28 03:30",
        "29 02:30",
    ]


def test_hours_are_counted_as_they_pass() -> None:
    at = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN)  # at 3:00 it is 2:00 again
    found = Recurrence("hour", 2).next_after(at, at)
    assert found.astimezone(UTC) - at.astimezone(UTC) == timedelta(hours=2)
    assert f"{found:%H:%M}" == "02:30"


@pytest.mark.parametrize(
    ("rule", "at", "days"),
    [
        ("FREQ=MONTHLY", "2027-01-31", ["2027-02-28", "2027-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31", ["2027-02-28", "2027-03-31"]),
        ("FREQ=YEARLY", "2024-02-29", ["2025-02-28", "2026-02-28"]),
        ("FREQ=MONTHLY;BYDAY=5FR", "2027-01-29", ["2027-04-30", "2027-07-30"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-11-27", ["2026-12-07", "2026-12-11"]),
    ],
)
def test_the_days_that_come(rule: str, at: str, days: list[str]) -> None:
    begin = datetime.combine(date.fromisoformat(at), time(9), SEOUL)
    repeat = Recurrence.from_iso(rule)
    first = repeat.next_after(begin, begin)
    assert [f"{each:%F}" for each in (first, repeat.next_after(begin, first))] == days


def test_the_first_time_of_every_other_friday_is_this_friday() -> None:
    saturday = datetime(2026, 11, 28, 9, tzinfo=SEOUL)
    assert f"{Recurrence('week', 2, (4,)).first(saturday):%F}" == "2026-12-04"


def test_the_end_of_the_calendar_is_told() -> None:
    last = datetime(9999, 12, 31, 9, tzinfo=UTC)
    with pytest.raises(OverflowError):
        Recurrence("day").next_after(last, last)


@given(st.text(max_size=60))
def test_any_text_is_read_without_harm(text: str) -> None:
    recurrences.parse(text, NOW)
    for found in recurrences.spot(text, NOW):
        assert 0 <= found.start < found.end <= len(text)
