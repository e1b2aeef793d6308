"""Slots found by the phrases that have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.patterns import LONGEST, slots_by_example
from assistant.plugins.examples import parse_example

EXAMPLES = [
    parse_example(line)
    for line in (
        "make me a [large](size) coffee",
        "[큰](size) 커피 내려줘",
        "a [small](size) [latte](drink) please",
        "[anything](size)",
        "what time is it",
    )
]


def found(text: str, *wanted: str) -> dict[str, str]:
    entities = slots_by_example(text, EXAMPLES, wanted or ("size", "drink"))
    assert all(text[e.start : e.end] == e.raw for e in entities)
    return {entity.entity: entity.raw for entity in entities}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("make me a large coffee", {"size": "large"}),
        ("Make  me a really huge coffee!!", {"size": "really huge"}),
        ("아주 큰 커피 내려줘~", {"size": "아주 큰"}),
        ("a big flat white please", {"size": "big", "drink": "flat white"}),
        ("what time is it", {"size": "what time is it"}),
        ("make me a (.*) coffee", {"size": "(.*)"}),
    ],
)
def test_what_stands_in_the_place_of_a_slot_fills_it(text: str, slots: dict[str, str]) -> None:
    assert found(text) == slots


def test_only_what_is_wanted_is_found() -> None:
    assert found("a big latte please", "drink") == {"drink": "latte"}
    assert slots_by_example("make me a tea", EXAMPLES[:1], ["size"]) == ()


@given(st.text(max_size=LONGEST + 5))
def test_any_text_may_come(text: str) -> None:
    found(text)


def test_a_phrase_that_is_nearly_all_slot_counts_only_where_that_is_wanted() -> None:
    assert slots_by_example("what time is it", EXAMPLES, ("size",))
    assert not slots_by_example("what time is it", EXAMPLES, ("size",), least_words=1)
    (size,) = slots_by_example("make me a huge coffee", EXAMPLES, ("size",), least_words=4)
    assert size.raw == "huge"
    assert not slots_by_example("make me a huge coffee", EXAMPLES, ("size",), least_words=5)
