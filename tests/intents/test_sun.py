"""When the sun rises and sets: the equations, and what is said of it."""

import importlib
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intents.conftest import load_plugin_module
from tests.intents.time_kit import FOLDER, SEOUL, ask

handler = load_plugin_module(FOLDER)
astronomy = importlib.import_module(f"{handler.__package__}.sun")

PLACES = {
    "Seoul": (37.566, 126.9784, "Asia/Seoul"),
    "Berlin": (52.52, 13.405, "Europe/Berlin"),
    "Quito": (-0.2299, -78.5249, "America/Guayaquil"),
    "Sydney": (-33.8678, 151.2073, "Australia/Sydney"),
    "Reykjavík": (64.1355, -21.8954, "Atlantic/Reykjavik"),
    "Kiritimati": (1.98, -157.47, "Pacific/Kiritimati"),  # 14 hours ahead of UTC, west of 180°
    "Kashgar": (39.45, 75.98, "Asia/Shanghai"),  # its clocks are three hours ahead of its sun
    "Los Angeles": (34.05, -118.24, "America/Los_Angeles"),
    "Ushuaia": (-54.8, -68.3, "America/Argentina/Ushuaia"),
    "Tromsø": (69.6489, 18.9551, "Europe/Oslo"),
}
# Computed with PyEphem 4.2.1 (libastro, which does not use these equations): the upper limb at the
# horizon, refraction there 34 arc minutes.
KNOWN = [
    ("Seoul", "2026-11-25", "25 07:21:44", "25 17:15:51"),
    ("Seoul", "2026-06-21", "21 05:11:00", "21 19:56:38"),
    ("Seoul", "1950-05-01", "01 06:37:57", "01 20:21:06"),
    ("Berlin", "2026-11-25", "25 07:45:05", "25 16:01:08"),
    ("Berlin", "2027-03-28", "28 06:50:59", "28 19:33:06"),  # summer time began that night
    ("Berlin", "2090-10-01", "01 07:08:13", "01 18:42:38"),
    ("Quito", "2026-03-20", "20 06:18:12", "20 18:24:43"),
    ("Sydney", "2026-12-22", "22 05:41:06", "22 20:05:55"),
    ("Reykjavík", "2026-06-21", "21 02:55:25", "22 00:03:22"),  # after midnight
    ("Kiritimati", "2026-11-25", "25 06:16:01", "25 18:17:19"),
    ("Kashgar", "2026-01-15", "15 10:14:40", "15 19:56:24"),
    ("Los Angeles", "2026-07-04", "04 05:46:43", "04 20:08:01"),
    ("Ushuaia", "2026-06-21", "21 09:58:52", "21 17:11:14"),
    ("Tromsø", "2026-03-01", "01 07:10:12", "01 16:44:30"),
]
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))
MIDDLE = st.floats(-65, 65)  # latitudes where it rises and sets every day
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize(("place", "day", "rise", "set_"), KNOWN)
def test_it_agrees_with_another_almanac_to_a_minute(
    place: str, day: str, rise: str, set_: str
) -> None:
    latitude, longitude, name = PLACES[place]
    zone = ZoneInfo(name)
    asked = date.fromisoformat(day)
    light = astronomy.daylight(asked, latitude, longitude, zone)
    for found, known in ((light.rise, rise), (light.set, set_)):
        stamp = datetime.strptime(f"{asked:%Y-%m} {known}", "%Y-%m %d %H:%M:%S")
        assert abs(found - stamp.replace(tzinfo=zone)) < timedelta(minutes=1)
    assert light.noon.astimezone(zone).date() == asked


def _natural(longitude: float) -> timezone:
    """A zone whose 12 o'clock is about noon."""
    return timezone(timedelta(hours=round(longitude / 15)))


def _length(day: date, latitude: float, longitude: float = 0.0) -> float:
    """Hours from rising to setting."""
    light = astronomy.daylight(day, latitude, longitude, UTC)
    return (light.set - light.rise) / timedelta(hours=1)


@given(DAYS, MIDDLE, LONGITUDES)
def test_it_rises_before_noon_and_sets_after_it_on_every_day(
    day: date, latitude: float, longitude: float
) -> None:
    zone = _natural(longitude)
    light = astronomy.daylight(day, latitude, longitude, zone)
    assert light.rise < light.noon < light.set and light.up_at_noon
    assert abs((light.noon - light.rise) - (light.set - light.noon)) < timedelta(minutes=6)
    off = light.noon.astimezone(zone).replace(tzinfo=None) - datetime.combine(
        day, datetime.min.time()
    )
    assert timedelta(hours=11) < off < timedelta(hours=13)


