"""The quality of the air."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intents.weather_kit import LOS_ANGELES, TROMSO, Weather, air, provider, weather_in
from tests.intents.weather_server import WeatherServer

BAD = (80.2, 96.0, 105.0, 165.0)


@pytest.fixture
def weather(tmp_path: Path) -> Iterator[Weather]:
    with weather_in(tmp_path) as weather:
        yield weather


class TestNow:
    def test_it_is_said_in_words_with_the_figures_and_the_hour(self, weather: Weather) -> None:
        assert weather.ask("air").text == (
            "The air in Seoul is good right now: US AQI 48, PM2.5 12, PM10 24 µg/m³ at 09:00."
        )
        assert weather.ask("air", language="ko").text == (
            "지금 서울 공기는 좋아요. "
            "오전 9시 기준 초미세먼지 12 ㎍/㎥ (좋음), 미세먼지 24 ㎍/㎥ (좋음)."
        )

    def test_it_is_that_of_the_hour_that_it_is(self, weather: Weather) -> None:
        weather.sky.airs = {(0, 9): (20, 50, 30, 66), (0, 10): BAD}
        assert weather.ask("air").text.startswith("The air in Seoul is moderate right now")
        later = weather.ask("air", day=0, after=timedelta(minutes=50)).text
        assert later == (
            "The air in Seoul is unhealthy right now: US AQI 165, PM2.5 80, PM10 96 µg/m³ at "
            "10:00. Better stay in and keep the windows shut."
        )
        assert weather.ask("air", language="ko", after=timedelta(minutes=50)).text == (
            "지금 서울 공기는 매우 나빠요. "
            "오전 10시 기준 초미세먼지 80 ㎍/㎥ (매우 나쁨), 미세먼지 96 ㎍/㎥ (나쁨). "
            "되도록 실내에 계시고, 나갈 때 마스크 챙기세요."
        )

    def test_in_europe_it_goes_by_the_european_index(self, weather: Weather) -> None:
        weather.sky.air = (30, 60, 55, 90)
        text = weather.ask("air", city=TROMSO, after=timedelta(hours=8)).text
        assert text.startswith("The air in Tromsø is moderate right now: European AQI 55")

    def test_sensitive_people_are_told(self, weather: Weather) -> None:
        weather.sky.air = (45, 60, 70, 124)
        assert weather.ask("air").text.endswith(
            "at 09:00. Take it easy outdoors if you are sensitive."
        )
        assert weather.ask("air", language="ko").text.endswith("나갈 때 마스크 챙기세요.")

    def test_what_the_service_leaves_out_is_left_out(self, weather: Weather) -> None:
        weather.sky.air = (None, 40, None, None)
        assert weather.ask("air").text == ("The air in Seoul right now: PM10 40 µg/m³ at 09:00.")
        assert weather.ask("air", language="ko").text == (
            "지금 서울 공기는 보통이에요. 오전 9시 기준 미세먼지 40 ㎍/㎥ (보통)."
        )

    def test_an_hour_without_figures_is_told_by_the_one_before(self, weather: Weather) -> None:
        weather.sky.airs = {(0, 9): (None, None, 1, 1)}
        assert weather.ask("air").text.endswith("at 08:00.")

    def test_only_rounded_coordinates_and_what_is_needed_are_asked(self, weather: Weather) -> None:
        weather.ask("air", "a secret, how is the air")
        (asked,) = weather.server.asked
        assert asked == {
            "latitude": ["37.57"],
            "longitude": ["126.98"],
            "hourly": ["pm10,pm2_5,european_aqi,us_aqi"],
            "timezone": ["auto"],
            "forecast_days": ["5"],
        }

    def test_it_offers_tomorrow(self, weather: Weather) -> None:
        assert [s.say for s in weather.ask("air").suggestions] == ["air quality in Seoul tomorrow"]
        korean = weather.ask("air", language="ko").suggestions
        assert [s.say for s in korean] == ["내일 서울 미세먼지 어때"]
        assert weather.ask("air", day=1).suggestions == ()


class TestDays:
    def test_another_day_is_told_by_its_worst_hour(self, weather: Weather) -> None:
        weather.sky.airs = {(1, 17): (37, 70, 62, 104), (1, 18): (38, 60, 60, 105)}
        assert weather.ask("air", day=1).text == (
            "Tomorrow in Seoul the air should be unhealthy for sensitive people at worst: US AQI "
            "105, PM2.5 38, PM10 60 µg/m³ at about 6 pm. Take it easy outdoors if you are "
            "sensitive."
        )
        assert weather.ask("air", day=1, language="ko").text == (
            "내일 서울 공기는 가장 나쁠 때 나빠요. "
            "저녁 6시쯤 초미세먼지 38 ㎍/㎥ (나쁨), 미세먼지 60 ㎍/㎥ (보통). "
            "나갈 때 마스크 챙기세요."
        )

    def test_of_several_days_there_is_a_line_each(self, weather: Weather) -> None:
        weather.sky.airs = {(0, 3): BAD, (1, 12): BAD}  # the first is over
        assert weather.ask("air", day=0, until=2).text.splitlines() == [
            "The air in Seoul:",
            "",
            "- Today: good at worst, US AQI 48, PM2.5 12, PM10 24 µg/m³",
            "- Tomorrow: unhealthy at worst, US AQI 165, PM2.5 80, PM10 96 µg/m³",
            "- Wednesday: good at worst, US AQI 48, PM2.5 12, PM10 24 µg/m³",
        ]
        assert weather.ask("air", day=1, until=2, language="ko").text.splitlines() == [
            "서울 공기가 가장 나쁠 때예요.",
            "",
            "- 내일: 초미세먼지 80 ㎍/㎥ (매우 나쁨), 미세먼지 96 ㎍/㎥ (나쁨)",
            "- 모레: 초미세먼지 12 ㎍/㎥ (좋음), 미세먼지 24 ㎍/㎥ (좋음)",
        ]

    def test_it_sees_five_days(self, weather: Weather) -> None:
        assert weather.ask("air", day=4).text.startswith("On Friday in Seoul the air should be")
        assert "5 days, until Friday, November 27" in weather.ask("air", day=5).text
        assert weather.ask("air", day=0, until=9).text.count("\n- ") == 5
        assert "is over" in weather.ask("air", day=-1).text

    def test_late_days_may_have_no_figures_yet(self, weather: Weather) -> None:
        weather.sky.airs = {(4, hour): (None,) * 4 for hour in range(24)}
        assert "no forecast that I can read" in weather.ask("air", day=4).text
        assert weather.ask("air", day=3, until=4).text.startswith("On Thursday in Seoul")

    def test_without_a_city_or_with_none_it_asks(self, weather: Weather) -> None:
        assert weather.ask("air", home=None).asks == "city"
        assert weather.ask("air", city="Atlantis").asks == "city"
        assert weather.ask("air", day="someday").asks == "date"
        assert not weather.server.asked


class TestGrades:
    @pytest.mark.parametrize(
        ("scale", "grades"),
        [
            ("pm10", {0: 0, 30: 0, 31: 1, 80: 1, 81: 2, 150: 2, 151: 3, 9999: 3}),
            ("pm2_5", {0: 0, 15: 0, 16: 1, 35: 1, 36: 2, 75: 2, 76: 3}),
            ("us_aqi", {50: 0, 51: 1, 100: 1, 101: 2, 150: 2, 151: 3, 200: 3, 201: 4, 301: 5}),
            ("european_aqi", {20: 0, 21: 1, 40: 1, 41: 2, 60: 2, 61: 3, 80: 3, 81: 4, 101: 5}),
        ],
    )
    def test_each_scale_has_its_limits(self, scale: str, grades: dict[int, int]) -> None:
        hour = weather_hour(scale)
        assert {figure: hour(figure) for figure in grades} == grades

    def test_a_figure_is_graded_as_it_is_shown(self) -> None:
        assert weather_hour("pm2_5")(15.4) == 0  # it reads 15
        assert weather_hour("pm2_5")(15.6) == 1  # it reads 16

    def test_the_worse_of_two_counts(self) -> None:
        hour = air.AirHour(None, {"pm2_5": 10.0, "pm10": 90.0})
        assert hour.worst("pm2_5", "pm10") == 2 and hour.worst("us_aqi") is None


def weather_hour(scale: str) -> Callable[[float], int | None]:
    def grade(figure: float) -> int | None:
        found: int | None = air.AirHour(None, {scale: figure}).grade(scale)
        return found

    return grade


def _spoiled(key: str, value: object) -> Callable[[WeatherServer], bytes]:
    def body(server: WeatherServer) -> bytes:
        answer = server.sky.air_as_json()
        answer["hourly"][key] = value
        return json.dumps(answer).encode()

    return body


BROKEN: dict[str, Callable[[WeatherServer], bytes]] = {
    "no JSON": lambda _: b"<html>sign in to the wifi</html>",
    "no table": lambda _: b"[]",
    "a forecast": lambda server: json.dumps(server.sky.as_json()).encode(),
    "no hours": _spoiled("time", []),
    "bad times": _spoiled("time", ["soon"] * 120),
    "no dust": lambda server: json.dumps(
        {"hourly": {"time": server.sky.air_as_json()["hourly"]["time"]}}
    ).encode(),
    "odd lengths": _spoiled("pm10", [1, 2]),
    "text": _spoiled("pm2_5", "dusty"),
}


class TestFailures:
    @pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
    def test_an_answer_that_cannot_be_read_is_said_and_the_last_known_shown(
        self, weather: Weather, body: Callable[[WeatherServer], bytes]
    ) -> None:
        weather.sky.airs = {(0, 12): BAD}
        known = weather.ask("air", "the air?", city=LOS_ANGELES, day=1).text
        weather.server.body = body(weather.server)
        reply = weather.ask("air", "the air?")
        assert reply.text.startswith("The weather service sent no forecast that I can read.")
        assert [s.say for s in reply.suggestions] == ["the air?"]
        later = weather.ask("air", city=LOS_ANGELES, day=1, after=timedelta(hours=3))
        assert "As of 3 hours ago:" in later.text and later.text.endswith(known)

    def test_offline_the_last_known_tells_the_hour_that_it_is(self, weather: Weather) -> None:
        weather.sky.airs = {(0, 14): BAD}
        weather.ask("air")
        weather.server.status = 503
        text = weather.ask("air", language="ko", after=timedelta(hours=5)).text
        assert text.startswith(
            "날씨 서비스가 읽을 수 없는 답을 보냈어요. 5시간 전에 받은 예보예요.\n\n"
            "지금 서울 공기는 매우 나빠요. 오후 2시 기준"
        )
        much_later = weather.ask("air", after=timedelta(days=6)).text
        assert "As of" not in much_later and much_later.startswith("The weather service")

    @pytest.mark.parametrize(
        ("config", "said"),
        [
            ({"air_url": "http://127.0.0.1:1/"}, "cannot reach"),
            ({"air_url": "air, please"}, "`air_url`"),
        ],
    )
    def test_its_address_is_a_setting_of_its_own(
        self, weather: Weather, config: dict[str, object], said: str
    ) -> None:
        assert said in weather.ask("air", config=config).text
        assert weather.ask("now", config=config).text.startswith("Clear")

    def test_it_is_cached_beside_the_forecast(self, weather: Weather) -> None:
        weather.ask("now")
        weather.ask("air")
        weather.ask("air", day=1, after=timedelta(minutes=30))
        assert weather.ask("now").text.startswith("Clear")
        assert len(weather.server.asked) == 2
        weather.ask("air", after=timedelta(minutes=31))
        assert len(weather.server.asked) == 3

    @given(st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr))
    def test_an_answer_is_read_or_refused(self, answer: bytes | str) -> None:
        text = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
        with pytest.raises(provider.ServiceError):
            provider.OpenMeteoAir().read(text)
