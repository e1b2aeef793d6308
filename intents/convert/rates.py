"""Today's exchange rates: those at hand, those of the bank, or the last that are known."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.files import MEGABYTE, read_text, write_atomically
from assistant.plugins.api import Context
from assistant.problems import AssistantError

from .bank import BankError, Rates, fetch, read

FILE = "rates.json"  # in the cache: {"asked": day, "answer": the bank's, as it came}


@dataclass(frozen=True)
class Found:
    """Rates, and why they are not new ones where they should be."""

    rates: Rates
    trouble: BankError | None = None


def look_up(ctx: Context) -> Found:
    """The rates. Raises BankError when there are none, not even old ones."""
    today = ctx.now.date()
    asked, known = _recall(ctx.cache / FILE)
    if known is not None and asked == today:
        return Found(known)
    try:
        answer = fetch(ctx)
        rates = read(answer)
    except BankError as error:
        if known is None:
            raise
        return Found(known, error)
    with suppress(AssistantError):  # without a cache it is asked again
        data = {"asked": today.isoformat(), "answer": answer}
        write_atomically(ctx.cache / FILE, json.dumps(data).encode())
    return Found(rates)


def _recall(path: Path) -> tuple[date | None, Rates | None]:
    """The day of the last answer, and what it says; a broken file is as good as none."""
    try:
        data: Mapping[str, Any] = json.loads(read_text(path, MEGABYTE))
        return date.fromisoformat(data["asked"]), read(str(data["answer"]))
    except (AssistantError, BankError, ValueError, KeyError, TypeError, RecursionError):
        return None, None
