"""Which plugins there are, and what they can do together."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.paths import Paths, bundled
from assistant.plugins.library import Library, find_plugins
from assistant.problems import Problem

MakePlugin = Callable[..., Path]  # see conftest.py

HANDLED = '[[intent]]\nname = "{}"\nhandler = "f"\n'
ONLY_PHRASES = '[[intent]]\nname = "{}"\n'


def builtin(tmp_path: Path) -> Path:
    return tmp_path / "builtin"


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


def test_without_any_plugin_there_are_no_intents_and_no_problems(paths: Paths) -> None:
    assert find_plugins(paths) == Library((), ())


def test_the_built_in_come_first_then_those_of_the_user(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    make_plugin(HANDLED.format("zoo.open"), id="zoo", root=builtin(tmp_path), handler="")
    make_plugin(HANDLED.format("art.show"), id="art", root=paths.intents, handler="")
    library = find_plugins(paths)
    assert [(p.id, p.builtin) for p in library.plugins] == [("zoo", True), ("art", False)]
    assert list(library.intents) == ["zoo.open", "art.show"]
    assert library.problems == ()


def test_a_broken_plugin_is_told_and_stops_no_other(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    make_plugin("][", id="broken", root=paths.intents)
    make_plugin(HANDLED.format("art.show"), id="art", root=paths.intents, handler="")
    (paths.intents / "bytes").mkdir()
    (paths.intents / "bytes" / "intent.toml").write_bytes(b"\xff\x00")
    library = find_plugins(paths)
    assert [plugin.id for plugin in library.plugins] == ["art"]
    assert [Path(p.where.split(",")[0]).parent.name for p in library.problems] == [
        "broken",
        "bytes",
    ]


def test_users_phrases_join_the_built_in_intent_and_keep_their_origin(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    slots = '[intent.slots.city]\ntype = "city"\n'
    make_plugin(
        HANDLED.format("time.now") + slots,
        id="time",
        root=builtin(tmp_path),
        handler="",
        phrases={"time.now.en.txt": "what time is it\n"},
    )
    make_plugin(
        ONLY_PHRASES.format("time.now") + "[intent.slots.city]\n",
        id="mine",
        root=paths.intents,
        phrases={"time.now.en.txt": "clock [Oslo](city)\n", "time.now.not.txt": "clock radio\n"},
    )
    library = find_plugins(paths)
    intent = library.intents["time.now"]
    assert intent.plugin is not None
    assert intent.plugin.id == "time"
    assert intent.spec.handler == "f"
    assert intent.spec.slots["city"].type == "city"
    assert [(p.example.text, p.origin) for p in intent.spec.phrases if not p.negative] == [
        ("what time is it", "builtin"),
        ("clock Oslo", "own"),
    ]
    assert [example.text for example in intent.spec.negatives] == ["clock radio"]
    assert library.check() == ()


def test_a_slot_that_the_handler_does_not_know_costs_the_phrase(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    slots = '[intent.slots.city]\ntype = "city"\n'
    make_plugin(HANDLED.format("time.now") + slots, root=builtin(tmp_path), handler="")
    make_plugin(
        ONLY_PHRASES.format("time.now") + "[intent.slots.ctiy]\n",
        id="mine",
        root=paths.intents,
        phrases={"time.now.en.txt": "clock [Oslo](ctiy)\nclock\n"},
    )
    library = find_plugins(paths)
    assert [e.text for e in library.intents["time.now"].spec.examples["en"]] == ["clock"]
    assert "'city'" in only(library.check()).remedy


def test_an_intent_that_only_the_user_made_has_no_plugin(
    paths: Paths, make_plugin: MakePlugin
) -> None:
    manifest = ONLY_PHRASES.format("joke.tell") + 'reply = { en = "Knock knock." }\n'
    make_plugin(
        manifest, id="mine", root=paths.intents, phrases={"joke.tell.en.txt": "a joke please\n"}
    )
    intent = find_plugins(paths).intents["joke.tell"]
    assert intent.plugin is None
    assert intent.spec.reply == {"en": "Knock knock."}
    assert intent.shown().example == {"en": "a joke please"}


def test_the_user_may_write_a_handler_of_their_own(paths: Paths, make_plugin: MakePlugin) -> None:
    make_plugin(HANDLED.format("joke.tell"), id="mine", root=paths.intents, handler="")
    plugin = find_plugins(paths).intents["joke.tell"].plugin
    assert plugin is not None
    assert plugin.id == "mine"


def test_phrases_that_were_there_before_their_plugin_join_it(
    paths: Paths, make_plugin: MakePlugin
) -> None:
    make_plugin(
        ONLY_PHRASES.format("music.play"),
        id="mine",
        root=paths.intents,
        phrases={"music.play.en.txt": "sing\n"},
    )
    make_plugin(HANDLED.format("music.play"), id="music", root=paths.intents, handler="")
    intent = find_plugins(paths).intents["music.play"]
    assert intent.plugin is not None
    assert intent.plugin.id == "music"
    assert [example.text for example in intent.spec.examples["en"]] == ["sing"]


def test_an_intent_keeps_its_first_answer_and_a_second_one_is_told(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    make_plugin(HANDLED.format("time.now"), id="time", root=builtin(tmp_path), handler="")
    thief = HANDLED.format("time.now") + HANDLED.format("art.show")
    make_plugin(thief, id="thief", root=paths.intents, handler="")
    library = find_plugins(paths)
    plugin = library.intents["time.now"].plugin
    assert plugin is not None
    assert plugin.id == "time"
    assert "art.show" in library.intents
    assert "'time'" in only(library.problems).what
    assert "thief" in only(library.problems).where


def test_two_plugins_cannot_have_the_same_id(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    first = make_plugin(id="time", root=builtin(tmp_path))
    second = make_plugin(id="time", root=paths.intents)
    library = find_plugins(paths)
    assert [plugin.folder for plugin in library.plugins] == [first]
    assert str(second) in only(library.problems).where


def test_nobody_else_may_pass_for_the_users_own_phrases(
    paths: Paths, make_plugin: MakePlugin, tmp_path: Path
) -> None:
    make_plugin(id="mine", root=builtin(tmp_path))
    library = find_plugins(paths)
    assert library.plugins == ()
    assert "your own phrases" in only(library.problems).what


def test_a_plugin_that_is_switched_off_is_listed_and_not_used(
    paths: Paths, make_plugin: MakePlugin
) -> None:
    make_plugin(HANDLED.format("art.show"), id="art", root=paths.intents, handler="")
    library = find_plugins(paths, switched_off=["art", "unknown"])
    assert (library.plugins, dict(library.intents)) == ((), {})
    assert [plugin.id for plugin in library.switched_off] == ["art"]


def test_a_manifest_under_a_wrong_name_is_told(paths: Paths) -> None:
    (paths.intents / "music").mkdir(parents=True)
    (paths.intents / "music" / "intents.toml").write_text("")
    (paths.intents / "pictures").mkdir()
    assert "no intent.toml" in only(find_plugins(paths).problems).what


def test_links_that_go_in_circles_and_files_among_the_plugins_do_no_harm(paths: Paths) -> None:
    paths.intents.mkdir(parents=True)
    (paths.intents / "self").symlink_to(paths.intents / "self")
    (paths.intents / "up").symlink_to(paths.intents)
    (paths.intents / "README").write_text("hello")
    library = find_plugins(paths)
    assert (library.plugins, library.problems) == ((), ())


def test_a_file_in_the_place_of_the_intents_folder_is_told(paths: Paths) -> None:
    paths.data.mkdir()
    paths.intents.write_text("")
    assert str(paths.intents) in only(find_plugins(paths).problems).where


def install(site: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """As pip does: the metadata of a package with an entry point, on the path."""
    info = site / "tunes-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tunes\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[assistant.intents]\ntunes = {value}\n")
    monkeypatch.syspath_prepend(str(site))


@pytest.mark.parametrize("value", ["tunes_pkg.deep", "tunes_pkg.deep:anything"])
def test_an_installed_package_brings_a_plugin_and_is_not_imported(
    paths: Paths,
    make_plugin: MakePlugin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    value: str,
) -> None:
    package = tmp_path / "site" / "tunes_pkg"
    folder = make_plugin(HANDLED.format("tunes.play"), id="deep", root=package, handler="1 / 0")
    for each in (package, folder):
        (each / "__init__.py").write_text("raise RuntimeError('imported')")
    install(tmp_path / "site", monkeypatch, value)
    library = find_plugins(paths)
    assert library.problems == ()
    assert [plugin.folder for plugin in library.plugins] == [folder]
    assert not any(name.startswith("tunes_pkg") for name in sys.modules)


@pytest.mark.parametrize("value", ["tunes_gone", "tunes_gone.deep", "json", "sys", "!bad!"])
def test_an_installed_plugin_that_is_not_there_is_told(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    install(tmp_path / "site", monkeypatch, value)
    problem = only(find_plugins(paths).problems)
    assert value in problem.where
    assert "pip" in problem.remedy


def test_finding_plugins_imports_nothing_that_starts_slowly(tmp_path: Path) -> None:
    """In a process of its own, for this one has imported everything already."""
    heavy = ["asyncio", "httpx", "importlib.metadata", "sqlite3", "difflib", "textual", "torch"]
    code = (
        "import sys; from assistant.plugins.library import find_plugins\n"
        "from assistant.paths import user_paths\n"
        f"import pathlib; find_plugins(user_paths(pathlib.Path({str(tmp_path)!r}))).intents\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_built_in_plugins_are_whole(tmp_path: Path) -> None:
    """Every folder of intents/ with a manifest is a plugin, and no phrase of them is left out."""
    from assistant.paths import user_paths

    library = find_plugins(user_paths(tmp_path))
    folders = {path.parent.name for path in bundled("intents").glob("*/intent.toml")}
    assert library.check() == ()
    assert {plugin.id for plugin in library.plugins if plugin.builtin} == folders
    assert [problem for plugin in library.plugins for problem in plugin.check()] == []
