"""`assistant plugins new | check | test`: from a first file to a plugin that may be shared."""

import argparse
import contextlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.problems import AssistantError, Problem

if TYPE_CHECKING:
    from assistant.paths import Paths
    from assistant.plugins.manifest import Plugin
    from assistant.testing.cases import Outcome


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three to `assistant plugins`."""
    new = kinds.add_parser("new", help="write a small plugin to begin with")
    new.add_argument("name", metavar="NAME", help="its id, such as coffee")
    new.add_argument("--single-file", action="store_true", help="one file instead of a folder")
    new.add_argument("--to", type=Path, metavar="DIR", help="instead of your intents folder")
    new.set_defaults(run=run_new)

    check = kinds.add_parser("check", help="look for mistakes in a plugin, without running it")
    check.set_defaults(run=run_check)
    test = kinds.add_parser("test", help="put the [[test]] cases of a plugin to the assistant")
    test.set_defaults(run=run_test)
    for command in (check, test):
        command.add_argument(
            "plugin", nargs="?", metavar="ID|FOLDER", help="else all that are not built in"
        )
        command.add_argument("--json", action="store_true")


def run_new(options: argparse.Namespace) -> int:
    from assistant.paths import user_paths
    from assistant.plugins.library import find_plugins
    from assistant.plugins.manifest import MINE, may_be_id
    from assistant.plugins.scaffold import write_new

    name, paths = options.name, user_paths()
    if not may_be_id(name) or name == MINE:
        raise AssistantError(
            f"{name[:40]!r} cannot be the id of a new plugin.", where="NAME",
            remedy="Use lower-case English letters, digits and _, such as coffee.",
        )  # fmt: skip
    if taken := next((p for p in find_plugins(paths).plugins if p.id == name), None):
        raise AssistantError(
            f"There is already a plugin {name!r}.", where=str(taken.source),
            remedy="Give the new one another name.",
        )  # fmt: skip
    root = options.to or paths.intents
    files = write_new(root, name, single_file=options.single_file)
    for file in files:
        print(file)
    which = name if options.to is None else root / files[0].relative_to(root).parts[0]
    print(f"\nNext: assistant plugins check {which}\n      assistant plugins test {which}")
    return 0


def run_check(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.plugin_check import check_plugin, read_plugin
    from assistant.paths import user_paths

    found = 0
    for place in _places(user_paths(), options.plugin):
        try:
            plugin = read_plugin(place)
            with Assistant(plugins=[place]) as bot:
                problems: Sequence[Problem] = check_plugin(bot, plugin)
        except AssistantError as error:
            problems = [error.problem]
        name = place.stem
        for problem in problems:
            if options.json:
                print(json.dumps({"plugin": name, **asdict(problem)}, ensure_ascii=False))
            else:
                print(f"{problem.where}: {problem.what}\n    {problem.remedy}")
        if not options.json:
            print(f"{name}: {len(problems) or 'nothing'} to mend")
        found += len(problems)
    return 1 if found else 0


def run_test(options: argparse.Namespace) -> int:
    from assistant.conversation.plugin_check import read_plugin
    from assistant.paths import user_paths

    paths = user_paths()
    plugins = [read_plugin(place) for place in _places(paths, options.plugin)]
    # What plugins print goes elsewhere, so that scripts can read the outcome.
    outcomes: list[Outcome] = []
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        for plugin in plugins:
            own = _outcomes(plugin, paths)
            _tell(plugin, own, options, answers.write)
            outcomes += own
    return 1 if any(outcome.failures for outcome in outcomes) else 0


def _outcomes(plugin: "Plugin", paths: "Paths") -> "list[Outcome]":
    """The cases in a home of their own; only what was found out about phrases is kept, apart."""
    from assistant.testing.cases import run_cases
    from assistant.testing.places import take_over

    seed = paths.cache / "plugin-tests"
    if not seed.exists():
        take_over(paths.cache, seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        return list(run_cases(plugin, Path(home), seed))


def _tell(
    plugin: "Plugin",
    outcomes: "list[Outcome]",
    options: argparse.Namespace,
    write: Callable[[str], object],
) -> None:
    for outcome in outcomes:
        if options.json:
            about = {
                "plugin": plugin.id, "say": outcome.case.say, "ok": not outcome.failures,
                "failures": outcome.failures,
            }  # fmt: skip
            write(json.dumps(about, ensure_ascii=False) + "\n")
            continue
        write(f"{'FAIL' if outcome.failures else 'ok  '} {outcome.case.say}\n")
        for failure in outcome.failures:
            write(f"     {failure}\n")
    if options.json:
        return
    passed = sum(not outcome.failures for outcome in outcomes)
    counted = f"{passed} of {len(outcomes)} passed" if outcomes else "it has no [[test]] cases"
    write(f"{plugin.id}: {counted}\n")


def _places(paths: "Paths", wanted: str | None) -> list[Path]:
    """Where the plugins lie that are meant: an id, a folder or single file, or all of the user's.

    Broken ones are among them, by the name of their folder.
    """
    from assistant.plugins.library import find_plugins, plugin_places
    from assistant.plugins.manifest import MANIFEST, MINE
    from assistant.tables import did_you_mean

    library = find_plugins(paths)
    places = plugin_places(paths)
    if wanted is None:
        meant = [place for place in places if place.name != MINE and not _is_other_python(place)]
        if meant:
            return meant
        raise AssistantError(
            "There is no plugin that is not built in.", where=str(paths.intents),
            remedy="Write one: assistant plugins new NAME. Or name a folder.",
        )  # fmt: skip
    by_id = {plugin.id: plugin.file or plugin.folder for plugin in library.plugins}
    by_name = {place.stem: place for place in places}
    if found := by_id.get(wanted) or by_name.get(wanted):
        return [found]
    path = Path(wanted).expanduser()
    if path.name == MANIFEST:
        path = path.parent
    if path.exists():
        return [path.resolve()]
    raise AssistantError(
        f"There is no plugin {wanted[:60]!r}.", where="ID|FOLDER",
        remedy=did_you_mean(wanted, by_id),
    )  # fmt: skip


def _is_other_python(place: Path) -> bool:
    """Whether it is a file without a decorated function, which is no plugin and not broken."""
    from assistant.plugins.manifest import read_module

    with contextlib.suppress(AssistantError):
        return place.suffix == ".py" and read_module(place) is None
    return False
