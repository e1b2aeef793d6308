"""Snips' data sets, in JSON and in YAML."""

import json
from pathlib import Path
from textwrap import dedent

import pytest

from assistant.plugins.examples import parse_example
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.values import Contents, Labelled
from assistant.problems import AssistantError


def read_json(tmp_path: Path, data: object) -> Contents:
    file = tmp_path / "set.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return FORMATS["snips-json"].read(file)


def read_yaml(tmp_path: Path, text: str) -> Contents:
    file = tmp_path / "set.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return FORMATS["snips-yaml"].read(file)


def entry(intent: str, line: str, language: str = "en") -> Labelled:
    return Labelled(intent, language, parse_example(line))


def test_chunks_become_a_phrase_with_slots(tmp_path: Path) -> None:
    chunks = [
        {"text": "weather in "}, {"text": "Paris ", "slot_name": "place", "entity": "city"},
        {"text": " on "}, {"text": "Monday", "entity": "snips/date"},
    ]  # fmt: skip
    contents = read_json(
        tmp_path,
        {"language": "en", "intents": {"GetWeather": {"utterances": [{"data": chunks}]}}},
    )
    (found,) = contents.examples
    assert found.example.text == "weather in Paris on Monday"
    assert [(slot.start, slot.end, slot.name) for slot in found.example.slots] == [
        (11, 16, "place"),
        (20, 26, "snips/date"),
    ]
    assert contents.problems == ()


def test_the_language_of_the_data_set_holds_for_its_phrases(tmp_path: Path) -> None:
    data = {"language": "ko", "intents": {"a": {"utterances": [{"data": [{"text": "OK"}]}]}}}
    assert read_json(tmp_path, data).examples == (entry("a", "OK", "ko"),)
    contents = read_json(tmp_path, data | {"language": "fr"})
    assert contents.examples == ()
    assert "'fr'" in contents.problems[0].what


def test_a_bad_entry_is_told_with_its_path_and_the_rest_is_kept(tmp_path: Path) -> None:
    utterances = [
        {"data": [{"text": "hi"}]}, {"data": "hi"}, 7, {"data": [{"text": "a"}, {"txt": "b"}]},
        {"data": []}, {"data": [{"text": " ", "slot_name": "x"}, {"text": "y"}]},
        {"data": [{"text": "bye"}]},
    ]  # fmt: skip
    contents = read_json(
        tmp_path,
        {
            "intents": {"greet": {"utterances": utterances}, "none": []},
            "entities": {"city": {"data": [{"value": "Paris"}]}, "date": {"data": []}},
        },
    )
    assert [e.example.text for e in contents.examples] == ["hi", "bye"]
    assert contents.left_out == 6
    places = [p.where.partition("set.json, ")[2].partition(", ")[0] for p in contents.problems]
    assert places == [
        *(f"intents.greet.utterances[{n}]" for n in (1, 2, 3, 4, 5)), "intents.none", "entities",
    ]  # fmt: skip
    assert "data[1]" in contents.problems[2].where


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"intents": []}', '{"intents": {', "[" * 100_000, "9" * 10_000, "nul"]
)
def test_what_is_no_data_set_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(AssistantError) as caught:
        read_json(tmp_path, text)
    assert "set.json" in caught.value.problem.where


def test_utterances_in_yaml_are_read_with_their_slots(tmp_path: Path) -> None:
    contents = read_yaml(
        tmp_path,
        """
        # all in one file
        ---
        type: intent
        name: searchFlight
        slots:
        - name: origin
          entity: city
        utterances:
        - find a flight from [origin](Oslo) to [to:city](New York)
        - "[origin:city] to [to:city], [cabin:class] class"
        - leave from [origin]
        - yes
        ---
        type: entity
        name: city
        values:
        - london
        - [new york, big apple]
        """,
    )
    assert [e for e in contents.examples if e.intent != "searchFlight"] == []
    assert [e.example for e in contents.examples] == [
        parse_example("find a flight from [Oslo](origin) to [New York](to)"),
        parse_example("[london](origin) to [new york](to), [cabin](cabin) class"),
        parse_example("leave from [london](origin)"),
        parse_example("yes"),
    ]
    (note,) = contents.problems
    assert "'cabin'" in note.what
    assert contents.left_out == 0


def test_a_bad_utterance_in_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    contents = read_yaml(
        tmp_path,
        """\
        type: intent
        name: a
        utterances:
        - hi
        - [hi]
        - "[](x)"
        - {hi: there}
        - bye
        ---
        type: intent
        name: b
        """,
    )
    assert [e.example.text for e in contents.examples] == ["hi", "bye"]
    lines = [p.where.partition("line ")[2].partition(",")[0] for p in contents.problems]
    assert lines == ["5", "6", "7", "10"]


def test_yaml_without_an_intent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="type: intent"):
        read_yaml(tmp_path, "type: entity\nname: city\n")
    with pytest.raises(AssistantError, match="needs quotes"):
        read_yaml(tmp_path, "type: intent\nname: a\nutterances:\n- [a](b) c\n")


@pytest.mark.parametrize("name", ["snips-json", "snips-yaml"])
def test_two_languages_do_not_go_into_one_file(tmp_path: Path, name: str) -> None:
    entries = [entry("a", "hi"), entry("a", "안녕", "ko")]
    with pytest.raises(AssistantError) as caught:
        FORMATS[name].write(tmp_path / "set", entries)
    assert "--lang en" in caught.value.problem.remedy
    assert not (tmp_path / "set").exists()


def test_an_export_in_json_is_a_whole_data_set(tmp_path: Path) -> None:
    FORMATS["snips-json"].write(tmp_path / "set", [entry("a", "go to [Rome](city)")])
    data = json.loads((tmp_path / "set").read_text())
    assert data["language"] == "en"
    assert data["intents"]["a"]["utterances"][0]["data"] == [
        {"text": "go to "},
        {"text": "Rome", "slot_name": "city", "entity": "city"},
    ]
    assert set(data["entities"]["city"]) == {
        "data", "use_synonyms", "automatically_extensible", "matching_strictness",
    }  # fmt: skip
