"""Where a Korean message about several reminders parts, and what each of them is about."""

import re

from assistant.korean import without_particle
from assistant.values.endings import ENDING

from .korean import ending_in_and
from .times import ROW, Said, Span

_ALSO = r"(?:\s*(?:그리고|또|그\s?다음에?|다음에|이어서))*"
_JOINED = r"(?<=[가-힣]고)(?<!그리고)|(?<=으며)|(?<=하며)|[,;.]|(?:^|(?<=\s))(?:그리고|또|및)"
_NOUNS = r"(?P<noun>[가-힣]*?)(?P<and>이랑|랑|과|와)"
_BEFORE_TIME = re.compile(rf"(?:(?:{_JOINED}){_ALSO}|{_NOUNS})\s*$")
_BEHIND_TIME = re.compile(rf"(?:에)?\s*(?:,|이고|고(?=\s)|그리고|이랑|랑|하고|과|와){_ALSO}\s*")
_BETWEEN_DEEDS = re.compile(
    r"(?<![라다자냐]고)(?<=[가-힣]고)(?<!그리고)\s+|,\s*|\s(?:그리고|또)\s+"
)
_ANY = re.compile(r"(?<=[가-힣]고)\s|[,;.]|그리고|(?:이랑|랑|과|와)\s")
_NO_AND = re.compile(
    r"(?:안|내|외|소아|정형외|치|결|효|성|초|부|사|통|학|교)과$|(?:사|자|신)랑$|기와$"
)

_SMALL = re.compile(
    r"^[\s,.:~-]*(?:(?:나한테|나에게|내게|저한테|저에게|나|좀|꼭|제발|그럼|그리고|또|혹시|"
    r"잊지 않게|까먹지 않게|잊지 말고|"
    r"알림|리마인더|리마인드|알려\s?(?:줘|주세요|줄래))(?=[\s,:]|$)[\s,:]*)+"
)
_BEHIND = re.compile(  # a particle of a time, and what stands there before the thing
    rf"^(?:쯤|경|즈음|정도)?(?:(?:이|가)?\s?되면|에는|에도|에|엔|까지|{ENDING}(?=[\s,.]|$))[\s,]*"
)
_ASKS = re.compile(
    r"^(?P<thing>.*?[^\s,]??)[\s,]*(?:(?:좀|꼭|제발|다시|미리|또|나한테|나에게|내게|저한테)\s*)*"
    r"(?<!\S)(?:알려|알림|알람|리마인|remind|말해|말씀해|얘기해|이야기해|일러|귀띔|상기|챙겨|찔러|부탁|"
    r"잊지|까먹지|깜빡|소리쳐|일깨워|기억나게|해\s?(?:줘|주|줄|라))\S*(?:\s+(?:줘|주|줄|달|좀|하나|해|맞춰|"
    r"걸어|넣어|만들어|설정|추가|등록|부탁|말고|않게|싶|수|있|있어|있을까요?|좋겠|돼|보내|띄워)\S*)*[\s.!?~]*$",
    re.I,
)
_GLUED = re.compile(r"(?<=[라자다]고)(?:(?:알려|말해|해)\s?(?:줘|주|줄)\S*|\s*해요?)[\s.!?~]*$")
_SAID_SO = re.compile(r"(?<=[라다자]고)\s*(?:알려\s?주|말해\s?주|해\s?주|하)고$")
_ASKED_AGAIN = re.compile(r"(?<=[라다자]고)\s*(?:알려|말해)\s?주고[\s,]+(?:그리고\s+)?")
_QUOTED = re.compile(r"(?:[라다자]고|[는은던]\s?(?:거|것|걸))\s*$")  # 회의 있다고 2시에 알려줘
_NO_NOUN = re.compile(
    r"(?:고|서|게|면|한테|에게|에서|께|은|는|을|를|려|러|온|간|한|된|할|갈|볼)\s*$"
)
_LEFT = re.compile(r"(?:\s+(?:그리고|또|및)|[\s,;.])+$")  # of what joins
_AGAIN = re.compile(r"(?:에)?(?:도|\s*(?:또|다시|한 번 더))")
_PARTICLE = re.compile(  # of a time, with what else says when
    rf"(?:\s*(?:쯤|경|즈음|정도|정각))?(?:\s*(?:이전|전|이후|후)(?=에|까지))?"
    rf"(?:(?:이|가)?\s?되면|{ENDING}(?=[\s,.]|$))"
)
_LEADS_ON = re.compile(
    r"(?:[가-힣](?:이랑|랑|[와과]|하고|한테|에게|께|에서|[을를]|도)|[가-힣](?<![자요다]),)\s*$"
)
_ROW_ENDS = re.compile(r"(?:\s*[^\s,]+(?:시|반|분))*에(?![가-힣])")
_IS_QUOTED = re.compile(r"[라다자]고$")
_NO_THING = re.compile(  # why it is asked, and not what for
    r"까먹|잊|깜빡|부탁|건망증|기억|니까|[는은]데|그런데|[.!?]"
)
_STILL_ASKS = re.compile(r"알려\s?(?:줘|주)|알림|리마인|[.!?]\s|해\s?줘")

