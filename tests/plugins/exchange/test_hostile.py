"""Files that would hang, crash or fill the memory of a careless reader."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.plugins.exchange import values
from assistant.plugins.exchange.formats import FORMATS, format_named
from assistant.plugins.exchange.templates import TAKEN
from assistant.plugins.exchange.values import REPORTED
from assistant.problems import AssistantError

SUFFIX = {"ovos": ".intent"}
GOOD = {
    "rasa": "nlu:\n- intent: a\n  examples: |\n    - {0}\n",
    "snips-json": '{{"intents": {{"a": {{"utterances": [{{"data": [{{"text": "{0}"}}]}}]}}}}}}',
    "snips-yaml": 'type: intent\nname: a\nutterances:\n- "{0}"\n',
    "ovos": "{0}\n",
    "jsonl": '{{"text": "{0}", "intent": "a"}}\n',
    "csv": "text,intent\n{0},a\n",
}
EVERY = pytest.mark.parametrize("name", FORMATS)


def place(tmp_path: Path, name: str, data: bytes) -> Path:
    file = tmp_path / f"a{SUFFIX.get(name, '.txt')}"
    file.write_bytes(data)
    return file


@EVERY
def test_marks_of_windows_and_of_the_mac_do_not_matter(tmp_path: Path, name: str) -> None:
    decomposed = "\u1112\u1161\u11ab\u1100\u1173\u11af"  # as file systems of the Mac write 한글
    text = GOOD[name].format(decomposed).replace("\n", "\r\n")
    file = place(tmp_path, name, b"\xef\xbb\xbf" + text.encode())
    (entry,) = FORMATS[name].read(file).examples
    assert (entry.intent, entry.language, entry.example.text) == ("a", "ko", "한글")


@EVERY
@pytest.mark.parametrize("encoding", ["utf-16", "cp949"])
def test_another_encoding_is_told(tmp_path: Path, name: str, encoding: str) -> None:
    file = place(tmp_path, name, GOOD[name].format("한글").encode(encoding))
    with pytest.raises(AssistantError, match="UTF-8"):
        FORMATS[name].read(file)


@EVERY
def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path: Path, name: str) -> None:
    file = place(tmp_path, name, b"")
    with file.open("r+b") as opened:
        opened.truncate(100_000_000)
    with pytest.raises(AssistantError, match="larger than"):
        FORMATS[name].read(file)


@EVERY
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(AssistantError, match="gone"):
        FORMATS[name].read(tmp_path / "gone.intent")


def test_nested_aliases_are_refused(tmp_path: Path) -> None:
    bomb = 'a: &a ["x","x"]\n' + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20)
    )
    for name in ("rasa", "snips-yaml"):
        with pytest.raises(AssistantError, match="Aliases"):
            FORMATS[name].read(place(tmp_path, name, bomb.encode()))


@pytest.mark.parametrize("name", ["rasa", "snips-yaml"])
def test_deep_nesting_is_refused_without_the_parser_written_in_c_too(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    monkeypatch.delattr(yaml, "CSafeLoader")
    for text in ("[" * 100_000, "{a: " * 100_000, "- " * 100_000):
        with pytest.raises(AssistantError, match="deep"):
            FORMATS[name].read(place(tmp_path, name, text.encode()))
    assert FORMATS[name].read(place(tmp_path, name, GOOD[name].format("hi").encode())).examples


def test_huge_alternations_are_bounded(tmp_path: Path) -> None:
    text = "(a|b|c|d|e)" * 80 + "\n" + "(" * 5 + "a|" * 400 + ")" * 5 + "\n"
    contents = FORMATS["ovos"].read(place(tmp_path, "ovos", (text * 20).encode()))
    assert len(contents.examples) == 20 * TAKEN + 20 * TAKEN


def test_a_file_with_too_many_entries_is_taken_in_part_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MOST", 10)
    file = place(tmp_path, "jsonl", GOOD["jsonl"].format("hi").encode() * 11)
    contents = FORMATS["jsonl"].read(file)
    assert len(contents.examples) == 10
    assert "more than 10" in contents.problems[0].what


def test_of_very_many_problems_the_first_are_told(tmp_path: Path) -> None:
    contents = FORMATS["jsonl"].read(place(tmp_path, "jsonl", b"x\n" * 5000))
    assert len(contents.problems) == REPORTED + 1
    assert "4,900 more" in contents.problems[-1].what
    assert contents.left_out == 5000


def test_very_long_lines_of_brackets_are_told_at_once(tmp_path: Path) -> None:
    for name, unit in (("rasa", "[a]{"), ("snips-yaml", "[a]("), ("csv", "["), ("ovos", "(a|")):
        text = GOOD[name].format((unit * 100_000).replace("'", ""))
        contents = FORMATS[name].read(place(tmp_path, name, text.encode()))
        assert (len(contents.examples), contents.left_out) == (0, 1)


@pytest.mark.parametrize(
    ("name", "unit"), [("rasa", "[a](b)"), ("csv", "[a](b)"), ("snips-yaml", "[a:b](c)")]
)
def test_a_phrase_with_very_many_slots_is_left_out(tmp_path: Path, name: str, unit: str) -> None:
    text = GOOD[name].format(unit * 1000)
    contents = FORMATS[name].read(place(tmp_path, name, text.encode()))
    assert (len(contents.examples), contents.left_out) == (0, 1)
    assert "1,000 slots" in contents.problems[0].what


@EVERY
@settings(max_examples=60, deadline=None)
@given(
    junk=st.one_of(
        st.binary(max_size=200),
        st.text(alphabet='- :|[]{}()"\\#&*!%,\nabintent한', max_size=200).map(str.encode),
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(
    name: str, junk: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("junk")
    whole = GOOD[name].format("hi").encode()
    for data in (junk, whole + junk, whole[: len(whole) // 2] + junk):
        try:
            contents = FORMATS[name].read(place(folder, name, data))
        except AssistantError as error:
            assert error.problem.remedy
        else:
            assert all(entry.example.text for entry in contents.examples)


def test_a_format_is_never_guessed() -> None:
    with pytest.raises(AssistantError, match="Did you mean 'jsonl'"):
        format_named("jsnl")
