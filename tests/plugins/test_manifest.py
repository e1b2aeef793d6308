"""What a plugin's intent.toml says, and how its mistakes are told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.plugins.examples import Example
from assistant.plugins.manifest import PluginTest, read_manifest
from assistant.plugins.slot_specs import SlotSpec
from assistant.problems import AssistantError, Problem

MakePlugin = Callable[..., Path]  # see conftest.py

WHOLE = """
capabilities = ["network"]
timeout = 2
description = { en = "music", ko = "음악" }

[[intent]]
name = "music.play"
handler = "play"
description = { en = "play music", ko = "음악 틀기" }
example = { en = "play some [jazz](genre)" }

[intent.slots.genre]
type = "genre"
required = true
prompt = { en = "Which?", ko = "어떤 거요?" }

[intent.examples]
en = ["put on [bossa nova](genre)"]
ko = ["[보사노바](genre) 틀어줘"]
not = ["stop the music"]

[[test]]
say = "play jazz"
intent = "music.play"
slots = { genre = "jazz" }
"""


def problem_of(folder: Path) -> Problem:
    with pytest.raises(AssistantError) as caught:
        read_manifest(folder)
    assert str(folder) in caught.value.problem.where
    assert caught.value.problem.remedy
    return caught.value.problem


def texts(examples: tuple[Example, ...]) -> list[str]:
    return [example.text for example in examples]


def test_a_manifest_says_all_there_is_to_know_of_a_plugin(make_plugin: MakePlugin) -> None:
    plugin = read_manifest(make_plugin(WHOLE, handler=""))
    (intent,) = plugin.intents
    assert (plugin.id, plugin.version, plugin.builtin) == ("music", "0.1.0", False)
    assert (plugin.capabilities, plugin.timeout) == ({"network"}, 2.0)
    assert plugin.tests == (PluginTest("play jazz", "music.play", {"genre": "jazz"}),)
    assert intent.slots == {
        "genre": SlotSpec("genre", "genre", True, {"en": "Which?", "ko": "어떤 거요?"})
    }
    assert intent.example == {"en": "play some jazz"}
    assert texts(intent.examples["en"]) == ["put on bossa nova"]
    assert texts(intent.examples["ko"]) == ["보사노바 틀어줘"]
    assert texts(intent.negatives) == ["stop the music"]
    assert plugin.check() == ()


def test_phrases_stand_in_files_too_with_comments_and_blank_lines(make_plugin: MakePlugin) -> None:
    files = {
        "music.play.en.txt": "\ufeff# loud\n\nplay it loud\r\n  \\#1 hits  \n",
        "music.play.not.txt": "be quiet\n",
    }
    plugin = read_manifest(make_plugin('[[intent]]\nname = "music.play"\n', phrases=files))
    assert texts(plugin.intents[0].examples["en"]) == ["play it loud", "#1 hits"]
    assert texts(plugin.intents[0].negatives) == ["be quiet"]
    assert plugin.check() == ()


def test_phrases_are_read_only_when_asked_for(make_plugin: MakePlugin) -> None:
    folder = make_plugin('[[intent]]\nname = "music.play"\n')
    plugin = read_manifest(folder)
    (folder / "examples" / "music.play.en.txt").write_text("play\n")
    assert texts(plugin.intents[0].examples["en"]) == ["play"]


def test_ten_thousand_phrases_are_fine(make_plugin: MakePlugin) -> None:
    lines = "".join(f"play number [{n}](number)\n" for n in range(10_000))
    plugin = read_manifest(
        make_plugin(
            '[[intent]]\nname = "music.play"\n[intent.slots.number]\n',
            phrases={"music.play.en.txt": lines},
        )
    )
    assert len(plugin.intents[0].examples["en"]) == 10_000


def test_broken_toml_is_told_with_its_line(make_plugin: MakePlugin) -> None:
    assert "line 6" in problem_of(make_plugin('\ntimeout = "a\n')).where


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in problem_of(tmp_path / "nowhere").what


@pytest.mark.parametrize(
    ("manifest", "where", "said"),
    [
        ("timeuot = 3", "intent.toml", "'timeout'"),
        ("timeout = true", "intent.toml", "a number, not True"),
        ("timeout = -1", "intent.toml", "above 0"),
        ("timeout = nan", "intent.toml", "above 0"),
        ('capabilities = "network"', "intent.toml", "a list"),
        ('capabilities = ["netwrok"]', "intent.toml", "'network'"),
        ("capabilities = [1]", "intent.toml", "Entry 1"),
        ("intent = 3", "intent.toml", "a list"),
        ("intent = [3]", "[[intent]] 1", "list of tables"),
        ("[[intent]]", "[[intent]] 1", "'name' is missing"),
        ('[[intent]]\nname = "Music Play"', "[[intent]] 1", "music.play"),
        ('[[intent]]\nname = "a"\nhandlr = "f"', "(a)", "'handler'"),
        ('[[intent]]\nname = "a"\n[[intent]]\nname = "a"', "[[intent]] 2 (a)", "twice"),
        ('[[intent]]\nname = "a"\nhandler = "os.system"', "(a)", "function"),
        ('[[intent]]\nname = "a"\nhandler = "f"', "(a)", "no handler.py"),
        ('[[intent]]\nname = "a"\nreply = { fr = "oui" }', "(a), reply", "en, ko"),
        ('[[intent]]\nname = "a"\nexample = { en = "[x" }', "(a)", "not closed"),
        ('[[intent]]\nname = "a"\n[intent.examples]\nfr = []', "(a), examples", "en, ko, not"),
        ('[[intent]]\nname = "a"\n[intent.slots]\ncity = 1', "(a), slots", "a table"),
        ('[[intent]]\nname = "a"\n[intent.slots.City]', "(a), slots", "name of a slot"),
        ('[[intent]]\nname = "a"\n[intent.slots.x]\nneeded = 1', "slots, x", "required"),
        ('[[test]]\nsay = "x"', "[[test]] 1", "'intent' is missing"),
        ('[[test]]\nsay = "x"\nintent = "a"\nslots = { x = 1 }', "[[test]] 1, slots", "text"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_mend(
    make_plugin: MakePlugin, manifest: str, where: str, said: str
) -> None:
    problem = problem_of(make_plugin(manifest + "\n"))
    assert where in problem.where
    assert said in problem.what + problem.remedy


@pytest.mark.parametrize(
    "name", ["", "Music", "music..play", ".a", "a b", "a/../b", "음악", "a" * 65]
)
def test_a_name_that_could_not_be_a_file_is_no_intent(make_plugin: MakePlugin, name: str) -> None:
    problem_of(make_plugin(f'[[intent]]\nname = "{name}"\n'))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema = 1", "schema = 2", "Update the assistant"),
        ("api = 1", "api = 99", "Update the assistant"),
        ("schema = 1", "schema = 0", "Write schema = 1"),
        ("schema = 1\n", "", "'schema' is missing"),
        ('id = "music"', 'id = "../music"', "cannot be the id"),
    ],
)
def test_a_head_that_does_not_fit_is_refused(
    make_plugin: MakePlugin, old: str, new: str, said: str
) -> None:
    manifest = make_plugin() / "intent.toml"
    manifest.write_text(manifest.read_text().replace(old, new))
    problem = problem_of(manifest.parent)
    assert said in problem.what + problem.remedy


def test_out_of_scope_has_no_handler(make_plugin: MakePlugin) -> None:
    manifest = '[[intent]]\nname = "out_of_scope"\nhandler = "f"\n'
    assert "reserved" in problem_of(make_plugin(manifest, handler="")).what


def test_a_broken_line_costs_that_line_and_is_told(make_plugin: MakePlugin) -> None:
    plugin = read_manifest(
        make_plugin(
            '[[intent]]\nname = "music.play"\nreply = { en = "ok" }\n[intent.slots.genre]\n',
            phrases={"music.play.en.txt": "play\nplay [jazz\n# c\nplay [jazz](gnere)\nstart\n"},
        )
    )
    assert texts(plugin.intents[0].examples["en"]) == ["play", "start"]
    unclosed, undeclared = plugin.check()
    assert "music.play.en.txt, line 2, character 6" in unclosed.where
    assert "line 4" in undeclared.where
    assert "'genre'" in undeclared.remedy


def test_a_file_full_of_mistakes_is_told_in_a_few_words(make_plugin: MakePlugin) -> None:
    plugin = read_manifest(
        make_plugin('[[intent]]\nname = "music.play"\n', phrases={"music.play.en.txt": "[\n" * 500})
    )
    assert len(plugin.check()) == 11
    assert "490 more" in plugin.check()[-1].what


def test_a_phrase_file_of_an_unknown_language_or_intent_is_told(make_plugin: MakePlugin) -> None:
    files = {"music.play.fr.txt": "joue\n", "music.paly.en.txt": "play\n", "notes.md": "fine\n"}
    folder = make_plugin('[[intent]]\nname = "music.play"\n', phrases=files)
    (folder / "examples" / "ko").mkdir()
    told = read_manifest(folder).check()
    assert {Path(problem.where).name for problem in told} == {
        "music.play.fr.txt",
        "music.paly.en.txt",
        "ko",
    }


def test_a_phrase_file_that_is_no_text_is_left_out(make_plugin: MakePlugin) -> None:
    folder = make_plugin(
        '[[intent]]\nname = "music.play"\n', phrases={"music.play.ko.txt": "틀어\n"}
    )
    (folder / "examples" / "music.play.en.txt").write_bytes(b"fine\nbr\xf6ken\n")
    plugin = read_manifest(folder)
    assert texts(plugin.intents[0].examples["ko"]) == ["틀어"]
    (problem,) = plugin.check()
    assert problem.where.endswith("music.play.en.txt, line 2")
    assert "UTF-8" in problem.remedy


def test_a_huge_file_is_refused(make_plugin: MakePlugin) -> None:
    folder = make_plugin('[[intent]]\nname = "music.play"\n')
    with (folder / "examples" / "music.play.en.txt").open("wb") as file:
        file.truncate(5_000_000)
    (problem,) = read_manifest(folder).check()
    assert "larger than 4 MB" in problem.what


def test_a_pipe_or_a_loop_in_the_place_of_a_file_does_not_hang(make_plugin: MakePlugin) -> None:
    folder = make_plugin('[[intent]]\nname = "music.play"\n')
    (folder / "examples" / "loop").symlink_to(folder / "examples")
    (folder / "examples" / "music.play.ko.txt").symlink_to(
        folder / "examples" / "music.play.ko.txt"
    )
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "examples" / "music.play.en.txt")
    plugin = read_manifest(folder)
    assert plugin.intents[0].examples["en"] == ()
    assert plugin.check()


def test_a_manifest_nested_out_of_all_reason_is_refused(make_plugin: MakePlugin) -> None:
    problem_of(make_plugin("x = " + "[" * 5000 + "]" * 5000))
