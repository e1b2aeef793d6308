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
