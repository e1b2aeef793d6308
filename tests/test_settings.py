"""What a person chose, kept in a file that a person may edit."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.problems import AssistantError
from assistant.settings import Settings, read_settings, switch_plugin, write_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "config.toml"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_without_a_file_everything_has_its_default(file: Path) -> None:
    assert read_settings(file) == (Settings(), ())


def test_settings_come_back_as_they_were(file: Path) -> None:
    chosen = Settings(
        "서울", "ko", "nord", "lstm", True, {"weather": {"unit": "C", "days": [1, 2]}}, 3
    )
    write_settings(file, chosen)
    assert read_settings(file) == (chosen, ())


def test_what_was_not_chosen_is_not_written(file: Path) -> None:
    write_settings(file, Settings(theme="nord"))
    write_settings(file, Settings(home_city="Seoul"))
    assert file.read_text() == 'home_city = "Seoul"\n'


def test_tables_of_others_stay(file: Path) -> None:
    write(file, 'theme = "nord"\n[keys]\nhelp = "f1"\n')
    settings, problems = read_settings(file)
    assert problems == ()
    write_settings(file, settings)
    assert tomllib.loads(file.read_text()) == {"theme": "nord", "keys": {"help": "f1"}}


@pytest.mark.parametrize(
    ("broken", "place"),
    [("theme = nord", "line 1"), ("\n[x]\n[x]\n", "line 3"), ("a = [", "end"), ("\0", "line 1")],
)
def test_a_broken_file_means_defaults_and_is_told_and_not_overwritten(
    file: Path, broken: str, place: str
) -> None:
    write(file, broken)
    settings, (problem,) = read_settings(file)
    assert settings == Settings(first_start_done=True)  # its questions could not be kept
    assert place in problem.where
    with pytest.raises(AssistantError):
        write_settings(file, Settings(theme="nord"))
    assert file.read_text() == broken


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("home_city = 3", "text in quotes"),
        ('language = "fr"', "Unknown value of 'language'"),
        ('cell = "grru"', "'gru'"),
        ('first_start_done = "yes"', "true or false"),
        ("plugins = 3", "a table"),
        ("keep_models = 0", "1 or more"),
        ("keep_models = true", "a whole number"),
        ("plugins = { weather = 3 }", "a table"),
        ('them = "nord"', "'theme'"),
    ],
)
def test_a_wrong_setting_keeps_its_default_and_the_others_hold(
    file: Path, line: str, said: str
) -> None:
    write(file, 'theme = "dracula"\n' + line + "\n")
    settings, (problem,) = read_settings(file)
    assert settings == Settings(theme="dracula")
    assert said in problem.what + problem.remedy
    assert str(file) in problem.where


def test_a_folder_in_the_place_of_the_file_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    settings, (problem,) = read_settings(file)
    assert settings == Settings(first_start_done=True)
    assert str(file) in problem.where


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        ({"LANG": "ko_KR", "LC_MESSAGES": "ko_KR", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LANG": "KO"}, "ko"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_interface_speaks_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    monkeypatch.setattr(os, "environ", environment)
    assert Settings().interface_language == language


def test_the_chosen_language_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"LC_ALL": "ko_KR.UTF-8"})
    assert Settings(language="en").interface_language == "en"


def test_without_any_locale_it_follows_the_systems_own_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr("locale.getlocale", lambda: ("Korean_Korea", "949"))
    assert Settings().interface_language == "ko"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert Settings().interface_language == "en"


@given(st.text(st.characters()), st.dictionaries(st.text(st.characters()), st.text(), max_size=3))
def test_any_text_can_be_a_setting(
    tmp_path_factory: pytest.TempPathFactory, text: str, options: dict[str, str]
) -> None:
    file = tmp_path_factory.mktemp("home") / "config.toml"
    write_settings(file, Settings(home_city=text, plugins={"weather": options}))
    settings, problems = read_settings(file)
    assert problems == ()
    assert settings.home_city == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_where_a_plugin_runs_may_be_chosen_and_a_mistake_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        '[plugins.one]\nisolation = "process"\n[plugins.two]\nisolation = "procces"\n'
        "[plugins.three]\nisolation = 3\n"
    )
    settings, problems = read_settings(path)
    assert [settings.isolation(name) for name in ("one", "two", "three", "four")] == [
        "process", "", "", "",
    ]  # fmt: skip
    assert len(problems) == 2
    assert "process" in problems[0].remedy


def test_switching_a_plugin_keeps_what_was_written_meanwhile(file: Path) -> None:
    write(file, 'theme = "dawn"\n[plugins.tea]\nsugar = 2\n')
    assert switch_plugin(file, "tea", on=False).switched_off == {"tea"}
    file.write_text(file.read_text().replace("sugar = 2", "sugar = 3"))
    assert switch_plugin(file, "tea", on=True).plugins == {"tea": {"sugar": 3}}
    assert read_settings(file)[0] == Settings(theme="dawn", plugins={"tea": {"sugar": 3}})
    switch_plugin(file, "milk", on=False)
    switch_plugin(file, "milk", on=True)
    assert "milk" not in file.read_text()


def test_switching_a_plugin_loses_nothing_that_is_written_wrongly(file: Path) -> None:
    write(file, "home_city = 3\n")
    with pytest.raises(AssistantError, match="home_city"):
        switch_plugin(file, "tea", on=False)
    assert file.read_text() == "home_city = 3\n"
