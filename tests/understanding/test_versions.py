import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.paths import user_paths
from assistant.problems import AssistantError
from assistant.understanding.bundle import Bundle, write_bundle
from assistant.understanding.versions import DEFAULT, Versions


@pytest.fixture
def versions(home: Path, small_bundle: Bundle) -> Versions:
    for name in ("first", "second"):
        write_bundle(home / "models" / name, small_bundle)
    return Versions(user_paths())


def test_without_a_training_the_bundled_model_is_in_use(home: Path) -> None:
    assert Versions(user_paths()).current().name == DEFAULT


def test_undo_walks_back_through_the_models_in_use(versions: Versions) -> None:
    versions.use("first")
    versions.use("second")
    assert versions.current().name == "second"
    assert versions.undo().name == "first"
    assert versions.undo().name == DEFAULT
    with pytest.raises(AssistantError, match="no model before"):
        versions.undo()


def test_a_model_that_is_not_there_cannot_be_used(versions: Versions) -> None:
    with pytest.raises(AssistantError, match="There are: first, second"):
        versions.use("third")
    assert versions.current().name == DEFAULT


def test_a_broken_model_cannot_be_put_in_use(versions: Versions) -> None:
    (versions.folder / "first" / "encoder.safetensors").write_bytes(b"")
    with pytest.raises(AssistantError):
        versions.use("first")
    assert versions.current().name == DEFAULT


def test_when_the_model_in_use_breaks_the_one_before_serves(versions: Versions) -> None:
    versions.use("first")
    versions.use("second")
    (versions.folder / "second" / "classifier.safetensors").write_bytes(b"\x00" * 40)
    bundle, problems = versions.load()
    assert bundle.name == "first"
    assert "second" in problems[0].where


@pytest.mark.parametrize("content", ["", "{", "[]", '{"stack": 3}', '{"stack": [7]}', "\x00"])
def test_a_broken_pointer_leads_to_the_bundled_model(versions: Versions, content: str) -> None:
    (versions.folder / "current.json").write_text(content)
    assert versions.current().name == DEFAULT
    assert versions.load()[1] == ()


def test_the_model_in_use_is_not_deleted(versions: Versions) -> None:
    versions.use("first")
    versions.use("second")
    with pytest.raises(AssistantError):
        versions.remove("second")
    with pytest.raises(AssistantError):
        versions.remove(DEFAULT)
    versions.remove("first")
    assert versions.undo().name == DEFAULT


def stored(versions: Versions) -> object:
    return json.loads((versions.folder / "current.json").read_text())["stack"]


def test_a_model_is_renamed_whether_in_use_or_not(versions: Versions) -> None:
    versions.use("first")
    versions.use("second")
    versions.rename("second", "둘째")
    versions.rename("first", "eerste")
    assert versions.current().name == "둘째"
    assert versions.undo().name == "eerste"
    assert stored(versions) == ["bundled-gru", "eerste"]


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "..\\x", "bundled-x", "second", "a" * 61, "x."]
)
def test_a_name_that_cannot_be_one_or_is_taken_is_refused(versions: Versions, name: str) -> None:
    with pytest.raises(AssistantError):
        versions.rename("first", name)
    assert {version.name for version in versions.all()} >= {"first", "second"}


def test_a_bundled_model_keeps_its_name(versions: Versions) -> None:
    with pytest.raises(AssistantError, match="keeps its name"):
        versions.rename(DEFAULT, "mine")


@pytest.mark.parametrize("moved", [False, True])
def test_a_rename_that_is_cut_short_leaves_the_model_in_use(
    versions: Versions, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    """Between any two of its three steps: pointer, folder, pointer."""
    versions.use("first")
    versions.use("second")
    rename = Path.rename

    def cut_short(self: Path, target: Path) -> Path:
        if moved:
            rename(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", cut_short)
    with pytest.raises(KeyboardInterrupt):
        versions.rename("second", "new")
    monkeypatch.undo()
    assert versions.current().name == ("new" if moved else "second")
    assert versions.load()[0].name == ("new" if moved else "second")
    assert versions.undo().name == "first"


def test_a_model_says_how_much_disk_it_takes(versions: Versions) -> None:
    first = next(version for version in versions.all() if version.name == "first")
    assert first.size == sum(file.stat().st_size for file in first.folder.iterdir()) > 0


def dated(versions: Versions, bundle: Bundle, *names: str) -> None:
    """Models, one a day."""
    for day, name in enumerate(names, 1):
        manifest = replace(bundle.manifest, trained=datetime(2027, 1, day, tzinfo=UTC))
        write_bundle(versions.folder / name, replace(bundle, manifest=manifest))


def test_the_oldest_models_beyond_those_to_keep_are_deleted(
    versions: Versions, small_bundle: Bundle
) -> None:
    dated(versions, small_bundle, "a", "b", "c", "d")
    for name in ("a", "b", "a", "c"):
        versions.use(name)
    assert set(versions.tidy(4)) == {"first", "second"}
    assert versions.tidy(1, spare="d") == ()  # a, b and c were in use last
    assert versions.tidy(1) == ("d",)
    assert versions.current().name == "c"
    assert versions.undo().name == "a"


def test_names_in_the_pointer_that_are_gone_count_for_nothing(versions: Versions) -> None:
    for name in ("first", "second", "first"):
        versions.use(name)
    (versions.folder / "second").rename(versions.folder / ".away")
    assert versions.mend() == (None, "first")
    assert stored(versions) == ["bundled-gru", "first"]
    assert versions.before() == DEFAULT
