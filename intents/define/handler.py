"""What words mean: the words of this app, and honestly nothing else."""

import re
from collections.abc import Sequence

from assistant.plugins.api import Context, Reply, Suggestion
from assistant.plugins.naming import frame, listed, named
from assistant.plugins.plain import plain
from assistant.plugins.rows import pieces

from .words import find

_AROUND = frame(
    before=r"(?:define|explain|what(?:'s|’s|\s+is|\s+are|\s+do|\s+does)|(?:meaning|definition)s? of"
    r"|about)(?:\s+the)?(?:\s+(?:words?|terms?|(?:meaning|definition)s? of))?",
    behind=r"\s+(?:means?|definitions?|meanings?|stands? for)\b"
    r"|[은는이가을를도의]?\s*(?:(?:뜻|의미|무슨|뭐|뭔|무엇)|(?:설명|정의)(?:해|\s?좀))",
    link=r"[은는이가]?\s*(?:뭐고|뭐며|무슨 뜻이고)[\s,]+",
)
_APART = re.compile(r",|(?:이?랑|하고)\s")  # no term has this within it; "and" and 와 it may have


def word(ctx: Context, term: str) -> Reply:
    """The meaning of terms of this app; of any other word that it is not known."""
    marked = [each.raw for each in ctx.entities if each.entity == "term"] or [term]
    names = named(ctx.text, marked, _AROUND, lambda words: _is_one(words, marked)) or (term,)
    found = {name: find(name) for name in names}
    known = dict.fromkeys(ctx.say(en=one.en, ko=one.ko) for one in found.values() if one)
    unknown = [name for name, one in found.items() if one is None]
    lines = [*known, _unknown(ctx, unknown)] if unknown else [*known]
    return Reply(listed(lines), tuple(_search(ctx, name, len(unknown)) for name in unknown))


def _is_one(words: str, marked: Sequence[str]) -> bool:
    """Whether it is a single term: one of this app's, or "rock and roll"."""
    if find(words):
        return True
    is_whole = words in marked and not _APART.search(words)
    return is_whole and not any(map(find, pieces(words)))


def _unknown(ctx: Context, terms: Sequence[str]) -> str:
    names = [f"“{plain(term)}”" for term in terms]
    many = len(names) > 1
    said = f"{', '.join(names[:-1])} or {names[-1]}" if many else names[0]
    return ctx.say(
        en=f"I don't know what {said} {'mean' if many else 'means'}: I only know the words of this "
        "app.",
        ko=f"{', '.join(names)}, {'이 말들의' if many else '이 말의'} 뜻은 몰라요. 저는 이 앱에서 "
        "쓰는 말만 알아요.",
    )


def _search(ctx: Context, term: str, unknown: int) -> Suggestion:
    words = " ".join(term.split())
    label = ctx.say(en="Search the web for it", ko="웹에서 찾아보기")
    if unknown > 1:
        label = ctx.say(en=f"Search the web for “{words}”", ko=f"웹에서 “{words}” 찾아보기")
    search = ctx.say(en=f"search the web for {words} meaning", ko=f"{words} 뜻 검색해줘")
    return Suggestion(label, search)
