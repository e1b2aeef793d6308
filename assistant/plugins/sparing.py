"""What a message keeps of all: "all but the milk", 우유 빼고 다 지워, "keep 7, drop the rest".

What is to stay is read from the words of the message alone: the network marks the name of what is
kept and of what goes alike. In doubt it is an exception, for then nothing is lost.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.korean import without_particle
from assistant.plugins.api import Context
from assistant.plugins.plain import plain

T = TypeVar("T")
Row = Mapping[str, Sequence[T]]  # what fits each thing that is named, by its words

SHOWN = 4  # of what stays, at most
LONGEST = 400  # characters that are taken apart


@dataclass(frozen=True)
class Spared:
    """The words of a message for what is to stay."""

    kept: str
    of: str = ""  # what else goes, where that is not all: of "all alarms tomorrow but 7" tomorrow


@dataclass(frozen=True)
class Parted(Generic[T]):
    """What goes, what stays, and the words for what is not there."""

    going: Sequence[T]
    staying: Sequence[T]
    kept: Sequence[Sequence[T]] = ()  # what fits each thing that is to stay
    absent: Sequence[str] = ()
    in_doubt: bool = False  # more than one fits some of the words


_MANY = r"(?:notes|memos|alarms|timers|reminders|items|tasks|to-?dos|things|ones)"
_ONE = r"(?:notes?|memos?|alarms?|timers?|reminders?|items?|tasks?|to-?dos?|things?|ones?)"
_ALL = (
    r"(?:all(?! (?:done|finished) with)|both|every(?:thing|one)?|each|any(?:thing)?|whole"
    r"|the (?:others|rest))"
)
_VERB = (
    r"(?:delete|remove|cancel|clear|empty|erase|drop|stop|dismiss|forget|scrap|wipe|tick|check|mark"
    r"|get rid of|(?:turn|switch|take|cross|throw)(?: (?:off|out|away))?)"
)
_EXCEPT = (
    r"(?:except(?:ing)?|excluding|besides|(?:apart|aside) from|other than"
    r"|(?:that|which) (?:is|are)(?: not|n['’]?t)(?: about)?)(?:\s+for)?"
)
_BUT = rf"(?:{_EXCEPT}|but(?! (?:also|then)\b)|save(?: for)?)(?:\s+(?:not|for|keep|leave))?"
_REST = (
    r"(?:the\s+(?:rest|others?|remaining)|(?:everything|all|anything)\s+else"
    rf"|(?:all|every)\s+(?:of\s+)?(?:the\s+)?(?:others?|rest|remaining))(?:\s+{_ONE})?"
)
_KEEP = r"(?:keep|leave|spare|do(?: not|n['’]?t) (?:delete|remove|cancel|touch))"
_JOIN = r"\s*(?:[,;.]|\s(?:and|but|then)\b)+\s*"

_ENGLISH = tuple(
    re.compile(pattern, re.I | re.S)
    for pattern in (
        rf"\b{_KEEP}\s+(?:(?:only|just)\s+)?(?P<kept>.+){_JOIN}(?:[\w']+\s+){{0,4}}?{_REST}\b",
        rf"\b{_REST}\b.*?\b{_KEEP}\s+(?P<kept>.+)",
        r"\b(?:(?:only|just)\s+(?:keep|leave)"
        r"|(?:keep|leave)\s+(?:only|just|nothing (?:but|except)))\s+(?P<kept>.+)",
        rf"^\W*{_EXCEPT}\s+(?P<kept>.+?),\s*(?:.*?\b{_ALL}\b)(?P<of>.*)",
        rf"\b{_ALL}\b(?P<of>.*?)\b{_BUT}\s+(?P<kept>.+)",
        rf"\b{_VERB}\s(?P<of>[^.!?]*\b(?:{_MANY}|list)\b.*?)\b{_EXCEPT}\s+(?P<kept>.+)",
    )
)
_BEHIND = re.compile(  # no more of what is kept
    r"(?:\s+(?:from|off|on|in)\s+(?:my|the|our|this)\s+(?:[\w-]+\s+)?(?:list|notes|memos)"
    r"|\s+(?:as|(?:is|are|(?:has|have) been)(?:\s+all)?)\s+"
    r"(?:done|finished|completed?|(?:ticked|checked) off)"
    r"|\s+(?:should|can|could|may|must)\s+(?:go|be)\b.*"
    rf"|,\s*(?:please\s+)?{_VERB}(?:\s+(?:it|them|all|everything|off))*"
    r"|[\s,]+(?:please|thanks|thank you|now|alone|as (?:it is|they are)))+$",
    re.I | re.S,
)
_SMALL = re.compile(  # between "all" and "but", and says not which
    rf"\b(?:{_ALL}|{_ONE}|of|the|my|our|your|these|those|them|it|on|in|from|off|up|away|out|with|is"
    r"|are|was|as|that|i|have|i['’]ve|got|set|done|finished|completed?|there|left|still|please|other"
    r"|else|single|to-?do|todo|lists?|to|do|and|you|me)\b",
    re.I,
)
_LEAD = re.compile(
    rf"^(?:(?:(?:the|a|an|my|our|that|those|for|at|on|about|of|called|named|saying)|{_ONE})\s+)+",
    re.I,
)
_TRAIL = re.compile(
    rf"(?:\s+{_ONE}|(?<=\w)\s?(?:메모|알람|알림|타이머|할\s?일|항목|것|거)(?:들)?)$",
    re.I,
)

_NOUN_KO = r"(?:메모|노트|알람|알림|리마인더|타이머|할\s?일|목록|리스트|항목)(?:들)?"
_ALL_KO = (
    r"(?:모두|모든|전부|전체|싹|나머지|다른\s?(?:거|것|건|알람|알림|메모|타이머)"
    r"|(?<![가-힣])다(?=\s|꺼|끄|취소|지[워우]|삭제|없애|해제|멈춰|했|끝|완료|마쳤|빼|비워|정리))"
)
_VERB_KO = (
    r"(?:지[워우]|취소|삭제|꺼|끄|빼|없애|해제|멈춰|그만|치워|정리|비워|제거|했|끝|완료|마쳤|마무리"
    r"|체크|처리)"
)
_BUT_KO = (
    r"(?:빼고|빼놓고|제외하고|제외한|말고|두고|이?외에|(?P<keeps>남기고|남겨\s?[두놓놔]고|놔\s?두고"
    r"|살려\s?두고|유지하고))[는도]?(?=\s|$)"
)
_KOREAN = (
    re.compile(rf"(?P<kept>.+?)(?:만)?\s*{_BUT_KO}(?P<of>.*)", re.S),
    re.compile(r"(?P<kept>.+)만\s*(?P<keeps>남[겨기]|놔|켜\s?[두둬놔놓])(?P<of>).*", re.S),
)
_ADDS_KO = re.compile(r"넣어|추가|적어|맞춰|설정|깨워|등록|바꿔")
_ABOUT_KO = re.compile(  # what stands before the thing: 할 일에서 우유 빼고, 내일 알람은 7시 빼고
    rf"^(?P<of>.*?){_NOUN_KO}(?:\s?중)?(?:에서|에|은|는|을|를|도)?\s+(?P<kept>\S.*)$", re.S
)
_DEED_KO = re.compile(  # 다 지워줘, 우유 빼고; 나머지는 지우고 우유만 남겨줘
    rf"^.*?{_ALL_KO}.*?{_VERB_KO}[가-힣]*[\s,.]+(?=\S)", re.S
)
_DONE_KO = re.compile(rf"{_VERB_KO}|(?<![가-힣])다\s+\S+\s*$")
_SMALL_KO = re.compile(
    rf"(?<![가-힣])(?:{_ALL_KO}|{_NOUN_KO}|내|제|우리|지금|이제|좀|그냥|일단|줘)"
    r"(?:에서|에|은|는|을|를|도|이|가)?(?![가-힣])"
)
_MANY_SAID = re.compile(rf"\b{_MANY}\b|[가-힣]들", re.I)


def spared(text: str, names: Iterable[str] = ()) -> Spared | None:
    """What a message keeps while all else goes; None where it keeps nothing.

    `names` are those of the things that are there: "nothing but thieves" is no exception.
    """
    if len(text) > LONGEST:  # something may stay: all of it is taken for what does
        return Spared(text) if _has_exception(text) else None
    blank = text
    for name in names:
        if _has_exception(name):
            blank = re.sub(re.escape(name), lambda match: "x" * len(match[0]), blank, flags=re.I)
    return _english(text, blank) or _korean(text, blank)


def parted(there: Sequence[T], said: Spared, row: Callable[[str], Row[T]]) -> Parted[T]:
    """The things that are there by whether they go; `row` says what fits words.

    Nothing goes where nothing that is to stay is there.
    """
    among = [each for fitting in row(said.of).values() for each in fitting] if said.of else there
    kept = {
        words: [each for each in fitting if each in among]
        for words, fitting in row(said.kept).items()
    }
    staying = [each for each in there if any(each in fitting for fitting in kept.values())]
    return Parted(
        going=[each for each in among if each not in staying] if staying else (),
        staying=staying,
        kept=[fitting for fitting in kept.values() if fitting],
        absent=[words for words, fitting in kept.items() if not fitting],
        in_doubt=not _MANY_SAID.search(said.kept) and any(len(each) > 1 for each in kept.values()),
    )


def bare(words: str) -> str:
    """The name in the words for a thing: "the garage code one", 우유 메모."""
    said = words.strip(" \t\n,.!?;:\"'“”")
    name = _TRAIL.sub("", without_particle(_LEAD.sub("", said))).strip()
    return name or said


def what_stays(ctx: Context, names: Sequence[str]) -> str:
    """That these are kept, where they are few; "" of more."""
    if not 0 < len(names) <= SHOWN:
        return ""
    said = ", ".join(plain(each) for each in names)
    return ctx.say(en=f"What stays: {said}.", ko=f"남겨 두는 것: {said}.")


def _has_exception(name: str) -> bool:
    return re.search(rf"\b{_BUT}\b|\b{_KEEP}\b|빼고|말고|남기고", name, re.I) is not None


def _english(text: str, blank: str) -> Spared | None:
    for pattern in _ENGLISH:
        if match := pattern.search(blank):
            kept = _BEHIND.sub("", text[slice(*match.span("kept"))].rstrip(" .!?")).strip(" ,.!?")
            of = re.sub(r"['’]s\b", "", _SMALL.sub(" ", match.groupdict().get("of", "")))
            return Spared(kept, " ".join(of.split()).strip(" ,.!?'’")) if kept else None
    return None


def _korean(text: str, blank: str) -> Spared | None:
    for pattern in _KOREAN:
        match = pattern.match(blank)
        if match is None or _ADDS_KO.search(match["of"]) or match["kept"].endswith("도"):
            continue
        if not match["keeps"] and not re.search(_ALL_KO, blank):
            continue
        words = _DEED_KO.sub("", text[: match.end("kept")].strip())
        words = re.sub(rf"^\s*{_ALL_KO}\s+", "", words)
        before = _ABOUT_KO.match(words)
        scope = [before["of"] if before else "", _DONE_KO.split(match["of"])[0]]
        of = " ".join(" ".join(_SMALL_KO.sub(" ", each) for each in scope).split()).strip(" ,.!?")
        return Spared(before["kept"] if before else words, of)
    return None
