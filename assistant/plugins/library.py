"""Finding the plugins that are there, and what all of them together can do.

They come in layers: built in, the user's folder, installed packages. The first plugin that answers
an intent owns it; others may only add phrases to it. What is broken becomes a problem and stops
nothing else.
"""

import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import overload

from assistant.catalogue import LANGUAGES
from assistant.paths import Paths, bundled
from assistant.plugins.api import InstalledIntent
from assistant.plugins.manifest import (
    MANIFEST,
    MINE,
    IntentSpec,
    Plugin,
    how_to_switch_off,
    read_manifest,
    read_module,
)
from assistant.plugins.manifest_cache import ManifestCache, read_cache
from assistant.plugins.phrases import Source
from assistant.plugins.silenced import read_silenced
from assistant.problems import AssistantError, Problem
from assistant.tables import did_you_mean
from assistant.understanding.understanding import OUT_OF_SCOPE

GROUP = "assistant.intents"  # the entry points of packages that bring a plugin


@dataclass(frozen=True)
class InstalledIntentSpec:
    """An intent over all layers."""

    name: str
    plugin: Plugin | None  # whose handler or reply answers; None for one that the user made
    spec: IntentSpec  # merged: everyone's phrases, each with its origin

    def shown(self) -> InstalledIntent:
        """What handlers are told of it; reads its phrases when no manifest names an example."""
        return InstalledIntent(self.name, self.spec.description, self._shown_examples())

    def _shown_examples(self) -> Mapping[str, str]:
        if self.spec.example:
            return self.spec.example
        examples = self.spec.examples
        return {
            language: examples[language][0].text for language in LANGUAGES if examples[language]
        }


class Shown(Sequence[InstalledIntent]):
    """What handlers are told of the intents, found out when the first of them asks."""

    def __init__(self, intents: Mapping[str, InstalledIntentSpec]) -> None:
        self._intents = intents

    @cached_property
    def _all(self) -> tuple[InstalledIntent, ...]:
        return tuple(i.shown() for name, i in self._intents.items() if name != OUT_OF_SCOPE)

    @overload
    def __getitem__(self, index: int) -> InstalledIntent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[InstalledIntent, ...]: ...
    def __getitem__(self, index: int | slice) -> InstalledIntent | tuple[InstalledIntent, ...]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)


@dataclass(frozen=True)
class Library:
    """The plugins in use."""

    plugins: tuple[Plugin, ...]
    problems: tuple[Problem, ...] = ()  # those of broken plugins included
    switched_off: tuple[Plugin, ...] = ()
    silenced: Mapping[str, frozenset[str]] = field(default_factory=dict)  # phrases, by intent
    broken: Mapping[Path, Problem] = field(default_factory=dict)  # by a plugin's place

    @cached_property
    def intents(self) -> Mapping[str, InstalledIntentSpec]:
        """By name, in the order of the layers; out_of_scope is among them when it has phrases."""
        merged = _merge(self.plugins)[0]
        for name in self.silenced.keys() & merged.keys():
            spec = replace(merged[name].spec, silenced=self.silenced[name])
            merged[name] = replace(merged[name], spec=spec)
        return merged

    @cached_property
    def shown(self) -> Shown:
        """The intents, as handlers are told of them."""
        return Shown(self.intents)

    @cached_property
    def places(self) -> Mapping[Path, Plugin]:
        """All plugins, also those that are switched off, by their folder or single file."""
        return {plugin.place: plugin for plugin in (*self.plugins, *self.switched_off)}

    def check(self) -> tuple[Problem, ...]:
        """All problems, those of phrases included: reads every phrase."""
        found = [problem for intent in self.intents.values() for problem in intent.spec.problems]
        return (*self.problems, *found)


