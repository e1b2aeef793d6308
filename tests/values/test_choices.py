"""Slots that declare their values, from the manifest to what a message fills."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.slots import fill_slots
from assistant.plugins.manifest import read_manifest
from assistant.plugins.slot_specs import SlotSpec
from assistant.problems import AssistantError
from assistant.understanding.understanding import Entity
from assistant.values import resolve, spot

NOW = datetime(2026, 11, 25, 10)
SIZES = {"small": ("작은", "스몰"), "large": ("big", "큰", "라지"), "extra large": ("특대", "XL")}
HEAD = 'schema = 1\nid = "coffee"\nversion = "1"\napi = 1\n[[intent]]\nname = "coffee.brew"\n'


def slot(folder: Path, entry: str) -> SlotSpec:
    """The slot `size` of a manifest with that entry."""
    manifest = f"{HEAD}[intent.slots.size]\n{entry}\n"
    (folder / "intent.toml").write_text(manifest, encoding="utf-8")
    return read_manifest(folder).intents[0].slots["size"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("large", "large"),
        ("BIG", "large"),
        ("라지로", "large"),
        ("라지요", "large"),
        ("큰", "large"),
        ("Extra  Large", "extra large"),
        ("xl", "extra large"),
        ("small.", "small"),
        ("huge", None),
        ("big one", None),
        ("", None),
    ],
)
def test_wordings_mean_their_value(words: str, value: str | None) -> None:
    assert resolve("choice", words, NOW, SIZES) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a Big coffee please", [("Big", "large")]),
        ("extra large please", [("extra large", "extra large")]),
        ("라지로 주세요", [("라지", "large")]),
        ("작은 거, 큰 거", [("작은", "small"), ("큰", "large")]),
        ("bigger enlarged smalls", []),
        ("큰일났다", []),
    ],
)
def test_wordings_are_found_as_whole_words(text: str, expected: list[tuple[str, str]]) -> None:
    found = spot("choice", text, NOW, SIZES)
    assert [(text[each.start : each.end], each.value) for each in found] == expected


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_no_text_and_no_wording_make_it_fail(text: str, wordings: list[str]) -> None:
    values = {"a": tuple(each for each in wordings if each.strip())}
    assert resolve("choice", text, NOW, values) in ("a", None)
    for found in spot("choice", f"{text} {wordings[0]}", NOW, values):
        assert 0 <= found.start < found.end <= len(f"{text} {wordings[0]}")


def test_a_message_fills_a_slot_with_its_value() -> None:
    spec = {"size": SlotSpec("size", "choice", values=SIZES)}
    assert fill_slots("큰 걸로 줘", [], spec, NOW)["size"].value == "large"
    tagged = Entity("size", 0, 3, "라지로")
    filled = fill_slots("라지로 줘", [tagged], spec, NOW)["size"]
    assert (filled.raw, filled.value) == ("라지", "large")
    assert fill_slots("huge one", [Entity("size", 0, 4, "huge")], spec, NOW)["size"].value is None


def test_the_same_words_are_read_in_their_sentence() -> None:
    spec = {"when": SlotSpec("when", "datetime")}
    filled = fill_slots("tomorrow wake me at 7", [Entity("when", 20, 21, "7")], spec, NOW)
    assert getattr(filled["when"].value, "iso", None) == "2026-11-26T07:00"


def test_a_manifest_declares_values(tmp_path: Path) -> None:
    spec = slot(tmp_path, 'values = { large = ["big", "큰"], small = ["작은"] }')
    assert spec == SlotSpec("size", "choice", values={"large": ("big", "큰"), "small": ("작은",)})
    assert slot(tmp_path, 'type = "choice"\nvalues = { a = ["b"] }').type == "choice"
    assert slot(tmp_path, 'type = "mood"') == SlotSpec("size", "mood")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('type = "city"\nvalues = { a = ["b"] }', "'city'"),
        ('type = "choice"', "needs values"),
        ("values = {}", "no values"),
        ("values = { a = [] }", "no wordings"),
        ('values = { a = [" "] }', "empty wording"),
        ('values = { a = "b" }', "a list"),
        ("values = { a = [1] }", "Entry 1"),
        ('values = ["a"]', "a table"),
        ('values = { a = ["x"], b = ["X "] }', "both 'a' and 'b'"),
        ('values = { a = ["b"], b = ["c"] }', "both 'a' and 'b'"),
    ],
)
def test_a_mistake_in_values_is_told(tmp_path: Path, entry: str, said: str) -> None:
    with pytest.raises(AssistantError) as caught:
        slot(tmp_path, entry)
    problem = caught.value.problem
    assert said in problem.what and problem.remedy
    assert "slots, size" in problem.where
