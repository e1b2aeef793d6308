import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.problems import AssistantError
from assistant.training.corpus import Joined, Row
from assistant.training.data_sets import RowFile
from assistant.understanding.tokenizer import clean

TEXTS = st.lists(st.text(min_size=1), max_size=20)


@given(TEXTS, st.booleans())
def test_any_row_is_found_in_any_order(texts: list[str], blanks: bool) -> None:
    lines = [json.dumps({"text": t, "intent": "a"}, ensure_ascii=False) for t in texts]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.jsonl"
        between = "\n\n" if blanks else "\n"
        file.write_text(between.join(lines), encoding="utf-8", newline="\n")
        rows = RowFile(file)
        assert [rows[i].text for i in reversed(range(len(rows)))] == [
            clean(text) for text in reversed(texts)
        ]


def test_a_file_that_shrinks_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "one", "intent": "a"}\n{"text": "two", "intent": "a"}\n')
    rows = RowFile(file)
    file.write_text("")
    with pytest.raises(AssistantError, match="cannot be read"):
        list(rows)


@given(st.lists(TEXTS, max_size=4))
def test_joined_rows_are_like_one_list(parts: list[list[str]]) -> None:
    rows = [[Row(text, "a", "en") for text in part] for part in parts]
    joined, flat = Joined(*rows), [row for part in rows for row in part]
    assert list(joined) == flat
    assert [joined[i] for i in range(-len(flat), len(flat))] == flat + flat
    assert joined[1:3] == flat[1:3]
    with pytest.raises(IndexError):
        joined[len(flat)]
