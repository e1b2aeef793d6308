"""What the assistant says when it did not understand, or not surely."""

from collections.abc import Mapping

from assistant.catalogue import say
from assistant.plugins.api import Reply, Suggestion


def admission(nearest: str | None, language: str) -> Reply:
    """It does not know; it may be taught, or told that the nearest intent was meant."""
    suggestions = [Suggestion(say("conversation.teach_me", language), action="teach")]
    if nearest is not None:
        label = say("conversation.it_was", language, intent=nearest)
        suggestions.append(Suggestion(label, action=f"correct:{nearest}"))
    suggestions.append(Suggestion(say("conversation.never_mind", language), action="dismiss"))
    return Reply(say("conversation.unknown", language), tuple(suggestions))


def which_of(described: Mapping[str, str], language: str) -> Reply:
    """A question which of two intents was meant; `described` has their names in words."""
    choices = [Suggestion(name, action=f"choose:{intent}") for intent, name in described.items()]
    neither = Suggestion(say("conversation.neither", language), action="teach")
    first, second = described.values()
    text = say("conversation.which", language, first=first, second=second)
    return Reply(text, (*choices, neither))
