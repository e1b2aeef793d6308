"""Days as bars between their coldest and their warmest, on one scale, in plain characters."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

CHARTED = 3  # days, from which they are drawn on a scale; of fewer there is more to say
WIDTH = 10  # cells of the scale; the whole fits beside a turn's edges at 50 columns
FILLED = {(False, False): "─", (True, False): "╾", (False, True): "╼", (True, True): "━"}


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    low: float
    high: float
    ends: tuple[str, str]  # what stands before and behind the bar
    note: str = ""


def chart(bars: Sequence[Bar], head: str) -> str:
    """A Markdown block of code with a line for each bar; `head` stands over the notes."""
    coldest = min(bar.low for bar in bars)
    span = max(bar.high for bar in bars) - coldest
    before, behind = (max(cells(bar.ends[end]) for bar in bars) for end in (0, 1))
    label = max(cells(bar.label) for bar in bars)
    start = label + 2 + before + 1 + WIDTH + 1 + behind + 2
    lines = [" " * start + head] if any(bar.note for bar in bars) else []
    for bar in bars:
        row = _row(bar, coldest, span)
        low, high = _padded(bar.ends[0], before), _padded(bar.ends[1], behind)
        name = bar.label + " " * (label - cells(bar.label))
        lines.append(f"{name}  {low} {row} {high}  {bar.note}".rstrip())
    return "\n".join("    " + line for line in lines)


def cells(text: str) -> int:
    """How wide a terminal draws it: Hangul takes two cells."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _row(bar: Bar, coldest: float, span: float) -> str:
    """The scale with the bar on it, exact to half a cell and never without any."""
    halves = 2 * WIDTH
    first = round((bar.low - coldest) / span * halves) if span else 0
    last = round((bar.high - coldest) / span * halves) if span else halves
    first = min(first, halves - 1)
    filled = [first <= half < max(last, first + 1) for half in range(halves)]
    return "".join(FILLED[pair] for pair in zip(filled[::2], filled[1::2], strict=True))


def _padded(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text
