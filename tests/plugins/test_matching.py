"""Which of the user's own texts are meant by some words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.matching import Found, find, place, place_in

TEXTS = {
    1: "The door code is 4521",
    2: "Mina likes tulips",
    3: "dentist moved to Friday",
    4: "현관 비밀번호는 1234",
    5: "주차는 지하 3층에 했음",
    6: "운동하기",
    7: "paint the door blue",
    8: "치과예약 금요일로 옮김",
}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("tulips", (2,)),
        ("TULIP", (2,)),
        ("code door", (1,)),
        ("the door", (1, 7)),
        ("my dentists", (3,)),
        ("dent", (3,)),
        ("denitst", (3,)),
        ("painted door", (7,)),
        ("비밀번호", (4,)),
        ("비밀번호를", (4,)),
        ("현관비밀번호", (4,)),
        (unicodedata.normalize("NFD", "비밀번호"), (4,)),
        ("주차", (5,)),
        ("주차한 거", (5,)),
        ("운동", (6,)),
        ("운동했어", (6,)),
        ("예약 치과", (8,)),
        ("4521", (1,)),
    ],
)
def test_case_endings_order_and_typos_do_not_matter(words: str, keys: tuple[int, ...]) -> None:
    found = find(words, TEXTS)
    assert found.keys == keys


def test_all_of_the_words_go_before_some_of_them() -> None:
    assert find("door code", TEXTS) == Found((1,), surely=True)
    assert find("tulip bulbs", TEXTS) == Found((2,), surely=False)
    assert find("green tulip bulbs", TEXTS) == Found()
    assert find("parking", TEXTS) == Found()


def test_these_very_words_go_before_all_others() -> None:
    assert find("milk", {1: "milk", 2: "almond milk"}) == Found((1,))
    assert find("almond milk.", {1: "milk", 2: "Almond  Milk"}) == Found((2,))


def test_words_that_only_begin_alike_are_others() -> None:
    texts = {1: "call Bob", 2: "나무 심기", 3: "cat food"}
    for words in ("calcium", "나이", "can"):
        assert find(words, texts) == Found()


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2", 1), ("#2", 1), ("number 2", 1), ("2번", 1), ("2번째 거", 1), ("the second one", 1),
        ("3rd", 2), ("두 번째", 1), ("첫번째 메모", 0), ("첫째", 0), ("the last one", 2),
        ("마지막 거", 2), ("4", None), ("0", None), ("milk", None), ("2 eggs", None), ("", None),
    ],
)  # fmt: skip
def test_a_place_in_the_list(words: str, at: int | None) -> None:
    assert place(words, 3) == at


@given(st.text(), st.dictionaries(st.integers(), st.text(), max_size=5))
def test_whatever_is_said_only_what_is_there_is_found(words: str, texts: dict[int, str]) -> None:
    assert set(find(words, texts).keys) <= set(texts)
    at = place(words, len(texts))
    assert at is None or 0 <= at < len(texts)


@given(st.text(alphabet="abc 가나다를은.!", min_size=1).filter(str.strip))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert 1 in find(text, {1: text, 2: "other"}).keys


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("tick off number 2", 1), ("delete the first note", 0), ("#3 is done", 2),
        ("the 2nd one is done", 1), ("2번 했어", 1), ("첫 번째 메모 지워줘", 0),
        ("세 번째 거 빼 줘", 2),
        ("number 9", None), ("the first and the second", None), ("I did it 2 times", None),
        ("seconds", None), ("delete a note", None), ("12번가", None), ("2번만 했어", None),
    ],
)  # fmt: skip
def test_the_place_that_a_message_names(text: str, at: int | None) -> None:
    assert place_in(text, 3) == at
