"""Small facts of Korean writing that several parts need."""

import re

_MARKERS = {"은": True, "을": True, "는": False, "를": False}  # whether after a consonant
HANGUL = ("\uac00", "\ud7a3")  # the first and last composed syllable
_HANGUL_OR_JAMO = re.compile("[\uac00-\ud7a3\u3131-\u318e]")


def is_korean(text: str) -> bool:
    """Whether a message is to be answered in Korean: it has Hangul, be it jamo such as ㅋㅋ."""
    return _HANGUL_OR_JAMO.search(text) is not None


def language_of(text: str) -> str:
    """The language a message is to be answered in: "ko" or "en"."""
    return "ko" if is_korean(text) else "en"


def without_particle(words: str) -> str:
    """`words` without the particle of a topic or an object that fits its last sound: 커튼은 → 커튼.

    What only looks like one stays, as in 가을 and 마을.
    """
    word, last = words[:-1], words[-1:]
    if last in _MARKERS and HANGUL[0] <= word[-1:] <= HANGUL[1]:
        ends_in_consonant = (ord(word[-1]) - ord(HANGUL[0])) % 28 != 0
        return word if ends_in_consonant == _MARKERS[last] else words
    return words


def with_particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """`word` with the particle that fits its last sound: ("서울", "은", "는") → "서울은".

    ㄹ counts as a vowel before 로, as in 서울로. A word that does not end in Hangul takes the
    particle that follows a vowel.
    """
    last = word[-1:]
    if not HANGUL[0] <= last <= HANGUL[1]:
        return word + after_vowel
    final = (ord(last) - ord(HANGUL[0])) % 28  # 0: no final consonant, 8: ㄹ
    if final == 0 or (final == 8 and after_vowel == "로"):
        return word + after_vowel
    return word + after_consonant
