"""Where files live."""

from dataclasses import astuple
from pathlib import Path

import pytest

from assistant import paths as module
from assistant.paths import bundled, user_paths


def test_a_home_holds_everything(tmp_path: Path) -> None:
    paths = user_paths(tmp_path)
    everything = [*astuple(paths), paths.settings, paths.intents, paths.models, paths.history]
    assert all(path == tmp_path or tmp_path in path.parents for path in everything)
    assert paths.log == tmp_path / "assistant.log"


def test_the_environment_names_a_home_and_an_argument_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "portable"))
    assert user_paths().settings == tmp_path / "portable" / "config.toml"
    assert user_paths(tmp_path).settings == tmp_path / "config.toml"


def test_a_home_may_be_relative_or_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_paths(Path("x")).data == tmp_path / "x"
    assert user_paths(Path("~/x")).data == tmp_path / "x"


@pytest.mark.parametrize("home", [None, ""])
def test_without_a_home_each_kind_has_the_place_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    monkeypatch.delenv("ASSISTANT_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("ASSISTANT_HOME", home)
    paths = user_paths()
    assert all(path.is_absolute() and "assistant" in str(path) for path in astuple(paths))
    assert paths.cache != paths.data


def test_asking_where_files_live_makes_none(tmp_path: Path) -> None:
    user_paths(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_comes_with_the_package_is_found_in_a_checkout_and_in_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bundled("intents").is_dir()
    package = tmp_path / "assistant"
    monkeypatch.setattr(module, "__file__", str(package / "paths.py"))
    assert bundled("intents") == tmp_path / "intents"
    (package / "_bundled" / "intents").mkdir(parents=True)
    assert bundled("intents") == package / "_bundled" / "intents"
