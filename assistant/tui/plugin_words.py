"""What is said of plugins: what became of one, and how many there are of what it has."""

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.problems import Problem
from assistant.tui.text import clean

if TYPE_CHECKING:
    from assistant.plugins.reloading import PluginChange


def became(change: "PluginChange", language: str) -> str:
    """A line for a plugin that was read again; empty for a broken one, whose problem is told."""
    if change.became == "broken":
        return ""
    return say(
        f"plugins.{change.became}", language, plugin=clean(change.plugin),
        intents=counted("intents", change.intents, language),
        phrases=counted("phrases", change.phrases, language),
    )  # fmt: skip


def problems_told(change: "PluginChange", language: str) -> tuple[Problem, ...]:
    """Its problems; where it goes on all the same, they say so."""
    if not change.kept:
        return change.problems
    kept = say("plugins.kept", language, plugin=clean(change.plugin))
    return tuple(replace(p, remedy=f"{p.remedy} {kept}") for p in change.problems)


def counted(what: str, count: int, language: str) -> str:
    """ "14 phrases"."""
    return say(f"plugins.{what}" if count != 1 else f"plugins.{what}_one", language, count=count)
