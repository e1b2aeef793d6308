"""Several days or places in one question: each has its line, and none is dropped."""

import pytest

from tests.intents.time_kit import ask


@pytest.mark.parametrize(
    ("intent", "message", "lines"),
    [
        ("time.until", "how many days until christmas and new year",
         ["- Christmas is in 30 days, on Friday, December 25.",
          "- New Year is in 37 days, on Friday, January 1, 2027."]),
        ("time.until", "크리스마스랑 새해까지 며칠 남았어?",
         ["- 크리스마스까지 30일 남았어요. 12월 25일 금요일이에요.",
          "- 새해까지 37일 남았어요. 2027년 1월 1일 금요일이에요."]),
        ("time.weekday", "what day was 3 march and 5 april",
         ["- March 3, 2026 was a Tuesday.", "- April 5, 2026 was a Sunday."]),
        ("time.weekday", "내일이랑 모레 무슨 요일이야",
         ["- 내일은 목요일이에요.", "- 모레(11월 27일)는 금요일이에요."]),
        ("time.date", "what's the date today and tomorrow",
         ["- Today is Wednesday, November 25, 2026.",
          "- Tomorrow is Thursday, November 26, 2026."]),
        ("time.sun", "sunset in Oslo and Berlin tomorrow",
         ["- Tomorrow in Oslo the sun sets at 15:28.",
          "- Tomorrow in Berlin the sun sets at 16:00."]),
        ("time.sun", "서울이랑 부산 내일 일출",
         ["- 내일 서울은 오전 7시 23분에 해가 떠요.", "- 내일 부산은 오전 7시 9분에 해가 떠요."]),
    ],
)  # fmt: skip
def test_each_has_its_line(intent: str, message: str, lines: list[str]) -> None:
    assert ask(intent, message).text.splitlines() == lines


def test_two_days_with_a_way_between_them_are_one_length() -> None:
    assert ask("time.until", "how many days from monday to friday").text == (
        "From November 30, 2026 to December 4, 2026 it is four days."
    )


def test_what_is_taken_back_has_no_line() -> None:
    assert "- " not in ask("time.sun", "sunset in Oslo, no, Berlin").text
    assert "- " not in ask("time.until", "days until friday, no, sunday").text


def test_several_places_and_days_are_a_table_each() -> None:
    text = ask("time.sun", "sunrise this week in Seoul and Busan").text
    assert text.count("| Day | Sunrise | Sunset |") == 2
    assert "The sun in Seoul:" in text and "\n\nThe sun in Busan:" in text


def test_of_many_a_few_are_told_and_the_rest_is_admitted() -> None:
    days = ", ".join(f"december {day}" for day in range(2, 20))
    lines = ask("time.weekday", f"what day is {days}").text.splitlines()
    assert len(lines) == 9 and lines[-1] == "I tell 7 days at once. Ask me again about the others."
    assert "fewer cities or days" in ask("time.sun", f"sunrise on {days}").text


def test_the_sun_on_several_days_in_several_places() -> None:
    text = ask("time.sun", "sunrise in Seoul and Busan tomorrow and sunday").text
    assert text.count("the sun rises") == 4


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("how many days since 1 may", "May 1, 2026 was 208 days ago, a Friday."),
        ("how many days ago was christmas",
         "Christmas was 335 days ago, on Thursday, December 25, 2025."),
        ("5월 1일부터 며칠 지났어", "5월 1일은 208일 전이었어요. 5월 1일 금요일이었어요."),
        ("how many days until 1 may", "May 1, 2027 is in 157 days, a Saturday."),
        ("it was a long week, how many days until friday",
         "Friday is in 2 days, on Friday, November 27."),
    ],
)  # fmt: skip
def test_since_is_since_the_last_such_day(message: str, text: str) -> None:
    assert ask("time.until", message).text == text
