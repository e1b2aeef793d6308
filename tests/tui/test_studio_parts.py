"""What the Studio stands on, without an app: plots, marking, the run of a training, the words."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import assistant.catalogue
from assistant.plugins.examples import parse_example
from assistant.training.worker import EpochDone, Finished, Progress, Request, Scores, Started
from assistant.tui.phrasebook import UnknownSlotError, mark, parse_phrases
from assistant.tui.training import Run, advanced
from assistant.tui.widgets.plot import dots, sampled

SLOTS = ("city", "date")


def drawn(cells: list[list[int]]) -> list[str]:
    return ["".join(chr(0x2800 | bits) for bits in row) for row in cells]


def test_a_line_that_rises_is_drawn_from_the_lower_left_to_the_upper_right() -> None:
    assert drawn(dots([0, 1], 2, 1, 0, 1)) == ["⡠⠊"]


def test_a_flat_line_is_flat() -> None:
    assert drawn(dots([1, 1, 1], 3, 2, 0, 1)) == ["⠉⠉⠉", "⠀⠀⠀"]


def test_a_run_half_over_takes_half_the_width() -> None:
    (row,) = drawn(dots([1, 1], 8, 1, 0, 1, share=0.5))
    assert row == "⠉⠉⠉⠉⠀⠀⠀⠀"


@given(
    st.lists(st.floats(-1e6, 1e6), max_size=300),
    st.integers(0, 40),
    st.integers(0, 8),
    st.floats(0, 1),
)
def test_a_plot_has_its_size_whatever_is_drawn(
    values: list[float], width: int, height: int, share: float
) -> None:
    low, high = min(values, default=0.0), max(values, default=0.0)
    cells = dots(values, width, height, low, high, share)
    assert [len(row) for row in cells] == [width] * height
    assert bool(values and width and height) == any(any(row) for row in cells)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=500), st.integers(1, 50))
def test_many_values_are_averaged_into_few(values: list[float], columns: int) -> None:
    means = sampled(values, columns)
    assert len(means) == min(len(values), columns)
    assert min(values) - 1e-9 <= min(means) and max(means) <= max(values) + 1e-9


def test_marking_goes_through_the_slots_and_back_to_none() -> None:
    line, place = "rain in Busan", 9
    seen = []
    for _ in range(3):
        line, place = mark(line, place, place, SLOTS)
        seen.append(line)
    assert seen == ["rain in [Busan](city)", "rain in [Busan](date)", "rain in Busan"]


def test_a_selection_is_marked_without_its_outer_spaces() -> None:
    assert mark("rain next friday ok", 4, 17, SLOTS)[0] == "rain [next friday](city) ok"


def test_a_korean_particle_stays_outside_of_what_was_selected() -> None:
    assert mark("서울에서 비 와?", 0, 2, SLOTS)[0] == "[서울](city)에서 비 와?"


@given(st.text("ab [](\\)#가", max_size=30), st.data())
def test_marking_never_loses_a_word(line: str, data: st.DataObject) -> None:
    # An open "](" would take what is marked behind it for the name of a slot.
    assume(not re.search(r"\]\((?!\w+\))", line))
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    marked, place = mark(line, start, end, SLOTS)
    assert 0 <= place <= len(marked)
    assert _letters(marked) == _letters(line)


def _letters(line: str) -> list[str]:
    """What stands in a line, the names of slots left out."""
    return [c for c in re.sub(r"\]\([^)]*\)", "]", line) if c in "ab가"]


def test_phrases_are_a_line_each_and_only_once() -> None:
    phrases = parse_phrases("비 와?\n\nrain [today](date)\n비 와?", "weather.rain", SLOTS)
    assert [(p.language, p.example) for p in phrases] == [
        ("ko", parse_example("비 와?")),
        ("en", parse_example("rain [today](date)")),
    ]


def test_an_unknown_slot_names_those_there_are() -> None:
    with pytest.raises(UnknownSlotError) as raised:
        parse_phrases("at [noon](hour)", "weather.rain", SLOTS)
    assert (raised.value.slot, raised.value.slots) == ("hour", SLOTS)


def test_a_run_is_what_its_events_made_of_it() -> None:
    run = Run(Request())
    scores = Scores(0.9, 10, 1, 1)
    shares = []
    for event in (
        Started(100, 5, 2, 1),
        Progress(1, 2, 50, 100, 2.0, None),
        EpochDone(1, 2, 1.0, 0.8),
        Progress(2, 2, 100, 100, 0.5, 0.0),
        Finished("v1", None, scores, 3.0),
    ):
        run = advanced(run, event)
        shares.append(run.share)
    assert shares == [0.0, 0.25, 0.25, 1.0, 1.0]
    assert (run.losses, run.accuracies) == ((2.0, 0.5), (0.8,))
    assert not run.can_stop


def test_every_word_of_the_studio_is_there_in_both_languages_with_the_same_gaps() -> None:
    import re

    file = Path(assistant.catalogue.__file__).with_name("studio.toml")
    for key, words in tomllib.loads(file.read_text("utf-8")).items():
        assert set(words) == {"en", "ko"}, key
        gaps = {language: set(re.findall(r"{(\w+)}", text)) for language, text in words.items()}
        assert gaps["en"] == gaps["ko"], key
