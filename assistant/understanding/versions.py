"""Which models there are, which one is in use, and the way back."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.files import locked, write_atomically
from assistant.paths import Paths, bundled
from assistant.problems import AssistantError, Problem
from assistant.understanding.bundle import Bundle, Manifest, read_bundle, read_manifest
from assistant.understanding.understanding import OUT_OF_SCOPE

DEFAULT = "bundled-gru"
BUNDLED = "bundled-"  # how the names of the bundled ones begin, and no others
SPARED = 3  # models that were in use last, which no tidying deletes
_NAME = re.compile(r"\w[\w.-]{0,59}(?<!\.)")


@dataclass(frozen=True)
class Version:
    """A model that can be put in use, as far as its manifest tells."""

    name: str
    folder: Path
    manifest: Manifest
    bundled: bool
    current: bool
    size: int = 0  # bytes on disk

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

    The pointer is a stack of names, so that undo is taking the last one off. It is read again and
    written under a lock. Names of models that are gone count for nothing.
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
            size = _size(folder)
            versions.append(Version(name, folder, manifest, is_bundled, name == current, size))
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

    def before(self) -> str:
        """The model that was in use before the current one; the bundled one at first."""
        return ([DEFAULT, *self._stack()])[-2]

    def load(self) -> tuple[Bundle, tuple[Problem, ...]]:
        """The model in use; where that one is broken, the last whole one before it, and why.

        Raises AssistantError when not even the bundled model can be read.
        """
        problems: list[Problem] = []
        for name in dict.fromkeys([*reversed(self._names()), DEFAULT]):
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
        with self._locked():
            self._write([*self._stack(), name])

    def undo(self) -> Version:
        """Return to the model before. Raises AssistantError when there is none."""
        with self._locked():
            stack = self._stack()
            if len(stack) < 2:
                raise AssistantError(
                    "There is no model before this one.", where=str(self._pointer),
                    remedy="Choose one by name: assistant models use NAME.",
                )  # fmt: skip
            self._write(stack[:-1])
        return self.current()

    def rename(self, old: str, new: str) -> None:
        """Give one of the user's models another name, in use or not.

        Raises AssistantError for a bundled one, and for a name that is taken or cannot be one.
        """
        folder = self._own(old, "A bundled model keeps its name.")
        self.check_name(new)
        with self._locked():
            stack = self._names()
            # Whichever of the two is there when this is cut short is the one in use.
            self._write(
                [name for each in stack for name in ([new, old] if each == old else [each])]
            )
            try:
                folder.rename(self.folder / new)
            except OSError as error:
                raise _refused(folder, "It could not be renamed", error) from error
            self._write([new if each == old else each for each in stack])

    def remove(self, name: str) -> None:
        """Delete one of the user's models that is not in use. Raises AssistantError otherwise."""
        folder = self._own(name, "A bundled model cannot be deleted.")
        with self._locked():
            if name == self.current_name():
                raise AssistantError(
                    "The model in use cannot be deleted.", where=name,
                    remedy="Use another model first: assistant models use NAME.",
                )  # fmt: skip
            if name in self._names():
                self._write([other for other in self._stack() if other != name])
            leaving = folder.with_name(f".{name}-{os.urandom(4).hex()}")
            try:
                folder.rename(leaving)  # gone at once: half a model is none
                shutil.rmtree(leaving)
            except OSError as error:
                raise _refused(folder, "It could not be deleted", error) from error

    def tidy(self, keep: int, *, spare: str = "") -> tuple[str, ...]:
        """Delete the oldest of the user's models until there are `keep`; gives their names.

        The one in use, those in use last and `spare` stay, so there may be a few more.
        Raises AssistantError when the disk refuses.
        """
        spared = {spare, *self._stack()[-SPARED:]}
        own = [version for version in self.all() if not version.bundled]
        old = [version.name for version in own[::-1] if version.name not in spared]
        gone = tuple(old[: max(len(own) - keep, 0)])
        for name in gone:
            self.remove(name)
        return gone

    def mend(self) -> tuple[str | None, str]:
        """Forget the names of models that are gone; the one in use of them, and the one in use now.

        Raises AssistantError when the disk refuses.
        """
        if self._names() == self._stack():
            return None, self.current_name()
        with self._locked():
            names, stack = self._names(), self._stack()
            self._write(stack)
        return (names[-1] if names[-1] != stack[-1] else None), stack[-1]

    def check_name(self, name: str) -> None:
        """Raises AssistantError for one that is taken or cannot be a model's."""
        if not _NAME.fullmatch(name) or name.startswith(BUNDLED):
            raise AssistantError(
                f"{name!r} cannot be the name of a model.", where=str(self.folder),
                remedy="Use letters, digits, _, - and dots, 60 at most, and begin with a letter.",
            )  # fmt: skip
        if (self.folder / name).exists() or (bundled("models") / name).exists():
            raise AssistantError(
                f"There is a model {name!r} already.", where=str(self.folder),
                remedy="Choose another name.",
            )  # fmt: skip

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

    def _own(self, name: str, otherwise: str) -> Path:
        """The folder of one of the user's models; AssistantError, with that reason, for others."""
        folder = self.folder_of(name)
        if folder.parent != self.folder:
            raise AssistantError(
                otherwise, where=name, remedy="Choose one of yours: assistant models list."
            )
        return folder

    def _stack(self) -> list[str]:
        """The names of the models in use that are there, the current one last; never empty."""
        there = {name for name, _, _ in self._folders()}
        return _distinct([name for name in self._names() if name in there]) or [DEFAULT]

    def _names(self) -> list[str]:
        """The stack as it was written, or what it is before anything was; never empty."""
        try:
            names = json.loads(self._pointer.read_text(encoding="utf-8"))["stack"]
        except (OSError, ValueError, KeyError, TypeError):
            return [DEFAULT]
        kept = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
        return kept or [DEFAULT]

    def _locked(self) -> AbstractContextManager[None]:
        return locked(self.folder / ".lock")

    def _write(self, stack: Sequence[str]) -> None:
        """Write the stack, unless it stands there already."""
        stack = _distinct(stack)[-20:]
        if stack != self._names():
            write_atomically(self._pointer, json.dumps({"stack": stack}).encode())


def _distinct(names: Sequence[str]) -> list[str]:
    """Without those that follow themselves."""
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


def _size(folder: Path) -> int:
    try:
        return sum(file.stat().st_size for file in folder.iterdir())
    except OSError:
        return 0


def _refused(folder: Path, what: str, error: OSError) -> AssistantError:
    return AssistantError(
        f"{what} ({error.strerror}).", where=str(folder),
        remedy="Check that you may write in this folder.",
    )  # fmt: skip
