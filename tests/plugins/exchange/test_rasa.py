"""Rasa's training data."""

from pathlib import Path
from textwrap import dedent

import pytest

from assistant.plugins.examples import parse_example
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.values import Contents, Labelled
from assistant.problems import AssistantError


def read(tmp_path: Path, text: str) -> Contents:
    file = tmp_path / "nlu.yml"
    file.write_text(dedent(text), encoding="utf-8")
    return FORMATS["rasa"].read(file)


def entry(intent: str, line: str, language: str = "en") -> Labelled:
    return Labelled(intent, language, parse_example(line))


def test_examples_are_read_with_their_entities_and_the_language_of_the_writing(
    tmp_path: Path,
) -> None:
    contents = read(
        tmp_path,
        """
        version: "3.1"
        nlu:
        - intent: ask_weather
          examples: |
            - weather in [Paris](city)
            -   how is [nyc](city:New York City)?

            - [서울](city) 날씨
        - intent: book_flight
          examples: |
            - from [Rome]{"entity": "city", "role": "from"} to [Oslo]{"entity": "city"}
            - [x] marks the spot (here)
        """,
    )
    assert contents.examples == (
        entry("ask_weather", "weather in [Paris](city)"),
        entry("ask_weather", "how is [nyc](city)?"),
        entry("ask_weather", "[서울](city) 날씨", "ko"),
        entry("book_flight", "from [Rome](city_from) to [Oslo](city)"),
        entry("book_flight", "[x] marks the spot (here)"),
    )
    assert contents.problems == ()


def test_examples_may_be_a_list_and_the_metadata_tell_the_language(tmp_path: Path) -> None:
    contents = read(
        tmp_path,
        """
        nlu:
        - intent: agree
          metadata: {language: ko}
          examples:
          - text: |
              - OK
            metadata: {sentiment: good}
          - text: yes
          - 12:30
        """,
    )
    assert contents.examples == tuple(entry("agree", line, "ko") for line in ("OK", "yes", "12:30"))


def test_what_holds_no_examples_is_passed_over_and_said(tmp_path: Path) -> None:
    contents = read(
        tmp_path,
        """
        nlu:
        - synonym: New York
          examples: |
            - nyc
        - lookup: city
          examples: |
            - Paris
        - regex: zip
          examples: |
            - \\d+
        - intent: greet
          examples: |
            - hi
        responses:
          utter_greet:
          - text: hello
        stories: []
        """,
    )
    assert contents.examples == (entry("greet", "hi"),)
    assert contents.left_out == 0
    (note,) = contents.problems
    assert "lookup (1), regex (1), responses (1), stories (1), synonym (1)" in note.what


def test_a_bad_line_is_told_with_its_number_and_the_rest_is_kept(tmp_path: Path) -> None:
    contents = read(
        tmp_path,
        """\
        nlu:
        - intent: greet
          examples: |
            - hi
            forgot the dash
            -
            - [Paris]{"entity"}
            - [Rome][{"entity": "a"}, {"entity": "b"}]
            - bye
        - intent: ""
          examples: |
            - whose
        - intent: lonely
        """,
    )
    assert [e.example.text for e in contents.examples] == ["hi", "bye"]
    lines = [problem.where.partition("line ")[2].partition(",")[0] for problem in contents.problems]
    assert lines == ["5", "6", "7", "8", "12", "13"]
    assert contents.left_out == 6
    assert all(problem.remedy for problem in contents.problems)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nlu:\n- intent: a\n  examples: [\n", 4),
        ("nlu:\n- intent: a\n\texamples: x\n", 3),
        ("- just\n- a list\n", 1),
        ("nlu: text\n", 1),
        ("a: &x [1]\nnlu: *x\n", 2),
        ("nlu:\n- intent: a\n  intent: b\n", 3),
        ("nlu:\n- intent: \x07\n", 2),
        ("nlu: " + "[" * 100, 1),
        ("nlu: " + "{a: " * 100, 1),
    ],
)
def test_a_file_that_is_no_such_yaml_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    with pytest.raises(AssistantError) as caught:
        read(tmp_path, text)
    assert caught.value.problem.where.endswith(f"nlu.yml, line {line}")
    assert caught.value.problem.remedy


def test_a_phrase_that_rasa_would_take_for_an_annotation_is_left_out_and_told(
    tmp_path: Path,
) -> None:
    odd = entry("greet", r"\[hi\](there)")
    written = FORMATS["rasa"].write(tmp_path / "nlu.yml", [odd, entry("greet", "hi")])
    assert (written.left_out, len(written.problems)) == (1, 1)
    assert "[hi](there)" in written.problems[0].where
    assert FORMATS["rasa"].read(tmp_path / "nlu.yml").examples == (entry("greet", "hi"),)
