"""Held-apart phrases measure understanding, not memory: none shares a template with the corpus."""

import json
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from assistant.paths import user_paths
from assistant.plugins.library import find_plugins
from assistant.training.corpus import Row, rows_of
from assistant.training.data_sets import RowFile
from assistant.training.templates import template

DATA = Path(__file__).parent / "data"
ALIKE = 0.9  # of the letters, in order


def shared(rows: list[Row]) -> list[Row]:
    """The rows that a phrase of the corpus resembles too much."""
    taught = [template(row) for row in rows_of(find_plugins(user_paths()))]
    exact = set(taught)

    def alike(text: str) -> bool:
        near = (t for t in taught if abs(len(t) - len(text)) <= 0.2 * len(text))
        matchers = (SequenceMatcher(None, text, other, autojunk=False) for other in near)
        return any(
            m.real_quick_ratio() >= ALIKE and m.quick_ratio() >= ALIKE and m.ratio() >= ALIKE
            for m in matchers
        )

    return [row for row in rows if template(row) in exact or alike(template(row))]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_held_apart_phrase_shares_a_template_with_the_corpus(language: str) -> None:
    rows = list(RowFile(DATA / f"held_apart.{language}.jsonl"))
    assert [row.text for row in shared(rows)] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_there_are_enough_of_them_in_and_out_of_scope(language: str) -> None:
    rows = list(RowFile(DATA / f"held_apart.{language}.jsonl"))
    assert len(rows) >= 150
    assert len({row.intent for row in rows}) >= 15
    assert all(text[start:end].strip() == text[start:end] != ""
               for text, slots in ((row.text, row.slots or ()) for row in rows)
               for start, end, _ in slots)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_requests_are_about_every_intent_and_their_slots_stand_in_them(language: str) -> None:
    lines = (DATA / f"requests.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    intents = find_plugins(user_paths()).intents
    assert len(rows) == len({row["say"] for row in rows}) == 150
    assert {row["intent"] for row in rows} == intents.keys() - {"out_of_scope"}
    for row in rows:
        assert row["slots"].keys() <= intents[row["intent"]].spec.slots.keys()
        said = [each for each in row["slots"].values() if isinstance(each, str)]
        said += [each for several in row["slots"].values() if isinstance(several, list)
                 for each in several]  # fmt: skip
        assert all(each in row["say"] for each in said)
