"""Figures → benchmarks/RESULTS.md."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


@dataclass(frozen=True)
class Figure:
    what: str
    value: float
    target: str
    reached: bool
    note: str


def machine() -> str:
    """The machine, in words, without its name."""
    cores = processor = ""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(x.partition(":")[2].strip() for x in lines if x.startswith("model name"))
        cores = f"{sum(x.startswith('processor') for x in lines)} shared cores, "
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    return f"{processor}, {cores}{platform.system()}, Python {platform.python_version()}"


def write(figures: Sequence[Figure], sections: Sequence[str]) -> None:
    """Replace RESULTS.md."""
    rows = [
        f"| {f.what} | {f.value:.3g} | {f.target} "
        f"| {'reached' if f.reached else '**missed**'} | {f.note} |"
        for f in figures
    ]
    text = "\n".join(
        [
            "# Results", "",
            f"Written by `python -m benchmarks` on {date.today():%Y-%m-%d}: {machine()}.", "",
            "Ratios within one run can be trusted; seconds depend on the machine and its mood.", "",
            "Data sets at full size: [FULL_SIZE.md](FULL_SIZE.md). Beside other systems:",
            "[PEERS.md](PEERS.md). Few examples: [the model card](../models/README.md).", "",
            "| what | measured | target | | |", "| --- | ---: | --- | --- | --- |",
            *rows, "", *sections,
        ]
    )  # fmt: skip
    RESULTS.write_text(text.rstrip() + "\n", encoding="utf-8")
