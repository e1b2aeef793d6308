"""What crosses between the processes comes out as it went in, and nothing else comes out."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.api import Call, Exchange, InstalledIntent, Reply, Scheduled, Suggestion
from assistant.plugins.isolation.codec import CodecError, from_line, to_line
from assistant.plugins.slot_specs import SlotSpec
from assistant.understanding.understanding import Entity
from assistant.values import resolve
from assistant.values.cities import City
from assistant.values.dates import Day
from assistant.values.durations import Duration
from assistant.values.instants import Instant
from assistant.values.times import Time

texts = st.text(st.characters(codec=None), max_size=20)
numbers = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False)
zones = (
    st.none()
    | st.sampled_from([UTC, ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")])
    | st.builds(timezone, st.integers(-1439, 1439).map(lambda n: timedelta(minutes=n)))
    | st.just(timezone(timedelta(hours=9), "KST"))
)
moments = st.datetimes(timezones=zones, allow_imaginary=False)
days = st.builds(Day, st.dates(), st.dates(), texts)
times = st.recursive(
    st.builds(Time, st.times(), texts),
    lambda inner: st.builds(Time, st.times(), texts, st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)
instants = st.recursive(
    st.builds(Instant, moments, texts),
    lambda inner: st.builds(Instant, moments, texts, st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)
durations = st.builds(Duration, *[st.integers(0, 999)] * 7, texts)
cities = st.builds(City, texts, st.none() | texts, texts, *[st.floats(-90, 90)] * 2, texts,
                   st.integers(0))  # fmt: skip
values = st.one_of(texts, numbers, days, times, instants, durations, cities, st.none())
slots = st.dictionaries(
    texts, st.builds(Entity, texts, st.integers(), st.integers(), texts, values)
)
plain = st.recursive(
    st.one_of(
        st.none(), st.booleans(), texts, numbers, st.binary(max_size=20), st.dates(), st.times(),
        moments, st.timedeltas(), st.just(Path("/a/한국")),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(texts, inner, max_size=3)
        | st.dictionaries(st.integers() | st.just("$"), inner, max_size=3)
        | st.frozensets(st.integers() | texts, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


def there_and_back(value: object) -> object:
    line = to_line(value)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    return from_line(line)


@given(values | slots)
def test_slot_values_come_out_as_they_went_in(value: object) -> None:
    assert there_and_back(value) == value


@given(plain)
def test_plain_values_come_out_as_they_went_in(value: object) -> None:
    found = there_and_back(value)
    assert found == value
    assert type(found) is type(value)


@given(moments)
def test_a_moment_keeps_its_zone(at: datetime) -> None:
    found = there_and_back(at)
    assert isinstance(found, datetime)
    assert (found.tzinfo, found.fold) == (at.tzinfo, at.fold)
    assert (found.utcoffset(), found.tzname()) == (at.utcoffset(), at.tzname())


@pytest.mark.parametrize(
    "value",
    [
        Reply("a", (Suggestion("b", "c", "d"),), "size", {"1": "one"}, Call("f", {"ids": [1, 2]})),
        InstalledIntent("a", {"en": "x"}, {"ko": "나"}),
        Exchange("a", None, 0.5, {"c": Entity("c", 0, 1, "a", 3.5)}, ("x",), "y"),
        Scheduled(1, "timer", datetime(2026, 11, 25, tzinfo=UTC), "tea", datetime.now(UTC)),
        SlotSpec("size", "choice", True, {"en": "?"}, {"large": ("big", "큰")}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_api_passes_around_comes_out_as_it_went_in(value: object) -> None:
    assert there_and_back(value) == value


@pytest.mark.parametrize(
    "words", ["every weekday", "every other friday", "매주 월요일", "매달 1일"]
)
def test_what_repeats_comes_out_as_it_went_in(words: str) -> None:
    value = resolve("recurrence", words, datetime(2026, 11, 25, 10, tzinfo=UTC))
    assert not isinstance(value, str | None)
    assert there_and_back(value) == value


class Other:
    pass


class Text(str):
    pass


def itself() -> list[object]:
    loop: list[object] = []
    loop.append(loop)
    return loop


@pytest.mark.parametrize(
    "value", [Other(), Text("x"), {1, 2}, len, Other, {"a": [Other()]}, itself(), 10**5000],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_not_on_the_list_cannot_be_written(value: object) -> None:
    with pytest.raises(CodecError):
        to_line(value)


@pytest.mark.parametrize(
    "said",
    [
        {"$": "Other"}, {"$": "os.system", "of": "x"}, {"$": []}, {"$": None}, {"$": "City"},
        {"$": "Reply", "text": "a", "more": 1}, {"$": "date", "of": "2026-13-01"},
        {"$": "date"}, {"$": "datetime", "of": "2026-11-25", "fold": 7, "zone": None},
        {"$": "datetime", "of": "2026-11-25", "fold": 0, "zone": "../../etc/passwd"},
        {"$": "bytes", "of": "?"}, {"$": "frozenset", "of": [[]]},
        {"$": "timedelta", "of": [1e300]}, {"$": "dict", "of": [1]}, {"$": "__reduce__"},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_what_says_to_be_something_else_cannot_be_read(said: object) -> None:
    with pytest.raises(CodecError):
        from_line(json.dumps(said).encode())


@pytest.mark.parametrize("line", [b"", b"{", b"\xff\n", b"[" * 100_000, b"cos\nsystem\n(S'x'\ntR."])
def test_a_line_that_is_none_cannot_be_read(line: bytes) -> None:
    with pytest.raises(CodecError):
        from_line(line)


@given(st.binary(max_size=200))
def test_reading_raises_nothing_else(line: bytes) -> None:
    with suppress(CodecError):
        from_line(line)


def test_dates_and_times_are_told_apart() -> None:
    assert there_and_back((date(2026, 1, 1), time(7), timedelta(1))) == (
        date(2026, 1, 1), time(7), timedelta(1),
    )  # fmt: skip
