"""What the assistant says when it did not understand, or not surely."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.catalogue import say
from assistant.plugins.api import YES_OR_NO, Reply, Suggestion
from assistant.plugins.manifest import Plugin
from assistant.plugins.plain import plain


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


def choices_offered(reply: Reply, language: str) -> Reply:
    """A question with what may be answered as suggestions."""
    if reply.asks == YES_OR_NO:
        return replace(reply, suggestions=_yes_or_no(language))
    if not reply.choices:
        return reply
    return replace(reply, suggestions=tuple(map(Suggestion, reply.choices.values())))


def once_more(asked: Reply, answer: str, language: str) -> Reply:
    """The same question, where an answer named none of the choices."""
    unclear = say("conversation.unclear", language, words=plain(answer, 40))
    return replace(asked, text=f"{unclear} {asked.text}")


def grant_asked(plugin: Plugin, language: str) -> Reply:
    """Whether a plugin may use what it declares."""
    uses = [say(f"conversation.uses_{each}", language) for each in sorted(plugin.capabilities)]
    text = say("conversation.may_it", language, plugin=plugin.id, uses=", ".join(uses))
    return Reply(text, _yes_or_no(language), asks=YES_OR_NO)


def _yes_or_no(language: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(say(f"conversation.{word}", language)) for word in ("yes", "no"))
