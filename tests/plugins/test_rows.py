"""What a message names in a row is cut into its parts, and nothing else is."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.rows import names, pieces, places, segments

ANY = st.text(alphabet="12 and,the 번째랑와과 첫메모x", max_size=40)
TIMER = re.compile(r"timers?|타이머")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("milk and eggs", ["milk", "eggs"]),
        ("the milk, the eggs and tea", ["milk", "eggs", "tea"]),
        ("call mum and to buy milk", ["call mum", "buy milk"]),
        ("우유랑 계란", ["우유", "계란"]),
        ("빵과 우유", ["빵", "우유"]),
        ("사과 주스", ["사과 주스"]),
        ("pasta랑 egg", ["pasta", "egg"]),
        ("sandwich", ["sandwich"]),
        ("", []),
    ],
)
def test_pieces(words: str, found: list[str]) -> None:
    assert pieces(words) == found


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("mark 1 and 3 as done", [], [0, 2]),
        ("delete notes 1, 2 and 3", ["1, 2 and 3"], [0, 1, 2]),
        ("delete note 1 and note 9", [], [0, None]),
        ("tick off numbers 1, 2 and 3", ["numbers 1"], [0, 1, 2]),
        ("the first and the third", [], [0, 2]),
        ("delete the second and the last note", [], [1, 4]),
        ("1번이랑 3번 완료", ["1번"], [0, 2]),
        ("메모 1, 2 지워줘", [], [0, 1]),
        ("첫 번째랑 두 번째 했어", [], [0, 1]),
        ("1, 2번 완료", [], [0, 1]),
        ("i wrote 2 and 3 pages", [], []),
        ("tick off number 2", [], []),
        ("at 6:30 and 7", [], []),
        ("remove 1 and 2", ["milk"], []),
    ],
)
def test_places(text: str, said: list[str], found: list[int | None]) -> None:
    assert list(places(text, said, 5).values()) == found


@pytest.mark.parametrize(
    ("text", "marked", "found"),
    [
        ("cancel the pasta and the egg timer", "pasta", ["pasta", "egg"]),
        ("cancel the timers for pasta and eggs please", "pasta", ["pasta", "eggs"]),
        ("파스타랑 계란 타이머 꺼줘", "파스타랑 계란", ["파스타", "계란"]),
        ("cancel the pasta timer and thanks", "pasta", ["pasta", ""]),
    ],
)
def test_names(text: str, marked: str, found: list[str]) -> None:
    start = text.index(marked)
    assert names(text, segments(text), [(start, start + len(marked))], TIMER) == found


@given(ANY)
def test_any_words_are_cut_in_their_order(text: str) -> None:
    found = segments(text)
    assert found[0][0] == 0 and found[-1][1] == len(text)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(at is None or 0 <= at < 3 for at in places(text, [], 3).values())
