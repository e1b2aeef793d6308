"""How long one message takes from text to Understanding."""

import statistics
import time
from pathlib import Path

from assistant.training.data_sets import RowFile
from assistant.understanding.bundle import read_bundle
from assistant.understanding.model import Model
from benchmarks.report import Figure

HELD_APART = Path(__file__).parents[1] / "tests" / "data"
MODELS = Path(__file__).parents[1] / "models"
ROUNDS = 5
PIECES = 20


def measure() -> tuple[list[Figure], str]:
    lines = [
        "## Understanding one message, by cell", "",
        "| cell | median, ms | p99, ms | numbers in the bundle |",
        "| --- | ---: | ---: | ---: |",
    ]  # fmt: skip
    figures = []
    for cell in ("gru", "lstm", "rnn"):
        if not (MODELS / cell / "manifest.json").exists():
            continue
        bundle = read_bundle(MODELS / cell)
        model = bundle.model()
        median, p99 = latency(model)
        count = bundle.embedding.steps.size + sum(array.size for array in bundle.weights.values())
        lines.append(f"| {cell} | {median:.2f} | {p99:.2f} | {count / 1e6:.1f} M |")
        if cell == "gru":
            figures = [
                Figure("understanding a message of up to 20 pieces, median ms", median, "< 1",
                       median < 1, "gru"),
                Figure("the same, p99 ms", p99, "< 3", p99 < 3, "gru"),
            ]  # fmt: skip
    return figures, "\n".join([*lines, ""])


def latency(model: Model) -> tuple[float, float]:
    """Median and 99th percentile over the held-apart messages, in milliseconds."""
    files = sorted(HELD_APART.glob("held_apart.*.jsonl"))
    texts = [row.text for file in files for row in RowFile(file)]
    texts = [text for text in texts if len(model.tokenizer.pieces(text)) <= PIECES]
    for text in texts[:50]:
        model.understand(text)
    times = []
    for text in texts * ROUNDS:
        began = time.perf_counter()
        model.understand(text)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), statistics.quantiles(times, n=100)[98]
