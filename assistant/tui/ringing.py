"""Waiting for the next timer, alarm or reminder while the app is open, and telling the screen."""

import asyncio
import logging
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.plugins import desktop
from assistant.problems import AssistantError, Problem
from assistant.tui.messages import Noted, Rang
from assistant.tui.text import plain

if TYPE_CHECKING:
    from textual.screen import Screen

    from assistant.conversation.assistant import Assistant
    from assistant.plugins.schedule import Rung

# Seconds. Another process may have set something, and this machine may have slept meanwhile.
LOOK_AGAIN = 5.0

log = logging.getLogger(__name__)


class Ringing:
    """A worker of the chat: sleeps until something is due, and posts what rang."""

    def __init__(self, screen: "Screen[None]", assistant: "Assistant") -> None:
        self._screen = screen
        self._assistant = assistant
        self._changed = asyncio.Event()
        self._told: Problem | None = None  # what fails now, said once

    def look(self) -> None:
        """Something may have been scheduled: look at once."""
        self._changed.set()

    async def run(self) -> None:
        """Goes on until the app is closed."""
        while True:
            self._changed.clear()
            wait = LOOK_AGAIN
            try:
                rung, wait = await asyncio.to_thread(self._due)
                self._told = None
                for each in rung:
                    self._screen.post_message(Rang(each))
                    self._screen.run_worker(asyncio.to_thread(self._on_desktop, each))
            except Exception as error:
                self._tell(error)
            try:
                await asyncio.wait_for(self._changed.wait(), wait)
            except TimeoutError:
                continue

    def _due(self) -> "tuple[tuple[Rung, ...], float]":
        """What rings now, and the seconds until one should look again."""
        now, first = self._assistant.now(), self._assistant.next_due()
        if first is not None and first <= now:
            return self._assistant.due(), 0.0
        return (), LOOK_AGAIN if first is None else min(LOOK_AGAIN, (first - now).total_seconds())

    def _on_desktop(self, rung: "Rung") -> None:
        title = say("chat.name", self._assistant.settings.interface_language)
        desktop.notify(title, plain(rung.text))

    def _tell(self, error: Exception) -> None:
        """Say what keeps it from ringing, once for as long as it stays the same."""
        log.warning("%s", error)
        if isinstance(error, AssistantError) and error.problem != self._told:
            self._told = error.problem
            self._screen.post_message(Noted(error.problem))
