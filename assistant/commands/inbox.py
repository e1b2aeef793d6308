"""`assistant inbox`: the messages that went wrong, and what to make of them."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.conversation.inbox import Item


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own commands."""
    inbox = commands.add_parser("inbox", help="review the messages that went wrong")
    inbox.set_defaults(run=run_list, json=False, all=False)
    kinds = inbox.add_subparsers(title="commands", metavar="COMMAND")
    listing = kinds.add_parser("list", help="what is to be reviewed, most often failed first")
    listing.add_argument("--all", action="store_true", help="also what is done with")
    listing.add_argument("--json", action="store_true", help="print one object a phrase")
    listing.set_defaults(run=run_list)
    for name, does, run in (
        ("accept", "learn phrases as what they were taken for", run_assign),
        ("assign", "learn phrases as another intent, new or known", run_assign),
        ("none", "learn that phrases are nothing the assistant can do", run_assign),
        ("ignore", "never offer phrases again", run_ignore),
        ("reopen", "forget what was taught of phrases, and offer them again", run_reopen),
    ):
        command = kinds.add_parser(name, help=does)
        command.add_argument("phrases", nargs="+", metavar="PHRASE")
        command.set_defaults(run=run, does=name, intent=None)
        if name in ("accept", "assign"):
            command.add_argument("--intent", metavar="NAME", required=name == "assign")
        command.add_argument("--json", action="store_true", help="print one object a phrase")


def run_list(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.inbox import read_inbox, to_review

    with Assistant() as bot:
        items = read_inbox(bot)
        shown = items if options.all else to_review(items)
        if not shown and not options.json:
            print("Nothing to review.", file=sys.stderr)
        for item in shown:
            print(json.dumps(as_json(item), ensure_ascii=False) if options.json else _line(item))
    return 0


def run_assign(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.inbox import assign, find_items, read_inbox
    from assistant.understanding.understanding import OUT_OF_SCOPE

    intent = OUT_OF_SCOPE if options.does == "none" else options.intent
    with Assistant() as bot:
        bot.load()
        items = find_items(read_inbox(bot), options.phrases)
        assign(bot, items, intent)
        for item in items:
            _did(options, item, intent or item.guess)
    return 0


def run_ignore(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.inbox import find_items, ignore, read_inbox

    with Assistant() as bot:
        items = find_items(read_inbox(bot), options.phrases)
        ignore(bot, items)
        for item in items:
            _did(options, item, None)
    return 0


def run_reopen(options: argparse.Namespace) -> int:
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.inbox import find_items, read_inbox, reopen

    with Assistant() as bot:
        bot.load()
        items = find_items(read_inbox(bot), options.phrases)
        reopen(bot, items)
        for item in items:
            _did(options, item, None)
    return 0


def as_json(item: "Item") -> dict[str, Any]:
    """An item as `--json` prints it."""
    return {
        "phrase": item.phrase,
        "said": item.said,
        "times": item.times,
        "failed": item.failed,
        "last": item.at.isoformat(),
        "how": item.how,
        "intent": item.intent,
        "confidence": None if item.confidence is None else round(item.confidence, 6),
        "meant": item.meant,
        "state": item.state,
    }


def _line(item: "Item") -> str:
    said = " ".join(item.said.split())
    thought = "nothing" if item.how == "admitted" else item.intent or "nothing"
    sure = "" if item.confidence is None else f" {item.confidence:.0%}"
    done = (
        "" if item.state == "open" else f"  ({item.state}{f' {item.meant}' if item.meant else ''})"
    )
    return f"×{item.failed:<3} {said}  {thought}{sure}{done}"


def _did(options: argparse.Namespace, item: "Item", intent: str | None) -> None:
    if options.json:
        print(
            json.dumps(
                {"phrase": item.phrase, "done": options.does, "intent": intent}, ensure_ascii=False
            )
        )
    else:
        print(f"{options.does}: {item.said}" + (f" → {intent}" if intent else ""))
