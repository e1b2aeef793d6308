"""Short answers, in both languages."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.answers import chosen, gives_up, is_no, is_yes

TIMERS = {"a": "pasta, 5 minutes left", "b": "tea, 2 minutes left", "c": "빨래, 30분 남음"}


@pytest.mark.parametrize(
    "said",
    ["yes", "Yes!", "yes, please", "ok, do it", "sure, go ahead.", "y", "네", "네!", "네, 해주세요",
     "응 그래", "ㅇㅇ", "그래~", "좋아요, 해 주세요", unicodedata.normalize("NFD", "그래요")],
)  # fmt: skip
def test_a_yes(said: str) -> None:
    assert is_yes(said) and not is_no(said) and not gives_up(said)


@pytest.mark.parametrize("said", ["no", "No, thanks.", "nope", "아니요", "하지 마!", "ㄴㄴ"])
def test_a_no(said: str) -> None:
    assert is_no(said) and not is_yes(said) and not gives_up(said)


@pytest.mark.parametrize(
    "said",
    ["never mind", "Cancel.", "no, never mind", "stop", "됐어", "아니, 됐어", "취소해줘", "그만!"],
)
def test_giving_up(said: str) -> None:
    assert gives_up(said) and not is_yes(said)


@pytest.mark.parametrize(
    "said",
    ["", "?", "네?", "어?", "sure?", "yes but later", "no idea", "yesterday", "what time is it",
     "네 시에", "어제", "취소한 거 보여줘", "[/]", "yes " * 100, "\x00"],
)  # fmt: skip
def test_what_is_more_than_a_yes_or_a_no_is_neither(said: str) -> None:
    assert not is_yes(said) and not is_no(said) and not gives_up(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2", "b"), ("#2", "b"), ("number 2", "b"), ("number two", "b"), ("no. 2", "b"),
        ("the second", "b"), ("the second one please", "b"), ("2nd", "b"), ("the last one", "c"),
        ("2번", "b"), ("2번이요", "b"), ("2번으로 해줘", "b"), ("두번째 거요", "b"),
        ("두 번째 걸로 할게요", "b"), ("첫 번째로", "a"), ("마지막 거", "c"), ("셋째", "c"),
        ("tea", "b"), ("the tea one", "b"), ("Tea, 2 minutes left", "b"), ("pasta please", "a"),
        ("빨래", "c"), ("빨래요", "c"), ("빨래 걸로", "c"),
        (unicodedata.normalize("NFD", "빨래요"), "c"),
    ],
)  # fmt: skip
def test_a_choice_by_its_number_its_place_or_its_words(said: str, value: str) -> None:
    assert chosen(said, TIMERS) == value


@pytest.mark.parametrize(
    "said",
    [
        "0",
        "4",
        "the fourth",
        "네",
        "left",
        "ea",
        "",
        "t",
        "both",
        "what time is it",
        "둘 다",
        "99번",
    ],
)
def test_what_names_no_choice_or_several_chooses_none(said: str) -> None:
    assert chosen(said, TIMERS) is None


def test_a_choice_that_is_called_by_a_number_is_meant_before_its_place() -> None:
    assert chosen("2", {"x": "2", "y": "1"}) == "x"


@given(st.text(max_size=300), st.dictionaries(st.text(max_size=5), st.text(max_size=20)))
def test_anything_may_be_typed_and_offered(said: str, choices: dict[str, str]) -> None:
    assert chosen(said, choices) in (*choices, None)
    assert not (is_yes(said) and is_no(said))
