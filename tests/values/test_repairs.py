"""What a message takes back as it goes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values.repairs import may_take_back, parted, taken_back


def gone(text: str, *values: str) -> list[str]:
    """The values that are taken back, of those that stand in the text."""
    spans = [(start := text.index(value), start + len(value)) for value in values]
    return [text[start:end] for start, end in taken_back(text, spans)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("wake me at 7, no, at 8", "7", "8"),
        ("wake me at 7 no wait 8", "7", "8"),
        ("weather tomorrow, sorry, I meant on friday", "tomorrow", "friday"),
        ("ten minutes – make that fifteen", "ten minutes", "fifteen"),
        ("not tomorrow but friday", "tomorrow", "friday"),
        ("7시 말고 8시에 깨워줘", "7시", "8시"),
        ("서울이 아니라 부산", "서울", "부산"),
        ("서울 대신 부산 날씨", "서울", "부산"),
        ("10분, 아니 20분 타이머", "10분", "20분"),
        ("내일 아니다 그냥 모레", "내일", "모레"),
    ],
)
def test_the_first_is_taken_back(text: str, first: str, second: str) -> None:
    assert gone(text, first, second) == [first]
    assert may_take_back(text)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("in Paris, not in London", "Paris", "London"),
        ("Rome instead of Milan", "Rome", "Milan"),
        ("friday rather than on saturday", "friday", "saturday"),
    ],
)
def test_the_second_is_excluded(text: str, first: str, second: str) -> None:
    assert gone(text, first, second) == [second]
    assert may_take_back(text)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("in Tokyo and Paris", "Tokyo", "Paris"),
        ("on Monday, but also on Friday", "Monday", "Friday"),
        ("서울 아니면 부산", "서울", "부산"),
        ("Seoul or Busan", "Seoul", "Busan"),
        ("from Rome to Milan", "Rome", "Milan"),
        ("is there snow in Rome but none in Milan", "Rome", "Milan"),
    ],
)
def test_both_stand(text: str, first: str, second: str) -> None:
    assert gone(text, first, second) == []


def test_of_three_values_the_last_one_meant_is_left() -> None:
    assert gone("at 7, no, 8, no wait, 9", "7", "8", "9") == ["7", "8"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("7 no wait 8", ["7", "8"]),
        ("7 not 8", ["7", "8"]),
        ("7시 말고 8시", ["7시", "8시"]),
        ("half past seven", ["half past seven"]),
        ("November", ["November"]),
    ],
)
def test_words_marked_as_one_are_cut(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in parted(text, (0, len(text)))] == parts


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_any_text_and_any_places(text: str, places: list[tuple[int, int]]) -> None:
    assert set(taken_back(text, places)) <= set(places)
    parts = parted(text, (0, len(text)))
    assert all(a[1] <= b[0] for a, b in pairwise(parts))