def find_plugins(
    paths: Paths,
    *,
    switched_off: Collection[str] = (),
    also: Sequence[Path] = (),
    before: Library | None = None,
    changed: Set[Path] = frozenset(),
) -> Library:
    """Every plugin there is, except those whose ids are switched off.

    `also` are the folders or single files of plugins that lie elsewhere. A plugin that is broken
    now and was whole `before` stays as it was, also later, until it is among those at a `changed`
    place: of these the code is looked at too, and imported anew where it was imported.
    """
    plugins: dict[str, Plugin] = {}
    problems: list[Problem] = []
    broken: dict[Path, Problem] = {}
    former = before.places if before else {}
    known = {p: before.broken[p] for p in before.broken.keys() - changed} if before else {}
    cache = read_cache(paths.cache)
    for place, builtin in _folders(paths, also, problems):
        plugin = former.get(place)
        if plugin is not None and place in known:
            broken[place] = known[place]
        else:
            try:
                plugin = _read(place, builtin, None if place == paths.intents / MINE else cache)
                if plugin is not None and place in changed:
                    _renew(plugin, switched_off)
            except AssistantError as error:
                broken[place] = error.problem
                plugin = former.get(place, plugin)
        if plugin is None:
            continue
        if problem := _no_room_for(plugin, plugins, paths):
            broken[place] = problem
        else:
            plugins[plugin.id] = plugin
    cache.keep(paths.cache)
    used = tuple(plugin for plugin in plugins.values() if plugin.id not in switched_off)
    unused = tuple(plugin for plugin in plugins.values() if plugin.id in switched_off)
    silenced: Mapping[str, frozenset[str]] = {}
    try:
        silenced = read_silenced(paths.intents / MINE)
    except AssistantError as error:
        problems.append(error.problem)
    problems = [*problems, *broken.values(), *_merge(used)[1]]
    return Library(used, tuple(problems), unused, silenced, broken)


def plugin_places(paths: Paths) -> tuple[Path, ...]:
    """The folders and files that may hold a plugin and are not built in, broken ones too."""
    return tuple(place for place, builtin in _folders(paths, (), []) if not builtin)


def plugin_named(library: Library, wanted: str) -> Plugin:
    """The plugin of that id, also one that is switched off. Raises AssistantError."""
    plugins = {plugin.id: plugin for plugin in (*library.plugins, *library.switched_off)}
    if wanted not in plugins:
        raise AssistantError(
            f"There is no plugin {wanted[:40]!r}.",
            where="plugins",
            remedy=did_you_mean(wanted, plugins),
        )
    return plugins[wanted]


def _renew(plugin: Plugin, switched_off: Collection[str]) -> None:
    from assistant.plugins.loading import forget
    from assistant.plugins.runner import renew

    if plugin.id in switched_off:  # nothing of it is run
        forget(plugin)
    else:
        renew(plugin)


def _no_room_for(plugin: Plugin, others: Mapping[str, Plugin], paths: Paths) -> Problem | None:
    """Why a plugin cannot be among the others, if it cannot."""
    if plugin.id == MINE and plugin.place != paths.intents / MINE:
        return Problem(
            f"The id {MINE!r} is kept for your own phrases.",
            str(plugin.source),
            "Give the plugin another id.",
        )
    if plugin.id in others:
        return Problem(
            f"There is already a plugin {plugin.id!r}: {others[plugin.id].source}.",
            str(plugin.source),
            "Give one of them another id, or remove it.",
        )
    return None


def _read(place: Path, builtin: bool, cache: ManifestCache | None) -> Plugin | None:
    """The plugin in a folder or in a single file, which may be none."""
    if place.suffix == ".py":
        return read_module(place, cache=cache)
    return read_manifest(place, builtin=builtin, cache=cache)


