"""What a short message says to a question: yes, no, never mind, or which of the choices."""

import re
from collections.abc import Iterable, Mapping

from assistant.plugins.examples import same_phrase
from assistant.values import choices as wordings

LONGEST = 200  # characters of such a message

_YES = (
    "yes", "y", "yeah", "yep", "yup", "sure", "ok", "okay", "please", "do it", "go ahead",
    "of course", "allow", "confirm", "right", "correct", "sure thing", "go for it", "do that",
    "응", "어", "웅", "네", "넵", "넹", "예", "그래", "그래요", "그럼", "그럼요", "그러자", "좋아",
    "좋아요", "ㅇㅇ", "ㅇㅋ", "오케이", "해", "해줘", "해 줘", "해줘요", "해주세요", "해 주세요",
    "허용", "허용해", "허용해줘", "그렇게", "맞아", "맞아요", "물론", "물론이지", "물론이죠",
    "당연하지", "당연하죠", "부탁해", "부탁해요",
)  # fmt: skip
_NO = (
    "no", "n", "nope", "nah", "don't", "do not", "no thanks", "no thank you", "not now", "deny",
    "아니", "아니요", "아니오", "아뇨", "싫어", "싫어요", "하지 마", "하지마", "하지 마세요",
    "하지 말아줘", "안 돼", "안돼", "안 돼요", "ㄴㄴ", "거절", "노",
)  # fmt: skip
_GIVING_UP = (
    "never mind", "nevermind", "cancel", "cancel that", "cancel it", "forget it", "forget that",
    "stop", "nothing", "nothing thanks", "됐어", "됐어요", "됐습니다", "괜찮아", "괜찮아요", "취소",
    "취소해", "취소해줘", "취소해 줘", "취소할게", "취소할래", "아니야", "아니에요", "그만",
    "그만해", "그만둘래", "그만할래", "관둬",
)  # fmt: skip
_UNDOING = (
    "undo", "undo it", "undo that", "undo this", "take it back", "take that back", "revert",
    "revert it", "revert that", "please", "되돌려", "되돌려줘", "되돌려 줘", "되돌려주세요",
    "되돌려 주세요", "되돌리기", "되돌릴래", "원래대로", "방금 거", "방금 것",
)  # fmt: skip
_FILLER = re.compile(r"^(?:actually|oh|ok|okay|well|hm+|uh|음|어|아|에이)\s+")
_ORDINALS = (
    ("first", "1st", "one", "첫 번째", "첫번째", "첫째", "일번", "하나"),
    ("second", "2nd", "two", "두 번째", "두번째", "둘째", "이번", "둘"),
    ("third", "3rd", "three", "세 번째", "세번째", "셋째", "삼번", "셋"),
    ("fourth", "4th", "four", "네 번째", "네번째", "넷째", "사번", "넷"),
    ("fifth", "5th", "five", "다섯 번째", "다섯번째", "다섯째", "오번", "다섯"),
)
_LAST = ("last", "마지막")
_AROUND = re.compile(
    r"^(?:the|number|option)\s+|\s+(?:one|please|option)$"
    r"|\s*(?:거|것|걸|꺼)?(?:으로|로)?\s*(?:요|이요|할게|할게요|할래|할래요|해줘|해주세요)?$"
    r"|(?<=\d)\s*(?:번|번째)$"
)
_LISTED = re.compile(r"(?:no\.?\s*|#)?(\d{1,2})")
_THE_VALUE = re.compile(r"the \d+ ones?")  # "the 3 one" is called 3; "the third one" stands there
_VERB = r"(?:cancel|stop|delete|remove|kill|clear|(?:turn|switch) off)"
_ENDS = r"(?:꺼|끄|취소|지워|삭제|없애|멈춰|해제|빼)"
_EVERY = re.compile(  # how many they are where that is said
    rf"(?:{_VERB} )?(?:all|(?P<two>both)|every ?(?:single )?(?:one|thing))"
    r"(?: of)?(?: the)?(?: them| these| those| two)?"
    r"|(?:(?P<둘>둘)|(?P<셋>셋)|(?P<넷>넷)) ?다|(?:싹|모두|전부) ?다|다|모두|전부|전체|싹"
)
_DONE_WITH = re.compile(rf" ?{_ENDS} ?(?:줘|주세요|해|해줘|해 줘|해주세요|버려)?$")
_NUMBERS = {"two": 2, "둘": 2, "셋": 3, "넷": 4}
_ROW = re.compile(r"\s*(?:,|&|\band\b|이랑|랑|하고|[과와](?=\s)|그리고)\s*", re.I)


