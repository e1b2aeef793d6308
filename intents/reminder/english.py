"""Where an English message about several reminders parts, and what each of them is about."""

import re

from .times import ROW, Said, Span

_JOIN = (
    r"(?:\s*[,;.!]\s*|\s+)(?:and|then|also|plus|&)(?!\w)"
    r"(?:\s+(?:then|also|again|please|after that))*\s+|\s*[,;.!]\s+"
)
_AT = r"(?:\b(?:at|on|in|by|around|about|before|from|every)\s*|@\s*)*"
_ASK = (
    r"(?:(?:please|can you|could you|would you|will you)\s+)*"
    r"(?:(?:one|another)(?:\s+(?:one|more))?\s+for\b|(?:a\s+)?reminder\b"
    r"|(?:remind|nudge|poke|ping|nag|tell|alert|notify|bug|ask)\s+(?:me|us)\b)"
)
_BEFORE_TIME = re.compile(rf"(?P<join>{_JOIN})(?:{_ASK})?\s*{_AT}$", re.I)
_BEHIND_TIME = re.compile(_JOIN, re.I)
_BEFORE_DEED = re.compile(rf"(?:{_JOIN})(?=to\s|that\s|{_ASK})", re.I)
_DEED = re.compile(r"\s*,?\s*(?:to|that|about)\s", re.I)
_ASKED = re.compile(rf"^[\s,]*(?:{_ASK})", re.I)
_FRAME = re.compile(
    r"^.*?(?:\b(?:remind(?:ing)?|nudge|poke|ping|nag|tell|alert|notify|bug)\s+(?:me|us)\b"
    r"|\breminders?\b(?:\s+for\s+me\b)?|\bbe\s+reminded\b|\blet\s+me\s+know\b|\blet\s+me\s+forget\b"
    r"|\bmake\s+sure\s+i\b(?:\s+(?:don'?t\s+forget|remember))?|\bhelp\s+me\s+remember\b"
    r"|^\W*i\s+(?:need|have|want|must|ought)\b|^\W*i(?:'ve|\s+have)\s+got\b)",
    re.I | re.S,
)
_TIMES = re.compile(r"^\W*(?:twice|(?:two|three|several) times|once)\b", re.I)
_LEAD = re.compile(
    r"^[\W_]*(?:(?:to|that|about|of|for|called|and|then|also|please|ok(?:ay)?|hey|so)\b[\W_]*)+",
    re.I,
)
_TRAILING = re.compile(  # what stands before a time; "check in at" keeps its "in"
    r"(?:^|[\s,]+)(?:(?:at|on|in|by|before|from|for|@|is|and|then)|(?=about|around|the|every))"
    r"(?:\s*\b(?:about|around|the|every))?\s*$",
    re.I,
)
_ENDS_OPEN = re.compile(r"(?:\s+(?:and|&|plus)|,)$", re.I)
_MANNERS = re.compile(
    r"(?:[\s,]+(?:please|pls|plz|thanks?|thank you|thx|ok|okay|too|as well|again|would you|will you"
    r"|can you|if you can|remind me|give me a reminder))+$",
    re.I,
)
_OWN = re.compile(  # behind these words a time belongs to the thing: "a table for 7 pm"
    r"\b(?:for|until|till|to|between|of|since|than)\s+$|\bthe\s+$", re.I
)
_FOR_WHEN = re.compile(
    r"\b(?:reminders?(?:\s+for\s+me)?|(?:one|another)(?:\s+(?:one|more))?)\s+for\s+$", re.I
)
_GOES_ON = re.compile(
    r",?\s+(?:and|plus|&)(?!\w)\s*(?!(?:remind|tell|let|please|thank|don't|i|it|that|this|so)\b)\w"
    r"|\s+(?:about|with|regarding)\s",
    re.I,
)


class English:
    """See Grammar, in parting.py."""

    def belongs_to_thing(self, text: str, said: Said) -> bool:
        before = text[: said.start]
        own = _OWN.search(before)
        if own is None or (own[0].startswith("the") and not said.clock):  # "on the 3rd"
            return False
        return not _FOR_WHEN.search(before)

    def is_row(self, before: str, between: str, behind: str) -> bool:
        if ROW.fullmatch(between) is None:
            return False
        return not (self.says_what(before) and _DEED.match(behind))

    def cut(self, before: str, between: str, behind: str) -> Span | bool:
        said = self.says_what(before)
        if last := _BEFORE_TIME.search(between):
            if said or self.says_what(between[: last.start()]):
                return last.start(), last.end("join")
            return False
        deeds = list(_BEFORE_DEED.finditer(between))
        cut = _BEHIND_TIME.match(between) if said else None
        cut = cut or (deeds[0] if len(deeds) == 1 else None)
        if cut is None:  # "at 6 to call mum at 7 to feed the cat" may be two
            return not (re.search(_JOIN, between, re.I) or (_DEED.match(behind) and not said))
        # Of "mum's coming at six, remind me to hoover at 5" the first is no request.
        asks = re.match(_ASK, between[cut.end() :], re.I) and not re.search(_ASK, before, re.I)
        return False if asks else cut.span()

    def says_what(self, words: str) -> bool:
        return bool(re.search(r"\w", self.thing(words, "")))

    def thing(self, before: str, after: str) -> str:
        before = _TRAILING.sub("", _opened(before).rstrip(" ,;:.!?-")).rstrip(" ,;:.!?-")
        after = _LEAD.sub("", _ASKED.sub("", self.closed(after)))
        return f"{_LEAD.sub('', before)} {after}".strip()

    def closed(self, words: str) -> str:
        while True:
            bare = _MANNERS.sub("", words.rstrip(" .,!?;:~…-"))
            if bare == words:
                return words
            words = bare

    def goes_on(self, thing: str, rest: str) -> bool:
        open_end = _ENDS_OPEN.search(thing) is not None and bool(re.search(r"\w", rest))
        return open_end or _GOES_ON.match(rest) is not None

    def again(self, rest: str) -> bool:
        return True

    def wants_last(self, between: str, behind: str) -> bool:
        return False


def _opened(words: str) -> str:
    """Without what asks to be reminded, at the beginning."""
    words = _TIMES.sub("", _FRAME.sub("", words, count=1))
    again = re.match(rf"\s*(?:to\s+)?{_ASK}", words, re.I)
    return words[again.end() :] if again else words
