"""Looking at everything the assistant needs, one check at a time."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from assistant.paths import bundled, user_paths
from assistant.problems import AssistantError


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str
    remedy: str = ""  # for when it is not ok


def examine() -> tuple[Check, ...]:
    """All checks. None of them changes anything, and none of them raises."""
    checks = [
        Check("python", True, f"{platform.python_version()} on {platform.system()}"),
        *(_package(name) for name in ("numpy", "sentencepiece", "safetensors", "textual", "torch")),
    ]
    for name, look in (
        ("folders", _folders),
        ("settings", _settings),
        ("plugins", _plugins),
        ("model", _model),
        ("cities", _cities),
        ("history", _history),
        ("understanding", _understanding),
    ):
        checks += _safely(name, look)
    return tuple(checks)


def _safely(name: str, look: Callable[[], list[Check]]) -> list[Check]:
    try:
        return look()
    except AssistantError as error:
        problem = error.problem
        return [Check(name, False, f"{problem.where}: {problem.what}", problem.remedy)]
    except Exception as error:  # a check must not hide the others
        return [Check(name, False, repr(error), "Install the assistant again.")]


def _package(name: str) -> Check:
    there = find_spec(name) is not None
    return Check(name, there, "installed" if there else "missing", f"pip install {name}")


def _folders() -> list[Check]:
    paths = user_paths()
    checks = []
    for folder in dict.fromkeys((paths.config, paths.data, paths.state, paths.cache)):
        existing = next(p for p in (folder, *folder.parents) if p.exists())
        ok = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
        found = f"{folder} is {'writable' if ok else 'not writable'}"
        if not existing.is_dir():
            found = f"{existing} is a file, not a folder"
        checks.append(
            Check("folder", ok, found, "Make it writable, or set ASSISTANT_HOME to another folder.")
        )
    return checks


def _settings() -> list[Check]:
    from assistant.settings import read_settings

    path = user_paths().settings
    _, problems = read_settings(path)
    if not problems:
        return [Check("settings", True, f"{path}{'' if path.exists() else ' (not written yet)'}")]
    return [Check("settings", False, f"{p.where}: {p.what}", p.remedy) for p in problems]


def _plugins() -> list[Check]:
    from assistant.plugins.library import find_plugins
    from assistant.settings import read_settings

    paths = user_paths()
    settings, _ = read_settings(paths.settings)
    library = find_plugins(paths, switched_off=settings.switched_off)
    checks = [Check("plugins", False, f"{p.where}: {p.what}", p.remedy) for p in library.check()]
    found = f"{len(library.plugins)} plugins, {len(library.intents)} intents"
    return [Check("plugins", True, found), *checks]


def _model() -> list[Check]:
    from assistant.understanding.versions import Versions

    bundle, problems = Versions(user_paths()).load()
    checks = [Check("model", False, f"{p.where}: {p.what}", p.remedy) for p in problems]
    manifest = bundle.manifest
    found = f"{bundle.name}: {manifest.cell}, {len(manifest.labels)} intents"
    return [Check("model", True, found), *checks]


def _cities() -> list[Check]:
    from assistant.values.cities import find

    ok = bool(find("Seoul"))
    return [Check("cities", ok, "found Seoul" if ok else "empty", "Install the assistant again.")]


def _history() -> list[Check]:
    import sqlite3
    from contextlib import closing

    path = user_paths().history
    if not path.exists():
        return [Check("history", True, f"{path} (not written yet)")]
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            result = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        result = str(error)
    remedy = "Move the file away; the assistant starts a new one and keeps the old."
    return [Check("history", result == "ok", f"{path}: {result}", remedy)]


def _understanding() -> list[Check]:
    from assistant.conversation.assistant import Assistant

    with Assistant() as bot:
        seen = bot.understand("what time is it")
    ok = seen.intent is not None
    found = f"“{seen.text}” is {seen.intent.name if seen.intent else 'not understood'}"
    return [Check("understanding", ok, found, f"Look at {bundled('models')}, or train anew.")]
