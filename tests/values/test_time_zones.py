"""Times with the words of their time zone. Now is Wednesday, November 25, 2026, in Seoul."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.problems import AssistantError
from assistant.values import cities, instants, moments, time_zones, times, to_json
from assistant.values.instants import Instant

SEOUL = ZoneInfo("Asia/Seoul")
MORNING = datetime(2026, 11, 25, 10, 0, 30, tzinfo=SEOUL)  # in New York it is still the 24th
EVENING = MORNING.replace(hour=19)  # nowhere in the tests is it another day


def shown(value: Instant | None) -> list[object]:
    """The ISO forms of a value and of its alternatives."""
    return [] if value is None else [value.iso, *(other.iso for other in value.alternatives)]


ZONED = {
    "9 am new york time": ["2026-11-25T23:00"],
    "9 am in New York time": ["2026-11-25T23:00"],
    "9 am (new york time)": ["2026-11-25T23:00"],
    "9 am in the new york time zone": ["2026-11-25T23:00"],
    "9 am nyc time": ["2026-11-25T23:00"],
    "9 am ny time": ["2026-11-25T23:00"],
    "9 am us eastern time": ["2026-11-25T23:00"],
    "9 am eastern standard time": ["2026-11-25T23:00"],
    "9 am eastern": ["2026-11-25T23:00"],
    "9 am EST": ["2026-11-25T23:00"],
    "9 am et": ["2026-11-25T23:00"],
    "9am PST": ["2026-11-26T02:00"],
    "3pm UTC": ["2026-11-26T00:00"],
    "15:00UTC": ["2026-11-26T00:00"],
    "3pm utc time": ["2026-11-26T00:00"],
    "3pm GMT": ["2026-11-26T00:00"],
    "3pm utc+9": ["2026-11-26T15:00"],
    "3pm GMT-5": ["2026-11-26T05:00"],
    "3pm utc+05:30": ["2026-11-26T18:30"],
    "3pm CET": ["2026-11-25T23:00"],
    "3pm BST": ["2026-11-26T00:00"],
    "3pm jst": ["2026-11-26T15:00"],
    "3pm kst": ["2026-11-26T15:00"],
    "at UTC 15:00": ["2026-11-26T00:00"],
    "in tokyo time at 9 am": ["2026-11-26T09:00"],
    "9:30 london time": ["2026-11-26T06:30", "2026-11-26T18:30"],
    "at nine oslo time": ["2026-11-26T05:00", "2026-11-26T17:00"],
    "at 0715 GMT": ["2026-11-26T16:15"],
    "at 1930 UTC": ["2026-11-26T04:30"],
    "at 8 in the morning tokyo time": ["2026-11-26T08:00"],
    "noon pacific time": ["2026-11-26T05:00"],
    "9 am korean time": ["2026-11-26T09:00"],
    "9 am london, ontario time": ["2026-11-25T23:00"],
    "7 pm EST tomorrow": ["2026-11-27T09:00"],
    "tomorrow EST 7 pm": ["2026-11-27T09:00"],
    "7 pm tomorrow EST": ["2026-11-27T09:00"],
    "tokyo time tomorrow 9 am": ["2026-11-26T09:00"],
    "tonight at 11 tokyo time": ["2026-11-25T23:00"],
    "december 25 9 am tokyo time": ["2026-12-25T09:00"],
    "july 1 2027 9 am new york time": ["2027-07-01T22:00"],
    "9 am EST thursday week": ["2026-12-03T23:00"],
    "2026-11-26 15:00 UTC": ["2026-11-27T00:00"],
    "2026-11-26T15:00Z": ["2026-11-27T00:00"],
    "2026-11-26T15:00:30 utc": ["2026-11-27T00:00:30"],
    "2026-11-26T15:00-05:00": ["2026-11-27T05:00"],
    "뉴욕 시간으로 9시": ["2026-11-25T23:00", "2026-11-26T11:00"],
    "뉴욕시간 오전 9시": ["2026-11-25T23:00"],
    "뉴욕 현지 시간으로 오전 9시에": ["2026-11-25T23:00"],
    "뉴욕 시간이 오전 9시": ["2026-11-25T23:00"],
    "오전 9시 뉴욕 시간": ["2026-11-25T23:00"],
    "오전 9시(뉴욕 시간)": ["2026-11-25T23:00"],
    "도쿄 시간 내일 오전 9시": ["2026-11-26T09:00"],
    "내일 도쿄 시간으로 오전 9시": ["2026-11-26T09:00"],
    "런던 시각으로 오후 3시": ["2026-11-26T00:00"],
    "베이징 시간 기준 오후 2시": ["2026-11-26T15:00"],
    "미국 동부 시간 오전 9시": ["2026-11-25T23:00"],
    "LA 시간 오전 9시": ["2026-11-26T02:00"],
    "UTC 기준 15시": ["2026-11-26T00:00"],
    "오후 3시 KST": ["2026-11-26T15:00"],
}


@pytest.mark.parametrize(("words", "expected"), ZONED.items())
def test_a_time_of_another_zone_is_that_instant_here(words: str, expected: list[str]) -> None:
    found = instants.parse(words, EVENING)
    assert shown(found) == expected
    assert found is not None and found.at.tzinfo is SEOUL and found.said == words
    if "2026" not in words:
        assert found.zone and all(other.zone == found.zone for other in found.alternatives)


@pytest.mark.parametrize("words", ZONED)
def test_without_a_zone_of_now_it_is_nothing(words: str) -> None:
    naive = EVENING.replace(tzinfo=None)
    assert instants.parse(words, naive) is None
    assert instants.spot(words, naive) == ()


@pytest.mark.parametrize("words", ZONED)
def test_all_of_it_is_found_in_a_sentence(words: str) -> None:
    text = f"{words}, please"
    (found,) = instants.spot(text, EVENING)
    said = text[found.start : found.end]
    assert isinstance(found.value, Instant) and found.value.said == said
    assert words.removeprefix("at ").removeprefix("in ").removesuffix("에") == said
    assert shown(found.value) == ZONED[words]


@pytest.mark.parametrize(
    "words",
    [
        "9 am CST", "9 am IST", "9 am cst", "9 am us time", "9 am springfield time", "9 am utc+25",
        "9 am european time", "오전 9시 미국 시간", "유럽 시간 9시", "미국 시간으로 오전 9시",
        "25:00 utc", "february 30 at 9 am utc", "in 10 minutes utc", "utc", "tomorrow utc",
        "9 am utc bananas", "9 am utc est", "2026-02-30T10:00Z", "9 am nice time",
    ],
)  # fmt: skip
def test_of_no_or_of_several_zones_it_is_nothing(words: str) -> None:
    assert instants.parse(words, EVENING) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wake me at 9 london time", [("9 london time", "2026-11-26T06:00")]),
        ("remind me at 9 am (new york time) to call",
         [("9 am (new york time)", "2026-11-25T23:00")]),
        ("alarm for 7 PM EST arrival", [("7 PM EST", "2026-11-26T09:00")]),
        ("call mom at 9am utc tomorrow please", [("9am utc tomorrow", "2026-11-26T18:00")]),
        ("tomorrow wake me at 9 am tokyo time", [("9 am tokyo time", "2026-11-26T09:00")]),
        ("런던 시각으로 오후 3시에 깨워줘", [("런던 시각으로 오후 3시", "2026-11-26T00:00")]),
        ("내일 오전 9시 도쿄 시간에 알람",
         [("내일 오전 9시 도쿄 시간에", "2026-11-26T09:00")]),
        # The zone is said once of several.
        ("from 3 pm to 5 pm EST", [("3 pm", "2026-11-26T05:00"), ("5 pm EST", "2026-11-26T07:00")]),
        ("at 3pm and 5pm EST", [("3pm", "2026-11-26T05:00"), ("5pm EST", "2026-11-26T07:00")]),
        ("9 am london time to 5 pm",
         [("9 am london time", "2026-11-26T18:00"), ("5 pm", "2026-11-26T02:00")]),
        ("뉴욕 시간으로 오전 9시부터 11시까지",
         [("뉴욕 시간으로 오전 9시", "2026-11-25T23:00"), ("11시", "2026-11-26T01:00")]),
        # Others keep their own.
        ("9 am london time, 9 am utc and 9 am",
         [("9 am london time", "2026-11-26T18:00"), ("9 am utc", "2026-11-26T18:00"),
          ("9 am", "2026-11-26T09:00")]),
        # No value rather than a wrong one.
        ("wake me at 9 am CST", []),
        ("미국 시간으로 오전 9시에 깨워줘", []),
        ("3pm to 5pm CST", []),
        # Times of here.
        ("read the new york times at 9 am", [("9 am", "2026-11-26T09:00")]),
        ("new york times 9 am", [("9 am", "2026-11-26T09:00")]),
        ("game time at 9 pm", [("9 pm", "2026-11-25T21:00")]),
        ("9 pm game time", [("9 pm", "2026-11-25T21:00")]),
        ("8 pm bath time", [("8 pm", "2026-11-25T20:00")]),
        ("9 am reading time", [("9 am", "2026-11-26T09:00")]),
        ("have a nice time at 9 pm", [("9 pm", "2026-11-25T21:00")]),
        ("9 am my time", [("9 am", "2026-11-26T09:00")]),
        ("remind me to check new york time at 9 am", [("9 am", "2026-11-26T09:00")]),
        ("what is 9 am in new york time", [("9 am", "2026-11-26T09:00")]),
        ("arrive 9 pm est arrival", [("9 pm", "2026-11-25T21:00")]),
        ("the best est. 9 pm", [("9 pm", "2026-11-25T21:00")]),
        ("7 pm et al", [("7 pm", "2026-11-26T19:00")]),
        ("3pm utc + 2 hours", []),
        ("3pm utc-5pm utc", [("3pm utc", "2026-11-26T00:00"), ("5pm utc", "2026-11-26T02:00")]),
        ("3pm utc+9 please", [("3pm utc+9", "2026-11-26T15:00")]),
        ("PT at 9 pm", [("9 pm", "2026-11-25T21:00")]),
        ("뉴욕 시간 확인하라고 내일 오전 9시에 알려줘", [("내일 오전 9시", "2026-11-26T09:00")]),
        ("내일 오전 9시에 뉴욕 시간 확인", [("내일 오전 9시", "2026-11-26T09:00")]),
        ("오전 9시 뉴욕 시간으로 몇 시야", [("오전 9시", "2026-11-26T09:00")]),
        ("점심 시간 12시에 알려줘", [("12시", "2026-11-26T00:00")]),
        ("서울 시간표 오후 9시", [("오후 9시", "2026-11-25T21:00")]),
        ("what time is it in new york", []),
        ("지금 뉴욕 시간 몇 시야", []),
        ("두 시간 뒤에 깨워줘", [("두 시간 뒤", "2026-11-25T21:00:30")]),
    ],
)  # fmt: skip
def test_whose_time_it_is_in_a_message(text: str, expected: list[tuple[str, str]]) -> None:
    found = instants.spot(text, EVENING)
    assert [(text[each.start : each.end], to_json(each.value)) for each in found] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # Tomorrow here is the 26th, there the 25th: that which comes tomorrow here is the likelier.
        ("tomorrow 7 pm new york time", ["2026-11-26T09:00", "2026-11-27T09:00"]),
        ("tomorrow 9 am new york time", ["2026-11-26T23:00", "2026-11-25T23:00"]),
        ("today 9 pm new york time", ["2026-11-25T11:00", "2026-11-26T11:00"]),
        ("yesterday 9 pm new york time", ["2026-11-24T11:00", "2026-11-25T11:00"]),
        ("today 8 pm new york time", ["2026-11-26T10:00", "2026-11-25T10:00"]),  # one has passed
        ("friday 9 am new york time", ["2026-11-27T23:00"]),
        ("9 am new york time", ["2026-11-25T23:00"]),
        ("8 pm new york time", ["2026-11-26T10:00"]),
    ],
)
def test_where_the_calendars_differ_both_days_are_thought_of(
    words: str, expected: list[str]
) -> None:
    assert shown(instants.parse(words, MORNING)) == expected


def test_summer_time_is_that_of_the_zone_that_was_said() -> None:
    july = datetime(2026, 7, 1, 10, tzinfo=SEOUL)
    assert shown(instants.parse("9 am new york time", july)) == ["2026-07-01T22:00"]
    assert shown(instants.parse("3pm BST", july)) == ["2026-07-01T23:00"]
    assert shown(instants.parse("3pm GMT", july)) == ["2026-07-02T00:00"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("every day at 9 am tokyo time", ["9 am tokyo time"]),
        ("every monday at 9 am tokyo time", ["9 am tokyo time"]),
        ("every day at 9 am new york time", []),  # here an hour earlier in summer
        ("every monday at 8 pm utc", []),  # here on tuesday
        ("매일 도쿄 시간으로 오전 9시에", ["도쿄 시간으로 오전 9시"]),
    ],
)
def test_what_repeats_has_to_stay_where_it_is(text: str, said: list[str]) -> None:
    assert [text[each.start : each.end] for each in instants.spot(text, EVENING)] == said


@pytest.mark.parametrize(
    "words", ["3pm utc", "tomorrow 9 am tokyo time", "도쿄 시간 내일 오전 9시"]
)
def test_a_time_of_day_alone_has_no_zone(words: str) -> None:
    assert times.parse(words, EVENING) is None
    assert times.spot(words, EVENING) == ()
    assert moments.parse(words, EVENING) is not None


def test_a_message_of_many_zones_is_read_for_none() -> None:
    assert instants.spot("3pm utc " * 7, EVENING) == ()
    assert len(instants.spot("3pm utc, " * 3, EVENING)) == 3


def test_the_end_of_the_calendar_is_no_mistake() -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=SEOUL)
    assert instants.parse("11 pm new york time", last) is None
    assert instants.spot("11 pm new york time", last) == ()
    first = datetime(1, 1, 1, 0, 30, tzinfo=SEOUL)
    assert instants.parse("11 pm new york time", first) is None


def test_without_the_table_of_cities_times_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> tuple[cities.City, ...]:
        raise AssistantError("The table of cities is missing.", where="", remedy="")

    monkeypatch.setattr(cities, "surely", missing)
    time_zones._of_name.cache_clear()
    (found,) = instants.spot("9 am new york time", EVENING)
    assert to_json(found.value) == "2026-11-26T09:00"
    assert shown(instants.parse("9 am eastern time", EVENING)) == ["2026-11-25T23:00"]
    time_zones._of_name.cache_clear()


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["America/New_York", "Europe/London", "Asia/Tokyo", "Pacific/Honolulu"]),
    st.integers(0, 23),
)
def test_a_time_alone_is_the_next_one_there(at: datetime, name: str, hour: int) -> None:
    now, zone = at.replace(microsecond=0, tzinfo=SEOUL), ZoneInfo(name)
    city = name.rpartition("/")[2].replace("_", " ")
    found = instants.parse(f"{hour:02}:00 {city} time" if hour else f"midnight {city} time", now)
    assert found is not None and found.zone == name
    # A time that the clocks there leave out or show twice may be an hour away.
    each = [found.at, *(other.at for other in found.alternatives)]
    assert all(timedelta(hours=-1) <= at - now <= timedelta(hours=25) for at in each)
    hours = {at.astimezone(zone).hour for at in each}
    assert any(abs(there - hour) <= 1 for there in hours)


PIECES = [
    "9 am", "utc", "EST", "new york time", "뉴욕 시간으로", "오전 9시", "(", ")", "in", "to", "at",
    "tomorrow", "내일", "and", "+9", "every day", "est", "부터", ",", "time", "시간",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", " "]))
def test_no_words_make_the_reader_fail(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    instants.parse(text, MORNING)
    end = 0
    for found in instants.spot(text, MORNING):
        assert isinstance(found.value, Instant) and end <= found.start < found.end <= len(text)
        assert found.value.said == text[found.start : found.end] == found.value.said.strip()
        end = found.end
