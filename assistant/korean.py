"""Small facts of Korean writing that several parts need."""

HANGUL = ("\uac00", "\ud7a3")  # the first and last composed syllable


def is_korean(text: str) -> bool:
    """Whether a message is to be answered in Korean: it has Hangul, be it jamo such as ㅋㅋ."""
    return any("\uac00" <= c <= "\ud7a3" or "\u3131" <= c <= "\u318e" for c in text)


def language_of(text: str) -> str:
    """The language a message is to be answered in: "ko" or "en"."""
    return "ko" if is_korean(text) else "en"


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
