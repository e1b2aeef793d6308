"""How a phrase with its slots is written on one line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.examples import (
    LONGEST,
    Example,
    SlotSpan,
    format_example,
    name_as_phrase,
    parse_example,
    same_phrase,
    tidy,
)
from assistant.problems import AssistantError

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),  # lone surrogates too
        st.sampled_from("[]()\\#/ \t\n\x1b\u200b é한글ㅎㅏㄴ\u1112\u1161\u11ab\u0301\ud800😀"),
    ),
    max_size=60,
)


@st.composite
def annotated(draw: st.DrawFn) -> Example:
    """Any text with any spans that do not overlap."""
    text = draw(ANY_TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    names = st.sampled_from(["city", "date", "x_1"])
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return Example(text, tuple(SlotSpan(a, b, draw(names)) for a, b in pairs))


def words(example: Example) -> list[tuple[str, str]]:
    return [(slot.name, example.text[slot.start : slot.end]) for slot in example.slots]


def test_an_annotation_marks_the_words_of_a_slot() -> None:
    example = parse_example("will it rain [tomorrow](date) in [Busan](city)")
    assert example.text == "will it rain tomorrow in Busan"
    assert words(example) == [("date", "tomorrow"), ("city", "Busan")]


def test_a_korean_particle_stays_outside_of_the_slot() -> None:
    example = parse_example("[도쿄](city)는 지금 몇 시야")
    assert example.text == "도쿄는 지금 몇 시야"
    assert words(example) == [("city", "도쿄")]


@pytest.mark.parametrize("line", ["[/]", "[x] marks it", "a] b", "f(x)", "[a] (b)", "C:\\temp"])
def test_brackets_that_annotate_nothing_are_plain_text(line: str) -> None:
    assert parse_example(line) == Example(line)


@pytest.mark.parametrize(
    ("line", "text"),
    [(r"\[x\](y)", "[x](y)"), (r"\#1 hit", "#1 hit"), (r"a\\b", "a\\b"), (r"[a\]](x)", "a]")],
)
def test_an_escaped_character_stands_for_itself(line: str, text: str) -> None:
    assert parse_example(line).text == text


@pytest.mark.parametrize(
    ("line", "position", "mend"),
    [
        ("see [the [Louvre](city)](city)", "character 10", r"\["),
        ("fly to [Paris(city)", "character 8", "[Paris](city)"),
        ("fly to [Paris](city", "character 15", "[Paris](city)"),
        ("fly to [Paris](The City)", "character 15", "lower-case"),
        ("fly to [ ](city)", "character 8", "words"),
    ],
)
def test_a_mistake_is_told_with_its_position_and_the_mend(
    line: str, position: str, mend: str
) -> None:
    with pytest.raises(AssistantError) as caught:
        parse_example(line)
    assert caught.value.problem.where.startswith(position + " of ")
    assert mend in caught.value.problem.remedy


def test_a_decomposed_phrase_is_composed_and_its_slots_move_along() -> None:
    line = unicodedata.normalize("NFD", "[서울](city)에서 [café](city)")
    example = parse_example(line)
    assert example.text == "서울에서 café"
    assert words(example) == [("city", "서울"), ("city", "café")]


def test_spaces_around_and_inside_are_single_ones() -> None:
    example = parse_example("\t now  [ Paris\n](city)  please ")
    assert example.text == "now Paris please"
    assert words(example) == [("city", "Paris")]


def test_a_phrase_longer_than_anyone_says_is_refused() -> None:
    assert len(parse_example("a" * LONGEST).text) == LONGEST
    for line in ["a" * (LONGEST + 1), "a" * 100_000, "[" * 100_000, "[a](b)" * 20_000]:
        with pytest.raises(AssistantError):
            parse_example(line)


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("music.play_next", "music play next"),
        ("PlayMusic", "play music"),
        ("HTTPStatus2", "http status 2"),
        ("음악.틀기", "음악 틀기"),
        ("card#lost-or-stolen", "card lost or stolen"),
        ("42", ""),
        ("_._", ""),
    ],
)
def test_a_name_is_read_as_its_words(name: str, phrase: str) -> None:
    assert name_as_phrase(name) == phrase


def test_phrases_that_differ_in_case_and_spaces_are_the_same() -> None:
    assert same_phrase("What  TIME is it ") == same_phrase("what time is it")
    assert same_phrase(unicodedata.normalize("NFD", "몇 시야")) == same_phrase("몇 시야")
    assert same_phrase("몇 시야") != same_phrase("몇시야")


@given(ANY_TEXT)
def test_any_line_is_read_or_refused_with_a_problem(line: str) -> None:
    try:
        example = parse_example(line)
    except AssistantError:
        return
    assert example == tidy(example)
    example.text.encode()  # nothing that UTF-8 could not hold


@given(annotated())
def test_every_phrase_survives_being_written_and_read(example: Example) -> None:
    clean = tidy(example)
    line = format_example(clean)
    assert "\n" not in line
    assert not line.startswith("#")
    assert parse_example(line) == clean


@given(annotated())
def test_tidying_keeps_every_slot_inside_the_text_and_apart(example: Example) -> None:
    clean = tidy(example)
    assert unicodedata.is_normalized("NFC", clean.text)
    at = 0
    for slot in clean.slots:
        assert at <= slot.start < slot.end <= len(clean.text)
        at = slot.end
    assert tidy(clean) == clean


@given(st.lists(st.sampled_from(["서울", "in", "São", "[x]", "a\\"]), min_size=1, max_size=6))
def test_tidying_leaves_a_slot_on_its_words(parts: list[str]) -> None:
    text = unicodedata.normalize("NFD", "  ".join(parts))
    end = len(unicodedata.normalize("NFD", parts[0]))
    assert words(tidy(Example(text, (SlotSpan(0, end, "s"),)))) == [("s", parts[0])]
