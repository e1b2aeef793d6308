"""Fixtures for the tests of the screens."""

from pathlib import Path

import pytest

from tests.tui.fake import FakeAssistant


@pytest.fixture
def fake(tmp_path: Path) -> FakeAssistant:
    """An assistant without a model, in a home of its own."""
    return FakeAssistant(tmp_path)
