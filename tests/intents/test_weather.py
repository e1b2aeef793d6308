"""The weather: what is said of a sky that is known, and what when the service fails."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import bundled
from assistant.plugins.api import Context, Reply
from assistant.plugins.manifest import read_manifest
from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity
from assistant.values.cities import City
from assistant.values.dates import Day
from tests.intents.conftest import load_plugin_module
from tests.intents.weather_server import OVERCAST, SNOW, Sky, WeatherServer, weather_server

FOLDER = bundled("intents") / "weather"
handler = load_plugin_module(FOLDER)

SEOUL = City("Seoul", "서울", "KR", 37.566, 126.9784, "Asia/Seoul", 10_349_312)
TROMSO = City("Tromsø", None, "NO", 69.6489, 18.9551, "Europe/Oslo", 52_436)
LOS_ANGELES = City("Los Angeles", "로스앤젤레스", "US", 34.05, -118.24, "America/Los_Angeles", 1)
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=ZoneInfo("Asia/Seoul"))  # a Monday
TODAY = NOW.date()


@dataclass
class Weather:
    """Asks the handlers, as the assistant would."""

    server: WeatherServer
    context: Context

    def ask(
        self,
        handler_name: str,
        text: str = "",
        *,
        city: City | str | None = None,
        day: int | str | None = None,
        until: int | None = None,
        after: timedelta = timedelta(0),
        language: str = "en",
        home: City | None = SEOUL,
        **config: object,
    ) -> Reply:
        """`day`, `until`: days from today; a str is a slot whose words were not understood."""
        slots = {}
        if city is not None:
            raw = city if isinstance(city, str) else city.name_in(language)
            slots["city"] = Entity("city", 0, len(raw), raw, None if raw is city else city)
        if isinstance(day, str):
            slots["date"] = Entity("date", 0, len(day), day, None)
        elif day is not None:
            first = TODAY + timedelta(days=day)
            last = first if until is None else TODAY + timedelta(days=until)
            slots["date"] = Entity("date", 0, 3, "day", Day(first, last, "day"))
        ctx = replace(
            self.context,
            text=text or handler_name,
            language=language,
            home=home,
            now=NOW + after,
            config={**self.context.config, **config},
        )
        reply: Reply = getattr(handler, handler_name)(ctx, slots)
        return reply

    @property
    def sky(self) -> Sky:
        return self.server.sky


@pytest.fixture
def weather(tmp_path: Path) -> Iterator[Weather]:
    with weather_server(Sky(datetime(2026, 11, 23))) as server:
        context = Context(
            text="",
            language="en",
            intent="weather.now",
            now=NOW,
            plugin="weather",
            storage=tmp_path / "storage",
            cache=tmp_path / "cache",
            config={"url": server.url},
            capabilities=frozenset({"network"}),
        )
        yield Weather(server, context)


class TestNow:
    def test_it_tells_the_weather_of_the_home_city_in_both_languages(
        self, weather: Weather
    ) -> None:
        assert weather.ask("now").text == (
            "Clear and 12° in Seoul right now. Wind 10 km/h, humidity 55 %. "
            "Today 3° to 14°, rain 5 %."
        )
        assert weather.ask("now", language="ko").text == (
            "서울은 지금 맑고 12°예요. 바람 시속 10 km, 습도 55 %. 오늘 최저 3°, 최고 14°, 강수 확률 5 %."
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
        text = weather.ask("now", units="imperial").text
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
        shown = handler.read.__globals__["plain_text"](said)
        assert len(shown) <= 40 and shown.isprintable()
        assert not set(shown) & set("\\`*_[]<>|#")
        shown.encode()

    def test_a_day_that_is_over_or_too_far_away_is_not_looked_up(self, weather: Weather) -> None:
        assert "is over" in weather.ask("forecast", day=-1).text
        assert "지난 날" in weather.ask("rain", day=-3, until=-2, language="ko").text
        far = weather.ask("rain", day=16)
        assert "16 days ahead, until Tuesday, 8 December" in far.text
        assert "12월 8일 화요일까지만" in weather.ask("forecast", day=40, language="ko").text
        assert not weather.server.asked
        assert weather.ask("forecast", day=15).text.startswith("On Tuesday, 8 December in Seoul")


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
        assert text.count("\n| ") == 9 and "Mon 23 Nov" in text and "Sun 29 Nov" in text
        assert "should stay dry" in text

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
            "네, 내일 서울은 오후 3시쯤부터 비가 와요. 강수 확률 80 %, 5 mm, 최고 14°. 우산 챙기세요."
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


@dataclass(frozen=True)
class Failure:
    """A way in which a service can fail, and what is said of it."""

    name: str
    happen: Callable[[WeatherServer], None]
    said: str
    config: dict[str, object] = field(default_factory=dict)


def _set(**values: object) -> Callable[[WeatherServer], None]:
    def happen(server: WeatherServer) -> None:
        for name, value in values.items():
            setattr(server, name, value)

    return happen


def _spoil(table: str, key: str, value: object) -> Callable[[WeatherServer], None]:
    def happen(server: WeatherServer) -> None:
        answer = server.sky.as_json()
        if value is None:
            del answer[table][key]
        else:
            answer[table][key] = value
        server.body = json.dumps(answer).encode()

    return happen


FAILURES = [
    Failure("hangs", _set(hangs=True), "cannot reach", {"timeout": 0.3}),
    Failure("refuses", _set(), "cannot reach", {"url": "http://127.0.0.1:1/"}),
    Failure("no address", _set(), "not a web address", {"url": "weather, please"}),
    Failure("bad address", _set(), "not a web address", {"url": "http://[half"}),
    Failure("busy", _set(status=429), "turning requests away"),
    Failure("error", _set(status=500), "no forecast that I can read"),
    Failure("not found", _set(status=404), "no forecast that I can read"),
    Failure("endless redirects", _set(status=302, headers={"Location": "/"}), "cannot reach"),
    Failure("no JSON", _set(body=b"<html>sign in to the wifi</html>"), "no forecast"),
    Failure("empty", _set(body=b""), "no forecast"),
    Failure("half", _set(body=b'{"current": {"temper'), "no forecast"),
    Failure("no table", _set(body=b"[1, 2]"), "no forecast"),
    Failure("deep", _set(body=b"[" * 100_000), "no forecast"),
    Failure("too long", _set(body=b" " * 1_000_001), "no forecast"),
    Failure("not zipped", _set(headers={"Content-Encoding": "gzip"}), "no forecast"),
    Failure("no temperature", _spoil("current", "temperature_2m", None), "no forecast"),
    Failure("text", _spoil("current", "temperature_2m", "warm"), "no forecast"),
    Failure("not a number", _spoil("current", "temperature_2m", float("nan")), "no forecast"),
    Failure("huge", _spoil("current", "temperature_2m", 10**400), "no forecast"),
    Failure("no days", _spoil("daily", "time", []), "no forecast"),
    Failure("odd lengths", _spoil("daily", "weather_code", [1]), "no forecast"),
    Failure("bad times", _spoil("hourly", "time", ["soon"] * 384), "no forecast"),
    Failure("nulls", _spoil("daily", "temperature_2m_max", [None] * 16), "no forecast"),
]


class TestFailures:
    @pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
    def test_it_says_so_and_what_to_do_and_later_shows_the_last_known_forecast(
        self, weather: Weather, failure: Failure
    ) -> None:
        known = weather.ask("now", "the weather?", city=TROMSO).text
        failure.happen(weather.server)
        for language in ("en", "ko"):
            reply = weather.ask("now", "the weather?", language=language, **failure.config)
            assert language == "ko" or failure.said in reply.text
            assert [s.say for s in reply.suggestions] == ["the weather?"]
        later = weather.ask(
            "now", city=TROMSO, after=timedelta(hours=3, minutes=5), **failure.config
        )
        assert failure.said in later.text and "As of 3 hours ago:" in later.text
        assert later.text.endswith(known)

    def test_it_is_said_in_korean_too(self, weather: Weather) -> None:
        known = weather.ask("now", language="ko").text
        weather.server.status = 503
        later = weather.ask("now", language="ko", after=timedelta(minutes=50)).text
        assert (
            later
            == f"날씨 서비스가 읽을 수 없는 답을 보냈어요. 50분 전에 받은 예보예요.\n\n{known}"
        )
        assert weather.ask("now", city=TROMSO, language="ko").text == (
            "날씨 서비스가 읽을 수 없는 답을 보냈어요. 몇 분 뒤에 다시 물어봐 주세요."
        )

    def test_an_old_forecast_does_not_pass_for_the_weather_now(self, weather: Weather) -> None:
        weather.sky.rains(1, range(15, 20), 80)
        weather.ask("now")
        weather.server.status = 500
        text = weather.ask("now", after=timedelta(days=1)).text
        assert "As of 24 hours ago" in text and "Today in Seoul: rain" in text
        assert "As of 3 days ago" in weather.ask("now", after=timedelta(days=3)).text

    def test_a_day_that_the_last_known_forecast_lacks_is_not_made_up(
        self, weather: Weather
    ) -> None:
        weather.ask("now")
        weather.server.status = 500
        text = weather.ask("forecast", day=20, after=timedelta(days=6)).text
        assert text.startswith("The weather service sent no forecast") and "As of" not in text

    def test_without_the_network_capability_it_is_refused(self, weather: Weather) -> None:
        weather.context = replace(weather.context, capabilities=frozenset())
        with pytest.raises(AssistantError, match="network"):
            weather.ask("now")

    def test_a_timeout_that_is_none_is_the_usual_one(self, weather: Weather) -> None:
        for timeout in ("soon", -1, 0, True, float("nan")):
            reply = weather.ask("now", timeout=timeout, city=TROMSO)
            assert reply.text.startswith("Clear")

    @given(st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr))
    def test_an_answer_is_a_forecast_or_refused(self, answer: bytes | str) -> None:
        text = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
        provider = handler.look_up.__globals__["OpenMeteo"]()
        with pytest.raises(handler.ServiceError):
            provider.read(text)


class TestCache:
    def test_a_forecast_is_fresh_for_half_an_hour(self, weather: Weather) -> None:
        weather.ask("now")
        weather.ask("rain", after=timedelta(minutes=30))
        assert len(weather.server.asked) == 1
        weather.ask("forecast", after=timedelta(minutes=31))
        assert len(weather.server.asked) == 2

    def test_each_place_has_its_own(self, weather: Weather) -> None:
        weather.ask("now")
        weather.ask("now", city=TROMSO)
        assert len(weather.server.asked) == 2

    def test_a_clock_that_was_set_back_does_not_keep_it_fresh(self, weather: Weather) -> None:
        weather.ask("now")
        weather.ask("now", after=timedelta(hours=-5))
        assert len(weather.server.asked) == 2

    @pytest.mark.parametrize("damage", [b"", b"not a database at all" * 99, b"SQLite format 3\0"])
    def test_a_damaged_file_is_made_anew(self, weather: Weather, damage: bytes) -> None:
        weather.ask("now")
        (weather.context.cache / "forecasts.db").write_bytes(damage)
        assert weather.ask("now").text.startswith("Clear")
        assert weather.ask("now").text.startswith("Clear")
        assert len(weather.server.asked) == 2  # the third answer came from the new file

    def test_a_file_that_is_damaged_inside_is_made_anew(self, weather: Weather) -> None:
        weather.ask("now")
        file = weather.context.cache / "forecasts.db"
        data = bytearray(file.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        file.write_bytes(data)
        assert weather.ask("now").text.startswith("Clear")
        assert weather.ask("now").text.startswith("Clear")
        assert len(weather.server.asked) == 2

    def test_a_file_of_another_version_is_made_anew(self, weather: Weather) -> None:
        weather.ask("now")
        with sqlite3.connect(weather.context.cache / "forecasts.db") as database:
            database.execute("PRAGMA user_version = 7")
        database.close()
        weather.ask("now")
        weather.ask("now")
        assert len(weather.server.asked) == 2

    def test_what_it_holds_may_be_nonsense(self, weather: Weather) -> None:
        weather.ask("now")
        with sqlite3.connect(weather.context.cache / "forecasts.db") as database:
            database.execute("UPDATE forecasts SET answer = 'nonsense', fetched = 'once'")
        database.close()
        assert weather.ask("now").text.startswith("Clear")

    def test_where_nothing_can_be_written_there_is_no_cache(
        self, weather: Weather, tmp_path: Path
    ) -> None:
        (tmp_path / "cache").write_text("a file where the folder should be")
        assert weather.ask("now").text.startswith("Clear")
        assert weather.ask("now").text.startswith("Clear")
        assert len(weather.server.asked) == 2

    def test_another_process_that_is_writing_is_not_waited_for_long(self, weather: Weather) -> None:
        weather.ask("now")
        with sqlite3.connect(weather.context.cache / "forecasts.db") as database:
            database.execute("BEGIN EXCLUSIVE")
            assert weather.ask("now", after=timedelta(hours=1)).text.startswith("Clear")
        database.close()

    def test_forecasts_too_old_to_say_anything_are_let_go(self, weather: Weather) -> None:
        weather.ask("now")
        weather.ask("now", city=TROMSO, after=timedelta(days=17))
        with sqlite3.connect(weather.context.cache / "forecasts.db") as database:
            assert database.execute("SELECT COUNT(*) FROM forecasts").fetchone() == (1,)
        database.close()

    def test_several_may_ask_at_once(self, weather: Weather) -> None:
        texts: list[str] = []
        threads = [
            threading.Thread(target=lambda: texts.append(weather.ask("now").text)) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(texts) == 6 and len(set(texts)) == 1


class TestWords:
    def test_every_weather_code_has_words_in_both_languages(self, weather: Weather) -> None:
        codes = handler.now.__globals__["Question"].__module__.rpartition(".")[0] + ".words"
        import sys

        sky = sys.modules[codes].SKY
        documented = {0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77}
        assert set(sky) == documented | {80, 81, 82, 85, 86, 95, 96, 99}
        assert all(all(words) for words in sky.values())

    def test_hours_are_said_as_people_say_them(self, weather: Weather) -> None:
        said = {}
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
    assert date(2027, 4, 2).isoformat() in str(plugin.tests)
