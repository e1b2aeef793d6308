"""`python -m benchmarks.peers DATA ... [--train-file FILE]`: a table a data set, in PEERS.md.

Trained on the train file (and oos_train beside the full one), the scope threshold chosen on the
valid files, tested once on the test files.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from assistant.training.calibration import KEPT
from assistant.training.data_sets import read_data_set, read_test_rows
from assistant.training.evaluation import auroc
from assistant.understanding.understanding import OUT_OF_SCOPE
from benchmarks.peers.systems import SYSTEMS, named
from benchmarks.report import machine

PAGE = Path(__file__).parents[1] / "PEERS.md"
Figures = dict[str, Any]
LIMIT = 600  # seconds for one system to train, or to answer
COLUMNS = (
    "system", "intent", "AUROC", "in scope kept", "out of scope refused", "training s",
    "loading s", "p50 ms", "p99 ms", "memory MB", "on disk MB",
)  # fmt: skip


def train(name: str, data: Path, train_file: str, out: Path) -> Figures:
    began = time.perf_counter()
    named(name).train(data, train_file, out)
    return {"seconds": time.perf_counter() - began}


def answer(name: str, data: Path, train_file: str, folder: Path) -> Figures:
    """What the system of that folder makes of the test rows, one at a time."""
    began = time.perf_counter()
    understand = named(name).load(folder)
    understand("hello")
    loading = time.perf_counter() - began
    valid = [r for r in read_data_set(data, train_file).held_out if r.intent != OUT_OF_SCOPE]
    sample = valid[:: max(1, len(valid) // 1000)]
    threshold = np.quantile([understand(row.text)[1] for row in sample], 1 - KEPT)
    rows, given, milliseconds = read_test_rows(data), [], []
    for row in rows:
        at = time.perf_counter()
        given.append(understand(row.text))
        milliseconds.append(1000 * (time.perf_counter() - at))
    belongs = np.array([row.intent != OUT_OF_SCOPE for row in rows])
    scope = np.array([score for _, score in given])
    right = [got == row.intent for row, (got, _) in zip(rows, given, strict=True)]
    return {
        "intent": float(np.array(right)[belongs].mean()),
        "auroc": auroc(scope, belongs),
        "kept": float((scope[belongs] >= threshold).mean()),
        "refused": float((scope[~belongs] < threshold).mean()) if (~belongs).any() else None,
        "loading": loading,
        "p50": float(np.percentile(milliseconds, 50)),
        "p99": float(np.percentile(milliseconds, 99)),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def in_a_process(step: str, name: str, data: Path, train_file: str, folder: Path) -> Figures:
    """Raises CalledProcessError or TimeoutExpired when it fails or takes too long."""
    command = [sys.executable, "-m", "benchmarks.peers", str(data), "--train-file", train_file]
    done = subprocess.run(
        [*command, "--step", step, name, str(folder)], check=True, text=True, timeout=LIMIT,
        capture_output=True,
    )  # fmt: skip
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(name: str, data: Path, train_file: str) -> str:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            training = in_a_process("train", name, data, train_file, Path(folder))
            found = in_a_process("answer", name, data, train_file, Path(folder))
        except subprocess.TimeoutExpired:
            return f"| {name} | more than {LIMIT} s |" + " |" * (len(COLUMNS) - 2)
        except subprocess.CalledProcessError as error:
            reason = (error.stderr or "").strip().splitlines()[-1:] or ["no reason given"]
            print(name, reason[0], file=sys.stderr)
            return f"| {name} | failed |" + " |" * (len(COLUMNS) - 2)
        size = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
    shares = [found[key] for key in ("intent", "auroc", "kept", "refused")]
    numbers = [training["seconds"], *(found[k] for k in ("loading", "p50", "p99", "memory"))]
    cells = ["–" if share is None else f"{share:.1%}" for share in shares]
    cells[1] = "–" if found["auroc"] is None else f"{found['auroc']:.3f}"
    cells += [f"{number:.3g}" for number in (*numbers, size / 1e6)]
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="Ours beside the peers.")
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--train-file", default="train.jsonl")
    parser.add_argument("--systems", nargs="+", default=[system.name for system in SYSTEMS])
    parser.add_argument(
        "--step", nargs=3, metavar=("STEP", "NAME", "FOLDER"), help=argparse.SUPPRESS
    )
    options = parser.parse_args()
    if options.step:
        step, name, folder = options.step
        run = {"train": train, "answer": answer}[step]
        print(json.dumps(run(name, options.data[0], options.train_file, Path(folder))))
        return
    for data in options.data:
        lines = [
            "", f"## {data.name}, {options.train_file}", "",
            f"{date.today():%Y-%m-%d}, {machine()}, one thread.", "",
            f"| {' | '.join(COLUMNS)} |", f"| --- |{' ---: |' * (len(COLUMNS) - 1)}",
        ]  # fmt: skip
        add(lines)
        for name in options.systems:
            add([measure(name, data.absolute(), options.train_file)])


def add(lines: Sequence[str]) -> None:
    """At once, so that a run that is cut off leaves what it has."""
    print(*lines, sep="\n", flush=True)
    with PAGE.open("a", encoding="utf-8") as page:
        page.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
