"""Moments, lengths and repetitions in words. Now is Wednesday, November 25, 2026, 10:00."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.values.dates import Day
from assistant.values.instants import Instant
from assistant.values.moments import meant, on_day, parse, spot, usual_time
from assistant.values.recurrences import Recurrence
from assistant.values.saying import away, length, moment
from assistant.values.saying_repeats import repeats_at

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.mark.parametrize(
    ("at", "english", "korean"),
    [
        ("2026-11-25T10:10", "at 10:10", "오늘 오전 10시 10분"),
        ("2026-11-25T12:00", "at 12:00", "오늘 낮 12시"),
        ("2026-11-26T00:30", "tomorrow at 00:30", "내일 0시 30분"),
        ("2026-11-24T23:00", "yesterday at 23:00", "어제 오후 11시"),
        ("2026-12-01T07:00", "on Tuesday at 07:00", "화요일 오전 7시"),
        ("2026-12-04T07:00", "on Friday, December 4, at 07:00", "12월 4일 금요일 오전 7시"),
        (
            "2027-12-04T07:00",
            "on Saturday, December 4, 2027, at 07:00",
            "2027년 12월 4일 토요일 오전 7시",
        ),
        ("2026-11-20T07:00", "on Friday, November 20, at 07:00", "11월 20일 금요일 오전 7시"),
    ],
)
def test_a_moment(at: str, english: str, korean: str) -> None:
    there = datetime.fromisoformat(at).replace(tzinfo=NOW.tzinfo)
    assert (moment(there, NOW, "en"), moment(there, NOW, "ko")) == (english, korean)
    elsewhere = there.astimezone(ZoneInfo("America/New_York"))
    assert moment(elsewhere, NOW, "en") == english  # told in the zone of now


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (1, "in one second", "1초 뒤"),
        (90, "in one minute and 30 seconds", "1분 30초 뒤"),
        (150, "in two minutes", "2분 뒤"),
        (600, "in ten minutes", "10분 뒤"),
        (3599, "in one hour", "1시간 뒤"),
        (21 * 3600, "in 21 hours", "21시간 뒤"),
        (31 * 3600 + 600, "in 31 hours and ten minutes", "31시간 10분 뒤"),
        (3 * 86_400, "in three days", "3일 뒤"),
    ],
)
def test_how_far_away(seconds: int, english: str, korean: str) -> None:
    there = NOW + timedelta(seconds=seconds)
    assert (away(there, NOW, "en"), away(there, NOW, "ko")) == (english, korean)


def test_a_length_in_all_its_units() -> None:
    time = timedelta(days=1, hours=2, minutes=3, seconds=4)
    assert length(time, "en") == "one day, two hours, three minutes and four seconds"
    assert length(time, "ko") == "1일 2시간 3분 4초"
    assert (length(timedelta(0), "en"), length(timedelta(0), "ko")) == ("no seconds", "0초")


@pytest.mark.parametrize(
    ("rule", "english", "korean"),
    [
        ("FREQ=DAILY", "every day at 10:00", "매일 오전 10시에"),
        ("FREQ=DAILY;INTERVAL=2", "every other day at 10:00", "2일마다 오전 10시에"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days at 10:00", "3일마다 오전 10시에"),
        ("FREQ=WEEKLY", "every week at 10:00", "매주 오전 10시에"),
        ("FREQ=WEEKLY;BYDAY=SA,SU", "every weekend at 10:00", "주말마다 오전 10시에"),
        (
            "FREQ=WEEKLY;BYDAY=MO,WE,FR",
            "every Monday, Wednesday and Friday at 10:00",
            "매주 월요일, 수요일, 금요일 오전 10시에",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "every other Friday at 10:00",
            "격주 금요일 오전 10시에",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR",
            "every 3 weeks on Friday at 10:00",
            "3주마다 금요일 오전 10시에",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "every month on the last day at 10:00",
            "매달 마지막 날 오전 10시에",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=22",
            "every month on the 22nd at 10:00",
            "매달 22일 오전 10시에",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR",
            "every month on the last Friday at 10:00",
            "매달 마지막 금요일 오전 10시에",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3",
            "every year on March 3 at 10:00",
            "매년 3월 3일 오전 10시에",
        ),
        ("FREQ=HOURLY", "every hour", "매시간"),
        ("FREQ=MINUTELY;INTERVAL=30", "every 30 minutes", "30분마다"),
    ],
)
def test_a_repetition(rule: str, english: str, korean: str) -> None:
    repeat = Recurrence.from_iso(rule)
    assert (repeats_at(repeat, NOW, "en"), repeats_at(repeat, NOW, "ko")) == (english, korean)


def test_a_moment_is_a_day_where_no_time_was_said() -> None:
    assert isinstance(parse("tomorrow at 7", NOW), Instant)
    assert isinstance(parse("tomorrow", NOW), Day)
    assert [found.value.said for found in spot("tomorrow, or monday", NOW)] == [
        "tomorrow", "monday",
    ]  # fmt: skip
    assert [found.value.said for found in spot("monday's meeting is tomorrow at 7", NOW)] == [
        "tomorrow at 7"
    ]


@pytest.mark.parametrize(
    ("words", "repeat", "likely", "expected"),
    [
        ("at 7", None, range(0), "2026-11-25T19:00"),
        ("at 7", None, range(4, 12), "2026-11-26T07:00"),
        ("today at 9", None, range(4, 12), "2026-11-25T21:00"),
        ("yesterday at 9", None, range(0), None),
        ("at 7", "every evening", range(4, 12), "2026-11-25T19:00"),
        ("at 7 am", "every evening", range(0), "2026-11-26T07:00"),
        ("at 9", "매달 1일", range(7, 19), "2026-12-01T09:00"),
        ("yesterday at 9 am", "every wednesday", range(0), "2026-12-02T09:00"),
    ],
)
def test_which_reading_is_meant(
    words: str, repeat: str | None, likely: range, expected: str | None
) -> None:
    from assistant.values import recurrences

    when = parse(words, NOW)
    assert isinstance(when, Instant)
    found = meant(when, NOW, recurrences.parse(repeat, NOW) if repeat else None, likely)
    assert (found and f"{found:%FT%H:%M}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tomorrow", "2026-11-26T09:00"),
        ("tonight", "2026-11-25T21:00"),
        ("내일 저녁", "2026-11-26T19:00"),
        ("today", None),
        ("yesterday", None),
        ("this week", "2026-11-26T09:00"),
        ("next week", "2026-11-30T09:00"),
    ],
)
def test_a_day_has_a_usual_time(words: str, expected: str | None) -> None:
    day = parse(words, NOW)
    assert isinstance(day, Day)
    found = on_day(day, NOW)
    assert (found and f"{found:%FT%H:%M}") == expected
    assert usual_time("").hour == 9


@pytest.mark.parametrize(
    ("words", "day", "hour"),
    [
        ("in the evening", 25, 19), ("in the morning", 26, 9), ("at night", 25, 21),
        ("around lunchtime", 25, 12), ("저녁에", 25, 19), ("아침에", 26, 9), ("점심때", 25, 12),
        ("이따 밤에", 25, 21),
    ],
)  # fmt: skip
def test_a_part_of_the_day_alone_is_the_next_one(words: str, day: int, hour: int) -> None:
    found = parse(words, NOW)
    assert isinstance(found, Day)
    assert on_day(found, NOW) == datetime(2026, 11, day, hour, tzinfo=NOW.tzinfo)
