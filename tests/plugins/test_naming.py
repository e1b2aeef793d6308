"""What a message names in free words, of which the network marked a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.naming import frame, listed, named

ORDER = frame(before="order", behind="[을를도]? ?시켜", link="[을를]? ?시키고 ")


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("order tea and cake", ["tea"], ("tea", "cake")),
        ("order tea and cake", ["cake"], ("tea", "cake")),
        ("hello, please order tea and cake for me", ["tea and cake"], ("tea", "cake")),
        ("order tea, cake and fish and chips", ["tea"], ("tea", "cake", "fish and chips")),
        ("order tea or coffee", ["tea", "coffee"], ("tea", "coffee")),
        ("order tea, dear", ["tea"], ("tea",)),
        ("order tea and tea", ["tea"], ("tea",)),
        ("order something", ["tea and cake"], ("tea", "cake")),  # it answers a question
        ("차랑 케이크를 시켜줘", ["차"], ("차", "케이크")),
        ("차 시키고 케이크도 시켜줘", ["차"], ("차", "케이크")),
        ("안녕, 차랑 케이크 시켜줘", ["차"], ("차", "케이크")),
        ("order", [""], ()),
        ("x" * 2000, ["x"], ("x",)),
    ],
)
def test_named(text: str, said: list[str], found: tuple[str, ...]) -> None:
    assert named(text, said, ORDER, lambda words: words == "fish and chips") == found


@given(st.text(alphabet="ab ,and랑시켜고?.", max_size=60), st.integers(0, 50), st.integers(0, 9))
def test_what_is_marked_is_among_what_is_named(text: str, start: int, length: int) -> None:
    said = text[start : start + length].strip()
    assert all(each.strip() == each for each in named(text, [said], ORDER, lambda words: False))


def test_a_single_line_stands_by_itself() -> None:
    assert listed(["one"]) == "one" and listed(["one", "two"]) == "- one\n- two"
