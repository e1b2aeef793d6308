"""What the handlers of intents/time answer. It is Wednesday, November 25, 2026, 06:04 in Seoul."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from assistant.plugins.api import Context, Reply
from assistant.plugins.plain import plain
from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity
from assistant.values import resolve, spot, to_json
from assistant.values.cities import City
from tests.intents.conftest import load_plugin_module

FOLDER = Path(__file__).parents[2] / "intents" / "time"
NOW = datetime(2026, 11, 25, 6, 4, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture(scope="module")
def handler() -> ModuleType:
    return load_plugin_module(FOLDER)


Ask = Callable[..., Reply]


@pytest.fixture
def ask(handler: ModuleType, tmp_path: Path) -> Ask:
    def ask(
        function: str, language: str = "en", message: str = "", *, now: datetime = NOW,
        **slots: str | Entity,
    ) -> Reply:  # fmt: skip
        context = Context(
            text=message, language=language, intent="time", now=now, plugin="time",
            storage=tmp_path, cache=tmp_path,
        )  # fmt: skip
        entities = {
            kind: said
            if isinstance(said, Entity)
            else Entity(kind, 0, len(said), said, resolve(kind, said, now))
            for kind, said in slots.items()
        }
        reply = getattr(handler, function)(context, entities)
        assert isinstance(reply, Reply)
        return reply

    return ask


@pytest.mark.parametrize(
    ("language", "city", "text"),
    [
        ("en", None, "It is 06:04 on Wednesday."),
        ("ko", None, "지금은 수요일 오전 6시 4분이에요."),
        ("en", "Tokyo", "It is 06:04 on Wednesday in Tokyo, the same time as where you are."),
        ("en", "London", "It is 21:04 on Tuesday in London, nine hours behind you."),
        ("en", "new york", "It is 16:04 on Tuesday in New York, 14 hours behind you."),
        ("en", "Sydney", "It is 08:04 on Wednesday in Sydney, two hours ahead of you."),
        ("en", "Brisbane", "It is 07:04 on Wednesday in Brisbane, one hour ahead of you."),
        ("en", "Mumbai", "It is 02:34 on Wednesday in Mumbai, three and a half hours behind you."),
        ("en", "Adelaide",
         "It is 07:34 on Wednesday in Adelaide, one and a half hours ahead of you."),
        ("en", "Kathmandu",
         "It is 02:49 on Wednesday in Kathmandu, three hours and 15 minutes behind you."),
        ("ko", "도쿄", "도쿄는 지금 수요일 오전 6시 4분이에요. 여기와 같은 시간이에요."),
        ("ko", "런던", "런던은 지금 화요일 오후 9시 4분이에요. 여기보다 9시간 느려요."),
        ("ko", "뭄바이", "뭄바이는 지금 수요일 오전 2시 34분이에요. 여기보다 3시간 30분 느려요."),
        ("ko", "시드니", "시드니는 지금 수요일 오전 8시 4분이에요. 여기보다 2시간 빨라요."),
    ],
)  # fmt: skip
def test_the_time_is_told_with_the_difference(
    ask: Ask, language: str, city: str | None, text: str
) -> None:
    slots = {"city": city} if city else {}
    assert ask("now", language, **slots).text == text


def test_the_time_far_ahead_of_the_user(ask: Ask) -> None:
    in_london = datetime(2026, 11, 24, 21, 4, tzinfo=ZoneInfo("Europe/London"))
    assert (
        ask("now", now=in_london, city="Tokyo").text
        == "It is 06:04 on Wednesday in Tokyo, nine hours ahead of you."
    )
    assert (
        ask("now", "ko", now=in_london, city="도쿄").text
        == "도쿄는 지금 수요일 오전 6시 4분이에요. 여기보다 9시간 빨라요."
    )


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [
        (0, 0, "지금은 수요일 0시예요."),
        (12, 0, "지금은 수요일 낮 12시예요."),
        (12, 5, "지금은 수요일 낮 12시 5분이에요."),
        (18, 0, "지금은 수요일 오후 6시예요."),
    ],
)
def test_korean_hours_are_said_as_people_say_them(
    ask: Ask, hour: int, minute: int, text: str
) -> None:
    assert ask("now", "ko", now=NOW.replace(hour=hour, minute=minute)).text == text


def test_an_unknown_city_is_admitted_and_asked_again(ask: Ask) -> None:
    reply = ask("now", city="Qwxzv")
    assert reply.text == "I don't know a city called “Qwxzv”."
    assert reply.asks == "city" and reply.suggestions
    assert ask("now", "ko", city="쿠엑스").text == "“쿠엑스”라는 도시는 몰라요."


@pytest.mark.parametrize("raw", ["[a](http://x)", "*b*", "c" * 1000, "`d`\n# e", "<f>"])
def test_unknown_words_are_quoted_short_and_without_markup(ask: Ask, raw: str) -> None:
    text = ask("now", city=Entity("city", 0, len(raw), raw)).text
    assert len(text) < 90
    assert text == f"I don't know a city called “{plain(raw, 40)}”."


def test_a_time_zone_this_computer_lacks_is_said_with_its_remedy(ask: Ask) -> None:
    city = City("Atlantis", None, "XX", 0.0, 0.0, "Sea/Atlantis", 1)
    with pytest.raises(AssistantError, match="tzdata"):
        ask("now", city=Entity("city", 0, 8, "Atlantis", city))


@pytest.mark.parametrize(
    ("function", "language", "said", "text"),
    [
        ("date_of", "en", None, "Today is Wednesday, November 25, 2026."),
        ("date_of", "en", "today", "Today is Wednesday, November 25, 2026."),
        ("date_of", "en", "tomorrow", "Tomorrow is Thursday, November 26, 2026."),
        ("date_of", "en", "yesterday", "Yesterday was Tuesday, November 24, 2026."),
        ("date_of", "en", "next friday", "Next Friday is Friday, December 4, 2026."),
        ("date_of", "en", "christmas eve", "Christmas Eve is Thursday, December 24, 2026."),
        ("date_of", "en", "next week",
         "Next week runs from Monday, November 30, 2026 to Sunday, December 6, 2026."),
        ("date_of", "en", "last week",
         "Last week ran from Monday, November 16, 2026 to Sunday, November 22, 2026."),
        ("date_of", "en", "내일", "That is Thursday, November 26, 2026."),
        ("date_of", "ko", None, "오늘은 2026년 11월 25일 수요일이에요."),
        ("date_of", "ko", "내일", "내일은 2026년 11월 26일 목요일이에요."),
        ("date_of", "ko", "모레", "모레는 2026년 11월 27일 금요일이에요."),
        ("date_of", "ko", "다음 주",
         "다음 주는 2026년 11월 30일 월요일부터 2026년 12월 6일 일요일까지예요."),
        ("weekday_of", "en", None, "Today is Wednesday."),
        ("weekday_of", "en", "tomorrow", "Tomorrow is Thursday."),
        ("weekday_of", "en", "december 25", "December 25, 2026 is a Friday."),
        ("weekday_of", "en", "christmas", "Christmas, December 25, 2026, is a Friday."),
        ("weekday_of", "en", "january 1 2020", "January 1, 2020 was a Wednesday."),
        ("weekday_of", "ko", None, "오늘은 수요일이에요."),
        ("weekday_of", "ko", "12월 25일", "2026년 12월 25일은 금요일이에요."),
        ("weekday_of", "ko", "크리스마스", "크리스마스(12월 25일)는 금요일이에요."),
        ("weekday_of", "ko", "설날", "설날(2027년 2월 7일)은 일요일이에요."),
        ("weekday_of", "ko", "2020년 1월 1일", "2020년 1월 1일은 수요일이었어요."),
        ("days_until", "en", "christmas", "Christmas is in 30 days, on Friday, December 25."),
        ("days_until", "en", "new year's day",
         "New Year's Day is in 37 days, on Friday, January 1, 2027."),
        ("days_until", "en", "thanksgiving", "Thanksgiving is tomorrow, Thursday, November 26."),
        ("days_until", "en", "december 25", "December 25, 2026 is in 30 days, a Friday."),
        ("days_until", "en", "november 25", "November 25, 2026 is today."),
        ("days_until", "en", "today", "That is today."),
        ("days_until", "en", "november 22 2026", "November 22, 2026 was 3 days ago, a Sunday."),
        ("days_until", "en", "november 24 2026", "November 24, 2026 was yesterday, a Tuesday."),
        ("days_until", "en", "november 24 2020",
         "November 24, 2020 was 2,192 days ago, a Tuesday."),
        ("days_until", "en", "next week", "Next week starts in 5 days, on Monday, November 30."),
        ("days_until", "en", "this week",
         "This week is under way and ends on Sunday, November 29."),
        ("days_until", "en", "last week", "Last week ended 3 days ago."),
        ("days_until", "en", "between christmas and new year's day",
         "From December 25, 2026 to January 1, 2027 it is seven days."),
        ("days_until", "ko", "크리스마스", "크리스마스까지 30일 남았어요. 12월 25일 금요일이에요."),
        ("days_until", "ko", "내일", "내일까지 하루 남았어요. 11월 26일 목요일이에요."),
        ("days_until", "ko", "오늘", "바로 오늘이에요."),
        ("days_until", "ko", "11월 25일", "11월 25일은 바로 오늘이에요."),
        ("days_until", "ko", "설날", "설날까지 74일 남았어요. 2027년 2월 7일 일요일이에요."),
        ("days_until", "ko", "지난 금요일",
         "지난 금요일은 5일 전이었어요. 11월 20일 금요일이었어요."),
        ("days_until", "ko", "다음 주", "다음 주까지 5일 남았어요. 11월 30일 월요일에 시작해요."),
        ("days_until", "ko", "이번 주", "이번 주는 지금이에요. 11월 29일 일요일에 끝나요."),
        ("days_until", "ko", "지난주", "지난주는 3일 전에 끝났어요."),
        ("days_until", "ko", "금요일부터 일요일까지",
         "2026년 11월 27일부터 2026년 11월 29일까지 2일이에요."),
    ],
)  # fmt: skip
def test_dates_weekdays_and_days_left_are_said_in_a_sentence(
    ask: Ask, function: str, language: str, said: str | None, text: str
) -> None:
    slots = {"date": said} if said else {}
    assert ask(function, language, **slots).text == text


@pytest.mark.parametrize(
    ("function", "language", "said", "message", "text"),
    [
        ("weekday_of", "en", "november 3rd", "what day was november 3rd",
         "November 3, 2026 was a Tuesday."),
        ("weekday_of", "en", "the 3rd", "the 3rd was a what day",
         "November 3, 2026 was a Tuesday."),
        ("date_of", "en", "friday", "what date was friday",
         "Friday was Friday, November 20, 2026."),
        ("weekday_of", "en", "november 3rd", "what day is november 3rd",
         "November 3, 2027 is a Wednesday."),
        ("date_of", "en", "tomorrow", "what date was tomorrow again",
         "Tomorrow is Thursday, November 26, 2026."),
        ("date_of", "en", "friday", "I was wondering what date friday is",
         "Friday is Friday, November 27, 2026."),
        ("weekday_of", "en", "christmas", "did you know what day christmas is",
         "Christmas, December 25, 2026, is a Friday."),
        ("date_of", "en", "next friday", "what date was next friday",
         "Next Friday is Friday, December 4, 2026."),
        ("weekday_of", "en", "the 24th", "what day was the 24th",
         "Yesterday was Tuesday."),
        ("weekday_of", "en", "easter", "what day was easter",
         "Easter, April 5, 2026, was a Sunday."),
        ("weekday_of", "en", "the 31st", "what day was the 31st",
         "October 31, 2026 was a Saturday."),
        ("weekday_of", "ko", "설날", "설날이 무슨 요일이었어",
         "설날(2월 17일)은 화요일이었어요."),
        ("weekday_of", "ko", "11월 3일", "11월 3일 무슨 요일이었지",
         "2026년 11월 3일은 화요일이었어요."),
    ],
)  # fmt: skip
def test_a_day_that_was_is_the_last_such_day(
    ask: Ask, function: str, language: str, said: str, message: str, text: str
) -> None:
    assert ask(function, language, message, date=said).text == text


@pytest.mark.parametrize("function", ["date_of", "weekday_of", "days_until"])
def test_a_date_that_is_none_is_asked_again(ask: Ask, function: str) -> None:
    reply = ask(function, date="february 30")
    assert "“february 30”" in reply.text and reply.asks == "date"
    assert "“2월 30일”" in ask(function, "ko", date="2월 30일").text


def test_days_until_asks_for_the_day(ask: Ask) -> None:
    assert ask("days_until").asks == "date"
    assert ask("days_until", "ko").text == "어느 날까지요?"


def test_a_day_to_come_offers_the_days_left_as_a_phrase_the_values_understand(ask: Ask) -> None:
    for language, said in (("en", "next friday"), ("ko", "다음 주 금요일")):
        (suggestion,) = ask("date_of", language, date=said).suggestions
        assert [found.value for found in spot("date", suggestion.say, NOW)] == [
            resolve("date", said, NOW)
        ]
    assert ask("date_of", date="tomorrow").suggestions == ()


MANIFEST = tomllib.loads((FOLDER / "intent.toml").read_text(encoding="utf-8"))


def test_every_intent_has_its_handler_and_words_in_both_languages(handler: ModuleType) -> None:
    for intent in MANIFEST["intent"]:
        assert callable(getattr(handler, intent["handler"]))
        for words in (intent["description"], intent["example"]):
            assert set(words) == {"en", "ko"}
        for slot in intent["slots"].values():
            assert set(slot["prompt"]) == {"en", "ko"}


def test_the_manifest_tests_every_intent_in_both_languages() -> None:
    names = {intent["name"] for intent in MANIFEST["intent"]}
    tested = [(test["intent"], test["say"].isascii()) for test in MANIFEST["test"]]
    assert all(tested.count((name, ascii)) >= 2 for name in names for ascii in (True, False))


@pytest.mark.parametrize("test", MANIFEST["test"], ids=lambda test: test["say"])
def test_the_values_of_the_manifests_tests_are_found(test: dict[str, object]) -> None:
    slots = test.get("slots", {})
    assert isinstance(slots, dict) and isinstance(test["say"], str)
    declared = next(each for each in MANIFEST["intent"] if each["name"] == test["intent"])["slots"]
    for name, expected in slots.items():
        found = spot(name, test["say"], NOW, declared[name].get("values"))
        assert [to_json(each.value) for each in found] == [expected]
