"""YAML as a tree of texts with line numbers: nothing is converted, no alias is followed.

`- yes` stays the text "yes", and a few bytes of nested aliases cannot become gigabytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from assistant.files import MEGABYTE
from assistant.plugins.exchange.values import read_source
from assistant.problems import AssistantError

LARGEST = 8 * MEGABYTE  # parsing takes longer than for other formats
DEEPEST = 30

_BREAKS = re.compile("[\x85\u2028\u2029]")  # they would end a line, here alone
_NOT_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, number, yes or null, as it was written."""

    value: str
    line: int  # where it begins
    block: bool = False  # written with |: its lines are lines of the file, from the next one on

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its lines, with the numbers they have in the file as far as that can be told."""
        for number, text in enumerate(self.value.split("\n"), 1):
            yield (self.line + number if self.block else self.line), text


@dataclass(frozen=True, slots=True)
class List:
    items: "tuple[Tree, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    entries: "dict[str, Tree]"
    line: int

    def text(self, key: str) -> str:
        """The text under `key`, "" when there is none."""
        found = self.entries.get(key)
        return found.value if isinstance(found, Text) else ""

    def items(self, key: str) -> "tuple[Tree, ...]":
        """The items of the list under `key`, none when there is no list."""
        found = self.entries.get(key)
        return found.items if isinstance(found, List) else ()


Tree = Text | List | Table


def read_documents(file: Path) -> list[Tree]:
    """The documents of a YAML file.

    Raises AssistantError with the line of a mistake, for aliases, and for deep nesting.
    """
    import yaml

    text = _BREAKS.sub(" ", read_source(file, LARGEST))
    if strange := _NOT_YAML.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        what = f"The character U+{ord(strange[0]):04X} cannot stand in YAML."
        raise _error(what, file, line, "Remove it.")
    # The one that is written in C is twenty times faster.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(file).documents(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(
            f"The file is not valid YAML: {error.problem or error.context}.",
            file, mark.line + 1 if mark else 1,
            "Mend that line; a text that begins with [ or { or has a colon needs quotes.",
        ) from error  # fmt: skip
    except yaml.YAMLError as error:
        raise _error("The file is not valid YAML.", file, 1, "Check it.") from error


def can_hold(text: str) -> bool:
    """Whether YAML can hold all characters of a text."""
    return not _NOT_YAML.search(text)


class _Builder:
    """Trees out of the parser's events, without recursion."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def documents(self, events: Iterator[Any]) -> list[Tree]:
        import yaml

        opened: list[tuple[bool, int, list[Tree]]] = []  # whether a table, its line, what is in it
        done: list[Tree] = []
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.AliasEvent):
                self._refuse(
                    "Aliases (such as *name) are not read.", line, "Write out what it stands for."
                )
            elif isinstance(event, yaml.ScalarEvent):
                tree: Tree = Text(event.value, line, event.style == "|")
            elif isinstance(event, yaml.CollectionStartEvent):
                if len(opened) == DEEPEST:
                    self._refuse("The file is nested too deeply.", line, "Make it flatter.")
                opened.append((isinstance(event, yaml.MappingStartEvent), line, []))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                is_table, line, inside = opened.pop()
                tree = self._table(inside, line) if is_table else List(tuple(inside), line)
            else:
                continue
            (opened[-1][2] if opened else done).append(tree)
        return done

    def _table(self, inside: list[Tree], line: int) -> Table:
        entries: dict[str, Tree] = {}
        for key, value in zip(inside[::2], inside[1::2], strict=True):
            if isinstance(key, Text):
                if key.value in entries:
                    self._refuse(
                        f"The key {key.value[:40]!r} stands twice in one place.",
                        key.line,
                        "Join the two.",
                    )
                entries[key.value] = value
        return Table(entries, line)

    def _refuse(self, what: str, line: int, remedy: str) -> NoReturn:
        raise _error(what, self.file, line, remedy)


def _error(what: str, file: Path, line: int, remedy: str) -> AssistantError:
    return AssistantError(what, where=f"{file}, line {line}", remedy=remedy)
