"""Examples from elsewhere as the user's own phrases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plugins.examples import Example, SlotSpan, is_slot_name, parse_example
from assistant.plugins.exchange.formats import FORMATS
from assistant.plugins.exchange.names import is_intent_name, our_intent, our_slot
from assistant.plugins.exchange.taking import Difference, difference, parse_names, take
from assistant.plugins.exchange.values import REPORTED, Labelled
from assistant.plugins.library import Library
from assistant.plugins.manifest import read_manifest
from assistant.plugins.mine import Mine, OwnPhrase
from assistant.problems import AssistantError

NONE = Library(())


def entry(intent: str, line: str, place: str = "f, line 1") -> Labelled:
    return Labelled(intent, "en", parse_example(line), place)


def with_slots(intent: str, *names: str) -> Labelled:
    """An example whose slots have names that a line could not hold."""
    text = " ".join("x" for _ in names)
    spans = tuple(SlotSpan(2 * n, 2 * n + 1, name) for n, name in enumerate(names))
    return Labelled(intent, "en", Example(text, spans), "f, line 1")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("ask_weather", "ask_weather"), ("weather.now", "weather.now"),
        ("GetWeather", "get_weather"), ("faq/ask_name", "faq.ask_name"),
        ("Add-To Playlist", "add_to_playlist"),
        ("skill:HTMLPage", "skill.html_page"), ("café", "cafe"), ("..a..", "a"), ("_x_", "x"),
        ("음악", None), ("음악_play", None), ("2fa", None), ("", None), ("!", None),
        ("a" * 65, None),
    ],
)  # fmt: skip
def test_a_name_of_another_system_becomes_one_of_ours(theirs: str, ours: str | None) -> None:
    assert our_intent(theirs) == ours


@given(st.text(max_size=80))
def test_whatever_a_name_is_it_becomes_a_legal_one_or_none(name: str) -> None:
    intent, slot = our_intent(name), our_slot(name)
    assert intent is None or is_intent_name(intent)
    assert slot is None or is_slot_name(slot)


def test_a_changed_name_is_told_once() -> None:
    taken = take([entry("GetWeather", "hi"), entry("GetWeather", "hello")], {}, NONE)
    assert [phrase.intent for phrase in taken.phrases] == ["get_weather", "get_weather"]
    (note,) = taken.problems
    assert "'GetWeather' is taken as get_weather" in note.what


def test_names_are_mapped_as_the_user_says() -> None:
    entries = [entry("GetWeather", "hi"), entry("음악", "play"), with_slots("a", "timeRange", "B")]
    names = parse_names(
        ["GetWeather=weather.now", "음악=music.play", "timeRange=date", "Gone=gone"]
    )
    taken = take(entries, names, NONE)
    assert [phrase.intent for phrase in taken.phrases] == ["weather.now", "music.play", "a"]
    assert [slot.name for slot in taken.phrases[2].example.slots] == ["date", "b"]
    assert [p.what for p in taken.problems] == [
        "The slot 'B' is taken as b.", "Nothing is called 'Gone'.",
    ]  # fmt: skip


def test_an_intent_that_has_no_name_of_ours_is_left_out_and_told_once() -> None:
    taken = take([entry("음악", "play"), entry("음악", "sing"), entry("a", "hi")], {}, NONE)
    assert [phrase.intent for phrase in taken.phrases] == ["a"]
    assert taken.left_out == 2
    (problem,) = taken.problems
    assert "--as '음악=NAME'" in problem.remedy
    assert problem.where == "f, line 1, and 1 more"


@pytest.mark.parametrize("pair", ["x", "=a", "a=", "a=Not Legal", "f.yml"])
def test_what_is_no_pair_of_names_is_refused(pair: str) -> None:
    with pytest.raises(AssistantError):
        parse_names([pair])


def test_a_slot_may_not_be_mapped_to_what_only_an_intent_can_be_called() -> None:
    taken = take([with_slots("a", "when")], {"when": "date.time"}, NONE)
    assert [slot.name for slot in taken.phrases[0].example.slots] == ["when"]


def test_a_slot_that_another_plugin_does_not_know_is_left_out_and_its_words_stay(
    make_answering: Callable[[str, str], Library],
) -> None:
    library = make_answering("music.play", "genre")
    entries = [entry("music.play", "[jazz](genre) by [Miles](artist)")]
    entries += [entry("music.play", f"by [n{n}](artist)", f"f, line {n}") for n in (2, 3)]
    taken = take([*entries, entry("mine", "by [x](artist)")], {}, library)
    assert taken.phrases[0].example == parse_example("[jazz](genre) by Miles")
    assert taken.phrases[3].example == parse_example("by [x](artist)")
    (problem,) = taken.problems
    assert "no slot 'artist'" in problem.what
    assert problem.where == "f, line 1, “jazz by Miles”, and 2 more"
    assert "--as artist=NAME" in problem.remedy


def test_of_a_phrase_that_means_two_things_the_last_is_taken_and_it_is_told() -> None:
    taken = take([entry("a", "hi"), entry("b", "Hi"), entry("b", "hi")], {}, NONE)
    assert [(phrase.intent, phrase.example.text) for phrase in taken.phrases] == [("b", "hi")]
    assert ["a and b" in problem.what for problem in taken.problems] == [True]


def test_of_very_many_notes_the_first_are_told(tmp_path: Path) -> None:
    taken = take([entry(f"Intent{n}", f"phrase {n}") for n in range(5000)], {}, NONE)
    assert (len(taken.phrases), len(taken.problems)) == (5000, REPORTED + 1)
    odd = [entry("a", rf"\[{n}\](x)") for n in range(5000)]
    written = FORMATS["rasa"].write(tmp_path / "out", odd)
    assert (written.left_out, len(written.problems)) == (5000, REPORTED + 1)


def test_what_changes_is_counted(tmp_path: Path) -> None:
    mine = Mine(tmp_path / "mine")
    lesson = [OwnPhrase("a", "en", Example(text)) for text in ("one", "two", "three")]
    before = mine.add_all(lesson[:2])
    assert difference((), lesson) == Difference(3, 0, 0)
    changed = [lesson[0], OwnPhrase("b", "en", Example("Two")), lesson[2]]
    assert difference(before, changed) == Difference(added=1, replaced=1, unchanged=1)
    mine.add_all(changed)
    assert difference(mine.phrases(), changed) == Difference(0, 0, 3)
    assert read_manifest(mine.folder).check() == ()


@pytest.fixture
def make_answering(tmp_path: Path) -> Callable[[str, str], Library]:
    """A plugin that answers an intent with one slot."""

    def make(intent: str, slot: str) -> Library:
        (tmp_path / "handler.py").touch()
        (tmp_path / "intent.toml").write_text(
            'schema = 1\nid = "p"\nversion = "1"\napi = 1\n[[intent]]\nhandler = "f"\n'
            f'name = "{intent}"\nslots.{slot}.type = "text"\n'
        )
        return Library((read_manifest(tmp_path),))

    return make
