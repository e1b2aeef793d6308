"""All benchmarks: `python -m benchmarks`, about six minutes."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks import (
    dated,
    held_apart,
    many_plugins,
    reading,
    report,
    requests,
    retraining,
    several,
    starting,
    studio,
    teaching,
    xray,
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "config.toml").write_text("first_start_done = true\n")
        figures = starting.measure(home) + many_plugins.measure(home)
        latencies, by_cell = reading.measure()
        figures += latencies + teaching.measure() + studio.measure()
        figures += retraining.measure(home) + xray.measure(home)
        sections = [requests.measure(), several.measure()]
        sections += [held_apart.measure(), dated.measure(), by_cell]
        report.write(figures, sections)
    print(report.RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
