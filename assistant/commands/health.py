"""`assistant health`: what is wrong with the examples, and how to mend it."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.conversation.findings import Finding
    from assistant.conversation.material import Stated


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    health = commands.add_parser("health", help="look for mistakes in the examples")
    health.add_argument("--json", action="store_true", help="print one object a finding")
    health.set_defaults(run=run_health)


def run_health(options: argparse.Namespace) -> int:
    from assistant.catalogue import say
    from assistant.conversation.assistant import Assistant
    from assistant.conversation.checkup import Checkup
    from assistant.conversation.findings import remedy, what

    with Assistant() as bot:
        findings = Checkup(bot).full() or ()
        language = bot.settings.interface_language
        for finding in findings:
            if options.json:
                print(json.dumps(as_json(finding, language), ensure_ascii=False))
            else:
                print(f"{what(finding, language)}\n    {remedy(finding, language)}")
        if not findings and not options.json:
            print(say("health.nothing", language))
        for problem in bot.problems:
            print(f"assistant: {problem}", file=sys.stderr)
    return 1 if findings else 0


def as_json(finding: "Finding", language: str) -> dict[str, object]:
    """A finding as scripts read it."""
    from assistant.conversation.findings import remedy, what

    return {
        "kind": finding.kind.value,
        "intent": finding.intent,
        "other_intent": finding.other_intent,
        "phrase": _as_json(finding.phrase),
        "other": _as_json(finding.other),
        "figure": None if finding.figure is None else round(finding.figure, 4),
        "what": what(finding, language),
        "remedy": remedy(finding, language),
    }


def _as_json(phrase: "Stated | None") -> dict[str, str] | None:
    if phrase is None:
        return None
    return {"text": phrase.text, "intent": phrase.intent, "origin": phrase.origin}
