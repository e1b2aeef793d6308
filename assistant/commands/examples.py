"""`assistant examples`: the phrases of intents, to list, add, remove, import and export."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.problems import AssistantError, Problem

if TYPE_CHECKING:
    from assistant.plugins.exchange.taking import Difference
    from assistant.plugins.exchange.values import Contents, Labelled
    from assistant.plugins.library import Library
    from assistant.plugins.mine import Mine

MANY = 1000  # phrases; fitting more of them in at the next start would take long
FORMATS = "rasa, snips-json, snips-yaml, ovos, jsonl or csv"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `examples` and its own commands."""
    examples = commands.add_parser("examples", help="the phrases of the intents")
    examples.set_defaults(run=run_list, intent=None, own=False, search=None, json=False)
    kinds = examples.add_subparsers(title="commands", metavar="COMMAND")

    listing = kinds.add_parser("list", help="show phrases")
    listing.add_argument("intent", nargs="?", help="only those of this intent")
    listing.add_argument("--own", action="store_true", help="only those you taught")
    listing.add_argument("--search", nargs="+", metavar="WORD", help="only those with all words")
    listing.set_defaults(run=run_list)

    add = kinds.add_parser("add", help="teach phrases")
    add.add_argument("intent", help="an intent, new or known, or out_of_scope")
    add.add_argument("phrases", nargs="+", metavar="PHRASE", help="'weather in [Paris](city)'")
    add.set_defaults(run=run_add)

    remove = kinds.add_parser("remove", help="forget phrases you taught")
    remove.add_argument("intent")
    remove.add_argument("phrases", nargs="+", metavar="PHRASE", help="with or without its slots")
    remove.set_defaults(run=run_remove)

    take = kinds.add_parser("import", help="teach the phrases in files of other systems")
    take.add_argument("format", metavar="FORMAT", help=FORMATS)
    take.add_argument("files", nargs="+", type=Path, metavar="FILE", help="for ovos also a folder")
    take.add_argument(
        "--as", nargs="+", action="extend", default=[], dest="names", metavar="OLD=NEW",
        help="our name for an intent or slot of theirs, such as GetWeather=weather.now",
    )  # fmt: skip
    take.add_argument("--lang", help="of phrases that do not say it; else that of the writing")
    take.add_argument("--dry-run", action="store_true", help="say what would be done")
    take.set_defaults(run=run_import)

    export = kinds.add_parser("export", help="write phrases in the format of another system")
    export.add_argument("format", metavar="FORMAT", help=FORMATS)
    export.add_argument("file", type=Path, metavar="FILE", help="for ovos a folder")
    export.add_argument("intents", nargs="*", metavar="INTENT", help="only these")
    which = export.add_mutually_exclusive_group()
    # They take the intents behind them: argparse has by then forgotten that some may follow.
    which.add_argument("--own", nargs="*", metavar="INTENT", help="those you taught: the default")
    which.add_argument("--all", nargs="*", metavar="INTENT", help="those of all plugins")
    export.add_argument("--lang", help="only those in this language")
    export.set_defaults(run=run_export)

    for command in (listing, add, remove, take, export):
        command.add_argument("--json", action="store_true")


def run_list(options: argparse.Namespace) -> int:
    from assistant.plugins.examples import format_example, same_phrase
    from assistant.plugins.exchange.json_lines import as_row

    library, mine = _known()
    words = [same_phrase(word) for word in options.search or ()]
    found = [
        (entry, origin)
        for entry, origin in _phrases(library, mine, own=options.own)
        if all(word in same_phrase(entry.example.text) for word in words)
    ]
    if options.intent is not None:
        _check_known([options.intent], library)
        found = [(entry, origin) for entry, origin in found if entry.intent == options.intent]
    for entry, origin in found:
        if options.json:
            print(json.dumps(as_row(entry) | {"origin": origin}, ensure_ascii=False))
        else:
            phrase = format_example(entry.example)
            print(f"{entry.intent:24} {entry.language}  {origin:7}  {phrase}")
    return 0 if found else 1


def run_add(options: argparse.Namespace) -> int:
    from assistant.korean import language_of
    from assistant.plugins.examples import parse_example
    from assistant.plugins.exchange.taking import declared_slots, difference
    from assistant.plugins.mine import OwnPhrase
    from assistant.plugins.phrases import check_slots

    library, mine = _known()
    declared = declared_slots(library, options.intent)
    phrases = []
    for line in options.phrases:
        example = parse_example(line)
        if declared is not None:
            check_slots(example, declared)
        language = language_of(example.text)
        phrases.append(OwnPhrase(options.intent, language, example))
    before = mine.phrases()
    changes = difference(before, mine.add_all(phrases))
    print(json.dumps(asdict(changes)) if options.json else _counted(changes))
    return 0


def run_remove(options: argparse.Namespace) -> int:
    from assistant.plugins.examples import parse_example, same_phrase

    _, mine = _known()
    own = {same_phrase(p.example.text): p for p in mine.phrases() if p.intent == options.intent}
    wanted = {line: same_phrase(parse_example(line).text) for line in options.phrases}
    problems = [
        Problem(
            f"It is none of your phrases of {options.intent}.", f"“{line}”",
            f"See: assistant examples list {options.intent} --own.",
        )
        for line, key in wanted.items()
        if key not in own
    ]  # fmt: skip
    gone = [own[key] for key in dict.fromkeys(wanted.values()) if key in own]
    mine.remove_all(gone)
    _tell(problems, as_json=options.json)
    if options.json:
        print(json.dumps({"removed": len(gone), "problems": _as_json(problems)}))
    else:
        print(f"{len(gone)} removed")
    return 1 if problems else 0


