import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.bundle import read_base
from assistant.understanding.tagger import (
    best_path,
    legal_transitions,
    piece_tags,
    spans,
    tag_names,
)
from assistant.understanding.tokenizer import clean

TOKENIZER = read_base().tokenizer
TAGS = tag_names(["city", "date"])
WORDS = st.lists(
    st.sampled_from(
        ["paris", "서울", "내일", "tomorrow", "São", "next", "friday", "😀", "뉴욕", "3"]
    ),
    min_size=1,
)


@given(st.lists(st.tuples(st.sampled_from(["", "city", "date"]), WORDS), min_size=1, max_size=5))
def test_slots_survive_the_way_through_tags(parts: list[tuple[str, list[str]]]) -> None:
    """text → tags → text gives back every annotated span, in both languages."""
    text, slots = "", []
    for name, words in parts:
        start = len(text)
        text += " ".join(words)
        if name:
            slots.append((start, len(text), name))
        text += " "
    text = clean(text)
    pieces = TOKENIZER.pieces(text)
    found = spans(piece_tags(slots, pieces), pieces, text)
    assert [(e.start, e.end, e.entity) for e in found] == slots
    assert all(e.raw == text[e.start : e.end] for e in found)


def test_a_particle_stays_outside_the_slot() -> None:
    text = "서울에서 비 와?"
    pieces = TOKENIZER.pieces(text)
    (entity,) = spans(piece_tags([(0, 2, "city")], pieces), pieces, text)
    assert entity.raw == "서울"


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_best_path_is_the_best_of_all_legal_ones(length: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(length, len(TAGS))).astype(np.float32)
    worth = chance.normal(size=(len(TAGS), len(TAGS))).astype(np.float32)
    transitions = np.where(legal_transitions(TAGS), worth, -np.inf)

    def score(path: tuple[int, ...]) -> float:
        steps = enumerate(itertools.pairwise((0, *path)))
        return float(sum(scores[t, b] + transitions[a, b] for t, (a, b) in steps))

    paths = itertools.product(range(len(TAGS)), repeat=length)
    best = score(tuple(best_path(scores, transitions)))
    assert best == pytest.approx(max(map(score, paths)), abs=1e-4)


def test_a_slot_never_goes_on_from_nothing_or_from_another() -> None:
    allowed = legal_transitions(TAGS)
    o, begin, inside = (TAGS.index(tag) for tag in ("O", "B-city", "I-city"))
    other = TAGS.index("I-date")
    assert allowed[begin, inside] and allowed[inside, inside] and allowed[inside, begin]
    assert not allowed[o, inside] and not allowed[begin, other] and not allowed[inside, other]