def _merge(
    plugins: tuple[Plugin, ...],
) -> tuple[dict[str, InstalledIntentSpec], list[Problem]]:
    merged: dict[str, InstalledIntentSpec] = {}
    problems: list[Problem] = []
    for plugin in plugins:
        for spec in plugin.intents:
            owner = None if plugin.id == MINE and not spec.handler else plugin
            before = merged.get(spec.name)
            if before is None:
                merged[spec.name] = InstalledIntentSpec(spec.name, owner, spec)
            elif spec.answers and before.spec.answers:
                answering = before.plugin.id if before.plugin else MINE
                problems.append(
                    Problem(
                        f"The intent {spec.name} is already answered by the plugin {answering!r}.",
                        str(plugin.source),
                        "Keep the phrases and remove its handler or reply, "
                        f"or {how_to_switch_off(answering)}",
                    )
                )
            elif spec.answers:
                merged[spec.name] = InstalledIntentSpec(
                    spec.name, owner, _join(spec, before.spec, before.spec.sources + spec.sources)
                )
            else:
                merged[spec.name] = replace(
                    before, spec=_join(before.spec, spec, before.spec.sources + spec.sources)
                )
    return merged, problems


def _join(first: IntentSpec, other: IntentSpec, sources: tuple[Source, ...]) -> IntentSpec:
    """`first` with what `other` adds to it; a handler's slots stay, for it knows no others."""
    return replace(
        first,
        slots=first.slots if first.handler else {**other.slots, **first.slots},
        sources=sources,
        description={**other.description, **first.description},
        example={**other.example, **first.example},
    )


def _folders(
    paths: Paths, also: Sequence[Path], problems: list[Problem]
) -> Iterator[tuple[Path, bool]]:
    """What may hold a plugin, and whether it is built in, in the order of layers; each once."""
    seen: set[Path] = set()
    layers = (
        (_inside(bundled("intents"), problems), True),
        (_inside(paths.intents, problems), False),
        (also, False),
        (_installed(problems), False),
    )
    for folders, builtin in layers:
        for folder in folders:
            if (place := folder.resolve()) not in seen:
                seen.add(place)
                yield folder, builtin


def _inside(root: Path, problems: list[Problem]) -> list[Path]:
    """The folders of `root` with a manifest, and its single files; the rest is the user's."""
    try:
        folders = sorted(root.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(
            Problem(
                f"The folder cannot be read ({error.strerror}).",
                str(root),
                "Check that it is a folder and that you may read it.",
            )
        )
        return []
    found = []
    for folder in folders:
        try:
            if (folder / MANIFEST).is_file() or (folder.suffix == ".py" and folder.is_file()):
                found.append(folder)
            elif folder.is_dir() and any(folder.glob("*.toml")):
                problems.append(
                    Problem(
                        f"The folder has no {MANIFEST}.",
                        str(folder),
                        "Give its manifest that name.",
                    )
                )
        except PermissionError:
            found.append(folder)  # reading it will say what is wrong
    return found


def _installed(problems: list[Problem]) -> Iterator[Path]:
    """The folders of packages with an entry point in our group. Nothing of them is imported."""
    if not _any_package_names_us():
        return
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP)):
        try:
            yield _package_folder(entry.module)
        except (ImportError, AttributeError, ValueError) as error:
            problems.append(
                Problem(
                    f"The installed plugin cannot be found ({error}).",
                    f"entry point {entry.name} = {entry.value}",
                    "Install its package again, or remove it with pip.",
                )
            )


def _any_package_names_us() -> bool:
    """Whether some installed package has an entry point in our group.

    Asking importlib.metadata takes 35 ms, nearly all for its import; looking takes one.
    """
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                for entry in entries:
                    if entry.name.endswith((".dist-info", ".egg-info")):
                        file = Path(entry.path, "entry_points.txt")
                        if file.is_file() and GROUP.encode() in file.read_bytes():
                            return True
        except OSError:  # a zip file, or a folder that is gone
            continue
    return False


def _package_folder(module: str) -> Path:
    """The folder of a package. Only its top is asked of the import system: asking for a module
    inside would import what is around it."""
    from importlib.util import find_spec

    top, *rest = module.split(".")
    spec = find_spec(top)
    if spec is None:
        raise ImportError(f"no package {top}")
    for location in spec.submodule_search_locations or ():
        folder = Path(location, *rest)
        if (folder / MANIFEST).is_file():
            return folder
    raise ImportError(f"no {MANIFEST} in the package {module}")