@given(st.integers(1901, 2099), MIDDLE, st.sampled_from([(3, 20), (9, 22)]))
def test_at_an_equinox_day_and_night_are_as_long_but_for_refraction_and_the_disc(
    year: int, latitude: float, month_day: tuple[int, int]
) -> None:
    """0.833° at both ends take 8 × 0.833 / cos(latitude) minutes; a day's drift is let pass."""
    assert 12.0 < _length(date(year, *month_day), latitude) < 12.5


@given(st.integers(1901, 2098), st.floats(1, 60))
def test_summer_here_is_winter_on_the_other_side(year: int, latitude: float) -> None:
    june, december = date(year, 6, 21), date(year, 12, 21)
    assert _length(june, latitude) > 12.1 > _length(december, latitude) - 0.35
    # The earth is not as far from the sun in December, which is worth a few minutes.
    assert abs(_length(june, latitude) - _length(december, -latitude)) < 0.1
    assert abs(_length(december, latitude) - _length(june, -latitude)) < 0.1


@given(st.floats(68, 90), LONGITUDES, st.integers(1901, 2099))
def test_beyond_the_polar_circles_it_stays_up_or_down(
    latitude: float, longitude: float, year: int
) -> None:
    for sign, month, up in ((1, 6, True), (1, 12, False), (-1, 6, False), (-1, 12, True)):
        light = astronomy.daylight(date(year, month, 21), sign * latitude, longitude, UTC)
        assert light.rise is None and light.set is None and light.up_at_noon is up


@given(st.dates(), st.floats(-90, 90), LONGITUDES, st.integers(-12, 14))
def test_anywhere_and_at_any_time_there_is_an_answer_or_a_value_error(
    day: date, latitude: float, longitude: float, hours: int
) -> None:
    zone = timezone(timedelta(hours=hours))
    if not 1901 <= day.year <= 2099:
        with pytest.raises(ValueError, match=str(day.year)):
            astronomy.daylight(day, latitude, longitude, zone)
        return
    light = astronomy.daylight(day, latitude, longitude, zone)
    assert light.up_at_noon or light.rise is None or light.set is None


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("when is sunset", "Today in Seoul the sun sets at 17:16."),
        ("when does the sun come up", "Today in Seoul the sun rose at 07:22."),
        ("when was dawn yesterday", "Yesterday in Seoul the sun rose at 07:21."),
        ("when does the sun go down in Oslo tomorrow", "Tomorrow in Oslo the sun sets at 15:28."),
        ("dusk in Berlin on friday", "On Friday, November 27 in Berlin the sun sets at 15:59."),
        ("sunset in New York today", "Today in New York the sun set at 16:32."),
        ("the sun in Seoul",
         "Today in Seoul the sun rose at 07:22 and sets at 17:16: nine hours and 54 minutes of "
         "daylight."),
        ("sunrise and sunset in Tromso",
         "Today in Tromsø the sun rises at 10:43 and sets at 12:18: one hour and 35 minutes of "
         "daylight."),
        ("sunset in Reykjavik on june 21",
         "On Monday, June 21, 2027 in Reykjavík the sun sets at 00:04 on Tuesday."),
        ("sunset in Tromso on june 3",
         "On Thursday, June 3, 2027 in Tromsø the sun does not set: it is up all day and all "
         "night. It sets again on July 27, 2027."),
        ("sunrise in Tromso on december 21",
         "On Monday, December 21 in Tromsø the sun does not rise: it is polar night. It rises "
         "again on January 15, 2027."),
        ("sunrise in Tromso on 2027-07-26",  # the last night without one
         "On Monday, July 26, 2027 in Tromsø the sun sets at 00:18 on Tuesday."),
        ("sunset on 2150-01-01", "I only know when the sun rises and sets from 1901 to 2099."),
        ("sunset on 9999-12-31", "I only know when the sun rises and sets from 1901 to 2099."),
        ("해 지는 시간", "오늘 서울은 오후 5시 16분에 해가 져요."),
        ("오늘 해 언제 떠?", "오늘 서울은 오전 7시 22분에 해가 떴어요."),
        ("내일 부산 일출", "내일 부산은 오전 7시 9분에 해가 떠요."),
        ("해가 언제 뜨고 지나요",
         "오늘 서울은 해가 오전 7시 22분에 떴고 오후 5시 16분에 져요. "
         "낮은 9시간 54분 동안이에요."),
        ("내일 제주 일출 일몰",
         "내일 제주는 해가 오전 7시 15분에 뜨고 오후 5시 27분에 져요. "
         "낮은 10시간 12분 동안이에요."),
        ("레이캬비크 6월 21일 해 몇 시에 지나요",
         "2027년 6월 21일 월요일 레이캬비크는 화요일 0시 4분에 해가 져요."),
        ("트롬쇠 6월 3일 해 언제 져",
         "2027년 6월 3일 목요일 트롬쇠는 백야예요. 해가 하루 종일 지지 않아요. "
         "2027년 7월 27일에 다시 져요."),
        ("트롬쇠 12월 21일 일출",
         "12월 21일 월요일 트롬쇠는 극야예요. 해가 하루 종일 뜨지 않아요. "
         "2027년 1월 15일에 다시 떠요."),
        ("2150년 1월 1일 일몰", "해가 뜨고 지는 시각은 1901년부터 2099년까지만 알아요."),
    ],
)  # fmt: skip
def test_it_is_said_in_a_sentence(said: str, text: str) -> None:
    assert ask("time.sun", said).text == text


