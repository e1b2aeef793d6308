"""The two stages of pretraining, on a handful of sentences and without the teachers."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from assistant.training.network import EncoderNetwork
from assistant.training.pretraining import EVALUATED, FILM_REVIEWS, read_targets, read_texts
from assistant.training.supervised import SETS, read_tasks, teach
from assistant.understanding.tokenizer import Tokenizer
from assistant.understanding.weights import Sizes


def write_texts(folder: Path, name: str, kind: str, rows: list[tuple[str, int]]) -> None:
    for part, values in ((kind, [text for text, _ in rows]), ("source", [str(n) for _, n in rows])):
        data = "\n".join(values).encode()
        (folder / f"{name}.{part}.gz").write_bytes(gzip.compress(data))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    write_texts(tmp_path, "en", "txt", [("how are you", 1), ("it rains", 2)])
    films = [(f"영화 {number}", FILM_REVIEWS) for number in range(9)]
    write_texts(tmp_path, "ko", "txt", [("비가 와요", 9), *films])
    pairs = [("good night\t잘 자", 23), ("wake me up\t깨워 줘", EVALUATED)]
    write_texts(tmp_path, "en-ko", "tsv", pairs)
    return tmp_path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Every set with two intents of a few rows each."""
    for folder in (name for names in SETS.values() for name in names):
        (tmp_path / folder).mkdir()
        rows = [
            {"text": f"{word} in Rome {i}", "intent": word, "lang": "en", "slots": []}
            for word in ("rain", "sing")
            for i in range(3)
        ]
        if folder == "snips":
            rows[0]["slots"] = [{"start": 8, "end": 12, "name": "city"}]
        lines = "\n".join(map(json.dumps, rows))
        (tmp_path / folder / "train.jsonl").write_text(lines)
    return tmp_path


def test_the_set_that_is_measured_and_most_film_reviews_are_left_out(texts: Path) -> None:
    read = read_texts(texts, reviews=3)
    assert sorted(read.english) == ["good night", "how are you", "it rains"]
    assert len(read.korean) == 5
    assert {"비가 와요", "잘 자"} <= set(read.korean)


def test_vectors_of_other_texts_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "use-000.npy", np.zeros((2, 4), np.float16))
    (tmp_path / "use-000.sha256").write_text("of something else")
    with pytest.raises(ValueError, match="other texts"):
        read_targets(["a", "b"], "use", tmp_path)


def test_a_set_that_is_left_out_is_left_out_in_every_language(data: Path) -> None:
    names = {task.name for task in read_tasks(data, ["massive"])}
    assert names == set(SETS) - {"massive"}


def test_labels_teach_the_recurrent_layer_and_leave_the_shared_embedding(
    data: Path, tokenizer: Tokenizer
) -> None:
    encoder = EncoderNetwork("gru", Sizes(pieces=tokenizer.size, embedding=12, units=8, vector=10))
    before = encoder.export()
    teach(encoder, tokenizer, read_tasks(data), passes=1, batch_size=4)
    after = encoder.export()
    assert np.array_equal(before["embedding"], after["embedding"])
    assert not np.allclose(before["forward.state"], after["forward.state"])
