"""`assistant models`: which there are, which is in use, the way back, and taking them elsewhere."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.plugins.learned import Changes
    from assistant.understanding.versions import Version, Versions

MEGABYTE = 1_000_000


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command with its own commands."""
    models = commands.add_parser("models", help="the trained models")
    models.set_defaults(run=run_list, json=False)
    kinds = models.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, does: str, *arguments: str) -> argparse.ArgumentParser:
        command = kinds.add_parser(name, help=does, description=does)
        for argument in arguments:
            command.add_argument(argument.lower(), metavar=argument)
        command.add_argument("--json", action="store_true")
        command.set_defaults(run=RUN[name])
        return command

    add("list", "all models, newest first")
    add("use", "put one in use", "NAME")
    add("undo", "return to the one before")
    add("rename", "give one another name", "OLD", "NEW")
    add("export", "write one to a file, without your phrases", "NAME", "FILE")
    add("import", "take one from a file", "FILE").add_argument(
        "--name", help="what to call it (else as the file)"
    )
    add("delete", "delete one that is not in use", "NAME")
    compare = add("compare", "two models on held-out phrases and on yours")
    compare.add_argument("first", metavar="A", nargs="?", help="(else the one in use)")
    compare.add_argument("second", metavar="B", nargs="?", help="what would change with it")


def run_list(options: argparse.Namespace) -> int:
    from assistant.plugins.learned import changes

    versions = _versions().all()
    changed = changes(versions)
    for version in versions:
        line = json.dumps(_about(version, changed.get(version.name)), ensure_ascii=False)
        print(line if options.json else _line(version, changed.get(version.name)))
    return 0


def run_use(options: argparse.Namespace) -> int:
    _versions().use(options.name)
    return _tell(options, f"In use: {options.name}", current=options.name)


def run_undo(options: argparse.Namespace) -> int:
    name = _versions().undo().name
    return _tell(options, f"In use: {name}", current=name)


def run_rename(options: argparse.Namespace) -> int:
    _versions().rename(options.old, options.new)
    return _tell(options, f"{options.old} is now {options.new}", name=options.new)


def run_export(options: argparse.Namespace) -> int:
    from assistant.understanding.transfer import export_model

    file = Path(options.file)
    export_model(_versions(), options.name, file)
    return _tell(options, f"{options.name} is in {file}", name=options.name, file=str(file))


def run_import(options: argparse.Namespace) -> int:
    from assistant.understanding.transfer import import_model

    name = import_model(_versions(), Path(options.file), options.name)
    return _tell(options, f"Taken in. Use it: assistant models use {name}", name=name)


def run_delete(options: argparse.Namespace) -> int:
    _versions().remove(options.name)
    return _tell(options, f"Deleted: {options.name}", deleted=options.name)


def run_compare(options: argparse.Namespace) -> int:
    from assistant.paths import user_paths
    from assistant.training.comparing import compare_models
    from assistant.training.comparison import as_json
    from assistant.training.comparison_text import summary, table

    versions = _versions()
    current = versions.current_name()
    match options.first, options.second:
        case None, None:
            before, after = versions.before(), current
        case one, None:
            before, after = current, one
        case both:
            before, after = both
    comparison = compare_models(user_paths(), before, after)
    if options.json:
        about = as_json(comparison) | {"worse": comparison.worse}
        print(json.dumps(about, ensure_ascii=False))
    else:
        print("\n".join([*summary(comparison), *table(comparison)]))
    return 0


RUN = {
    "list": run_list, "use": run_use, "undo": run_undo, "rename": run_rename,
    "export": run_export, "import": run_import, "delete": run_delete, "compare": run_compare,
}  # fmt: skip


def _versions() -> "Versions":
    from assistant.paths import user_paths
    from assistant.understanding.versions import Versions

    return Versions(user_paths())


def _tell(options: argparse.Namespace, words: str, **facts: str) -> int:
    print(json.dumps(facts, ensure_ascii=False) if options.json else words)
    return 0


def _about(version: "Version", changed: "Changes | None") -> dict[str, object]:
    return {
        "name": version.name, "cell": version.cell, "trained": version.trained.isoformat(),
        "intents": version.intents, "examples": version.examples, "accuracy": version.accuracy,
        "bundled": version.bundled, "current": version.current, "size": version.size,
        "added": changed.added if changed else None,
        "removed": changed.removed if changed else None,
    }  # fmt: skip


def _line(version: "Version", changed: "Changes | None") -> str:
    accuracy = f"{version.accuracy:.1%}" if version.accuracy is not None else "–"
    yours = f"  +{changed.added} −{changed.removed} of yours" if changed else ""
    return (
        f"{'*' if version.current else ' '} {version.name:28} {version.cell:5} "
        f"{version.trained:%Y-%m-%d %H:%M}  {version.examples:6} examples  {accuracy:>6} "
        f"{version.size / MEGABYTE:5.1f} MB{yours}"
    )
