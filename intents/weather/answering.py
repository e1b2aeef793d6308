"""From a question to a reply: what the service says, the last it said, or what is wrong."""

from collections.abc import Callable
from typing import TypeVar

from assistant.plugins.api import Context, Reply, Suggestion

from .lookup import Found, look_up
from .provider import Provider, ServiceError
from .question import Question

T = TypeVar("T")


def answer(
    ctx: Context,
    question: Question | Reply,
    provider: Provider[T],
    tell: Callable[[Question, Found[T]], str],
    offer: Callable[[Question], tuple[Suggestion, ...]],
) -> Reply:
    """`tell` says what was found, "" where it says nothing about the days that were asked for."""
    if isinstance(question, Reply):
        return question
    words = question.words
    again = Suggestion(words.again(), ctx.text)
    try:
        found = look_up(ctx, provider, question.city)
    except ServiceError as error:
        return Reply(words.trouble(error.reason), (again,))
    text = tell(question, found)
    if found.trouble:
        reason = found.trouble.reason
        last_known = f"{words.last_known(reason, found.age)}\n\n{text}"
        return Reply(last_known if text else words.trouble(reason), (again,))
    if not text:
        return Reply(words.trouble("broken"), (again,))
    return Reply(text, offer(question))
