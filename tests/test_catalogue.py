"""The interface's own words."""

import string
import tomllib
from pathlib import Path

import pytest

from assistant import catalogue
from assistant.catalogue import LANGUAGES, say
from assistant.korean import is_korean

FOLDER = Path(catalogue.__file__).parent
ENTRIES = {
    f"{file.stem}.{name}": entry
    for file in sorted(FOLDER.glob("*.toml"))
    for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
}


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_word_of_the_interface_exists_in_both_languages() -> None:
    assert ENTRIES
    wrong = {key: sorted(entry) for key, entry in ENTRIES.items() if set(entry) != set(LANGUAGES)}
    assert wrong == {}


def test_both_languages_fill_in_the_same_values() -> None:
    wrong = [
        key
        for key, entry in ENTRIES.items()
        if len({frozenset(fields(t)) for t in entry.values()}) > 1
    ]
    assert wrong == []


def test_the_english_words_are_not_korean() -> None:
    """The other way round does not hold: some words, such as names, are the same in both."""
    assert [key for key, entry in ENTRIES.items() if is_korean(entry["en"])] == []


def test_every_word_can_be_said() -> None:
    for key, entry in ENTRIES.items():
        for language in LANGUAGES:
            values: dict[str, object] = {str(name): 7 for name in fields(entry[language])}
            assert say(key, language, **values)


def test_words_are_said_with_their_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.toml").write_text(
        '[hi]\nen = "Hi {name}"\nko = "{name} 안녕"\n[brace]\nen = "{"\n', encoding="utf-8"
    )
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "__init__.py"))
    assert say("x.hi", "ko", name="{지수}") == "{지수} 안녕"
    assert say("x.hi", "fr", name="Al") == "Hi Al"
    assert say("x.brace", "en") == "{"
    with pytest.raises(KeyError):
        say("x.nothing", "en")
