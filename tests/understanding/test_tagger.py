import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.bundle import read_base
from assistant.understanding.tagger import (
    best_legal_path,
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


@given(st.lists(st.lists(st.floats(-5, 5), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_best_path_is_the_best_of_all_legal_ones(rows: list[list[float]]) -> None:
    scores = np.array(rows, np.float32)
    allowed = legal_transitions(TAGS)

    def legal(path: tuple[int, ...]) -> bool:
        begins = not TAGS[path[0]].startswith("I-")
        return begins and all(allowed[a, b] for a, b in itertools.pairwise(path))

    def score(path: tuple[int, ...]) -> float:
        return float(sum(scores[t, tag] for t, tag in enumerate(path)))

    paths = filter(legal, itertools.product(range(len(TAGS)), repeat=len(scores)))
    best = best_legal_path(scores, TAGS)
    assert legal(tuple(best))
    assert abs(score(tuple(best)) - max(map(score, paths))) < 1e-4
