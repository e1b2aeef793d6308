"""What the tests of commands about plugins stand on."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the bundled encoder makes of the built-in phrases, for health and checks."""
    from assistant import Assistant
    from assistant.conversation.plugin_check import check_plugin, read_plugin
    from assistant.plugins.scaffold import write_new

    folder = tmp_path_factory.mktemp("read")
    write_new(folder / "intents", "first")
    with Assistant(folder) as bot:
        check_plugin(bot, read_plugin(folder / "intents" / "first"))
    return folder / "cache" / "phrases.safetensors"


@pytest.fixture
def read_before(home: Path, readings: Path) -> None:
    """A home in which a check has been made before."""
    (home / "cache").mkdir(parents=True, exist_ok=True)
    shutil.copy(readings, home / "cache" / readings.name)
