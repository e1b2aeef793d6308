"""The user's settings, in config.toml."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from assistant.catalogue import LANGUAGES
from assistant.files import locked, storable, write_atomically
from assistant.problems import AssistantError, Problem
from assistant.tables import Table, read_table

CELLS = ("gru", "lstm", "rnn")
ISOLATIONS = ("thread", "process")  # where the handlers of a plugin run

T = TypeVar("T")


@dataclass(frozen=True)
class Settings:
    """What a person can choose; an empty text means that nothing was chosen."""

    home_city: str = ""
    language: str = ""  # of the interface, "en" or "ko"; empty: that of the system
    theme: str = ""
    cell: str = "gru"  # of the network that is trained
    first_start_done: bool = False
    plugins: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by plugin id
    keep_models: int = 10  # of the user's own; a training deletes the oldest beyond

    @property
    def interface_language(self) -> str:
        """ "en" or "ko": the chosen language, else the system's."""
        return self.language or _system_language(os.environ)

    @property
    def switched_off(self) -> frozenset[str]:
        """The ids of plugins that are not to be used: `enabled = false` in [plugins.<id>]."""
        return frozenset(
            plugin for plugin, own in self.plugins.items() if own.get("enabled") is False
        )

    def isolation(self, plugin: str) -> str:
        """`isolation` in [plugins.<id>]: one of ISOLATIONS; empty: as its manifest says."""
        chosen = self.plugins.get(plugin, {}).get("isolation")
        return chosen if isinstance(chosen, str) and chosen in ISOLATIONS else ""


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings, and what is wrong with them; a setting that is wrong keeps its default."""
    if not path.exists():
        return Settings(), ()
    try:
        table = read_table(path)
    except AssistantError as error:
        # Somebody was here before; and an answer could not be kept in this file.
        return Settings(first_start_done=True), (error.problem,)
    problems: list[Problem] = []

    def attempt(read: Callable[[], T], default: T) -> T:
        try:
            return read()
        except AssistantError as error:
            problems.append(error.problem)
            return default

    settings = Settings(
        home_city=attempt(lambda: table.get("home_city", str, ""), ""),
        language=attempt(lambda: table.choice("language", ("", *LANGUAGES), ""), ""),
        theme=attempt(lambda: table.get("theme", str, ""), ""),
        cell=attempt(lambda: table.choice("cell", CELLS, "gru"), "gru"),
        first_start_done=attempt(lambda: table.get("first_start_done", bool, False), False),
        plugins=attempt(lambda: _plugins(table), {}),
        keep_models=attempt(lambda: _at_least_one(table, "keep_models", 10), 10),
    )
    for plugin in settings.plugins:
        own = table.table("plugins").table(plugin)
        attempt(lambda own=own: own.choice("isolation", ("", *ISOLATIONS), ""), "")  # type: ignore[misc]
    for key, value in table.data.items():
        if key not in _KEYS and not isinstance(value, dict):  # unknown tables may be another's
            attempt(lambda key=key: table.among(key, _KEYS, "setting"), None)  # type: ignore[misc]
    return settings, tuple(problems)


def write_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults; tables and keys of others stay, comments do not.

    Raises AssistantError when the file is broken, for it would be lost, or cannot be written.
    """
    import tomli_w

    data: dict[str, Any] = dict(read_table(path).data) if path.exists() else {}
    default = Settings()
    for key in _KEYS:
        value = getattr(settings, key)
        if value == getattr(default, key):
            data.pop(key, None)
        else:
            data[key] = _plain(value)
    write_atomically(path, tomli_w.dumps(data).encode())


def switch_plugin(path: Path, plugin: str, *, on: bool) -> Settings:
    """Write that a plugin is to be used, or not; what the file says then.

    Raises AssistantError when something in the file is wrong, for it would be lost, and when it
    cannot be written.
    """
    with locked(path.with_name(f".{path.name}.lock")):
        settings, problems = read_settings(path)
        if problems:
            first = problems[0]
            raise AssistantError(first.what, where=first.where, remedy=first.remedy)
        plugins = dict(settings.plugins)
        own = {k: v for k, v in plugins.pop(plugin, {}).items() if k != "enabled"}
        if not on:
            own["enabled"] = False
        if own:
            plugins[plugin] = own
        settings = replace(settings, plugins=plugins)
        write_settings(path, settings)
    return settings


_KEYS = tuple(field.name for field in fields(Settings))


def _plugins(table: Table) -> dict[str, dict[str, object]]:
    plugins = table.table("plugins")
    return {name: plugins.need(name, dict) for name in plugins.data}


def _at_least_one(table: Table, key: str, default: int) -> int:
    value = table.get(key, int, default)
    if value < 1:
        raise table.error(f"{key!r} must be 1 or more, not {value}.", f"Mend the value of {key!r}.")
    return value


def _plain(value: object) -> object:
    """A value as TOML can hold it: plain dicts, and texts without lone surrogates."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(key): _plain(each) for key, each in value.items()}
    return value


def _system_language(environment: Mapping[str, str]) -> str:
    """The interface's language that fits the locale: the first that is set says it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            break
    else:
        import locale

        value = locale.getlocale()[0] or ""  # on Windows, "Korean_Korea"
    return "ko" if value.lower().startswith("ko") else "en"
