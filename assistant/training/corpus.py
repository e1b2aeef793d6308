"""Everyone's examples → one data set."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.korean import is_korean
from assistant.plugins.examples import Example, SlotSpan, is_held_out, name_as_phrase
from assistant.plugins.library import Library
from assistant.problems import AssistantError
from assistant.understanding.tokenizer import clean
from assistant.understanding.understanding import OUT_OF_SCOPE


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled phrase."""

    text: str  # NFC
    intent: str  # OUT_OF_SCOPE for phrases that belong to none
    language: str
    slots: tuple[tuple[int, int, str], ...] | None = ()  # (start, end, name); None: not annotated
    own: bool = False  # the user's, not ours
    negative: bool = False  # must not end at this intent, wherever else it may

    @property
    def key(self) -> str:
        """Rows with the same key are the same phrase."""
        return " ".join(self.text.casefold().split())

    @property
    def example(self) -> Example:
        return Example(self.text, tuple(SlotSpan(*slot) for slot in self.slots or ()))


@dataclass(frozen=True)
class Corpus:
    train: tuple[Row, ...]
    held_out: tuple[Row, ...]  # never trained on: calibrates, and compares one model to the next

    @property
    def hash(self) -> str:
        """Changes when any phrase does, whatever the order."""
        rows = sorted(f"{r.intent}\t{r.negative}\t{r.text}\t{r.slots}" for r in self.train)
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    @property
    def intents(self) -> tuple[str, ...]:
        """Every intent with an example of its own, in alphabetical order."""
        return tuple(sorted({row.intent for row in self.train if not row.negative}))

    @property
    def names(self) -> tuple[Row, ...]:
        """What each intent's name says, where nothing else is said of those words."""
        taken = {row.key for row in self.train}
        names = [(name_as_phrase(intent), intent) for intent in self.intents]
        rows = [
            Row(text, intent, "ko" if is_korean(text) else "en", slots=None)
            for text, intent in names
            if text and intent != OUT_OF_SCOPE
        ]
        return tuple(row for row in rows if row.key not in taken)


def rows_of(library: Library) -> Iterator[Row]:
    """All phrases of all plugins and of the user."""
    for name, intent in library.intents.items():
        for phrase in intent.spec.phrases:
            yield Row(
                text=phrase.example.text,
                intent=name,
                language=phrase.language,
                slots=tuple((slot.start, slot.end, slot.name) for slot in phrase.example.slots),
                own=phrase.origin == "own",
                negative=phrase.negative,
            )


def split(rows: Iterable[Row]) -> Corpus:
    """Hold out a tenth of the built-in phrases, always the same ones; the user's all train."""
    unique = {(row.key, row.intent): row for row in rows}.values()
    own = {row.key for row in unique if row.own}
    train: list[Row] = []
    held_out: list[Row] = []
    for row in unique:
        if row.own:
            train.append(row)
        elif row.key not in own:  # what the user says of a phrase replaces what we said
            apart = not row.negative and is_held_out(row.text)
            (held_out if apart else train).append(row)
    return Corpus(tuple(train), tuple(held_out))


def read_data_set(folder: Path, train_file: str = "train.jsonl") -> Corpus:
    """A folder of JSON lines; its valid files are held out. Out-of-scope rows join the full split.

    Raises AssistantError naming the file and line that cannot be read.
    """
    train = list(read_rows(folder / train_file))
    held_out: list[Row] = []
    if train_file == "train.jsonl" and (folder / "oos_train.jsonl").exists():
        train += read_rows(folder / "oos_train.jsonl")
    for name in ("valid.jsonl", "oos_valid.jsonl"):
        if (folder / name).exists():
            held_out += read_rows(folder / name)
    return Corpus(tuple(train), tuple(held_out))


def read_test_rows(data: Path) -> list[Row]:
    """The test files of a folder, or the file itself.

    Raises AssistantError when there is nothing in them, or a line cannot be read.
    """
    files = [data]
    if data.is_dir():
        files = [data / name for name in ("test.jsonl", "oos_test.jsonl")]
        files = [file for file in files if file.exists()]
        if not files:
            raise AssistantError(
                "It has no test.jsonl.", where=str(data),
                remedy="Name the file itself, such as DIR/valid.jsonl.",
            )  # fmt: skip
    rows = [row for file in files for row in read_rows(file)]
    if not rows:
        raise AssistantError(
            "It has no rows.", where=str(data), remedy="Name a file with labelled messages."
        )
    return rows


def read_rows(file: Path) -> Iterator[Row]:
    """Rows of a file, {"text", "intent", "lang", "slots"} a line; intent null is out of scope."""
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, file, number)
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError(
            f"It cannot be read ({error}).", where=str(file),
            remedy="Name a folder or file of JSON lines in UTF-8.",
        ) from error  # fmt: skip


def _row(line: str, file: Path, number: int) -> Row:
    try:
        raw = json.loads(line)
        text = clean(raw["text"])
        slots = raw.get("slots")
        if slots is not None:
            slots = tuple((int(s["start"]), int(s["end"]), str(s["name"])) for s in slots)
            if any(not 0 <= start < end <= len(text) for start, end, _ in slots):
                raise ValueError("a slot lies outside the text")
        intent = raw["intent"]
        if intent is not None and not isinstance(intent, str):
            raise ValueError("the intent is neither a string nor null")
        language = raw.get("lang") or ("ko" if is_korean(text) else "en")
        return Row(text, OUT_OF_SCOPE if intent is None else intent, language, slots)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AssistantError(
            f"Line {number} cannot be read ({type(error).__name__}: {error}).", where=str(file),
            remedy='A line is like {"text": "hi", "intent": "greet", "lang": "en", "slots": []}.',
        ) from error  # fmt: skip
