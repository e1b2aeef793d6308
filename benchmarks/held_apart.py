"""How often phrases that were written apart from the corpus are understood."""

from pathlib import Path

from assistant.training.data_sets import RowFile
from assistant.training.evaluation import Figures, evaluate
from assistant.understanding.bundle import read_bundle
from assistant.understanding.understanding import OUT_OF_SCOPE

DATA = Path(__file__).parents[1] / "tests" / "data"
MODELS = Path(__file__).parents[1] / "models"


def measure() -> str:
    lines = [
        "## Phrases written apart from the corpus (`tests/data/`)", "",
        "Intent: share of in-scope phrases whose most probable intent is right. Answered:",
        "share that is right and not refused. To reach with gru: intent 95 %, 90 % of what is",
        "out of scope refused, and at most 3 % of what is in scope.", "",
        "| model | language | in scope | intent | answered | refused | out of scope | refused "
        "| slot F1 |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    pairs: list[str] = []
    for cell in ("gru", "lstm", "rnn"):
        if not (MODELS / cell / "manifest.json").exists():
            continue
        model = read_bundle(MODELS / cell).model()
        for language in ("en", "ko"):
            rows = list(RowFile(DATA / f"held_apart.{language}.jsonl"))
            inside = [row for row in rows if row.intent != OUT_OF_SCOPE]
            figures = evaluate(model, rows)
            wrong = sum(n for expected, _, n in figures.confusions if expected != OUT_OF_SCOPE)
            lines.append(
                f"| {cell} | {language} | {len(inside)} | {figures.intent_accuracy:.1%} "
                f"| {1 - wrong / len(inside):.1%} | {1 - (figures.in_scope_kept or 0):.1%} "
                f"| {len(rows) - len(inside)} "
                f"| {figures.oos_recall:.1%} | {figures.slot_f1:.3f} |"
            )
            if cell == "gru":
                pairs += [f"- {language}: {confused(figures)}"]
    heading = "What gru takes for what (expected → understood):"
    return "\n".join([*lines, "", heading, "", *pairs, ""])


def confused(figures: Figures) -> str:
    return ", ".join(f"{a} → {b} {n}×" for a, b, n in figures.confusions) or "nothing"
