"""What the assistant knows at the moment: the plugins, the user's phrases and the model in use.

Each is read when it is first asked for, and again when it was changed. Any thread may ask.
"""

import threading
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.paths import Paths
from assistant.plugins.examples import same_phrase
from assistant.plugins.library import Library, find_plugins
from assistant.plugins.manifest import MINE
from assistant.plugins.mine import Mine, OwnPhrase
from assistant.plugins.reloading import PluginChange, changes, forget_removed
from assistant.problems import AssistantError, Problem
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversation.teaching import Teaching
    from assistant.understanding.model import Model
    from assistant.understanding.versions import Versions


@dataclass(frozen=True)
class Known:
    """The plugins and the user's own phrases, as they were read at one moment."""

    library: Library
    own: tuple[OwnPhrase, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def taught(self) -> Mapping[str, str]:
        """The user's intents by phrase, as `same_phrase` gives it."""
        return {same_phrase(phrase.example.text): phrase.intent for phrase in self.own}


@dataclass(frozen=True)
class InUse:
    """The model that answers now."""

    model: "Model"  # with what was taught fitted in
    identity: str  # another for every training; teaching does not change it
    taught: Mapping[str, str]  # the user's intents by phrase that it knows, as in Known


class Knowledge:
    """Reads and keeps it. Methods raise AssistantError when not even the bundled model is whole."""

    def __init__(self, paths: Paths, settings: Settings, also: Sequence[Path] = ()) -> None:
        self.settings = settings
        self._also = also  # plugins that lie elsewhere
        self.mine = Mine(paths.intents / MINE)
        self._paths = paths
        self._reading = threading.RLock()  # what was read last is what stays
        self._known: Known | None = None
        self._teaching: Teaching | None = None
        self._model: Model | None = None  # with what was taught fitted in
        self._model_problems: tuple[Problem, ...] = ()
        self._recovered: tuple[Problem, ...] | None = None  # what a crash had left; None: not yet

    @cached_property
    def versions(self) -> "Versions":
        from assistant.understanding.versions import Versions

        return Versions(self._paths)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is broken, as far as it has been met."""
        known = self._known.problems if self._known is not None else ()
        return (*(self._recovered or ()), *known, *self._model_problems)

    @property
    def known(self) -> Known:
        if self._known is None:
            with self._reading:
                if self._known is None:
                    self._read_known()
        assert self._known is not None
        return self._known

    @property
    def model(self) -> "Model":
        """The model in use, with what was taught fitted in."""
        if self._model is None:
            with self._reading:
                if self._model is None:
                    self._read_model()
        assert self._model is not None
        return self._model

    @property
    def in_use(self) -> InUse:
        with self._reading:
            model = self.model
            assert self._teaching is not None
            return InUse(model, self._teaching.identity, self.known.taught)

    def reload(self, settings: Settings) -> None:
        """Read everything again."""
        with self._reading:
            self.settings = settings
            broken = self._known.library.broken.keys() if self._known else frozenset()
            self._read_known(frozenset(broken))
            self._read_model()

    def learn(self) -> None:
        """Know the user's phrases as they are now."""
        with self._reading:
            self._read_known()
            self._fit_taught()

    def read_changed(self, places: Set[Path]) -> tuple[PluginChange, ...]:
        """Know the plugins as they are now; those at `places` were changed. See `changes`."""
        with self._reading:
            before = self.known.library
            self._read_known(places)
            after = self.known.library
            forget_removed(before, after, places)
            self._fit_taught()
        return changes(before, after, places)

    def prepare_teaching(self, stop: threading.Event, after: float) -> None:
        """Do in the background what the first phrase taught would otherwise wait for."""
        teaching = self._teaching

        def work() -> None:
            if teaching is not None and not stop.wait(after):
                teaching.prepare(self.known.library, stop)

        threading.Thread(target=work, name="prepare-teaching", daemon=True).start()

    def _read_known(self, changed: Set[Path] = frozenset()) -> None:
        library = find_plugins(
            self._paths,
            switched_off=self.settings.switched_off,
            also=self._also,
            before=self._known.library if self._known else None,
            changed=changed,
        )
        try:
            self._known = Known(library, self.mine.phrases(), library.problems)
        except AssistantError as error:
            self._known = Known(library, (), (*library.problems, error.problem))

    def _read_model(self) -> None:
        from assistant.conversation.teaching import Teaching
        from assistant.understanding.recovery import recover

        if self._recovered is None:
            self._recovered = recover(self._paths, self.settings.interface_language)
        bundle, self._model_problems = self.versions.load()
        self._teaching = Teaching(bundle, self._paths.models, self._paths.cache)
        self._model = self._teaching.model
        self._fit_taught()

    def _fit_taught(self) -> None:
        """Let the model know what was taught since it was trained; nothing before it is loaded."""
        if self._teaching is not None:
            known = self.known
            self._model = self._teaching.taught(known.library, known.own)
