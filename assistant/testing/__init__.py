"""The pytest plugin for the tests of plugins: the fixture `assistant_bot`.

    def test_coffee(assistant_bot):
        assert "coffee" in assistant_bot.say("make me a large coffee").text

pytest loads this in every run where the assistant is installed, so it imports nothing of it until a
test asks for the fixture.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.testing.bot import AssistantBot


@pytest.fixture
def assistant_bot(
    request: pytest.FixtureRequest, tmp_path: Path, _assistant_seed: Path
) -> "Iterator[AssistantBot]":
    """An assistant in a temporary home with the plugin that the test file belongs to.

    That is the nearest folder upwards with an intent.toml or, for test_coffee.py, the nearest
    coffee.py; `assistant_bot.use(…)` names another.
    """
    from assistant.testing.bot import AssistantBot
    from assistant.testing.places import plugin_of

    test = request.path
    with AssistantBot(tmp_path / "assistant", seed=_assistant_seed, beside=test.parent) as bot:
        found = plugin_of(test)
        if found is not None:
            bot.use(found)
        yield bot


@pytest.fixture(scope="session")
def _assistant_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What takes seconds to find out about the phrases of all plugins, once for all tests."""
    return tmp_path_factory.mktemp("assistant-seed")
