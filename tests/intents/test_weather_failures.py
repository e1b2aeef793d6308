"""The weather when the service, the network or the cache fails."""

import json
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.problems import AssistantError
from tests.intents.weather_kit import TROMSO, Weather, provider, weather_in
from tests.intents.weather_server import WeatherServer


@pytest.fixture
def weather(tmp_path: Path) -> Iterator[Weather]:
    with weather_in(tmp_path) as weather:
        yield weather


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
    Failure("bad address", _set(), "not a web address", {"url": "http://here:soon/"}),
    Failure("odd address", _set(), "not a web address", {"url": "http://\ud800/"}),
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
            reply = weather.ask("now", "the weather?", language=language, config=failure.config)
            assert language == "ko" or failure.said in reply.text
            assert [s.say for s in reply.suggestions] == ["the weather?"]
        later = weather.ask(
            "now", city=TROMSO, after=timedelta(hours=3, minutes=5), config=failure.config
        )
        assert failure.said in later.text and "As of 3 hours ago:" in later.text
        assert later.text.endswith(known)

    def test_looking_up_the_name_of_the_service_is_not_waited_for_either(
        self, weather: Weather, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """httpx has no limit for it, and without a network it takes longest."""
        answered = threading.Event()
        waited_for_long = []

        def look_up(*args: object, **kwargs: object) -> None:
            waited_for_long.append(not answered.wait(10))
            raise socket.gaierror("no network")

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        config = {"url": "http://weather.invalid/", "timeout": 0.3}
        assert weather.ask("now", config=config).text.startswith("I cannot reach")
        assert not waited_for_long
        answered.set()

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
            reply = weather.ask("now", config={"timeout": timeout}, city=TROMSO)
            assert reply.text.startswith("Clear")

    @given(st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr))
    def test_an_answer_is_a_forecast_or_refused(self, answer: bytes | str) -> None:
        text = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
        with pytest.raises(provider.ServiceError):
            provider.OpenMeteo().read(text)


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
