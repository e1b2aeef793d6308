"""A private assistant that lives in the terminal, and the library behind it.

    from assistant import Assistant
    with Assistant() as bot:
        print(bot.reply("what time is it in Tokyo?").text)

Importing this package loads nothing heavy: names are resolved when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.conversation.assistant import Assistant as Assistant
    from assistant.plugins.api import Call as Call
    from assistant.plugins.api import Context as Context
    from assistant.plugins.api import Reply as Reply
    from assistant.plugins.api import Suggestion as Suggestion
    from assistant.plugins.decorator import intent as intent
    from assistant.problems import AssistantError as AssistantError
    from assistant.understanding.understanding import Understanding as Understanding

_HOMES = {
    "Assistant": "assistant.conversation.assistant",
    "AssistantError": "assistant.problems",
    "Call": "assistant.plugins.api",
    "Context": "assistant.plugins.api",
    "Reply": "assistant.plugins.api",
    "Suggestion": "assistant.plugins.api",
    "intent": "assistant.plugins.decorator",
    "Understanding": "assistant.understanding.understanding",
}

__all__ = [
    "Assistant", "AssistantError", "Call", "Context", "Reply", "Suggestion", "Understanding",
    "intent",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
