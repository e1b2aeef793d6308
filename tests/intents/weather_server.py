"""A weather service on this machine that speaks as Open-Meteo does; it fails when told to."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

DAYS, AIR_DAYS = 16, 5
FORECAST, AIR = "/v1/forecast", "/v1/air-quality"
CLEAR, OVERCAST, RAIN, SNOW = 0, 3, 63, 73


@dataclass
class Sky:
    """The weather to tell: dry and clear unless changed. Offsets count days from `today`."""

    today: datetime  # midnight, there
    temperature: float = 12.4
    feels: float = 11.9
    code: int = CLEAR
    wind: float = 9.7
    humidity: float = 55
    codes: dict[int, int] = field(default_factory=dict)  # by day
    highs: dict[int, float] = field(default_factory=dict)  # by day
    amounts: dict[int, float] = field(default_factory=dict)  # by day, mm
    wet: dict[tuple[int, int], float] = field(default_factory=dict)  # by day and hour: %
    sends_probabilities: bool = True  # now and then the service has none
    # Of the air: PM2.5, PM10, the European and the American index; by day and hour where it differs
    air: tuple[float | None, ...] = (11.6, 24.0, 19.0, 48.0)
    airs: dict[tuple[int, int], tuple[float | None, ...]] = field(default_factory=dict)

    def rains(self, day: int, hours: range, probability: float, code: int = RAIN) -> None:
        self.codes[day] = code
        self.wet |= {(day, hour): probability for hour in hours}

    def as_json(self) -> dict[str, Any]:
        days = range(DAYS)
        # A probability stands at the end of its hour.
        starts = [self.today + timedelta(hours=hour - 1) for hour in range(24 * DAYS)]
        keys = [((start - self.today).days, start.hour) for start in starts]
        chances = [self.wet.get(key, 5) for key in keys]
        highest = [max([5, *(p for (d, _), p in self.wet.items() if d == day)]) for day in days]
        return {
            "latitude": 37.55,
            "longitude": 127.0,
            "utc_offset_seconds": 32400,
            "timezone": "Asia/Seoul",
            "current_units": {"temperature_2m": "°C"},
            "current": {
                "time": f"{self.today:%Y-%m-%d}T09:00",
                "interval": 900,
                "temperature_2m": self.temperature,
                "apparent_temperature": self.feels,
                "weather_code": self.code,
                "wind_speed_10m": self.wind,
                "relative_humidity_2m": self.humidity,
            },
            "hourly": {
                "time": [f"{start + timedelta(hours=1):%Y-%m-%dT%H:%M}" for start in starts],
                "precipitation_probability": [
                    chance if self.sends_probabilities else None for chance in chances
                ],
                "weather_code": [
                    self.codes.get(day, CLEAR) if (day, hour) in self.wet else CLEAR
                    for day, hour in keys
                ],
            },
            "daily": {
                "time": [f"{self.today + timedelta(days=day):%Y-%m-%d}" for day in days],
                "weather_code": [self.codes.get(day, CLEAR) for day in days],
                "temperature_2m_max": [self.highs.get(day, 14.2) for day in days],
                "temperature_2m_min": [3.1 for _ in days],
                "precipitation_probability_max": [
                    highest[day] if self.sends_probabilities else None for day in days
                ],
                "precipitation_sum": [self.amounts.get(day, 0.0) for day in days],
            },
        }

    def air_as_json(self) -> dict[str, Any]:
        hours = [(day, hour) for day in range(AIR_DAYS) for hour in range(24)]
        rows = [self.airs.get(hour, self.air) for hour in hours]
        times = [self.today + timedelta(days=day, hours=hour) for day, hour in hours]
        keys = ("pm2_5", "pm10", "european_aqi", "us_aqi")
        return {
            "latitude": 37.5,
            "longitude": 127.0,
            "timezone": "Asia/Seoul",
            "hourly_units": {"pm10": "μg/m³"},
            "hourly": {
                "time": [f"{time:%Y-%m-%dT%H:%M}" for time in times],
                **{key: [row[at] for row in rows] for at, key in enumerate(keys)},
            },
        }


@dataclass
class WeatherServer:
    """What it answers, and what it was asked."""

    sky: Sky
    status: int = 200
    body: bytes | None = None  # instead of the sky
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False  # until the test is over
    asked: list[Mapping[str, list[str]]] = field(default_factory=list)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def air_url(self) -> str:
        return self.url.replace(FORECAST, AIR)

    def answer(self, path: str) -> bytes:
        if self.body is not None:
            return self.body
        return json.dumps(self.sky.air_as_json() if path == AIR else self.sky.as_json()).encode()


@contextmanager
def weather_server(sky: Sky) -> Iterator[WeatherServer]:
    """A server on a free port of 127.0.0.1, for the time of a test."""
    server = WeatherServer(sky)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            server.asked.append(parse_qs(asked.query))
            if server.hangs:
                server.over.wait(30)
                return
            body = server.answer(asked.path)
            self.send_response(server.status)
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test's output is its own."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_port}{FORECAST}"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        http.server_close()
