"""The user's plugins are read again when a file of theirs is saved, while the app is open."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, get_current_worker

from assistant.plugins.watching import changed_places
from assistant.tui.messages import PluginsReloaded

if TYPE_CHECKING:
    from assistant.tui.backstage import Backstage

AFTER = 1.0  # seconds after the model is there, when a start is over


@dataclass(frozen=True)
class _Cancelled:
    """Set when the worker is to end, which is when its screen is taken down."""

    worker: Worker[Any]

    def is_set(self) -> bool:
        return self.worker.is_cancelled


class PluginWatch:
    """A thread that ends with the screen. What it sees and what came of it, it posts there."""

    def __init__(self, backstage: "Backstage") -> None:
        self.looks = False  # what is saved from now on is seen
        self._backstage = backstage
        self._begun = False

    def start(self) -> None:
        """Watch from now on; once is enough."""
        if not self._begun:
            self._begun = True
            self._backstage.screen.set_timer(AFTER, self._begin)

    def _begin(self) -> None:
        self._backstage.screen.run_worker(self._watch, thread=True, group="plugin-watch")

    def _watch(self) -> None:
        stop = _Cancelled(get_current_worker())
        try:
            for places in changed_places(self._backstage.assistant.paths.intents, stop):
                self.looks = True
                if places:
                    self._reload(places)
        except Exception as error:
            self._backstage.note(self._backstage.problem(error))

    def _reload(self, places: Collection[Path]) -> None:
        backstage = self._backstage
        try:
            changes = backstage.assistant.reload_plugins(places)
        except Exception as error:  # the next save may go better
            backstage.note(backstage.problem(error), again=True)
            return
        for change in changes:
            backstage.told(change.problems)
        if changes:
            backstage.screen.post_message(PluginsReloaded(changes))
        backstage.note_problems()
