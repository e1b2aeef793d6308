"""Several things named at once: "milk, eggs and bread", 우유랑 달걀.

A comma, a semicolon or a new line always parts. "and" parts at the end of such a list, and between
single words that are no pair that goes together; so "milk and eggs" are two, "mac and cheese" and
"call mum and dad" one. In Korean 그리고 and 및 are like "and"; a particle (랑, 하고, 와, 과) parts
single words alone, and not 엄마랑 통화 or 팀장님과 회의, where someone takes part in it. A space
parts things to buy: 우유 계란 두부.
When in doubt it is one thing: nothing is lost then.
"""

import re
import unicodedata

from assistant.plugins.rows import ENDS_LIKE_A_PARTICLE

from .groceries import bought

_PAIRS = {
    frozenset(pair.split())
    for pair in (
        "mac cheese", "macaroni cheese", "salt pepper", "fish chips", "bread butter", "gin tonic",
        "bacon eggs", "ham eggs", "ham cheese", "rock roll", "trial error", "research development",
        "pros cons", "terms conditions", "black white", "peanut jelly", "cut paste", "copy paste",
        "nuts bolts", "bed breakfast", "lost found", "arts crafts", "wear tear", "q a", "r d",
    )
}  # fmt: skip
_LIST = re.compile(r"\s*(?:[,;\n、]|그리고\s)\s*(?:and\s+|그리고\s+)?", re.I)
_AND = re.compile(r"\s+(?:and|&|plus|및|그리고)\s+", re.I)
_PARTICLE = re.compile(r"(이랑|랑|하고|와|과)$")
_DEEDS = re.compile(r"(?<=(?<![애아얘])기)(?:랑|하고)\s+")  # 세금 신고하기랑 병원 예약
_PEOPLE = re.compile(
    r"(?:엄마|아빠|어머니|아버지|부모|친구|동생|형|누나|언니|오빠|할머니|할아버지|남편|아내|선생|"
    r"팀장|사장|부장|과장|대리|고객|동료|가족|아이|아기|애기|애들|[가-힣]+(?:씨|님))(?:님|들)?"
)
_DEED = re.compile(r".*(?:기|회의|통화|약속|미팅|연락|여행|식사|점심|저녁)$")


def several(words: str) -> tuple[str, ...]:
    """The things that the words name, one at least unless there are no words."""
    text = unicodedata.normalize("NFC", words)
    pieces = [piece for piece in _LIST.split(text) if " ".join(piece.split()).strip(" .")]
    if len(pieces) == 1:
        pieces = _parted(pieces[0])
    elif pieces:
        last = re.sub(r"^(?:and|plus|&)\s+", "", pieces[-1].strip(), flags=re.I)
        ends = [last] if _is_pair(_AND.split(last)) else _AND.split(last)
        pieces = [*pieces[:-1], *ends]
    pieces = [each for piece in pieces for each in bought(piece.strip(" .")) or [piece]]
    things = (" ".join(piece.split()).strip(" .") for piece in pieces)
    return tuple(dict.fromkeys(thing for thing in things if thing))


def _parted(text: str) -> list[str]:
    """A text without commas."""
    if len(deeds := _DEEDS.split(text.strip())) > 1:
        return deeds
    words = _AND.split(text.strip())
    if len(words) > 1:
        single = all(len(word.split()) == 1 for word in words)
        return words if single and not _is_pair(words) else [text]
    return _by_particles(text.split()) or [text]


def _is_pair(words: list[str]) -> bool:
    return frozenset(word.casefold() for word in words) in _PAIRS


def _by_particles(words: list[str]) -> list[str]:
    """우유랑, 달걀이랑, 빵 → 우유, 달걀, 빵; nothing where a word has no such particle."""
    *joined, last = words
    stems = [_stem(word) for word in joined]
    if not all(stems) or not stems or _DEED.fullmatch(last):
        return []
    return [*stems, last]


def _stem(word: str) -> str:
    """A thing without the particle that joins it to the next; "" when it has none."""
    match = _PARTICLE.search(word)
    if match is None or ENDS_LIKE_A_PARTICLE.fullmatch(word):
        return ""
    stem, particle = word[: match.start()], match[1]
    if not "가" <= stem[-1:] <= "힣" or _PEOPLE.fullmatch(stem):
        return ""
    closed = (ord(stem[-1]) - ord("가")) % 28 > 0  # it ends in a consonant
    fits = {"이랑": closed, "과": closed, "랑": not closed, "와": not closed, "하고": True}
    return stem if fits[particle] else ""
