"""Data sets: folders of JSON lines, {"text", "intent", "lang", "slots"} a line.

Their rows stay on disk until they are needed, so that a million of them train as ten do.
"""

import json
import weakref
from array import array
from collections.abc import Sequence
from pathlib import Path

from assistant.korean import language_of
from assistant.problems import AssistantError
from assistant.training.corpus import Corpus, Joined, Row, Rows
from assistant.understanding.tokenizer import clean
from assistant.understanding.understanding import OUT_OF_SCOPE


class RowFile(Rows):
    """The rows of one file, read when they are asked for; eight bytes of each are kept.

    Raises AssistantError, at the beginning or later, when the file cannot be read or a line of it
    is not a row.
    """

    def __init__(self, file: Path) -> None:
        self._path = file
        self._starts = array("q")
        position = 0
        try:
            self._file = file.open("rb")
            weakref.finalize(self, self._file.close)
            for line in self._file:
                if line.strip():
                    self._starts.append(position)
                position += len(line)
        except OSError as error:
            raise AssistantError(
                f"It cannot be read ({error}).", where=str(file),
                remedy="Name a folder or file of JSON lines in UTF-8.",
            ) from error  # fmt: skip

    def __len__(self) -> int:
        return len(self._starts)

    def row(self, index: int) -> Row:
        start = self._starts[index]
        try:
            self._file.seek(start)
            return parse_row(self._file.readline().decode("utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self._file.seek(0)
            number = self._file.read(start).count(b"\n") + 1
            raise AssistantError(
                f"Line {number} cannot be read ({type(error).__name__}: {error}).",
                where=str(self._path),
                remedy='A line is like {"text": "hi", "intent": "greet", "lang": "en", '
                '"slots": []}, in UTF-8.',
            ) from error


def parse_row(line: str) -> Row:
    """A line of a data set. Intent null is out of scope.

    Raises ValueError, KeyError, TypeError or AttributeError when it is none.
    """
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
    language = raw.get("lang") or language_of(text)
    return Row(text, OUT_OF_SCOPE if intent is None else intent, language, slots)


def read_data_set(folder: Path, train_file: str = "train.jsonl") -> Corpus:
    """What a folder has to train on; its valid files are held out.

    Out-of-scope rows join the full split. Raises AssistantError naming the file that cannot be
    read.
    """
    train = [RowFile(folder / train_file)]
    if train_file == "train.jsonl" and (folder / "oos_train.jsonl").exists():
        train.append(RowFile(folder / "oos_train.jsonl"))
    held_out = [
        RowFile(folder / name)
        for name in ("valid.jsonl", "oos_valid.jsonl")
        if (folder / name).exists()
    ]
    return Corpus(Joined(*train), Joined(*held_out))


def read_test_rows(data: Path) -> Sequence[Row]:
    """The test files of a folder, or the file itself.

    Raises AssistantError when there is nothing in them or one cannot be read.
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
    rows = Joined(*map(RowFile, files))
    if not rows:
        raise AssistantError(
            "It has no rows.", where=str(data), remedy="Name a file with labelled messages."
        )
    return rows
