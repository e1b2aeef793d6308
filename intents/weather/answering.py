"""From questions to a reply: what the service says, the last it said, or what is wrong."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.naming import listed
from assistant.values.cities import City

from .lookup import Found, deadline, look_up
from .provider import Provider, ServiceError
from .question import Question

MOST = 7  # questions that are answered at once
OFFERED = 3  # of what may be asked next

T = TypeVar("T")


def answer(
    ctx: Context,
    asked: Sequence[Question | Reply],
    provider: Provider[T],
    tell: Callable[[Question, Found[T]], str],
    offer: Callable[[Question], tuple[Suggestion, ...]],
) -> Reply:
    """`tell` says what was found, "" where it says nothing about the days that were asked for."""
    if len(asked) > MOST:
        much = ctx.say(
            en="That is too much at once: ask for fewer cities or days.",
            ko="한 번에 너무 많아요. 도시나 날을 나눠서 물어봐 주세요.",
        )
        return Reply(much)
    cities = list(dict.fromkeys(each.city for each in asked if isinstance(each, Question)))
    found = dict(zip(cities, _each(ctx, provider, cities), strict=True))
    replies = [
        _answer(ctx, each, found[each.city], tell, offer) if isinstance(each, Question) else each
        for each in asked
    ]
    if len(replies) == 1:
        return replies[0]
    failed = [city for city in cities if isinstance(found[city], ServiceError)]
    texts = [reply.text for reply in replies]
    if len(failed) < len(cities):  # else one word on the service is enough
        texts = [
            f"{each.place}: {text}" if isinstance(each, Question) and each.city in failed else text
            for each, text in zip(asked, texts, strict=True)
        ]
    texts = list(dict.fromkeys(texts))
    suggestions = dict.fromkeys(each for reply in replies for each in reply.suggestions)
    return Reply(
        "\n\n".join(texts) if any("\n" in text for text in texts) else listed(texts),
        tuple(suggestions)[:OFFERED],
        asks=next((reply.asks for reply in replies if reply.asks), ""),
    )


def _each(
    ctx: Context, provider: Provider[T], cities: Sequence[City]
) -> list[Found[T] | ServiceError]:
    """What the service says of each city, as far as all of them are told in time."""
    until = deadline(ctx)

    def found(city: City) -> Found[T] | ServiceError:
        try:
            return look_up(ctx, provider, city, until)
        except ServiceError as error:
            return error

    return [found(city) for city in cities]


def _answer(
    ctx: Context,
    question: Question,
    found: Found[T] | ServiceError,
    tell: Callable[[Question, Found[T]], str],
    offer: Callable[[Question], tuple[Suggestion, ...]],
) -> Reply:
    words = question.words
    again = Suggestion(words.again(), ctx.text)
    if isinstance(found, ServiceError):
        return Reply(words.trouble(found.reason), (again,))
    text = tell(question, found)
    if found.trouble:
        reason = found.trouble.reason
        last_known = f"{words.last_known(reason, found.age)}\n\n{text}"
        return Reply(last_known if text else words.trouble(reason), (again,))
    if not text:
        return Reply(words.trouble("broken"), (again,))
    return Reply(text, offer(question))
