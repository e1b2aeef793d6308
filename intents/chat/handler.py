"""Small talk: short, warm, and honest about being a small network on this machine."""

from collections.abc import Sequence

from assistant.plugins.api import Context, Reply, Suggestion

from .jokes import JOKES
from .personal import answer_to
from .words import INSULT, PRAISE

ANOTHER = {"en": Suggestion("Another one", "tell me another joke"),
           "ko": Suggestion("하나 더", "농담 하나 더 해줘")}  # fmt: skip


def joke(ctx: Context) -> Reply:
    """A joke that was not told lately."""
    return Reply(_fresh(JOKES[ctx.language], ctx), (ANOTHER[ctx.language],))


def praise(ctx: Context) -> str:
    """Glad, without feelings that it does not have."""
    return _fresh(PRAISE[ctx.language], ctx)


def insult(ctx: Context) -> Reply:
    """Not hurt, and ready to learn what went wrong."""
    wrong = Suggestion(
        ctx.say(en="That's not what I meant", ko="그런 뜻이 아니었어"),
    )
    return Reply(_fresh(INSULT[ctx.language], ctx), (wrong,) if ctx.previous else ())


def personal(ctx: Context) -> str:
    """What it is like, by what was asked."""
    return answer_to(ctx.text, ctx.language)


def _fresh(variants: Sequence[str], ctx: Context) -> str:
    """One that was not said in this conversation lately: another one from second to second."""
    said = {exchange.reply for exchange in ctx.previous}
    fresh = [each for each in variants if each not in said]
    if not fresh:  # all were said: anything but the last one
        last = next((e.reply for e in ctx.previous if e.reply in variants), "")
        fresh = [each for each in variants if each != last]
    return fresh[int(ctx.now.timestamp()) % len(fresh)]
