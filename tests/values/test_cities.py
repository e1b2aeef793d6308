"""Cities by name, and in messages, in both languages."""

import sqlite3
import threading
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.problems import AssistantError
from assistant.values import cities, resolve, to_json
from assistant.values import spot as spot_kind
from assistant.values.cities import DATABASE, City, find, fold, spot

NOW = datetime(2026, 11, 25, 6, 4)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Tokyo", "Tokyo"),
        ("tokyo?", "Tokyo"),
        ("SEOUL", "Seoul"),
        ("sao paulo", "São Paulo"),
        ("São Paulo", "São Paulo"),
        ("new york", "New York"),
        ("New York City", "New York"),
        ("nyc", "New York"),
        ("the hague", "The Hague"),
        ("Bombay", "Mumbai"),
        ("München", "Munich"),
        ("koeln", "Cologne"),
        ("Saigon", "Ho Chi Minh City"),
        ("xian", "Xi'an"),
        ("St Johns", "St. John's"),
        ("Washington D.C.", "Washington"),
        ("city of london", "London"),
        ("서울", "Seoul"),
        ("서울시", "Seoul"),
        ("서울특별시", "Seoul"),
        ("서울에서", "Seoul"),
        ("뉴욕은", "New York"),
        ("부산이요", "Busan"),
        ("도쿄예요", "Tokyo"),
        ("뉴욕 시", "New York"),
        ("로스 앤젤레스", "Los Angeles"),
        ("호치민", "Ho Chi Minh City"),
        ("상파울로", "São Paulo"),
        ("빈", "Vienna"),
        ("용인", "Yongin"),
        ("제주도", "Jeju"),
        ("하와이", "Honolulu"),
        (unicodedata.normalize("NFD", "서울"), "Seoul"),
        ("Japan", "Tokyo"),
        ("한국", "Seoul"),
        ("호주", "Canberra"),
        ("Hawaii", "Honolulu"),
    ],
)
def test_a_city_is_found_by_the_names_people_give_it(words: str, name: str) -> None:
    assert find(words)[0].name == name


@pytest.mark.parametrize(
    ("words", "country", "zone"),
    [
        ("Paris", "FR", "Europe/Paris"),
        ("Paris, Texas", "US", "America/Chicago"),
        ("paris texas", "US", "America/Chicago"),
        ("Paris, France", "FR", "Europe/Paris"),
        ("London, Ontario", "CA", "America/Toronto"),
        ("Portland, Maine", "US", "America/New_York"),
        ("Portland, Oregon", "US", "America/Los_Angeles"),
        ("프랑스 파리", "FR", "Europe/Paris"),
        ("미국 뉴욕", "US", "America/New_York"),
    ],
)
def test_a_country_or_state_beside_the_name_chooses_the_city(
    words: str, country: str, zone: str
) -> None:
    city = find(words)[0]
    assert (city.country, city.timezone) == (country, zone)


def test_of_cities_with_one_name_the_largest_comes_first() -> None:
    found = find("광주")
    assert len(found) == 2 and found[0].population > found[1].population
    assert find("경기도 광주")[0] == found[1]


@pytest.mark.parametrize(
    "words",
    ["", " ", "?", "qwxzv", "tokyo banana", "가나다라마", "\ud800", "[/]", "🎄", "x" * 100_000],
)
def test_an_unknown_city_is_not_guessed(words: str) -> None:
    assert find(words) == ()


@pytest.mark.parametrize(
    ("name", "korean"),
    [
        ("Seoul", "서울"),
        ("New York", "뉴욕"),
        ("São Paulo", "상파울루"),
        ("Tokyo", "도쿄"),
        ("Paris", "파리"),
        ("Shanghai", "상하이"),
        ("Osaka", "오사카"),
        ("Taipei", "타이베이"),
        ("Tbilisi", "트빌리시"),
        ("Goyang", "고양"),
        ("Kyiv", "키이우"),
    ],
)
def test_cities_are_shown_by_their_everyday_names(name: str, korean: str) -> None:
    city = find(name)[0]
    assert city.name_in("ko") == korean
    assert city.name_in("en") == to_json(city) == name
    assert find(korean)[0] == city


def test_a_city_without_a_korean_name_is_shown_by_its_english_one() -> None:
    city = City("Nowhere", None, "US", 0.0, 0.0, "UTC", 1)
    assert city.name_in("ko") == "Nowhere"


