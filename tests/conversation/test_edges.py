"""What belongs to a slot and what to the sentence around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.edges import trimmed
from assistant.understanding.understanding import Entity


def edges(words: str, text: str = "", *, free: bool = True) -> str | None:
    text = text or words
    start = text.index(words)
    found = trimmed(Entity("what", start, start + len(words), words), text, free=free)
    assert found is None or text[found.start : found.end] == found.raw
    return found.raw if found else None


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("milk please", "milk"),
        ("the dentist any longer", "the dentist"),
        ("pay rent, it is due", "pay rent"),
        ("milk, eggs and bread", "milk, eggs and bread"),
        ("‘윤슬’", "윤슬"),
        ('"so what"', "so what"),
        ("보일러에 대해", "보일러"),
        ("커튼 달기는", "커튼 달기"),
        ("please", "please"),
        ("...", None),
    ],
)
def test_free_words_lose_what_is_not_meant(words: str, kept: str | None) -> None:
    assert edges(words) == kept


def test_the_copula_is_no_part_of_a_noun() -> None:
    assert edges("도쿄 시간이", "도쿄 시간이요") == "도쿄 시간"
    assert edges("고양이", "고양이 사진") == "고양이"


def test_words_with_rules_lose_only_punctuation() -> None:
    assert edges("7, it is late", free=False) == "7, it is late"
    assert edges("tomorrow.", free=False) == "tomorrow"


@given(st.text(min_size=1))
def test_any_words_may_come(words: str) -> None:
    edges(words)
