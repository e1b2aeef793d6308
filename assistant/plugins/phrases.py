"""Where the phrases of an intent stand, and reading them: only when somebody wants them.

Answering needs handlers and slots; only training and lists need thousands of phrases. So a manifest
holds sources, and a mistake in one line costs that line, with a problem that names it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.catalogue import LANGUAGES
from assistant.files import read_text
from assistant.korean import language_of
from assistant.plugins.examples import Example, parse_example
from assistant.problems import AssistantError, Problem
from assistant.tables import did_you_mean

Origin = Literal["builtin", "plugin", "own"]
NOT = "not"  # in the place of a language: phrases that must not end at this intent
KINDS = (*LANGUAGES, NOT)
EXAMPLES = "examples"  # the folder of a plugin's phrase files
REPORTED = 10  # problems a source; more would only hide the others


@dataclass(frozen=True, slots=True)
class Phrase:
    """An example and whose it is."""

    example: Example
    language: str
    origin: Origin
    negative: bool = False  # it must not end at this intent


@dataclass(frozen=True, slots=True)
class Source:
    """A place with phrases of one intent: a file, which may be missing, or a manifest's lines."""

    kind: str  # a language, or NOT
    origin: Origin
    file: Path
    lines: tuple[str, ...] | None = None  # None: the lines of the file


def saved_since(source: Source, moment: float) -> bool:
    """Whether the file that a source's phrases stand in was written after the time (POSIX)."""
    try:
        return source.file.stat().st_mtime > moment
    except (OSError, ValueError):
        return False


def phrase_file(folder: Path, intent: str, kind: str) -> Path:
    """Where the plugin in `folder` keeps an intent's phrases of a language, or NOT."""
    return folder / EXAMPLES / f"{intent}.{kind}.txt"


def read_phrases(
    sources: Iterable[Source], declared: Collection[str] | None
) -> tuple[tuple[Phrase, ...], tuple[Problem, ...]]:
    """All phrases of the sources, and what had to be left out.

    A phrase with a slot that is not `declared` is left out; None takes every slot.
    """
    phrases: list[Phrase] = []
    problems: list[Problem] = []
    for source in sources:
        mistakes: list[Problem] = []
        try:
            lines = _lines(source)
        except AssistantError as error:
            problems.append(error.problem)
            continue
        for number, line in lines:
            try:
                example = parse_example(line)
                if declared is not None:
                    check_slots(example, declared)
            except AssistantError as error:
                mistakes.append(_placed(error.problem, source, number))
                continue
            if example.text:
                phrases.append(_phrase(example, source))
        problems += mistakes[:REPORTED]
        if len(mistakes) > REPORTED:
            what = f"{len(mistakes) - REPORTED} more phrases were left out."
            problems.append(Problem(what, str(source.file), "Mend them too."))
    return tuple(phrases), tuple(problems)


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """The phrases in the text of a phrase file, with the numbers of their lines."""
    stripped = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    return [(number, line) for number, line in stripped if line and not line.startswith("#")]


def _lines(source: Source) -> list[tuple[int, str]]:
    if source.lines is not None:
        return list(enumerate(source.lines, 1))
    return numbered_lines(read_text(source.file)) if source.file.exists() else []


def _phrase(example: Example, source: Source) -> Phrase:
    if source.kind == NOT:
        language = language_of(example.text)
        return Phrase(example, language, source.origin, negative=True)
    return Phrase(example, source.kind, source.origin)


def check_slots(example: Example, declared: Collection[str]) -> None:
    """Raise AssistantError for a slot that its intent does not declare."""
    for slot in example.slots:
        if slot.name not in declared:
            raise AssistantError(
                f"The phrase has a slot {slot.name!r} that its intent does not declare.",
                where=f"“{example.text}”",
                remedy=f"Add [intent.slots.{slot.name}] to intent.toml. "
                + (did_you_mean(slot.name, declared) if declared else ""),
            )


def _placed(problem: Problem, source: Source, number: int) -> Problem:
    place = "line" if source.lines is None else f"examples.{source.kind}"
    return Problem(
        problem.what, f"{source.file}, {place} {number}, {problem.where}", problem.remedy
    )
