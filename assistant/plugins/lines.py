"""The line of a plugin's file that a mistake is on.

What reads a manifest knows its place in the file's structure ("[[intent]] 2 (coffee.brew), slots");
the TOML library tells no lines. They are looked for here, only once something is wrong.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.files import read_text
from assistant.problems import AssistantError, Problem

_LINE = re.compile(r", line \d+")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*["']?([\w.-]+)["']?\s*=""")
_ENTRY = re.compile(r"\[\[(\w+)\]\] (\d+)")  # the place of an entry, as Table names it
_QUOTED = re.compile(r"'([^']+)'|“([^”]+)”")
_DECORATOR = re.compile(r"\s*@(?:\w+\.)*intent\(")


@dataclass(frozen=True)
class _Region:
    """Some lines of a file, by number from 0; the last one is exclusive."""

    start: int
    end: int


def with_line(problem: Problem, file: Path) -> Problem:
    """The problem with the line in its `where`, if it is one of `file` and its line is found."""
    place = problem.where.removeprefix(str(file))
    if place == problem.where or _LINE.match(place):
        return problem
    with suppress(AssistantError):
        lines = read_text(file).split("\n")
        find = _python_line if file.suffix == ".py" else _toml_line
        number = find(lines, place.removeprefix(", "), problem)
        if number is not None:
            return replace(problem, where=f"{file}, line {number + 1}{place}")
    return problem


def line_with(file: Path, words: str) -> int | None:
    """The number, from 1, of the first line that has the words; None when none has."""
    with suppress(AssistantError):
        for number, line in enumerate(read_text(file).split("\n"), 1):
            if words in line:
                return number
    return None


def _python_line(lines: list[str], place: str, problem: Problem) -> int | None:
    """The line of the decorator, the entry's number being its place among them."""
    entry = _ENTRY.match(place)
    if entry is None:
        return None
    decorators = [number for number, line in enumerate(lines) if _DECORATOR.match(line)]
    number = int(entry[2])
    return decorators[number - 1] if number <= len(decorators) else None


def _toml_line(lines: list[str], place: str, problem: Problem) -> int | None:
    headers = list(_headers(lines))
    first = headers[0][0] if headers else len(lines)
    region = _Region(0, first if not place else len(lines))
    path: list[str] = []
    for step in filter(None, place.split(", ")):
        entry = _ENTRY.match(step)
        name = entry[1] if entry else step
        path.append(name)
        if entry:
            found = _entry(headers, path, int(entry[2]), region)
        else:
            found = _table(headers, path, region) or _value(lines, name, region)
        if found is None:
            break
        region = found
    return _named(lines, region, problem)


def _headers(lines: list[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Each header's line, its dotted name in parts, and whether it is one of several entries."""
    for number, line in enumerate(lines):
        if header := _HEADER.match(line):
            parts = [part.strip(" \"'") for part in header[2].split(".")]
            yield number, parts, header[1] == "[["


def _entry(
    headers: list[tuple[int, list[str], bool]], path: list[str], number: int, within: _Region
) -> _Region | None:
    starts = [
        at for at, name, several in headers
        if several and name == path and within.start <= at < within.end
    ]  # fmt: skip
    if number > len(starts):
        return None
    start = starts[number - 1]
    ends = [at for at, name, _ in headers if at > start and (name == path or name[0] != path[0])]
    return _Region(start, min([*ends, within.end]))


def _table(
    headers: list[tuple[int, list[str], bool]], path: list[str], within: _Region
) -> _Region | None:
    inside = [
        at for at, name, _ in headers
        if name[: len(path)] == path and within.start <= at < within.end
    ]  # fmt: skip
    if not inside:
        return None
    ends = [at for at, name, _ in headers if at > inside[0] and name[: len(path)] != path]
    return _Region(inside[0], min([*ends, within.end]))


def _value(lines: list[str], key: str, within: _Region) -> _Region | None:
    """The lines of `key = …`, however many; also of a key inside of braces."""
    for start in range(within.start, within.end):
        if re.search(rf"""(?:^|[\s{{,.])["']?{re.escape(key)}["']?\s*[=.]""", lines[start]):
            end = start + 1
            while end < within.end and not (_KEY.match(lines[end]) or _HEADER.match(lines[end])):
                end += 1
            return _Region(start, end)
    return None


def _named(lines: list[str], region: _Region, problem: Problem) -> int:
    """The line of the region that has what the problem names, else its first."""
    rows = range(region.start, max(region.end, region.start + 1))
    quoted = [first or second for first, second in _QUOTED.findall(problem.what)]
    keys = [match[1] for row in rows if row < len(lines) and (match := _KEY.match(lines[row]))]
    said = re.findall(r"[\w-]+", f"{problem.what} {problem.remedy}")
    for word in (*quoted, *(key for key in keys if key in said)):
        for row in rows:
            if row < len(lines) and re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", lines[row]):
                return row
    return region.start
