"""What a message takes back as it goes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.values.repairs import completions, may_take_back, parted, repairs


def gone(text: str, *values: str) -> list[str]:
    """The values that are taken back, of those that stand in the text."""
    spans = [(start := text.index(value), start + len(value)) for value in values]
    return [text[slice(*repair.gone)] for repair in repairs(text, spans)]


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
        ("서울에서 아니 부산에서", "서울", "부산"),
        ("7시요, 아니 8시요", "7시", "8시"),
        ("at 7? no, 8", "7", "8"),
        ("7, i'm sorry, 8", "7", "8"),
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
        ("7시 말고도 8시", "7시", "8시"),
        ("서울 대신동", "서울", "동"),
    ],
)
def test_both_stand(text: str, first: str, second: str) -> None:
    assert gone(text, first, second) == []


def test_of_three_values_the_last_one_meant_is_left() -> None:
    assert gone("at 7, no, 8, no wait, 9", "7", "8", "9") == ["7", "8"]


@pytest.mark.parametrize(
    ("text", "first", "second", "taken"),
    [
        ("milk, no, oat milk", "milk", "oat milk", True),
        ("우유 말고 두유", "우유", "두유", True),
        ("milk, I mean, bread", "milk", "bread", True),
        ("bread, no salt chips", "bread", "salt chips", False),
        ("salt, actually pepper", "salt", "pepper", False),
        ("buy bread, no, milk", "buy bread", "milk", False),
    ],
)
def test_of_free_text_only_clear_words_take_back(
    text: str, first: str, second: str, taken: bool
) -> None:
    start = text.rindex(second)
    spans = [(text.index(first), text.index(first) + len(first)), (start, start + len(second))]
    assert [text[slice(*one.gone)] for one in repairs(text, spans, free=True)] == [first] * taken


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("7 no wait 8", ["7", "8"]),
        ("7 not 8", ["7", "8"]),
        ("7시 말고 8시", ["7시", "8시"]),
        ("서울 아니면 부산", ["서울 아니면 부산"]),
        ("7시 말고도 8시", ["7시 말고도 8시"]),
        ("half past seven", ["half past seven"]),
        ("리투아니아", ["리투아니아"]),
    ],
)
def test_words_marked_as_one_are_cut(text: str, parts: list[str]) -> None:
    def means(words: str) -> bool:
        return words in ("7", "8", "7시", "8시", "서울", "부산", "리투아니아", "half past seven")

    assert [text[start:end] for start, end in parted(text, (0, len(text)), means)] == parts


@pytest.mark.parametrize(
    ("gone", "meant", "whole"),
    [
        ("friday at 3pm", "4", "friday at 4pm"),
        ("tomorrow at 7", "8", "tomorrow at 8"),
        ("monday at 7", "tuesday", "tuesday at 7"),
        ("five minutes", "ten", "ten minutes"),
        ("내일 오후 7시", "8시", "내일 오후 8시"),
    ],
)
def test_what_is_left_unsaid_is_taken_from_what_it_stands_for(
    gone: str, meant: str, whole: str
) -> None:
    assert whole in completions(gone, meant)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_any_text_and_any_places(text: str, places: list[tuple[int, int]]) -> None:
    assert {repair.gone for repair in repairs(text, places)} <= set(places)
    parts = parted(text, (0, len(text)), lambda words: len(words) < 9)
    assert all(a[1] <= b[0] for a, b in pairwise(parts))
