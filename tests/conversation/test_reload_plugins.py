"""Plugins that are changed while the assistant runs. No model is loaded, but where it says so."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from assistant import Assistant
from assistant.plugins.grants import grant
from assistant.plugins.loading import function_of
from assistant.plugins.manifest import Plugin
from assistant.plugins.reloading import PluginChange
from assistant.understanding.understanding import Understanding

HEAD = 'schema = 1\nid = "{id}"\nversion = "{version}"\napi = 1\n'
BREW = """
[[intent]]
name = "coffee.brew"
handler = "brew"
examples = { en = ["make me a coffee", "I need an espresso"], ko = ["커피 한 잔 내려줘"] }
"""
ONE = 'def brew(ctx):\n    return "one"\n'
TWO = 'def brew(ctx):\n    return "two"\n'  # as long as ONE, and saved in the same second
SINGLE = '@intent("tea.brew", en=["tea please"])\ndef brew():\n    return "Tea."\n'

Save = Callable[..., PluginChange | None]


@pytest.fixture
def bot(home: Path) -> Assistant:
    return Assistant()


@pytest.fixture
def save(bot: Assistant) -> Save:
    """Write files of a plugin (None: remove one), and have them read again."""

    def write(place: str = "coffee", **files: str | None) -> PluginChange | None:
        bot.library  # noqa: B018  as it was before
        for name, text in files.items():
            suffix = ".toml" if name == "intent" else ".txt" if "_" in name else ".py"
            file = bot.paths.intents / place / (name.replace("_", ".") + suffix)
            if suffix == ".txt":
                file = file.parent / "examples" / file.name
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
        found = bot.reload_plugins({bot.paths.intents / place})
        assert len(found) <= 1
        return found[0] if found else None

    return write


def manifest(version: str = "1", id: str = "coffee") -> str:
    return HEAD.format(id=id, version=version) + BREW


def plugin(bot: Assistant) -> Plugin:
    return next(p for p in bot.library.plugins if p.id == "coffee")


def said(bot: Assistant) -> object:
    return function_of(plugin(bot), "brew")(None)


def test_a_plugin_that_is_put_there_is_used_at_once(bot: Assistant, save: Save) -> None:
    change = save(intent=manifest(), handler=ONE)
    assert change == PluginChange("coffee", "added", 1, 3)
    assert said(bot) == "one"


def test_a_saved_handler_answers_anew(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    assert said(bot) == "one"
    assert save(handler=TWO) == PluginChange("coffee", "reloaded", 1, 3)
    assert said(bot) == "two"


def test_a_saved_manifest_and_phrase_file_are_read(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    assert save(intent=manifest("2")) == PluginChange("coffee", "reloaded", 1, 3)
    assert plugin(bot).version == "2"
    assert save(coffee_brew_en="a latte\n") == PluginChange("coffee", "reloaded", 1, 4)
    examples = bot.library.intents["coffee.brew"].spec.examples["en"]
    assert "a latte" in [example.text for example in examples]


def test_what_a_phrase_file_has_wrong_is_told_with_its_line(save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    change = save(coffee_brew_en="a latte\nan [x](\n")
    assert change is not None and change.became == "reloaded"
    (problem,) = change.problems
    assert "coffee.brew.en.txt, line 2" in problem.where


def test_a_broken_manifest_keeps_the_last_good_one(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    change = save(intent="schema = \n", handler=ONE)
    assert change is not None
    assert (change.became, change.plugin, change.kept) == ("broken", "coffee", True)
    assert "intent.toml" in change.problems[0].where and "line 1" in change.problems[0].where
    assert change.problems[0] in bot.problems
    assert said(bot) == "one"
    bot.learn()  # teaching reads the plugins too
    assert plugin(bot).version == "1"
    assert save(intent=manifest("3")) == PluginChange("coffee", "mended", 1, 3)
    assert plugin(bot).version == "3"
    assert bot.problems == ()


def test_a_broken_handler_keeps_the_one_that_is_loaded(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    assert said(bot) == "one"
    change = save(handler='def brew(ctx):\n    return "two\n')
    assert change is not None and change.kept
    assert "handler.py, line 2" in change.problems[0].where
    assert said(bot) == "one"
    (bot.paths.intents / "tea.py").write_text(SINGLE, encoding="utf-8")
    assert bot.reload_plugins({bot.paths.intents / "tea.py"})[0].became == "added"
    assert said(bot) == "one"  # it is broken still, whatever else is read
    bot.library  # noqa: B018
    assert save(handler=TWO) == PluginChange("coffee", "mended", 1, 3)
    assert said(bot) == "two"


def test_the_last_save_that_was_whole_is_the_last_good_one(bot: Assistant, save: Save) -> None:
    """Also when nobody asked for it between that save and the broken one."""
    save(intent=manifest(), handler=ONE)
    assert said(bot) == "one"
    save(handler=TWO)
    change = save(handler="def brew(ctx:\n")
    assert change is not None and change.kept
    assert said(bot) == "two"


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("import no_such_module\n", "no_such_module"),
        ("x = 1\ny = 1 / 0\n", "ZeroDivisionError"),
        ("raise SystemExit\n", "SystemExit"),
    ],
)
def test_code_that_cannot_be_imported_keeps_what_was(
    bot: Assistant, save: Save, code: str, what: str
) -> None:
    save(intent=manifest(), handler=ONE)
    assert said(bot) == "one"
    change = save(handler=code)
    assert change is not None and change.became == "broken" and change.kept
    assert what in change.problems[0].what
    assert said(bot) == "one"
    bot.learn()
    assert said(bot) == "one" and change.problems[0] in bot.problems
    assert save(handler=TWO) == PluginChange("coffee", "mended", 1, 3)
    assert said(bot) == "two"


def test_a_manifest_whose_code_cannot_be_imported_leaves_the_one_before(
    bot: Assistant, save: Save
) -> None:
    save(intent=manifest(), handler=ONE)
    assert said(bot) == "one"
    renamed = manifest("2").replace('handler = "brew"', 'handler = "make"')
    change = save(intent=renamed, handler="import nothing_of_that_name\n\n\ndef make(): ...\n")
    assert change is not None and change.kept
    assert plugin(bot).version == "1"
    assert plugin(bot).intents[0].handler == "brew"
    assert said(bot) == "one"


def test_code_that_hangs_while_it_is_imported_keeps_what_was(
    bot: Assistant, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    monkeypatch.setitem(sys.modules, "gate_of_this_test", gate)  # type: ignore[arg-type]
    save(intent=manifest().replace("api = 1", "api = 1\ntimeout = 0.1"), handler=ONE)
    assert said(bot) == "one"
    change = save(handler="import gate_of_this_test\ngate_of_this_test.wait()\n" + TWO)
    assert change is not None and change.kept
    assert "Importing it did not answer within 0.1 seconds" in change.problems[0].what
    assert said(bot) == "one"
    gate.set()
    for thread in threading.enumerate():
        if thread.name == "plugin coffee":
            thread.join(20)
    assert said(bot) == "one"


def test_nothing_of_a_plugin_that_is_off_is_run(bot: Assistant, save: Save, tmp_path: Path) -> None:
    save(intent=manifest(), handler=ONE)
    assert said(bot) == "one"
    bot.switch_plugin("coffee", on=False)
    ran = tmp_path / "ran"
    save(handler=f"open({str(ran)!r}, 'w').close()\n{TWO}")
    assert not ran.exists()
    bot.switch_plugin("coffee", on=True)
    assert said(bot) == "two"


def test_a_broken_handler_that_was_never_loaded_is_not_said_to_go_on(save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    change = save(handler="def brew(ctx:\n")
    assert change is not None and change.became == "broken" and not change.kept


def test_a_file_beside_the_handler_counts_and_a_test_does_not(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler="from .words import brew\n", words=ONE)
    assert said(bot) == "one"
    change = save(words="def (")
    assert change is not None and "words.py, line 1" in change.problems[0].where
    assert said(bot) == "one"
    assert save(words=TWO) == PluginChange("coffee", "mended", 1, 3)
    assert said(bot) == "two"
    (bot.paths.intents / "coffee" / "test_it.py").write_text("def (")
    assert save() == PluginChange("coffee", "reloaded", 1, 3)


def test_a_plugin_that_is_broken_from_the_start_is_not_there(bot: Assistant, save: Save) -> None:
    change = save(intent="id = 1")
    assert change is not None
    assert (change.plugin, change.became, change.kept) == ("coffee", "broken", False)
    assert save(intent=manifest(), handler=ONE) == PluginChange("coffee", "mended", 1, 3)


def test_a_plugin_that_is_taken_away_is_gone(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    assert save(intent=None, handler=None) == PluginChange("coffee", "removed")
    assert "coffee.brew" not in bot.library.intents
    assert save() is None


def test_a_broken_plugin_that_is_taken_away_is_gone_too(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    save(intent="broken", handler=ONE)
    assert save(intent=None, handler=None) == PluginChange("coffee", "removed")
    assert bot.problems == ()


def test_the_id_of_another_plugin_is_refused_and_both_answer_as_before(
    bot: Assistant, save: Save
) -> None:
    save(intent=manifest(), handler=ONE)
    save("milk", intent=HEAD.format(id="milk", version="1"))
    change = save("milk", intent=HEAD.format(id="coffee", version="1"))
    assert change is not None and change.became == "broken"
    assert "already a plugin" in change.problems[0].what
    assert said(bot) == "one"


def test_what_is_switched_off_is_read_in_silence(bot: Assistant, save: Save) -> None:
    save(intent=manifest(), handler=ONE)
    bot.switch_plugin("coffee", on=False)
    assert "coffee.brew" not in bot.library.intents
    assert "enabled = false" in bot.paths.settings.read_text()
    assert save(intent=manifest("2")) is None
    bot.switch_plugin("coffee", on=True)
    assert plugin(bot).version == "2"
    with Assistant() as another:
        assert not another.settings.switched_off


def test_a_single_file_is_a_plugin_like_any_other(bot: Assistant) -> None:
    bot.library  # noqa: B018
    file = bot.paths.intents / "tea.py"
    file.parent.mkdir(parents=True)
    for text, change in (
        (SINGLE, PluginChange("tea", "added", 1, 1)),
        (SINGLE.replace('"]', '", "a cup of tea"]'), PluginChange("tea", "reloaded", 1, 2)),
    ):
        file.write_text(text, encoding="utf-8")
        assert bot.reload_plugins({file}) == (change,)
    file.write_text("@intent(\n")
    (broken,) = bot.reload_plugins({file})
    assert broken.became == "broken" and "tea.py, line 1" in broken.problems[0].where
    assert "tea.brew" in bot.library.intents
    file.unlink()
    assert bot.reload_plugins({file}) == (PluginChange("tea", "removed"),)


@pytest.mark.usefixtures("rehearsed")
def test_the_phrases_of_a_plugin_are_learned(bot: Assistant, save: Save) -> None:
    """With the bundled model: those of a new intent, and those added to one that it knows."""
    bot.load()
    more = HEAD.format(id="more", version="1") + '[[intent]]\nname = "time.now"\n'
    for place, name, text, words in (
        ("coffee", "coffee.brew", manifest(), "I need an espresso"),
        ("more", "time.now", more + 'examples = { en = ["ticktock zulu"] }\n', "ticktock zulu"),
    ):
        before = bot.understand(words).intent
        assert before is None or before.name != name
        save(place, intent=text, handler=ONE)
        after = bot.understand(words).intent
        assert after is not None and after.name == name
    with Assistant() as again:
        after = again.understand("ticktock zulu").intent
        assert after is not None and after.name == "time.now"


class _Waiting:
    """A Host whose notify does not return until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def notify(self, title: str, text: str) -> None:
        self.begun.set()
        self.go.wait(20)