def test_large_and_korean_cities_and_capitals_have_korean_names() -> None:
    with sqlite3.connect(DATABASE) as database:
        large = "SELECT korean FROM cities ORDER BY population DESC LIMIT 300"
        assert all(korean for (korean,) in database.execute(large))
        korea = "SELECT korean FROM cities WHERE country = 'KR' AND population >= 30000"
        assert all(korean for (korean,) in database.execute(korea))
    for capital in ("Canberra", "Ottawa", "Bern", "Brasília", "Astana", "Wellington", "Reykjavík"):
        assert find(capital)[0].korean


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what time is it in tokyo", ["tokyo"]),
        ("seoul weather tomorrow", ["seoul"]),
        ("Weather london please", ["london"]),
        ("what is tokyo's time", ["tokyo"]),
        ("is it raining in paris, texas tomorrow", ["paris, texas"]),
        ("weather in san francisco and los angeles", ["san francisco", "los angeles"]),
        ("new york city time", ["new york city"]),
        ("weather in nice", ["nice"]),
        ("is it nice in Nice tomorrow", ["Nice"]),
        ("weather in reading tomorrow", ["reading"]),
        ("weather in mobile", ["mobile"]),
        ("time in japan", ["japan"]),
        ("will it rain in LA", ["LA"]),
        ("What time is it in St. John's?", ["St. John's"]),
        ("서울에서 지금 몇 시야", ["서울"]),
        ("뉴욕은 지금 몇 시야", ["뉴욕"]),
        ("부산날씨", ["부산"]),
        ("서울시 날씨", ["서울시"]),
        ("내일 대전 날씨", ["대전"]),
        ("오늘 서울 비 와?", ["서울"]),
        ("제주 가는데 우산 필요해?", ["제주"]),
        ("로스 앤젤레스 시간", ["로스 앤젤레스"]),
        ("경기도 광주 날씨", ["경기도 광주"]),
        ("도쿄랑 서울 시차", ["도쿄", "서울"]),
        ("고양 날씨", ["고양"]),
        ("빈에서 몇 시야", ["빈"]),
        ("오사카여행 날씨", ["오사카"]),
        ("in Reykjavík, is it windy", ["Reykjavík"]),
        ("트롬쇠 안개 꼈나", ["트롬쇠"]),
        ("그럴 리가 없어", []),
        ("what a nice day", []),
        ("Nice weather today", []),
        ("reading a book", []),
        ("my mobile is broken", []),
        ("of course", []),
        ("what time is it", []),
        ("date today", []),
        ("does it rain", []),
        ("tell us the time", []),
        ("tell david hello", []),
        ("turkey sandwich recipe", []),
        ("오늘 내일 날씨", []),
        ("지금 몇 시야?", []),
        ("지난 주 날씨", []),
        ("고양이 귀여워", []),
        ("빈 시간 있어?", []),
        ("시안을 보내줘", []),
        ("예산이 얼마야", []),
        ("우리 집에 가자", []),
    ],
)
def test_cities_are_found_in_a_message_and_ordinary_words_are_not(
    text: str, named: list[str]
) -> None:
    assert [text[found.start : found.end] for found in spot(text)] == named


@given(st.text(max_size=120))
def test_no_text_makes_the_finder_of_cities_fail(text: str) -> None:
    find(text)
    end = 0
    for found in spot(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


_NAMES = [
    "Tokyo",
    "new york",
    "Paris, Texas",
    "서울",
    "부산에서",
    "뉴욕은",
    "Nice",
    "in",
    "’s",
    ",",
    "날씨",
    ".",
]


@given(st.lists(st.sampled_from(_NAMES), max_size=8), st.sampled_from(["", " ", ", "]))
def test_spans_of_cities_lie_inside_the_text_in_order(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    end = 0
    for found in spot(text):
        assert end <= found.start < found.end <= len(text)
        assert isinstance(found.value, City)
        end = found.end


@given(
    st.sampled_from(["Tokyo", "London", "São Paulo", "Los Angeles", "Kathmandu"]),
    st.text("abc ", max_size=9),
)
def test_a_large_city_is_found_after_a_preposition(name: str, before: str) -> None:
    text = f"{before} in {name}"
    assert text[spot(text)[-1].start :] == name


@pytest.mark.parametrize("unit", ["a b ", "서울에서 ", "가", "Paris, ", "\ud800", "in "])
def test_a_very_long_message_is_read_only_at_its_beginning(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    assert all(found.end <= 1000 for found in spot(text))


def test_folding_forgets_case_accents_and_marks() -> None:
    assert fold("São Paulo") == fold("SAO  PAULO") == "sao paulo"
    assert fold("Xi’an") == "xian"
    assert fold("Łódź") == "lodz"
    assert fold("로스 앤젤레스") == "로스앤젤레스"
    assert fold(unicodedata.normalize("NFD", "서울")) == "서울"


def test_several_threads_look_up_at_once() -> None:
    found: list[str] = []

    def look_up() -> None:
        found.extend(find(name)[0].name for name in ("서울", "Tokyo", "Paris") * 20)

    threads = [threading.Thread(target=look_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 * 60 and set(found) == {"Seoul", "Tokyo", "Paris"}


def test_the_table_is_small_enough_for_the_repository() -> None:
    assert DATABASE.stat().st_size < 6_000_000


def test_a_missing_table_is_said_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cities, "DATABASE", tmp_path / "cities.db")
    cities._connection.cache_clear()
    try:
        with pytest.raises(AssistantError, match=r"build_cities\.py"):
            find("Seoul")
    finally:
        cities._connection.cache_clear()


def test_cities_are_reached_by_the_kind_of_a_slot() -> None:
    assert to_json(resolve("city", "서울에서", NOW)) == "Seoul"
    assert resolve("city", "qwxzv", NOW) is None
    assert [found.start for found in spot_kind("city", "time in Tokyo", NOW)] == [8]
