"""The taught phrases that are written most like another."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.closest import LIKE, TaughtPhrases

TAUGHT = TaughtPhrases(
    [
        ("do I need an umbrella", "weather.rain"),
        ("do I need a coat", "weather.now"),
        ("우산 챙겨야 돼?", "weather.rain"),
        ("good morning", "greeting.hello"),
    ]
)


def test_the_likest_comes_first_with_its_intent() -> None:
    first, second = TAUGHT.closest("do I need an umbrela")
    assert (first.text, first.intent) == ("do I need an umbrella", "weather.rain")
    assert second.text == "do I need a coat"
    assert 1 > first.likeness > second.likeness >= LIKE


def test_korean_is_compared_as_well() -> None:
    assert [a.text for a in TAUGHT.closest("우산 챙겨야 될까")] == ["우산 챙겨야 돼?"]


def test_the_phrase_itself_and_what_is_unlike_are_left_out() -> None:
    assert [a.text for a in TAUGHT.closest("GOOD  morning")] == []
    assert TAUGHT.closest("zzz") == ()


@given(st.text(max_size=60), st.integers(0, 5))
def test_whatever_is_compared_there_are_at_most_so_many(text: str, most: int) -> None:
    found = TAUGHT.closest(text, most)
    assert len(found) <= most
    assert all(LIKE <= alike.likeness <= 1 for alike in found)