def test_a_save_while_an_isolated_handler_works_does_not_end_it(
    bot: Assistant, save: Save, home: Path
) -> None:
    head = 'api = 1\nisolation = "process"\ncapabilities = ["notify"]\ntimeout = 20'
    whole = manifest().replace("api = 1", head)
    save(intent=whole, handler='def brew(ctx):\n    ctx.notify("x")\n    return "one"\n')
    grant(bot.paths.data, "coffee", ["notify"])
    host, found = _Waiting(), bot.library.intents["coffee.brew"]
    bot.host = lambda plugin: cast(Any, host)
    seen = Understanding("coffee", "en", (), True, 1.0, (), "")
    replies: list[str] = []

    def answer() -> None:
        with bot._lock:  # as while a message is answered
            replies.append(bot.handling.call(found, seen, {}).text)

    answering = threading.Thread(target=answer)
    saving = threading.Thread(target=lambda: save(intent=whole.replace('"1"', '"2"')))
    answering.start()
    assert host.begun.wait(20)
    saving.start()
    saving.join(0.5)  # nothing tells that it does not come to the process
    host.go.set()
    answering.join()
    saving.join()
    assert replies == ["one"]
    assert plugin(bot).version == "2"
    bot.close()


def test_what_is_switched_off_has_no_process(bot: Assistant, save: Save) -> None:
    head = 'api = 1\nisolation = "process"'
    save(intent=manifest().replace("api = 1", head), handler='def brew():\n    return "one"\n')
    found = bot.library.intents["coffee.brew"]
    seen = Understanding("coffee", "en", (), True, 1.0, (), "")
    assert bot.handling.call(found, seen, {}).text == "one"
    child = bot.handling._children._children["coffee"]
    bot.switch_plugin("coffee", on=False)
    assert not child.keep()
