"""JSON lines and CSV."""

from pathlib import Path

import pytest

from assistant.plugins.examples import Example, SlotSpan, parse_example
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.values import Contents, Labelled
from assistant.problems import AssistantError


def read(tmp_path: Path, name: str, text: str, language: str | None = None) -> Contents:
    file = tmp_path / "rows"
    file.write_text(text, encoding="utf-8", newline="")
    return FORMATS[name].read(file, language)


def numbers(contents: Contents) -> list[str]:
    """Of the lines that were left out."""
    return [p.where.partition("line ")[2].partition(",")[0] for p in contents.problems]


def test_a_json_line_is_an_example(tmp_path: Path) -> None:
    contents = read(
        tmp_path,
        "jsonl",
        '{"text": "in Paris", "intent": "a", "lang": "en-GB", "slots": '
        '[{"start": 3, "end": 8, "name": "city"}]}\n\n'
        '{"text": "안녕", "intent": "b"}\n{"text": "sing", "intent": null, "slots": null}',
    )
    assert contents.examples == (
        Labelled("a", "en", Example("in Paris", (SlotSpan(3, 8, "city"),))),
        Labelled("b", "ko", Example("안녕")),
        Labelled("out_of_scope", "en", Example("sing")),
    )
    assert contents.examples[1].where.endswith("rows, line 3")


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", "7", "{}", '{"text": "a"}', '{"text": 7, "intent": "a"}',
        '{"text": "a", "intent": 7}', '{"text": "a", "intent": "a", "lang": "fr"}',
        '{"text": "a", "intent": "a", "lang": 7}', '{"text": " ", "intent": "a"}',
        '{"text": "a", "intent": " "}', '{"text": "a", "intent": "a", "slots": 7}',
        '{"text": "a", "intent": "a", "slots": [{"start": 0, "end": 2, "name": "x"}]}',
        '{"text": "a", "intent": "a", "slots": [{"start": -1, "end": 1, "name": "x"}]}',
        '{"text": "a", "intent": "a", "slots": [{"start": 0, "end": 1}]}',
        '{"text": "ab", "intent": "a", "slots": [{"start": 0, "end": 2, "name": "x"},'
        ' {"start": 1, "end": 2, "name": "y"}]}',
        '{"text": "' + "a" * 1001 + '", "intent": "a"}', "[" * 100_000, '{"text": ' + "9" * 10_000,
    ],
)  # fmt: skip
def test_a_bad_json_line_is_told_with_its_number_and_the_rest_is_kept(
    tmp_path: Path, line: str
) -> None:
    good = '{"text": "%s", "intent": "a"}\n'
    contents = read(tmp_path, "jsonl", good % "hi" + line + "\n" + good % "bye")
    assert [e.example.text for e in contents.examples] == ["hi", "bye"]
    assert (numbers(contents), contents.left_out) == (["2"], 1)
    assert contents.problems[0].remedy


def test_a_table_may_have_its_columns_in_any_order_and_others_beside(tmp_path: Path) -> None:
    table = (
        '\ufeffIntent,note,Text,lang\r\na,x,"in [Paris](city), now",en\r\n'
        '\r\nb,,"two\nlines",\r\nc,,안녕\r\n'
    )
    assert read(tmp_path, "csv", table).examples == (
        Labelled("a", "en", parse_example("in [Paris](city), now")),
        Labelled("b", "en", Example("two lines")),
        Labelled("c", "ko", Example("안녕")),
    )


def test_a_bad_row_is_told_with_the_number_of_its_line_and_the_rest_is_kept(
    tmp_path: Path,
) -> None:
    table = (
        'text,intent,lang\nhi,a\n"two\nlines",a\nno intent\n,a\n[oops,a\nhi,a,fr\n'
        'all,good,en,more\n"broken" quote,a\n"never closed,a\nbye,a\n'
    )
    contents = read(tmp_path, "csv", table)
    assert [e.example.text for e in contents.examples] == ["hi", "two lines", "all", "bye"]
    assert numbers(contents) == ["5", "6", "7", "8", "10", "11"]
    assert contents.left_out == 6


@pytest.mark.parametrize("text", ["", "hi,greet\n", "text;intent\nhi;greet\n", '"text,intent\n'])
def test_a_table_that_does_not_name_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(AssistantError) as caught:
        read(tmp_path, "csv", text)
    assert "text,intent,lang" in caught.value.problem.remedy


@pytest.mark.parametrize(
    ("name", "text"),
    [("csv", "text,intent\nOK,a\n"), ("jsonl", '{"text": "OK", "intent": "a"}')],
)
def test_the_language_can_be_given_for_those_that_do_not_say_it(
    tmp_path: Path, name: str, text: str
) -> None:
    assert read(tmp_path, name, text, "ko").examples[0].language == "ko"
