"""Help, and the phrases that belong to no intent."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.catalogue import say
from assistant.paths import bundled
from assistant.plugins.api import Context, Reply
from assistant.plugins.manifest import read_manifest
from tests.intents.conftest import load_plugin_module

FOLDER = bundled("intents") / "help"


def use(language: str) -> Reply:
    context = Context(
        text="help",
        language=language,
        intent="help.use",
        now=datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Seoul")),
        plugin="help",
        storage=Path("nowhere"),
        cache=Path("nowhere"),
    )
    reply: Reply = load_plugin_module(FOLDER).use(context, {})
    return reply


@pytest.mark.parametrize("language", ["en", "ko"])
def test_help_names_the_keys_as_the_screens_do(language: str) -> None:
    text = use(language).text
    names = {"F1": "help", "F2": "teach", "F4": "studio", "F5": "plugins"}
    for key, name in names.items():
        assert f"**{key}** {say(f'chat.key_{name}', language)}" in text
    assert "Ctrl+P" in text and "Alt+1" in text and "↑ ↓" in text


@pytest.mark.parametrize(
    ("language", "misunderstood"), [("en", "misunderstand"), ("ko", "잘못 알아")]
)
def test_help_says_how_to_teach_retrain_and_extend_it(language: str, misunderstood: str) -> None:
    text = use(language).text
    assert text.index(misunderstood) < text.index("F2") < text.index("F4")
    assert text.index("F4") < text.rindex("F2") < text.rindex("F5")
    assert "`" not in text  # it names no command, which there may not be
    assert len(text) < 900


def test_help_leads_on_to_what_it_can_do() -> None:
    assert [s.label for s in use("en").suggestions] == ["What can you do?"]
    assert [s.label for s in use("ko").suggestions] == ["뭐 할 수 있어?"]


def test_the_manifest_is_whole() -> None:
    plugin = read_manifest(FOLDER, builtin=True)
    (intent,) = plugin.intents
    assert not plugin.capabilities and not plugin.check()
    assert set(intent.description) == set(intent.example) == {"en", "ko"}
    assert len(plugin.tests) >= 2


def test_phrases_that_belong_to_no_intent_have_a_plugin_without_a_handler() -> None:
    plugin = read_manifest(bundled("intents") / "out_of_scope", builtin=True)
    (intent,) = plugin.intents
    assert intent.name == "out_of_scope" and intent.handler is None and not intent.slots
    assert not plugin.check() and not (plugin.folder / "handler.py").exists()
