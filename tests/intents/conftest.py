"""Built-in handlers are imported as the assistant does it: as modules of a package per plugin."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGE = "plugins_under_test"  # the runner forgets its own modules at every reload


def load_plugin_module(folder: Path, module: str = "handler") -> ModuleType:
    """handler.py, or another, of the plugin in `folder`, which may import its siblings."""
    own = f"{PACKAGE}.{folder.name}"
    for name, folders in ((PACKAGE, []), (own, [str(folder)])):
        if name not in sys.modules:
            package = ModuleType(name)
            package.__path__ = folders
            sys.modules[name] = package
    return importlib.import_module(f"{own}.{module}")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests to a server of the test go to it, whatever proxy the machine has."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
