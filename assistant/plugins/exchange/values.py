"""What every format reads and writes, and how it is bounded: no file hangs the assistant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.catalogue import LANGUAGES
from assistant.files import MEGABYTE, read_text
from assistant.korean import language_of
from assistant.plugins.examples import LONGEST, Example, check_slot_count, tidy
from assistant.problems import AssistantError, Problem

LARGEST = 16 * MEGABYTE  # of one file
MOST = 100_000  # entries of one file
REPORTED = 100  # problems of one file; more would only hide the others


@dataclass(frozen=True, slots=True)
class Labelled:
    """An example of an intent; both this and its slots may have names of another system's."""

    intent: str
    language: str  # "en" or "ko"
    example: Example  # tidy, with words
    where: str = field(default="", compare=False)  # the file and the place in it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that could not be read, or that the format cannot hold."""

    problem: Problem


Item = Labelled | LeftOut | Problem  # a problem alone costs no example


@dataclass(frozen=True)
class Contents:
    """What a file held."""

    examples: tuple[Labelled, ...]
    problems: tuple[Problem, ...] = ()
    left_out: int = 0  # entries; each has a problem, or is among the "more" of the last one


@dataclass(frozen=True)
class Written:
    """What goes into files."""

    files: Mapping[str, str]  # text by the path inside the target; "" is the target itself
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


def read_source(file: Path, limit: int = LARGEST) -> str:
    """The text of a file, its lines ended by `\\n`. Raises AssistantError."""
    return read_text(file, limit).replace("\r\n", "\n").replace("\r", "\n")


def labelled(intent: str, example: Example, where: str, language: str | None = None) -> Labelled:
    """A checked example. Without a language it is that of the writing; "en-US" is taken as "en".

    Raises AssistantError, without the place, when there is nothing to learn from it.
    """
    check_slot_count(example)
    whole = tidy(example)
    if not intent.strip():
        raise AssistantError("It has no intent.", where="", remedy="Name its intent.")
    if not whole.text:
        raise AssistantError("The phrase is empty.", where="", remedy="Remove it.")
    if len(whole.text) > LONGEST:
        raise AssistantError(
            f"The phrase has {len(whole.text):,} characters; {LONGEST:,} are the most.",
            where="",
            remedy="Keep the few words that matter.",
        )
    if len(whole.slots) < len(example.slots):
        raise AssistantError(
            "Its slots overlap, or one of them holds no words.",
            where=f"“{whole.text[:60]}”",
            remedy="Mend its slots.",
        )
    return Labelled(intent.strip(), _language(whole.text, language), whole, where)


def left_out(error: AssistantError, where: str) -> LeftOut:
    """The entry at `where` as one that could not be read."""
    problem = error.problem
    place = ", ".join(filter(None, [where, problem.where]))
    return LeftOut(Problem(problem.what, place, problem.remedy))


def collect(items: Iterable[Item], file: Path) -> Contents:
    """What a reader finds in a file, up to what one file may hold."""
    examples: list[Labelled] = []
    problems: list[Problem] = []
    lost = 0
    for number, item in enumerate(items):
        if number == MOST:
            what = f"It holds more than {MOST:,} entries; those after them were left out."
            problems.insert(0, Problem(what, str(file), "Split the file."))
            lost += 1
            break
        if isinstance(item, Labelled):
            examples.append(item)
        elif isinstance(item, LeftOut):
            problems.append(item.problem)
            lost += 1
        else:
            problems.append(item)
    return Contents(tuple(examples), reported(problems, str(file)), lost)


def reported(problems: Sequence[Problem], where: str) -> tuple[Problem, ...]:
    """The first problems, and how many more there are."""
    if len(problems) <= REPORTED:
        return tuple(problems)
    more = f"There are {len(problems) - REPORTED:,} more problems."
    return (*problems[:REPORTED], Problem(more, where, "Mend these first."))


def only_language(examples: Sequence[Labelled]) -> str:
    """The language of examples. Raises AssistantError when they are in two."""
    languages = sorted({entry.language for entry in examples}) or [LANGUAGES[0]]
    if len(languages) > 1:
        raise AssistantError(
            f"The format holds one language, and the examples are in {' and '.join(languages)}.",
            where="--lang",
            remedy=f"Write one file a language: --lang {languages[0]}.",
        )
    return languages[0]


def cannot_hold(entry: Labelled, system: str) -> Problem:
    """Said of a phrase that would be read as another one."""
    return Problem(
        f"{system}'s format cannot hold this phrase, for its brackets or characters.",
        f"{entry.intent}, “{entry.example.text[:60]}”",
        "Export it as jsonl.",
    )


def stand_in(slot: str, times: int, where: str, missing: str) -> Problem:
    """Said where the name of a slot had to stand in for words that fill it."""
    return Problem(
        f"There are no words for the slot {slot[:40]!r}; its name stands for them in {times:,} "
        f"{'phrase' if times == 1 else 'phrases'}.",
        where,
        f"Add {missing}, and import again.",
    )


def _language(text: str, said: str | None) -> str:
    if not said:
        return language_of(text)
    language = said.replace("_", "-").partition("-")[0].lower()
    if language not in LANGUAGES:
        raise AssistantError(
            f"The language {said[:20]!r} is not known.",
            where="",
            remedy=f"Use one of: {', '.join(LANGUAGES)}.",
        )
    return language
