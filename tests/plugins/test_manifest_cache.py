"""What a search for plugins keeps of their manifests: an answer that is never another."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.paths import Paths
from assistant.plugins import manifest_cache
from assistant.plugins.library import Library, find_plugins
from assistant.plugins.manifest_cache import FILE, ManifestCache, read_cache
from assistant.tables import Table, parse_table
from tests.plugins.conftest import MakePlugin

PLAY = """
[[intent]]
name = "music.play"
examples = { en = ["play"] }
[intent.slots.size]
values = { small = ["little"] }
"""
SINGLE = '@intent("tea.brew", en=["tea please"])\ndef brew(size: int = 1):\n    return "Tea."\n'


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files whose text was parsed."""
    names: list[str] = []
    for module, name in (("manifest", "parse_table"), ("manifest", "parse_single_file")):
        place = f"assistant.plugins.{module}.{name}"
        real = getattr(__import__(f"assistant.plugins.{module}", fromlist=[name]), name)

        def spied(text: str, file: Path, real=real) -> Table | None:
            names.append(file.name)
            return real(text, file)

        monkeypatch.setattr(place, spied)
    yield names


@pytest.fixture
def found(paths: Paths, make_plugin: MakePlugin) -> Library:
    """Of a search over a folder, a single file and a module that is no plugin."""
    make_plugin(PLAY, root=paths.intents)
    (paths.intents / "tea.py").write_text(SINGLE, encoding="utf-8")
    (paths.intents / "helper.py").write_text("# @intent is not used here\n", encoding="utf-8")
    return find_plugins(paths)


def kept(paths: Paths) -> dict[str, object]:
    manifests: dict[str, object] = json.loads((paths.cache / FILE).read_text())["manifests"]
    return {Path(name).name: entry for name, entry in manifests.items()}


def test_what_did_not_change_is_not_parsed_again(
    paths: Paths, found: Library, parsed: list[str]
) -> None:
    assert [plugin.id for plugin in found.plugins] == ["music", "tea"]
    assert find_plugins(paths) == found
    assert parsed == []


def test_a_changed_manifest_is_read_as_it_is_now(
    paths: Paths, found: Library, parsed: list[str]
) -> None:
    file = paths.intents / "music" / "intent.toml"
    file.write_text(file.read_text().replace("small", "large"), encoding="utf-8")
    (paths.intents / "tea.py").write_text(SINGLE.replace("tea.brew", "tea.boil"), encoding="utf-8")
    intents = find_plugins(paths).intents
    assert intents["music.play"].spec.slots["size"].values == {"large": ("little",)}
    assert "tea.boil" in intents and "tea.brew" not in intents
    assert sorted(parsed) == ["intent.toml", "tea.py"]


def test_what_is_gone_is_dropped(paths: Paths, found: Library) -> None:
    assert kept(paths).keys() == {"intent.toml", "tea.py", "helper.py"}
    (paths.intents / "tea.py").unlink()
    find_plugins(paths)
    assert kept(paths).keys() == {"intent.toml", "helper.py"}


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"made_by": 1, "manifests": []}'],
)
def test_a_broken_cache_is_as_good_as_none(paths: Paths, found: Library, rubbish: bytes) -> None:
    (paths.cache / FILE).write_bytes(rubbish)
    assert find_plugins(paths) == found
    assert kept(paths).keys() == {"intent.toml", "tea.py", "helper.py"}


@pytest.mark.parametrize("entry", [None, 7, "x", [], ["x"], [7, {}, 1], {"a": 1}])
def test_an_entry_of_another_shape_is_read_anew(
    paths: Paths, found: Library, entry: object
) -> None:
    data = json.loads((paths.cache / FILE).read_text())
    data["manifests"] = dict.fromkeys(data["manifests"], entry)
    (paths.cache / FILE).write_text(json.dumps(data))
    assert find_plugins(paths) == found


@pytest.mark.parametrize("table", [7, [], "schema", {}, {"schema": "1"}, {"intent": 3}])
def test_a_table_that_is_no_manifest_is_read_anew(
    paths: Paths, found: Library, table: object
) -> None:
    data = json.loads((paths.cache / FILE).read_text())
    for entry in data["manifests"].values():
        entry[1] = table if entry[1] else entry[1]
    (paths.cache / FILE).write_text(json.dumps(data))
    assert find_plugins(paths) == found


def test_a_cache_of_another_version_is_not_used(
    paths: Paths, found: Library, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_cache, "FORMAT", manifest_cache.FORMAT + 1)
    assert find_plugins(paths) == found
    assert len(parsed) == 3


def test_a_cache_that_cannot_be_written_stops_nothing(paths: Paths, found: Library) -> None:
    (paths.cache / FILE).unlink()
    paths.cache.rmdir()
    paths.cache.write_text("a file in its place")
    assert find_plugins(paths) == found


def test_a_manifest_that_is_refused_is_not_kept(
    paths: Paths, found: Library, make_plugin: MakePlugin
) -> None:
    make_plugin("nonsense = 1", id="art", root=paths.intents)
    first, second = find_plugins(paths), find_plugins(paths)
    assert first.problems == second.problems != ()
    assert len(kept(paths)) == 3


def test_a_cache_that_became_too_large_is_not_written(
    paths: Paths, found: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_cache, "LARGEST", 10)
    assert find_plugins(paths) == found
    assert len(kept(paths)) == 3


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), values))
def test_what_comes_from_the_cache_is_what_was_parsed(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    file = folder / "x.toml"
    file.write_text("same = 1")
    first = ManifestCache()
    first.read(file, lambda text, path: Table(data, path), lambda table: table.data)
    first.keep(folder)
    again = read_cache(folder).read(
        file, lambda text, path: Table(data, path), lambda table: table.data
    )
    assert repr(again) == repr(data)


def test_a_date_is_still_a_date(tmp_path: Path) -> None:
    """JSON has none: such a table is parsed each time."""
    (tmp_path / "x.toml").write_text("day = 2026-11-23")
    for _ in range(2):
        cache = read_cache(tmp_path)
        got = cache.read(tmp_path / "x.toml", parse_table, lambda table: table.data)
        cache.keep(tmp_path)
        assert got == tomllib.loads("day = 2026-11-23")
