"""Importing a plugin's code, when it is first called."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import cast

from assistant.plugins.errors import PluginFailedError
from assistant.plugins.manifest import MANIFEST, Plugin
from assistant.tables import did_you_mean

PACKAGE = "assistant_plugins"  # of which each plugin's folder is a subpackage, named by its id


def function_of(plugin: Plugin, name: str) -> Callable[..., object]:
    """A function of the plugin's code, which is imported at the first call.

    Raises PluginFailedError when there is no such function, and whatever the import raises.
    """
    module = _module(plugin)
    function = getattr(module, name, None)
    if not callable(function):
        functions = [key for key, value in vars(module).items() if callable(value)]
        raise PluginFailedError(
            f"There is no function {name!r} in it.",
            where=str(plugin.module),
            remedy=did_you_mean(name, functions)
            if functions
            else f"Write it, or mend the handler in {MANIFEST}.",
        )
    return cast(Callable[..., object], function)


def forget(plugin: Plugin) -> None:
    """Import the plugin's code anew at its next call, for it may have changed."""
    own = f"{PACKAGE}.{plugin.id}"
    for name in [name for name in sys.modules if name == own or name.startswith(own + ".")]:
        sys.modules.pop(name, None)


def _module(plugin: Plugin) -> ModuleType:
    """The plugin's module, in a package of its own so that it can import what lies beside it."""
    import importlib

    own = f"{PACKAGE}.{plugin.id}"
    name = f"{own}.{plugin.module.stem}"
    package = sys.modules.get(own)
    if package is not None and list(package.__path__) != [str(plugin.module.parent)]:
        forget(plugin)  # another assistant of this process has a plugin of the same id elsewhere
    if name not in sys.modules:
        importlib.invalidate_caches()
        sys.modules.setdefault(PACKAGE, _package(PACKAGE))
        sys.modules.setdefault(own, _package(own, plugin.module.parent))
    try:
        return importlib.import_module(name)
    except BaseException:
        forget(plugin)
        raise


def _package(name: str, *folders: Path) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = [str(folder) for folder in folders]
    return package
