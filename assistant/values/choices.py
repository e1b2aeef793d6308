"""The values that a slot declares itself, each with its wordings in any language."""

import re
import unicodedata
from collections.abc import Iterator

from assistant.values import Spotted, Values
from assistant.values.endings import ENDING, is_ending
from assistant.values.rules import LONGEST_TEXT


def fold(wording: str) -> str:
    """A wording as it is compared: without case, composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", wording).casefold().split())


def shared_wording(values: Values) -> tuple[str, str, str] | None:
    """A wording that stands for two of the values, and these two; None where there is none."""
    owners: dict[str, str] = {}
    for value, row in values.items():
        for wording in (value, *row):
            owner = owners.setdefault(fold(wording), value)
            if owner != value:
                return wording, owner, value
    return None


def parse(words: str, values: Values) -> str | None:
    """The value that all of `words` mean; Korean particles may stick to them."""
    table = _table(values)
    said = fold(words[:LONGEST_TEXT])
    bare = said.strip(" .,!?'\"“”‘’")
    return next((table[each] for each in (said, *_readings(bare)) if each in table), None)


def spot(text: str, values: Values) -> tuple[Spotted, ...]:
    """The wordings that stand in a message as whole words, the longest where several begin."""
    table = _table(values)
    spotted = []
    for match in re.finditer(_pattern(table), text[:LONGEST_TEXT], re.IGNORECASE):
        value = table.get(fold(match.group()))
        if value is not None:  # ẞ and its like differ from their folded form
            spotted.append(Spotted(match.start(), match.end(), value))
    return tuple(spotted)


def _table(values: Values) -> dict[str, str]:
    """The value by its folded wording."""
    return {fold(each): value for value, row in values.items() for each in (value, *row)}


def _readings(said: str) -> Iterator[str]:
    yield said
    for cut in range(len(said) - 1, max(0, len(said) - 8), -1):
        if is_ending(said[cut:]):
            yield said[:cut].rstrip()


def _pattern(table: dict[str, str]) -> str:
    longest_first = sorted(table, key=len, reverse=True)
    wordings = (re.escape(each).replace(r"\ ", r"\s+") for each in longest_first)
    return rf"(?<!\w)(?:{'|'.join(wordings)})(?={ENDING}(?!\w))"
