"""What a short message says to a question: yes, no, never mind, or which of the choices."""

import re
from collections.abc import Mapping

from assistant.plugins.examples import same_phrase

_YES = {
    "yes", "y", "yeah", "yep", "yup", "sure", "ok", "okay", "please", "do it", "go ahead",
    "yes please", "of course", "allow", "confirm", "right", "correct", "sure thing", "go for it",
    "응", "어", "네", "예", "그래", "그래요", "좋아", "좋아요", "ㅇㅇ", "응 그래", "네 그래요",
    "해", "해줘", "해 줘", "해주세요", "허용", "그렇게 해줘", "맞아", "맞아요", "물론", "물론이지",
    "당연하지", "부탁해",
}  # fmt: skip
_NO = {
    "no", "n", "nope", "nah", "don't", "do not", "no thanks", "no thank you", "not now", "deny",
    "아니", "아니요", "아뇨", "싫어", "싫어요", "하지 마", "하지마", "하지 마세요", "안 돼", "안돼",
    "ㄴㄴ", "거절",
    "아니 됐어", "노",
}  # fmt: skip
_GIVING_UP = {
    "never mind", "nevermind", "cancel", "forget it", "stop", "nothing", "nothing thanks",
    "됐어", "됐어요", "괜찮아", "괜찮아요", "취소", "취소해", "취소해줘", "아니야",
    "그만", "그만할래",
}  # fmt: skip
_ORDINALS = (
    ("first", "1st", "one", "첫 번째", "첫번째", "첫째", "일번", "하나"),
    ("second", "2nd", "two", "두 번째", "두번째", "둘째", "이번", "둘"),
    ("third", "3rd", "three", "세 번째", "세번째", "셋째", "삼번", "셋"),
    ("fourth", "4th", "four", "네 번째", "네번째", "넷째", "사번", "넷"),
    ("fifth", "5th", "five", "다섯 번째", "다섯번째", "다섯째", "오번", "다섯"),
)
_LAST = ("last", "마지막")
_AROUND = re.compile(r"^the\s+|\s+(?:one|please)$|\s*(?:거|것|걸로|번|번째|요|이요)$")
_LISTED = re.compile(r"(?:number\s+|no\.?\s*|#)?(\d{1,2})\s*(?:번|번째)?(?:\s*(?:요|이요|거|것))?")


def is_yes(text: str) -> bool:
    return _plain(text) in _YES


def is_no(text: str) -> bool:
    return _plain(text) in _NO


def gives_up(text: str) -> bool:
    return _plain(text) in _GIVING_UP


def chosen(text: str, choices: Mapping[str, str]) -> str | None:
    """The value of the choice that a message names by its number, place or words; else None."""
    said = _plain(text)
    values = list(choices)
    place = _place(said, len(values))
    words = [_plain(shown) for shown in choices.values()]
    if said in words:  # before numbers: a choice may be called "2"
        return values[words.index(said)]
    if place is not None:
        return values[place]
    inside = [n for n, shown in enumerate(words) if len(said) > 1 and said in shown]
    return values[inside[0]] if len(inside) == 1 else None


def _place(said: str, count: int) -> int | None:
    if listed := _LISTED.fullmatch(said):
        place = int(listed[1]) - 1
        return place if 0 <= place < count else None
    bare = _AROUND.sub("", _AROUND.sub("", said)).strip()
    if bare in _LAST:
        return count - 1
    for place, names in enumerate(_ORDINALS[:count]):
        if bare in names or said in names:
            return place
    return None


def _plain(text: str) -> str:
    return same_phrase(text).strip(" .!?~…,")
