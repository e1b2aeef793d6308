"""Fixtures for the tests of the screens."""

from pathlib import Path

import pytest

from assistant.tui import plugin_watch
from tests.tui.fake import FakeAssistant


@pytest.fixture
def fake(tmp_path: Path) -> FakeAssistant:
    """An assistant without a model, in a home of its own."""
    return FakeAssistant(tmp_path)


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread watches for plugins, but where a test wants it."""
    monkeypatch.setattr(plugin_watch, "AFTER", 3600.0)
