"""The user's words in a reply are these words, whatever Markdown would make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.plugins.plain import plain

PARSER = MarkdownIt("gfm-like", {"html": False})


def shown(markdown: str) -> str:
    """The words that a reader sees; fails where any of them is more than a word."""

    def text(token: Token) -> str:
        inside = "".join(map(text, token.children or ()))
        assert token.type in ("inline", "text", "link_open", "link_close", "text_special"), token
        return inside or token.content

    start, *tokens, end = PARSER.parse(markdown)
    assert (start.type, end.type) == ("paragraph_open", "paragraph_close")
    return "".join(map(text, tokens))


@pytest.mark.parametrize(
    "words",
    [
        "**bold** and _thin_ and `code`", "[click](https://evil.example)", "![x](y.png)", "# title",
        "- item", "+ item", "1. first", "2) second", "> quote", "<b>html</b>", "~~gone~~",
        "a | b", "&amp; &#35;", "C:\\temp\\*", "---", "===", "snake_case_name", "[/]", "😀 [bold]",
        "1 < 2 & 3 > 2", "```", "    indented", "call 010-1234", "***", "a\\", "_", "4.5 kg",
    ],
)  # fmt: skip
def test_no_markdown_is_read_in_it(words: str) -> None:
    assert shown(plain(words)) == " ".join(words.split())


@given(st.text(alphabet="ab1.)-+*_`~[](){}<>#!|\\&;:=\"'/@ \n가", max_size=30).filter(str.strip))
def test_whatever_it_is(words: str) -> None:
    assert shown(plain(words)) == " ".join(words.split())


def test_it_stays_on_one_line_and_short() -> None:
    assert plain("one\n\n# two\ttab") == "one # two tab"
    assert len(plain("x" * 1_000_000)) == 60
    assert plain("abcdef", 4) == "abc…"


def test_what_needs_no_care_is_left_as_it_is() -> None:
    for words in ("the door code is 4521", "https://a.example/x_y?z=1", "it's 3 + 4", "우유 2개"):
        assert plain(words) == words
