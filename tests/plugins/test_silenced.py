"""Built-in phrases that the user switches off, and on again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import user_paths
from assistant.plugins.examples import Example, parse_example, same_phrase
from assistant.plugins.library import Library, find_plugins
from assistant.plugins.manifest import MINE
from assistant.plugins.silenced import FILE, read_silenced, restore, silence
from assistant.problems import AssistantError

HELLO = "greeting.hello"


def library(home: Path) -> Library:
    return find_plugins(user_paths(home))


def phrases(home: Path) -> set[str]:
    return {phrase.example.text for phrase in library(home).intents[HELLO].spec.phrases}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return user_paths(tmp_path).intents / MINE


def test_a_phrase_switched_off_is_gone_until_it_is_switched_on(
    tmp_path: Path, folder: Path
) -> None:
    before = phrases(tmp_path)
    one = Example(sorted(before)[0])
    silence(folder, [(HELLO, one)])
    assert before - phrases(tmp_path) == {one.text}
    restore(folder, [(HELLO, one)])
    assert phrases(tmp_path) == before


def test_it_is_switched_off_for_its_own_intent_alone(folder: Path) -> None:
    silence(folder, [(HELLO, Example("Hello  There"))])
    silence(folder, [("time.now", Example("hello there"))])
    restore(folder, [("time.now", Example("hello there"))])
    assert read_silenced(folder) == {HELLO: frozenset({"hello there"})}


def test_the_users_own_phrase_of_the_same_words_stays(tmp_path: Path, folder: Path) -> None:
    one = Example(sorted(phrases(tmp_path))[0])
    examples = folder / "examples"
    examples.mkdir(parents=True)
    (folder / "intent.toml").write_text(
        f'schema = 1\nid = "mine"\nversion = "1"\napi = 1\n[[intent]]\nname = "{HELLO}"\n'
    )
    (examples / f"{HELLO}.en.txt").write_text(one.text + "\n")
    silence(folder, [(HELLO, one)])
    assert one.text in phrases(tmp_path)


@given(st.lists(st.text(min_size=1, max_size=40), max_size=4))
def test_any_phrase_can_be_switched_off(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("mine")
    examples = [example for text in texts if (example := _example(text)) and example.text]
    silence(folder, [(HELLO, example) for example in examples])
    expected = frozenset(same_phrase(example.text) for example in examples)
    assert read_silenced(folder).get(HELLO, frozenset()) == expected


def _example(text: str) -> Example | None:
    try:
        return parse_example(text)
    except AssistantError:
        return None


def test_a_file_that_cannot_be_read_is_a_problem_and_stops_nothing(
    tmp_path: Path, folder: Path
) -> None:
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(b"\xff\xfe\xff")
    found = library(tmp_path)
    assert HELLO in found.intents
    assert any(FILE in problem.where for problem in found.problems)
