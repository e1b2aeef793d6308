"""The picture of a message, as text, as numbers and as an SVG."""

import json
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.paths import bundled
from assistant.understanding.bundle import read_bundle
from assistant.understanding.model import Model
from assistant.xray.drawing import as_svg
from assistant.xray.picture import as_json, as_text, look
from assistant.xray.shades import SHADES, bar, fitted, grouped, level, named, scale_of, short

MODELS = bundled("models")
WORDS = "무슨 일이 있어도 내일 아침 서울에 비가 오는지 알려 줘"


@pytest.fixture(scope="module", params=["gru", "lstm", "rnn"])
def model(request: pytest.FixtureRequest) -> Model:
    return read_bundle(MODELS / request.param).model()


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("text", ["What time is it?", WORDS, "x" * 300])
def test_no_line_is_wider_than_the_terminal(model: Model, text: str, width: int) -> None:
    seen = look(model, text)
    assert seen is not None
    assert max(cell_len(line) for line in as_text(seen, width).splitlines()) <= width


def test_the_picture_names_every_piece_and_what_was_decided(model: Model) -> None:
    seen = look(model, "What time is it?")
    assert seen is not None
    drawn = as_text(seen, 80)
    assert all(step.piece.text in drawn for step in seen.reading.steps)
    assert "Decided: time.now" in drawn and "in scope" in drawn
    assert f"at the last: {short(seen.memory.ratio)}" in drawn


def test_gates_are_drawn_for_the_cells_that_have_them() -> None:
    rows = {}
    for cell in ("gru", "lstm", "rnn"):
        seen = look(read_bundle(MODELS / cell).model(), "hello")
        assert seen is not None
        lines = as_text(seen, 80).splitlines()
        rows[cell] = [g for g in ("written", "kept", "shown") if any(g in x for x in lines)]
    assert rows == {"gru": ["written", "kept"], "lstm": ["written", "kept", "shown"], "rnn": []}


def test_the_numbers_are_whole_and_can_be_read_by_others(model: Model) -> None:
    seen = look(model, "What time is it?")
    assert seen is not None
    found = json.loads(json.dumps(as_json(seen)))
    assert sum(piece["left"] for piece in found["pieces"]) == pytest.approx(1, abs=1e-3)
    assert found["pieces"][-1]["gradient"]["forward"] == 1
    assert found["decided"]["ranking"][0]["name"] == "time.now"
    assert found["pieces"][-1]["if_it_ended_here"][0] == found["decided"]["ranking"][0]


def test_an_svg_has_a_part_for_each_model_and_takes_nothing_from_elsewhere() -> None:
    text = 'is "A < B" & <b>so</b>?'
    looks = [look(read_bundle(MODELS / cell).model(), text) for cell in ("rnn", "gru")]
    drawn = as_svg([seen for seen in looks if seen is not None])
    root = ElementTree.fromstring(drawn)
    words = [element.text for element in root.iter() if element.text]
    assert f"“{text}”" in words
    assert [word for word in words if word in ("rnn", "gru", "lstm")] == ["rnn", "gru"]
    assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_there_is_no_picture_of_nothing(model: Model) -> None:
    assert look(model, "") is None
    with pytest.raises(ValueError):
        as_svg([])


def test_what_xml_forbids_is_left_out_of_the_svg() -> None:
    seen = look(read_bundle(MODELS / "rnn").model(), "hello \ufffe\uffff")
    assert seen is not None
    assert ElementTree.fromstring(as_svg([seen])) is not None


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=20)
def test_any_text_can_be_drawn(text: str) -> None:
    seen = look(read_bundle(MODELS / "rnn").model(), text)
    if seen is not None:
        assert "\n" in as_text(seen, 80)
        ElementTree.fromstring(as_svg([seen]))


@given(st.floats(-1e6, 1e6))
def test_a_number_is_short_and_means_the_same(value: float) -> None:
    words = short(value)
    assert len(words.lstrip("-")) <= 6 + (abs(value) > 1e5)
    assert float(words) == pytest.approx(value, rel=0.5, abs=1e-29)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (1, "1.00"), (0.0912, ".091"), (0.5, ".50"), (2e-6, "2e-6"), (-0.12, "-.12"),
     (0.9999, "1.00"), (12.25, "12.2"), (100, "100")],
)  # fmt: skip
def test_how_a_number_is_written(value: float, words: str) -> None:
    assert short(value) == words


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_fills_its_share_of_the_width(share: float, width: int) -> None:
    drawn = bar(share, width)
    assert len(drawn) == width
    assert abs(drawn.count("█") - share * width) <= 1


def test_the_shades_run_from_negative_to_positive() -> None:
    assert [SHADES[level(value, 1)] for value in (-9, -0.5, 0, 0.5, 9)] == list(SHADES)


def test_groups_are_means_of_neighbours_and_one_in_ten_is_beyond_the_scale() -> None:
    values = np.arange(12, dtype=np.float32)
    assert grouped(values, 3).tolist() == [1.5, 5.5, 9.5]
    assert grouped(values[:2], 5).tolist() == [0, 1]
    assert scale_of(np.linspace(-1, 1, 1001)) == pytest.approx(0.9)
    assert scale_of(np.zeros(0)) == 1


@given(st.text(alphabet="a가e\u0301日 "), st.integers(0, 20))
def test_fitted_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(fitted(text, cells)) == cells


def test_the_end_of_an_intents_name_is_cut_last() -> None:
    assert named("weather.forecast", 20) == "weather.forecast"
    assert named("weather.forecast", 13) == "wea….forecast"
    assert named("weather.forecast", 6) == "weath…"
