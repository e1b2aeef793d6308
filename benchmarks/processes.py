"""Timing whole processes, in turns, so that a drift of the machine hits both sides alike."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path


def seconds(command: Sequence[str], home: Path) -> float:
    """Wall-clock time of one run. Raises CalledProcessError when the command fails."""
    began = time.perf_counter()
    subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "ASSISTANT_HOME": str(home)},
    )  # fmt: skip
    return time.perf_counter() - began


def in_turns(
    ours: Sequence[str], theirs: Sequence[str], home: Path, runs: int = 9
) -> tuple[float, float, float]:
    """Median seconds of both commands, and the median of the ratios pair by pair."""
    seconds(ours, home), seconds(theirs, home)
    pairs = [(seconds(ours, home), seconds(theirs, home)) for _ in range(runs)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
