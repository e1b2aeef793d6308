"""Repetitions in English and Korean: "every weekday", "every other friday", 매주 월요일, 매달 1일.

- "every weekday" and 평일마다 are Monday to Friday, "every weekend" and 주말마다 Saturday and
  Sunday.
- "on mondays" and "weekends at 9" repeat too; "on monday" and 주말에 do not.
- A part of the day belongs to it while no time follows: "every morning", 매일 아침.
- What leaves days out in a way that is not understood ("every day except holidays") is nothing.
  What is left out elsewhere in a message is read in recurrence_exceptions.py.
- A time of day is none of it: in "every monday at 7" the seven is an instant.
"""

import re
from dataclasses import replace
from datetime import datetime
from functools import cache

from assistant.values import Spotted, english_recurrences, korean_recurrences
from assistant.values.recurrence_sums import Recurrence as Recurrence
from assistant.values.rules import (
    LONGEST_TEXT,
    Rule,
    as_said,
    longest,
    lowered,
    read,
    readings,
    rule,
    scan,
)

_LEADS = re.compile(r"(?:(?:on|at|for)\s+)+")


def parse(words: str, now: datetime) -> Recurrence | None:
    """The repetition that `words` mean; None unless every word is explained."""
    said = as_said(words)
    for reading in readings(said, _LEADS):
        found = read(_rules(), reading, None)
        if found:
            return replace(found, said=said)
    return None


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The repetitions standing in a message; the longest wins."""
    return tuple(
        Spotted(start, end, replace(found, said=text[start:end]))
        for start, end, found in longest(scan(_rules(), lowered(text[:LONGEST_TEXT]), None))
        if found
    )


@cache
def _rules() -> tuple[Rule[None, Recurrence], ...]:
    """The rules of both languages, and what `Recurrence.iso` writes."""
    iso = r"freq=[a-z]+(?:;[a-z]+=[-0-9a-z,]+)*"
    return (*english_recurrences.rules(), *korean_recurrences.rules(), rule(iso, _iso))


def _iso(match: re.Match[str], _: None) -> Recurrence | None:
    try:
        return Recurrence.from_iso(match.group().upper())
    except ValueError:
        return None
