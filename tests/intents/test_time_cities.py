"""The time in several cities, and how far their clocks are apart."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.intents.time_kit import SEOUL, ask


def test_several_cities_are_a_line_each() -> None:
    assert ask("time.now", "what time is it in Tokyo, Mumbai and Kathmandu").text.splitlines() == [
        "- Tokyo: 10:04 on Wednesday (same as here)",
        "- Mumbai: 06:34 on Wednesday (−3 h 30 min)",
        "- Kathmandu: 06:49 on Wednesday (−3 h 15 min)",
    ]
    assert ask("time.now", "도쿄랑 파리, 시드니 지금 몇 시야?").text.splitlines() == [
        "- 도쿄: 수요일 오전 10시 4분 (같은 시간)",
        "- 파리: 수요일 오전 2시 4분 (−8시간)",
        "- 시드니: 수요일 낮 12시 4분 (+2시간)",
    ]


def test_cities_without_a_word_between_them_are_found_too() -> None:
    assert ask("time.now", "도쿄 파리 런던 지금 몇 시").text.count("\n") == 2


def test_one_city_is_still_a_sentence_also_when_said_twice() -> None:
    sentence = "It is 01:04 on Wednesday in London, nine hours behind you."
    assert ask("time.now", "what time is it in London").text == sentence
    assert ask("time.now", "what time is it in London, London and London").text == sentence


def test_of_more_than_ten_the_first_ten_are_told() -> None:
    names = "Tokyo, Paris, New York, London, Berlin, Rome, Madrid, Oslo, Vienna, Cairo, Lima"
    english = ask("time.now", f"what time is it in {names} and Delhi").text.splitlines()
    assert [line[:2] for line in english[:10]] == ["- "] * 10
    assert english[10:] == ["", "I tell 10 at once. Ask me again about the other 2."]
    korean = ask("time.now", f"{names} 지금 몇 시야").text
    assert korean.endswith("한 번에 10곳까지 알려 드려요. 나머지 1곳은 다시 물어봐 주세요.")


def test_a_city_that_is_none_does_not_hide_the_others() -> None:
    text = ask("time.now", "Qwxzv and London and Paris time", city="Qwxzv").text
    assert text.startswith("- London") and text.endswith("\n\nI don't know “Qwxzv”.")
    korean = ask("time.now", "쿠엑스랑 런던 몇 시야", city="쿠엑스").text
    assert korean.endswith("“쿠엑스”, 이 도시는 몰라요.")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("time difference between Seoul and Berlin",
         "Seoul is eight hours ahead of Berlin: it is 10:04 on Wednesday in Seoul and 02:04 in "
         "Berlin."),
        ("time difference from New York to Mumbai",
         "New York is ten and a half hours behind Mumbai: it is 20:04 on Tuesday in New York and "
         "06:34 on Wednesday in Mumbai."),
        ("difference between Seoul and Tokyo",
         "Seoul and Tokyo have the same time: 10:04 on Wednesday."),
        ("how far ahead is Sydney",
         "Sydney is two hours ahead of you. It is 12:04 on Wednesday there."),
        ("how far behind is Adelaide",
         "Adelaide is one and a half hours ahead of you. It is 11:34 on Wednesday there."),
        ("how far ahead is Kathmandu",
         "Kathmandu is three hours and 15 minutes behind you. It is 06:49 on Wednesday there."),
        ("how far ahead is Tokyo",
         "None: Tokyo has the same time as you. It is 10:04 on Wednesday there, too."),
        ("서울과 베를린 시차",
         "서울은 베를린보다 8시간 빨라요. 지금 서울 수요일 오전 10시 4분, "
         "베를린 오전 2시 4분이에요."),
        ("뉴욕에서 뭄바이까지 시차가 얼마야",
         "뉴욕은 뭄바이보다 10시간 30분 느려요. 지금 뉴욕 화요일 오후 8시 4분, "
         "뭄바이 수요일 오전 6시 34분이에요."),
        ("서울이랑 도쿄 시차 있어?",
         "서울과 도쿄는 시차가 없어요. 지금 수요일 오전 10시 4분이에요."),
        ("뭄바이 시차 알려줘",
         "뭄바이는 여기보다 3시간 30분 느려요. 거기는 지금 수요일 오전 6시 34분이에요."),
        ("도쿄랑 시차",
         "도쿄는 여기와 시차가 없어요. 거기도 지금 수요일 오전 10시 4분이에요."),
    ],
)  # fmt: skip
def test_the_difference_says_which_is_ahead_and_what_time_it_is(said: str, text: str) -> None:
    assert ask("time.difference", said).text == text


def test_the_difference_changes_with_summer_time() -> None:
    july = datetime(2026, 7, 1, 10, 0, tzinfo=ZoneInfo("Asia/Seoul"))
    text = ask("time.difference", "between Seoul and Berlin", now=july).text
    assert text.startswith("Seoul is seven hours ahead of Berlin")


def test_more_than_two_are_compared_with_the_first() -> None:
    lines = ask("time.difference", "time difference between Berlin, London and New York").text
    assert [line.split(":")[0] for line in lines.splitlines()] == [
        "- Berlin is one hour ahead of London",
        "- Berlin is six hours ahead of New York",
    ]


def test_without_a_home_it_is_the_clock_of_this_machine_that_counts() -> None:
    text = ask("time.difference", "how far ahead is Sydney", home=None).text
    assert text.startswith("Sydney is two hours ahead of you.")


def test_without_a_city_or_with_the_home_city_alone_it_asks() -> None:
    assert ask("time.difference", "what is the time difference").asks == "city"
    assert ask("time.difference", "시차 알려줘").text == "어느 도시와의 시차요?"
    reply = ask("time.difference", "time difference with Seoul", home=SEOUL)
    assert reply.asks == "city" and reply.text == "Seoul is your own city. Which other one?"
    assert "다른 도시는요?" in ask("time.difference", "서울과 시차").text


def test_an_unknown_city_is_admitted() -> None:
    reply = ask("time.difference", "Qwxzv time difference", city="Qwxzv")
    assert reply.asks == "city" and reply.text == "I don't know a city called “Qwxzv”."
    reply = ask("time.difference", "쿠엑스랑 서울 시차", city="쿠엑스")
    assert reply.asks == "city" and "쿠엑스" in reply.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("if it's 3pm in london what time is it in los angeles",
         "When it is 15:00 on Wednesday in London, it is 07:00 on Wednesday in Los Angeles."),
        ("what time is it in Seoul when it is 9am in New York",
         "When it is 09:00 on Thursday in New York, it is 23:00 on Thursday in Seoul."),
        ("when it's noon here what is it in Honolulu",
         "When it is 12:00 on Wednesday here, it is 17:00 on Tuesday in Honolulu."),
        ("when it's 9am in London what time is it here",
         "When it is 09:00 on Thursday in London, it is 18:00 on Thursday here."),
        ("when it's 9am london time what time is it here",
         "When it is 09:00 on Wednesday in London, it is 18:00 on Wednesday here."),
        ("런던 시간으로 오전 9시면 여기는 몇 시야",
         "런던이 수요일 오전 9시일 때 여기는 수요일 오후 6시예요."),
        ("what time is it in London in three hours",
         "When it is 13:04 on Wednesday here, it is 04:04 on Wednesday in London."),
        ("뉴욕이 오전 9시면 서울은 몇 시야",
         "뉴욕이 목요일 오전 9시일 때 서울은 목요일 오후 11시예요."),
        ("런던 오전 9시면 여기는 몇 시야",
         "런던이 목요일 오전 9시일 때 여기는 목요일 오후 6시예요."),
    ],
)  # fmt: skip
def test_a_time_in_one_place_is_told_for_another(text: str, said: str) -> None:
    assert ask("time.now", text).text == said


@pytest.mark.parametrize("text", ["what time is it now in London", "지금 런던 몇 시야"])
def test_now_is_no_other_time(text: str) -> None:
    assert "01:04" in ask("time.now", text).text or "오전 1시 4분" in ask("time.now", text).text
