"""What a word means: the words of this app, and honestly nothing else."""

from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.plain import plain

from .words import find


def word(ctx: Context, term: str) -> Reply:
    """The meaning of a term of this app; of any other word that it is not known."""
    known = find(term)
    if known is not None:
        return Reply(ctx.say(en=known.en, ko=known.ko))
    words = " ".join(term.split())
    text = ctx.say(
        en=f"I don't know what “{plain(term)}” means: I only know the words of this app.",
        ko=f"“{plain(term)}”, 이 말의 뜻은 몰라요. 저는 이 앱에서 쓰는 말만 알아요.",
    )
    label = ctx.say(en="Search the web for it", ko="웹에서 찾아보기")
    search = ctx.say(en=f"search the web for {words} meaning", ko=f"{words} 뜻 검색해줘")
    return Reply(text, (Suggestion(label, search),))
