"""Models that travel as one file; and files that only pretend to be models."""

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.paths import user_paths
from assistant.problems import AssistantError
from assistant.understanding import transfer
from assistant.understanding.bundle import Bundle, read_bundle, write_bundle
from assistant.understanding.transfer import export_model, import_model
from assistant.understanding.versions import Versions

Files = dict[str, bytes]


@pytest.fixture
def versions(home: Path, small_bundle: Bundle) -> Versions:
    write_bundle(home / "models" / "mine", small_bundle)
    (home / "models" / "mine" / "learned.json").write_text('["zorgle the blip"]')
    return Versions(user_paths())


@pytest.fixture
def file(versions: Versions, tmp_path: Path) -> Path:
    export_model(versions, "mine", tmp_path / "taken.zip")
    return tmp_path / "taken.zip"


def contents(file: Path) -> Files:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(file: Path, files: Files, *, compressed: bool = False) -> Path:
    kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


def refusal(versions: Versions, file: Path) -> str:
    """Why the file is not taken in; nothing of it is left behind."""
    before = sorted(versions.folder.rglob("*"))
    with pytest.raises(AssistantError) as refused:
        import_model(versions, file, "new")
    assert refused.value.problem.remedy
    assert str(file) in refused.value.problem.where
    assert sorted(versions.folder.rglob("*")) == before
    return refused.value.problem.what


def test_a_model_that_was_exported_and_imported_understands_the_same(
    versions: Versions, file: Path, small_bundle: Bundle
) -> None:
    assert import_model(versions, file) == "taken"
    again = read_bundle(versions.folder / "taken").model().understand("비 와?")
    assert again.ranking == small_bundle.model().understand("비 와?").ranking
    versions.use("taken")
    assert versions.current().name == "taken"


def test_an_export_carries_what_models_share_and_no_phrases(file: Path) -> None:
    assert set(contents(file)) == {
        "manifest.json", "tokenizer.model", "encoder.safetensors", "classifier.safetensors",
        "embedding.safetensors",
    }  # fmt: skip
    assert b"zorgle" not in b"".join(contents(file).values())


def test_an_export_overwrites_nothing(versions: Versions, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(AssistantError, match="already"):
        export_model(versions, "mine", file)
    assert file.read_bytes() == before


def test_an_import_takes_the_name_asked_for_and_no_other_model_s(
    versions: Versions, file: Path
) -> None:
    assert import_model(versions, file, "새_모델") == "새_모델"
    for taken in ("mine", "bundled-x", "../up", ".hidden", "a/b", "", "x" * 80):
        with pytest.raises(AssistantError):
            import_model(versions, file, taken)
    assert import_model(versions, file) == "taken"
    assert import_model(versions, file).startswith("gru-2026")


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "sub/manifest.json", "run.py", "learned.json", "C:\\evil"]
)
def test_only_known_names_are_taken(versions: Versions, file: Path, name: str) -> None:
    files = contents(file)
    del files["tokenizer.model"]
    assert "no part of a model" in refusal(versions, packed(file, files | {name: b"x"}))


def test_a_bomb_is_not_unpacked(
    versions: Versions, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(transfer.LARGEST, "tokenizer.model", 1_000_000)
    files = contents(file) | {"tokenizer.model": b"\0" * 5_000_000}
    assert "larger than" in refusal(versions, packed(file, files, compressed=True))


def test_a_file_that_lies_about_its_size_is_refused(versions: Versions, file: Path) -> None:
    data = bytearray(packed(file, contents(file)).read_bytes())
    entry = data.rindex(b"PK\x01\x02")  # the last of the directory at its end
    data[entry + 24 : entry + 28] = (7).to_bytes(4, "little")
    file.write_bytes(data)
    refusal(versions, file)


def test_a_link_is_refused(versions: Versions, file: Path) -> None:
    files = contents(file)
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("manifest.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        for name in files.keys() - {"manifest.json"}:
            archive.writestr(name, files[name])
    assert "no file" in refusal(versions, file)


def test_a_name_that_comes_twice_is_refused(versions: Versions, file: Path) -> None:
    files = contents(file)
    del files["tokenizer.model"]
    packed(file, files)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("manifest.json", "{}")
    assert "twice" in refusal(versions, file)


def test_another_schema_is_refused_with_what_to_do(versions: Versions, file: Path) -> None:
    manifest = json.loads(contents(file)["manifest.json"]) | {"schema": 99}
    files = contents(file) | {"manifest.json": json.dumps(manifest).encode()}
    assert "schema 99" in refusal(versions, packed(file, files))


@pytest.mark.parametrize(
    "change",
    [
        {"trained": "2026-11-23T12:00:00"},
        {"labels": ["greet", "out_of_scope", "\x1b[31mred"]},
        {"labels": ["greet", "greet", "out_of_scope"]},
        {"metrics": {"held_out_accuracy": "very good"}},
        {"buckets": 1e999},
        {"sizes": {"pieces": "many"}},
        {"calibration": {"temperature": 0.0, "scope_threshold": float("nan")}},
    ],
)
def test_a_manifest_that_would_break_what_shows_it_is_refused(
    versions: Versions, file: Path, change: dict[str, object]
) -> None:
    manifest = json.loads(contents(file)["manifest.json"]) | change
    files = contents(file) | {"manifest.json": json.dumps(manifest).encode()}
    refusal(versions, packed(file, files))


def test_numbers_that_are_none_are_refused(
    versions: Versions, small_bundle: Bundle, tmp_path: Path
) -> None:
    small_bundle.weights["bias"][0] = np.nan  # type: ignore[index]
    write_bundle(versions.folder / "sick", small_bundle)
    export_model(versions, "sick", tmp_path / "sick.zip")
    assert "bias" in refusal(versions, tmp_path / "sick.zip")


def test_deeply_nested_json_is_refused(versions: Versions, file: Path) -> None:
    refusal(versions, packed(file, contents(file) | {"manifest.json": b"[" * 100_000}))


def test_what_is_no_archive_or_not_there_is_refused(versions: Versions, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("hello")
    for name in ("text.zip", "nothing.zip", "."):
        with pytest.raises(AssistantError):
            import_model(versions, tmp_path / name, "new")


def damage(data: bytes) -> st.SearchStrategy[Callable[[], bytes]]:
    """Ways to spoil the bytes: cut short, or some of them changed."""
    cut = st.integers(0, len(data) - 1).map(lambda at: lambda: data[:at])
    place = st.tuples(st.integers(0, len(data) - 1), st.binary(min_size=1, max_size=8))
    spoil = st.lists(place, min_size=1, max_size=4).map(
        lambda places: lambda: _overwritten(data, places)
    )
    return st.one_of(cut, spoil)


def _overwritten(data: bytes, places: list[tuple[int, bytes]]) -> bytes:
    new = bytearray(data)
    for at, other in places:
        new[at : at + len(other)] = other
    return bytes(new[: len(data)])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_is_damaged_is_refused_or_a_whole_model(
    versions: Versions, file: Path, data: st.DataObject
) -> None:
    whole = file.read_bytes()
    broken = file.with_name("broken.zip")
    broken.write_bytes(data.draw(damage(whole))())
    try:
        name = import_model(versions, broken)
    except AssistantError as error:
        assert error.problem.remedy
    else:
        read_bundle(versions.folder / name)
        versions.remove(name)
    assert zipfile.is_zipfile(io.BytesIO(whole))
    assert {each.name for each in versions.folder.iterdir()} <= {"mine", ".lock"}
