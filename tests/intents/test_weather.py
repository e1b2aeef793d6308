"""The weather: what is said of a sky that is known."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.manifest import read_manifest
from tests.intents.weather_kit import (
    FOLDER,
    LOS_ANGELES,
    TROMSO,
    Weather,
    handler,
    question,
    sky,
    weather_in,
)
from tests.intents.weather_server import OVERCAST, SNOW


@pytest.fixture
def weather(tmp_path: Path) -> Iterator[Weather]:
    with weather_in(tmp_path) as weather:
        yield weather


class TestNow:
    def test_it_tells_the_weather_of_the_home_city_in_both_languages(
        self, weather: Weather
    ) -> None:
        assert weather.ask("now").text == (
            "Clear and 12° in Seoul right now. Wind 10 km/h, humidity 55 %. "
            "Today 3° to 14°, rain 5 %."
        )
        assert weather.ask("now", language="ko").text == (
            "서울은 지금 맑고 12°예요. 바람 시속 10 km, 습도 55 %. "
            "오늘 최저 3°, 최고 14°, 강수 확률 5 %."
        )

    def test_a_city_in_the_message_goes_before_the_home_city(self, weather: Weather) -> None:
        reply = weather.ask("now", city=TROMSO, language="ko")
        assert reply.text.startswith("Tromsø는 지금")
        assert weather.server.asked[0]["latitude"] == ["69.65"]

    def test_it_says_what_it_feels_like_only_when_that_differs(self, weather: Weather) -> None:
        assert "feels" not in weather.ask("now").text
        weather.sky.feels = 7
        assert "It feels like 7°." in weather.ask("now", after=timedelta(hours=1)).text
        assert "체감 7°" in weather.ask("now", language="ko").text

    def test_imperial_units_are_a_setting(self, weather: Weather) -> None:
        text = weather.ask("now", config={"units": "imperial"}).text
        assert "54°F" in text and "6 mph" in text and "38°F to 58°F" in text

    def test_what_the_service_leaves_out_is_left_out(self, weather: Weather) -> None:
        answer = weather.sky.as_json()
        answer["current"] = {"temperature_2m": 1.6, "weather_code": 42}
        del answer["daily"]["precipitation_probability_max"]
        answer["hourly"]["precipitation_probability"] = [None] * 384
        weather.server.body = json.dumps(answer).encode()
        assert weather.ask("now").text == "It is 2° in Seoul right now. Today 3° to 14°."
        assert weather.ask("now", language="ko").text == (
            "서울은 지금 2°예요. 오늘 최저 3°, 최고 14°."
        )

    def test_another_day_is_told_though_it_was_taken_for_now(self, weather: Weather) -> None:
        assert weather.ask("now", day=1).text.startswith("Tomorrow in Seoul: clear, 3° to 14°.")

    def test_only_rounded_coordinates_are_sent(self, weather: Weather) -> None:
        weather.ask("now", "a secret, what is the weather")
        assert len(weather.server.asked) == 1
        asked = weather.server.asked[0]
        assert asked["latitude"] == ["37.57"] and asked["longitude"] == ["126.98"]
        assert asked["forecast_days"] == ["16"] and asked["timezone"] == ["auto"]
        assert "secret" not in str(asked) and "Seoul" not in str(asked)


class TestAskingBack:
    def test_without_any_city_it_asks_which_and_mentions_the_home_city(
        self, weather: Weather
    ) -> None:
        for name in ("now", "forecast", "rain"):
            reply = weather.ask(name, home=None)
            assert reply.asks == "city" and "home city" in reply.text
            assert "사는 도시" in weather.ask(name, home=None, language="ko").text
        assert not weather.server.asked

    def test_a_city_it_does_not_know_is_asked_for_again(self, weather: Weather) -> None:
        reply = weather.ask("now", city="Atlantis")
        assert reply.asks == "city" and "“Atlantis”" in reply.text
        assert "“아틀란티스”" in weather.ask("now", city="아틀란티스", language="ko").text

    def test_a_day_it_does_not_understand_is_asked_for_again(self, weather: Weather) -> None:
        reply = weather.ask("forecast", day="someday")
        assert reply.asks == "date" and "“someday”" in reply.text

    @given(st.text())
    def test_whatever_was_said_is_repeated_as_plain_words(self, said: str) -> None:
        shown = question.plain_text(said)
        assert len(shown) <= 40 and shown.isprintable()
        assert not set(shown) & set("\\`*_[]<>|#")
        shown.encode()

    def test_a_day_that_is_over_or_too_far_away_is_not_looked_up(self, weather: Weather) -> None:
        assert "is over" in weather.ask("forecast", day=-1).text
        assert "지난 날" in weather.ask("rain", day=-3, until=-2, language="ko").text
        far = weather.ask("rain", day=16)
        assert "16 days, until Tuesday, December 8" in far.text
        assert "12월 8일 화요일까지만" in weather.ask("forecast", day=40, language="ko").text
        assert not weather.server.asked
        assert weather.ask("forecast", day=15).text.startswith("On Tuesday, December 8 in Seoul")


class TestForecast:
    def test_a_single_day_is_a_sentence(self, weather: Weather) -> None:
        weather.sky.rains(1, range(15, 20), 80)
        assert weather.ask("forecast", day=1).text == (
            "Tomorrow in Seoul: rain, 3° to 14°. Chance of rain 80 %."
        )
        assert weather.ask("forecast", day=1, language="ko").text == (
            "내일 서울은 비가 오고, 최저 3°, 최고 14°예요. 강수 확률 80 %."
        )
        assert weather.ask("forecast", day=4).text.startswith("On Friday in Seoul: clear")
        assert weather.ask("forecast", day=4, language="ko").text.startswith("금요일 서울은 맑고")

    def test_a_range_is_a_table_with_a_line_that_sums_it_up(self, weather: Weather) -> None:
        weather.sky.rains(6, range(9, 12), 60)
        weather.sky.highs[5] = 17.6
        assert weather.ask("forecast", day=5, until=6).text.splitlines() == [
            "Seoul: 3° to 18°, rain likeliest on Sunday (60 %).",
            "",
            "| Day | Weather | Degrees | Rain |",
            "| --- | --- | --- | --- |",
            "| Sat 28 Nov | clear | 3° to 18° | 5 % |",
            "| Sun 29 Nov | rain | 3° to 14° | 60 % |",
        ]
        assert weather.ask("forecast", day=5, until=6, language="ko").text.splitlines() == [
            "서울은 3°에서 18° 사이예요. 비가 가장 올 것 같은 날은 일요일이에요 (60 %).",
            "",
            "| 날 | 날씨 | 기온 | 강수 확률 |",
            "| --- | --- | --- | --- |",
            "| 11/28 (토) | 맑음 | 3° ~ 18° | 5 % |",
            "| 11/29 (일) | 비 | 3° ~ 14° | 60 % |",
        ]

    def test_without_a_day_it_is_the_week_ahead(self, weather: Weather) -> None:
        text = weather.ask("forecast").text
        assert text.count("━ ") == 7 and "Mon 23" in text and "Sun 29" in text
        assert "should stay dry" in text

    def test_three_days_or_more_are_drawn_on_one_scale(self, weather: Weather) -> None:
        weather.sky.rains(2, range(9, 12), 60)
        weather.sky.rains(4, range(9, 12), 100, SNOW)
        weather.sky.highs |= {0: 9.4, 1: 11, 2: 12.2, 3: 8, 4: 3.2, 6: 23.1}
        assert weather.ask("forecast").text.splitlines() == [
            "Seoul: 3° to 23°, snow likeliest on Friday (100 %).",
            "",
            "                                Rain",
            "    Mon 23  3° ━━━───────  9°    5 %",
            "    Tue 24  3° ━━━━────── 11°    5 %",
            "    Wed 25  3° ━━━━╾───── 12°   60 %",
            "    Thu 26  3° ━━╾───────  8°    5 %",
            "    Fri 27  3° ╾─────────  3°  100 % snow",
            "    Sat 28  3° ━━━━━╾──── 14°    5 %",
            "    Sun 29  3° ━━━━━━━━━━ 23°    5 %",
        ]
        assert weather.ask("forecast", day=3, until=5, language="ko").text.splitlines() == [
            "서울은 3°에서 14° 사이예요. 눈이 가장 올 것 같은 날은 금요일이에요 (100 %).",
            "",
            "                               강수",
            "    목 26  3° ━━━━╾─────  8°    5 %",
            "    금 27  3° ╾─────────  3°  100 % 눈",
            "    토 28  3° ━━━━━━━━━━ 14°    5 %",
        ]

    def test_without_probabilities_the_chart_says_nothing_of_rain(self, weather: Weather) -> None:
        weather.sky.sends_probabilities = False
        text = weather.ask("forecast").text
        assert "Rain" not in text and "%" not in text and text.count("━ 14°") == 7

    def test_of_a_range_it_tells_what_it_can_see(self, weather: Weather) -> None:
        past_included = weather.ask("forecast", day=-3, until=1).text
        assert "Mon 23 Nov" in past_included and "22 Nov" not in past_included
        far_included = weather.ask("forecast", day=14, until=20).text
        assert "Tue 8 Dec" in far_included and "9 Dec" not in far_included

    def test_today_is_the_day_that_it_is_in_that_city(self, weather: Weather) -> None:
        weather.sky.today = datetime(2026, 11, 22)  # still Sunday there
        assert weather.ask("forecast", city=LOS_ANGELES, day=0).text.startswith("Today in Los")

    def test_it_offers_what_one_may_ask_next_about_the_same_city(self, weather: Weather) -> None:
        assert [s.say for s in weather.ask("now", city=TROMSO).suggestions] == [
            "weather in Tromsø tomorrow",
            "week ahead in Tromsø",
        ]
        week = weather.ask("forecast", language="ko").suggestions
        assert [s.say for s in week] == ["내일 서울에 비 와?"]


class TestRain:
    def test_it_says_yes_from_when_and_how_probably(self, weather: Weather) -> None:
        weather.sky.rains(1, range(15, 20), 80)
        weather.sky.amounts[1] = 5.2
        assert weather.ask("rain", day=1).text == (
            "Yes, rain from about 3 pm tomorrow in Seoul: 80 %, 5 mm, high 14°. Take an umbrella."
        )
        assert weather.ask("rain", day=1, language="ko").text == (
            "네, 내일 서울은 오후 3시쯤부터 비가 와요. "
            "강수 확률 80 %, 5 mm, 최고 14°. 우산 챙기세요."
        )

    def test_it_says_no(self, weather: Weather) -> None:
        weather.sky.codes[1] = OVERCAST
        assert weather.ask("rain", day=1).text == (
            "No, it should stay dry tomorrow in Seoul (5 %)."
        )
        assert weather.ask("rain", day=1, language="ko").text == (
            "아니요, 내일 서울은 비 소식이 없어요. 강수 확률 5 %."
        )

    def test_it_says_probably_not_in_between(self, weather: Weather) -> None:
        weather.sky.rains(2, range(8, 10), 40)
        assert weather.ask("rain", day=2).text == (
            "Probably no rain on Wednesday in Seoul, but it is possible: 40 %."
        )
        assert "안 오겠지만 올 수도" in weather.ask("rain", day=2, language="ko").text

    def test_snow_is_called_snow(self, weather: Weather) -> None:
        weather.sky.rains(1, range(0, 6), 70, SNOW)
        weather.sky.amounts[1] = 8
        assert weather.ask("rain", "will it rain tomorrow", day=1).text == (
            "Yes, snow from about midnight tomorrow in Seoul: 70 %, high 14°. Wrap up warm."
        )
        assert weather.ask("rain", "내일 눈 와?", day=1, language="ko").text == (
            "네, 내일 서울은 자정쯤부터 눈이 와요. 강수 확률 70 %, 최고 14°. 따뜻하게 입으세요."
        )

    def test_rain_is_no_snow(self, weather: Weather) -> None:
        weather.sky.rains(1, range(15, 20), 80)
        assert weather.ask("rain", "will it snow", day=1).text.startswith("No snow, but rain from")
        assert weather.ask("rain", "눈 와?", day=1, language="ko").text.startswith(
            "눈은 아니고 비예요."
        )
        assert weather.ask("rain", "any snow?", day=2).text.startswith("No, no snow is expected")

    def test_it_knows_that_it_is_raining_and_until_when(self, weather: Weather) -> None:
        weather.sky.rains(0, range(7, 18), 90)
        weather.sky.code = 61
        assert weather.ask("rain").text == (
            "Yes, it is raining in Seoul now, probably until about 6 pm. Take an umbrella."
        )
        assert weather.ask("rain", language="ko").text == (
            "네, 지금 서울에 비가 와요. 저녁 6시쯤 그칠 것 같아요. 우산 챙기세요."
        )

    def test_rain_that_is_over_is_not_announced(self, weather: Weather) -> None:
        weather.sky.rains(0, range(2, 7), 95)
        assert weather.ask("rain", day=0).text.startswith("No, it should stay dry today")

    def test_of_several_days_it_names_the_wet_ones(self, weather: Weather) -> None:
        weather.sky.rains(5, range(9, 12), 80)
        weather.sky.rains(6, range(9, 12), 60, SNOW)
        assert weather.ask("rain", day=4, until=6).text == (
            "Yes, in Seoul: rain on Saturday (80 %), snow on Sunday (60 %). Take an umbrella."
        )
        assert weather.ask("rain", day=4, until=6, language="ko").text == (
            "네, 서울은 토요일 비 (80 %), 일요일 눈 (60 %) 소식이 있어요. 우산 챙기세요."
        )
        assert weather.ask("rain", day=1, until=3).text == (
            "No, it should stay dry in Seoul until Thursday."
        )

    def test_a_question_for_dry_weather_is_not_answered_with_yes(self, weather: Weather) -> None:
        weather.sky.rains(1, range(15, 20), 80)
        assert weather.ask("rain", "will it stay dry tomorrow", day=1).text.startswith("Rain from")
        dry = weather.ask("rain", "can I leave the umbrella at home", day=2)
        assert dry.text.startswith("It should stay dry")
        assert weather.ask("rain", "내일 비 안 오지?", day=1, language="ko").text.startswith(
            "내일 서울은"
        )

    def test_asked_for_snow_it_names_the_days_with_snow(self, weather: Weather) -> None:
        weather.sky.rains(1, range(9, 12), 80)
        text = weather.ask("rain", "any snow this week?", day=1, until=3).text
        assert text == "No snow, but in Seoul: rain tomorrow (80 %). Take an umbrella."
        weather.sky.rains(3, range(9, 12), 60, SNOW)
        later = timedelta(hours=1)
        text = weather.ask("rain", "any snow this week?", day=1, until=3, after=later).text
        assert text == "Yes, in Seoul: snow on Thursday (60 %). Wrap up warm."

    def test_asked_when_it_looks_at_the_week(self, weather: Weather) -> None:
        weather.sky.rains(3, range(9, 12), 80)
        assert "rain on Thursday (80 %)" in weather.ask("rain", "when will it rain").text
        assert "목요일 비" in weather.ask("rain", "비 언제 와", language="ko").text

    def test_without_probabilities_the_weather_code_and_the_amount_decide(
        self, weather: Weather
    ) -> None:
        weather.sky.rains(1, range(15, 20), 80)
        weather.sky.amounts[1] = 4
        weather.sky.sends_probabilities = False
        assert weather.ask("rain", day=1).text == (
            "Yes, rain from about 3 pm tomorrow in Seoul: 4 mm, high 14°. Take an umbrella."
        )
        assert weather.ask("rain", day=2).text == "No, it should stay dry on Wednesday in Seoul."


class TestWords:
    def test_every_weather_code_has_words_in_both_languages(self, weather: Weather) -> None:
        said = sky.SKY
        documented = {0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77}
        assert set(said) == documented | {80, 81, 82, 85, 86, 95, 96, 99}
        assert all(all(words) for words in said.values())

    def test_hours_are_said_as_people_say_them(self, weather: Weather) -> None:
        said: dict[int, tuple[str, str]] = {}
        for hour in (0, 5, 9, 12, 13, 19, 23):
            weather.sky.wet.clear()
            weather.sky.rains(1, range(hour, 24), 90)
            after = timedelta(minutes=31 * len(said))
            korean = weather.ask("rain", day=1, language="ko", after=after).text
            english = weather.ask("rain", day=1, after=after).text
            said[hour] = (english.split("about ")[1].split(" tom")[0], korean.split("서울은 ")[1])
        assert [english for english, _ in said.values()] == [
            *("midnight", "5 am", "9 am", "noon", "1 pm", "7 pm", "11 pm")
        ]
        korean_hours = [korean.split("쯤")[0] for _, korean in said.values()]
        assert korean_hours == [
            "자정",
            "새벽 5시",
            "오전 9시",
            "낮 12시",
            "오후 1시",
            "저녁 7시",
            "밤 11시",
        ]


def test_the_manifest_is_whole_and_says_that_it_uses_the_network() -> None:
    plugin = read_manifest(FOLDER, builtin=True)
    assert plugin.capabilities == {"network"} and plugin.timeout > 4.5
    for intent in plugin.intents:
        assert callable(getattr(handler, intent.handler or ""))
        assert set(intent.description) == set(intent.example) == {"en", "ko"}
        assert set(intent.slots) == {"city", "date"}
        assert sum(test.intent == intent.name for test in plugin.tests) >= 2
