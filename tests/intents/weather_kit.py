"""Asking the weather handlers what a person would ask, on a Monday morning in Seoul."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assistant.paths import bundled
from assistant.plugins.api import Context, Reply
from assistant.understanding.understanding import Entity
from assistant.values.cities import City
from assistant.values.dates import Day
from tests.intents.conftest import load_plugin_module
from tests.intents.weather_server import Sky, WeatherServer, weather_server

FOLDER = bundled("intents") / "weather"
handler = load_plugin_module(FOLDER)
air, chart, provider, question, sky = (
    importlib.import_module(f"{handler.__package__}.{name}")
    for name in ("air", "chart", "provider", "question", "sky")
)

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
        config: Mapping[str, object] | None = None,
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
            config={**self.context.config, **(config or {})},
        )
        reply: Reply = getattr(handler, handler_name)(ctx, slots)
        return reply

    @property
    def sky(self) -> Sky:
        return self.server.sky


@contextmanager
def weather_in(folder: Path) -> Iterator[Weather]:
    """Handlers whose service is on this machine and whose files are in `folder`."""
    with weather_server(Sky(datetime(2026, 11, 23))) as server:
        context = Context(
            text="",
            language="en",
            intent="weather.now",
            now=NOW,
            plugin="weather",
            storage=folder / "storage",
            cache=folder / "cache",
            config={"url": server.url, "air_url": server.air_url},
            capabilities=frozenset({"network"}),
        )
        yield Weather(server, context)