@pytest.mark.parametrize(
    ("said", "event"),
    [
        *((said, "sunrise") for said in (
            "when is dawn", "what time does the sun come up", "when will it get light",
            "일출 몇 시야", "해 뜨는 시각", "해가 몇 시에 뜨나요", "해 언제 떠요",
            "해 뜰 때가 언제야", "해가 언제 뜨는지 알려줘", "해돋이 시간", "해 떴어?",
        )),
        *((said, "sunset") for said in (
            "when is dusk", "what time does the sun go down", "when does it get dark",
            "일몰 시간", "해 지는 시각", "해가 언제 지나요", "해 몇 시에 져요", "해 질 때",
            "해넘이 시간", "해가 언제 지는지 알려줘", "해 졌어?",
        )),
    ],
)  # fmt: skip
def test_sunrise_and_sunset_have_many_names(said: str, event: str) -> None:
    verbs = {"sunrise": (" rose ", "떴어요"), "sunset": (" sets ", "져요")}
    others = {"sunrise": ("set", "져"), "sunset": ("rose", "떴")}
    text = ask("time.sun", said).text
    assert any(verb in text for verb in verbs[event])
    assert not any(verb in text for verb in others[event])


def test_of_several_days_there_is_a_table_of_a_week_at_most() -> None:
    assert ask("time.sun", "sunrise this week in Tromso").text.splitlines() == [
        "The sun in Tromsø:",
        "",
        "| Day | Sunrise | Sunset |",
        "| --- | --- | --- |",
        "| Mon 23 | 10:23 | 12:37 |",
        "| Tue 24 | 10:32 | 12:28 |",
        "| Wed 25 | 10:43 | 12:18 |",
        "| Thu 26 | 10:57 | 12:05 |",
        "| Fri 27 | 11:21 | 11:42 |",
        "| Sat 28 | – | – |",
        "| Sun 29 | – | – |",
    ]
    korean = ask("time.sun", "다음 달 서울 일출").text.splitlines()
    assert len(korean) == 4 + 7
    assert korean[4] == "| 1일 (화) | 오전 7시 28분 | 오후 5시 14분 |"
    assert "| Tue 1 | all day | all day |" in ask("time.sun", "sun in Tromso in june 2027").text


def test_without_a_city_it_is_the_home_city_or_asked() -> None:
    assert "Seoul" in ask("time.sun", "when is sunset", home=SEOUL).text
    reply = ask("time.sun", "when is sunset", home=None)
    assert reply.asks == "city" and reply.text == "In which city?"
    assert ask("time.sun", "일몰 언제야", home=None).text == "어느 도시에서요?"


def test_today_is_the_day_that_it_is_there() -> None:
    late = datetime(2026, 11, 25, 6, 0, tzinfo=ZoneInfo("Asia/Seoul"))  # still the 24th there
    assert ask("time.sun", "sunset in Los Angeles today", now=late).text == (
        "Today in Los Angeles the sun sets at 16:45."
    )
    assert ask("time.sun", "sunset in Los Angeles", now=late).text == (
        "Today in Los Angeles the sun sets at 16:45."
    )


def test_a_city_or_a_day_that_is_none_is_asked_again() -> None:
    reply = ask("time.sun", "sunset", city="Qwxzv")
    assert reply.asks == "city" and "Qwxzv" in reply.text
    reply = ask("time.sun", "sunset", date="february 30")
    assert reply.asks == "date" and "february 30" in reply.text
