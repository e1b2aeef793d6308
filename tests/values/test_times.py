"""Times of day and instants in both languages. Now is Wednesday, November 25, 2026, 10:00:30."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import instants, resolve, spot, times, to_json
from assistant.values.instants import Instant
from assistant.values.times import Time

NOW = datetime(2026, 11, 25, 10, 0, 30)


def shown(value: Time | Instant | None) -> list[object]:
    """The ISO forms of a value and of its alternatives."""
    return [] if value is None else [value.iso, *(other.iso for other in value.alternatives)]


TIMES = {
    "at 7": ["07:00", "19:00"],
    "seven": ["07:00", "19:00"],
    "7 o'clock": ["07:00", "19:00"],
    "half past six": ["18:30", "06:30"],
    "half six": ["18:30", "06:30"],
    "quarter to nine": ["08:45", "20:45"],
    "a quarter past 4": ["16:15", "04:15"],
    "ten past eight": ["08:10", "20:10"],
    "10 minutes to 8": ["07:50", "19:50"],
    "five to midnight": ["23:55"],
    "six thirty": ["18:30", "06:30"],
    "seven oh five": ["07:05", "19:05"],
    "6.30 pm": ["18:30"],
    "6:30": ["18:30", "06:30"],
    "07:30": ["07:30"],
    "07:30 pm": ["19:30"],
    "19:30": ["19:30"],
    "7:30:15": ["07:30:15", "19:30:15"],
    "7 a.m.": ["07:00"],
    "12am": ["00:00"],
    "12 pm": ["12:00"],
    "12": ["12:00", "00:00"],
    "noon": ["12:00"],
    "midnight": ["00:00"],
    "5 in the morning": ["05:00"],
    "in the morning at 7": ["07:00"],
    "10 at night": ["22:00"],
    "tonight at 8": ["20:00"],
    "quarter to one in the afternoon": ["12:45"],
    "1930 hours": ["19:30"],
    "1130 hours": ["11:30"],
    "0715 hrs": ["07:15"],
    "1930h": ["19:30"],
    "0715": ["07:15"],
    "at 0715": ["07:15"],
    "0000": ["00:00"],
    "at 1930": ["19:30"],
    "at 1130": ["11:30"],
    "at 0715 pm": ["19:15"],
    "0915 tonight": ["21:15"],
    "일곱시 반": ["07:30", "19:30"],
    "저녁 7시": ["19:00"],
    "새벽 두 시": ["02:00"],
    "오후 세시 십오분": ["15:15"],
    "오후3시": ["15:00"],
    "오후 3:30": ["15:30"],
    "9시 10분 전": ["08:50", "20:50"],
    "자정 10분 전": ["23:50"],
    "19시": ["19:00"],
    "십오시": ["15:00"],
    "세시반": ["15:30", "03:30"],
    "정오": ["12:00"],
    "자정": ["00:00"],
    "낮 12시": ["12:00"],
    "밤 12시": ["00:00"],
    "7시에": ["07:00", "19:00"],
    "9시경에": ["09:00", "21:00"],
    "밤 11시쯤": ["23:00"],
}
NO_TIMES = [
    "1930", "by 1930", "at 2575", "0860", "0715 123", "2400 hours", "at 1930 pm", "07151", "715",
    "", "25:00", "24:00", "7:60", "13pm", "0pm", "remind me at 7 bananas", "half to six", "8 to 5",
    "ten to", "5 minutes", "tomorrow", "7 tomorrow", "저녁 12시", "25시", "3시 70분", "오전 15시",
    "3시간", "오후", "내일 7시", "바나나 7시", "오시", "\ud800", "7\x00",
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), TIMES.items())
def test_a_time_of_day_is_understood(words: str, expected: list[str]) -> None:
    assert shown(times.parse(words, NOW)) == expected


@pytest.mark.parametrize("words", NO_TIMES)
def test_what_is_no_time_is_refused(words: str) -> None:
    assert times.parse(words, NOW) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wake me at half past six", ["half past six"]),
        ("set an alarm for quarter to nine", ["quarter to nine"]),
        ("set an alarm for 7", ["7"]),
        ("wake me at 7 tomorrow", ["7"]),
        ("alarm for ten to nine please", ["ten to nine"]),
        ("table for 4 at 7", ["7"]),
        ("meet at 7:30.", ["7:30"]),
        ("from 3pm to 4pm", ["3pm", "4pm"]),
        ("wake me at 1930 tomorrow", ["1930"]),
        ("wake me 0715", ["0715"]),
        ("alarm 0530 gym", ["0530"]),
        ("0715 tomorrow", ["0715"]),
        ("friday 0715 please", ["0715"]),
        ("from 0600 to 0730", ["0600", "0730"]),
        ("alarms at 0630 and 0715", ["0630", "0715"]),
        ("alarms at 1830 and 1915", ["1830", "1915"]),
        ("at 1130 tonight", ["1130 tonight"]),
        ("my pin is 0715", []),
        ("0715 is my pin", []),
        ("tell me 0715 is my pin", []),
        ("call 0800 123 456", []),
        ("call me at 0800 123 456", []),
        ("call me at 0800-123456", []),
        ("at 1930 main street", []),
        ("at 2000 feet", []),
        ("in 1930", []),
        ("until 2030", []),
        ("at $0715", []),
        ("내일 아침 7시에 깨워줘", ["아침 7시"]),
        ("7시에깨워줘", ["7시"]),
        ("내일오후3시회의", ["오후3시"]),
        ("9시 10분 전에 알려줘", ["9시 10분 전"]),
        ("play 7 rings", []),
        ("play seven", []),
        ("at 7 bananas", []),
        ("at 7% interest", []),
        ("at 7-eleven", []),
        ("from 5 to 7", []),
        ("score 5 to 3", []),
        ("which one am i", []),
        ("good afternoon", []),
        ("at 25:00", []),
        ("오시는 길", []),
        ("한시도 못 참아", []),
        ("십시일반", []),
        ("3시간 뒤", []),
        ("다시 해줘", []),
    ],
)
def test_times_are_found_in_a_message(text: str, said: list[str]) -> None:
    assert [text[found.start : found.end] for found in times.spot(text, NOW)] == said


INSTANTS = {
    "tomorrow at 7": ["2026-11-26T07:00", "2026-11-26T19:00"],
    "at 7 tomorrow": ["2026-11-26T07:00", "2026-11-26T19:00"],
    "tomorrow morning at 7": ["2026-11-26T07:00"],
    "6 tomorrow evening": ["2026-11-26T18:00"],
    "friday the 27th 6pm": ["2026-11-27T18:00"],
    "half past six on friday": ["2026-11-27T18:30", "2026-11-27T06:30"],
    "sat 7pm": ["2026-11-28T19:00"],
    "december 25, 2027 at 3:30 pm": ["2027-12-25T15:30"],
    "noon on the 3rd": ["2026-12-03T12:00"],
    "in three days at 7": ["2026-11-28T07:00", "2026-11-28T19:00"],
    "tonight at 8": ["2026-11-25T20:00"],
    "7 tonight": ["2026-11-25T19:00"],
    "tonight at midnight": ["2026-11-26T00:00"],
    "midnight tomorrow": ["2026-11-26T00:00", "2026-11-27T00:00"],
    "at 7": ["2026-11-25T19:00", "2026-11-26T07:00"],
    "at 7 in the morning": ["2026-11-26T07:00"],
    "noon": ["2026-11-25T12:00"],
    "in ten minutes": ["2026-11-25T10:10:30"],
    "in half an hour's time": ["2026-11-25T10:30:30"],
    "an hour and a half from now": ["2026-11-25T11:30:30"],
    "5 minutes ago": ["2026-11-25T09:55:30"],
    "now": ["2026-11-25T10:00:30"],
    "2026-11-26T15:00": ["2026-11-26T15:00"],
    "tomorrow at 1930": ["2026-11-26T19:30"],
    "0715 tomorrow": ["2026-11-26T07:15"],
    "thursday week at 7pm": ["2026-12-03T19:00"],
    "7pm a week tomorrow": ["2026-12-03T19:00"],
    "다음 주 오늘 오후 3시": ["2026-12-02T15:00"],
    "내일 오후 3시": ["2026-11-26T15:00"],
    "내일오후3시": ["2026-11-26T15:00"],
    "내일세시": ["2026-11-26T15:00", "2026-11-26T03:00"],
    "다음 주 월요일 아침 9시 반": ["2026-11-30T09:30"],
    "다음주금요일7시반": ["2026-12-04T07:30", "2026-12-04T19:30"],
    "오늘 밤 11시": ["2026-11-25T23:00"],
    "오늘 밤 1시": ["2026-11-26T01:00"],
    "내일 새벽 2시": ["2026-11-26T02:00"],
    "내일 9시 10분 전": ["2026-11-26T08:50", "2026-11-26T20:50"],
    "사흘 뒤 7시": ["2026-11-28T07:00", "2026-11-28T19:00"],
    "오후 3시 내일": ["2026-11-26T15:00"],
    "10분 뒤에": ["2026-11-25T10:10:30"],
    "10분뒤": ["2026-11-25T10:10:30"],
    "한 시간 반 후": ["2026-11-25T11:30:30"],
    "10분 전": ["2026-11-25T09:50:30"],
}
NO_INSTANTS = [
    "", "tomorrow", "tomorrow morning", "friday", "next week at 7", "december 25 2027", "may 7",
    "tomorrow at 7 bananas", "tomorrow morning at 3pm", "monday at 25:00", "february 30 at 7",
    "for 5 minutes", "10 minutes", "999999999 hours from now", "2026-02-30T10:00", "now bananas",
    "오늘 오후", "내일", "30분", "2월 30일 3시", "내일 25시", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), INSTANTS.items())
def test_an_instant_is_understood(words: str, expected: list[str]) -> None:
    assert shown(instants.parse(words, NOW)) == expected


@pytest.mark.parametrize("words", NO_INSTANTS)
def test_what_is_no_instant_is_refused(words: str) -> None:
    assert instants.parse(words, NOW) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("내일 아침 7시에 깨워줘", [("내일 아침 7시", "2026-11-26T07:00")]),
        ("내일아침7시에깨워줘", [("내일아침7시", "2026-11-26T07:00")]),
        ("30분 뒤에 알려줘", [("30분 뒤", "2026-11-25T10:30:30")]),
        ("10분뒤에깨워줘", [("10분뒤", "2026-11-25T10:10:30")]),
        ("wake me at half past six", [("half past six", "2026-11-25T18:30")]),
        ("wake me at 7 tomorrow please", [("7 tomorrow", "2026-11-26T07:00")]),
        ("remind me tonight at 8 to call", [("tonight at 8", "2026-11-25T20:00")]),
        ("remind me in ten minutes", [("in ten minutes", "2026-11-25T10:10:30")]),
        ("sat at 7 then", [("sat at 7", "2026-11-28T07:00")]),
        ("tomorrow wake me up at 7", [("7", "2026-11-26T07:00")]),
        ("내일 깨워줘 7시에", [("7시", "2026-11-26T07:00")]),
        ("from monday to friday at 7", []),
        ("monday and friday we meet at 7", []),
        ("at 7 on february 30", []),
        ("at 25:00 tomorrow", []),
        ("weather tomorrow", []),
        ("play 7 rings", []),
    ],
)
def test_instants_are_found_in_a_message(text: str, expected: list[tuple[str, str]]) -> None:
    found = instants.spot(text, NOW)
    assert [(text[each.start : each.end], to_json(each.value)) for each in found] == expected


@pytest.mark.parametrize(
    ("now", "words", "expected"),
    [
        ("2026-11-25T06:00", "at 7", ["2026-11-25T07:00", "2026-11-25T19:00"]),
        ("2026-11-25T20:00", "at 7", ["2026-11-26T07:00", "2026-11-26T19:00"]),
        ("2026-11-25T19:00", "at 7 pm", ["2026-11-26T19:00"]),
        ("2026-11-25T21:00", "7 tonight", ["2026-11-25T19:00"]),
        ("9999-12-31T23:00", "at 7 pm", []),
        ("9999-12-31T23:00", "in 2 hours", []),
        ("0001-01-01T00:30", "1시간 전", []),
    ],
)
def test_a_time_alone_is_the_next_one(now: str, words: str, expected: list[str]) -> None:
    assert shown(instants.parse(words, datetime.fromisoformat(now))) == expected


def test_hours_are_counted_as_they_pass_when_the_clocks_change() -> None:
    now = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    found = instants.parse("in 3 hours", now)
    assert found is not None and found.at.tzinfo is now.tzinfo
    assert found.at.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=3)
    assert found.iso == "2026-10-25T03:30"


CLOCK = st.times().map(lambda at: time(at.hour, at.minute))


@given(CLOCK)
def test_every_time_is_read_and_found_as_it_is_written(at: time) -> None:
    half = "am" if at.hour < 12 else "pm"
    korean = "오전" if at.hour < 12 else "오후"
    twelve = (at.hour - 1) % 12 + 1
    written = [
        f"{at.hour:02}:{at.minute:02}",
        f"{twelve}:{at.minute:02} {half}",
        f"{twelve}.{at.minute:02}{half}",
        f"{korean} {twelve}시 {at.minute}분",
        f"{korean}{twelve}시{at.minute}분",
    ]
    for words in written:
        value = times.parse(words, NOW)
        assert value is not None and (value.at, value.said) == (at, words)
        assert not value.alternatives or words[:3] in ("10:", "11:", "12:")
        found = times.spot(f"so {words} then", NOW)
        assert [(each.start, each.end) for each in found] == [(3, 3 + len(words))]


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))
def test_iso_forms_are_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0)
    instant = instants.parse(at.isoformat(), NOW)
    assert instant is not None and instant.at == at
    assert instants.parse(instant.iso, NOW) == Instant(at, instant.iso)
    clock = times.parse(f"{at:%H:%M:%S}", NOW)
    assert clock is not None and at.time() in (clock.at, *(o.at for o in clock.alternatives))


@given(st.integers(1, 500), st.sampled_from(["in {} minutes", "{} minutes from now", "{}분 뒤"]))
def test_minutes_away_are_counted_from_now(count: int, form: str) -> None:
    found = instants.parse(form.format(count), NOW)
    assert found is not None and found.at == NOW + timedelta(minutes=count)


def test_they_are_reached_by_the_kind_of_a_slot() -> None:
    assert to_json(resolve("time", "noon", NOW)) == "12:00"
    assert to_json(resolve("datetime", "noon", NOW)) == "2026-11-25T12:00"
    assert [found.start for found in spot("time", "meet at noon", NOW)] == [8]
    assert [found.start for found in spot("datetime", "meet at noon", NOW)] == [8]
