"""OVOS and Padatious: `<intent>.intent` files, a phrase a line, in a folder a language (`en-us`).

`(a|b)` and `[maybe]` are written out as the phrases they stand for; `{slot}` takes its words from
`<slot>.entity` beside the file, else its name stands in for them. An export is a folder; its
phrases keep their slots, and the words of all phrases come to stand in the `.entity` files.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.files import MEGABYTE
from assistant.plugins.exchange.templates import TAKEN, Choice, Words, parse_template
from assistant.plugins.exchange.values import (
    Item,
    Labelled,
    Written,
    cannot_hold,
    labelled,
    left_out,
    read_source,
    stand_in,
)
from assistant.problems import AssistantError, Problem

LARGEST = MEGABYTE  # of a file: a short one may stand for very many phrases
MOST_WORDS = 2_000  # of an entity
FOLDERS = {"en": "en-us", "ko": "ko-kr"}

_LOCALE = re.compile(r"[A-Za-z]{2,3}[-_][A-Za-z]{2,4}")
_SIGNS = re.compile(r"[()\[\]{}|]|^#")


def read(file: Path, language: str | None) -> Iterator[Item]:
    """The phrases of a file, or of all `.intent` files in a folder.

    Raises AssistantError for another file, or one that cannot be read.
    """
    if not file.is_dir():
        yield from _file(file, language)
        return
    files = sorted(file.rglob("*.intent"))
    if not files:
        raise AssistantError(
            "There is no .intent file in it.", where=str(file), remedy="Name such files."
        )
    for each in files:
        try:
            yield from _file(each, language)
        except AssistantError as error:
            yield left_out(error, "")


def write(examples: Sequence[Labelled]) -> Written:
    """A folder of `.intent` and `.entity` files; a phrase with their signs in it is left out."""
    lines: dict[str, dict[str, None]] = {}
    problems: list[Problem] = []
    for entry in examples:
        text, slots = entry.example.text, entry.example.slots
        filled = {(slot.name, text[slot.start : slot.end]) for slot in slots}
        if any(_SIGNS.search(words) for words in (text, *(words for _, words in filled))):
            problems.append(cannot_hold(entry, "OVOS"))
            continue
        template, at = "", 0
        for slot in slots:
            template += f"{text[at : slot.start]}{{{slot.name}}}"
            at = slot.end
        folder = FOLDERS[entry.language]
        lines.setdefault(f"{folder}/{entry.intent}.intent", {})[template + text[at:]] = None
        for name, words in sorted(filled):
            lines.setdefault(f"{folder}/{name}.entity", {})[words] = None
    files = {path: "".join(f"{line}\n" for line in held) for path, held in lines.items()}
    return Written(files, tuple(problems), len(problems))


def _file(file: Path, language: str | None) -> Iterator[Item]:
    if file.suffix != ".intent":
        raise AssistantError(
            "It is no .intent file, of which the name is the intent's.", where=str(file),
            remedy="Name .intent files, or a folder with them; .entity files are found beside.",
        )  # fmt: skip
    intent = unicodedata.normalize("NFC", file.stem)
    said = file.absolute().parent.name
    language = said if _LOCALE.fullmatch(said) else language
    entities = _Entities(file.parent)
    for number, line in _lines(file):
        where = f"{file}, line {number}"
        try:
            template = parse_template(line, entities.fill)
            phrases = [labelled(intent, each, where, language) for each in template.phrases()]
        except AssistantError as error:
            yield left_out(error, where)
            continue
        yield from phrases
        if template.count > TAKEN:
            count = f"{template.count:,}" if template.count < 10**15 else "countless"
            what = f"The line stands for {count} phrases; {TAKEN} of them were taken."
            yield Problem(what, where, "Write the line as several to get more.")
    yield from entities.problems
    for slot, times in entities.without.items():
        yield stand_in(slot, times, str(file), f"a file {slot[:40]}.entity beside it")


class _Entities:
    """The words of the slots of one file, read when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.without: Counter[str] = Counter()  # slots that have none, and how often they stand
        self.problems: list[Problem] = []
        self._known: dict[str, Choice | None] = {}

    def fill(self, slot: str) -> Choice:
        if slot not in self._known:
            self._known[slot] = self._read(slot)
        known = self._known[slot]
        if known is None:
            self.without[slot] += 1
            return Choice((Words(slot.replace("_", " "), slot),))
        return known

    def _read(self, slot: str) -> Choice | None:
        if not re.fullmatch(r"[\w.-]+", slot):  # it would not be a file of this folder
            return None
        files = [self.folder / f"{name}.entity" for name in (slot, slot.lower())]
        file = next((file for file in files if file.is_file()), None)
        if file is None:
            return None
        words: dict[str, None] = {}
        try:
            for number, line in _lines(file):
                try:
                    for example in parse_template(line, _no_slot).phrases():
                        words[" ".join(example.text.split())] = None
                except AssistantError as error:
                    self.problems.append(left_out(error, f"{file}, line {number}").problem)
                if len(words) >= MOST_WORDS:
                    break
        except AssistantError as error:
            self.problems.append(error.problem)
        return Choice(tuple(Words(each, slot) for each in words if each)) if any(words) else None


def _lines(file: Path) -> list[tuple[int, str]]:
    numbered = (
        (n, line.strip()) for n, line in enumerate(read_source(file, LARGEST).split("\n"), 1)
    )
    return [(number, line) for number, line in numbered if line and not line.startswith("#")]


def _no_slot(slot: str) -> Choice:
    raise AssistantError("A slot stands inside an entity.", where="", remedy="Write words there.")
