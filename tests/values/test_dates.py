"""Dates said in both languages. Now is Wednesday, November 25, 2026, 06:04."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values import Spotted, resolve, spot, to_json
from assistant.values.dates import Day, parse
from assistant.values.dates import spot as spot_dates

NOW = datetime(2026, 11, 25, 6, 4)

ENGLISH = {
    "today": "2026-11-25",
    "tonight": "2026-11-25",
    "this evening": "2026-11-25",
    "tomorrow": "2026-11-26",
    "tmrw": "2026-11-26",
    "tmr": "2026-11-26",
    "tommorow": "2026-11-26",
    "tomorrow morning": "2026-11-26",
    "the day after tomorrow": "2026-11-27",
    "day after tomorrow": "2026-11-27",
    "yesterday": "2026-11-24",
    "the day before yesterday": "2026-11-23",
    "in three days": "2026-11-28",
    "three days from now": "2026-11-28",
    "2 weeks later": "2026-12-09",
    "in 2 weeks' time": "2026-12-09",
    "in a week": "2026-12-02",
    "in twenty-one days": "2026-12-16",
    "in a fortnight": "2026-12-09",
    "two weeks ago": "2026-11-11",
    "a couple of days ago": "2026-11-23",
    "a month from now": "2026-12-25",
    "a week from friday": "2026-12-04",
    "friday in two weeks": "2026-12-11",
    "two days after christmas": "2026-12-27",
    "the day before christmas": "2026-12-24",
    "friday": "2026-11-27",
    "fri": "2026-11-27",
    "wednesday": "2026-11-25",
    "this friday": "2026-11-27",
    "this monday": "2026-11-30",
    "next friday": "2026-12-04",
    "next wednesday": "2026-12-02",
    "friday next week": "2026-12-04",
    "next week's friday": "2026-12-04",
    "friday after next": "2026-12-11",
    "last monday": "2026-11-23",
    "last wednesday": "2026-11-18",
    "friday night": "2026-11-27",
    "on the 3rd": "2026-12-03",
    "the last friday of the month": "2026-11-27",
    "the first monday of the month": "2026-12-07",
    "this week": "2026-11-23/2026-11-29",
    "next week": "2026-11-30/2026-12-06",
    "last week": "2026-11-16/2026-11-22",
    "week after next": "2026-12-07/2026-12-13",
    "this weekend": "2026-11-28/2026-11-29",
    "next weekend": "2026-12-05/2026-12-06",
    "the weekend": "2026-11-28/2026-11-29",
    "next month": "2026-12-01/2026-12-31",
    "next year": "2027-01-01/2027-12-31",
    "the next 3 days": "2026-11-26/2026-11-28",
    "the rest of the week": "2026-11-25/2026-11-29",
    "this coming weekend": "2026-11-28/2026-11-29",
    "end of the month": "2026-11-30",
    "the 5th of next month": "2026-12-05",
    "december 25": "2026-12-25",
    "dec 25th": "2026-12-25",
    "Dec. 25": "2026-12-25",
    "25th of december": "2026-12-25",
    "december twenty-fifth": "2026-12-25",
    "the 3rd of may": "2027-05-03",
    "may 3": "2027-05-03",
    "november 25": "2026-11-25",
    "november 24": "2027-11-24",
    "25 december 2026": "2026-12-25",
    "december 25, 2027": "2027-12-25",
    "december 25 next year": "2027-12-25",
    "february 29": "2028-02-29",
    "friday, december 4": "2026-12-04",
    "fri dec 4": "2026-12-04",
    "12/25": "2026-12-25",
    "25/12": "2026-12-25",
    "12/25/26": "2026-12-25",
    "2027-03-01": "2027-03-01",
    "25.12.2026": "2026-12-25",
    "the 25th": "2026-11-25",
    "the third": "2026-12-03",
    "the 31st": "2026-12-31",
    "december": "2026-12-01/2026-12-31",
    "march 2027": "2027-03-01/2027-03-31",
    "first monday of december": "2026-12-07",
    "the last friday of november": "2026-11-27",
    "from friday to monday": "2026-11-27/2026-11-30",
    "christmas": "2026-12-25",
    "xmas": "2026-12-25",
    "christmas eve": "2026-12-24",
    "next year's christmas": "2027-12-25",
    "last christmas": "2025-12-25",
    "new year's day": "2027-01-01",
    "New Year’s Eve": "2026-12-31",
    "halloween": "2027-10-31",
    "valentine's day": "2027-02-14",
    "thanksgiving": "2026-11-26",
    "black friday": "2026-11-27",
    "easter": "2027-03-28",
    "easter monday": "2027-03-29",
    "mother's day": "2027-05-09",
    "chuseok": "2027-09-15",
    "lunar new year": "2027-02-07",
}

KOREAN = {
    "오늘": "2026-11-25",
    "오늘 밤": "2026-11-25",
    "내일": "2026-11-26",
    "낼": "2026-11-26",
    "내일 아침": "2026-11-26",
    "내일은": "2026-11-26",
    "모레": "2026-11-27",
    "내일모레": "2026-11-27",
    "글피": "2026-11-28",
    "어제": "2026-11-24",
    "그저께": "2026-11-23",
    "사흘 뒤": "2026-11-28",
    "3일 후": "2026-11-28",
    "이틀 전": "2026-11-23",
    "열흘 뒤": "2026-12-05",
    "보름 뒤": "2026-12-10",
    "십오일 뒤": "2026-12-10",
    "100일 뒤": "2027-03-05",
    "일주일 뒤": "2026-12-02",
    "일주일 후에": "2026-12-02",
    "2주 뒤": "2026-12-09",
    "두 주 후": "2026-12-09",
    "한 달 뒤": "2026-12-25",
    "한달뒤": "2026-12-25",
    "세 달 전": "2026-08-25",
    "3개월 후": "2027-02-25",
    "반년 뒤": "2027-05-25",
    "1년 뒤": "2027-11-25",
    "크리스마스 이틀 전": "2026-12-23",
    "크리스마스 다음날": "2026-12-26",
    "오늘부터 100일 뒤": "2027-03-05",
    "2주 뒤 금요일": "2026-12-11",
    "금요일": "2026-11-27",
    "금욜": "2026-11-27",
    "수요일": "2026-11-25",
    "금요일이에요": "2026-11-27",
    "월요일날": "2026-11-30",
    "이번 금요일": "2026-11-27",
    "다음 금요일": "2026-12-04",
    "오는 토요일": "2026-11-28",
    "지난 금요일": "2026-11-20",
    "이번 주 금요일": "2026-11-27",
    "이번 주 월요일": "2026-11-23",
    "다음 주 금요일": "2026-12-04",
    "다음주금요일": "2026-12-04",
    "담주 금욜": "2026-12-04",
    "지난주 금요일": "2026-11-20",
    "다다음 주 월요일": "2026-12-07",
    "이번 주": "2026-11-23/2026-11-29",
    "다음 주": "2026-11-30/2026-12-06",
    "주말": "2026-11-28/2026-11-29",
    "이번 주말": "2026-11-28/2026-11-29",
    "다음 주말": "2026-12-05/2026-12-06",
    "다음 달": "2026-12-01/2026-12-31",
    "지난달": "2026-10-01/2026-10-31",
    "내년": "2027-01-01/2027-12-31",
    "앞으로 일주일": "2026-11-26/2026-12-02",
    "금요일부터 일요일까지": "2026-11-27/2026-11-29",
    "다음 달 5일": "2026-12-05",
    "이번 달 말일": "2026-11-30",
    "12월 25일": "2026-12-25",
    "12월25일": "2026-12-25",
    "십이월 이십오일": "2026-12-25",
    "시월 삼일": "2027-10-03",
    "12월 25일 금요일": "2026-12-25",
    "12월 25일(금)": "2026-12-25",
    "25일": "2026-11-25",
    "25일에": "2026-11-25",
    "2027년 3월 1일": "2027-03-01",
    "내년 3월 1일": "2027-03-01",
    "2027. 3. 1.": "2027-03-01",
    "12/25": "2026-12-25",
    "12월": "2026-12-01/2026-12-31",
    "12월 말일": "2026-12-31",
    "12월 첫날": "2026-12-01",
    "월말": "2026-11-30",
    "연말": "2026-12-31",
    "내년 말": "2027-12-31",
    "12월 첫 번째 월요일": "2026-12-07",
    "크리스마스": "2026-12-25",
    "크리스마스까지": "2026-12-25",
    "크리스마스 이브": "2026-12-24",
    "성탄절": "2026-12-25",
    "새해 첫날": "2027-01-01",
    "새해 전날": "2026-12-31",
    "설날": "2027-02-07",
    "2030년 설날": "2030-02-03",
    "추석": "2027-09-15",
    "추석 연휴": "2027-09-14/2027-09-16",
    "어린이날": "2027-05-05",
    "광복절": "2027-08-15",
    "삼일절": "2027-03-01",
    "3.1절": "2027-03-01",
    "한글날": "2027-10-09",
    "부처님 오신 날": "2027-05-13",
}

# Words that are not wholly a date, or name a day that is not.
NO_DATES = [
    "", " ", "?", "banana", "friday banana", "tomorrow at 7", "three days", "february 30",
    "feb 29 2027", "friday december 26", "13/13", "the 32nd", "december 25 0000", "in 5 minutes",
    "9999 years from now", "1000000 days from now", "next", "the", "a", "12:25", "1.2.3",
    "fifth monday of february 2027", "chuseok 2099", "바나나", "금요일 바나나", "내일 7시",
    "2월 30일", "13월 1일", "32일", "0일", "12월 26일 금요일", "엊그제", "3일 동안", "오늘날",
    "12월 첫째 주 월요일", "2099년 추석", "이번", "다음", "일", "요일", "설명",
    "\ud800", "내일\udfff", "[/]", "🎄", "\x00",
]  # fmt: skip


@pytest.mark.parametrize(("words", "days"), [*ENGLISH.items(), *KOREAN.items()])
def test_a_date_is_understood(words: str, days: str) -> None:
    assert to_json(parse(words, NOW)) == days


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_no_date_is_refused_rather_than_guessed(words: str) -> None:
    assert parse(words, NOW) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what is the date next friday", ["next friday"]),
        ("What day is December 25th?", ["December 25th"]),
        ("will it rain tomorrow in Busan", ["tomorrow"]),
        ("weather on sun", ["sun"]),
        ("the weather in december", ["december"]),
        ("forecast for this weekend and next week", ["this weekend", "next week"]),
        ("march 5 and april 6", ["march 5", "april 6"]),
        ("how many days between christmas and new year", ["between christmas and new year"]),
        ("다음 주 금요일은 며칠이야?", ["다음 주 금요일"]),
        ("크리스마스까지 며칠 남았어", ["크리스마스"]),
        ("내일날씨", ["내일"]),
        ("12월25일은 무슨요일이야", ["12월25일"]),
        ("내일 서울에 비 와?", ["내일"]),
        ("담주 금욜 비와?", ["담주 금욜"]),
        ("모레쯤 눈 올까", ["모레"]),
        ("25일 생일", ["25일"]),
        ("3일 뒤면 며칠이야", ["3일 뒤"]),
        ("여행 가는 날이 8월 2일이거든", ["8월 2일"]),
        ("1995년 8월 4일생인데", ["1995년 8월 4일"]),
        ("약속이 이번 주 금요일이라는데", ["이번 주 금요일"]),
        ("12월25일은무슨요일이야", ["12월25일"]),
        ("whats todays date", ["today"]),
        ("내후년 1월 1일은 무슨 요일", []),
        ("the sun is hot", []),
        ("i may go", []),
        ("in a second", []),
        ("at 12:25", []),
        ("version 1.2.3", []),
        ("오늘날 사람들은", []),
        ("설명해줘", []),
        ("국내일주", []),
        ("3일간의 여행", []),
        ("엊그제 봤어", []),
    ],
)
def test_dates_are_found_in_a_message(text: str, said: list[str]) -> None:
    assert [text[found.start : found.end] for found in spot_dates(text, NOW)] == said


@pytest.mark.parametrize(
    "text",
    [
        "how many days until feb 30",
        "2월 30일은 무슨 요일",
        "friday december 26",
        "6월 31일",
        "음력 1월 1일",
        "음력으로 내년 8월 15일 오전",
    ],
)
def test_no_part_of_an_impossible_date_is_taken_for_one(text: str) -> None:
    """ "february" alone would be a month, and silently the wrong answer."""
    assert spot_dates(text, NOW) == ()


@pytest.mark.parametrize(
    ("on", "words", "day"),
    [
        ("2026-11-28", "this friday", "2026-12-04"),  # a Saturday: this week's has passed
        ("2026-11-28", "이번 주 금요일", "2026-11-27"),
        ("2026-11-29", "this weekend", "2026-11-28/2026-11-29"),
        ("2026-11-27", "friday", "2026-11-27"),
        ("2026-11-27", "next friday", "2026-12-04"),
        ("2026-11-27", "last friday", "2026-11-20"),
        ("2026-12-25", "christmas", "2026-12-25"),
        ("2026-12-26", "christmas", "2027-12-25"),
        ("2027-01-31", "in a month", "2027-02-28"),
        ("2027-01-31", "the 30th", "2027-03-30"),
        ("2026-12-31", "next month", "2027-01-01/2027-01-31"),
        ("9999-12-31", "tomorrow", None),
        ("9999-12-31", "next week", None),
        ("0001-01-01", "어제", None),
    ],
)
def test_the_meaning_depends_on_the_day_it_is_said(on: str, words: str, day: str | None) -> None:
    assert to_json(parse(words, datetime.fromisoformat(on))) == day


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_of_dates_fail(text: str) -> None:
    day = parse(text, NOW)
    assert day is None or day.start <= day.end


_PIECES = [
    *ENGLISH,
    *KOREAN,
    "the",
    "of",
    " ",
    "-",
    "/",
    "99",
    "년",
    "월",
    "일",
    "주",
    "0",
    "에",
    "[/]",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=8), st.sampled_from(["", " ", "  "]))
def test_spans_of_dates_lie_inside_the_text_in_order(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    end = 0
    for found in spot_dates(text, NOW):
        assert isinstance(found, Spotted) and isinstance(found.value, Day)
        assert end <= found.start < found.end <= len(text)
        assert found.value.said == text[found.start : found.end]
        end = found.end


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_is_read_and_found_as_it_is_written(day: date) -> None:
    english = f"{day:%B} {day.day}, {day.year}"
    korean = f"{day.year}년 {day.month}월 {day.day}일"
    for words in (day.isoformat(), english, korean, f"{day.month}/{day.day}/{day.year}"):
        assert parse(words, NOW) == Day(day, day, words)
        text = f"so {words} then"
        assert [(s.start, s.end) for s in spot_dates(text, NOW)] == [(3, 3 + len(words))]


@given(
    st.integers(1, 999), st.sampled_from(["in {} days", "{} days from now", "{}일 뒤", "{}일 후"])
)
def test_days_away_are_counted_from_today(count: int, form: str) -> None:
    day = NOW.date() + timedelta(days=count)
    assert to_json(parse(form.format(count), NOW)) == day.isoformat()


@pytest.mark.parametrize(
    "unit",
    ["friday ", "1 ", "일", "12월 ", "next ", " ", "one hundred ", "2027-", "내일", "((", "\ud800"],
)
def test_a_very_long_message_is_read_only_at_its_beginning(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    assert all(found.end <= 1000 for found in spot_dates(text, NOW))
    assert parse(text, NOW) is None


def test_hangul_typed_in_pieces_is_read_too() -> None:
    pieces = unicodedata.normalize("NFD", "내일")
    assert pieces != "내일"
    assert to_json(parse(pieces, NOW)) == "2026-11-26"
    assert spot_dates(pieces, NOW) == ()


def test_dates_are_reached_by_the_kind_of_a_slot() -> None:
    assert resolve("date", "tomorrow", NOW) == Day(
        date(2026, 11, 26), date(2026, 11, 26), "tomorrow"
    )
    assert resolve("date", "tomorow-ish", NOW) is None
    assert resolve("note", "tomorrow", NOW) == "tomorrow"
    assert [found.start for found in spot("date", "see you tomorrow", NOW)] == [8]
    assert spot("note", "see you tomorrow", NOW) == ()
    assert to_json("words") == "words"
