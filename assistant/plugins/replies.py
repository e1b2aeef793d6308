"""What a handler returned as a Reply whose texts are texts that no terminal would obey."""

import re
from collections.abc import Mapping

from assistant.files import storable
from assistant.plugins.api import YES_OR_NO, Call, Reply, Suggestion
from assistant.plugins.errors import PluginFailedError
from assistant.plugins.manifest import MANIFEST, IntentSpec, Plugin

LONGEST = 100_000  # characters of a reply; more is a mistake, and nobody would read it

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line feed


def as_reply(result: object, plugin: Plugin, spec: IntentSpec | None) -> Reply:
    """Raises PluginFailedError for what is no reply, and when it asks for a slot there is not."""
    if isinstance(result, str):
        result = Reply(result)
    if not isinstance(result, Reply):
        raise PluginFailedError(
            f"The handler returned {type(result).__name__}, which is no reply.",
            where=str(plugin.module),
            remedy="Return a Reply or a str.",
        )
    asks = result.asks or ""
    slots = spec.slots if spec is not None else {}
    if asks and asks != YES_OR_NO and asks not in slots:
        raise PluginFailedError(
            f"The handler asks for a slot {clean(asks)[:40]!r} it does not have.",
            where=str(plugin.module),
            remedy=f"Declare it in {MANIFEST}, or ask for one of: {', '.join(slots)}.",
        )
    suggestions = result.suggestions if isinstance(result.suggestions, tuple | list) else ()
    choices = result.choices if isinstance(result.choices, Mapping) else {}
    return Reply(
        text=_short(clean(result.text)),
        suggestions=tuple(
            Suggestion(clean(each.label), clean(each.say), clean(each.action))
            for each in suggestions
            if isinstance(each, Suggestion)
        ),
        asks=asks,
        choices={clean(value): clean(words) for value, words in choices.items()},
        undo=result.undo if isinstance(result.undo, Call) else None,
        redirect=clean(result.redirect or ""),
        undoes=result.undoes is True,
        about=clean(result.about or ""),
    )


def clean(text: object) -> str:
    """The text without lone surrogates and control characters."""
    text = text if isinstance(text, str) else str(text)
    return _CONTROL.sub("", storable(text).replace("\r\n", "\n"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
