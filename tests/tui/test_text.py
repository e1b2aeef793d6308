"""Texts on their way to the screen."""

import pytest

from assistant.plugins.plain import plain as as_markdown
from assistant.tui.text import plain


def test_the_marks_of_markdown_are_left_out() -> None:
    assert plain("**Tea** is `ready` _now_") == "Tea is ready now"


@pytest.mark.parametrize("words", ["snake_case", "_x_", "2 * 3", "a\\b", "`c` [d](e)", "1. 차"])
def test_words_that_were_made_markdown_come_back_as_they_were(words: str) -> None:
    assert plain(as_markdown(words)) == words
