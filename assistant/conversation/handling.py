"""Calling the handlers of plugins: what each is given, and what is said when one fails."""

import logging
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.plugins.api import Call, Context, Exchange, NotGrantedError, Reply, Slots
from assistant.plugins.grants import grant, granted
from assistant.plugins.host import UserHost
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.manifest import Plugin
from assistant.problems import AssistantError
from assistant.understanding.understanding import Understanding

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant

log = logging.getLogger("assistant")


class Handling:
    """The handlers of one assistant's plugins."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant

    def call(
        self,
        found: InstalledIntentSpec,
        seen: Understanding,
        slots: Slots,
        previous: tuple[Exchange, ...] = (),
        *,
        confirmed: bool = False,
    ) -> Reply:
        """The handler's reply, or words that say why there is none. Raises NotGrantedError."""
        from assistant.plugins.runner import run

        plugin = found.plugin
        assert plugin is not None
        ctx = self._context(plugin, found.name, seen, previous, confirmed=confirmed)
        try:
            return run(plugin, found.spec, ctx, slots)
        except NotGrantedError:
            raise
        except AssistantError as error:
            return self.failed(plugin, error, seen.language)

    def call_back(self, plugin: Plugin, later: Call, seen: Understanding) -> Reply:
        """The reply of a function that an earlier reply named."""
        from assistant.plugins.runner import run_call

        try:
            return run_call(plugin, later, self._context(plugin, "", seen, ()))
        except AssistantError as error:
            return self.failed(plugin, error, seen.language)

    def failed(self, plugin: Plugin, error: AssistantError, language: str) -> Reply:
        """What is said of a failure."""
        log.warning("%s", error)
        problem = error.problem
        return Reply(say("conversation.failed", language, what=problem.what, remedy=problem.remedy))

    def grant(self, plugin: Plugin) -> None:
        """Let the plugin use all that it declares. Raises AssistantError when the disk refuses."""
        grant(self._assistant.paths.data, plugin.id, plugin.capabilities)

    def _context(
        self,
        plugin: Plugin,
        intent: str,
        seen: Understanding,
        previous: tuple[Exchange, ...],
        *,
        confirmed: bool = False,
    ) -> Context:
        assistant = self._assistant
        return Context(
            text=seen.text,
            language=seen.language,
            intent=intent,
            now=assistant.now(),
            plugin=plugin.id,
            storage=assistant.paths.data / "plugins" / plugin.id,
            cache=assistant.paths.cache / plugin.id,
            home=assistant.home,
            config=assistant.settings.plugins.get(plugin.id, {}),
            capabilities=granted(assistant.paths.data, plugin),
            intents=assistant.library.shown,
            entities=seen.entities,
            previous=previous,
            confirmed=confirmed,
            host=UserHost(plugin.id, assistant.paths),
        )
