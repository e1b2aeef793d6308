"""What an evaluation found, as a page to read: Markdown, or HTML where the file's name says so.

Figures, confusion pairs, the surest mistakes, a reliability diagram, and what refusing costs at
every threshold.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import numpy as np

from assistant.files import write_atomically
from assistant.problems import AssistantError
from assistant.training.evaluation import Answer, figures, reliability

PAIRS = 20  # confusion pairs
MISTAKES = 30  # worst examples
BAR = 20  # characters of a full bar

EXPLAINED = {
    "rows": "messages read",
    "intent_accuracy": "in scope: the most probable intent is the right one",
    "intent_f1_macro": "F1, the mean over all intents",
    "slot_f1": "F1 of exact spans, over all slots",
    "exact_match": "intent and all slots right",
    "in_scope_kept": "share of in-scope messages not refused",
    "oos_recall": "share of out-of-scope messages refused",
    "oos_precision": "share of refused messages that are out of scope",
    "auroc": "how often an in-scope message scores above an out-of-scope one",
    "fpr95": "out-of-scope messages let in where 95 % of the others are",
    "calibration_error": "mean gap between confidence and being right, in scope",
    "p50": "milliseconds a message, median",
    "p99": "milliseconds a message, 99 of 100 are faster",
}


@dataclass(frozen=True)
class Table:
    """A titled table; numbers stand right, a `Share` is drawn as a bar too."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class Share(float):
    """A number from 0 to 1 that is drawn."""


def write_report(
    file: Path, model: str, data: str, answers: Sequence[Answer], further: Sequence[Table] = ()
) -> None:
    """`further` tables stand at the end.

    Raises AssistantError when the name ends neither in .md nor in .html, or cannot be written.

    Raises ValueError when there are no answers.
    """
    render = {".md": markdown, ".html": html}.get(file.suffix.lower())
    if render is None:
        raise AssistantError(
            "A report is Markdown or HTML.", where=str(file),
            remedy="End the name of the file in .md or .html.",
        )  # fmt: skip
    write_atomically(file, render(f"{model} on {data}", [*tables(answers), *further]).encode())


def tables(answers: Sequence[Answer]) -> list[Table]:
    """Everything that the report says. Raises ValueError when there are no answers."""
    found = asdict(figures(answers))
    pairs = found.pop("confusions")
    found |= found.pop("latency_ms")
    inside = [answer for answer in answers if answer.belongs]
    wrong = sorted(
        (answer for answer in answers if answer.given != answer.row.intent),
        key=lambda answer: -answer.confidence,
    )
    return [
        Table(
            "Figures", "“–” where the data cannot tell.", ("figure", "value", "meaning"),
            tuple((name, value, EXPLAINED[name]) for name, value in found.items()),
        ),
        Table(
            "Taken for another", "The most frequent pairs.", ("times", "expected", "understood"),
            tuple((count, expected, got) for expected, got, count in pairs[:PAIRS]),
        ),
        Table(
            "Surest mistakes", "Wrong answers, the most confident first.",
            ("confidence", "expected", "understood", "message"),
            tuple((a.confidence, a.row.intent, a.given, a.row.text) for a in wrong[:MISTAKES]),
        ),
        Table(
            "Reliability", "Of 100 messages read with a confidence of 0.9, 90 should be right.",
            ("messages", "confidence", "right", ""),
            tuple((b.rows, b.confidence, b.right, Share(b.right)) for b in reliability(inside)),
        ),
        Table(
            "Out of scope", "What each threshold would keep and refuse.",
            ("threshold", "in scope kept", "out of scope refused", ""),
            scope_curve(answers),
        ),
    ]  # fmt: skip


def scope_curve(answers: Sequence[Answer]) -> tuple[tuple[object, ...], ...]:
    """(threshold, share of in-scope rows kept, of out-of-scope rows refused, the same as a bar)."""
    scope = np.array([answer.seen.scope for answer in answers])
    belongs = np.array([answer.belongs for answer in answers])
    if belongs.all() or not belongs.any():
        return ()
    return tuple(
        (
            float(threshold),
            float((scope[belongs] >= threshold).mean()),
            refused := float((scope[~belongs] < threshold).mean()),
            Share(refused),
        )
        for threshold in np.linspace(0.05, 0.95, 19)
    )


def markdown(title: str, found: Sequence[Table]) -> str:
    """Messages are quoted so that nothing in them is read as Markdown."""
    lines = [f"# {_in_cell(title)}"]
    for table in found:
        lines += ["", f"## {table.title}", "", table.note]
        if not table.rows:
            lines += ["", "Nothing."]
            continue
        right = [isinstance(cell, int | float) for cell in table.rows[0]]
        lines += [
            "",
            f"| {' | '.join(table.columns)} |",
            f"| {' | '.join('---:' if r else '---' for r in right)} |",
            *(f"| {' | '.join(_in_cell(_text(cell)) for cell in row)} |" for row in table.rows),
        ]
    return "\n".join(lines) + "\n"


def html(title: str, found: Sequence[Table]) -> str:
    """One page without scripts and without anything from elsewhere."""
    parts = [f"<h1>{escape(title)}</h1>"]
    for table in found:
        head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
        body = "\n".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in table.rows)
        parts.append(
            f"<h2>{escape(table.title)}</h2>\n<p>{escape(table.note)}</p>\n"
            + (f"<table>\n<tr>{head}</tr>\n{body}\n</table>" if table.rows else "<p>Nothing.</p>")
        )
    return PAGE.format(title=escape(title), body="\n".join(parts))


PAGE = """<!doctype html>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 1rem }}
td, th {{ padding-right: .8rem; text-align: left; vertical-align: top }}
.number {{ text-align: right; font-variant-numeric: tabular-nums }}
meter {{ width: 12rem }}
</style>
{body}
"""


def _text(cell: object) -> str:
    if isinstance(cell, Share):
        return "█" * round(cell * BAR) or "·"
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "–" if cell is None else str(cell)


def _in_cell(text: str) -> str:
    """Any text as one line of a Markdown table."""
    for special in "\\|`*_[]<>#":
        text = text.replace(special, f"\\{special}")
    return " ".join(text.split())


def _html_cell(cell: object) -> str:
    if isinstance(cell, Share):
        return f'<td><meter value="{cell:.3f}"></meter></td>'
    number = ' class="number"' if isinstance(cell, int | float) else ""
    return f"<td{number}>{escape(_text(cell))}</td>"
