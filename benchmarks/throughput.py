"""`python -m benchmarks.throughput`: rows a second and memory of a training, by its corpus' size.

Each size runs in a process of its own, for a few hundred batches of its first epoch.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
INTENTS = 150
STEPS = 300


def write_rows(file: Path, count: int) -> None:
    """Random sentences of three to twelve words; what they say does not matter here."""
    chance = random.Random(0)
    words = ["".join(chance.choices("aeioulmnrst", k=chance.randint(2, 8))) for _ in range(5_000)]
    with file.open("w") as lines:
        for number in range(count):
            text = " ".join(chance.choices(words, k=chance.randint(3, 12)))
            row = {"text": text, "intent": f"intent {number % INTENTS}", "lang": "en"}
            lines.write(json.dumps(row) + "\n")


def measure(folder: Path) -> dict[str, float]:
    """In this process: seconds until the first batch is done, rows a second then, peak memory."""
    import torch

    from assistant.training.data_sets import read_data_set
    from assistant.training.learning import learn
    from assistant.training.trainer import Recipe, Step

    torch.set_num_threads(1)
    began = first = time.perf_counter()
    for event in learn(read_data_set(folder)):
        assert isinstance(event, Step)
        if event.step == 1:
            first = time.perf_counter()
        if event.step == STEPS or event.ends_epoch:
            break
    seconds = time.perf_counter() - first
    return {
        "start_s": first - began,
        "rows_per_s": (event.step - 1) * Recipe().batch_size / seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
        return
    print("| rows | until the first batch | rows a second | peak memory |")
    print("| ---: | ---: | ---: | ---: |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_rows(Path(folder) / "train.jsonl", size)
            command = [sys.executable, "-m", "benchmarks.throughput", folder]
            done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE)
        found = json.loads(done.stdout.splitlines()[-1])
        print(
            f"| {size:,} | {found['start_s']:.0f} s | {found['rows_per_s']:.0f} "
            f"| {found['peak_mb']:.0f} MB |", flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
