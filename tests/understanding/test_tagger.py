import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.bundle import read_base
from assistant.understanding.encoder import Encoding
from assistant.understanding.tagger import (
    Tagger,
    best_path,
    legal_transitions,
    log_partitions,
    piece_tags,
    spans,
    tag_names,
    tags_by_intent,
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


def tagger(of_intent: dict[str, list[str]]) -> Tagger:
    """One that gives a piece's first "state" numbers as the scores of its tags."""
    one = np.eye(len(TAGS), dtype=np.float32)
    positive = np.full(len(TAGS), 50, np.float32)  # the hidden layer lets no negative numbers pass
    return Tagger(
        TAGS, one, positive, one, -positive,
        np.where(legal_transitions(TAGS), 0.0, -np.inf), tags_by_intent(of_intent, TAGS),
    )  # fmt: skip


def read(scores: np.ndarray) -> Encoding:
    """An encoding for it."""
    nothing = np.zeros((len(scores), 0), np.float32)
    return Encoding(embedded=nothing, states=scores, vector=nothing)


SCORES = st.integers(0, 10_000).map(
    lambda seed: 3 * np.random.default_rng(seed).normal(size=(4, len(TAGS))).astype(np.float32)
)


@given(SCORES)
def test_only_slots_that_go_with_an_intent_in_question_are_marked(scores: np.ndarray) -> None:
    both = tagger({"weather": ["city", "date"], "time": ["city"], "hello": []})
    assert set(both.path(read(scores), ["hello"])) == {"O"}
    assert not {"B-date", "I-date"} & set(both.path(read(scores), ["time"]))
    assert both.path(read(scores), ["time", "weather"]) == both.path(read(scores))
    assert both.path(read(scores), ["time", "learned later"]) == both.path(read(scores))


@given(SCORES)
def test_agreement_is_the_share_of_the_taggings_that_fit(scores: np.ndarray) -> None:
    """Against a sum over every legal path."""
    worth = tagger({"weather": ["city", "date"], "time": ["city"]})
    legal, sums = legal_transitions(TAGS), {"city": 0.0, "any": 0.0}
    for path in itertools.product(range(len(TAGS)), repeat=len(scores)):
        if all(legal[a, b] for a, b in itertools.pairwise((0, *path))):
            weight = np.exp(sum(float(scores[t, tag]) for t, tag in enumerate(path)))
            sums["any"] += weight
            sums["city"] += weight * all("date" not in TAGS[tag] for tag in path)
    found = worth.agreement(read(scores), ["weather", "time", "learned later"])
    assert found == pytest.approx([0, np.log(sums["city"] / sums["any"]), 0], abs=1e-3)


def test_sums_over_very_unlike_paths_stay_finite() -> None:
    scores = np.array([[1e4, -1e4, 0, 0, 0], [-1e4, 1e4, 0, 0, 0]], np.float32)[None]
    transitions = np.where(legal_transitions(TAGS), 0.0, -np.inf)
    assert log_partitions(scores, transitions) == pytest.approx([2e4])
