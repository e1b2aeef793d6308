"""OVOS' intent and entity files, and the phrases that a line with choices stands for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.plugins.examples import format_example, parse_example
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.templates import TAKEN, Choice, Words, parse_template
from assistant.plugins.exchange.values import Contents, Labelled
from assistant.problems import AssistantError


def read(tmp_path: Path, lines: str, **entities: str) -> Contents:
    folder = tmp_path / "skill"
    folder.mkdir()
    (folder / "ask.weather.intent").write_text(lines, encoding="utf-8")
    for name, words in entities.items():
        (folder / f"{name}.entity").write_text(words, encoding="utf-8")
    return FORMATS["ovos"].read(folder / "ask.weather.intent")


def lines(contents: Contents) -> list[str]:
    return [format_example(entry.example) for entry in contents.examples]


def test_a_line_is_a_phrase_of_the_intent_that_the_file_is_named_for(tmp_path: Path) -> None:
    contents = read(tmp_path, "# for the weather\n\nhow is it outside\r\n날씨 어때\n")
    assert contents.examples == (
        Labelled("ask.weather", "en", parse_example("how is it outside")),
        Labelled("ask.weather", "ko", parse_example("날씨 어때")),
    )


def test_choices_are_written_out(tmp_path: Path) -> None:
    contents = read(tmp_path, "(what is|tell me) [the] weather (today|)\n")
    assert lines(contents) == [
        "what is the weather today", "what is the weather", "what is weather today",
        "what is weather", "tell me the weather today", "tell me the weather",
        "tell me weather today", "tell me weather",
    ]  # fmt: skip


def test_choices_may_stand_inside_choices(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "go (now|[right] (away|on))")) == [
        "go now", "go right away", "go right on", "go away", "go on",
    ]  # fmt: skip


def test_slots_are_filled_from_the_entity_file_beside(tmp_path: Path) -> None:
    contents = read(
        tmp_path,
        "rain in {city} {when:date}\n",
        city="# cities\nParis\n(New|) York\n",
        when="soon\n",
    )
    assert lines(contents) == [
        "rain in [Paris](city) [soon](when)", "rain in [New York](city) [soon](when)",
        "rain in [York](city) [soon](when)",
    ]  # fmt: skip
    assert contents.problems == ()


def test_a_slot_without_words_is_filled_with_its_name_and_told_once(tmp_path: Path) -> None:
    contents = read(tmp_path, "play {song_name}\n{song_name} please\nsing {../x}\n")
    assert [e.example.text for e in contents.examples] == [
        "play song name", "song name please", "sing ../x",
    ]  # fmt: skip
    first, other = contents.problems
    assert "2 phrases" in first.what and "song_name.entity" in first.remedy
    assert "'../x'" in other.what
    assert contents.left_out == 0


def test_of_countless_phrases_some_of_every_choice_are_taken_and_it_is_told(
    tmp_path: Path,
) -> None:
    contents = read(tmp_path, "(a|b|c|d|e|f|g|h|i|j) " * 80)
    assert len(contents.examples) == TAKEN
    for place in range(80):
        assert len({e.example.text.split()[place] for e in contents.examples}) > 5
    (note,) = contents.problems
    assert "countless" in note.what and "line 1" in note.where


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("what (is", 6), ("what is)", 8), ("(a|b]", 5), ("a {b", 3), ("{}", 1), ("[a", 1),
        ("(" * 50 + ")" * 50, 11),
    ],
)  # fmt: skip
def test_brackets_that_do_not_match_are_told_with_the_place(
    tmp_path: Path, line: str, place: int
) -> None:
    contents = read(tmp_path, f"hi\n{line}\nbye\n")
    assert lines(contents) == ["hi", "bye"]
    (problem,) = contents.problems
    assert problem.where.endswith(f"line 2, character {place}")


def test_a_bad_line_of_an_entity_file_costs_that_line(tmp_path: Path) -> None:
    contents = read(tmp_path, "to {city}\n", city="Paris\n(Rome\n{x}\n")
    assert lines(contents) == ["to [Paris](city)"]
    assert ["line 2" in p.where or "line 3" in p.where for p in contents.problems] == [True, True]


def test_a_folder_is_read_with_the_language_that_folders_are_named_for(tmp_path: Path) -> None:
    for folder, phrase in (("en-us", "hi"), ("ko-kr", "OK"), ("de-de", "hallo")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "greet.intent").write_text(phrase)
    contents = FORMATS["ovos"].read(tmp_path)
    assert [(e.language, e.example.text) for e in contents.examples] == [("en", "hi"), ("ko", "OK")]
    (problem,) = contents.problems
    assert "'de-de'" in problem.what


def test_another_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "city.entity").write_text("Paris\n")
    for path in (tmp_path / "city.entity", tmp_path, tmp_path / "gone.intent"):
        with pytest.raises(AssistantError):
            FORMATS["ovos"].read(path)


def test_an_export_has_templates_and_the_words_of_their_slots(tmp_path: Path) -> None:
    entries = [
        Labelled("trip", "en", parse_example(line))
        for line in ("to [Rome](city)", "to [Oslo](city)", "what (now)", "to [#1](city)")
    ]
    written = FORMATS["ovos"].write(tmp_path, entries)
    assert (tmp_path / "en-us" / "trip.intent").read_text() == "to {city}\n"
    assert (tmp_path / "en-us" / "city.entity").read_text() == "Rome\nOslo\n"
    assert written.left_out == 2


@settings(deadline=None)
@given(st.text(alphabet="ab ()[]|{}", max_size=40))
def test_any_line_is_written_out_or_refused(line: str) -> None:
    try:
        template = parse_template(line, lambda slot: Choice((Words("x", slot), Words("y", slot))))
    except AssistantError:
        return
    phrases = list(template.phrases())
    assert len(phrases) == min(template.count, TAKEN)
    assert all(set(phrase.text) <= set("ab xy|") for phrase in phrases)
