"""Dates, times and lengths in words written apart from the rules (tests/data/README.md)."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.values import resolve, to_json

DATA = Path(__file__).parents[1] / "data"
NOW = datetime(2026, 11, 25, 10)


def outcome(row: dict[str, Any]) -> str:
    value = resolve(row["kind"], row["words"], NOW)
    if value is None:
        return "right" if row["value"] is None else "not understood"
    found = to_json(value), sorted(map(to_json, getattr(value, "alternatives", ())))  # type: ignore[type-var]
    return "right" if found == (row["value"], sorted(row["alternatives"])) else "wrong"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_most_are_understood_and_none_wrongly(language: str) -> None:
    lines = (DATA / f"dated.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    outcomes = Counter(outcome(json.loads(line)) for line in lines)
    assert outcomes.total() == 60
    assert outcomes["right"] >= 55
    assert outcomes["wrong"] == 0
