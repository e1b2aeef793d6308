"""Where the words of a slot begin and end: without what belongs to the sentence around them."""

import re
from dataclasses import replace

from assistant.korean import without_particle
from assistant.understanding.understanding import Entity

_ENDS = " .,!?;:…~"  # of a sentence
_QUOTES = "\"'“”‘’「」『』`"
_ABOUT = re.compile(r"에\s?(?:대해서?|대한|관해서?|관한)$")
_COPULA = re.compile(r"요|야|에요|라|란|지|고")  # behind a noun and 이
_MANNERS = re.compile(
    r"(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|ty|ok|okay|rn|any\s?more|any longer|"
    r"after all|if you can|좀|제발|부탁해|부탁해요))+$",
    re.I,
)
_CLAUSE = re.compile(  # what begins after a comma and is no further thing of a list
    r",\s+(?:it|it's|its|i|i'm|im|i've|we|they|he|she|that|this|so|because|cause|since|but)\b.*$",
    re.I | re.S,
)


def trimmed(entity: Entity, text: str, *, free: bool) -> Entity | None:
    """The entity without punctuation around it; None when nothing is left.

    A `free` text loses more that people do not mean: quotes, manners ("milk please"), the next
    clause ("pay rent, it is due") and Korean particles.
    """
    raw = entity.raw.rstrip(_ENDS)
    start = entity.start
    if free:
        raw = _MANNERS.sub("", _CLAUSE.sub("", raw)).rstrip(_ENDS)
        bare = raw.lstrip(_QUOTES + " ")
        start += len(raw) - len(bare)
        raw = without_particle(_ABOUT.sub("", bare.rstrip(_QUOTES + " ")))
        if raw.endswith("이") and len(raw) > 2 and _COPULA.match(text, start + len(raw)):
            raw = raw[:-1]
    return replace(entity, start=start, end=start + len(raw), raw=raw) if raw else None
