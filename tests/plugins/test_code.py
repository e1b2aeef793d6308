"""What shows of a plugin's code without running it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.plugins.code import check_code
from assistant.plugins.manifest import Plugin, read_manifest, read_module

MakePlugin = Callable[..., Path]  # see conftest.py

INTENT = '[[intent]]\nname = "music.play"\nhandler = "play"\n[intent.slots.genre]\n'


def music(make_plugin: MakePlugin, handler: str, head: str = "") -> Plugin:
    return read_manifest(make_plugin(head + INTENT, handler=handler))


@pytest.mark.parametrize(
    "handler",
    [
        "def play(): ...",
        "async def play(ctx, slots, genre=''): ...",
        "def play(*args, **kwargs): ...",
        "from .elsewhere import play",
        "from elsewhere import any as play",
        "play = print",
        "def play():\n    open('x')\n    other.http()",
    ],
)
def test_a_handler_that_is_there_is_in_order(make_plugin: MakePlugin, handler: str) -> None:
    assert check_code(music(make_plugin, handler)) == ()


def test_a_missing_handler_is_told_with_the_line_of_the_manifest(make_plugin: MakePlugin) -> None:
    (problem,) = check_code(music(make_plugin, "def plya(): ..."))
    assert "intent.toml, line 7" in problem.where
    assert "'plya'" in problem.remedy


def test_a_parameter_that_is_no_slot_is_told_with_its_line(make_plugin: MakePlugin) -> None:
    (problem,) = check_code(music(make_plugin, "def play(\n    ctx,\n    *,\n    gerne,\n): ..."))
    assert "handler.py, line 4" in problem.where
    assert "'genre'" in problem.remedy


def test_code_that_is_no_python_is_told_with_its_line(make_plugin: MakePlugin) -> None:
    (problem,) = check_code(music(make_plugin, "def play():\n    return ]"))
    assert "handler.py, line 2" in problem.where


@pytest.mark.parametrize(
    ("use", "capability"),
    [
        ("ctx.http()", "network"),
        ("ctx.schedule.add(1)", "notify"),
        ("ctx.notify('a')", "notify"),
        ("ctx.open('a')", "exec"),
        ("ctx.require('files')", "files"),
    ],
)
def test_a_capability_that_is_used_must_be_declared(
    make_plugin: MakePlugin, use: str, capability: str
) -> None:
    code = f"def play(ctx):\n    {use}\n    {use}\n"
    (problem,) = check_code(music(make_plugin, code))
    assert repr(capability) in problem.what
    assert "handler.py, line 2" in problem.where


def test_one_that_is_declared_or_only_used_in_tests_is_in_order(make_plugin: MakePlugin) -> None:
    declared = 'capabilities = ["network"]\n'
    plugin = music(make_plugin, "def play(ctx):\n    ctx.http()", declared)
    (plugin.folder / "tests").mkdir()
    (plugin.folder / "tests" / "test_it.py").write_text("ctx.open('a')")
    assert check_code(plugin) == ()


def test_a_single_file_is_looked_at_alone(tmp_path: Path) -> None:
    file = tmp_path / "art.py"
    file.write_text(
        "from assistant import intent\n@intent('art.show')\ndef f(ctx): ctx.open('a')\n"
    )
    (tmp_path / "other.py").write_text("][")
    plugin = read_module(file)
    assert plugin is not None
    (problem,) = check_code(plugin)
    assert "@intent" in problem.remedy
