"""Importing a plugin's code, when it is first called."""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import cast

from assistant.plugins.errors import PluginFailedError
from assistant.plugins.manifest import MANIFEST, Plugin
from assistant.plugins.python_code import valid_python
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


def forget(plugin: Plugin) -> dict[str, ModuleType]:
    """Import the plugin's code anew at its next call. Returns the modules that were imported."""
    own = f"{PACKAGE}.{plugin.id}"
    names = [name for name in sys.modules if name == own or name.startswith(own + ".")]
    modules = {name: sys.modules.pop(name) for name in names}
    for module in modules.values():
        # Python takes a file for unchanged that was saved in the same second at the same length.
        if compiled := getattr(module, "__cached__", None):
            with suppress(OSError):
                Path(compiled).unlink()
    return modules


def restore(plugin: Plugin, modules: Mapping[str, ModuleType]) -> None:
    """Have the plugin's code be these modules again."""
    forget(plugin)
    sys.modules.update(modules)


def import_code(plugin: Plugin) -> None:
    """Import the plugin's code now. Raises whatever the import raises."""
    _module(plugin)


def is_loaded(plugin: Plugin) -> bool:
    """Whether the code of this very plugin was imported and not forgotten since."""
    own = f"{PACKAGE}.{plugin.id}"
    return f"{own}.{plugin.module.stem}" in sys.modules and _is_its(sys.modules.get(own), plugin)


def check_syntax(plugin: Plugin) -> None:
    """Raise AssistantError, with the line, for code that is no Python. Nothing of it is run.

    The plugin's own tests are not looked at.
    """
    beside = [] if plugin.file else sorted(plugin.folder.glob("*.py"))
    for file in (plugin.file, *beside):
        if file is None or file.name.startswith("test_"):
            continue
        with valid_python(file):
            compile(file.read_bytes(), file, "exec", dont_inherit=True)


def _module(plugin: Plugin) -> ModuleType:
    """The plugin's module, in a package of its own so that it can import what lies beside it."""
    import importlib

    own = f"{PACKAGE}.{plugin.id}"
    name = f"{own}.{plugin.module.stem}"
    package = sys.modules.get(own)
    if package is not None and not _is_its(package, plugin):
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


def _is_its(package: ModuleType | None, plugin: Plugin) -> bool:
    return package is not None and list(package.__path__) == [str(plugin.module.parent)]


def _package(name: str, *folders: Path) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = [str(folder) for folder in folders]
    return package
