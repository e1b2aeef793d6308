"""Small facts of Korean writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.korean import is_korean, with_particle, without_particle


@pytest.mark.parametrize("text", ["안녕", "ㅋㅋ", "weather in 서울", "ㅏ"])
def test_any_hangul_makes_a_message_korean(text: str) -> None:
    assert is_korean(text)


@pytest.mark.parametrize("text", ["", "hello", "日本", "😀", "\ud800", "12:30"])
def test_a_message_without_hangul_is_not(text: str) -> None:
    assert not is_korean(text)


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("서울", ("은", "는"), "서울은"),
        ("도쿄", ("은", "는"), "도쿄는"),
        ("부산", ("이", "가"), "부산이"),
        ("파리", ("을", "를"), "파리를"),
        ("서울", ("으로", "로"), "서울로"),
        ("부산", ("으로", "로"), "부산으로"),
        ("파리", ("으로", "로"), "파리로"),
        ("Paris", ("은", "는"), "Paris는"),
        ("", ("은", "는"), "는"),
    ],
)
def test_a_particle_follows_the_last_sound(word: str, pair: tuple[str, str], expected: str) -> None:
    assert with_particle(word, *pair) == expected


@given(st.text(st.characters()))
def test_any_word_can_take_a_particle(word: str) -> None:
    assert with_particle(word, "은", "는") in (word + "은", word + "는")


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("커튼 달기는", "커튼 달기"),
        ("우산을", "우산"),
        ("빨래를", "빨래"),
        ("라면은", "라면"),
        ("가을", "가을"),
        ("마을", "마을"),
        ("은", "은"),
        ("to do는", "to do는"),
        ("", ""),
    ],
)
def test_a_particle_is_taken_off_where_it_fits(words: str, bare: str) -> None:
    assert without_particle(words) == bare
