"""What a slot of the kind "datetime" says: an Instant, or a Day where no time of day was said.

"tomorrow at 7" and "in ten minutes" are Instants, "tomorrow" and 다음 주 월요일 are Days. In a
message that has an instant its days are none, and days in a repetition ("every monday") never are.
"""

from datetime import datetime

from assistant.values import Spotted, dates, instants, recurrences
from assistant.values.dates import Day
from assistant.values.instants import Instant


def parse(words: str, now: datetime) -> Instant | Day | None:
    """What `words` mean; None unless every word is explained."""
    return instants.parse(words, now) or dates.parse(words, now)


def spot(text: str, now: datetime) -> tuple[Spotted, ...]:
    """The instants standing in a message; its days when there are none."""
    found = instants.spot(text, now)
    if found:
        return found
    repeats = recurrences.spot(text, now)
    return tuple(
        day
        for day in dates.spot(text, now)
        if all(day.end <= other.start or other.end <= day.start for other in repeats)
    )
