"""What the bundled models forget of messages, by how long these are."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.paths import bundled
from assistant.training.corpus import Row
from assistant.training.report import Table
from assistant.understanding.bundle import read_bundle
from assistant.understanding.model import Model
from assistant.understanding.tokenizer import clean
from assistant.understanding.understanding import OUT_OF_SCOPE
from assistant.xray.memory import kept_of, ratio_of

CELLS = ("rnn", "lstm", "gru")
LENGTHS = ((1, 4), (5, 8), (9, 16), (17, 32), (33, None))  # pieces, both included
SAMPLED = 60  # messages of each length whose gradient is measured


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One cell on the messages of one length."""

    cell: str
    shortest: int  # pieces
    longest: int | None
    messages: int
    measured: int  # of them, for the ratio
    ratio: float | None  # mean gradient at the first piece over that at the last, forward way
    labelled: int  # messages whose intent the model knows
    accuracy: float | None  # of these: taken for that intent, and not refused


def forgetting(rows: Sequence[Row], seed: int = 0) -> tuple[Forgotten, ...]:
    """For each bundled cell and each length; None for what no message can tell.

    Raises AssistantError when a bundled model cannot be read.
    """
    found = []
    for cell in CELLS:
        model = read_bundle(bundled("models") / cell).model()
        by_length: dict[tuple[int, int | None], list[Row]] = {span: [] for span in LENGTHS}
        for row in rows:
            if span := _length(len(model.tokenizer.pieces(clean(row.text)))):
                by_length[span].append(row)
        for span, some in by_length.items():
            # A generator for each length: what is drawn of one depends on no other.
            sample = random.Random(f"{seed} {span}").sample(some, min(SAMPLED, len(some)))
            intents = set(model.classifier.labels) - {OUT_OF_SCOPE}
            known = [row for row in some if row.intent in intents]
            right = [_is_right(model, row) for row in known]
            found.append(
                Forgotten(
                    cell, *span, len(some), len(sample), _mean_ratio(model, sample), len(known),
                    float(np.mean(right)) if right else None,
                )
            )  # fmt: skip
    return tuple(found)


def _length(pieces: int) -> tuple[int, int | None] | None:
    """Of LENGTHS; None for no pieces at all."""
    for low, high in LENGTHS:
        if low <= pieces and (high is None or pieces <= high):
            return low, high
    return None


def _mean_ratio(model: Model, rows: Sequence[Row]) -> float | None:
    ratios = []
    for row in rows:
        ids = [piece.id for piece in model.tokenizer.pieces(clean(row.text))]
        ratios.append(ratio_of(kept_of(model.encoder, ids)[0]))
    return float(np.mean(ratios)) if ratios else None


def _is_right(model: Model, row: Row) -> bool:
    """Whether what is acted upon is the intent of the row."""
    intent = model.understand(row.text).intent
    return intent is not None and intent.name == row.intent


def table(found: Sequence[Forgotten]) -> Table:
    """As a part of a report: a row a length, two columns a cell."""
    rows: list[tuple[object, ...]] = []
    for low, high in LENGTHS:
        cells = [one for one in found if (one.shortest, one.longest) == (low, high)]
        figures = [figure for one in cells for figure in (one.ratio, one.accuracy)]
        rows.append((span(low, high), cells[0].messages, *figures))
    heads = [f"{cell} {figure}" for cell in CELLS for figure in ("ratio", "right")]
    return Table(
        "Memory",
        "The gradient at the first piece over that at the last, forward way (near 0: forgotten), "
        f"mean of at most {SAMPLED} messages; and the share understood rightly, of the messages "
        "whose intents the bundled models know.",
        ("pieces", "messages", *heads),
        tuple(rows),
    )


def span(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else f"{low}–{high}"
