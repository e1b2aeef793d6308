"""A single file of a plugin that is written wrongly is told; nothing in it stops the others."""

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.plugins.manifest import read_module

MISTAKES = {
    "a slot that is no dict": 'slots={"size": 3}',
    "the name of a slot that is no text": "slots={1: {}}",
    "a key of a slot that is no text": 'slots={"size": {2: [1]}}',
    "a value that is no text": 'slots={"size": {"values": {1: ["a"]}}}',
    "a capability that is no text": 'capabilities=[["exec"]]',
    "a language that is no text": 'description={1: "a"}',
    "a phrase that is no text": "ko=[3]",
    "bytes": 'description={"en": b"a"}',
    "a lone surrogate": r'ko=["\ud800"]',
}


def write(file: Path, decorator: str = "", parameters: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        "from assistant import intent\n"
        f'@intent("tea.brew", en=["tea please"], {decorator})\ndef brew({parameters}): return ""\n',
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("decorator", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_file(home: Path, decorator: str) -> None:
    bot = Assistant()
    file = write(bot.paths.intents / "tea.py", decorator, "size")
    (problem,) = bot.library.broken.values()
    assert problem.where.startswith(f"{file}, ")
    assert any(plugin.id == "time" for plugin in bot.library.plugins)


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        ("'datetime'", "datetime"), ("'dt.timedelta'", "duration"), ("'class'", "text"),
        ("'City | None'", "text"), ("int | None", "number"), ("list['City']", "city"),
        ("'not even Python ['", "text"),
    ],
)  # fmt: skip
def test_an_annotation_may_be_anything(tmp_path: Path, annotation: str, kind: str) -> None:
    plugin = read_module(write(tmp_path / "tea.py", parameters=f"when: {annotation}"))
    assert plugin is not None
    assert plugin.intents[0].slots["when"].type == kind


def test_an_annotation_that_is_too_deep_is_told(home: Path) -> None:
    bot = Assistant()
    write(bot.paths.intents / "tea.py", parameters=f"when: {' | '.join(['int'] * 1500)}")
    assert len(bot.library.broken) == 1
