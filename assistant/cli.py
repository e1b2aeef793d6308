"""The commands: the second face of the same core. Scripts and benchmarks stand on it.

Exit status: 0 done; 1 it ran and the answer is no; 2 bad arguments or input, with one line on
stderr that says what is wrong, where, and how to mend it.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from assistant.commands import examples, health, inbox, models, plugins, xray
from assistant.problems import AssistantError
from assistant.settings import CELLS

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.api import Reply
    from assistant.understanding.understanding import Understanding


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit."""
    # More threads make small matrices slower, and each costs memory.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):  # on Windows they may not hold Korean
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except AssistantError as error:
        print(f"assistant: {error}", file=sys.stderr)
        status = 2
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:  # the reader has seen enough, as in `assistant ask - | head`
        os._exit(0)
    except Exception as error:
        print(f"assistant: {_unexpected(error)}", file=sys.stderr)
        status = 2
    sys.exit(status)


def _unexpected(error: Exception) -> AssistantError:
    """What to say of a mistake of ours, or of a machine that refuses; the log has the details."""
    import logging

    from assistant.logfile import log_to
    from assistant.paths import user_paths

    log = user_paths().log
    log_to(log)
    logging.getLogger("assistant").error("unexpected", exc_info=error)
    return AssistantError(
        f"This should not happen ({type(error).__name__}: {error}).",
        where=str(log),
        remedy="Check the installation: assistant doctor. The log says where it happened.",
    )


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(
        prog="assistant",
        description="A private assistant in the terminal. Without a command: the app.",
    )  # fmt: skip
    top.set_defaults(run=open_app)
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    ask = commands.add_parser("ask", help="answer one message")
    ask.add_argument("message", help="what to answer; - reads one message a line from stdin")
    ask.add_argument("--json", action="store_true", help="print the whole understanding")
    ask.set_defaults(run=run_ask)

    teach = commands.add_parser("teach", help="add examples to an intent and learn them")
    teach.add_argument("intent", help="an intent, new or known, or out_of_scope")
    teach.add_argument(
        "phrases", nargs="+", metavar="phrase", help="such as 'weather in [Paris](city)'"
    )
    teach.add_argument("--train", action="store_true", help="train the whole network on them too")
    teach.set_defaults(run=run_teach)

    train = commands.add_parser("train", help="train a model on all examples, or on a data set")
    train.add_argument("--data", type=Path, metavar="DIR", help="a folder of JSON lines")
    train.add_argument("--train-file", default="train.jsonl", metavar="NAME", help="of that folder")
    train.add_argument("--out", type=Path, metavar="DIR", help="where the model goes")
    train.add_argument("--cell", choices=CELLS, help="the recurrent cell (from the settings: gru)")
    train.add_argument("--from-scratch", action="store_true", help="without the bundled encoder")
    train.add_argument(
        "--units", type=int, metavar="N", help="of the recurrent layer each way, from scratch (224)"
    )
    train.add_argument("--seed", type=int, default=0)
    train.add_argument(
        "--one-language", action="store_true",
        help="let the encoder forget the language that the examples are not in",
    )  # fmt: skip
    train.add_argument(
        "--keep", type=float, metavar="SHARE",
        help="of what is in scope, that is not to be refused (0.97)",
    )  # fmt: skip
    train.add_argument(
        "--resegment", type=float, metavar="SHARE",
        help="of the examples, that is cut into pieces at random at each reading (0)",
    )  # fmt: skip
    train.add_argument("--epochs", type=int)
    train.add_argument("--use", action="store_true", help="even if it is worse than the one before")
    train.add_argument("--json", action="store_true", help="print one object an epoch")
    train.set_defaults(run=run_train)

    evaluate = commands.add_parser("evaluate", help="measure a model on labelled messages")
    evaluate.add_argument(
        "data", type=Path, metavar="DATA", help="a folder with test files, or a file"
    )
    evaluate.add_argument(
        "--model", type=Path, metavar="DIR", help="a model folder; else the one in use"
    )
    evaluate.add_argument(
        "--report", type=Path, metavar="FILE", help="write a page to read: FILE.md or FILE.html"
    )
    evaluate.add_argument(
        "--by-template", action="store_true",
        help="also apart: messages that differ from a train row in slot values alone, and others",
    )  # fmt: skip
    evaluate.add_argument(
        "--memory", action="store_true",
        help="also what the bundled rnn, lstm and gru forget, by length of the messages",
    )  # fmt: skip
    evaluate.add_argument("--json", action="store_true")
    evaluate.set_defaults(run=run_evaluate)

    models.add_to(commands)

    inbox.add_to(commands)

    plugins.add_to(commands)

    examples.add_to(commands)
    health.add_to(commands)
    xray.add_to(commands)

    doctor = commands.add_parser("doctor", help="check that everything is whole")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=run_doctor)
    return top


def open_app(options: argparse.Namespace) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AssistantError(
            "The app needs a terminal.", where="standard input and output",
            remedy='For one answer use: assistant ask "what time is it".',
        )  # fmt: skip
    from assistant.tui.app import run

    run()
    return 0


