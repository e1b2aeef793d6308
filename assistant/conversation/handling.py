"""Calling the handlers of plugins: what each is given, and what is said when one fails."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.plugins.api import (
    Call,
    Context,
    Exchange,
    NotGrantedError,
    Reply,
    Slots,
    Suggestion,
)
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.failures import without_secrets
from assistant.plugins.faults import MOST, Faults
from assistant.plugins.grants import grant, granted
from assistant.plugins.host import UserHost
from assistant.plugins.library import InstalledIntentSpec
from assistant.plugins.manifest import Plugin
from assistant.plugins.plain import plain
from assistant.plugins.replies import clean
from assistant.plugins.secrets import hidden, secrets_of
from assistant.problems import AssistantError, Problem
from assistant.understanding.understanding import Understanding

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant
    from assistant.plugins.isolation.parent import Children

log = logging.getLogger("assistant")

LONGEST = 1000  # characters of a sentence about a failure


class Handling:
    """The handlers of one assistant's plugins: a plugin that keeps failing is called no more."""

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._faults = Faults()

    @property
    def stopped(self) -> Mapping[str, Problem]:
        """The plugins that are called no more, and why."""
        return self._faults.stopped

    def call(
        self,
        found: InstalledIntentSpec,
        seen: Understanding,
        slots: Slots,
        previous: tuple[Exchange, ...] = (),
        *,
        confirmed: bool = False,
        refused: bool = False,
    ) -> Reply:
        """The handler's reply, or words that say why there is none. Raises NotGrantedError."""
        from assistant.plugins.runner import run

        plugin, spec = found.plugin, found.spec
        assert plugin is not None
        own = {intent.name for intent in plugin.intents}
        told = tuple(e for e in previous if plugin.builtin or e.intent in own)
        ctx = self._context(plugin, found.name, seen, told)
        ctx = replace(ctx, confirmed=confirmed, refused=refused)
        called = self._children.run if self._is_isolated(plugin) else run
        return self._tried(plugin, seen, lambda: called(plugin, spec, ctx, slots))

    def call_back(self, plugin: Plugin, later: Call, seen: Understanding) -> Reply:
        """The reply of a function that an earlier reply named, or words like those of `call`.

        Where the handler itself says that it could not, the reply names the function again.
        """
        from assistant.plugins.runner import run_call

        ctx = self._context(plugin, "", seen, ())
        called = self._children.run_call if self._is_isolated(plugin) else run_call
        try:
            return self._tried(plugin, seen, lambda: called(plugin, later, ctx), again=later)
        except NotGrantedError as error:
            return self.failed(plugin, error, seen.language)

    def revive(self, plugin: str) -> None:
        """Call the plugin again, with its code read anew."""
        from assistant.plugins.loading import forget

        self.renewed(plugin)
        for found in self._assistant.library.plugins:
            if found.id == plugin:
                forget(found)

    def renewed(self, plugin: str) -> None:
        """The plugin was read anew: its faults are past, and its process knows the old code."""
        self._faults = self._faults.cleared(plugin)
        self._children.end(plugin)

    def reload(self) -> None:
        """The same for all plugins."""
        self._faults = Faults()
        self.close()

    def close(self) -> None:
        """End the processes of isolated plugins."""
        if "_children" in self.__dict__:
            self._children.close()

    @cached_property
    def _children(self) -> "Children":
        from assistant.plugins.isolation.parent import Children

        return Children()

    def _is_isolated(self, plugin: Plugin) -> bool:
        chosen = self._assistant.settings.isolation(plugin.id)
        return (chosen or plugin.isolation) == "process"

    def _tried(
        self,
        plugin: Plugin,
        seen: Understanding,
        call: Callable[[], Reply],
        again: Call | None = None,
    ) -> Reply:
        """The reply, unless the plugin is called no more; its faults are counted.

        No secret of the plugin is in it: what is said goes into the history and the log.
        """
        language = seen.language
        if problem := self._faults.disabled(plugin.id):
            text = say("conversation.disabled", language, plugin=plugin.id, most=MOST)
            what = plain(problem.what, LONGEST)
            return Reply(f"{text} {what}", (_again(plugin, language),))
        secrets = secrets_of(self._assistant.paths.data, plugin.id)
        try:
            reply = call()
        except NotGrantedError:
            raise
        except AssistantError as raised:
            error = without_secrets(raised, secrets)
            if isinstance(error, PluginFailedError):
                self._faults = self._faults.failed(plugin.id, error.problem)
                return self.failed(plugin, error, language)
            return replace(self.failed(plugin, error, language), undo=again)  # its own words
        self._faults = self._faults.cleared(plugin.id)
        return replace(reply, text=hidden(reply.text, secrets)) if secrets else reply

    def failed(self, plugin: Plugin, error: AssistantError, language: str) -> Reply:
        """What is said of a failure, and what may be done about it."""
        log.warning("%s", error)
        what, remedy = (plain(each, LONGEST) for each in (error.problem.what, error.problem.remedy))
        text = say("conversation.failed", language, what=what, remedy=remedy)
        reply = Reply(text)
        if isinstance(error, PluginFailedError):
            details = _details(error, language)
            shown = Suggestion(say("conversation.details", language), action="details")
            reply = replace(reply, suggestions=(shown,), details=details)
            if self._faults.disabled(plugin.id):
                disabled = say("conversation.disabled", language, plugin=plugin.id, most=MOST)
                reply = replace(
                    reply, text=f"{text} {disabled}", suggestions=(_again(plugin, language), shown)
                )
        return reply

    def grant(self, plugin: Plugin) -> None:
        """Let the plugin use all that it declares, as it was when the user was asked.

        Raises AssistantError when the disk refuses.
        """
        grant(self._assistant.paths.data, plugin.id, plugin.capabilities)

    def _context(
        self,
        plugin: Plugin,
        intent: str,
        seen: Understanding,
        previous: tuple[Exchange, ...],
    ) -> Context:
        assistant = self._assistant
        host = assistant.host(plugin.id) if assistant.host else None
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
            host=host or UserHost(plugin.id, assistant.paths, assistant.now),
        )


def _again(plugin: Plugin, language: str) -> Suggestion:
    return Suggestion(say("conversation.try_again", language), action=f"revive:{plugin.id}")


def _details(error: PluginFailedError, language: str) -> str:
    """For whoever mends it: where it happened, how it came there, and what was printed."""
    printed = clean(error.printed).strip()
    if printed:
        printed = f"{say('conversation.printed', language)}\n\n{printed}"
    parts = (error.problem.where, error.problem.what, error.trace, printed)
    return "\n\n".join(part for part in parts if part)
