"""The two stages of pretraining, on a handful of sentences and without the teachers."""

import gzip
import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.training import teachers
from assistant.training.network import EncoderNetwork
from assistant.training.paraphrases import read_groups
from assistant.training.pretraining import (
    EVALUATED,
    FILM_REVIEWS,
    Student,
    read_texts,
    taught,
    write_lesson,
)
from assistant.training.recombination import recombine
from assistant.training.supervised import SETS, Paraphrases, read_tasks, teach
from assistant.training.teachers import MINILM_SIZE, USE_SIZE, Teacher
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
    assert all(english in read.english and korean in read.korean for english, korean in read.pairs)


def test_vectors_on_the_disk_are_not_asked_for_again(tmp_path: Path) -> None:
    vectors = np.ones((2, 4), np.float16)
    np.save(tmp_path / "use-000.npy", vectors)
    (tmp_path / "use-000.sha256").write_text(hashlib.sha256(b"a\nb").hexdigest())
    assert np.array_equal(taught(["a", "b"], "use", tmp_path), vectors)


def test_korean_is_to_have_the_vector_of_what_means_the_same_in_english(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def teacher(size: int) -> Callable[[], Teacher]:
        """Its vector of a text is the number of its letters, `size` times."""
        return lambda: lambda found: np.array([[len(text)] * size for text in found], np.float32)

    monkeypatch.setattr(teachers, "use_teacher", teacher(USE_SIZE))
    monkeypatch.setattr(teachers, "minilm_teacher", teacher(MINILM_SIZE))
    paraphrases = tmp_path / "paraphrases"
    paraphrases.mkdir()
    (paraphrases / "night.txt").write_text(
        "= sleep\nen off to bed\nen sleep well, friend\nko 이제 자야지\n", encoding="utf-8"
    )
    lesson = write_lesson(read_texts(texts, None, paraphrases), tmp_path)
    assert len(lesson.texts) == len(lesson.use) == len(lesson.minilm)
    first = lesson.texts.index  # a recombined sentence may happen to be a true one
    wanted = {text: float(lesson.minilm[first(text), 0]) for text in lesson.texts}
    assert wanted["잘 자"] == len("good night")
    assert wanted["이제 자야지"] == (len("off to bed") + len("sleep well, friend")) / 2
    assert wanted["비가 와요"] == 0


def test_recombined_sentences_are_made_of_the_words_given() -> None:
    sentences = ["it rains in seoul", "good night to you", "how are you"] * 3
    made = recombine(sentences, 50, seed=1)
    assert len(made) == 50
    assert made == recombine(sentences, 50, seed=1)
    assert {word for text in made for word in text.split()} <= set(" ".join(sentences).split())
    assert set(made) - set(sentences)


def test_a_student_learns_from_the_teachers_that_were_asked(tokenizer: Tokenizer) -> None:
    torch.manual_seed(0)
    sizes = Sizes(pieces=tokenizer.size, embedding=12, units=8, projected=10)
    student = Student(EncoderNetwork("gru", sizes))
    ids, lengths = torch.tensor([[1, 2], [3, 4]]), torch.tensor([2, 2])
    asked, silent = torch.randn(2, USE_SIZE), torch.zeros(2, MINILM_SIZE)
    both = student.loss(ids, lengths, asked, torch.randn(2, MINILM_SIZE))
    one = student.loss(ids, lengths, asked, silent)
    assert 0 < one < both
    assert student.loss(ids, lengths, torch.zeros(2, USE_SIZE), silent) == 0


def test_vectors_of_other_texts_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "use-000.npy", np.zeros((2, 4), np.float16))
    (tmp_path / "use-000.sha256").write_text("of something else")
    with pytest.raises(ValueError, match="other texts"):
        taught(["a", "b"], "use", tmp_path)


def test_a_set_that_is_left_out_is_left_out_in_every_language(data: Path) -> None:
    names = {task.name for task in read_tasks(data, without=["massive"])}
    assert names == set(SETS) - {"massive"}


def test_paraphrases_come_with_their_neighbours_in_both_languages(tmp_path: Path) -> None:
    for domain in ("cats", "dogs"):
        text = "".join(
            f"= {name}\nen {domain} {name}\nen {name} {domain}\nko {name} 요\nko {domain} 다\n"
            for name in ("feed", "walk", "wash")
        )
        (tmp_path / f"{domain}.txt").write_text(text, encoding="utf-8")
    task = Paraphrases(tuple(read_groups(tmp_path)))
    assert len(task.labels) == 6
    for batch in task.batches(12, random.Random(0), np.random.default_rng(0)):
        assert len({row.intent.split(":")[0] for row in batch}) == 1
        assert {row.language for row in batch} == {"en", "ko"}


def test_labels_teach_the_recurrent_layer_and_leave_the_shared_embedding(
    data: Path, tokenizer: Tokenizer
) -> None:
    encoder = EncoderNetwork(
        "gru", Sizes(pieces=tokenizer.size, embedding=12, units=8, projected=10)
    )
    before = encoder.export()
    teach(encoder, tokenizer, read_tasks(data), passes=1, batch_size=4)
    after = encoder.export()
    assert np.array_equal(before["embedding"], after["embedding"])
    assert not np.allclose(before["forward.state"], after["forward.state"])
