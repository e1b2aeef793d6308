"""Korean things to be reminded of: a quoted request becomes a noun, 약 먹으라고 → 약 먹기."""

_FIRST, _FINALS = ord("가"), 28
_DIGEUT, _RIEUL, _BIEUP, _SIOT, _NIEUN = 7, 8, 17, 19, 4  # of the final consonants, in order
_BIEUP_STEMS = ("도우", "주우", "구우", "누우", "기우")  # 돕다, 줍다, 굽다, 눕다, 깁다
_NO_VERBS = (  # what ends in 고 and is no first deed: a quoted one, or a noun
    "라고", "다고", "자고", "냐고", "그리고", "보고", "광고", "창고", "재고", "최고", "신고",
    "경고", "원고", "참고", "금고", "냉장고", "중고", "충고", "권고", "예고", "공고", "해고",
    "교통사고",
)  # fmt: skip
_WITH_I = (  # verbs whose stem ends in 이, which else makes a sentence of a noun
    "움직이", "줄이", "들이", "붙이", "먹이", "높이", "녹이", "끓이", "보이", "속이", "죽이",
    "쌓이", "모이", "기울이", "절이", "벌이", "숙이", "조이", "섞이", "늘이",
)  # fmt: skip


def thing(what: str) -> str:
    """`what` without a quoting ending; as it is where it has none, as in other languages."""
    words = what.strip()
    for ending, change in _ENDINGS:
        if words.endswith(ending) and len(words) > len(ending):
            changed = change(words[: -len(ending)])
            if changed:
                return changed
    return words


def ending_in_and(words: str) -> str:
    """The first of two deeds, 전화하고(…) → 전화하기; what is quoted stays, 먹으라고."""
    stem = words[:-1]
    if not words.endswith("고") or words.endswith(_NO_VERBS) or _final(stem[-1:] or " ") < 0:
        return words
    return stem + "음" if stem.endswith(("있", "없")) else _asked(stem)


def _asked_after_consonant(stem: str) -> str:
    """먹(으라고) → 먹기; 들(으라고) → 듣기, 지(으라고) → 짓기, 모(으라고) → 모으기."""
    final = _final(stem)
    if stem.endswith("모"):
        return stem + "으기"
    if final in (0, _RIEUL):
        return _with_final(stem, _DIGEUT if final else _SIOT) + "기"
    return stem + "기"


def _asked(stem: str) -> str:
    """가(라고) → 가기, 도우(라고) → 돕기; a noun stays: 생일이(라고) → 생일, 회의(라고) → 회의."""
    if stem.endswith(_BIEUP_STEMS):
        return _with_final(stem[:-1], _BIEUP) + "기"
    if stem.endswith("이") and not stem.endswith(_WITH_I):
        return stem[:-1]
    return stem if stem.endswith("의") else stem + "기"


def _told(stem: str) -> str:
    """있(다고) → 있음, 가야 한(다고) → 가야 함, 출발한(다고) → 출발하기, 바쁘(다고) → 바쁘다."""
    if stem.endswith("야 한"):
        return stem[:-1] + "함"
    if stem.endswith(("있", "없")):
        return stem + "음"
    if stem.endswith("는"):
        return stem[:-1] + "기"
    if _final(stem) == _NIEUN:
        return _with_final(stem, 0) + "기"
    return stem + "다"


# The longer ending before what it ends in.
_ENDINGS = (
    ("달라고", lambda stem: f"{stem}달라고 하기"),
    ("으라고", _asked_after_consonant),
    ("라고", _asked),
    ("자고", lambda stem: stem + "기"),
    ("다고", _told),
)


def _final(word: str) -> int:
    """The number of the final consonant of its last syllable; 0: none, -1: it is not Korean."""
    code = ord(word[-1]) - _FIRST
    return code % _FINALS if 0 <= code < 11172 else -1


def _with_final(word: str, final: int) -> str:
    code = ord(word[-1])
    return word[:-1] + chr(code - (code - _FIRST) % _FINALS + final)
