"""Every plugin there is with what a person wants to know of it: its state, what it does and may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.plugins.api import InstalledIntent
from assistant.plugins.grants import granted
from assistant.plugins.library import InstalledIntentSpec, Library
from assistant.plugins.manifest import MINE, Plugin
from assistant.problems import Problem
from assistant.understanding.understanding import OUT_OF_SCOPE

# kept: broken now, and in use as it was before; stopped: it failed too often to be called again
State = Literal["on", "off", "broken", "kept", "stopped"]


@dataclass(frozen=True)
class Listed:
    """A plugin; of a broken one that was never whole only its place and its problem are known."""

    id: str  # the name of its folder or file where the id is not known
    state: State
    version: str = ""
    builtin: bool = False
    description: Mapping[str, str] = field(default_factory=dict)  # by language
    intents: tuple[InstalledIntent, ...] = ()
    capabilities: Mapping[str, bool] = field(default_factory=dict)  # declared → granted
    problem: Problem | None = None


def overview(
    library: Library, data: Path, stopped: Mapping[str, Problem] | None = None
) -> tuple[Listed, ...]:
    """The user's before the built-in ones, what is broken first; but not the user's own phrases.

    `stopped` are those that are called no more. Reads the grants in the folder `data`, and a
    phrase of each intent that names no example.
    """
    never_whole = [
        Listed(place.stem, "broken", problem=problem)
        for place, problem in library.broken.items()
        if place not in library.places
    ]
    others = [
        _listed(plugin, place, library, data, (stopped or {}).get(plugin.id))
        for place, plugin in library.places.items()
        if plugin.id != MINE
    ]
    return tuple(sorted([*never_whole, *others], key=_order))


def _order(listed: Listed) -> tuple[bool, bool, str]:
    return listed.builtin, listed.problem is None, listed.id


def _listed(
    plugin: Plugin, place: Path, library: Library, data: Path, stopped: Problem | None
) -> Listed:
    broken = library.broken.get(place)
    state: State = "kept" if broken else "stopped" if stopped else "on"
    if plugin in library.switched_off:
        state = "off"
    problem = broken or (stopped if state == "stopped" else None)
    may = granted(data, plugin)
    return Listed(
        plugin.id,
        state,
        plugin.version,
        plugin.builtin,
        plugin.description,
        tuple(
            InstalledIntentSpec(intent.name, plugin, intent).shown()
            for intent in plugin.intents
            if intent.name != OUT_OF_SCOPE
        ),
        {capability: capability in may for capability in sorted(plugin.capabilities)},
        problem,
    )
