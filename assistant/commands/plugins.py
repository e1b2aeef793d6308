"""`assistant plugins`: which there are, what they may use, and the tools of who writes one."""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.commands import plugin_tools
from assistant.problems import AssistantError, Problem

if TYPE_CHECKING:
    from assistant.paths import Paths
    from assistant.plugins.library import Library
    from assistant.plugins.manifest import Plugin
    from assistant.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `plugins` and its own commands."""
    plugins = commands.add_parser("plugins", help="the plugins, and tools to write one")
    plugins.set_defaults(run=run_list, json=False)
    kinds = plugins.add_subparsers(title="commands", metavar="COMMAND")

    listing = kinds.add_parser("list", help="all plugins, their intents and what they may use")
    listing.add_argument("--json", action="store_true", help="print one object a plugin")
    listing.set_defaults(run=run_list)

    plugin_tools.add_to(kinds)

    for name, run, does in (
        ("enable", run_enable, "use a plugin again"),
        ("disable", run_disable, "use a plugin no more"),
    ):
        command = kinds.add_parser(name, help=does)
        command.add_argument("id", metavar="ID")
        command.set_defaults(run=run)
    for name, run, does in (
        ("grant", run_grant, "let a plugin use what it declares"),
        ("revoke", run_revoke, "forbid it"),
    ):
        command = kinds.add_parser(name, help=does)
        command.add_argument("id", metavar="ID")
        command.add_argument("capabilities", nargs="*", metavar="CAPABILITY", help="else all")
        command.set_defaults(run=run)

    secret = kinds.add_parser("secret", help="store what only a plugin may know, such as a key")
    secret.add_argument("id", metavar="ID")
    secret.add_argument("name", metavar="NAME")
    secret.add_argument("--remove", action="store_true", help="forget it")
    secret.set_defaults(run=run_secret)


def run_list(options: argparse.Namespace) -> int:
    from assistant.plugins.grants import granted
    from assistant.plugins.replies import clean

    paths, settings, library = _known()
    for plugin in _all(library):
        allowed = granted(paths.data, plugin)
        enabled = plugin.id not in settings.switched_off
        if options.json:
            about = {
                "id": plugin.id, "version": plugin.version, "folder": str(plugin.folder),
                "builtin": plugin.builtin, "enabled": enabled,
                "capabilities": sorted(plugin.capabilities), "granted": sorted(allowed),
                "intents": [intent.name for intent in plugin.intents],
            }  # fmt: skip
            print(json.dumps(about, ensure_ascii=False))
            continue
        uses = ", ".join(
            each if each in allowed else f"{each} (not granted)"
            for each in sorted(plugin.capabilities)
        )
        where = "built in" if plugin.builtin else str(plugin.file or plugin.folder)
        state = "" if enabled else " (switched off)"
        print(f"{plugin.id} {clean(plugin.version)}{state}: {where}; may use {uses or 'nothing'}")
        for intent in plugin.intents:
            print(f"    {intent.name}")
    return 0


def run_enable(options: argparse.Namespace) -> int:
    return _switch(options.id, on=True)


def run_disable(options: argparse.Namespace) -> int:
    return _switch(options.id, on=False)


def _switch(wanted: str, *, on: bool) -> int:
    from assistant.plugins.library import plugin_named
    from assistant.settings import switch_plugin

    paths, _, library = _known()
    plugin = plugin_named(library, wanted)
    switch_plugin(paths.settings, plugin.id, on=on)
    print(f"{plugin.id} is {'on' if on else 'off'}.")
    return 0


def run_grant(options: argparse.Namespace) -> int:
    return _allow(options.id, options.capabilities, allowed=True)


def run_revoke(options: argparse.Namespace) -> int:
    return _allow(options.id, options.capabilities, allowed=False)


def _allow(wanted: str, capabilities: Iterable[str], *, allowed: bool) -> int:
    from assistant.plugins.grants import grant, granted
    from assistant.plugins.library import plugin_named
    from assistant.tables import did_you_mean

    paths, _, library = _known()
    plugin = plugin_named(library, wanted)
    declared = sorted(plugin.capabilities)
    for each in capabilities:
        if each not in declared:
            raise AssistantError(
                f"It does not declare the capability {each[:40]!r}.", where=str(plugin.source),
                remedy=did_you_mean(each, declared) if declared else "There is nothing to grant.",
            )  # fmt: skip
    grant(paths.data, plugin.id, list(capabilities) or declared, allowed=allowed)
    print(f"{plugin.id} may use {', '.join(sorted(granted(paths.data, plugin))) or 'nothing'}.")
    return 0


def run_secret(options: argparse.Namespace) -> int:
    from assistant.plugins.library import plugin_named
    from assistant.plugins.secrets import read_secret, write_secret

    paths, _, library = _known()
    plugin = plugin_named(library, options.id)
    if options.remove:
        if read_secret(paths.data, plugin.id, options.name) is None:
            raise AssistantError(
                "There is no such secret.", where=f"{plugin.id} {options.name}",
                remedy="Nothing is to be done.",
            )  # fmt: skip
        write_secret(paths.data, plugin.id, options.name, None)
        print(f"{options.name} is forgotten.")
        return 0
    value = _secret(options.name)
    if not value:
        raise AssistantError(
            "Nothing was given.", where=f"{plugin.id} {options.name}",
            remedy="Type it, or send it: … < FILE. To forget it use --remove.",
        )  # fmt: skip
    write_secret(paths.data, plugin.id, options.name, value)
    print(f"{options.name} is stored.")
    return 0


def _secret(name: str) -> str:
    """What is typed without echo, or the first line of the standard input."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(f"{name}: ").strip()
    return sys.stdin.readline().strip()


def _known() -> "tuple[Paths, Settings, Library]":
    """The plugins; what is broken about them and the settings is told."""
    from assistant.paths import user_paths
    from assistant.plugins.library import find_plugins
    from assistant.settings import read_settings

    paths = user_paths()
    settings, problems = read_settings(paths.settings)
    library = find_plugins(paths, switched_off=settings.switched_off)
    _tell((*problems, *library.problems))
    return paths, settings, library


def _all(library: "Library") -> "tuple[Plugin, ...]":
    return (*library.plugins, *library.switched_off)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(f"assistant: {problem}", file=sys.stderr)