def run_ask(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.output import routed

    messages: Iterable[str] = [options.message]
    if options.message == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        messages = (line.rstrip("\r\n") for line in sys.stdin)
    answers = sys.stdout
    # What the threads of plugins print is no answer either.
    with Assistant() as bot, contextlib.redirect_stdout(sys.stderr), routed():
        for message in messages:
            reply = bot.reply(message)
            text = json.dumps(as_json(reply), ensure_ascii=False) if options.json else reply.text
            print(text, file=answers, flush=True)
        _complain(bot)
    return 0


def as_json(reply: "Reply") -> dict[str, object]:
    """The shape of Rasa's /model/parse, and the reply; of several requests that of each too."""
    seen = reply.understanding
    assert seen is not None
    said = {
        "text": reply.text,
        "suggestions": [s.label for s in reply.suggestions],
        "asks": reply.asks or None,
        **({"details": reply.details} if reply.details else {}),
    }
    further = {"requests": [_seen_as_json(each) for each in seen.requests]} if seen.requests else {}
    return {**_seen_as_json(seen), **further, "reply": said, "model": seen.model}


def _seen_as_json(seen: "Understanding") -> dict[str, object]:
    from assistant.values import to_json

    ranking = [{"name": s.name, "confidence": round(s.confidence, 6)} for s in seen.ranking]
    return {
        "text": seen.text,
        "language": seen.language,
        "intent": ranking[0] if seen.in_scope and ranking else {"name": None, "confidence": 0.0},
        "intent_ranking": ranking,
        "entities": [
            {
                "entity": e.entity,
                "value": to_json(e.value) if e.value is not None else e.raw,
                "start": e.start,
                "end": e.end,
                "raw": e.raw,
            }
            for e in seen.entities
        ],
        "in_scope": seen.in_scope,
    }


def run_teach(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.examples import parse_example

    examples = [parse_example(phrase) for phrase in options.phrases]
    with Assistant() as bot:
        bot.load()
        bot.teach(examples, options.intent)
        print(f"{len(examples)} taught: {options.intent}", file=sys.stderr)
        if not options.train:
            return 0
        from assistant.training.worker import Request

        return _train(Request(home=None, cell=bot.settings.cell), as_json=False)


def run_train(options: argparse.Namespace) -> int:
    from assistant.paths import user_paths
    from assistant.settings import read_settings
    from assistant.training.worker import Request

    if options.out is not None and options.out.exists():
        raise AssistantError(
            "It is there already.", where=str(options.out), remedy="Name a new folder with --out."
        )
    if options.data is not None and not (options.data / options.train_file).is_file():
        raise AssistantError(
            f"There is no file {options.train_file} in it.", where=str(options.data),
            remedy="Name a folder of JSON lines with --data, its training file with --train-file.",
        )  # fmt: skip
    if options.epochs is not None and options.epochs < 1:
        raise AssistantError("It must be at least 1.", where="--epochs", remedy="Leave it out.")
    if options.units is not None and not (options.from_scratch and 8 <= options.units <= 1024):
        raise AssistantError(
            "It is a number from 8 to 1024, of an encoder from scratch.", where="--units",
            remedy="Add --from-scratch, or leave it out: the bundled encoder has 224.",
        )  # fmt: skip
    for name, share, usual in (
        ("--keep", options.keep, 0.97), ("--resegment", options.resegment, 0),
    ):  # fmt: skip
        if share is not None and not 0 <= share <= 1:
            raise AssistantError(
                "It must be a share from 0 to 1.", where=name, remedy=f"Leave it out: {usual}."
            )
    settings, _ = read_settings(user_paths().settings)
    request = Request(
        cell=options.cell or settings.cell, seed=options.seed, epochs=options.epochs,
        from_scratch=options.from_scratch, units=options.units,
        train_file=options.train_file, keep=options.keep, resegmented=options.resegment,
        one_language=options.one_language, use_anyway=options.use,
        data=options.data.absolute() if options.data else None,
        out=options.out.absolute() if options.out else None,
    )  # fmt: skip
    return _train(request, as_json=options.json)


def _train(request: object, *, as_json: bool) -> int:
    import asyncio

    from assistant.training.progress import show

    return asyncio.run(show(request, as_json=as_json))  # type: ignore[arg-type]


def run_evaluate(options: argparse.Namespace) -> int:
    from assistant.training.measuring import measure

    further = {}
    if options.memory:
        from dataclasses import asdict

        from assistant.training.data_sets import read_test_rows
        from assistant.xray.forgetting import forgetting, table

        found = forgetting(read_test_rows(options.data))
        further["memory"] = ([asdict(one) for one in found], table(found))
    measure(
        options.data, options.model, report=options.report, apart=options.by_template,
        as_json=options.json, further=further,
    )  # fmt: skip
    return 0


def run_doctor(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from assistant.doctor import examine

    checks = examine()
    for check in checks:
        if options.json:
            print(json.dumps(asdict(check), ensure_ascii=False))
        else:
            print(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.found}")
            if not check.ok:
                print(f"     {check.remedy}")
    return 0 if all(check.ok for check in checks) else 1


def _complain(bot: "Assistant") -> None:
    for problem in bot.problems:
        print(f"assistant: {problem}", file=sys.stderr)


if __name__ == "__main__":
    main()