def is_yes(text: str) -> bool:
    """Whether it is nothing but a yes. 네? and "sure?" ask; they are none."""
    return not text.rstrip().endswith("?") and _only(_plain(text), _YES)


def is_no(text: str) -> bool:
    return _only(_plain(text), _NO)


def gives_up(text: str) -> bool:
    """Whether it leaves the question alone, with or without a no before it."""
    said = _FILLER.sub("", _plain(text))
    return not _only(said, _NO) and _only(said, (*_GIVING_UP, *_NO))


def takes_back(text: str) -> bool:
    """Whether it is nothing but an undo."""
    said = _FILLER.sub("", _plain(text))
    return said != "please" and _only(said, _UNDOING)


def chosen(text: str, choices: Mapping[str, str]) -> str | None:
    """The value of the choice that a message names by its number, place or words; else None.

    "All", "both" and their like name the choice that stands for all of the others.
    """
    said = _plain(text)
    values = {_plain(shown): value for value, shown in tuple(choices.items())[::-1]}
    if said in values:  # before numbers: a choice may be called "2"
        return values[said]
    place = _place(said, len(choices))
    if place is not None:
        return list(choices)[place]
    bare = _bare(said)
    if _means_all(said, len(choices) - 1) or _means_all(bare, len(choices) - 1):
        return next((value for shown, value in values.items() if _EVERY.fullmatch(shown)), None)
    named = wordings.parse(bare, {shown: (shown,) for shown in values})
    if named is not None:
        return values[named]
    inside = [value for shown, value in values.items() if _stands_in(bare, shown)]
    return inside[0] if len(inside) == 1 else None


def row_chosen(text: str, choices: Mapping[str, str]) -> list[str]:
    """The values of the choices that a message names in a row; nothing where some are none."""
    parts = _ROW.split(text.strip())
    found = [chosen(part, choices) for part in parts]
    named = [value for value in found if value is not None]
    return named if len(named) == len(parts) > 1 else []


def bare_words(text: str) -> str:
    """Without the words that go with any choice: of "the 7 one" and 7시꺼 the 7 and the 7시."""
    return _bare(text.strip(" .!?~…").casefold())


def names_all(text: str) -> bool:
    """Whether it names all of some number of choices: "both", 셋 다."""
    return _EVERY.fullmatch(_DONE_WITH.sub("", _bare(_plain(text)))) is not None


def _means_all(said: str, count: int) -> bool:
    """Whether it names all of so many."""
    every = _EVERY.fullmatch(_DONE_WITH.sub("", said))
    numbers = [number for word, number in _NUMBERS.items() if every and every[word]]
    return every is not None and all(number == count for number in numbers)


def _place(said: str, count: int) -> int | None:
    bare = _bare(said)
    listed = _LISTED.fullmatch(bare)
    if listed and not _THE_VALUE.fullmatch(said):
        place = int(listed[1]) - 1
        return place if 0 <= place < count else None
    if bare in _LAST:
        return count - 1
    for place, names in enumerate(_ORDINALS[:count]):
        if bare in names or said in names:
            return place
    return None


def _bare(said: str) -> str:
    """Without the words that go with any choice: "the … one please", … 걸로 할게요."""
    for _ in range(3):
        said = _AROUND.sub("", said).strip()
    return said


def _stands_in(said: str, shown: str) -> bool:
    """Whether some of the words of a choice were said, from the beginning of a word on."""
    return len(said) > 1 and bool(re.search(rf"(?<!\w){re.escape(said)}", shown))


def _only(said: str, words: Iterable[str]) -> bool:
    """Whether nothing else is said than some of these."""
    one = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return bool(re.fullmatch(rf"(?:{one})(?:\s+(?:{one}))*", said))


def _plain(text: str) -> str:
    """ "" for what is too long to be an answer of this kind."""
    if len(text) > LONGEST:
        return ""
    return re.sub(r"[\s.!?~…,]+", " ", same_phrase(text)).strip()
