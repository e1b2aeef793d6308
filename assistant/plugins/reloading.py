"""Plugins changed on disk and read again: what became of each, and the last good one kept."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.plugins.library import Library
from assistant.plugins.loading import forget, is_loaded
from assistant.plugins.manifest import MINE, Plugin
from assistant.problems import Problem
from assistant.understanding.understanding import OUT_OF_SCOPE

SHOWN = 3  # problems of phrases that are told of one plugin

Became = Literal["added", "reloaded", "mended", "removed", "broken"]


@dataclass(frozen=True)
class PluginChange:
    """What became of a plugin whose files were changed."""

    plugin: str  # its id; for one that was never whole the name of its folder or file
    became: Became
    intents: int = 0  # that it has now
    phrases: int = 0  # that mean one of them
    problems: tuple[Problem, ...] = ()  # why it is broken, or what of its phrases was left out
    kept: bool = False  # it is broken, and answers as it did before


def changes(before: Library, after: Library, places: Collection[Path]) -> tuple[PluginChange, ...]:
    """What became of the plugins at these places; of what is none, or switched off, nothing."""
    found = (_change(before, after, place) for place in sorted(places))
    return tuple(change for change in found if change is not None)


def forget_removed(before: Library, after: Library, places: Collection[Path]) -> None:
    """Let go of the code of plugins that are no longer at these places."""
    for place in places:
        old, new = before.places.get(place), after.places.get(place)
        if old is not None and (new is None or new.id != old.id):
            forget(old)


def _change(before: Library, after: Library, place: Path) -> PluginChange | None:
    old, new, problem = before.places.get(place), after.places.get(place), after.broken.get(place)
    if problem is not None:
        name = old.id if old else place.stem
        return PluginChange(name, "broken", problems=(problem,), kept=_goes_on(new, problem))
    if new is None:
        return PluginChange(old.id, "removed") if old else None
    if new in after.switched_off or new.id == MINE:
        return None
    became: Became = (
        "mended" if place in before.broken else "reloaded" if old is not None else "added"
    )
    return PluginChange(
        new.id,
        became,
        sum(intent.name != OUT_OF_SCOPE for intent in new.intents),
        sum(not phrase.negative for intent in new.intents for phrase in intent.phrases),
        new.check()[:SHOWN],
    )


def _goes_on(plugin: Plugin | None, problem: Problem) -> bool:
    """Whether it answers as before: code that was never imported is only there as it is now."""
    if plugin is None:
        return False
    in_manifest = problem.where.startswith(str(plugin.source)) and plugin.file is None
    return in_manifest or is_loaded(plugin)
