"""Phrases that differ only in the values of their slots, so that a split does not cut through them.

A corpus expanded from templates has near copies of every test row among its train rows: measured
by row it seems understood when it is remembered.
"""

import re
from collections.abc import Iterable

from assistant.training.corpus import Row
from assistant.training.evaluation import Answer


def template(row: Row) -> str:
    """The phrase with its slots blanked, without case, spaces and punctuation."""
    text = row.text
    for start, end, name in sorted(row.slots or (), reverse=True):
        text = f"{text[:start]} <{name}> {text[end:]}"
    return re.sub(r"[^\w<>]|_", "", text.casefold())


def by_template(
    answers: Iterable[Answer], learned_from: Iterable[Row]
) -> tuple[list[Answer], list[Answer]]:
    """The answers to rows whose template was learned from, and the others."""
    known = set(map(template, learned_from))
    parts: tuple[list[Answer], list[Answer]] = [], []
    for answer in answers:
        parts[template(answer.row) not in known].append(answer)
    return parts
