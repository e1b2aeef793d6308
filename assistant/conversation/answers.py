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
    r"|\s*(?:거|것|걸)?(?:으로|로)?\s*(?:요|이요|할게|할게요|할래|할래요|해줘|해주세요)?$"
    r"|(?<=\d)\s*(?:번|번째)$"
)
_LISTED = re.compile(r"(?:no\.?\s*|#)?(\d{1,2})")


def is_yes(text: str) -> bool:
    """Whether it is nothing but a yes. 네? and "sure?" ask; they are none."""
    return not text.rstrip().endswith("?") and _only(_plain(text), _YES)


def is_no(text: str) -> bool:
    return _only(_plain(text), _NO)


def gives_up(text: str) -> bool:
    """Whether it leaves the question alone, with or without a no before it."""
    said = _FILLER.sub("", _plain(text))
    return not _only(said, _NO) and _only(said, (*_GIVING_UP, *_NO))


def chosen(text: str, choices: Mapping[str, str]) -> str | None:
    """The value of the choice that a message names by its number, place or words; else None."""
    said = _plain(text)
    values = {_plain(shown): value for value, shown in tuple(choices.items())[::-1]}
    if said in values:  # before numbers: a choice may be called "2"
        return values[said]
    place = _place(said, len(choices))
    if place is not None:
        return list(choices)[place]
    bare = _bare(said)
    named = wordings.parse(bare, {shown: (shown,) for shown in values})
    if named is not None:
        return values[named]
    inside = [value for shown, value in values.items() if _stands_in(bare, shown)]
    return inside[0] if len(inside) == 1 else None


def _place(said: str, count: int) -> int | None:
    bare = _bare(said)
    if listed := _LISTED.fullmatch(bare):
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
