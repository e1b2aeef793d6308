"""Words that look like a value and are none where they stand: "8 glasses", "call may" and the
"weekly" of "the weekly report"."""

from assistant.values import english_dates, english_recurrences, english_times
from assistant.values.rules import lowered


def is_lookalike(kind: str, text: str, start: int, end: int) -> bool:
    """Whether the words there are no value of that kind (see `assistant.values`)."""
    low = lowered(text)
    match kind:
        case "recurrence":
            return english_recurrences.describes(low, start, end)
        case "date":
            return english_dates.is_name(low, start, end)
        case "time":
            return english_times.counts(low, start, end)
        case "datetime":
            counts = english_times.counts(low, start, end)
            return counts or english_dates.is_name(low, start, end)
    return False
