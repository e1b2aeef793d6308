"""What is written in a format is read from it again, whatever a phrase holds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.plugins.examples import LONGEST, Example, SlotSpan, tidy
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.values import Labelled

WORDS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "[](){}|\\#:,\"'-/ \t\n\x85\u200b\u2028\ufeff\uffff é한글ㅎㅏㄴ\u1112\u1161\ud800😀"
        ),
    ),
    max_size=40,
)


@st.composite
def examples(draw: st.DrawFn) -> Example:
    text = draw(st.one_of(WORDS, st.from_regex(r"[a-z가-힣 ]{1,30}", fullmatch=True)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    names = st.sampled_from(["city", "date", "x_1"])
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return tidy(Example(text, tuple(SlotSpan(a, b, draw(names)) for a, b in pairs)))


def labelled(languages: tuple[str, ...]) -> st.SearchStrategy[list[Labelled]]:
    entries = st.builds(
        Labelled,
        st.sampled_from(["weather.now", "music.play", "out_of_scope", "yes", "null"]),
        st.sampled_from(languages),
        examples().filter(lambda example: 0 < len(example.text) <= LONGEST),
    )
    return st.lists(entries, max_size=6, unique_by=lambda entry: entry.example.text)


def read_back(name: str, entries: list[Labelled], file: Path, language: str | None) -> int:
    """How many of the phrases the format cannot hold; all others must be read as they were."""
    written = FORMATS[name].write(file, entries)
    assert len(written.problems) == written.left_out
    if len(entries) > written.left_out:
        contents = FORMATS[name].read(file, language)
        assert contents.problems == ()
        assert len(contents.examples) == len(entries) - written.left_out
        assert set(contents.examples) <= set(entries)
    return written.left_out


@pytest.mark.parametrize("name", ["rasa", "jsonl", "csv"])
@settings(max_examples=100, deadline=None)
@given(entries=labelled(("en", "ko")))
def test_a_file_in_both_languages_gives_back_what_was_written(
    name: str, entries: list[Labelled], tmp_path_factory: pytest.TempPathFactory
) -> None:
    left_out = read_back(name, entries, tmp_path_factory.mktemp("exchange") / "file", None)
    assert name == "rasa" or left_out == 0


@pytest.mark.parametrize("name", ["snips-json", "snips-yaml"])
@settings(max_examples=100, deadline=None)
@given(entries=labelled(("en",)), language=st.sampled_from(["en", "ko"]))
def test_a_file_in_one_language_gives_back_what_was_written(
    name: str, language: str, entries: list[Labelled], tmp_path_factory: pytest.TempPathFactory
) -> None:
    entries = [Labelled(entry.intent, language, entry.example) for entry in entries]
    left_out = read_back(name, entries, tmp_path_factory.mktemp("exchange") / "file", language)
    assert name == "snips-yaml" or left_out == 0


@settings(max_examples=80, deadline=None)
@given(entries=labelled(("en", "ko")))
def test_a_folder_for_ovos_gives_back_the_phrases_and_their_slots(
    entries: list[Labelled], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("exchange")
    written = FORMATS["ovos"].write(folder, entries)
    if len(entries) == written.left_out:
        return
    contents = FORMATS["ovos"].read(folder)
    assert contents.problems == ()
    without_slots = {entry for entry in entries if not entry.example.slots}
    read = set(contents.examples)
    left_out = {entry for entry in without_slots if entry not in read}
    assert len(left_out) <= written.left_out
    assert {e for e in read if not e.example.slots} == without_slots - left_out


SIMPLE = [
    Labelled("weather.now", "en", Example("weather in Paris", (SlotSpan(11, 16, "city"),))),
    Labelled("weather.now", "en", Example("no", ())),
    Labelled("music.play", "en", Example("play: 100% #1 jazz", (SlotSpan(14, 18, "genre"),))),
    Labelled("music.play", "en", Example('it\'s "loud", 🎵', ())),
]


@pytest.mark.parametrize("name", FORMATS)
def test_everyday_phrases_are_held_by_every_format(name: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    assert FORMATS[name].write(target, SIMPLE).left_out == 0
    contents = FORMATS[name].read(target)
    assert contents.problems == ()
    assert sorted(contents.examples, key=repr) == sorted(SIMPLE, key=repr)


@pytest.mark.parametrize("name", FORMATS)
def test_twenty_thousand_phrases_are_written_and_read(name: str, tmp_path: Path) -> None:
    many = [Labelled(f"a.i{n % 50}", "en", Example(f"phrase number {n}")) for n in range(20_000)]
    FORMATS[name].write(tmp_path / "target", many)
    assert set(FORMATS[name].read(tmp_path / "target").examples) == set(many)
