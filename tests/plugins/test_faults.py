"""Counting faults."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.faults import MOST, Faults
from assistant.problems import Problem

BROKEN = Problem("It broke.", "handler.py, line 1", "Mend it.")


def after(events: list[bool]) -> Faults:
    faults = Faults()
    for succeeded in events:
        faults = faults.cleared("music") if succeeded else faults.failed("music", BROKEN)
    return faults


@given(st.lists(st.booleans()))
def test_only_faults_in_a_row_count(events: list[bool]) -> None:
    row = 0
    for succeeded in events:
        row = 0 if succeeded else row + 1
    assert (after(events).disabled("music") is not None) == (row >= MOST)


def test_one_plugin_s_faults_are_not_another_s() -> None:
    faults = after([False] * MOST)
    assert faults.disabled("music") == BROKEN
    assert faults.disabled("weather") is None
    assert faults.cleared("weather").disabled("music") == BROKEN


def test_what_is_called_no_more_is_a_problem_with_its_remedy() -> None:
    assert after([False] * (MOST - 1)).stopped == {}
    (problem,) = after([False] * MOST).stopped.values()
    assert "'music'" in problem.what and BROKEN.what in problem.what
    assert problem.where == BROKEN.where
    assert problem.remedy.startswith(BROKEN.remedy)
