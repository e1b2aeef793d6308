"""Which models there are, which one is in use, and the way back."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.files import write_atomically
from assistant.paths import Paths, bundled
from assistant.problems import AssistantError, Problem
from assistant.understanding.bundle import Bundle, Manifest, read_bundle, read_manifest
from assistant.understanding.understanding import OUT_OF_SCOPE

DEFAULT = "bundled-gru"


@dataclass(frozen=True)
class Version:
    """A model that can be put in use, as far as its manifest tells."""

    name: str
    folder: Path
    manifest: Manifest
    bundled: bool
    current: bool

    @property
    def cell(self) -> str:
        return self.manifest.cell

    @property
    def trained(self) -> datetime:
        return self.manifest.trained

    @property
    def intents(self) -> int:
        return sum(label != OUT_OF_SCOPE for label in self.manifest.labels)

    @property
    def examples(self) -> int:
        return self.manifest.examples

    @property
    def accuracy(self) -> float | None:
        value = self.manifest.metrics.get("held_out_accuracy")
        return None if value is None else float(value)


class Versions:
    """The bundled models and the user's own; the file `current.json` points at the one in use.

    The pointer is a stack of names, so that undo is taking the last one off.
    """

    def __init__(self, paths: Paths) -> None:
        self.folder = paths.models
        self._pointer = paths.models / "current.json"

    def all(self) -> tuple[Version, ...]:
        """All that can be read, newest first; the bundled ones last."""
        current = self.current_name()
        versions = []
        for name, folder, is_bundled in self._folders():
            try:
                manifest = read_manifest(folder)
            except AssistantError:
                continue
            versions.append(Version(name, folder, manifest, is_bundled, name == current))
        return tuple(sorted(versions, key=lambda v: (not v.bundled, v.trained), reverse=True))

    def current(self) -> Version:
        """The one in use. Raises AssistantError when not even a bundled one is there."""
        versions = self.all()
        for wanted in (self.current_name(), DEFAULT):
            for version in versions:
                if version.name == wanted:
                    return version
        raise AssistantError(
            "No model is installed.", where=str(self.folder), remedy="Install the assistant again."
        )

    def current_name(self) -> str:
        return self._stack()[-1]

    def load(self) -> tuple[Bundle, tuple[Problem, ...]]:
        """The model in use; where that one is broken, the last whole one before it, and why.

        Raises AssistantError when not even the bundled model can be read.
        """
        problems: list[Problem] = []
        for name in dict.fromkeys([*reversed(self._stack()), DEFAULT]):
            try:
                return read_bundle(self.folder_of(name)), tuple(problems)
            except AssistantError as error:
                problems.append(error.problem)
        raise AssistantError(
            problems[-1].what, where=problems[-1].where, remedy="Install the assistant again."
        )

    def use(self, name: str) -> None:
        """Make a model the current one. Raises AssistantError for one that is missing or broken."""
        read_bundle(self.folder_of(name))
        stack = [*self._stack(), name]
        if len(stack) > 1 and stack[-2] == name:
            return
        self._write(stack)

    def undo(self) -> Version:
        """Return to the model before. Raises AssistantError when there is none."""
        stack = self._stack()
        if len(stack) < 2:
            raise AssistantError(
                "There is no model before this one.", where=str(self._pointer),
                remedy="Choose one by name: assistant models use NAME.",
            )  # fmt: skip
        self._write(stack[:-1])
        return self.current()

    def remove(self, name: str) -> None:
        """Delete one of the user's models that is not in use. Raises AssistantError otherwise."""
        folder = self.folder_of(name)
        if folder.parent != self.folder or name == self.current_name():
            raise AssistantError(
                "A bundled model, or the one in use, cannot be deleted.", where=name,
                remedy="Use another model first: assistant models use NAME.",
            )  # fmt: skip
        self._write([other for other in self._stack() if other != name])
        shutil.rmtree(folder)

    def new_name(self, cell: str, now: datetime) -> str:
        """A name for a model that is about to be trained; no other has it."""
        name = stem = f"{cell}-{now:%Y%m%d-%H%M%S}"
        number = 1
        while (self.folder / name).exists():
            number += 1
            name = f"{stem}-{number}"
        return name

    def folder_of(self, name: str) -> Path:
        """Raises AssistantError for a name that no model has."""
        for known, folder, _ in self._folders():
            if known == name:
                return folder
        names = ", ".join(known for known, _, _ in self._folders())
        raise AssistantError(
            f"There is no model {name!r}.", where=str(self.folder), remedy=f"There are: {names}."
        )

    def _folders(self) -> Iterator[tuple[str, Path, bool]]:
        for manifest in sorted(self.folder.glob("[!.]*/manifest.json")):
            yield manifest.parent.name, manifest.parent, False
        for manifest in sorted(bundled("models").glob("[!.]*/manifest.json")):
            yield f"bundled-{manifest.parent.name}", manifest.parent, True

    def _stack(self) -> list[str]:
        """The names of the models in use, the current one last; never empty."""
        try:
            names = json.loads(self._pointer.read_text(encoding="utf-8"))["stack"]
        except (OSError, ValueError, KeyError, TypeError):
            return [DEFAULT]
        kept = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
        return kept or [DEFAULT]

    def _write(self, stack: list[str]) -> None:
        write_atomically(self._pointer, json.dumps({"stack": stack[-20:]}).encode())