def run_import(options: argparse.Namespace) -> int:
    from assistant.plugins.exchange.formats import format_named
    from assistant.plugins.exchange.taking import difference, parse_names, take

    form = format_named(options.format)
    names = parse_names(options.names)
    _check_language(options.lang)
    library, mine = _known()
    contents: list[Contents] = []
    unread: list[AssistantError] = []
    for file in options.files:
        try:
            contents.append(form.read(file, options.lang))
        except AssistantError as error:
            unread.append(error)
    if not contents:
        raise unread[0]
    taken = take((entry for each in contents for entry in each.examples), names, library)
    problems = [
        *(error.problem for error in unread),
        *(problem for each in contents for problem in each.problems),
        *taken.problems,
    ]
    changes = difference(mine.phrases(), taken.phrases)
    if not options.dry_run:
        mine.add_all(taken.phrases)
    left_out = taken.left_out + sum(each.left_out for each in contents)
    _tell(problems, as_json=options.json)
    if options.json:
        about = {"left_out": left_out, "dry_run": options.dry_run, "problems": _as_json(problems)}
        print(json.dumps(asdict(changes) | about, ensure_ascii=False))
    else:
        print(f"{_counted(changes)}, {left_out:,} left out{' (dry run)' * options.dry_run}")
        if not options.dry_run and changes.added + changes.replaced > MANY:
            print("Teach them to the whole network: assistant train", file=sys.stderr)
    return 0 if taken.phrases else 1


def run_export(options: argparse.Namespace) -> int:
    from assistant.plugins.exchange.formats import format_named

    form = format_named(options.format)
    _check_language(options.lang)
    library, mine = _known()
    intents = [*options.intents, *(options.own or ()), *(options.all or ())]
    _check_known(intents, library)
    examples = [
        entry
        for entry, _ in _phrases(library, mine, own=options.all is None)
        if (not intents or entry.intent in intents) and options.lang in (None, entry.language)
    ]
    if not examples:
        raise AssistantError(
            "There is nothing to export.", where=str(options.file),
            remedy="Teach some phrases, or export those of all plugins with --all.",
        )  # fmt: skip
    written = form.write(options.file, examples)
    exported = len(examples) - written.left_out
    _tell(written.problems, as_json=options.json)
    if options.json:
        about = {
            "exported": exported, "left_out": written.left_out,
            "files": [str(options.file / path) for path in written.files],
            "problems": _as_json(written.problems),
        }  # fmt: skip
        print(json.dumps(about, ensure_ascii=False))
    else:
        print(f"{exported:,} exported, {written.left_out:,} left out: {options.file}")
    return 0 if exported else 1


def _known() -> "tuple[Library, Mine]":
    """The plugins and the user's own phrases; what is broken about the plugins is told."""
    from assistant.paths import user_paths
    from assistant.plugins.library import find_plugins
    from assistant.plugins.manifest import MINE
    from assistant.plugins.mine import Mine
    from assistant.settings import read_settings

    paths = user_paths()
    settings, problems = read_settings(paths.settings)
    library = find_plugins(paths, switched_off=settings.switched_off)
    _tell((*problems, *library.problems), as_json=False)
    return library, Mine(paths.intents / MINE)


def _phrases(library: "Library", mine: "Mine", *, own: bool) -> "list[tuple[Labelled, str]]":
    """The phrases that mean an intent, each with its origin, by intent."""
    from assistant.plugins.exchange.values import Labelled

    if own:
        return [(Labelled(p.intent, p.language, p.example), "own") for p in mine.phrases()]
    return [
        (Labelled(name, phrase.language, phrase.example), phrase.origin)
        for name, intent in library.intents.items()
        for phrase in intent.spec.phrases
        if not phrase.negative
    ]


def _check_known(intents: Sequence[str], library: "Library") -> None:
    from assistant.tables import did_you_mean

    for intent in intents:
        if intent not in library.intents:
            raise AssistantError(
                f"There is no intent {intent[:60]!r}.",
                where="intent",
                remedy=did_you_mean(intent, library.intents),
            )


def _check_language(language: str | None) -> None:
    from assistant.catalogue import LANGUAGES
    from assistant.tables import did_you_mean

    if language is not None and language not in LANGUAGES:
        raise AssistantError(
            f"The language {language[:20]!r} is not known.",
            where="--lang",
            remedy=did_you_mean(language, LANGUAGES),
        )


def _counted(changes: "Difference") -> str:
    return (
        f"{changes.added:,} added, {changes.replaced:,} replaced, {changes.unchanged:,} unchanged"
    )


def _tell(problems: Iterable[Problem], *, as_json: bool) -> None:
    """Each problem on a line; with --json they are in the answer."""
    for problem in () if as_json else problems:
        print(f"assistant: {problem}", file=sys.stderr)


def _as_json(problems: Iterable[Problem]) -> list[Mapping[str, str]]:
    return [asdict(problem) for problem in problems]
