import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.bundle import read_base
from assistant.understanding.tokenizer import (
    MAX_CHARACTERS,
    MAX_PIECES,
    Tokenizer,
    clean,
    fold_accents,
)

TOKENIZER = read_base().tokenizer
ANY_TEXT = st.text(st.characters(codec=None), max_size=80)


@given(ANY_TEXT)
def test_pieces_lie_in_the_text_one_after_the_other(text: str) -> None:
    text = clean(text)
    pieces = TOKENIZER.pieces(text)
    for piece in pieces:
        assert 0 <= piece.start <= piece.end <= len(text)
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip()
    assert all(a.end <= b.end and a.start <= b.start for a, b in pairwise(pieces))


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30))
def test_no_letter_is_lost_between_pieces(text: str) -> None:
    """Every letter and digit lies in the span of some piece, in whatever script."""
    text = clean(text)
    covered = {i for p in TOKENIZER.pieces(text) for i in range(p.start, p.end)}
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("서울에서 내일", ["서울", "에서", "내일"]),
        ("What time is it?", ["What", "time", "is", "it", "?"]),
    ],
)
def test_korean_particles_are_pieces_of_their_own(text: str, words: list[str]) -> None:
    assert [text[p.start : p.end] for p in TOKENIZER.pieces(text)] == words


def test_accents_and_case_make_no_difference() -> None:
    def ids(text: str) -> list[int]:
        return [piece.id for piece in TOKENIZER.pieces(clean(text))]

    assert ids("SÃO PAULO") == ids("são paulo") == ids("sao paulo")


def test_decomposed_hangul_is_read_as_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "내일 비 와?")) == "내일 비 와?"


@given(ANY_TEXT)
def test_cleaned_text_can_be_stored_and_is_clean_already(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)


@given(ANY_TEXT)
def test_folding_accents_moves_no_character(text: str) -> None:
    assert len(fold_accents(text)) == len(text)


def test_a_huge_message_is_read_up_to_a_limit() -> None:
    pieces = TOKENIZER.pieces("rain " * 200_000)
    assert len(pieces) == MAX_PIECES
    assert pieces[-1].end <= MAX_CHARACTERS


def test_bytes_that_are_no_tokenizer_are_refused() -> None:
    with pytest.raises(ValueError, match="not a SentencePiece model"):
        Tokenizer(b"not a model")
