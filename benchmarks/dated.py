"""How many dates, times and lengths that were written apart from the rules are understood."""

import json
from collections import Counter
from datetime import datetime

from assistant.values import resolve, spot, to_json
from benchmarks.held_apart import DATA

NOW = datetime(2026, 11, 25, 10)  # when they were said


def measure() -> str:
    lines = [
        "## Dates, times and lengths written apart from the rules (`tests/data/`)", "",
        "Resolved: the words alone, as an annotator marked them. Found: in the whole message.", "",
        "| language | phrases | resolved right | not understood | wrong | found in the message |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    for language in ("en", "ko"):
        text = (DATA / f"dated.{language}.jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in text.splitlines()]
        counts: Counter[str] = Counter()
        for row in rows:
            value = resolve(row["kind"], row["words"], NOW)
            said = None if value is None else to_json(value)
            others = sorted(map(str, map(to_json, getattr(value, "alternatives", ()))))
            right = (said, others) == (row["value"], sorted(row["alternatives"]))
            counts["right" if right else "none" if said is None else "wrong"] += 1
            found = [to_json(each.value) for each in spot(row["kind"], row["say"], NOW)]
            counts["found"] += found == ([] if row["value"] is None else [row["value"]])
        lines.append(
            f"| {language} | {len(rows)} | {counts['right']} | {counts['none']} "
            f"| {counts['wrong']} | {counts['found']} |"
        )
    return "\n".join([*lines, ""])
