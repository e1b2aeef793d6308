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
_ASKS_BEHIND = re.compile(rf"\s*[.;!]\s+{_ASK}\s*{_AT}$", re.I)  # "at 6. Remind me at 5:30"
_DEED = re.compile(r"\s*,?\s*(?:to|that|about)\s", re.I)
_NEXT_DEED = re.compile(rf"[\s,]*(?:{_ASK}\s*)?(?:to|that|about)\s", re.I)
_ASKED_AGAIN = re.compile(rf"(?:{_JOIN})(?={_ASK}\s*(?:to|that|about)\s)", re.I)
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
_NAMES = re.compile(r"\b(?:the|my|our|his|her|their|this|that|an?)\s+$", re.I)
_NAMED = re.compile(
    r"\s+(?!(?:at|on|in|by|to|that|about|for|and|or|then|please|today|tonight|tomorrow|every|of"
    r"|remind|this|next)\b)[a-z]",
    re.I,
)
_NEAR = re.compile(  # what stands before a time besides its preposition
    r"(?:^|[\s,]+)(?:starting|beginning|from|exactly|sometime|some time|at some point|later"
    r"|no later than|(?:that|it|which)(?:'s|\s+is))\s*$",
    re.I,
)
_TO_THE_MINUTE = re.compile(r"\s*(?:sharp|exactly|on the dot|or so|at the latest|latest)\b", re.I)
_TO_DO = re.compile(r"(?P<not>\b(?:not|never)\s+)?\b(?:to|that|about|of|for|called)\s+", re.I)
_WHEN = re.compile(r"\s*(?:when|if|before|after|while)\s", re.I)  # a thing may begin so
_POLITE = re.compile(
    r"(?:[\s,]+(?:please|pls|plz|thanks?|thank you|thx|ok|okay|lol|haha|would you|will you|can you"
    r"|if you can|if possible|remind me|give me a reminder))+$",
    re.I,
)
_SLIGHT = re.compile(  # what may stand before a thing and need not be repeated
    r"(?:(?:uh|um|please|plz|pls|2)\s+)*(?:that\s+)?(?:i\s+(?:have|need|must|should)\s+(?:to\s+)?|i've\s+got\s+(?:to\s+)?"
    r"|there(?:'s|\s+is)\s+)?(?:(?:the|an?|my|our)\s+)?",
    re.I,
)
_ASIDE = re.compile(  # behind a thing: no more of it, but a word to the assistant
    r"\s*(?:[,;:-]+\s*|\s(?=please|thanks|thank you|because i keep|i keep))"
    r"(?:(?:what|how|why|is|are|does|can|could|would|will)\b|do\s+you\b"
    r"|(?:(?:and|but|so|because|as|cause)\s+)?(?:thanks?|thx|please|ok(?:ay)?|remind\s+me"
    r"|i(?:'ll)?\s+(?:keep|always|will|might|tend|often|would)|don'?t\s+let\s+me|don'?t\s+forget"
    r"|it'?s\s+(?:important|urgent)|set\s+(?:an?|the|my)\s+(?:alarm|timer|reminder)"
    r"|wake\s+me|tell\s+me|let\s+me|make\s+sure\s+(?:i|you))\b)",
    re.I,
)


class English:
    """See Grammar, in parting.py, and Frame, in everything.py."""

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

    def again(self, rest: str) -> bool:
        return True

    def untimed(self, before: str, behind: str) -> tuple[str, str] | None:
        if again := _ASKED_AGAIN.search(behind):
            timed = self.thing(before, behind[: again.start()])
            return (timed, self.thing("", behind[again.end() :])) if self.says_what(timed) else None
        joined = _BEFORE_TIME.search(before)
        other = self.thing(before[: joined.start()], "") if joined else ""
        return (self.thing("", behind), other) if other and _NEXT_DEED.match(behind) else None

    def wants_last(self, before: str, between: str, behind: str) -> bool:
        asks = _ASKS_BEHIND.match(between) is not None
        return asks and re.search(rf"\b{_ASK}", before, re.I) is None

    def around(self, text: str, said: Span) -> Span:
        start, end = said
        for leading in (_TRAILING, _NEAR, _TRAILING):
            before = leading.search(text[:start])
            start = before.start() if before else start
        behind = _TO_THE_MINUTE.match(text, end)
        return start, behind.end() if behind else end

    def names_thing(self, text: str, said: Said) -> bool:
        before = _NAMES.search(text[: said.start])
        return bool(said.clock and before and _NAMED.match(text, said.end))

    def bounds(self, text: str, blank: str, marked: Span) -> Span | None:
        start = _behind_frame(text, marked[0])
        if start is None:
            return None
        if to_do := _TO_DO.search(blank[: marked[0]], start):
            start = to_do.start() if to_do["not"] else to_do.end()
        elif not _WHEN.match(blank, start):
            start = marked[0]
        if _SLIGHT.fullmatch(blank[start : marked[0]].lstrip()):
            start = marked[0]
        aside = _ASIDE.search(blank, marked[1])
        end = aside.start() if aside else len(blank)
        said = _POLITE.sub("", blank[start:end].rstrip(" .,!?;:~…-"))
        return start, max(start + len(said), marked[1])

    def finished(self, words: str) -> str:
        return "" if re.search(rf"\b{_ASK}", words, re.I) else _LEAD.sub("", words)


def _opened(words: str) -> str:
    """Without what asks to be reminded, at the beginning."""
    words = _TIMES.sub("", _FRAME.sub("", words, count=1))
    again = re.match(rf"\s*(?:to\s+)?{_ASK}", words, re.I)
    return words[again.end() :] if again else words


def _behind_frame(text: str, end: int) -> int | None:
    """Where what asks to be reminded ends before the thing; None where nothing does."""
    start = 0
    while frame := _FRAME.match(text[start:end]):
        start += frame.end()
    return start or None
