"""TOML files read with care: every mistake is said with its file, its place and what to do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from assistant.files import read_text
from assistant.problems import AssistantError

T = TypeVar("T")
D = TypeVar("D")
KINDS: Mapping[type, str] = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list in square brackets",
    dict: "a table",
}


def read_table(path: Path) -> "Table":
    """The whole of a TOML file. Raises AssistantError with the line of a mistake."""
    return parse_table(read_text(path), path)


def parse_table(text: str, path: Path) -> "Table":
    """The table that the text of a TOML file is. Raises AssistantError as `read_table` does."""
    import tomllib

    try:
        return Table(tomllib.loads(text), path)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        raise AssistantError(
            f"The file is not valid TOML: {what}.",
            where=", ".join(filter(None, [str(path), place.rstrip(")")])),
            remedy="Mend that line; texts need quotes, lists square brackets.",
        ) from error
    except RecursionError as error:
        raise AssistantError(
            "The file is nested too deeply.", where=str(path), remedy="Make it flatter."
        ) from error


class Table:
    """A table of a TOML file that knows where it stands. Every reader raises AssistantError."""

    def __init__(self, data: Mapping[str, object], file: Path, place: str = "") -> None:
        self.data = data
        self.file = file
        self.place = place  # "[[intent]] 2, slots"

    def need(self, key: str, kind: type[T]) -> T:
        """The value of `key`, which must be there and be a `kind`."""
        if key not in self.data:
            raise self.error(f"The key {key!r} is missing.", f"Add it: {key} = {KINDS[kind]}.")
        value = self.data[key]
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:  # not isinstance: true is no number here
            raise self.error(
                f"{key!r} must be {KINDS[kind]}, not {_show(value)}.", f"Mend the value of {key!r}."
            )
        return value

    def get(self, key: str, kind: type[T], default: D) -> T | D:
        """The value of `key`, which must be a `kind`; the default when it is not there."""
        return self.need(key, kind) if key in self.data else default

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """A text that must be one of `choices`."""
        value = self.get(key, str, default)
        self.among(value, choices, f"value of {key!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none when the key is not there."""
        values = self.get(key, list, [])
        for number, value in enumerate(values, 1):
            if not isinstance(value, str):
                raise self.error(
                    f"Entry {number} of {key!r} must be {KINDS[str]}, not {_show(value)}.",
                    "Put it in quotes.",
                )
        return tuple(values)

    def table(self, key: str) -> "Table":
        """The table under `key`; an empty one when it is not there."""
        return Table(self.get(key, dict, {}), self.file, self._within(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables under `[[key]]`, in order."""
        for number, value in enumerate(self.get(key, list, []), 1):
            table = Table({}, self.file, self._within(f"[[{key}]] {number}"))
            if not isinstance(value, dict):
                raise table.error(f"{key!r} must be a list of tables.", f"Write [[{key}]] there.")
            table.data = value
            yield table

    def text_by(self, key: str, keys: Iterable[str]) -> dict[str, str]:
        """A table of texts, such as one a language, with no other keys than `keys`."""
        table = self.table(key)
        table.only(keys)
        return {name: table.need(name, str) for name in table.data}

    def only(self, known: Iterable[str]) -> None:
        """Refuse keys that are not `known`, naming the one that was probably meant."""
        known = tuple(known)
        for key in self.data:
            self.among(key, known, "key")

    def among(self, value: str, choices: Iterable[str], what: str) -> None:
        """Refuse a `value` that is not among `choices`, naming the one that was probably meant."""
        choices = tuple(choices)
        if value not in choices:
            raise self.error(f"Unknown {what}: {value!r}.", did_you_mean(value, choices))

    def error(self, what: str, remedy: str) -> AssistantError:
        where = ", ".join(filter(None, [str(self.file), self.place]))
        return AssistantError(what, where=where, remedy=remedy)

    def _within(self, key: str) -> str:
        return ", ".join(filter(None, [self.place, key]))


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A remedy for a wrong word: the choice that looks most like it, else all of them."""
    from difflib import get_close_matches

    choices = tuple(choices)
    if close := get_close_matches(word[:100], choices, 1, 0.6):
        return f"Did you mean {close[0]!r}?"
    return f"Use one of: {', '.join(choices)}." if choices else "Remove it."


def _show(value: object) -> str:
    shown = re.sub(r"\s+", " ", repr(value))
    return shown if len(shown) <= 40 else shown[:39] + "…"
