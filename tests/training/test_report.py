from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.training.corpus import Row
from assistant.training.evaluation import Answer, calibration_error, reliability
from assistant.training.report import html, markdown, scope_curve, tables
from assistant.understanding.understanding import OUT_OF_SCOPE, IntentScore, Understanding


def answer(text: str, intent: str, understood: str, confidence: float) -> Answer:
    """A message understood with that confidence; below 0.5 it is refused."""
    scores = (IntentScore(understood, confidence),)
    seen = Understanding(text, "en", scores, confidence >= 0.5, confidence, (), "m")
    return Answer(Row(text, intent, "en"), seen, 1.0)


ANSWERS = [
    answer("right", "a", "a", 0.9),
    answer("wrong", "a", "b", 0.8),
    answer("refused", OUT_OF_SCOPE, "b", 0.2),
]


def test_the_surest_mistake_comes_first() -> None:
    given = [*ANSWERS, answer("worse", "a", "b", 0.95)]
    mistakes = {table.title: table.rows for table in tables(given)}["Surest mistakes"]
    assert [row[-1] for row in mistakes] == ["worse", "wrong"]


def test_confidence_is_compared_with_being_right() -> None:
    given = [answer("x", "a", "a" if n < 6 else "b", 0.9) for n in range(10)]
    (bin,) = reliability(given)
    assert (bin.rows, bin.right) == (10, 0.6)
    assert calibration_error([bin]) == pytest.approx(0.3)
    assert calibration_error([]) is None


def test_full_confidence_has_a_bin() -> None:
    assert reliability([answer("x", "a", "a", 1.0)])[0].right == 1


def test_the_scope_curve_trades_kept_for_refused() -> None:
    kept = [row[1] for row in scope_curve(ANSWERS)]
    refused = [row[2] for row in scope_curve(ANSWERS)]
    assert kept == sorted(kept, reverse=True) and refused == sorted(refused)
    assert scope_curve(ANSWERS[:2]) == ()


@given(st.text())
def test_no_message_breaks_the_markdown_tables(text: str) -> None:
    lines = markdown("t", tables([answer(text, "a", "b", 0.9)])).splitlines()
    table = lines[lines.index("## Surest mistakes") :]
    cells = [line for line in table[: table.index("## Reliability")] if line.startswith("|")]
    assert len(cells) == 3
    assert all(line.replace("\\\\", "").replace("\\|", "").count("|") == 5 for line in cells)


@given(st.text())
def test_no_message_becomes_html(text: str) -> None:
    plain = Tags(html("t", tables([answer("x", "a", "b", 0.9)])))
    assert Tags(html(text, tables([answer(text, "a", "b", 0.9)]))).seen == plain.seen


class Tags(HTMLParser):
    """The tags of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
