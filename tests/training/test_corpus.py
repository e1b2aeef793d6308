import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.problems import AssistantError
from assistant.training.corpus import Row, split
from assistant.training.data_sets import RowFile, read_data_set
from assistant.understanding.understanding import OUT_OF_SCOPE


def rows(count: int) -> list[Row]:
    return [Row(f"phrase number {i}", f"intent{i % 3}", "en") for i in range(count)]


def test_what_is_held_out_stays_the_same_when_phrases_are_added() -> None:
    """So a phrase that one model is measured on was not learned by the model before."""
    before = {row.text for row in split(rows(200)).held_out}
    after = {row.text for row in split(rows(300)).held_out}
    assert before
    assert before <= after
    assert not before & {row.text for row in split(rows(300)).train}


def test_a_tenth_is_held_out() -> None:
    assert 0.07 < len(split(rows(2_000)).held_out) / 2_000 < 0.13


def test_every_phrase_of_the_user_is_trained() -> None:
    own = [replace(row, own=True) for row in rows(100)]
    corpus = split(own)
    assert corpus.held_out == ()
    assert len(corpus.train) == 100


def test_what_the_user_says_of_a_phrase_replaces_what_we_said() -> None:
    ours = Row("Is it  late", "time.now", "en")
    theirs = Row("is it late", "greeting.goodbye", "en", own=True)
    assert split([ours, theirs]).train == (theirs,)


def test_the_hash_of_a_corpus_follows_its_phrases_and_not_their_order() -> None:
    corpus = split(rows(50))
    assert split(reversed(rows(50))).hash == corpus.hash
    assert split(rows(49)).hash != corpus.hash


def test_a_negative_example_makes_no_intent_of_its_own() -> None:
    corpus = split([*rows(9), Row("not this", "lonely", "en", negative=True)])
    assert "lonely" not in corpus.intents


def test_names_say_what_is_meant_unless_a_phrase_says_otherwise() -> None:
    corpus = split(
        [
            Row("put some jazz on", "music.play", "en"),
            Row("Music stop", "music.pause", "en"),
            Row("hush", "music.stop", "en"),
            Row("bananas", OUT_OF_SCOPE, "en"),
        ]
    )
    assert [(row.text, row.intent) for row in corpus.names] == [
        ("music pause", "music.pause"),
        ("music play", "music.play"),
    ]


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_data_set_is_read_with_its_slots_and_what_is_out_of_scope(tmp_path: Path) -> None:
    row = {"text": "비 와? 서울", "intent": "rain", "lang": "ko"}
    row["slots"] = [{"start": 5, "end": 7, "name": "city"}]  # type: ignore[assignment]
    write(tmp_path / "train.jsonl", json.dumps(row), "")
    write(tmp_path / "oos_train.jsonl", '{"text": "sing", "intent": null, "lang": "en"}')
    write(tmp_path / "valid.jsonl", '{"text": "rain", "intent": "rain", "lang": "en"}')
    corpus = read_data_set(tmp_path)
    assert corpus.train[0] == Row("비 와? 서울", "rain", "ko", ((5, 7, "city"),))
    assert corpus.train[1] == Row("sing", OUT_OF_SCOPE, "en", None)
    assert list(corpus.held_out) == [Row("rain", "rain", "en", None)]


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "3", '{"text": "x"}', '{"text": 3, "intent": "a"}', '{"text": "x", "intent": 3}',
        '{"text": "x", "intent": "a", "slots": [{"start": 0, "end": 9, "name": "s"}]}',
        '{"text": "x", "intent": "a", "slots": 3}',
    ],
)  # fmt: skip
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    file = write(tmp_path / "train.jsonl", '{"text": "fine", "intent": "a"}', line)
    with pytest.raises(AssistantError, match="Line 2"):
        list(RowFile(file))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AssistantError, match="cannot be read"):
        list(RowFile(tmp_path / "train.jsonl"))
    with pytest.raises(AssistantError, match="cannot be read"):
        list(RowFile(tmp_path / "missing.jsonl"))
