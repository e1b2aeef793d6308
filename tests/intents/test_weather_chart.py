"""Days drawn as bars on one scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.intents.weather_kit import chart

DEGREES = st.floats(-90, 60)
DAYS = st.lists(st.tuples(DEGREES, DEGREES).map(sorted), min_size=1, max_size=16)


def drawn(days: list[list[float]], label: str = "월") -> list[str]:
    bars = [
        chart.Bar(f"{label} {number:>2}", low, high, (f"{round(low)}°", f"{round(high)}°"), "5 %")
        for number, (low, high) in enumerate(days)
    ]
    lines: list[str] = chart.chart(bars, "Rain").splitlines()
    return lines


@given(DAYS)
def test_bars_stand_under_each_other_and_lie_within_the_scale(days: list[list[float]]) -> None:
    head, *lines = drawn(days)
    starts = {cell_len(line[: line.index("°") + 2]) for line in lines}
    ends = {cell_len(line) for line in lines}
    assert len(starts) == len(ends) == 1
    assert head.strip() == "Rain" and cell_len(head) == ends.pop() + 1
    scales = [line.split("° ")[1].split(" ")[0] for line in lines]
    assert all(len(scale) == chart.WIDTH and set(scale) <= set("─╾╼━") for scale in scales)
    assert all(set(scale) != {"─"} for scale in scales)  # even the smallest is seen


def test_the_scale_runs_from_the_coldest_to_the_warmest() -> None:
    _, *lines = drawn([[0, 10], [0, 20], [10, 20], [5, 15]])
    assert [line.split("° ")[1][: chart.WIDTH] for line in lines] == [
        *("━━━━━─────", "━━━━━━━━━━", "─────━━━━━", "──╼━━━━╾──"),
    ]


@pytest.mark.parametrize("days", [[[3, 3]], [[3, 3], [3, 3], [3, 3]]])
def test_days_that_are_all_alike_fill_it(days: list[list[float]]) -> None:
    assert all("━" * chart.WIDTH in line for line in drawn(days)[1:])


@given(DAYS)
def test_it_fits_beside_a_turn_at_50_columns(days: list[list[float]]) -> None:
    assert max(map(cell_len, drawn(days, "Mon"))) - 4 <= 38  # 4: what makes it code


def test_without_notes_there_is_no_head() -> None:
    assert (
        chart.chart([chart.Bar("Mon", 1, 2, ("1°", "2°"))], "Rain") == "    Mon  1° ━━━━━━━━━━ 2°"
    )