_SENTENCE_ENDS = re.compile(r"[.!]\s+$")


class Korean:
    """See Grammar, in parting.py, and Frame, in everything.py."""

    def belongs_to_thing(self, text: str, said: Said) -> bool:
        return False

    def is_row(self, before: str, between: str, behind: str) -> bool:
        if between.isspace() and _ROW_ENDS.match(behind):  # 5시 6시 7시에
            return True
        if ROW.fullmatch(between) is None:
            return False
        return not (self.says_what(before) and self.says_what(behind) and "," in between)

    def cut(self, before: str, between: str, behind: str) -> Span | bool:
        if last := _last_join(between):
            if not (self.says_what(before) or self.says_what(between[: last[0]])):
                return False
            if self.says_what(behind) or self.again(behind):
                return last
        first = _BEHIND_TIME.match(between)
        if first and self.says_what(before) and self.says_what(between[first.end() :]):
            return first.span()
        deeds = list(_BETWEEN_DEEDS.finditer(between))
        if len(deeds) == 1 and self.says_what(between[: deeds[0].start()]):
            return deeds[0].span()
        if not (self.says_what(between) and re.match(r"에(?![가-힣])", behind)):
            return _ANY.search(between) is None
        # 9시에 치과 11시에 회의 names nouns alone: a list; 5시에 친구들 7시에 온다고 does not.
        nouns = not (_NO_NOUN.search(between) or _NO_NOUN.search(self.closed(behind)))
        return (len(between), len(between)) if nouns and self.says_what(behind) else False

    def says_what(self, words: str) -> bool:
        return bool(re.search(r"\w", self.thing("", words)))

    def thing(self, before: str, after: str) -> str:
        before = without_particle(_SMALL.sub("", before).strip(" ,"))
        words = self.closed(f"{before} {_SMALL.sub('', _BEHIND.sub('', after))}".strip())
        words = _LEFT.sub("", words)
        return ending_in_and(_SAID_SO.sub("", words))

    def closed(self, words: str) -> str:
        words = words.rstrip(" .!?~")
        while (asks := _ASKS.match(words)) or _GLUED.search(words):
            words = (asks["thing"] if asks else _GLUED.sub("", words)).rstrip(" ,")
        return words

    def again(self, rest: str) -> bool:
        return _AGAIN.match(rest) is not None

    def untimed(self, before: str, behind: str) -> tuple[str, str] | None:
        if again := _ASKED_AGAIN.search(before):
            other = before[: again.end()].rstrip(" ,")
            timed = self.thing(before[again.end() :], behind)
        elif again := _ASKED_AGAIN.search(behind):
            timed = self.thing(before, behind[: again.end()].rstrip(" ,"))
            other = behind[again.end() :]
        else:
            return None
        other = self.thing("", other)
        return (timed, other) if timed and other else None

    def wants_last(self, before: str, between: str, behind: str) -> bool:
        told = _QUOTED.search(between) or (  # 3시에 나가야 돼. 2시 45분에 알려 줘
            _SENTENCE_ENDS.search(between) and self.closed(between) == between.rstrip(" .!?~")
        )
        return bool(told) and not (self.says_what(behind) or self.again(behind))

    def around(self, text: str, said: Span) -> Span:
        particle = _PARTICLE.match(text, said[1])
        return said[0], particle.end() if particle else said[1]

    def names_thing(self, text: str, said: Said) -> bool:
        return False

    def bounds(self, text: str, blank: str, marked: Span) -> Span | None:
        small = _SMALL.match(blank)
        start = small.end() if small else 0
        before = blank[start : marked[0]]
        if not _LEADS_ON.search(before) or _NO_THING.search(before):
            start = marked[0]
        said = self.closed(blank[start:])
        more = said[marked[1] - start :]
        done = _IS_QUOTED.search(blank[: marked[1]]) or _NO_THING.search(more)
        ends = not done and _IS_QUOTED.search(said)
        return start, (start + len(said) if ends else marked[1])

    def finished(self, words: str) -> str:
        words = _LEFT.sub("", self.closed(_SMALL.sub("", words)))
        words = ending_in_and(_SAID_SO.sub("", words))
        return "" if _STILL_ASKS.search(words) else words


def _last_join(between: str) -> Span | None:
    """What joins the words before a time to it; a noun's 와 or 랑 is left to the noun's clause."""
    found = _BEFORE_TIME.search(between)
    if found is None:
        return None
    if found["and"] and not _is_and(found["noun"], found["and"]):
        return None
    return (found.start("and") if found["and"] else found.start()), found.end()


def _is_and(noun: str, particle: str) -> bool:
    """Whether it is "and" behind that noun: not the end of 내과 or 사랑."""
    if not noun or _NO_AND.search(noun + particle):
        return False
    closed = (ord(noun[-1]) - ord("가")) % 28 > 0
    return {"이랑": closed, "과": closed, "랑": not closed, "와": not closed}[particle]
